//! What is pending in every case, written with each of its events: the days are there when a list or a reminder asks for them.
//!
//! Nothing of the day a row is read on is kept: a row says on which days it is pending if no further event comes (see
//! [`pending`](crate::domain::deadline::pending)), so the rows written today are right on any later day and nothing is rewritten
//! overnight. Rows whose days are past stay until their case is written again; nobody sees them.
//!
//! Rows belong to a law. The database remembers the fingerprint of the law that all of them were last computed with; an event recorded
//! under another law computes the rows of its own case with that one, and `recompute` the rest.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::cases as files;
use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::days::OnDay;
use super::error::StoreError;
use super::events;
use super::facts::{self, FactRow};
use super::schema::{cases, deadline_law, deadlines, units as units_table};
use super::totals::Totals;
use super::types::{Projection, Projector};
use super::units::UnitBook;
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::domain::case::{CaseKind, History};
use crate::domain::deadline::Pending;
use crate::domain::id::CaseId;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = deadlines, treat_none_as_default_value = false)]
pub(super) struct DeadlineRow {
    pub(super) case_id: i64,
    serial: i32,
    rule: String,
    from_on: OnDay,
    shown_from: OnDay,
    shown_until: OnDay,
    safe_on: Option<OnDay>,
    latest_on: Option<OnDay>,
    nominal_on: Option<OnDay>,
    provisional: bool,
    estimated: bool,
    ours: bool,
    unit_id: i64,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = deadline_law)]
pub(super) struct LawRow {
    fingerprint: String,
}

/// A case and what is stored as pending in it.
#[derive(Debug)]
pub struct CasePending {
    /// The case.
    pub id: CaseId,
    /// Kind of case.
    pub kind: CaseKind,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Its entries.
    pub history: History,
    /// What is stored as pending; units by their full names.
    pub deadlines: Vec<Pending>,
}

/// What a recomputation changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Recomputed {
    /// Cases looked at.
    pub cases: u64,
    /// Cases whose deadlines were written anew.
    pub changed: u64,
    /// Rows there were in these.
    pub rows_before: u64,
    /// Rows there are in them now.
    pub rows_after: u64,
}

/// The fingerprint of no law: there are cases, and their deadlines were never computed.
const NEVER_COMPUTED: &str = "none";
/// Cases read at a time.
const CASES: usize = 500;

/// What is pending in a case, as rows in a fixed order.
pub(super) fn rows(case: i64, projection: &Projection, units: &UnitBook) -> Result<Vec<DeadlineRow>, StoreError> {
    let mut rows = Vec::with_capacity(projection.deadlines.len());
    for pending in &projection.deadlines {
        rows.push(DeadlineRow {
            case_id: case,
            serial: 0,
            rule: pending.rule.clone(),
            from_on: OnDay(pending.from),
            shown_from: OnDay(pending.shown_from),
            shown_until: OnDay(pending.shown_until),
            safe_on: pending.safe_on.map(OnDay),
            latest_on: pending.latest_on.map(OnDay),
            nominal_on: pending.nominal_on.map(OnDay),
            provisional: pending.provisional,
            estimated: pending.estimated,
            ours: pending.ours,
            unit_id: units.id(&pending.unit)?,
        });
    }
    rows.sort();
    (0..).zip(&mut rows).for_each(|(serial, row)| row.serial = serial);
    Ok(rows)
}

/// Puts these rows, of some or all of these cases, in the place of theirs.
pub(super) fn replace(connection: &mut AnyConnection, of: &[i64], rows: Vec<DeadlineRow>) -> Result<(), StoreError> {
    diesel::delete(deadlines::table.filter(deadlines::case_id.eq_any(of))).execute(connection)?;
    insert_all!(connection, deadlines::table, rows);
    Ok(())
}

/// Rows of these cases, in order.
pub(super) fn of_cases(connection: &mut AnyConnection, cases: &[i64]) -> Result<Vec<DeadlineRow>, StoreError> {
    let order = (deadlines::case_id, deadlines::serial);
    Ok(deadlines::table.filter(deadlines::case_id.eq_any(cases)).order(order).load(connection)?)
}

/// Whether two lists of rows of a case say the same of every day from `today` on.
pub(super) fn agree(stored: &[DeadlineRow], right: &[DeadlineRow], today: Day) -> bool {
    let told = |rows: &[DeadlineRow]| {
        let rows = rows.iter().filter(|row| row.shown_until.0 >= today);
        let mut told: Vec<_> =
            rows.map(|row| DeadlineRow { serial: 0, shown_from: row.shown_from.max(OnDay(today)), ..row.clone() }).collect();
        told.sort();
        told
    };
    told(stored) == told(right)
}

/// The fingerprint of the law the rows were last computed with.
pub(super) fn law(connection: &mut AnyConnection) -> Result<Option<String>, StoreError> {
    Ok(deadline_law::table.select(deadline_law::fingerprint).first(connection).optional()?)
}

/// Remembers the law the rows are computed with from now on.
pub(super) fn set_law(connection: &mut AnyConnection, fingerprint: &str) -> Result<(), StoreError> {
    diesel::delete(deadline_law::table).execute(connection)?;
    diesel::insert_into(deadline_law::table).values(deadline_law::fingerprint.eq(fingerprint)).execute(connection)?;
    Ok(())
}

/// Whether there is any case at all.
fn any_case(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(cases::table.select(cases::id))).get_result(connection)?)
}

/// Forgets a law that was remembered for cases that never came: such a database is empty.
pub(super) fn forget_law_without_cases(connection: &mut AnyConnection) -> Result<(), StoreError> {
    if !any_case(connection)? {
        diesel::delete(deadline_law::table).execute(connection)?;
    }
    Ok(())
}

/// Notes that the deadlines of cases restored from a backup older than deadlines were never computed.
pub(super) fn note_never_computed(connection: &mut AnyConnection) -> Result<(), StoreError> {
    if any_case(connection)? && law(connection)?.is_none() { set_law(connection, NEVER_COMPUTED) } else { Ok(()) }
}

/// PostgreSQL lets others write meanwhile unless told otherwise; on SQLite the writer is alone.
pub(super) fn lock(connection: &mut AnyConnection) -> Result<(), StoreError> {
    if let AnyConnection::Postgres(engine) = connection {
        let tables = "units, cases, case_units, events, facts, totals, total_changes, deadlines, deadline_law, postings, number_stems";
        diesel::sql_query(format!("LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")).execute(engine)?;
    }
    Ok(())
}

/// A case that counts, with its history and what is stored as pending in it.
struct Filed {
    id: i64,
    kind: CaseKind,
    number: Option<String>,
    history: History,
    stored: Vec<DeadlineRow>,
}

/// The next cases that count after the one with this id, in order of id; none at the end.
fn filed_after(connection: &mut AnyConnection, last: i64) -> Result<Vec<Filed>, StoreError> {
    let next = cases::table.filter(cases::id.gt(last).and(cases::withdrawn_at.is_null())).order(cases::id).limit(CASES as i64);
    let rows: Vec<(i64, String, Option<String>)> = next.select((cases::id, cases::kind, cases::number)).load(connection)?;
    let ids: Vec<i64> = rows.iter().map(|(id, ..)| *id).collect();
    let histories = events::histories(connection, &ids)?;
    let mut pending = of_cases(connection, &ids)?.into_iter().peekable();
    let filed = rows.into_iter().zip(histories).map(|((id, kind, number), history)| {
        let stored = std::iter::from_fn(|| pending.next_if(|deadline| deadline.case_id == id)).collect();
        Ok(Filed { id, kind: files::kind_of(id, &kind)?, number, history, stored })
    });
    filed.collect()
}

impl Database {
    /// Remembers the law in a database that has neither law nor case yet: what is written from now on is computed with it.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn law_remember(&mut self, fingerprint: &str) -> Result<(), StoreError> {
        let is_new =
            |connection: &mut AnyConnection| -> Result<bool, StoreError> { Ok(!any_case(connection)? && law(connection)?.is_none()) };
        if !is_new(self.connection())? {
            return Ok(());
        }
        self.write(|connection| if is_new(connection)? { set_law(connection, fingerprint) } else { Ok(()) })
    }

    /// The fingerprint of the law the deadlines were last computed with; nothing when they never were.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn law_remembered(&mut self) -> Result<Option<String>, StoreError> {
        law(self.connection())
    }

    /// Tells every case that counts, with what is stored as pending in it, on one unchanging state of the database, until `put`
    /// answers `false`.
    ///
    /// # Errors
    /// An entry that cannot be read, or what the engine reports.
    pub fn pending_cases(&mut self, put: &mut dyn FnMut(CasePending) -> bool) -> Result<(), StoreError> {
        self.read(|connection| {
            let names: Vec<(i64, String)> = units_table::table.select((units_table::id, units_table::full_name)).load(connection)?;
            let names: HashMap<i64, String> = names.into_iter().collect();
            let mut last = 0;
            loop {
                let some = filed_after(connection, last)?;
                let Some(end) = some.last().map(|filed| filed.id) else { return Ok(()) };
                for Filed { id, kind, number, history, stored } in some {
                    let deadlines = stored.into_iter().map(|row| row.pending(&names)).collect();
                    if !put(CasePending { id: CaseId(id), kind, number, history, deadlines }) {
                        return Ok(());
                    }
                }
                last = end;
            }
        })
    }

    /// Computes what is pending in every case anew, as one act: all of it is kept or nothing, with one row in the trail.
    ///
    /// # Errors
    /// An entry that cannot be read, or what the engine reports.
    pub fn deadlines_recompute(
        &mut self,
        projector: &impl Projector,
        reason: Option<&str>,
        act: &Act<'_>,
    ) -> Result<Recomputed, StoreError> {
        self.write(|connection| {
            lock(connection)?;
            let units = UnitBook::load(connection)?;
            let before = law(connection)?;
            let mut done = Recomputed::default();
            let mut totals = Totals::default();
            let mut last = 0;
            loop {
                let some = filed_after(connection, last)?;
                let Some(end) = some.last().map(|filed| filed.id) else { break };
                let ids: Vec<i64> = some.iter().map(|filed| filed.id).collect();
                let mut facts = facts::of_cases(connection, &ids)?.into_iter().peekable();
                let (mut changed, mut new) = (Vec::new(), Vec::new());
                for Filed { id, kind, history, stored, .. } in some {
                    let told: Vec<FactRow> = std::iter::from_fn(|| facts.next_if(|fact| fact.case_id == id)).collect();
                    let projection = projector.project(kind, &history);
                    // whether a case was concluded in time depends on the law as well
                    facts::correct(connection, id, &told, &projection.facts, &units, &mut totals)?;
                    let right = rows(id, &projection, &units)?;
                    done.cases += 1;
                    if !agree(&stored, &right, projector.today()) {
                        done.changed += 1;
                        done.rows_before += stored.len() as u64;
                        done.rows_after += right.len() as u64;
                        changed.push(id);
                        new.extend(right);
                    }
                }
                if !changed.is_empty() {
                    replace(connection, &changed, new)?;
                }
                last = end;
            }
            totals.write(connection)?;
            if done.changed > 0 || before.as_deref() != Some(projector.law()) {
                set_law(connection, projector.law())?;
                let details = json!({
                    "cases": done.cases, "changed": done.changed, "rows_before": done.rows_before, "rows_after": done.rows_after,
                    "law_before": before, "law": projector.law(), "reason": reason,
                });
                audit::write(connection, act, AuditAction::DeadlinesRecomputed, "database", &details)?;
            }
            Ok(done)
        })
    }
}

impl DeadlineRow {
    fn pending(self, names: &HashMap<i64, String>) -> Pending {
        Pending {
            rule: self.rule,
            from: self.from_on.0,
            shown_from: self.shown_from.0,
            shown_until: self.shown_until.0,
            safe_on: self.safe_on.map(|on| on.0),
            latest_on: self.latest_on.map(|on| on.0),
            nominal_on: self.nominal_on.map(|on| on.0),
            provisional: self.provisional,
            estimated: self.estimated,
            ours: self.ours,
            unit: names.get(&self.unit_id).cloned().unwrap_or_default(),
        }
    }
}
