//! Shapes of output.

use chrono::{DateTime, Utc};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::clock::in_china;

/// For a person or for a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Aligned text.
    #[default]
    Text,
    /// One JSON document.
    Json,
}

/// Shapes of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ReportFormat {
    /// Paragraph and aligned table.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// Paragraph and Markdown table.
    Markdown,
    /// A document for Word, as GB/T 9704-2012 lays it out.
    Docx,
    /// A workbook with words, figures and definitions.
    Xlsx,
}

/// Shapes of a document about the program itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum DocumentFormat {
    /// Markdown.
    #[default]
    Markdown,
    /// One JSON document.
    Json,
}

/// Shapes of a table that a spreadsheet may want.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum TableFormat {
    /// Lines for a person.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// A table for a spreadsheet or an import.
    Csv,
}

/// Shapes of the policy table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum MatrixFormat {
    /// Markdown table.
    #[default]
    Markdown,
    /// Comma-separated values, for spreadsheets.
    Csv,
}

/// Shapes of a computed period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PeriodFormat {
    /// The last day and how it was reached.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// One line of JSON.
    Jsonl,
}

/// Reads a word of a list by its code, and names the codes when there is no such word.
pub(super) fn words<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    code: impl Fn(T) -> &'static str + Clone + Send + Sync + 'static,
) -> impl TypedValueParser<Value = T> {
    let codes: Vec<&'static str> = all.iter().map(|word| code(*word)).collect();
    PossibleValuesParser::new(codes).try_map(move |text| all.iter().copied().find(|word| code(*word) == text).ok_or("no such word"))
}

/// An instant for a table: China time, to the minute.
pub(super) fn minute(instant: DateTime<Utc>) -> String {
    in_china(instant).format("%Y-%m-%d %H:%M").to_string()
}
