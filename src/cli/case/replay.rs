//! `fuyi case replay`: histories from stdin, a line each; answers to stdout, a line each. No database.

use clap::Args;

use crate::cli::{Context, Exit, Failure, lines};
use crate::service;

/// `fuyi case replay` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct Replay {}

/// Replays. A line that is no history is answered with `{"error": …}` on its place, and the run goes on.
pub(super) fn run(context: &Context, _: Replay) -> Result<Exit, Failure> {
    let (books, lang, today) = (context.bundled_books()?, context.lang(), context.clock.today());
    lines::answer(lang, |line| service::replay_line(line, today, &books.law, &books.warn_before, lang))?;
    Ok(Exit::Done)
}
