//! Running totals of the facts of cases, kept in the transaction of every act: a year's figures are read in the same time whether there
//! are a thousand cases or millions.
//!
//! Each fact is added under its month (`yyyymm`) and its year (`yyyy00`), for every member of every dimension it belongs to: everything,
//! its own unit, each unit on the way up, its matter, category, officer and court. All that is counted of a member in a month or a year is
//! one row: a year of a unit is one look, whatever it is asked for; the days at the edges of a free range are read from the facts
//! themselves.
//!
//! An act changes some dozens of them, and acts of one day mostly the same ones. So an act notes its changes in one row, and every few
//! dozen acts one of them adds what has gathered: writers do not wait for each other's totals. Whoever reads adds what is noted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::Datelike;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::upsert::excluded;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::chunks::in_chunks;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::facts;
use super::schema::{cases, facts as facts_table, total_changes, total_labels, total_members, totals};
use super::units::UnitBook;
use crate::domain::reading;
use crate::domain::statistics::{CaseFacts, Dimension, Fact, Topic, counted_by};
use crate::domain::words::Sentence;

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

#[derive(Debug, Insertable)]
#[diesel(table_name = totals, treat_none_as_default_value = false)]
struct TotalRow {
    member_id: i64,
    period: i32,
    counts: String,
}

/// What was counted of a member in a period, none of it nothing: ids of labels, ascending, each with its count.
pub(super) fn counted(counts: &str) -> Result<Vec<(i64, i64)>, StoreError> {
    serde_json::from_str(counts)
        .map_err(|fault| StoreError::Unreadable { place: Sentence::new("合计", "a total"), reason: reading::json(&fault) })
}

/// What a total is of, but for its period and member: there are a few hundred.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = total_labels, treat_none_as_default_value = false)]
pub struct TotalLabel {
    /// Code of what is counted, and whether again for a further agency: see [`Measure::of_counted`](crate::domain::statistics::Measure::of_counted).
    pub measure: Cow<'static, str>,
    /// Kind of record (litigation), else empty.
    pub instance: Cow<'static, str>,
    /// Code that divides the measure; may be empty.
    pub code: String,
    /// Traits, as stored.
    pub traits: i32,
}

/// A thing of one dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = total_members, treat_none_as_default_value = false)]
pub(super) struct Member {
    pub(super) dimension: Cow<'static, str>,
    pub(super) member: String,
}

impl Member {
    fn new(dimension: Dimension, member: impl Into<String>) -> Self {
        Self { dimension: Cow::Borrowed(dimension.code()), member: member.into() }
    }
}

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
    labels: Numbered<TotalLabel>,
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
            everywhere.push(self.members.position(Member::new(dimension, member)));
        }
        let mut own = ids.to_vec();
        own.sort_unstable();
        own.dedup();
        let mut above: Vec<i64> = own.iter().flat_map(|id| units.path(*id)).copied().collect();
        above.sort_unstable();
        above.dedup();
        let own_member = |totals: &mut Self, id: i64| totals.members.position(Member::new(Dimension::Own, id.to_string()));
        let under_member = |totals: &mut Self, id: i64| totals.members.position(Member::new(Dimension::Under, id.to_string()));
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
            let label = self.labels.position(TotalLabel {
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

    /// The totals as they are now, years and months: what is stored, and what is noted.
    pub(super) fn load(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let noted: Vec<String> = total_changes::table.select(total_changes::content).load(connection)?;
        let mut loaded = Self::default();
        for content in &noted {
            loaded.take(content)?;
        }
        loaded = loaded.with_years();
        let labels = labels(connection)?;
        let member = (total_members::dimension, total_members::member);
        let joined = totals::table.inner_join(total_members::table);
        let rows: Vec<(Member, i32, String)> = joined.select((member, totals::period, totals::counts)).load(connection)?;
        for (member, period, counts) in rows {
            let member = loaded.members.position(member);
            // what nobody can read counts for nothing: whoever compares sees what is missing
            for (label, count) in counted(&counts).unwrap_or_default() {
                let Some(label) = labels.get(&label) else { continue };
                *loaded.counts.entry((loaded.labels.position(label.clone()), member, period)).or_default() += count;
            }
        }
        Ok(loaded)
    }

    /// Adds changes as they were noted.
    fn take(&mut self, content: &str) -> Result<(), StoreError> {
        let Noted { labels, members, counts } = noted(content)?;
        let labels: Vec<u32> = labels.into_owned().into_iter().map(|label| self.labels.position(label)).collect();
        let members: Vec<u32> = members.into_owned().into_iter().map(|member| self.members.position(member)).collect();
        for (label, member, month, count) in counts {
            if let (Some(label), Some(member)) = (labels.get(label as usize), members.get(member as usize)) {
                *self.counts.entry((*label, *member, month)).or_default() += count;
            }
        }
        Ok(())
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
        let TotalLabel { measure, instance, code, traits } = self.labels.value(label).clone();
        let Member { dimension, member } = self.members.value(member).clone();
        Key { dimension, measure, period, member, instance, code, traits }
    }

    /// Notes what an act changes, in its own transaction. Every so often what has been noted is added to the stored totals; so is at once
    /// what many acts change together.
    pub(super) fn note(mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        self.counts.retain(|_, count| *count != 0);
        if self.counts.is_empty() {
            return Ok(());
        }
        if self.counts.len() > LARGE {
            return self.write(connection);
        }
        let counts = self.counts.iter().map(|((label, member, month), count)| (*label, *member, *month, *count)).collect();
        let noted = Noted { labels: Cow::Borrowed(&self.labels.values), members: Cow::Borrowed(&self.members.values), counts };
        let content = total_changes::content.eq(json!(noted).to_string());
        let id: i64 = diesel::insert_into(total_changes::table).values(content).returning(total_changes::id).get_result(connection)?;
        if id % SETTLED == 0 { settle(connection) } else { Ok(()) }
    }

    /// Adds these totals to the stored ones.
    pub(super) fn write(self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        alone(connection)?;
        let totals = self.with_years();
        let label_ids = label_ids(connection, &totals.labels.values)?;
        let member_ids = member_ids(connection, &totals.members.values)?;
        let change = |(&(label, member, period), &count): (&(u32, u32, i32), &i64)| {
            (member_ids[member as usize], period, label_ids[label as usize], count)
        };
        let mut changes: Vec<_> = totals.counts.iter().filter(|(_, count)| **count != 0).map(change).collect();
        changes.sort_unstable();
        let by_member: Vec<_> = changes.chunk_by(|one, next| one.0 == next.0).collect();
        by_member.chunks(MEMBERS).try_for_each(|some| add(connection, &some.concat()))
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

/// Changes of totals as an act notes them: by label, member and month.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Noted<'a> {
    pub(super) labels: Cow<'a, [TotalLabel]>,
    pub(super) members: Cow<'a, [Member]>,
    /// Positions of label and member, month (`yyyymm`), how many more or less.
    pub(super) counts: Vec<(u32, u32, i32, i64)>,
}

/// After so many acts what they have noted is added. What is noted is read with every figure.
const SETTLED: i64 = 64;
/// Changes of an act that are not noted but added at once.
const LARGE: usize = 1000;
/// Names looked up at a time.
const NAMES: usize = 500;
/// Members whose totals are added to at a time.
const MEMBERS: usize = 100;

/// Who adds reads before writing: on PostgreSQL one at a time, too, while readers go on. Nearly every act changes the same few rows anyway.
fn alone(connection: &mut AnyConnection) -> Result<(), StoreError> {
    if let AnyConnection::Postgres(engine) = connection {
        engine.batch_execute("LOCK TABLE totals IN SHARE ROW EXCLUSIVE MODE")?;
    }
    Ok(())
}

/// Adds changes, by id of the member, period and id of the label, in this order, to what is stored.
fn add(connection: &mut AnyConnection, changes: &[(i64, i32, i64, i64)]) -> Result<(), StoreError> {
    let members: BTreeSet<i64> = changes.iter().map(|change| change.0).collect();
    let periods: BTreeSet<i32> = changes.iter().map(|change| change.1).collect();
    let asked = totals::member_id.eq_any(members).and(totals::period.eq_any(periods));
    let stored = totals::table.filter(asked).select((totals::member_id, totals::period, totals::counts));
    let stored: Vec<(i64, i32, String)> = stored.load(connection)?;
    let stored: HashMap<(i64, i32), String> = stored.into_iter().map(|(member, period, counts)| ((member, period), counts)).collect();
    let mut rows = Vec::new();
    for of_one in changes.chunk_by(|one, next| (one.0, one.1) == (next.0, next.1)) {
        let (member_id, period, ..) = of_one[0];
        let known = stored.get(&(member_id, period)).map(|counts| counted(counts)).transpose()?.unwrap_or_default();
        let mut counts: BTreeMap<i64, i64> = known.into_iter().collect();
        for (_, _, label, count) in of_one {
            *counts.entry(*label).or_default() += count;
        }
        let counts: Vec<(i64, i64)> = counts.into_iter().filter(|(_, count)| *count != 0).collect();
        rows.push(TotalRow { member_id, period, counts: json!(counts).to_string() });
    }
    in_chunks!(connection, rows, |engine, chunk| diesel::insert_into(totals::table)
        .values(chunk)
        .on_conflict(totals::table.primary_key())
        .do_update()
        .set(totals::counts.eq(excluded(totals::counts)))
        .execute(engine));
    Ok(())
}

/// What ids of labels stand for.
pub(super) fn labels(connection: &mut AnyConnection) -> Result<HashMap<i64, TotalLabel>, StoreError> {
    let label = (total_labels::measure, total_labels::instance, total_labels::code, total_labels::traits);
    Ok(total_labels::table.select((total_labels::id, label)).load::<(i64, TotalLabel)>(connection)?.into_iter().collect())
}

/// Changes as an act noted them.
pub(super) fn noted(content: &str) -> Result<Noted<'static>, StoreError> {
    serde_json::from_str(content).map_err(|fault| StoreError::Unreadable {
        place: Sentence::new("待并入的合计", "totals about to be added"),
        reason: reading::json(&fault),
    })
}

/// Adds to the stored totals what acts have noted.
fn settle(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let contents: Vec<String> = diesel::delete(total_changes::table).returning(total_changes::content).get_results(connection)?;
    let mut gathered = Totals::default();
    for content in &contents {
        gathered.take(content)?;
    }
    gathered.write(connection)
}

/// The ids of labels, in their order; those that are new get one.
fn label_ids(connection: &mut AnyConnection, labels: &[TotalLabel]) -> Result<Vec<i64>, StoreError> {
    let known = |connection: &mut AnyConnection| -> Result<HashMap<TotalLabel, i64>, StoreError> {
        Ok(self::labels(connection)?.into_iter().map(|(id, label)| (label, id)).collect())
    };
    let mut ids = known(connection)?;
    let mut new: Vec<TotalLabel> = labels.iter().filter(|label| !ids.contains_key(*label)).cloned().collect();
    if !new.is_empty() {
        new.sort_unstable();
        in_chunks!(connection, new, |engine, chunk| diesel::insert_into(total_labels::table)
            .values(chunk)
            .on_conflict_do_nothing()
            .execute(engine));
        ids = known(connection)?;
    }
    Ok(labels.iter().map(|label| ids[label]).collect())
}

/// The ids of members, in their order; those that are new get one.
fn member_ids(connection: &mut AnyConnection, members: &[Member]) -> Result<Vec<i64>, StoreError> {
    let known = |connection: &mut AnyConnection| -> Result<HashMap<Member, i64>, StoreError> {
        let mut ids = HashMap::new();
        for some in members.chunks(NAMES) {
            let dimensions: BTreeSet<&str> = some.iter().map(|member| &*member.dimension).collect();
            let named = total_members::member.eq_any(some.iter().map(|member| &member.member));
            let member = (total_members::dimension, total_members::member);
            let of_them = total_members::table.filter(total_members::dimension.eq_any(dimensions).and(named));
            ids.extend(of_them.select((member, total_members::id)).load::<(Member, i64)>(connection)?);
        }
        Ok(ids)
    };
    let mut ids = known(connection)?;
    let mut new: Vec<Member> = members.iter().filter(|member| !ids.contains_key(*member)).cloned().collect();
    if !new.is_empty() {
        new.sort_unstable();
        in_chunks!(connection, new, |engine, chunk| diesel::insert_into(total_members::table)
            .values(chunk)
            .on_conflict_do_nothing()
            .execute(engine));
        ids = known(connection)?;
    }
    Ok(members.iter().map(|member| ids[member]).collect())
}

/// Makes these the stored totals, whatever is stored and noted.
pub(super) fn replace(connection: &mut AnyConnection, right: Totals) -> Result<(), StoreError> {
    alone(connection)?;
    diesel::delete(total_changes::table).execute(connection)?;
    diesel::delete(totals::table).execute(connection)?;
    right.write(connection)
}

/// What a case is about, as its row says it.
#[derive(Queryable)]
struct TopicRow {
    matter: Option<String>,
    category: Option<String>,
    officer: Option<String>,
    court: Option<String>,
}

impl From<TopicRow> for Topic {
    fn from(TopicRow { matter, category, officer, court }: TopicRow) -> Self {
        let [matter, category, officer, court] = [matter, category, officer, court].map(Option::unwrap_or_default);
        Self { matter, category, officer, court }
    }
}

/// Computes all totals anew from the facts: of a database that is older than they are, or was restored.
pub(super) fn fill(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let units = UnitBook::load(connection)?;
    let (mut gathered, mut last) = (Totals::default(), 0);
    loop {
        let next = cases::table.filter(cases::id.gt(last).and(cases::withdrawn_at.is_null())).order(cases::id).limit(NAMES as i64);
        let topic = (cases::matter, cases::category, cases::officer, cases::court);
        let found: Vec<(i64, TopicRow)> = next.select((cases::id, topic)).load(connection)?;
        let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
        let Some(&end) = ids.last() else { break };
        let rows = facts::of_cases(connection, &ids)?;
        let mut rows = rows.as_slice();
        for (id, topic) in found {
            let (of_case, rest) = rows.split_at(rows.partition_point(|row| row.case_id <= id));
            rows = rest;
            let (facts, ids): (Vec<Fact>, Vec<i64>) = of_case.iter().filter_map(|row| Some((row.fact()?, row.unit_id))).unzip();
            gathered.change_by_id(&topic.into(), &facts, &ids, &units, 1);
        }
        last = end;
    }
    replace(connection, gathered)
}

/// A sum of the facts of a subtree.
#[derive(QueryableByName)]
struct Sum {
    #[diesel(sql_type = diesel::sql_types::Text)]
    measure: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    month: i32,
    #[diesel(sql_type = diesel::sql_types::Text)]
    instance: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    code: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    traits: i32,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

/// Counts the subtrees of these units anew from the facts, after units have moved: what several agencies of one case count once in is
/// not the sum of its parts.
pub(super) fn regrow(connection: &mut AnyConnection, moved: &[i64], units: &UnitBook) -> Result<(), StoreError> {
    // what is noted was noted for the units as they stood
    settle(connection)?;
    let mut grown = Totals::default();
    for unit in moved {
        let member = Member::new(Dimension::Under, unit.to_string());
        let stored = member_ids(connection, std::slice::from_ref(&member))?;
        diesel::delete(totals::table.filter(totals::member_id.eq_any(stored))).execute(connection)?;
        let within: Vec<i64> = units.below(*unit);
        if within.is_empty() {
            continue;
        }
        let member = grown.members.position(member);
        // ids are numbers of ours: they may stand in the text, and the two engines differ in how they bind lists
        let list = within.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let earlier = format!(
            "EXISTS (SELECT 1 FROM facts e WHERE e.case_id = f.case_id AND e.serial < f.serial AND e.serial >= f.serial - f.rank AND e.unit_id IN ({list}))"
        );
        let month = match connection {
            AnyConnection::Sqlite(_) => "CAST(strftime('%Y%m', f.on_day) AS INTEGER)",
            AnyConnection::Postgres(_) => "CAST(EXTRACT(YEAR FROM f.on_day) * 100 + EXTRACT(MONTH FROM f.on_day) AS INTEGER)",
        };
        let statement = format!(
            "SELECT CASE WHEN f.rank > 0 AND {earlier} THEN 'also-' || f.measure ELSE f.measure END AS measure, {month} AS month, \
             f.instance, f.code, f.traits, CAST(SUM(f.count) AS BIGINT) AS count FROM facts f WHERE f.unit_id IN ({list}) GROUP BY 1, 2, 3, 4, 5"
        );
        let sums: Vec<Sum> = diesel::sql_query(statement).load(connection)?;
        for Sum { measure, month, instance, code, traits, count } in sums {
            let label = grown.labels.position(TotalLabel { measure: measure.into(), instance: instance.into(), code, traits });
            grown.counts.insert((label, member, month), count);
        }
    }
    grown.write(connection)
}

impl Database {
    /// Whether there are cases whose facts were never counted: the database is older than the facts.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn figures_missing(&mut self) -> Result<bool, StoreError> {
        let connection = self.connection();
        let counts = cases::table.filter(cases::withdrawn_at.is_null());
        let any_case: bool = diesel::select(diesel::dsl::exists(counts.select(cases::id))).get_result(connection)?;
        let any_fact: bool = diesel::select(diesel::dsl::exists(facts_table::table.select(facts_table::case_id))).get_result(connection)?;
        Ok(any_case && !any_fact)
    }
}
