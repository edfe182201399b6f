//! `fuyi generate`: synthetic histories of several years.

use clap::Args;

use super::{Context, Exit, Failure};

/// Arguments of `fuyi generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// How many cases.
    #[arg(long, value_name = "N")]
    pub cases: u64,
    /// Seed: the same seed gives the same cases on every machine.
    #[arg(long, value_name = "S")]
    pub seed: u64,
}

/// Generates.
pub(super) fn run(_context: &Context, _args: Generate) -> Result<Exit, Failure> {
    Err(Failure::not_connected("generate"))
}
