//! `fuyi case replay`: histories from stdin, a line each; answers to stdout, a line each. No database.

use std::io::{self, BufRead};
use std::path::Path;

use clap::Args;

use crate::cli::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::service;

/// `fuyi case replay` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct Replay {}

/// Replays. A line that is no history is answered with `{"error": …}` on its place, and the run goes on.
pub(super) fn run(context: &Context, _: Replay) -> Result<Exit, Failure> {
    let (law, lang, today) = (context.books()?.law, context.lang(), context.clock.today());
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| Failure::refused(tasks::unreadable(Path::new("stdin"), &error)))?;
        if line.trim().is_empty() {
            continue;
        }
        match service::replay_line(&line, today, &law, lang) {
            Ok(answer) => output::json_line(&answer)?,
            Err(sentence) => output::json_line(&serde_json::json!({ "error": sentence.in_lang(lang) }))?,
        }
    }
    Ok(Exit::Done)
}
