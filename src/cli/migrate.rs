//! `fuyi migrate`: the database to this program's version.

use clap::Args;

use super::{Context, Exit, Failure};

/// `fuyi migrate` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct Migrate {}

/// Migrates.
pub(super) fn run(_context: &Context, _args: Migrate) -> Result<Exit, Failure> {
    Err(Failure::not_connected("migrate"))
}
