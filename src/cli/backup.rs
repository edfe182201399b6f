//! `fuyi backup`: the whole database into one file.

use clap::Args;

use super::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::service;

/// Arguments of `fuyi backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// File to write; it must not exist.
    #[arg(value_name = "FILE")]
    pub file: std::path::PathBuf,
}

/// Backs up.
pub(super) fn run(context: &Context, args: Backup) -> Result<Exit, Failure> {
    let tables = service::backup(context.url(), &args.file, &context.act())?;
    let rows = tables.iter().map(|table| table.rows).sum();
    output::say(&tasks::backed_up(&args.file, rows), context.lang());
    Ok(Exit::Done)
}
