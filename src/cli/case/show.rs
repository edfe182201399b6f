//! `fuyi case show`: one case with its history, lawful next steps and deadlines.

use clap::Args;

use crate::cli::{Context, Exit, Failure, Format};

/// Arguments of `fuyi case show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Case number or id.
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Shape of the file.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Shows.
pub(super) fn run(_context: &Context, _args: Show) -> Result<Exit, Failure> {
    Err(Failure::not_connected("case show"))
}
