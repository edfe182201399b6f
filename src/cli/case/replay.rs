//! `fuyi case replay`: histories from stdin, a line each; answers to stdout, a line each. No database.

use std::io::{self, BufRead, Read};
use std::path::Path;

use clap::Args;

use crate::cli::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::service;

/// `fuyi case replay` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct Replay {}

/// Bytes of the longest line that is read: hundreds of thousands of events.
const LONGEST: usize = 16 << 20;

/// Replays. A line that is no history is answered with `{"error": …}` on its place, and the run goes on.
pub(super) fn run(context: &Context, _: Replay) -> Result<Exit, Failure> {
    let (law, lang, today) = (context.books()?.law, context.lang(), context.clock.today());
    let mut stdin = io::stdin().lock();
    let mut line = Vec::new();
    while read_line(&mut stdin, &mut line).map_err(|error| Failure::refused(tasks::unreadable(Path::new("stdin"), &error)))? {
        let answer = match std::str::from_utf8(&line) {
            _ if line.len() > LONGEST => Err(tasks::line_too_long(LONGEST)),
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => service::replay_line(text, today, &law, lang),
            Err(_) => Err(tasks::line_no_text()),
        };
        match answer {
            Ok(answer) => output::json_line(&answer)?,
            Err(sentence) => output::json_line(&serde_json::json!({ "error": sentence.in_lang(lang) }))?,
        }
    }
    Ok(Exit::Done)
}

/// The next line without its end, and of a line that is too long only the beginning; `false` at the end of the input.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    if input.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.len() > LONGEST && line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(true)
}
