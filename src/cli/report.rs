//! `fuyi report`: figures out.

use clap::{Args, Subcommand};

use super::{Context, Exit, Failure, ReportFormat, output};
use crate::domain::words::Sentence;
use crate::i18n::annual::AnnualReport;
use crate::service;

/// Arguments of `fuyi report`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Report {
    #[command(subcommand)]
    report: Which,
}

/// The reports there are.
#[derive(Debug, Subcommand)]
enum Which {
    Annual(Annual),
}

/// Arguments of `fuyi report annual`.
#[derive(Debug, Args)]
pub struct Annual {
    /// Calendar year.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub year: i32,
    /// Shape of the report.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ReportFormat,
}

/// Prints a report.
pub(super) fn run(context: &Context, args: Report) -> Result<Exit, Failure> {
    match args.report {
        Which::Annual(args) => annual(context, args),
    }
}

fn annual(context: &Context, args: Annual) -> Result<Exit, Failure> {
    let books = context.books()?;
    let (figures, broken) = service::annual(&mut context.database()?, &books, args.year)?;
    for rule in &broken {
        output::say(&rule.words, context.lang());
    }
    let outcome_name = |code: &str| books.law.codes.outcome(code).map(|entry| Sentence::new(entry.zh.clone(), entry.en.clone()));
    let report = AnnualReport { figures: &figures, registry: &books.registry, outcome_name: &outcome_name, lang: context.lang() };
    match args.format {
        ReportFormat::Text => output::put(&report.text())?,
        ReportFormat::Markdown => output::put(&report.markdown())?,
        ReportFormat::Json => output::json(&figures)?,
    }
    Ok(Exit::Done)
}
