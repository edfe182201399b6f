//! `fuyi supervision`: letters, interviews and meetings; proposals; analyses of lost and corrected cases; legal counsel.

mod counsel;
mod papers;

use std::collections::HashMap;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Context, Exit, Failure, Format, output};
use crate::domain::Day;
use crate::domain::id::{ProposalId, RecordId, UnitId};
use crate::domain::statistics::Period;
use crate::domain::supervision::{RecordKind, Step, StepKind};
use crate::domain::words::{Lang, Words};
use crate::i18n::supervision as words;
use crate::i18n::table::{Column, Table};
use crate::i18n::tasks;
use crate::service::supervision::{self, NewAnalysis, NewRecord, Why};
use crate::service::{self, Database, RecordFilter, ServiceError};

/// Arguments of `fuyi supervision`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Supervision {
    #[command(subcommand)]
    act: Act,
}

/// What can be done.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Open(Open),
    Step(StepArgs),
    Letter(LetterArgs),
    Count(OfPeriod),
    Propose(Propose),
    Proposals(Proposals),
    Decide(Decide),
    Analyses(OfPeriod),
    Analyse(Analyse),
    Attach(papers::Attach),
    Papers(papers::Papers),
    Download(papers::Download),
    Counsel(counsel::List),
    Engage(counsel::Engage),
    End(counsel::End),
    Acted(counsel::Acted),
    Cases(counsel::Cases),
}

/// Arguments of `fuyi supervision list`.
#[derive(Debug, Args)]
pub struct List {
    /// Kind.
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Unit addressed.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// Only what is not closed.
    #[arg(long)]
    pub open: bool,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi supervision open`.
#[derive(Debug, Args)]
pub struct Open {
    /// Kind.
    #[arg(value_name = "KIND")]
    pub kind: String,
    /// Unit addressed.
    #[arg(long, value_name = "UNIT")]
    pub unit: String,
    /// What it is about.
    #[arg(long, value_name = "TEXT")]
    pub title: String,
    /// Court or procuratorate.
    #[arg(long, value_name = "NAME")]
    pub organ: Option<String>,
    /// Case it is about.
    #[arg(long, value_name = "CASE")]
    pub case: Option<String>,
}

/// Which step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Number and issue.
    Issue,
    /// The reply.
    Reply,
    /// Closed with proof.
    Close,
}

/// Arguments of `fuyi supervision step`.
#[derive(Debug, Args)]
pub struct StepArgs {
    /// Id of the record.
    #[arg(value_name = "RECORD", value_parser = clap::value_parser!(i64).range(1..))]
    pub record: i64,
    /// Which step.
    #[arg(value_enum, value_name = "STEP")]
    pub step: Which,
    /// Day.
    #[arg(long, value_name = "DATE")]
    pub on: Day,
    /// Number.
    #[arg(long, value_name = "TEXT")]
    pub number: Option<String>,
    /// Last day to reply.
    #[arg(long, value_name = "DATE")]
    pub due_on: Option<Day>,
    /// The reply, or the proof.
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
}

/// Arguments of `fuyi supervision letter`.
#[derive(Debug, Args)]
pub struct LetterArgs {
    /// Id of the record.
    #[arg(value_name = "RECORD", value_parser = clap::value_parser!(i64).range(1..))]
    pub record: i64,
    /// File the letter is written to.
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
}

/// A period.
#[derive(Debug, Args)]
pub struct OfPeriod {
    /// Period.
    #[arg(long, value_name = "PERIOD")]
    pub period: String,
    /// Shape of the answer.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi supervision propose`.
#[derive(Debug, Args)]
pub struct Propose {
    /// Calendar year; this year without it.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub year: Option<i32>,
}

/// Arguments of `fuyi supervision proposals`.
#[derive(Debug, Args)]
pub struct Proposals {
    /// Only what is not decided.
    #[arg(long)]
    pub open: bool,
}

/// Arguments of `fuyi supervision decide`.
#[derive(Debug, Args)]
pub struct Decide {
    /// Id of the proposal.
    #[arg(value_name = "PROPOSAL", value_parser = clap::value_parser!(i64).range(1..))]
    pub proposal: i64,
    /// Title of the record it becomes.
    #[arg(long, value_name = "TEXT", required_unless_present = "dismiss", conflicts_with = "dismiss")]
    pub accept: Option<String>,
    /// Why it is dismissed.
    #[arg(long, value_name = "TEXT")]
    pub dismiss: Option<String>,
}

/// Arguments of `fuyi supervision analyse`.
#[derive(Debug, Args)]
pub struct Analyse {
    /// The case.
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Causes.
    #[arg(long, value_name = "CODE", required = true, value_delimiter = ',')]
    pub cause: Vec<String>,
    /// Who answers for it.
    #[arg(long, value_name = "TEXT")]
    pub responsible: String,
    /// What is done about it.
    #[arg(long, value_name = "TEXT")]
    pub measures: String,
    /// Day of the analysis.
    #[arg(long, value_name = "DATE")]
    pub on: Day,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Supervision) -> Result<Exit, Failure> {
    let (books, mut database) = (context.books()?, context.database()?);
    let (access, lang) = (context.access(&mut database)?, context.lang());
    let database = &mut database;
    let unit = |database: &mut Database, name: &str| -> Result<UnitId, Failure> { Ok(service::unit_named(database, name)?.0) };
    let names = names(database)?;
    let name = |unit: UnitId| names.get(&unit).cloned().unwrap_or_default();
    match args.act {
        Act::List(args) => {
            let units = args.unit.as_deref().map(|name| unit(database, name)).transpose()?.map(|unit| vec![unit]);
            let kind = args.kind.as_deref().map(kind).transpose()?;
            let filter = RecordFilter { units, kind, open: args.open, ..RecordFilter::default() };
            let found = supervision::records(database, &access, &filter, None, MOST)?;
            let rows: Vec<Vec<String>> = found
                .into_iter()
                .map(|kept| {
                    let record = kept.record;
                    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                    let late = if record.is_late(access.today) { format!(" · {}", words::LATE.in_lang(lang)) } else { String::new() };
                    let state = format!("{}{late}", record.state().words().in_lang(lang));
                    let kind = record.kind.words().in_lang(lang).to_owned();
                    let number = record.number.unwrap_or_default();
                    let (issued, due) = (day(record.issued_on), day(record.due_on));
                    vec![kept.id.to_string(), kind, number, name(kept.unit), record.title, issued, due, state]
                })
                .collect();
            put(&words::RECORDS, rows, args.format, lang)?;
        }
        Act::Open(args) => {
            let case = args.case.as_deref().map(|case| service::case_id(database, case)).transpose()?;
            let unit = unit(database, &args.unit)?;
            let new = NewRecord { kind: kind(&args.kind)?, unit, title: args.title, organ: args.organ, case };
            let id = supervision::open(database, &access, &new, &context.act())?;
            output::say(&words::opened(id.0), lang);
        }
        Act::Step(args) => {
            let kind = match args.step {
                Which::Issue => StepKind::Issue,
                Which::Reply => StepKind::Reply,
                Which::Close => StepKind::Close,
            };
            let text = |text: Option<String>| text.unwrap_or_default();
            let step = Step { kind, on: args.on, number: text(args.number), due_on: args.due_on, text: text(args.text) };
            supervision::step(database, &access, &books, RecordId(args.record), &step, &context.act())?;
            output::say(&words::stepped(kind.words()), lang);
        }
        Act::Letter(args) => {
            let id = RecordId(args.record);
            let letter = supervision::letter(database, &access, &books, id, lang)?;
            supervision::letter_noted(database, id, lang, &context.act())?;
            std::fs::write(&args.output, letter.bytes).map_err(|error| Failure::refused(tasks::unwritable(&args.output, &error)))?;
        }
        Act::Count(args) => {
            let counts = supervision::counts(database, period(&args.period)?, None)?;
            let rows = counts.iter().map(|count| {
                let numbers = [count.issued, count.units, count.replied, count.due, count.in_time, count.closed];
                [count.kind.words().in_lang(lang).to_owned()].into_iter().chain(numbers.map(|number| number.to_string())).collect()
            });
            put(&words::COUNTS, rows.collect(), args.format, lang)?;
        }
        Act::Propose(args) => {
            let raised = supervision::raise(database, &access, &books, args.year, &context.act())?;
            output::say(&words::raised(raised), lang);
        }
        Act::Proposals(args) => {
            let found = supervision::proposals(database, &access, args.open)?;
            let rows: Vec<Vec<String>> = found
                .iter()
                .map(|proposal| {
                    let threshold = books.supervision.threshold(&proposal.of.threshold);
                    vec![
                        proposal.id.to_string(),
                        name(proposal.of.unit),
                        threshold.map_or(proposal.of.threshold.as_str(), |known| known.name.in_lang(lang)).to_owned(),
                        proposal.of.year.to_string(),
                        proposal.of.count.to_string(),
                        proposal.of.kind.words().in_lang(lang).to_owned(),
                        proposal.state.words().in_lang(lang).to_owned(),
                    ]
                })
                .collect();
            put(&words::PROPOSALS, rows, Format::Text, lang)?;
        }
        Act::Decide(args) => {
            let (accept, text) = match (args.accept, args.dismiss) {
                (Some(title), _) => (true, title),
                (None, reason) => (false, reason.unwrap_or_default()),
            };
            let record = supervision::decide(database, &access, ProposalId(args.proposal), accept, &text, &context.act())?;
            output::say(&words::decided(record.map(|record| record.0)), lang);
        }
        Act::Analyses(args) => {
            let found = supervision::analyses(database, &access, &books, period(&args.period)?)?;
            let rows = found.into_iter().map(|line| {
                let why = if line.why == Why::Lost { words::LOST } else { words::CORRECTED };
                let cause =
                    |code: &String| books.supervision.cause(code).map_or(code.as_str(), |known| known.name.in_lang(lang)).to_owned();
                let (causes, measures) = match line.analysis {
                    Some(analysis) => (analysis.causes.iter().map(cause).collect::<Vec<_>>().join("、"), analysis.measures),
                    None => (words::NOT_ANALYSED.in_lang(lang).to_owned(), String::new()),
                };
                let number = line.number.unwrap_or_else(|| line.case.to_string());
                vec![number, line.matter.unwrap_or_default(), why.in_lang(lang).to_owned(), causes, measures]
            });
            put(&words::ANALYSES, rows.collect(), args.format, lang)?;
        }
        Act::Analyse(args) => {
            let case = service::case_id(database, &args.case)?;
            let new = NewAnalysis { causes: args.cause, responsible: args.responsible, measures: args.measures, on: args.on };
            supervision::analyse(database, &access, &books, case, &new, &context.act())?;
            output::say(&words::WRITTEN.into(), lang);
        }
        Act::Attach(args) => papers::attach(context, database, &access, args)?,
        Act::Papers(args) => papers::list(context, database, &access, args)?,
        Act::Download(args) => papers::download(context, database, &access, args)?,
        Act::Counsel(args) => counsel::list(context, database, &access, args)?,
        Act::Engage(args) => counsel::engage(context, database, &access, args)?,
        Act::End(args) => counsel::end(context, database, &access, args)?,
        Act::Acted(args) => counsel::acted(context, database, &access, args)?,
        Act::Cases(args) => counsel::cases(context, database, &access, args)?,
    }
    Ok(Exit::Done)
}

/// The full names of the units.
fn names(database: &mut Database) -> Result<HashMap<UnitId, String>, Failure> {
    Ok(database.units_list().map_err(ServiceError::from)?.into_iter().map(|unit| (unit.id, unit.full_name)).collect())
}

/// Records listed at most.
const MOST: u32 = 10_000;

fn put<const N: usize>(columns: &[Words; N], rows: Vec<Vec<String>>, format: Format, lang: Lang) -> Result<(), Failure> {
    match format {
        Format::Json => output::json(&rows),
        Format::Text => {
            let mut table = Table::new(columns.map(|heading| Column::words(heading.in_lang(lang))));
            rows.into_iter().for_each(|row| table.row(row));
            output::put(&table.text())
        }
    }
}

fn kind(code: &str) -> Result<RecordKind, ServiceError> {
    RecordKind::from_code(code).ok_or_else(|| {
        let known = RecordKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>();
        ServiceError::said(
            format!("没有“{code}”这一种类，可为：{}", known.join("、")),
            format!("there is no kind \"{code}\"; there are {}", known.join(", ")),
        )
    })
}

fn period(text: &str) -> Result<Period, ServiceError> {
    Period::parse(text).map_err(|fault| ServiceError::Said(fault.0))
}
