//! `fuyi lifecycle`: the transition table prints itself.

use clap::Args;

use super::{Context, DocumentFormat, Exit, Failure};

/// Arguments of `fuyi lifecycle`.
#[derive(Debug, Args)]
pub struct Lifecycle {
    /// Shape of the document.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: DocumentFormat,
}

/// Prints.
pub(super) fn run(_context: &Context, _args: Lifecycle) -> Result<Exit, Failure> {
    Err(Failure::not_connected("lifecycle"))
}
