//! Tables out: one shape, as a workbook (.xlsx) or as a text table (.csv). No cell is ever a formula.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::text_table::csv;
use crate::domain::markup::begins_a_formula;

/// A table with what stands above it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// Lines above the table: title, criteria, time, who took it.
    pub head: Vec<Vec<String>>,
    /// Headings.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text, whatever it begins with.
    Text(String),
    /// A whole number.
    Count(i64),
    /// A decimal number as it is printed; no number is a text.
    Decimal(String),
    /// A percentage as it is printed, without its sign.
    Percent(String),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Decimal(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Percent(number) => format!("{number}%"),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

/// Narrowest and widest a column is made, in characters.
const WIDTHS: std::ops::RangeInclusive<f64> = 8.0..=48.0;

/// A workbook of these tables. Numbers are numbers; a text a spreadsheet would take for a formula is marked as text.
///
/// # Errors
/// What the writer of workbooks reports: a table larger than a sheet.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    written(sheets).map_err(|fault| fault.to_string())
}

fn written(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let marked = Format::new().set_quote_prefix().set_text_wrap().set_align(FormatAlign::Top);
    let unwrapped = Format::new();
    let heading = Format::new().set_bold().set_text_wrap();
    for (position, sheet) in sheets.iter().enumerate() {
        let page = book.add_worksheet();
        page.set_name(sheet_name(&sheet.name, position))?;
        let mut row = 0;
        let text = |text: &str| if begins_a_formula(text) { &marked } else { &plain };
        for line in &sheet.head {
            for (column, cell) in (0..).zip(line) {
                let format = if begins_a_formula(cell) { &marked } else { &unwrapped };
                page.write_string_with_format(row, column, cell, format)?;
            }
            row += 1;
        }
        for (column, cell) in (0..).zip(&sheet.columns) {
            page.write_string_with_format(row, column, cell, &heading)?;
            let cells = sheet.rows.iter().filter_map(|row| row.get(usize::from(column)));
            let widest = cells.map(Cell::text).chain([cell.clone()]).map(|text| width(&text)).fold(0.0, f64::max);
            page.set_column_width(column, (widest + 2.0).clamp(*WIDTHS.start(), *WIDTHS.end()))?;
        }
        page.set_freeze_panes(row + 1, 0)?;
        for line in &sheet.rows {
            row += 1;
            for (column, cell) in (0..).zip(line) {
                match cell {
                    Cell::Text(words) if words.is_empty() => {}
                    Cell::Text(words) => drop(page.write_string_with_format(row, column, words, text(words))?),
                    Cell::Count(count) => drop(page.write_number(row, column, *count as f64)?),
                    Cell::Decimal(number) => match number.parse::<f64>() {
                        Ok(value) => drop(page.write_number(row, column, value)?),
                        Err(_) => drop(page.write_string_with_format(row, column, number, text(number))?),
                    },
                    Cell::Percent(number) => {
                        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                        let pattern = if decimals == 0 { "0%".to_owned() } else { format!("0.{}%", "0".repeat(decimals)) };
                        let value = number.parse::<f64>().unwrap_or(f64::NAN) / 100.0;
                        page.write_number_with_format(row, column, value, &Format::new().set_num_format(pattern))?;
                    }
                }
            }
        }
    }
    book.save_to_buffer()
}

/// The tables one below the other as text, in UTF-8 with its mark.
pub fn text_tables(sheets: &[Sheet]) -> Vec<u8> {
    let several = sheets.len() > 1;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for sheet in sheets {
        rows.extend(sheet.head.iter().cloned());
        if several {
            rows.push(vec![sheet.name.clone()]);
        }
        rows.push(sheet.columns.clone());
        rows.extend(sheet.rows.iter().map(|row| row.iter().map(Cell::text).collect()));
        if several {
            rows.push(Vec::new());
        }
    }
    csv(rows)
}

/// A name a sheet may have: at most 31 characters, none of `[]:*?/\`.
fn sheet_name(name: &str, position: usize) -> String {
    let plain: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if plain.trim().is_empty() { format!("Sheet{}", position + 1) } else { plain }
}

/// Columns a text takes: two for what is not ASCII.
fn width(text: &str) -> f64 {
    text.lines().map(|line| line.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()).fold(0.0, f64::max)
}
