//! What is wrong with calendar data, each fault on its place.

use crate::domain::words::Sentence;

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A line of CSV, from 1.
    Line(usize),
    /// A value of JSON or TOML: `days[3].date`.
    Path(String),
    /// The data as a whole.
    Whole,
}

/// Calendar data that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence().en)]
pub struct CalendarFault {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    pub what: Sentence,
}

impl CalendarFault {
    /// A fault on its place.
    pub fn new(place: Place, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { place, what: Sentence::new(zh, en) }
    }

    /// Place and fault in one sentence.
    pub fn sentence(&self) -> Sentence {
        let Sentence { zh, en } = &self.what;
        match &self.place {
            Place::Line(line) => Sentence::new(format!("第{line}行：{zh}"), format!("line {line}: {en}")),
            Place::Path(path) => Sentence::new(format!("{path}：{zh}"), format!("{path}: {en}")),
            Place::Whole => self.what.clone(),
        }
    }
}
