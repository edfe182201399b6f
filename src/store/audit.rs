//! Who did what, when: one row per act, written in the act's transaction and never altered (the engines refuse it).

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::audit;
use super::types::stored;

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Name of the person or program.
    pub actor: &'a str,
    /// From where: a network address; empty at the terminal.
    pub origin: &'a str,
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
    /// From where: a network address; empty at the terminal.
    #[serde(default)]
    pub origin: String,
}

/// A row about to be added; the engine counts them.
#[derive(Debug, Insertable)]
#[diesel(table_name = audit)]
pub(super) struct Line {
    at: NaiveDateTime,
    actor: String,
    action: &'static str,
    subject: String,
    details: String,
    origin: String,
}

impl Line {
    /// What `act` did to `subject`.
    pub(super) fn new(act: &Act<'_>, action: &'static str, subject: &str, details: &serde_json::Value) -> Self {
        Self {
            at: stored(act.at),
            actor: act.actor.to_owned(),
            action,
            subject: subject.to_owned(),
            details: details.to_string(),
            origin: act.origin.to_owned(),
        }
    }
}

/// Adds a row to the trail.
pub(super) fn write(
    connection: &mut AnyConnection,
    act: &Act<'_>,
    action: &'static str,
    subject: &str,
    details: &serde_json::Value,
) -> Result<(), StoreError> {
    write_all(connection, &[Line::new(act, action, subject, details)])
}

/// Adds rows to the trail.
pub(super) fn write_all(connection: &mut AnyConnection, lines: &[Line]) -> Result<(), StoreError> {
    insert_all!(connection, audit::table, lines);
    Ok(())
}

impl Database {
    /// Adds a row to the trail, for an act put together from several; it stands with them or not at all.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn audit_add(&mut self, act: &Act<'_>, action: &'static str, subject: &str, details: &serde_json::Value) -> Result<(), StoreError> {
        self.write(|connection| write(connection, act, action, subject, details))
    }

    /// Rows of the trail before a position, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn audit_page(&mut self, before: Option<i64>, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let earlier = audit::table.filter(audit::id.lt(before.unwrap_or(i64::MAX)));
        Ok(earlier.order(audit::id.desc()).limit(i64::from(limit)).load(self.connection())?)
    }

    /// The last `limit` rows of the trail, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn audit_list(&mut self, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
        Ok(audit::table.order(audit::id.desc()).limit(limit).load(self.connection())?)
    }
}
