//! The case file as stored: one row per entry, only ever added.

use std::borrow::Cow;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::audit::Act;
use super::connection::AnyConnection;
use super::days::{At, OnDay};
use super::error::StoreError;
use super::schema::events;
use crate::domain::case::event::Event;
use crate::domain::case::{Entry, History, Source};

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
pub(super) struct EventRow {
    pub(super) case_id: i64,
    pub(super) seq: i32,
    event: Cow<'static, str>,
    on_day: OnDay,
    undated: bool,
    source: Cow<'static, str>,
    data: String,
    recorded_at: At,
    actor: String,
}

impl EventRow {
    /// The row of an entry at its position in the case.
    pub(super) fn new(case_id: i64, seq: i32, entry: &Entry, act: &Act<'_>) -> Self {
        Self {
            case_id,
            seq,
            event: Cow::Borrowed(entry.event.code()),
            on_day: OnDay(entry.on),
            undated: entry.undated,
            source: Cow::Borrowed(entry.source.code()),
            data: entry.event.data(),
            recorded_at: At::of(act),
            actor: act.actor.to_owned(),
        }
    }

    /// The entry a row holds.
    pub(super) fn entry(&self) -> Result<Entry, StoreError> {
        let unreadable = |reason: String| StoreError::Unreadable { place: format!("case {}, entry {}", self.case_id, self.seq), reason };
        let event = Event::parse(&self.event, &self.data).map_err(|fault| unreadable(fault.to_string()))?;
        let source = Source::from_code(&self.source).ok_or_else(|| unreadable(format!("unknown source `{}`", self.source)))?;
        Ok(Entry { on: self.on_day.0, undated: self.undated, source, event })
    }
}

/// The history of one case.
pub(super) fn history(connection: &mut AnyConnection, case: i64) -> Result<History, StoreError> {
    let rows: Vec<EventRow> = events::table.filter(events::case_id.eq(case)).order(events::seq).load(connection)?;
    rows.iter().map(EventRow::entry).collect::<Result<_, _>>().map(History)
}

/// The histories of some cases, in the order of `ids` (which ascend).
pub(super) fn histories(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<History>, StoreError> {
    let rows: Vec<EventRow> = events::table.filter(events::case_id.eq_any(ids)).order((events::case_id, events::seq)).load(connection)?;
    let mut rows = rows.into_iter().peekable();
    ids.iter()
        .map(|id| {
            let mut entries = Vec::new();
            while let Some(row) = rows.next_if(|row| row.case_id == *id) {
                entries.push(row.entry()?);
            }
            Ok(History(entries))
        })
        .collect()
}
