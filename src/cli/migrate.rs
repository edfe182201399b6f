//! `fuyi migrate`: the database to this program's version.

use clap::Args;

use super::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::service;

/// `fuyi migrate` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct Migrate {}

/// Migrates.
pub(super) fn run(context: &Context, _: Migrate) -> Result<Exit, Failure> {
    let applied = service::migrate(&context.settings, context.url(), context.clock.today())?;
    output::say(&tasks::migrated(&applied), context.lang());
    Ok(Exit::Done)
}
