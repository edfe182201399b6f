//! `fuyi case list`: cases, newest first.

use clap::Args;

use super::{kinds, text};
use crate::cli::format::words;
use crate::cli::{Context, Exit, Failure, Format, output};
use crate::domain::access::Scope;
use crate::domain::case::{CaseKind, State};
use crate::domain::deadline::Urgency;
use crate::i18n::tasks;
use crate::service::{self, CasePage, CaseQuery, CaseSort};

/// Arguments of `fuyi case list`.
#[derive(Debug, Args)]
pub struct List {
    /// Part of a number, of a party's name or of a unit's.
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    /// Only this kind.
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    pub kind: Option<CaseKind>,
    /// Only these states.
    #[arg(long, value_name = "STATE", value_delimiter = ',', value_parser = words(State::ALL, State::code))]
    pub state: Vec<State>,
    /// Only this unit and those below it, by full or short name.
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    /// Only this matter.
    #[arg(long, value_name = "TEXT")]
    pub matter: Option<String>,
    /// Only this management category.
    #[arg(long, value_name = "TEXT")]
    pub category: Option<String>,
    /// Only this officer, by name as recorded.
    #[arg(long, value_name = "NAME")]
    pub officer: Option<String>,
    /// Only cases received in this year.
    #[arg(long, value_name = "YEAR")]
    pub year: Option<i32>,
    /// Only cases as urgent as this.
    #[arg(long, value_name = "DUE", value_parser = words(Urgency::ALL, Urgency::code))]
    pub due: Option<Urgency>,
    /// Only this closing outcome, by code.
    #[arg(long, value_name = "CODE")]
    pub outcome: Option<String>,
    /// Only cases not yet concluded.
    #[arg(long)]
    pub open: bool,
    /// In which order.
    #[arg(long, value_name = "SORT", default_value = "received", value_parser = words(CaseSort::ALL, CaseSort::code))]
    pub sort: CaseSort,
    /// At most this many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Lists.
pub(super) fn run(context: &Context, args: List) -> Result<Exit, Failure> {
    let query = CaseQuery {
        text: args.search,
        kind: args.kind,
        state: args.state,
        unit: args.unit,
        matter: args.matter,
        category: args.category,
        officer: args.officer,
        year: args.year,
        due: args.due,
        outcome: args.outcome,
        open: args.open,
        sort: args.sort,
        limit: args.limit,
        ..CaseQuery::default()
    };
    let CasePage { cases, next } =
        service::list(&mut context.database()?, &context.books()?, &query, &Scope::everything(), context.clock.today())?;
    match args.format {
        Format::Json => output::json(&cases)?,
        Format::Text => output::put(&text::list(&cases, context.lang()))?,
    }
    if next.is_some() {
        output::say(&tasks::list_is_full(args.limit), context.lang());
    }
    Ok(Exit::Done)
}
