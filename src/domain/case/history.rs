//! The append-only list itself: dated entries, where each came from, and which of them still count.

use serde::{Deserialize, Serialize};

use super::event::{Event, EventError};
use super::parts::words;
use crate::domain::Day;

words! {
    /// The three kinds of case a bureau keeps.
    CaseKind {
        Reconsideration = "reconsideration" "行政复议" "reconsideration (we are the organ)",
        Respondent = "respondent-reconsideration" "被复议" "reconsideration in which a unit of ours is respondent",
        Litigation = "litigation" "行政应诉" "litigation",
    }
    /// Where an entry was taken from.
    Source {
        Recorded = "recorded" "登记" "recorded by a person",
        Ledger = "ledger" "台账导入" "taken from a ledger, which knows only some facts",
    }
}

/// One line of a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Day of the event. For an undated event: a day it cannot have come before.
    pub on: Day,
    /// The day itself is not recorded (a ledger's 已履行 without a date).
    pub undated: bool,
    /// Where the entry was taken from.
    pub source: Source,
    /// What happened.
    pub event: Event,
}

impl Entry {
    /// An entry recorded by a person.
    pub fn recorded(on: Day, event: impl Into<Event>) -> Self {
        Self { on, undated: false, source: Source::Recorded, event: event.into() }
    }

    /// An entry taken from a ledger.
    pub fn from_ledger(on: Day, event: impl Into<Event>) -> Self {
        Self { on, undated: false, source: Source::Ledger, event: event.into() }
    }

    /// The same entry without a recorded day: it happened on `on` or later.
    pub fn undated(self) -> Self {
        Self { undated: true, ..self }
    }
}

/// An entry as JSON writes it: `{"event":"accepted","on":"2024-03-05","data":{…}}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryJson {
    /// Event code.
    pub event: String,
    /// Day.
    pub on: Day,
    /// Data of the event; absent means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<serde_json::value::RawValue>>,
    /// The day is only a lower bound.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undated: bool,
    /// Where it was taken from.
    #[serde(default = "recorded", skip_serializing_if = "is_recorded")]
    pub source: Source,
}

fn recorded() -> Source {
    Source::Recorded
}

fn is_recorded(source: &Source) -> bool {
    *source == Source::Recorded
}

impl TryFrom<EntryJson> for Entry {
    type Error = EventError;

    fn try_from(json: EntryJson) -> Result<Self, EventError> {
        let event = Event::parse(&json.event, json.data.as_deref().map_or("", |data| data.get()))?;
        Ok(Self { on: json.on, undated: json.undated, source: json.source, event })
    }
}

impl From<&Entry> for EntryJson {
    fn from(entry: &Entry) -> Self {
        Self {
            event: entry.event.code().to_owned(),
            on: entry.on,
            data: serde_json::value::RawValue::from_string(entry.event.data()).ok(),
            undated: entry.undated,
            source: entry.source,
        }
    }
}

/// The entries of one case in the order they were appended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History(pub Vec<Entry>);

impl History {
    /// Positions and entries that count: everything but annulled entries and the annulments themselves.
    pub fn live(&self) -> impl Iterator<Item = (usize, &Entry)> {
        let annulled = self.annulled();
        self.0
            .iter()
            .enumerate()
            .filter(move |(position, entry)| !matches!(entry.event, Event::Annulled(_)) && !annulled.contains(position))
    }

    /// Positions of the entries a later annulment took back.
    pub fn annulled(&self) -> Vec<usize> {
        self.0
            .iter()
            .filter_map(|entry| match &entry.event {
                Event::Annulled(annulled) => annulled.entry.map(|position| position as usize),
                _ => None,
            })
            .collect()
    }
}
