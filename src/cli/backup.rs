//! `fuyi backup`: the whole database into one file.

use clap::Args;

use super::{Context, Exit, Failure};

/// Arguments of `fuyi backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// File to write; it must not exist.
    #[arg(value_name = "FILE")]
    pub file: std::path::PathBuf,
}

/// Backs up.
pub(super) fn run(_context: &Context, _args: Backup) -> Result<Exit, Failure> {
    Err(Failure::not_connected("backup"))
}
