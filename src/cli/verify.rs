//! `fuyi verify`: what is stored against what the events say.

use clap::Args;

use super::{Context, Exit, Failure};

/// Arguments of `fuyi verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Rebuild what differs.
    #[arg(long)]
    pub rebuild: bool,
}

/// Verifies.
pub(super) fn run(_context: &Context, _args: Verify) -> Result<Exit, Failure> {
    Err(Failure::not_connected("verify"))
}
