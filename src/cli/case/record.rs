//! `fuyi case record`: one procedural event, into a case or opening a new one.

use clap::Args;

use super::{kinds, text};
use crate::cli::{Context, Exit, Failure, Format, output};
use crate::domain::Day;
use crate::domain::case::event::Event;
use crate::domain::case::{CaseKind, Entry};
use crate::service::{self, NewFile, ServiceError};

/// Arguments of `fuyi case record`.
#[derive(Debug, Args)]
pub struct Record {
    /// Event code.
    #[arg(value_name = "EVENT")]
    pub event: String,
    /// The case: number or id.
    #[arg(long, value_name = "CASE", required_unless_present = "new", conflicts_with = "new")]
    pub case: Option<String>,
    /// Kind of the new case.
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub new: Option<CaseKind>,
    /// Unit of the new case, by full or short name.
    #[arg(long, value_name = "NAME", requires = "new")]
    pub unit: Option<String>,
    /// Unit that runs the file, by full or short name.
    #[arg(long, value_name = "NAME", requires = "new")]
    pub handler: Option<String>,
    /// Number of the case, when it opens or later.
    #[arg(long, value_name = "NUMBER")]
    pub number: Option<String>,
    /// Day of the event.
    #[arg(long, value_name = "DAY")]
    pub on: Day,
    /// Data of the event as JSON.
    #[arg(long, value_name = "JSON", default_value = "{}")]
    pub data: String,
    /// Shape of the answer.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Records.
pub(super) fn run(context: &Context, args: Record) -> Result<Exit, Failure> {
    let books = context.books()?;
    let event = Event::parse(&args.event, &args.data).map_err(ServiceError::from)?;
    let entry = Entry::recorded(args.on, event);
    let (act, today) = (context.act(), context.clock.today());
    let case = match (args.new, args.case) {
        (Some(kind), _) => {
            let file = NewFile { kind, number: args.number, unit: args.unit, handler: args.handler, entry };
            service::open_case(context.url(), &books, file, today, &act)?.to_string()
        }
        (None, Some(case)) => {
            let mut database = context.database()?;
            let access = context.access(&mut database)?;
            service::record(&mut database, &access, &books, &case, entry, args.number.as_deref(), &act)?;
            case
        }
        (None, None) => return Err(Failure::usage(crate::i18n::usage::missing_arguments("--case | --new", "--case | --new"))),
    };
    let file = service::case_file(&mut context.database()?, &books, &case, today, context.lang())?;
    match args.format {
        Format::Json => output::json(&file)?,
        Format::Text => output::put(&text::file(&file, context.clock.today(), context.lang()))?,
    }
    Ok(Exit::Done)
}
