//! Shapes of output.

use clap::ValueEnum;

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
