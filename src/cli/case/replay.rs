//! `fuyi case replay`: histories from stdin, a line each; answers to stdout, a line each. No database.

use clap::Args;

use crate::cli::{Context, Exit, Failure};

/// `fuyi case replay` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct Replay {}

/// Replays.
pub(super) fn run(_context: &Context, _args: Replay) -> Result<Exit, Failure> {
    Err(Failure::not_connected("case replay"))
}
