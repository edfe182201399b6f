//! `fuyi statistics table`: the statutory tables, and the cases behind a cell.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Scope, period, words};
use crate::cli::{Context, Exit, Failure, output};
use crate::domain::Day;
use crate::domain::id::CaseId;
use crate::domain::statistics::statutory::{BrokenBalance, TableKind};
use crate::domain::words::Lang;
use crate::i18n::statutory::{self, StatutoryTable};
use crate::i18n::table::{Column, Table};
use crate::i18n::tasks;
use crate::service::figures::{self, TableCases, TableQuery};
use crate::service::{TableFile, table_file};

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Reconsideration cases.
    Reconsideration,
    /// Suits.
    Litigation,
}

/// Shapes of a statutory table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Shape {
    /// For a terminal, columns downwards.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// The form as a text table.
    Csv,
    /// The form as a workbook.
    Xlsx,
}

/// Arguments of `fuyi statistics table`.
#[derive(Debug, Args)]
pub struct TableArgs {
    /// Which table.
    #[arg(value_enum, value_name = "TABLE")]
    pub table: Which,
    /// Period.
    #[arg(long, value_name = "PERIOD")]
    pub period: String,
    #[command(flatten)]
    pub scope: Scope,
    /// Version of the layout.
    #[arg(long, value_name = "VERSION")]
    pub layout: Option<String>,
    /// Day whose knowledge counts.
    #[arg(long, value_name = "DATE")]
    pub known_on: Option<Day>,
    /// Column whose cases are listed.
    #[arg(long, value_name = "COLUMN")]
    pub cases: Option<String>,
    /// Row whose cases are listed.
    #[arg(long, value_name = "NO", requires = "cases")]
    pub row: Option<u16>,
    /// Case after which to go on.
    #[arg(long, value_name = "ID", requires = "cases")]
    pub after: Option<i64>,
    /// At most this many cases.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..))]
    pub limit: u16,
    /// Export although it does not balance.
    #[arg(long)]
    pub draft: bool,
    /// File to write.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Shape of the answer.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Shape,
}

/// Answers.
pub(super) fn run(context: &Context, args: TableArgs) -> Result<Exit, Failure> {
    let (books, lang) = (context.books()?, context.lang());
    let mut database = context.database()?;
    let kind = match args.table {
        Which::Reconsideration => TableKind::Reconsideration,
        Which::Litigation => TableKind::Litigation,
    };
    let unit = args.scope.unit.clone().unwrap_or_default();
    let scope = args.scope.of(&mut database)?;
    let query = TableQuery { table: kind, version: args.layout, period: period(&args.period)?, scope, known_on: args.known_on };
    if let Some(column) = &args.cases {
        let found = figures::table_cases(&mut database, &books, &query, args.row, column, args.after.map(CaseId), args.limit.into())?;
        match args.format {
            Shape::Json => output::json(&found)?,
            Shape::Text | Shape::Csv | Shape::Xlsx => {
                output::put(&cases(&found, lang))?;
                if let Some(next) = found.next {
                    output::say(&words::more(next.0), lang);
                }
            }
        }
        return Ok(Exit::Done);
    }
    let shown = figures::table(&mut database, &books, &query)?;
    let printed = StatutoryTable {
        layout: &shown.layout,
        filled: &shown.filled,
        period: shown.period,
        known_on: shown.known_on,
        scope: &unit,
        draft: args.draft,
        lang,
    };
    match args.format {
        Shape::Text => {
            output::put(&printed.text())?;
            for rule in &shown.filled.broken {
                output::put(&broken(rule, lang))?;
            }
        }
        Shape::Json => output::json(&shown.filled)?,
        Shape::Csv | Shape::Xlsx => {
            shown.may_leave(args.draft)?;
            let act = context.act();
            let shape = if args.format == Shape::Csv { TableFile::Csv } else { TableFile::Xlsx };
            let bytes = table_file(&[figures::table_sheet(&printed, &act)], shape)?;
            if args.output.is_none() && shape == TableFile::Xlsx {
                return Err(Failure::usage(words::NEEDS_OUTPUT));
            }
            figures::table_noted(&mut database, &shown, args.draft, &act)?;
            // whole before the first byte is written: nothing goes out in part
            match args.output {
                Some(path) => std::fs::write(&path, bytes).map_err(|error| Failure::refused(tasks::unwritable(&path, &error)))?,
                None => output::put(&String::from_utf8_lossy(&bytes))?,
            }
        }
    }
    Ok(Exit::Done)
}

fn cases(found: &TableCases, lang: Lang) -> String {
    let [number, matter, adds, id] = statutory::CASES.map(|heading| heading.in_lang(lang));
    let mut table = Table::new([Column::words(number), Column::words(matter), Column::numbers(adds), Column::numbers(id)]);
    for case in &found.cases {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        table.row([text(&case.number), text(&case.matter), case.amount.to_string(), case.case.to_string()]);
    }
    table.text()
}

/// A rule that is broken, and the first of the cases that break it.
fn broken(rule: &BrokenBalance, lang: Lang) -> String {
    let named = rule.cases.iter().map(|case| {
        let number = case.number.as_deref().unwrap_or_else(|| words::UNNUMBERED.in_lang(lang));
        format!("  {number} ({}): {}, {}\n", case.case, case.left, case.right)
    });
    let rest = rule.count - rule.cases.len() as u64;
    let more = if rest > 0 { format!("  {}\n", statutory::more(rest).in_lang(lang)) } else { String::new() };
    format!("\n{}\n{}{more}", rule.rule, named.collect::<String>())
}
