//! `fuyi case record`: one procedural event, into a case or opening a new one.

use clap::Args;

use super::kinds;
use crate::cli::{Context, Exit, Failure, Format};
use crate::domain::Day;
use crate::domain::case::CaseKind;

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
    #[arg(long, value_name = "KIND", requires = "unit", value_parser = kinds())]
    pub new: Option<CaseKind>,
    /// Unit of the new case, by full or short name.
    #[arg(long, value_name = "NAME", requires = "new")]
    pub unit: Option<String>,
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
pub(super) fn run(_context: &Context, _args: Record) -> Result<Exit, Failure> {
    Err(Failure::not_connected("case record"))
}
