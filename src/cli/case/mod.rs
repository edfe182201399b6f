//! `fuyi case`: look up, record, try out.

mod assign;
mod list;
mod record;
mod replay;
mod show;
mod text;

use clap::{Args, Subcommand};

use super::format::words;
use super::{Context, Exit, Failure};
use crate::domain::case::CaseKind;

/// Arguments of `fuyi case`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Case {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with cases.
#[derive(Debug, Subcommand)]
enum Act {
    List(list::List),
    Show(show::Show),
    Record(record::Record),
    Assign(assign::Assign),
    Replay(replay::Replay),
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Case) -> Result<Exit, Failure> {
    match args.act {
        Act::List(args) => list::run(context, args),
        Act::Show(args) => show::run(context, args),
        Act::Record(args) => record::run(context, args),
        Act::Assign(args) => assign::run(context, args),
        Act::Replay(args) => replay::run(context, args),
    }
}

/// Reads a kind of case by its code, and lists the codes when there is no such kind.
fn kinds() -> impl clap::builder::TypedValueParser<Value = CaseKind> {
    words(CaseKind::ALL, CaseKind::code)
}
