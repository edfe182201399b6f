//! Running totals of the facts of cases, kept in the transaction of every act: a year's figures are read in the same time whether there
//! are a thousand cases or millions.
//!
//! Each fact is added under its month (`yyyymm`) and its year (`yyyy00`), for every member of every dimension it belongs to: everything,
//! its own unit, each unit on the way up, its matter, category, officer and court. A year of a unit is a few dozen rows, everything
//! before it a few dozen more; the days at the edges of a free range are read from the facts themselves.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::Datelike;
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};

use super::chunks::in_chunks;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{facts, totals, units};
use super::units::UnitBook;
use crate::domain::statistics::{CaseFacts, Dimension, Fact, Topic, counted_by};

/// A sum of facts.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Total {
    /// Code of what is counted, and whether again for a further agency: see [`Measure::of_counted`](crate::domain::statistics::Measure::of_counted).
    pub measure: String,
    /// Kind of record (litigation), else empty.
    pub instance: String,
    /// Code that divides the measure; may be empty.
    pub code: String,
    /// Traits, as stored.
    pub traits: i32,
    /// How many.
    pub count: i64,
}

/// A sum of facts of one member of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct MemberTotal {
    /// Id of the unit, else the matter, category, officer or court itself; empty where not recorded.
    pub member: String,
    /// Month (`yyyymm`) or year (`yyyy00`).
    pub period: i32,
    /// The sum.
    #[diesel(embed)]
    pub total: Total,
}

/// What a total is of, in the order of the primary key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) dimension: Cow<'static, str>,
    pub(super) measure: Cow<'static, str>,
    pub(super) period: i32,
    pub(super) member: String,
    pub(super) instance: Cow<'static, str>,
    pub(super) code: String,
    pub(super) traits: i32,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = totals, treat_none_as_default_value = false)]
pub(super) struct TotalRow {
    dimension: Cow<'static, str>,
    measure: Cow<'static, str>,
    period: i32,
    member: String,
    instance: Cow<'static, str>,
    code: String,
    traits: i32,
    count: i64,
}

/// What a total is of, but for its period and member: there are a few hundred.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Label {
    measure: Cow<'static, str>,
    instance: Cow<'static, str>,
    code: String,
    traits: i32,
}

/// A thing of one dimension.
type Member = (Cow<'static, str>, String);

/// Values by the position they were first met at.
#[derive(Debug, Clone)]
struct Numbered<T> {
    positions: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { positions: HashMap::new(), values: Vec::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbered<T> {
    fn position(&mut self, value: T) -> u32 {
        if let Some(known) = self.positions.get(&value) {
            return *known;
        }
        let next = self.values.len() as u32;
        self.values.push(value.clone());
        self.positions.insert(value, next);
        next
    }

    fn value(&self, position: u32) -> &T {
        &self.values[position as usize]
    }
}

/// Totals in memory: merged first by month, written once, with the years they make up. A large batch touches hundreds of thousands, so
/// each is a few numbers.
#[derive(Debug, Default, Clone)]
pub(super) struct Totals {
    labels: Numbered<Label>,
    members: Numbered<Member>,
    /// By position of the label, of the member, and period.
    counts: HashMap<(u32, u32, i32), i64>,
}

impl Totals {
    /// Adds what a case adds.
    pub(super) fn add(&mut self, case: &CaseFacts, units: &UnitBook) -> Result<(), StoreError> {
        self.change(case, units, 1)
    }

    /// Takes away what a case had added.
    pub(super) fn subtract(&mut self, case: &CaseFacts, units: &UnitBook) -> Result<(), StoreError> {
        self.change(case, units, -1)
    }

    fn change(&mut self, case: &CaseFacts, units: &UnitBook, sign: i64) -> Result<(), StoreError> {
        let ids = case.facts.iter().map(|fact| units.id(&fact.unit)).collect::<Result<Vec<i64>, _>>()?;
        self.change_by_id(&case.topic, &case.facts, &ids, units, sign);
        Ok(())
    }

    /// Adds (1) or takes away (−1) facts whose units are known by their ids.
    pub(super) fn change_by_id(&mut self, topic: &Topic, facts: &[Fact], ids: &[i64], units: &UnitBook, sign: i64) {
        let mut everywhere: Vec<u32> = Vec::with_capacity(10);
        for (dimension, member) in topic.members() {
            everywhere.push(self.members.position((Cow::Borrowed(dimension.code()), member.to_owned())));
        }
        let mut own = ids.to_vec();
        own.sort_unstable();
        own.dedup();
        let mut above: Vec<i64> = own.iter().flat_map(|id| units.path(*id)).copied().collect();
        above.sort_unstable();
        above.dedup();
        let own_member = |totals: &mut Self, id: i64| totals.members.position((Cow::Borrowed(Dimension::Own.code()), id.to_string()));
        let under_member = |totals: &mut Self, id: i64| totals.members.position((Cow::Borrowed(Dimension::Under.code()), id.to_string()));
        if let [only] = own[..] {
            // nearly every case: one unit, whose facts are all its facts
            everywhere.push(own_member(self, only));
            for id in above {
                everywhere.push(under_member(self, id));
            }
            self.change_members(facts, ids, &everywhere, |_| true, sign);
            return;
        }
        self.change_members(facts, ids, &everywhere, |_| true, sign);
        for id in own {
            let member = own_member(self, id);
            self.change_members(facts, ids, &[member], |unit| unit == id, sign);
        }
        for id in above {
            let member = under_member(self, id);
            self.change_members(facts, ids, &[member], |unit| units.path(unit).contains(&id), sign);
        }
    }

    fn change_members(&mut self, facts: &[Fact], ids: &[i64], members: &[u32], within: impl Fn(i64) -> bool, sign: i64) {
        let facts = facts.iter().zip(ids.iter().copied());
        for ((fact, _), counted) in counted_by(facts, |(fact, _)| fact.rank, |(_, unit)| within(*unit)) {
            let label = self.labels.position(Label {
                measure: Cow::Borrowed(fact.measure.counted_code(counted)),
                instance: Cow::Borrowed(fact.instance),
                code: fact.code.clone(),
                traits: fact.traits.bits(),
            });
            let month = fact.on.year() * 100 + fact.on.month() as i32;
            for member in members {
                *self.counts.entry((label, *member, month)).or_default() += sign * fact.count;
            }
        }
    }

    /// The totals as stored now, years and months.
    pub(super) fn load(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let rows: Vec<TotalRow> = totals::table.load(connection)?;
        let mut loaded = Self::default();
        for TotalRow { dimension, measure, period, member, instance, code, traits, count } in rows {
            let label = loaded.labels.position(Label { measure, instance, code, traits });
            let member = loaded.members.position((dimension, member));
            loaded.counts.insert((label, member, period), count);
        }
        Ok(loaded)
    }

    /// The months, and the years they make up.
    fn with_years(mut self) -> Self {
        let mut years: HashMap<(u32, u32, i32), i64> = HashMap::new();
        for ((label, member, month), count) in &self.counts {
            *years.entry((*label, *member, month / 100 * 100)).or_default() += count;
        }
        self.counts.extend(years);
        self
    }

    fn key(&self, (label, member, period): (u32, u32, i32)) -> Key {
        let Label { measure, instance, code, traits } = self.labels.value(label).clone();
        let (dimension, member) = self.members.value(member).clone();
        Key { dimension, measure, period, member, instance, code, traits }
    }

    /// Adds these totals to the stored ones.
    pub(super) fn write(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let totals = self.with_years();
        let mut changes: Vec<((u32, u32, i32), i64)> =
            totals.counts.iter().filter(|(_, count)| **count != 0).map(|(at, count)| (*at, *count)).collect();
        // in the order of the primary key, so that concurrent writers lock rows in one order
        changes.sort_unstable_by_key(|((label, member, period), _)| {
            let (Label { measure, instance, code, traits }, (dimension, member)) =
                (totals.labels.value(*label), totals.members.value(*member));
            (dimension, member, *period, measure, instance, code, *traits)
        });
        let row = |(at, count)| {
            let Key { dimension, measure, period, member, instance, code, traits } = totals.key(at);
            TotalRow { dimension, measure, period, member, instance, code, traits, count }
        };
        let rows: Vec<TotalRow> = changes.into_iter().map(row).collect();
        in_chunks!(connection, rows, |engine, chunk| diesel::insert_into(totals::table)
            .values(chunk)
            .on_conflict(totals::table.primary_key())
            .do_update()
            .set(totals::count.eq(totals::count + excluded(totals::count)))
            .execute(engine));
        Ok(())
    }

    /// What differs between these stored totals and computed ones, sorted: key, stored, computed.
    pub(super) fn differences(&self, computed: &Self) -> Vec<(Key, i64, i64)> {
        let mut both: BTreeMap<Key, (i64, i64)> = BTreeMap::new();
        for (at, count) in &self.counts {
            both.entry(self.key(*at)).or_default().0 = *count;
        }
        let computed = computed.clone().with_years();
        for (at, count) in &computed.counts {
            both.entry(computed.key(*at)).or_default().1 = *count;
        }
        both.into_iter()
            .filter(|(_, (stored, computed))| stored != computed)
            .map(|(key, (stored, computed))| (key, stored, computed))
            .collect()
    }
}

/// Counts the subtrees of these units anew from the facts, after units have moved: what several agencies of one case count once in is
/// not the sum of its parts.
pub(super) fn regrow(connection: &mut AnyConnection, moved: &[i64], units: &UnitBook) -> Result<(), StoreError> {
    for unit in moved {
        let member = unit.to_string();
        let of_unit = totals::dimension.eq(Dimension::Under.code()).and(totals::member.eq(&member));
        diesel::delete(totals::table.filter(of_unit)).execute(connection)?;
        let within: Vec<i64> = units.below(*unit);
        if within.is_empty() {
            continue;
        }
        // ids are numbers of ours: they may stand in the text, and the two engines differ in how they bind lists
        let list = within.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let earlier = format!(
            "EXISTS (SELECT 1 FROM facts e WHERE e.case_id = f.case_id AND e.serial < f.serial AND e.serial >= f.serial - f.rank AND e.unit_id IN ({list}))"
        );
        let (year, month) = match connection {
            AnyConnection::Sqlite(_) => ("CAST(strftime('%Y', f.on_day) AS INTEGER)", "CAST(strftime('%m', f.on_day) AS INTEGER)"),
            AnyConnection::Postgres(_) => ("CAST(EXTRACT(YEAR FROM f.on_day) AS INTEGER)", "CAST(EXTRACT(MONTH FROM f.on_day) AS INTEGER)"),
        };
        for period in [format!("{year} * 100 + {month}"), format!("{year} * 100")] {
            let counted = format!("CASE WHEN f.rank > 0 AND {earlier} THEN 'also-' || f.measure ELSE f.measure END");
            let statement = format!(
                "INSERT INTO totals (dimension, measure, period, member, instance, code, traits, count) \
                 SELECT '{}', {counted}, {period}, '{member}', f.instance, f.code, f.traits, SUM(f.count) \
                 FROM facts f WHERE f.unit_id IN ({list}) GROUP BY 2, 3, 5, 6, 7",
                Dimension::Under.code()
            );
            diesel::sql_query(statement).execute(connection)?;
        }
    }
    Ok(())
}

impl Database {
    /// Whether there are cases whose facts were never counted: the database is older than the facts.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn figures_missing(&mut self) -> Result<bool, StoreError> {
        use super::schema::cases;
        let connection = self.connection();
        let counts = cases::table.filter(cases::withdrawn_at.is_null());
        let any_case: bool = diesel::select(diesel::dsl::exists(counts.select(cases::id))).get_result(connection)?;
        let any_fact: bool = diesel::select(diesel::dsl::exists(facts::table.select(facts::case_id))).get_result(connection)?;
        Ok(any_case && !any_fact)
    }

    /// The sums of these measures over these months and years, for one member of a dimension. Measures by their code, those for further
    /// agencies with their own.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn totals(&mut self, dimension: Dimension, member: &str, measures: &[&str], periods: &[i32]) -> Result<Vec<Total>, StoreError> {
        let label = (totals::measure, totals::instance, totals::code, totals::traits);
        let rows: Vec<Total> = totals::table
            .filter(totals::dimension.eq(dimension.code()).and(totals::measure.eq_any(measures)))
            .filter(totals::period.eq_any(periods).and(totals::member.eq(member)))
            .order(label)
            .select((totals::measure, totals::instance, totals::code, totals::traits, totals::count))
            .load(self.connection())?;
        Ok(merged(rows))
    }

    /// The totals of these measures for some members of a dimension, each with its month or year.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn totals_of_members(
        &mut self,
        dimension: Dimension,
        members: &[String],
        measures: &[&str],
        periods: &[i32],
    ) -> Result<Vec<MemberTotal>, StoreError> {
        Ok(totals::table
            .filter(totals::dimension.eq(dimension.code()).and(totals::member.eq_any(members)))
            .filter(totals::measure.eq_any(measures))
            .filter(totals::period.eq_any(periods).and(totals::count.ne(0)))
            .order((totals::member, totals::measure, totals::period, totals::instance, totals::code, totals::traits))
            .select((totals::member, totals::period, (totals::measure, totals::instance, totals::code, totals::traits, totals::count)))
            .load(self.connection())?)
    }

    /// The totals of these measures for every member of a dimension, by month or year as asked.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn totals_by_member(&mut self, dimension: Dimension, measures: &[&str], periods: &[i32]) -> Result<Vec<MemberTotal>, StoreError> {
        if matches!(dimension, Dimension::Own | Dimension::Under) {
            // named one by one, each is a few seeks in the key; unnamed, all that was ever counted of all of them would be read
            let ids: Vec<i64> = units::table.select(units::id).load(self.connection())?;
            let members: Vec<String> = ids.into_iter().chain([0]).map(|id| id.to_string()).collect();
            return self.totals_of_members(dimension, &members, measures, periods);
        }
        Ok(totals::table
            .filter(totals::dimension.eq(dimension.code()))
            .filter(totals::measure.eq_any(measures))
            .filter(totals::period.eq_any(periods).and(totals::count.ne(0)))
            .order((totals::member, totals::measure, totals::period, totals::instance, totals::code, totals::traits))
            .select((totals::member, totals::period, (totals::measure, totals::instance, totals::code, totals::traits, totals::count)))
            .load(self.connection())?)
    }
}

/// Neighbours of one label become one; sums of nothing are left out.
pub(super) fn merged(rows: Vec<Total>) -> Vec<Total> {
    let mut merged: Vec<Total> = Vec::new();
    for row in rows {
        match merged.last_mut() {
            Some(last)
                if (&last.measure, &last.instance, &last.code, last.traits) == (&row.measure, &row.instance, &row.code, row.traits) =>
            {
                last.count += row.count;
            }
            _ => merged.push(row),
        }
    }
    merged.retain(|total| total.count != 0);
    merged
}
