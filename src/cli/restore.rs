//! `fuyi restore`: a backup into an empty database.

use clap::Args;

use super::{Context, Exit, Failure};

/// Arguments of `fuyi restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// Backup to read.
    #[arg(value_name = "FILE")]
    pub file: std::path::PathBuf,
}

/// Restores.
pub(super) fn run(_context: &Context, _args: Restore) -> Result<Exit, Failure> {
    Err(Failure::not_connected("restore"))
}
