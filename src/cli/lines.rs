//! Questions from stdin, answered line by line: an answer or `{"error": …}` on the place of each, whatever the line holds.

use std::io::{self, BufRead, Read};
use std::path::Path;

use serde::Serialize;

use super::{Failure, output};
use crate::domain::words::{Lang, Sentence};
use crate::i18n::tasks;

/// Bytes of the longest line that is read: hundreds of thousands of events.
const LONGEST: usize = 16 << 20;

/// Answers every line that is not blank, in order.
///
/// # Errors
/// Stdin cannot be read, stdout cannot be written.
pub(super) fn answer<T: Serialize>(lang: Lang, mut answer: impl FnMut(&str) -> Result<T, Sentence>) -> Result<(), Failure> {
    let mut stdin = io::stdin().lock();
    let mut line = Vec::new();
    while read_line(&mut stdin, &mut line).map_err(|error| Failure::refused(tasks::unreadable(Path::new("stdin"), &error)))? {
        let answered = match std::str::from_utf8(&line) {
            _ if line.len() > LONGEST => Err(tasks::line_too_long(LONGEST)),
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => answer(text),
            Err(_) => Err(tasks::line_no_text()),
        };
        match answered {
            Ok(answer) => output::json_line(&answer)?,
            Err(sentence) => output::json_line(&serde_json::json!({ "error": sentence.in_lang(lang) }))?,
        }
    }
    Ok(())
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
