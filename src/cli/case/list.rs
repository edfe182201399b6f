//! `fuyi case list`: cases, newest first.

use clap::Args;

use super::{kinds, text};
use crate::cli::{Context, Exit, Failure, Format, output};
use crate::domain::access::Scope;
use crate::domain::case::CaseKind;
use crate::i18n::tasks;
use crate::service::{self, CaseQuery};

/// Arguments of `fuyi case list`.
#[derive(Debug, Args)]
pub struct List {
    /// Only this kind.
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub kind: Option<CaseKind>,
    /// Only this unit, by full or short name.
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    /// Only cases received in this year.
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i32>,
    /// Only cases not yet concluded.
    #[arg(long)]
    pub open: bool,
    /// At most this many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Lists.
pub(super) fn run(context: &Context, args: List) -> Result<Exit, Failure> {
    let query =
        CaseQuery { kind: args.kind, unit: args.unit, year: args.year, open: args.open, limit: args.limit + 1, ..CaseQuery::default() };
    let mut cases = service::list(&mut context.database()?, &query, &Scope::everything())?;
    // one more than asked for tells whether the list goes on
    let goes_on = cases.len() > args.limit as usize;
    cases.truncate(args.limit as usize);
    match args.format {
        Format::Json => output::json(&cases)?,
        Format::Text => output::put(&text::list(&cases, context.lang()))?,
    }
    if goes_on {
        output::say(&tasks::list_is_full(args.limit), context.lang());
    }
    Ok(Exit::Done)
}
