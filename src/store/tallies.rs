//! Running totals of what cases add to the figures, kept in the transaction of every act: a year's figures are read
//! in the same time whether there are a thousand cases or millions.
//!
//! Each count is kept three times: under its month (`yyyymm`), under its year (`yyyy00`), and under its year for all units
//! together. Whole years are what reports ask for, and all years up to one are needed for what was pending at its end: a
//! report reads some hundred rows, however many units a province has.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use chrono::Datelike;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};

use super::chunks::in_chunks;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::tallies;

use super::units::UnitBook;
use crate::domain::id::UnitId;
use crate::domain::statistics::Tally;

/// One running total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// What is counted.
    pub measure: String,
    /// Month as `yyyymm`; a whole year as `yyyy00`.
    pub period: i32,
    /// Unit it is counted for, when one was recorded.
    pub unit: Option<UnitId>,
    /// Kind of record (litigation) or empty.
    pub instance: String,
    /// Code that divides the measure; may be empty.
    pub code: String,
    /// How many.
    pub count: i64,
}

/// The total of a year over all units.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct YearTally {
    /// What is counted.
    pub measure: String,
    /// The year.
    pub year: i32,
    /// Kind of record (litigation) or empty.
    pub instance: String,
    /// Code that divides the measure; may be empty.
    pub code: String,
    /// How many.
    pub count: i64,
}

/// What a total is of, in the order of the primary key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) measure: Cow<'static, str>,
    pub(super) period: i32,
    pub(super) unit_id: i64,
    pub(super) instance: Cow<'static, str>,
    pub(super) code: String,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = tallies, treat_none_as_default_value = false)]
pub(super) struct TallyStored {
    measure: Cow<'static, str>,
    period: i32,
    unit_id: i64,
    instance: Cow<'static, str>,
    code: String,
    count: i64,
}

/// What a total is of, but for its period and unit: there are a few dozen.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    measure: Cow<'static, str>,
    instance: Cow<'static, str>,
    code: String,
}

/// Totals in memory: merged first by month, written once, with the years they make up. A large batch touches hundreds of
/// thousands, so each is a few numbers.
#[derive(Debug, Default, Clone)]
pub(super) struct Totals {
    labels: Vec<Label>,
    /// By position of the label, period and unit.
    counts: HashMap<(usize, i32, i64), i64>,
}

/// In place of a unit: the total over all of them, those of no unit included. Kept for years only.
pub(super) const ALL_UNITS: i64 = -1;

impl Totals {
    /// Adds what a case adds.
    pub(super) fn add(&mut self, tallies: &[Tally], units: &UnitBook) -> Result<(), StoreError> {
        self.change(tallies, units, 1)
    }

    /// Takes away what a case had added.
    pub(super) fn subtract(&mut self, tallies: &[Tally], units: &UnitBook) -> Result<(), StoreError> {
        self.change(tallies, units, -1)
    }

    fn change(&mut self, tallies: &[Tally], units: &UnitBook, sign: i64) -> Result<(), StoreError> {
        for Tally { measure, on, unit, instance, code, count } in tallies {
            let unit_id = units.id(unit)?;
            let known =
                self.labels.iter().position(|label| label.code == *code && label.measure == *measure && label.instance == *instance);
            let label = known.unwrap_or_else(|| {
                self.labels.push(Label { measure: Cow::Borrowed(measure), instance: Cow::Borrowed(instance), code: code.clone() });
                self.labels.len() - 1
            });
            let month = on.year() * 100 + on.month() as i32;
            *self.counts.entry((label, month, unit_id)).or_default() += sign * count;
        }
        Ok(())
    }

    /// The totals as stored now, years and months.
    pub(super) fn load(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let rows: Vec<TallyStored> = tallies::table.load(connection)?;
        let mut totals = Self::default();
        for TallyStored { measure, period, unit_id, instance, code, count } in rows {
            let label = Label { measure, instance, code };
            let known = totals.labels.iter().position(|known| *known == label).unwrap_or_else(|| {
                totals.labels.push(label);
                totals.labels.len() - 1
            });
            totals.counts.insert((known, period, unit_id), count);
        }
        Ok(totals)
    }

    /// The months, and the years they make up, by unit and over all units.
    fn with_years(mut self) -> Self {
        let mut years: HashMap<(usize, i32, i64), i64> = HashMap::new();
        for ((label, month, unit_id), count) in &self.counts {
            for scope in [*unit_id, ALL_UNITS] {
                *years.entry((*label, month / 100 * 100, scope)).or_default() += count;
            }
        }
        self.counts.extend(years);
        self
    }

    /// Adds these totals to the stored ones.
    pub(super) fn write(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let Self { labels, counts } = self.with_years();
        let row = |((label, period, unit_id), count): ((usize, i32, i64), i64)| {
            let Label { measure, instance, code } = labels[label].clone();
            TallyStored { measure, period, unit_id, instance, code, count }
        };
        let mut changes: Vec<((usize, i32, i64), i64)> = counts.into_iter().filter(|(_, count)| *count != 0).collect();
        // in the order of the primary key, so that concurrent writers lock rows in one order
        changes.sort_unstable_by_key(|((label, period, unit_id), _)| {
            let Label { measure, instance, code } = &labels[*label];
            (measure, *period, *unit_id, instance, code)
        });
        let rows: Vec<TallyStored> = changes.into_iter().map(row).collect();
        in_chunks!(connection, rows, |engine, chunk| diesel::insert_into(tallies::table)
            .values(chunk)
            .on_conflict(tallies::table.primary_key())
            .do_update()
            .set(tallies::count.eq(tallies::count + excluded(tallies::count)))
            .execute(engine));
        Ok(())
    }

    /// What differs between these stored totals and computed ones, sorted: key, stored, computed.
    pub(super) fn differences(&self, computed: &Self) -> Vec<(Key, i64, i64)> {
        let mut both: BTreeMap<Key, (i64, i64)> = BTreeMap::new();
        for (key, count) in self.keyed() {
            both.entry(key).or_default().0 = count;
        }
        for (key, count) in computed.clone().with_years().keyed() {
            both.entry(key).or_default().1 = count;
        }
        both.into_iter()
            .filter(|(_, (stored, computed))| stored != computed)
            .map(|(key, (stored, computed))| (key, stored, computed))
            .collect()
    }

    fn keyed(&self) -> impl Iterator<Item = (Key, i64)> {
        self.counts.iter().map(|((label, period, unit_id), count)| {
            let Label { measure, instance, code } = self.labels[*label].clone();
            (Key { measure, period: *period, unit_id: *unit_id, instance, code }, *count)
        })
    }
}

impl Database {
    /// Every total of these measures in these months (`yyyymm`), by month and unit.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn tallies_of_months(&mut self, measures: &[&str], months: RangeInclusive<i32>) -> Result<Vec<TallyRow>, StoreError> {
        let months = tallies::period.between(months.start(), months.end());
        let rows: Vec<TallyStored> = tallies::table
            .filter(tallies::measure.eq_any(measures).and(months).and(tallies::count.ne(0)))
            .filter(sql::<Bool>("period % 100 <> 0")) // diesel has no remainder
            .order(tallies::table.primary_key())
            .load(self.connection())?;
        Ok(rows.into_iter().map(TallyRow::from).collect())
    }

    /// The totals of these measures in these years over all units.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn tallies_of_years(&mut self, measures: &[&str], years: RangeInclusive<i32>) -> Result<Vec<YearTally>, StoreError> {
        let mut totals: Vec<YearTally> = tallies::table
            .filter(tallies::measure.eq_any(measures).and(tallies::period.eq_any(periods(years))))
            .filter(tallies::unit_id.eq(ALL_UNITS).and(tallies::count.ne(0)))
            .order(tallies::table.primary_key())
            .select((tallies::measure, tallies::period, tallies::instance, tallies::code, tallies::count))
            .load(self.connection())?;
        totals.iter_mut().for_each(|total| total.year /= 100);
        Ok(totals)
    }

    /// The totals of these measures in these years over some units: a subtree, say.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn tallies_of_units(
        &mut self,
        measures: &[&str],
        years: RangeInclusive<i32>,
        units: &[UnitId],
    ) -> Result<Vec<YearTally>, StoreError> {
        let units: Vec<i64> = units.iter().map(|unit| unit.0).collect();
        let rows: Vec<YearTally> = tallies::table
            .filter(tallies::measure.eq_any(measures).and(tallies::period.eq_any(periods(years))))
            .filter(tallies::unit_id.eq_any(units).and(tallies::count.ne(0)))
            .order((tallies::measure, tallies::period, tallies::instance, tallies::code))
            .select((tallies::measure, tallies::period, tallies::instance, tallies::code, tallies::count))
            .load(self.connection())?;
        let mut totals: Vec<YearTally> = Vec::new();
        for row in rows {
            let row = YearTally { year: row.year / 100, ..row };
            match totals
                .last_mut()
                .filter(|last| (&last.measure, last.year, &last.instance, &last.code) == (&row.measure, row.year, &row.instance, &row.code))
            {
                Some(last) => last.count += row.count,
                None => totals.push(row),
            }
        }
        totals.retain(|total| total.count != 0);
        Ok(totals)
    }
}

/// The periods of whole years. A list, not a range: the months lie between.
fn periods(years: RangeInclusive<i32>) -> Vec<i32> {
    years.map(|year| year * 100).collect()
}

impl From<TallyStored> for TallyRow {
    fn from(row: TallyStored) -> Self {
        Self {
            measure: row.measure.into_owned(),
            period: row.period,
            unit: (row.unit_id != 0).then_some(UnitId(row.unit_id)),
            instance: row.instance.into_owned(),
            code: row.code,
            count: row.count,
        }
    }
}
