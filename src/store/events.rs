//! The case file as stored: one row per entry, only ever added.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDateTime, Timelike};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Date, Timestamp};
use diesel::sqlite::Sqlite;
use serde::{Deserialize, Serialize};

use super::audit::Act;
use super::connection::AnyConnection;
use super::error::StoreError;
use super::schema::events;
use super::types::stored;
use crate::domain::Day;
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

/// A day in a row of events. SQLite keeps text, and chrono's formatting took an eighth of the time of an import.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Date)]
#[serde(transparent)]
pub(super) struct OnDay(Day);

/// A moment in a row of events; text for the same reason.
#[derive(Debug, Clone, Copy, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Timestamp)]
#[serde(transparent)]
pub(super) struct At(NaiveDateTime);

fn day_text(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

impl ToSql<Date, Sqlite> for OnDay {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(day_text(self.0));
        Ok(IsNull::No)
    }
}

impl ToSql<Timestamp, Sqlite> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        let At(at) = self;
        let micros = at.nanosecond() / 1000;
        let day = day_text(at.date());
        out.set_value(format!("{day} {:02}:{:02}:{:02}.{micros:06}", at.hour(), at.minute(), at.second()));
        Ok(IsNull::No)
    }
}

impl ToSql<Date, Pg> for OnDay {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Date, Pg>::to_sql(&self.0, out)
    }
}

impl ToSql<Timestamp, Pg> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamp, Pg>::to_sql(&self.0, out)
    }
}

impl<DB: Backend> FromSql<Date, DB> for OnDay
where
    Day: FromSql<Date, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Day::from_sql(value).map(Self)
    }
}

impl<DB: Backend> FromSql<Timestamp, DB> for At
where
    NaiveDateTime: FromSql<Timestamp, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        NaiveDateTime::from_sql(value).map(Self)
    }
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
            recorded_at: At(stored(act.at)),
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
