//! Where in a data file something is wrong.

use crate::domain::words::Sentence;

/// A line of a file under `config/statistics/`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Name of the file.
    pub file: &'static str,
    /// Its line, from 1.
    pub line: usize,
}

impl Place {
    /// What is wrong there with the thing of this id.
    pub fn fault(self, id: &str, zh: &str, en: &str) -> Sentence {
        let Self { file, line } = self;
        Sentence::new(format!("{file}第{line}行，{id}：{zh}"), format!("{file} line {line}, {id}: {en}"))
    }
}

/// The line a byte of the text stands in, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}
