//! The case file as stored: one row per entry, only ever added.

use std::borrow::Cow;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::audit::Act;
use super::connection::{AnyConnection, Database};
use super::days::{At, OnDay};
use super::error::StoreError;
use super::schema::events;
use crate::domain::case::event::Event;
use crate::domain::case::{Entry, History, Source};
use crate::domain::id::CaseId;
use crate::domain::words::Sentence;

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
}

/// What an entry is read from.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = events)]
pub(super) struct EntryRow {
    case_id: i64,
    seq: i32,
    event: String,
    on_day: OnDay,
    undated: bool,
    source: String,
    data: String,
}

impl EntryRow {
    /// The entry a row holds.
    pub(super) fn entry(&self) -> Result<Entry, StoreError> {
        let place =
            || Sentence::new(format!("案件 {} 第 {} 条记录", self.case_id, self.seq), format!("case {}, entry {}", self.case_id, self.seq));
        let unreadable = |reason| StoreError::Unreadable { place: place(), reason };
        let event = Event::parse(&self.event, &self.data).map_err(|fault| unreadable(fault.sentence()))?;
        let unknown_source = || Sentence::new(format!("未知的来源“{}”", self.source), format!("unknown source `{}`", self.source));
        let source = Source::from_code(&self.source).ok_or_else(|| unreadable(unknown_source()))?;
        Ok(Entry { on: self.on_day.0, undated: self.undated, source, event })
    }
}

/// When an entry was written, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub by: String,
}

impl Database {
    /// When each entry of a case was written and by whom, in the order of the entries.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn entries_made(&mut self, case: CaseId) -> Result<Vec<Made>, StoreError> {
        let of_case = events::table.filter(events::case_id.eq(case.0)).order(events::seq);
        let rows: Vec<(NaiveDateTime, String)> = of_case.select((events::recorded_at, events::actor)).load(self.connection())?;
        Ok(rows.into_iter().map(|(at, by)| Made { at, by }).collect())
    }
}

/// The history of one case.
pub(super) fn history(connection: &mut AnyConnection, case: i64) -> Result<History, StoreError> {
    let of_case = events::table.filter(events::case_id.eq(case)).order(events::seq);
    let rows: Vec<EntryRow> = of_case.select(EntryRow::as_select()).load(connection)?;
    rows.iter().map(EntryRow::entry).collect::<Result<_, _>>().map(History)
}

/// The histories of some cases, in the order of `ids` (which ascend).
pub(super) fn histories(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<History>, StoreError> {
    let of_cases = events::table.filter(events::case_id.eq_any(ids)).order((events::case_id, events::seq));
    let rows: Vec<EntryRow> = of_cases.select(EntryRow::as_select()).load(connection)?;
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

/// The histories of some cases, in the order of `ids` (which ascend), each entry with the moment it was recorded.
pub(super) fn histories_recorded(connection: &mut AnyConnection, ids: &[i64]) -> Result<Vec<Vec<(Entry, NaiveDateTime)>>, StoreError> {
    let of_cases = events::table.filter(events::case_id.eq_any(ids)).order((events::case_id, events::seq));
    let rows: Vec<(EntryRow, NaiveDateTime)> = of_cases.select((EntryRow::as_select(), events::recorded_at)).load(connection)?;
    let mut rows = rows.into_iter().peekable();
    ids.iter()
        .map(|id| {
            let mut entries = Vec::new();
            while let Some((row, recorded_at)) = rows.next_if(|(row, _)| row.case_id == *id) {
                entries.push((row.entry()?, recorded_at));
            }
            Ok(entries)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::event::ReplySubmitted;

    #[test]
    fn an_entry_nobody_can_read_is_named_in_both_languages() {
        let entry = Entry::recorded("2024-03-01".parse().unwrap(), ReplySubmitted::default());
        let row = || EntryRow {
            case_id: 7,
            seq: 2,
            event: entry.event.code().to_owned(),
            on_day: OnDay(entry.on),
            undated: entry.undated,
            source: entry.source.code().to_owned(),
            data: entry.event.data(),
        };
        assert_eq!(row().entry().unwrap(), entry);
        let unreadable = |row: EntryRow| row.entry().unwrap_err().sentence();
        let unknown = unreadable(EntryRow { event: "nonsense".into(), ..row() });
        assert_eq!(unknown.zh, "数据库中的案件 7 第 2 条记录无法读取：没有代码为“nonsense”的事项。");
        assert_eq!(unknown.en, "The database holds something unreadable at case 7, entry 2: there is no event \"nonsense\".");
        let foreign = unreadable(EntryRow { source: "rumour".into(), ..row() });
        assert_eq!(foreign.zh, "数据库中的案件 7 第 2 条记录无法读取：未知的来源“rumour”。");
    }
}
