//! Days and moments of the rows that are written by the thousand.
//!
//! SQLite keeps them as text, and chrono's formatting took a sixth of the time of an import: here the digits are put in place.

use chrono::{Datelike, NaiveDateTime, Timelike};
use diesel::backend::Backend;
use diesel::connection::Connection;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Date, Timestamp};
use diesel::sqlite::Sqlite;
use serde::{Deserialize, Serialize};

use super::audit::Act;
use super::connection::AnyConnection;
use super::types::stored;
use crate::domain::Day;

/// Whichever engine is at hand.
type Either = <AnyConnection as Connection>::Backend;

/// A day in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Date)]
#[serde(transparent)]
pub(super) struct OnDay(pub(super) Day);

/// A moment in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Timestamp)]
#[serde(transparent)]
pub(super) struct At(NaiveDateTime);

impl At {
    /// The moment of an act, as stored.
    pub(super) fn of(act: &Act<'_>) -> Self {
        Self(stored(act.at))
    }
}

/// Writes `value` with so many digits.
fn digits(text: &mut String, value: u32, count: u32) {
    text.extend((0..count).rev().map(|place| char::from(b'0' + (value / 10_u32.pow(place) % 10) as u8)));
}

/// `yyyy-mm-dd`, into a text with room for a moment.
fn day_text(day: Day) -> String {
    let mut text = String::with_capacity("yyyy-mm-dd hh:mm:ss.ffffff".len());
    match u32::try_from(day.year()) {
        Ok(year @ ..=9999) => digits(&mut text, year, 4),
        _ => text += &format!("{:+05}", day.year()),
    }
    for part in [day.month(), day.day()] {
        text.push('-');
        digits(&mut text, part, 2);
    }
    text
}

fn moment_text(at: NaiveDateTime) -> String {
    let mut text = day_text(at.date());
    for (before, part) in [(' ', at.hour()), (':', at.minute()), (':', at.second())] {
        text.push(before);
        digits(&mut text, part, 2);
    }
    text.push('.');
    digits(&mut text, at.nanosecond() / 1000, 6);
    text
}

impl ToSql<Date, Sqlite> for OnDay {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(day_text(self.0));
        Ok(IsNull::No)
    }
}

impl ToSql<Timestamp, Sqlite> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(moment_text(self.0));
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

impl ToSql<Date, Either> for OnDay {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Either>) -> serialize::Result {
        ToSql::<Date, Either>::to_sql(&self.0, out)
    }
}

impl ToSql<Timestamp, Either> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Either>) -> serialize::Result {
        ToSql::<Timestamp, Either>::to_sql(&self.0, out)
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

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn texts_are_those_chrono_writes() {
        for day in ["0001-01-01", "2024-02-29", "9999-12-31", "+10000-01-01", "-0001-03-04"] {
            let day: NaiveDate = day.parse().unwrap();
            assert_eq!(day_text(day), day.format("%F").to_string());
            let at = day.and_hms_micro_opt(3, 9, 59, 1_230).unwrap();
            assert_eq!(moment_text(at), at.format("%F %T%.6f").to_string());
        }
    }
}
