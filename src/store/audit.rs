//! Who did what, when: one row per act, written in the act's transaction and never altered (the engines refuse it).

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::audit;
use super::types::stored;

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Name of the person or program.
    pub actor: &'a str,
    /// The moment of the act.
    pub at: DateTime<Utc>,
}

/// One row of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = audit, treat_none_as_default_value = false)]
pub struct AuditEntry {
    /// Position in the trail.
    pub id: i64,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub actor: String,
    /// What: `case-created`, `case-appended`, `batch-taken`, `batch-undone`, `units-written`, `calendar-imported`, `rebuilt`.
    pub action: String,
    /// On what: `case 12`, `batch 3`, `units`, `calendar 2027.i1`, `database`.
    pub subject: String,
    /// Particulars, JSON.
    pub details: String,
}

/// Adds a row to the trail.
pub(super) fn write(
    connection: &mut AnyConnection,
    act: &Act<'_>,
    action: &str,
    subject: &str,
    details: &serde_json::Value,
) -> Result<(), StoreError> {
    diesel::insert_into(audit::table)
        .values((
            audit::at.eq(stored(act.at)),
            audit::actor.eq(act.actor),
            audit::action.eq(action),
            audit::subject.eq(subject),
            audit::details.eq(details.to_string()),
        ))
        .execute(connection)?;
    Ok(())
}

impl Database {
    /// The last `limit` rows of the trail, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn audit_list(&mut self, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
        Ok(audit::table.order(audit::id.desc()).limit(limit).load(self.connection())?)
    }
}
