//! Legal counsel 法律顾问: whom they advise and since when, and the cases they acted in.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::Database;
use super::error::StoreError;
use super::schema::{counsel, counsel_cases};
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::domain::id::{CaseId, CounselId, UnitId};

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = counsel, treat_none_as_default_value = false)]
pub(super) struct CounselRow {
    id: i64,
    name: String,
    firm: Option<String>,
    unit_id: i64,
    valid_from: Day,
    valid_until: Option<Day>,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = counsel_cases)]
pub(super) struct CounselCaseRow {
    counsel_id: i64,
    case_id: i64,
}

/// A legal counsel about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCounsel {
    /// Name.
    pub name: String,
    /// Law firm.
    pub firm: Option<String>,
    /// Unit advised.
    pub unit: UnitId,
    /// First day.
    pub from: Day,
    /// Last day; `None`: until further notice.
    pub until: Option<Day>,
}

/// A legal counsel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counsel {
    /// Id.
    pub id: CounselId,
    /// What was recorded.
    pub of: NewCounsel,
    /// Cases they acted in, in order of id.
    pub cases: Vec<CaseId>,
}

impl Database {
    /// Records a counsel.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn counsel_add(&mut self, new: &NewCounsel, act: &Act<'_>) -> Result<CounselId, StoreError> {
        self.write(|connection| {
            let id: i64 = diesel::insert_into(counsel::table)
                .values((
                    counsel::name.eq(&new.name),
                    counsel::firm.eq(&new.firm),
                    counsel::unit_id.eq(new.unit.0),
                    counsel::valid_from.eq(new.from),
                    counsel::valid_until.eq(new.until),
                ))
                .returning(counsel::id)
                .get_result(connection)?;
            let details = json!({"name": new.name, "firm": new.firm, "unit": new.unit, "from": new.from, "until": new.until});
            audit::write(connection, act, AuditAction::CounselWritten, &format!("counsel {id}"), &details)?;
            Ok(CounselId(id))
        })
    }

    /// Notes the last day of an engagement.
    ///
    /// # Errors
    /// [`StoreError::UnknownRecord`], or what the engine reports.
    pub fn counsel_end(&mut self, id: CounselId, until: Day, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let ended = diesel::update(counsel::table.find(id.0)).set(counsel::valid_until.eq(until)).execute(connection)?;
            if ended == 0 {
                return Err(StoreError::UnknownRecord { record: id.0 });
            }
            audit::write(connection, act, AuditAction::CounselEnded, &format!("counsel {id}"), &json!({"until": until}))
        })
    }

    /// Notes that a counsel acted in a case.
    ///
    /// # Errors
    /// [`StoreError::UnknownRecord`], or what the engine reports.
    pub fn counsel_acted(&mut self, id: CounselId, case: CaseId, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let known: Option<i64> = counsel::table.find(id.0).select(counsel::id).first(connection).optional()?;
            known.ok_or(StoreError::UnknownRecord { record: id.0 })?;
            let row = CounselCaseRow { counsel_id: id.0, case_id: case.0 };
            let noted: Option<i64> =
                counsel_cases::table.find((id.0, case.0)).select(counsel_cases::case_id).first(connection).optional()?;
            if noted.is_some() {
                return Ok(());
            }
            diesel::insert_into(counsel_cases::table).values(&row).execute(connection)?;
            audit::write(connection, act, AuditAction::CounselActed, &format!("counsel {id}"), &json!({"case": case}))
        })
    }

    /// Every counsel of some units, or of all, with their cases.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn counsel_list(&mut self, units: Option<&[UnitId]>) -> Result<Vec<Counsel>, StoreError> {
        let mut query = counsel::table.order(counsel::id).into_boxed();
        if let Some(units) = units {
            query = query.filter(counsel::unit_id.eq_any(units.iter().map(|unit| unit.0).collect::<Vec<_>>()));
        }
        let rows: Vec<CounselRow> = query.load(self.connection())?;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let acted = counsel_cases::table.filter(counsel_cases::counsel_id.eq_any(ids)).order(counsel_cases::case_id);
        let acted: Vec<CounselCaseRow> = acted.load(self.connection())?;
        let of = |row: CounselRow| Counsel {
            id: CounselId(row.id),
            cases: acted.iter().filter(|one| one.counsel_id == row.id).map(|one| CaseId(one.case_id)).collect(),
            of: NewCounsel { name: row.name, firm: row.firm, unit: UnitId(row.unit_id), from: row.valid_from, until: row.valid_until },
        };
        Ok(rows.into_iter().map(of).collect())
    }
}
