//! `fuyi import`: a ledger in, every case a typed file; or a batch out again.

use std::path::PathBuf;

use clap::Args;

use super::{Context, Exit, Failure, Format};

/// Arguments of `fuyi import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The ledger.
    #[arg(value_name = "FILE", required_unless_present = "undo")]
    pub file: Option<PathBuf>,
    /// Show, write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// All rows or none.
    #[arg(long)]
    pub strict: bool,
    /// Column mapping to use instead of the guess.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Where to save the column mapping of this run.
    #[arg(long, value_name = "FILE")]
    pub save_mapping: Option<PathBuf>,
    /// Batch to undo instead of importing.
    #[arg(long, value_name = "BATCH", conflicts_with_all = ["file", "dry_run", "strict", "mapping", "save_mapping"], value_parser = clap::value_parser!(i64).range(1..))]
    pub undo: Option<i64>,
    /// Shape of the outcome.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Imports or undoes.
pub(super) fn run(_context: &Context, _args: Import) -> Result<Exit, Failure> {
    Err(Failure::not_connected("import"))
}
