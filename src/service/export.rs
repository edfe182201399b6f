//! Files for a spreadsheet or a word processor: what they show, when they were made and for whom stand in them, and in the audit trail
//! before anybody has them.

use serde_json::json;

use super::error::ServiceError;
use crate::clock::in_china;
use crate::domain::audit::AuditAction;
use crate::domain::words::Lang;
use crate::i18n::annual::{AnnualReport, ParagraphKind};
use crate::i18n::pages::export as words;
use crate::i18n::table::Table;
use crate::office::{self, Cell, Document, Level, Sheet};
use crate::store::{Act, Database};

/// Shapes of a file of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFile {
    /// A workbook for Excel or WPS.
    Xlsx,
    /// Text in UTF-8, one table below the other.
    Csv,
}

impl TableFile {
    /// What its name ends with.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// Media type of a document for Word.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What stands above every table: title, criteria, when and for whom it was made.
pub fn head(title: &str, criteria: &[String], act: &Act<'_>, lang: Lang) -> Vec<Vec<String>> {
    let line = |label: crate::domain::words::Words, value: String| vec![label.in_lang(lang).to_owned(), value];
    let mut head = vec![vec![title.to_owned()]];
    head.extend((!criteria.is_empty()).then(|| line(words::CRITERIA, criteria.join(if lang == Lang::Zh { "；" } else { "; " }))));
    head.push(line(words::MADE_AT, in_china(act.at).format("%Y-%m-%d %H:%M").to_string()));
    head.push(line(words::MADE_BY, act.actor.to_owned()));
    head.push(Vec::new());
    head
}

/// The file of some tables.
///
/// # Errors
/// A table larger than a sheet holds.
pub fn table_file(sheets: &[Sheet], shape: TableFile) -> Result<Vec<u8>, ServiceError> {
    match shape {
        TableFile::Csv => Ok(office::text_tables(sheets)),
        TableFile::Xlsx => office::workbook(sheets)
            .map_err(|fault| ServiceError::said(format!("无法写成工作簿：{fault}"), format!("cannot be written as a workbook: {fault}"))),
    }
}

/// Notes in the audit trail that figures were taken away as a file.
///
/// # Errors
/// What the engine reports.
pub fn figures_exported(database: &mut Database, what: &str, criteria: &[String], act: &Act<'_>) -> Result<(), ServiceError> {
    Ok(database.audit_add(act, AuditAction::FiguresExported, what, &json!({"criteria": criteria}))?)
}

/// The annual report as tables: counts, rates, what is not computed, definitions; its words come first.
///
/// # Errors
/// What the template gets wrong with these figures.
pub fn annual_sheets(report: &AnnualReport<'_>, criteria: &[String], act: &Act<'_>) -> Result<Vec<Sheet>, ServiceError> {
    let paragraphs = report.paragraphs().map_err(ServiceError::Said)?;
    let said = |words: crate::domain::words::Words| words.in_lang(report.lang).to_owned();
    let title = paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Title).map(|title| title.text()).unwrap_or_default();
    let head = || head(&title, criteria, act, report.lang);
    let text = Sheet {
        name: said(words::TEXT),
        head: head(),
        columns: vec![said(words::TEXT)],
        rows: paragraphs.iter().map(|paragraph| vec![Cell::from(paragraph.text())]).collect(),
    };
    let tables = report.tables().into_iter().chain([report.definitions()]);
    Ok(std::iter::once(text).chain(tables.map(|(name, table)| sheet(name, head(), &table))).collect())
}

/// The annual report as a document for Word.
///
/// # Errors
/// What the template gets wrong with these figures, or the writer of the file reports.
pub fn annual_docx(report: &AnnualReport<'_>, criteria: &[String], act: &Act<'_>) -> Result<Vec<u8>, ServiceError> {
    let mut document = Document::default();
    for paragraph in report.paragraphs().map_err(ServiceError::Said)? {
        let level = match paragraph.kind {
            ParagraphKind::Title => {
                document.title = paragraph.text();
                continue;
            }
            ParagraphKind::First => Level::First,
            ParagraphKind::Second => Level::Second,
            ParagraphKind::Text => Level::Text,
            ParagraphKind::Remark => Level::Remark,
        };
        document.paragraphs.push((level, paragraph.text()));
    }
    let made = head("", criteria, act, report.lang).into_iter().filter(|line| line.len() == 2).map(|line| line.join(" "));
    document.paragraphs.extend(made.map(|line| (Level::Remark, line)));
    let tables = report.tables().into_iter().chain([report.definitions()]);
    document.tables =
        tables.map(|(name, table)| (name.to_owned(), table.headings().map(str::to_owned).collect(), table.rows().to_vec())).collect();
    office::docx(&document).map_err(|fault| unwritable_document(&fault))
}

/// A document that the writer of the file refuses.
pub fn unwritable_document(fault: &str) -> ServiceError {
    ServiceError::said(format!("无法写成文档：{fault}"), format!("cannot be written as a document: {fault}"))
}

/// A table as a sheet; what stands in a column of numbers is a number where it is one.
fn sheet(name: &str, head: Vec<Vec<String>>, table: &Table) -> Sheet {
    let row = |row: &Vec<String>| row.iter().zip(table.numeric()).map(|(cell, number)| numeric(cell, number)).collect();
    Sheet {
        name: name.to_owned(),
        head,
        columns: table.headings().map(str::to_owned).collect(),
        rows: table.rows().iter().map(row).collect(),
    }
}

/// A cell of a table as people read it, as a spreadsheet should have it: `6.9%` and `+4.5` are numbers, `2/29` is none.
fn numeric(cell: &str, in_numbers: bool) -> Cell {
    let plain = cell.trim_start().trim_start_matches('+');
    match plain.strip_suffix('%') {
        Some(percent) if in_numbers && percent.parse::<f64>().is_ok() => Cell::Percent(percent.to_owned()),
        _ if in_numbers => Cell::Decimal(plain.to_owned()),
        _ => cell.trim_start().into(),
    }
}
