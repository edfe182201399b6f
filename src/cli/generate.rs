//! `fuyi generate`: synthetic histories of several years.

use clap::Args;

use super::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::service;

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
pub(super) fn run(context: &Context, args: Generate) -> Result<Exit, Failure> {
    let cases = service::generate(context.url(), &context.books()?, args.cases, args.seed, &context.act())?;
    output::say(&tasks::generated(cases), context.lang());
    Ok(Exit::Done)
}
