//! Which cases a unit reaches: a case stands under every unit on the way up from the units on it and from its handler, so that
//! the list of a whole subtree is one equality on one index.

use std::borrow::Cow;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::cases::CaseRow;
use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::days::OnDay;
use super::error::StoreError;
use super::schema::{case_units, cases, people};
use super::types::{Projection, UnitRole};
use super::units::UnitBook;
use crate::domain::access::CaseObject;
use crate::domain::audit::AuditAction;
use crate::domain::case::CaseKind;
use crate::domain::id::{CaseId, PersonId, UnitId};

/// A case under a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = case_units, treat_none_as_default_value = false)]
pub(super) struct CaseUnitRow {
    pub(super) case_id: i64,
    unit_id: i64,
    /// Empty unless the unit itself stands on the case.
    role: Cow<'static, str>,
    listed_on: OnDay,
    /// Empty in a backup from before units made a tree; see [`complete`].
    #[serde(default)]
    kind: Cow<'static, str>,
    #[serde(default)]
    handles: bool,
    #[serde(default)]
    concerned: bool,
}

/// The rows of a case: each unit once, a unit on the case under its first role, in order of id.
pub(super) fn of_case(case: &CaseRow, projection: &Projection, units: &UnitBook) -> Result<Vec<CaseUnitRow>, StoreError> {
    let mut rows = Rows::of(case, projection.units.len() + 4);
    for UnitRole { unit, role } in &projection.units {
        rows.concern(units.id(unit)?, Cow::Borrowed(role), units);
    }
    Ok(rows.handled_by(case.handler_id, units))
}

struct Rows<'a> {
    case: &'a CaseRow,
    rows: Vec<CaseUnitRow>,
}

impl<'a> Rows<'a> {
    fn of(case: &'a CaseRow, room: usize) -> Self {
        Self { case, rows: Vec::with_capacity(room) }
    }

    /// The row of a unit, made where there is none. A case has a handful.
    fn at(&mut self, unit_id: i64) -> &mut CaseUnitRow {
        let at = self.rows.iter().position(|row| row.unit_id == unit_id).unwrap_or_else(|| {
            self.rows.push(CaseUnitRow {
                case_id: self.case.id,
                unit_id,
                role: Cow::Borrowed(""),
                listed_on: self.case.listed_on,
                kind: self.case.kind.clone(),
                handles: false,
                concerned: false,
            });
            self.rows.len() - 1
        });
        &mut self.rows[at]
    }

    fn concern(&mut self, unit: i64, role: Cow<'static, str>, units: &UnitBook) {
        units.path(unit).iter().for_each(|above| self.at(*above).concerned = true);
        if !units.path(unit).is_empty() && self.at(unit).role.is_empty() {
            self.at(unit).role = role;
        }
    }

    fn handled_by(mut self, handler: Option<i64>, units: &UnitBook) -> Vec<CaseUnitRow> {
        if let Some(handler) = handler {
            units.path(handler).iter().for_each(|above| self.at(*above).handles = true);
        }
        self.rows.sort();
        self.rows
    }
}

/// Makes these the rows of the case.
pub(super) fn write(connection: &mut AnyConnection, case: i64, rows: Vec<CaseUnitRow>) -> Result<(), StoreError> {
    if stored(connection, &[case])? != rows {
        diesel::delete(case_units::table.filter(case_units::case_id.eq(case))).execute(connection)?;
        insert_all!(connection, case_units::table, rows);
    }
    Ok(())
}

/// The rows of some cases as stored, in order of case and unit.
pub(super) fn stored(connection: &mut AnyConnection, cases: &[i64]) -> Result<Vec<CaseUnitRow>, StoreError> {
    let order = (case_units::case_id, case_units::unit_id);
    Ok(case_units::table.filter(case_units::case_id.eq_any(cases)).order(order).load(connection)?)
}

/// Cases put under new units at a time.
const CASES: usize = 500;

/// Puts every case under these units in its new place: units on it and handler are the same, what stands above them is not.
pub(super) fn replant(connection: &mut AnyConnection, moved: &[i64]) -> Result<(), StoreError> {
    let units = UnitBook::load(connection)?;
    let mut last = 0;
    loop {
        let ids: Vec<i64> = case_units::table
            .filter(case_units::unit_id.eq_any(moved).and(case_units::case_id.gt(last)))
            .select(case_units::case_id)
            .distinct()
            .order(case_units::case_id)
            .limit(CASES as i64)
            .load(connection)?;
        let Some(&end) = ids.last() else { return Ok(()) };
        let rows: Vec<CaseRow> = cases::table.filter(cases::id.eq_any(&ids)).order(cases::id).load(connection)?;
        let mut before = stored(connection, &ids)?.into_iter().peekable();
        let mut after = Vec::with_capacity(rows.len() * 4);
        for case in &rows {
            let mut of_case = Rows::of(case, 8);
            while let Some(row) = before.next_if(|row| row.case_id == case.id) {
                if !row.role.is_empty() {
                    of_case.concern(row.unit_id, row.role, &units);
                }
            }
            after.extend(of_case.handled_by(case.handler_id, &units));
        }
        diesel::delete(case_units::table.filter(case_units::case_id.eq_any(&ids))).execute(connection)?;
        insert_all!(connection, case_units::table, after);
        last = end;
    }
}

/// Fills in what a backup from before units made a tree does not carry: each row is of a unit on its case.
pub(super) fn complete(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let sql = "UPDATE case_units SET kind = (SELECT kind FROM cases WHERE cases.id = case_id), concerned = TRUE WHERE kind = ''";
    diesel::sql_query(sql).execute(connection)?;
    Ok(())
}

/// What rights depend on in a stored case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Kind of case.
    pub kind: CaseKind,
    /// Unit that runs the file.
    pub handler: Option<UnitId>,
    /// Person who runs it, where an account was named.
    pub officer: Option<PersonId>,
    /// Units on the case.
    pub concerned: Vec<UnitId>,
}

impl Standing {
    /// As the policy table sees it.
    pub fn object(&self) -> CaseObject<'_> {
        CaseObject { kind: self.kind, handler: self.handler, concerned: &self.concerned }
    }
}

/// A case, and a unit on it if there is any.
type Line = (String, Option<i64>, Option<i64>, Option<i64>);

impl Database {
    /// What rights depend on in a case, in one query.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], or what the engine reports.
    pub fn case_standing(&mut self, case: CaseId) -> Result<Standing, StoreError> {
        let itself = case_units::case_id.eq(cases::id).and(case_units::role.ne(""));
        let rows: Vec<Line> = cases::table
            .left_join(case_units::table.on(itself))
            .filter(cases::id.eq(case.0))
            .select((cases::kind, cases::handler_id, cases::officer_id, case_units::unit_id.nullable()))
            .load(self.connection())?;
        let Some((kind, handler, officer, _)) = rows.first() else {
            return Err(StoreError::UnknownCase { case });
        };
        Ok(Standing {
            kind: CaseKind::from_code(kind).ok_or_else(|| StoreError::unreadable_case(case, kind))?,
            handler: handler.map(UnitId),
            officer: officer.map(PersonId),
            concerned: rows.iter().filter_map(|(.., unit)| unit.map(UnitId)).collect(),
        })
    }

    /// Hands a case over: names the unit that runs the file and the person who does, each only where given.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], [`StoreError::UnknownUnit`], [`StoreError::UnknownPerson`], or what the engine reports.
    pub fn case_assign(
        &mut self,
        case: CaseId,
        handler: Option<UnitId>,
        officer: Option<PersonId>,
        act: &Act<'_>,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let row: Option<CaseRow> = cases::table.find(case.0).first(connection).optional()?;
            let mut row = row.ok_or(StoreError::UnknownCase { case })?;
            let before = json!({"handler": row.handler_id, "officer": row.officer_id});
            row.handler_id = handler.map(|unit| unit.0).or(row.handler_id);
            if let Some(officer) = officer {
                let name: Option<String> = people::table.find(officer.0).select(people::display_name).first(connection).optional()?;
                name.ok_or_else(|| StoreError::UnknownPerson { person: officer.to_string() })?;
                row.officer_id = Some(officer.0);
            }
            let set = (cases::handler_id.eq(row.handler_id), cases::officer_id.eq(row.officer_id));
            diesel::update(cases::table.find(case.0)).set(set).execute(connection)?;
            let units = UnitBook::load(connection)?;
            if let Some(unit) = handler.filter(|unit| units.path(unit.0).is_empty()) {
                return Err(StoreError::UnknownUnit { name: unit.to_string() });
            }
            let mut rows = Rows::of(&row, 8);
            for on_case in stored(connection, &[case.0])?.into_iter().filter(|row| !row.role.is_empty()) {
                rows.concern(on_case.unit_id, on_case.role, &units);
            }
            write(connection, case.0, rows.handled_by(row.handler_id, &units))?;
            let details = json!({"before": before, "after": {"handler": row.handler_id, "officer": row.officer_id}});
            audit::write(connection, act, AuditAction::CaseAssigned, &format!("case {case}"), &details)
        })
    }
}
