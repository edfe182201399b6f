//! `fuyi report`: figures out.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Context, Exit, Failure, ReportFormat, output};
use crate::domain::words::Sentence;
use crate::i18n::annual::AnnualReport;
use crate::i18n::pages::board as words;
use crate::i18n::{statistics, tasks};
use crate::service::{self, TableFile};

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
    /// File the report is written to.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Template in place of the one of the settings.
    #[arg(long, value_name = "FILE")]
    pub template: Option<PathBuf>,
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
    let lang = context.lang();
    let given = args.template.as_deref().map(|path| service::template_of(path, &books.registry)).transpose()?;
    let template = given.as_ref().unwrap_or(books.template(lang));
    let report = AnnualReport { figures: &figures, registry: &books.registry, outcome_name: &outcome_name, template, lang };
    let (act, criteria) = (context.act(), [words::of_year(args.year).in_lang(lang).to_owned()]);
    let bytes = match args.format {
        ReportFormat::Text => report.text().map_err(Failure::refused)?.into_bytes(),
        ReportFormat::Markdown => report.markdown().map_err(Failure::refused)?.into_bytes(),
        ReportFormat::Json => (output::pretty(&figures)? + "\n").into_bytes(),
        ReportFormat::Docx => service::annual_docx(&report, &criteria, &act)?,
        ReportFormat::Xlsx => service::table_file(&service::annual_sheets(&report, &criteria, &act)?, TableFile::Xlsx)?,
    };
    // whole before the first byte is written: nothing goes out in part
    match (args.output, String::from_utf8(bytes)) {
        (Some(path), bytes) => {
            let bytes = bytes.map_or_else(|binary| binary.into_bytes(), String::into_bytes);
            std::fs::write(&path, bytes).map_err(|error| Failure::refused(tasks::unwritable(&path, &error)))?;
        }
        (None, Ok(text)) => output::put(&text)?,
        (None, Err(_)) => return Err(Failure::usage(statistics::NEEDS_OUTPUT)),
    }
    Ok(Exit::Done)
}
