//! The facts of cases: written with every act, read for the days that fill no month, for several dimensions at once, and to list the
//! cases behind a figure.

use std::borrow::Cow;

use chrono::NaiveDateTime;
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::cases as files;
use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::days::OnDay;
use super::error::StoreError;
use super::events;
use super::schema::{cases, facts, units as units_table};
use super::totals::TotalLabel;
use super::totals::Totals;
use super::types::Projector;
use super::units::UnitBook;
use crate::domain::Day;
use crate::domain::case::{CaseKind, Entry, Instance};
use crate::domain::id::{CaseId, UnitId};
use crate::domain::statistics::{CaseFacts, Counted, Fact, Measure, Traits};

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = facts, treat_none_as_default_value = false)]
pub(super) struct FactRow {
    pub(super) case_id: i64,
    serial: i32,
    measure: Cow<'static, str>,
    on_day: OnDay,
    pub(super) unit_id: i64,
    instance: Cow<'static, str>,
    code: String,
    traits: i32,
    rank: i32,
    count: i64,
}

/// The rows of a case.
pub(super) fn rows(case: i64, facts: &CaseFacts, units: &UnitBook) -> Result<Vec<FactRow>, StoreError> {
    let row = |(serial, fact): (i32, &Fact)| {
        Ok(FactRow {
            case_id: case,
            serial,
            measure: Cow::Borrowed(fact.measure.code()),
            on_day: OnDay(fact.on),
            unit_id: units.id(&fact.unit)?,
            instance: Cow::Borrowed(fact.instance),
            code: fact.code.clone(),
            traits: fact.traits.bits(),
            rank: fact.rank.into(),
            count: fact.count,
        })
    };
    (0..).zip(&facts.facts).map(row).collect()
}

/// Orders rows of new cases as `facts_measured` does: a large load then goes through that index once, not here and there. Their own
/// places are all at the end of the table.
pub(super) fn side_by_side(rows: &mut [FactRow]) {
    rows.sort_by(|one, other| (&one.measure, one.unit_id, one.on_day.0).cmp(&(&other.measure, other.unit_id, other.on_day.0)));
}

/// Makes `after` the rows of a case that had `before`: only what differs is written.
pub(super) fn replace(connection: &mut AnyConnection, case: i64, before: &[FactRow], after: Vec<FactRow>) -> Result<(), StoreError> {
    let same = before.iter().zip(&after).take_while(|(before, after)| before == after).count();
    if before.len() > same {
        let rest = facts::case_id.eq(case).and(facts::serial.ge(same as i32));
        diesel::delete(facts::table.filter(rest)).execute(connection)?;
    }
    let new = &after[same..];
    insert_all!(connection, facts::table, new);
    Ok(())
}

/// Makes these the facts of a case that holds `told`, and notes in `totals` what that changes; whether it did.
pub(super) fn correct(
    connection: &mut AnyConnection,
    case: i64,
    told: &[FactRow],
    right: &CaseFacts,
    units: &UnitBook,
    totals: &mut Totals,
) -> Result<bool, StoreError> {
    let rows = rows(case, right, units)?;
    if rows == told {
        return Ok(false);
    }
    let (facts, ids): (Vec<Fact>, Vec<i64>) = told.iter().filter_map(|row| Some((row.fact()?, row.unit_id))).unzip();
    totals.change_by_id(&right.topic, &facts, &ids, units, -1);
    totals.add(right, units)?;
    replace(connection, case, told, rows)?;
    Ok(true)
}

/// The rows of some cases as stored, in order.
pub(super) fn of_cases(connection: &mut AnyConnection, cases: &[i64]) -> Result<Vec<FactRow>, StoreError> {
    Ok(facts::table.filter(facts::case_id.eq_any(cases)).order((facts::case_id, facts::serial)).load(connection)?)
}

/// Which facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactFilter<'a> {
    /// Measures.
    pub measures: &'a [Measure],
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Only of these units, and of none where an id is 0; `None`: of all.
    pub units: Option<&'a [UnitId]>,
    /// Each agency of a case, not the case once.
    pub per_agency: bool,
    /// Only these codes.
    pub codes: Option<&'a [String]>,
    /// Only this kind of record.
    pub instance: Option<&'a str>,
    /// Only cases with this matter; empty: not recorded.
    pub matter: Option<&'a str>,
    /// Only cases of this category.
    pub category: Option<&'a str>,
    /// Only cases of this officer.
    pub officer: Option<&'a str>,
    /// Only cases before this court.
    pub court: Option<&'a str>,
    /// Only these cases: a few hundred at most.
    pub cases: Option<&'a [CaseId]>,
}

/// A fact that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactFound {
    /// The case.
    pub case: CaseId,
    /// Number of the fact within the case.
    pub serial: i32,
    /// Day.
    pub on: Day,
    /// The unit it is counted for; `None`: not recorded.
    pub unit: Option<UnitId>,
    /// Kind of record (litigation), else empty.
    pub instance: String,
    /// Code that divides the measure.
    pub code: String,
    /// What sets it apart.
    pub traits: Traits,
    /// How many.
    pub count: i64,
}

/// A case by the name people know it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseNamed {
    /// Its id.
    pub id: CaseId,
    /// Kind of case.
    pub kind: CaseKind,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Matter 事项／案由.
    pub matter: Option<String>,
}

/// A case with the moments its entries became known.
#[derive(Debug, Clone)]
pub struct Known {
    /// Its id.
    pub id: CaseId,
    /// Kind of case.
    pub kind: CaseKind,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Unit that handles it; `None`: not handed to anybody.
    pub handler: Option<UnitId>,
    /// When the import that brought it was undone.
    pub withdrawn_at: Option<NaiveDateTime>,
    /// Its entries, each with the moment it was recorded, UTC.
    pub entries: Vec<(Entry, NaiveDateTime)>,
}

/// Id, kind, number, handler, and when its import was undone.
type KnownRow = (i64, String, Option<String>, Option<i64>, Option<NaiveDateTime>);

/// Cases read at a time.
const CASES: usize = 500;

/// Only cases whose column says this; an empty text means that it is not recorded.
macro_rules! of_topic {
    ($query:expr, $column:expr, $wanted:expr) => {
        match $wanted {
            None => $query,
            Some("") => $query.filter(exists(cases::table.filter(cases::id.eq(facts::case_id)).filter($column.is_null()))),
            Some(wanted) => $query.filter(exists(cases::table.filter(cases::id.eq(facts::case_id)).filter($column.eq(wanted.to_owned())))),
        }
    };
}

/// Facts a case has, more or less.
const OF_A_CASE: u64 = 10;

impl FactFilter<'_> {
    /// The codes of its measures.
    fn codes_of_measures(&self) -> Vec<&'static str> {
        self.measures.iter().map(|measure| measure.code()).collect()
    }
}

/// The conditions of a filter on a boxed query, but for its measures: how they are asked for decides which index serves.
macro_rules! filtered {
    ($query:expr, $filter:expr) => {{
        let filter: &FactFilter<'_> = $filter;
        let mut query = $query.filter(facts::on_day.between(filter.from, filter.to));
        let units: Option<Vec<i64>> = filter.units.map(|units| units.iter().map(|unit| unit.0).collect());
        if let Some(units) = &units {
            query = query.filter(facts::unit_id.eq_any(units.clone()));
        }
        // a case with several agencies counts once, under the first that lies within: see `domain::statistics::counted`
        query = match units {
            _ if filter.per_agency => query,
            None => query.filter(facts::rank.eq(0)),
            Some(units) if units.len() == 1 => query,
            Some(units) => {
                let earlier = diesel::alias!(facts as earlier);
                let same_thing = earlier
                    .field(facts::case_id)
                    .eq(facts::case_id)
                    .and(earlier.field(facts::serial).lt(facts::serial))
                    .and(earlier.field(facts::serial).ge(facts::serial - facts::rank));
                let within = earlier.field(facts::unit_id).eq_any(units);
                query.filter(facts::rank.eq(0).or(diesel::dsl::not(exists(earlier.filter(same_thing).filter(within)))))
            }
        };
        if let Some(codes) = filter.codes {
            query = query.filter(facts::code.eq_any(codes.to_vec()));
        }
        if let Some(instance) = filter.instance {
            query = query.filter(facts::instance.eq(instance.to_owned()));
        }
        if let Some(cases) = filter.cases {
            query = query.filter(facts::case_id.eq_any(cases.iter().map(|case| case.0).collect::<Vec<i64>>()));
        }
        query = of_topic!(query, cases::matter, filter.matter);
        query = of_topic!(query, cases::category, filter.category);
        query = of_topic!(query, cases::officer, filter.officer);
        of_topic!(query, cases::court, filter.court)
    }};
}

impl Database {
    /// The sums of the facts a filter lets through.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn facts_summed(&mut self, filter: &FactFilter<'_>) -> Result<Vec<(TotalLabel, i64)>, StoreError> {
        let once = self.grouped(&FactFilter { per_agency: false, ..filter.clone() })?;
        if !filter.per_agency {
            return Ok(once);
        }
        let mut further = self.grouped(filter)?;
        for (label, count) in &mut further {
            *count -= once.iter().find(|(other, _)| other == label).map_or(0, |(_, counted)| *counted);
            if let Some(measure) = Measure::from_code(&label.measure) {
                label.measure = Cow::Borrowed(measure.counted_code(Counted::Further));
            }
        }
        further.retain(|(_, count)| *count != 0);
        Ok(once.into_iter().chain(further).collect())
    }

    fn grouped(&mut self, filter: &FactFilter<'_>) -> Result<Vec<(TotalLabel, i64)>, StoreError> {
        use diesel::sql_types::BigInt;
        let label = (facts::measure, facts::instance, facts::code, facts::traits);
        // diesel would have a sum of numbers be a decimal
        let grouped = facts::table.group_by(label).select((label, sql::<BigInt>("CAST(SUM(count) AS BIGINT)")));
        // the index begins with measure and unit: naming every unit lets it serve figures of all of them as well
        let mut every: Vec<i64> = units_table::table.select(units_table::id).load(self.connection())?;
        every.push(0);
        let measured = facts::measure.eq_any(filter.codes_of_measures());
        let query = filtered!(grouped.into_boxed().filter(measured.and(facts::unit_id.eq_any(every))), filter);
        Ok(query.load(self.connection())?)
    }

    /// The number and kind of some cases, in order of id.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn cases_named(&mut self, ids: &[CaseId]) -> Result<Vec<CaseNamed>, StoreError> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let named = cases::table.filter(cases::id.eq_any(ids)).order(cases::id);
        let rows: Vec<(i64, String, Option<String>, Option<String>)> =
            named.select((cases::id, cases::kind, cases::number, cases::matter)).load(self.connection())?;
        let case = |(id, kind, number, matter): (i64, String, _, _)| {
            Ok(CaseNamed { id: CaseId(id), kind: files::kind_of(id, &kind)?, number, matter })
        };
        rows.into_iter().map(case).collect()
    }

    /// Tells every case there is, with the moment each of its entries was recorded, on one unchanging state of the database.
    ///
    /// # Errors
    /// What `put` answers, an entry that cannot be read, or what the engine reports.
    pub fn known<E: From<StoreError>>(&mut self, put: &mut dyn FnMut(Known) -> Result<(), E>) -> Result<(), E> {
        self.known_after(CaseKind::ALL, CaseId(0), &mut |case| put(case).map(|()| true))
    }

    /// As [`Database::known`], only cases of these kinds and after one; until `put` has seen enough and answers `false`.
    ///
    /// # Errors
    /// As [`Database::known`].
    pub fn known_after<E: From<StoreError>>(
        &mut self,
        kinds: &[CaseKind],
        after: CaseId,
        put: &mut dyn FnMut(Known) -> Result<bool, E>,
    ) -> Result<(), E> {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
        self.read(|connection| {
            let mut last = after.0;
            loop {
                let of_kinds = cases::table.filter(cases::kind.eq_any(kinds.clone())).filter(cases::id.gt(last));
                let next = of_kinds.order(cases::id).limit(CASES as i64);
                let columns = (cases::id, cases::kind, cases::number, cases::handler_id, cases::withdrawn_at);
                let rows: Vec<KnownRow> = next.select(columns).load(connection).map_err(StoreError::from)?;
                let ids: Vec<i64> = rows.iter().map(|(id, ..)| *id).collect();
                let Some(&end) = ids.last() else { return Ok(()) };
                let histories = events::histories_recorded(connection, &ids)?;
                for ((id, kind, number, handler, withdrawn_at), entries) in rows.into_iter().zip(histories) {
                    let (kind, handler) = (files::kind_of(id, &kind)?, handler.map(UnitId));
                    if !put(Known { id: CaseId(id), kind, number, handler, withdrawn_at, entries })? {
                        return Ok(());
                    }
                }
                last = end;
            }
        })
    }

    /// Computes facts and totals of a database that is older than they are; the number of its cases.
    ///
    /// # Errors
    /// An entry that cannot be read, or what the engine reports.
    pub fn figures_fill(&mut self, projector: &impl Projector) -> Result<u64, StoreError> {
        self.write(|connection| {
            let units = UnitBook::load(connection)?;
            let mut totals = Totals::default();
            let (mut last, mut count) = (0, 0);
            loop {
                let next = cases::table.filter(cases::id.gt(last).and(cases::withdrawn_at.is_null())).order(cases::id).limit(CASES as i64);
                let found: Vec<(i64, String)> = next.select((cases::id, cases::kind)).load(connection)?;
                let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
                let Some(&end) = ids.last() else { break };
                let mut told = Vec::with_capacity(ids.len() * 8);
                for ((id, kind), history) in found.iter().zip(events::histories(connection, &ids)?) {
                    let projection = projector.project(files::kind_of(*id, kind)?, &history);
                    totals.add(&projection.facts, &units)?;
                    told.extend(rows(*id, &projection.facts, &units)?);
                }
                insert_all!(connection, facts::table, told);
                count += ids.len() as u64;
                last = end;
            }
            totals.write(connection)?;
            Ok(count)
        })
    }

    /// The facts a filter lets through, of cases after one, in order of case and number; at most so many of about as many as `there`
    /// are.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn facts_found(&mut self, filter: &FactFilter<'_>, after: CaseId, limit: u32, there: u64) -> Result<Vec<FactFound>, StoreError> {
        let query = facts::table.filter(facts::case_id.gt(after.0)).order((facts::case_id, facts::serial)).limit(limit.into());
        let codes = filter.codes_of_measures();
        let query = match self.is_frequent(limit, there)? {
            // the measure as an expression: the index of measures, out of which all of them would be sorted by case, does not serve
            true => query.filter(facts::measure.concat("").eq_any(codes)).into_boxed(),
            false => query.filter(facts::measure.eq_any(codes)).into_boxed(),
        };
        let rows: Vec<FactRow> = filtered!(query, filter).load(self.connection())?;
        Ok(rows.into_iter().map(FactFound::from).collect())
    }

    /// Whether walking through all facts case by case meets the first of these sooner than all of these are read.
    fn is_frequent(&mut self, limit: u32, there: u64) -> Result<bool, StoreError> {
        let last: Option<i64> = cases::table.select(diesel::dsl::max(cases::id)).first(self.connection())?;
        let facts = u64::try_from(last.unwrap_or_default()).unwrap_or_default().saturating_mul(OF_A_CASE);
        Ok(there.saturating_mul(there) > facts.saturating_mul(limit.into()))
    }
}

impl FactRow {
    /// The measure it is of, by its code.
    pub(super) fn measure(&self) -> &str {
        &self.measure
    }

    /// The fact, without the name of its unit; `None` where the code of its measure or record is none of this program.
    pub(super) fn fact(&self) -> Option<Fact> {
        let instance = match &*self.instance {
            "" => "",
            code => Instance::from_code(code)?.code(),
        };
        Some(Fact {
            measure: Measure::from_code(&self.measure)?,
            on: self.on_day.0,
            unit: String::new(),
            instance,
            code: self.code.clone(),
            traits: Traits::from_bits(self.traits),
            rank: u16::try_from(self.rank).ok()?,
            count: self.count,
        })
    }
}

impl From<FactRow> for FactFound {
    fn from(row: FactRow) -> Self {
        Self {
            case: CaseId(row.case_id),
            serial: row.serial,
            on: row.on_day.0,
            unit: Some(UnitId(row.unit_id)).filter(|unit| unit.0 != 0),
            instance: row.instance.into_owned(),
            code: row.code,
            traits: Traits::from_bits(row.traits),
            count: row.count,
        }
    }
}
