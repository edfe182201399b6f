//! Calendars of years taken in here: editions of a year, none of which is ever altered.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::audit::{self, Act};
use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{calendar_days, calendar_years};
use super::types::stored;
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::domain::calendar::{CalendarYear, NamedDay, Notice};
use crate::domain::hex;
use crate::domain::words::Sentence;

/// A year's calendar about to be taken in.
#[derive(Debug, Clone, Copy)]
pub struct NewCalendar<'a> {
    /// The year.
    pub year: i32,
    /// What was written of the notice.
    pub notice: Option<&'a str>,
    /// Addresses of the notice.
    pub addresses: &'a [String],
    /// SHA-256 of the file it was read from, hexadecimal.
    pub source_sha256: &'a str,
    /// Its days, in order.
    pub days: &'a [NamedDay],
    /// Version of the edition it follows, as whoever decided saw it; `None` when the year had no calendar.
    pub replaces: Option<&'a str>,
}

/// An edition of a year's calendar as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCalendar {
    /// The calendar.
    pub calendar: CalendarYear,
    /// SHA-256 of the file it was read from.
    pub source_sha256: String,
    /// When it was taken in, UTC.
    pub imported_at: NaiveDateTime,
    /// By whom.
    pub actor: String,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = calendar_years, treat_none_as_default_value = false)]
pub(super) struct CalendarYearRow {
    id: i64,
    year: i32,
    edition: i32,
    notice: Option<String>,
    addresses: String,
    source_sha256: String,
    days_sha256: String,
    imported_at: NaiveDateTime,
    actor: String,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = calendar_days, treat_none_as_default_value = false)]
pub(super) struct CalendarDayRow {
    calendar_id: i64,
    on_day: Day,
    works: bool,
    festival_zh: String,
    festival_en: String,
}

/// Name of the `edition`-th calendar taken in for a year. Those that travel in the binary are called `2027.1`.
fn version(year: i32, edition: i32) -> String {
    format!("{year}.i{edition}")
}

fn hash(days: &[NamedDay]) -> String {
    let mut digest = Sha256::new();
    for named in days {
        digest.update(named.line());
        digest.update("\n");
    }
    hex(&digest.finalize())
}

impl Database {
    /// Takes a calendar in as the next edition of its year; its version.
    ///
    /// # Errors
    /// [`StoreError::CalendarTaken`] when someone else took one in since `replaces` was read, or what the engine reports.
    pub fn calendar_import(&mut self, new: &NewCalendar<'_>, act: &Act<'_>) -> Result<String, StoreError> {
        self.write(|connection| {
            let newest: Option<i32> = calendar_years::table
                .filter(calendar_years::year.eq(new.year))
                .select(diesel::dsl::max(calendar_years::edition))
                .first(connection)?;
            if newest.is_some_and(|edition| new.replaces != Some(&version(new.year, edition))) {
                return Err(StoreError::CalendarTaken { year: new.year });
            }
            let edition = newest.unwrap_or(0) + 1;
            let version = version(new.year, edition);
            let id: i64 = diesel::insert_into(calendar_years::table)
                .values((
                    calendar_years::year.eq(new.year),
                    calendar_years::edition.eq(edition),
                    calendar_years::notice.eq(new.notice),
                    calendar_years::addresses.eq(new.addresses.join(" ")),
                    calendar_years::source_sha256.eq(new.source_sha256),
                    calendar_years::days_sha256.eq(hash(new.days)),
                    calendar_years::imported_at.eq(stored(act.at)),
                    calendar_years::actor.eq(act.actor),
                ))
                .returning(calendar_years::id)
                .get_result(connection)?;
            let rows: Vec<CalendarDayRow> = new.days.iter().map(|named| CalendarDayRow::new(id, named)).collect();
            insert_all!(connection, calendar_days::table, rows);
            let details = json!({"replaces": new.replaces, "notice": new.notice, "addresses": new.addresses,
                "sha256": new.source_sha256, "days": new.days.len()});
            audit::write(connection, act, AuditAction::CalendarImported, &format!("calendar {version}"), &details)?;
            Ok(version)
        })
    }

    /// The calendars in force: the newest edition of every year taken in here.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn calendars(&mut self) -> Result<Vec<StoredCalendar>, StoreError> {
        self.read(|connection| {
            let mut rows = years(connection)?;
            rows.dedup_by_key(|row| row.year);
            rows.into_iter().map(|row| row.with_days(connection)).collect()
        })
    }

    /// Year and version of the newest edition of every year taken in here, without their days.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn calendar_versions(&mut self) -> Result<Vec<(i32, String)>, StoreError> {
        self.read(|connection| {
            let mut rows = years(connection)?;
            rows.dedup_by_key(|row| row.year);
            Ok(rows.into_iter().map(|row| (row.year, version(row.year, row.edition))).collect())
        })
    }

    /// Every edition of a year taken in here, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn calendar_editions(&mut self, year: i32) -> Result<Vec<StoredCalendar>, StoreError> {
        self.read(|connection| {
            let rows = years(connection)?.into_iter().filter(|row| row.year == year);
            rows.map(|row| row.with_days(connection)).collect()
        })
    }
}

/// Every edition there is, by year, newest first.
fn years(connection: &mut AnyConnection) -> Result<Vec<CalendarYearRow>, StoreError> {
    Ok(calendar_years::table.order((calendar_years::year, calendar_years::edition.desc())).load(connection)?)
}

/// Versions of the editions whose days are not those that were taken in.
pub(super) fn altered(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let mut altered = Vec::new();
    for row in years(connection)? {
        let expected = row.days_sha256.clone();
        let calendar = row.with_days(connection)?.calendar;
        if hash(&calendar.days) != expected {
            altered.push(calendar.version);
        }
    }
    Ok(altered)
}

impl CalendarYearRow {
    fn with_days(self, connection: &mut AnyConnection) -> Result<StoredCalendar, StoreError> {
        let days: Vec<CalendarDayRow> =
            calendar_days::table.filter(calendar_days::calendar_id.eq(self.id)).order(calendar_days::on_day).load(connection)?;
        let addresses = self.addresses.split_whitespace().map(str::to_owned).collect();
        let calendar = CalendarYear {
            year: self.year,
            version: version(self.year, self.edition),
            notice: Notice { title: self.notice, addresses, ..Notice::default() },
            days: days.into_iter().map(NamedDay::from).collect(),
        };
        Ok(StoredCalendar { calendar, source_sha256: self.source_sha256, imported_at: self.imported_at, actor: self.actor })
    }
}

impl CalendarDayRow {
    fn new(calendar_id: i64, named: &NamedDay) -> Self {
        let Sentence { zh, en } = named.festival.clone();
        Self { calendar_id, on_day: named.day, works: named.works, festival_zh: zh, festival_en: en }
    }
}

impl From<CalendarDayRow> for NamedDay {
    fn from(row: CalendarDayRow) -> Self {
        Self { day: row.on_day, works: row.works, festival: Sentence::new(row.festival_zh, row.festival_en) }
    }
}
