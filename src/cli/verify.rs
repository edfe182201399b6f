//! `fuyi verify`: what is stored against what the events say.

use clap::Args;

use super::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::service;

/// Arguments of `fuyi verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Rebuild what differs.
    #[arg(long)]
    pub rebuild: bool,
}

/// Verifies; differences that were not repaired end with exit code 1.
pub(super) fn run(context: &Context, args: Verify) -> Result<Exit, Failure> {
    let act = args.rebuild.then(|| context.act());
    let differences = service::verify(context.url(), &context.books()?, context.clock.today(), act.as_ref())?;
    let lines: String = differences.iter().map(|difference| format!("{}\n", difference.sentence().in_lang(context.lang()))).collect();
    output::put(&lines)?;
    output::say(&tasks::verified(differences.len(), args.rebuild), context.lang());
    Ok(if differences.is_empty() || args.rebuild { Exit::Done } else { Exit::Refused })
}
