//! Statutory tables 统计报表: filled from the files of cases as they stood at both ends of the period, with the cases behind every cell.

use serde::Serialize;

use super::known::{Names, Until};
use super::scope::FigureScope;
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::domain::case::Case;
use crate::domain::id::CaseId;
use crate::domain::statistics::Period;
use crate::domain::statistics::statutory::{Filled, Filling, Layout, Share, Stood, TableKind};
use crate::domain::words::Sentence;
use crate::i18n::statutory::StatutoryTable;
use crate::office::{Cell, Sheet};
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::service::export::head;
use crate::store::{Act, Database, Known};

/// A statutory table asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableQuery {
    /// Which.
    pub table: TableKind,
    /// Version of its layout; the one in force at the end of the period without it.
    pub version: Option<String>,
    /// Period.
    pub period: Period,
    /// Whose cases: by their agencies, and by what they are about.
    pub scope: FigureScope,
    /// As known at the end of this day; `None`: today.
    pub known_on: Option<Day>,
}

/// A statutory table.
#[derive(Debug, Clone)]
pub struct TableShown {
    /// Its layout.
    pub layout: Layout,
    /// Period.
    pub period: Period,
    /// As known at the end of this day.
    pub known_on: Option<Day>,
    /// Its figures, and the balance rules they break.
    pub filled: Filled,
}

/// A case behind a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableCase {
    /// The case.
    pub case: CaseId,
    /// Its number, normalised.
    pub number: Option<String>,
    /// What it is about.
    pub matter: Option<String>,
    /// What it adds to the cell.
    pub amount: i64,
}

/// A page of the cases behind a cell: what they add on all pages is the figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableCases {
    /// In order of id.
    pub cases: Vec<TableCase>,
    /// Continue after this case; `None`: that was the last.
    pub next: Option<CaseId>,
}

/// A statutory table of a period and scope. One file after the other is folded: slow, exact, in bounded memory.
///
/// # Errors
/// No layout of that version, or none in force at the end of the period; an entry that cannot be read; what the engine reports.
pub fn table(database: &mut Database, books: &Books, query: &TableQuery) -> Result<TableShown, ServiceError> {
    let layout = layout(books, query)?;
    let names = Names::of(database)?;
    let mut filling = Filling::new(layout);
    database.known_after(&[query.table.cases()], CaseId(0), &mut |known| {
        if let Some((share, _)) = share(books, layout, &names, query, &known) {
            filling.add(known.id, known.number.as_deref(), &share);
        }
        Ok::<_, ServiceError>(true)
    })?;
    Ok(TableShown { layout: layout.clone(), period: query.period, known_on: query.known_on, filled: filling.end() })
}

/// The cases behind a cell: of a row by its number, or of the total without one; of a column by its id.
///
/// # Errors
/// As [`table`]; no such row or column.
pub fn table_cases(
    database: &mut Database,
    books: &Books,
    query: &TableQuery,
    row: Option<u16>,
    column: &str,
    after: Option<CaseId>,
    limit: usize,
) -> Result<TableCases, ServiceError> {
    let layout = layout(books, query)?;
    let numbered = |no: u16| layout.rows.iter().position(|row| row.no == no).ok_or(no);
    let row = row
        .map(numbered)
        .transpose()
        .map_err(|no| ServiceError::said(format!("该表没有第{no}行"), format!("the table has no row {no}")))?;
    let unknown = || ServiceError::said(format!("该表没有“{column}”这一栏"), format!("the table has no column \"{column}\""));
    let column = layout.column(column).ok_or_else(unknown)?;
    let names = Names::of(database)?;
    let mut cases: Vec<TableCase> = Vec::new();
    database.known_after(&[query.table.cases()], after.unwrap_or(CaseId(0)), &mut |known| {
        if let Some((share, case)) = share(books, layout, &names, query, &known)
            && share.amounts[column] != 0
            && row.is_none_or(|row| share.row == Some(row))
        {
            cases.push(TableCase { case: known.id, number: known.number, matter: case.matter, amount: share.amounts[column] });
        }
        Ok::<_, ServiceError>(cases.len() <= limit)
    })?;
    let next = (cases.len() > limit).then(|| cases[..limit].last().map(|last| last.case)).flatten();
    cases.truncate(limit);
    Ok(TableCases { cases, next })
}

impl TableShown {
    /// Whether the table may leave the house: no balance rule is broken, or it is marked as a draft.
    ///
    /// # Errors
    /// Every rule that is broken.
    pub fn may_leave(&self, draft: bool) -> Result<(), ServiceError> {
        if draft || self.filled.broken.is_empty() {
            return Ok(());
        }
        let broken: Vec<Sentence> = self.filled.broken.iter().map(|rule| rule.sentence()).collect();
        let (zh, en): (Vec<String>, Vec<String>) = broken.into_iter().map(|sentence| (sentence.zh, sentence.en)).unzip();
        Err(ServiceError::said(
            format!("报表不平，不能导出，除非注明为草稿：{}", zh.join("；")),
            format!("the table does not balance and leaves the house only as a draft: {}", en.join("; ")),
        ))
    }
}

/// Notes in the audit trail that a table was exported.
///
/// # Errors
/// What the engine reports.
pub fn table_noted(database: &mut Database, shown: &TableShown, draft: bool, act: &Act<'_>) -> Result<(), ServiceError> {
    let details = serde_json::json!({
        "table": shown.layout.table.code(), "version": shown.layout.version, "period": shown.period.to_string(), "draft": draft,
    });
    Ok(database.audit_add(act, AuditAction::TableExported, "statutory table", &details)?)
}

/// The table as a sheet of a workbook: title, criteria and what does not balance above the form; every figure is a number.
pub fn table_sheet(table: &StatutoryTable<'_>, act: &Act<'_>) -> Sheet {
    let criteria: Vec<String> = table.criteria().into_iter().map(|(label, text)| format!("{label} {text}")).collect();
    let mut head = head(&table.title(), &criteria, act, table.lang);
    head.extend(table.balance().into_iter().map(|line| vec![line]).chain([Vec::new()]));
    let mut form = table.form().into_iter();
    head.extend(form.next());
    let columns = form.next().unwrap_or_default();
    let cell = |(column, text): (usize, String)| if column < LABELS { Cell::Text(text) } else { Cell::Decimal(text) };
    let rows = form.map(|line| line.into_iter().enumerate().map(cell).collect()).collect();
    Sheet { name: table.layout.name.in_lang(table.lang).to_owned(), head, columns, rows }
}

/// Columns of the form that name the row.
const LABELS: usize = 2;

fn layout<'a>(books: &'a Books, query: &TableQuery) -> Result<&'a Layout, ServiceError> {
    let TableQuery { table, version, period, .. } = query;
    books.layouts.of(*table, period.to(), version.as_deref()).ok_or_else(|| {
        let known: Vec<&str> = books.layouts.iter().filter(|layout| layout.table == *table).map(|layout| layout.version.as_str()).collect();
        let words = table.words();
        match version {
            Some(version) => ServiceError::said(
                format!("{}没有“{version}”版，可为：{}", words.zh, known.join("、")),
                format!("the {} has no version \"{version}\"; it has {}", words.en, known.join(", ")),
            ),
            None => ServiceError::said(
                format!("{}没有{}施行的版本，请指定：{}", words.zh, period.to(), known.join("、")),
                format!("no version of the {} is in force on {}; name one of {}", words.en, period.to(), known.join(", ")),
            ),
        }
    })
}

/// What a case adds to the table, and the case as it stood at the end.
fn share(books: &Books, layout: &Layout, names: &Names, query: &TableQuery, known: &Known) -> Option<(Share, Case)> {
    let history = query.known_on.map_or(Until::Now, Until::end_of).history(known)?;
    let until = |day: Day| Case::fold_until(known.kind, &history, day, &books.law);
    let period = query.period;
    let at_end = until(period.to());
    let facts = books.facts(&at_end);
    if !query.scope.holds_topic(&facts.topic) {
        return None;
    }
    let before = until(period.from().pred_opt()?);
    let now = Case::fold(known.kind, &history, &books.law).as_of(period.to(), &books.law);
    let organ = known.handler.and_then(|handler| names.organ(handler));
    let stood = Stood { before: &before, at_end: &at_end, facts: &facts, now: &now, organ };
    let share = layout.share(&stood, period, &|name| names.holds(name, &query.scope), &|name| names.level(name))?;
    Some((share, at_end))
}
