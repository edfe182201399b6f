//! `fuyi restore`: a backup into an empty database.

use clap::Args;

use super::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::service;

/// Arguments of `fuyi restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// Backup to read.
    #[arg(value_name = "FILE")]
    pub file: std::path::PathBuf,
}

/// Restores.
pub(super) fn run(context: &Context, args: Restore) -> Result<Exit, Failure> {
    service::restore(&context.settings, &args.file, context.url(), context.clock.today())?;
    output::say(&tasks::restored(&args.file), context.lang());
    Ok(Exit::Done)
}
