//! Who did what, when: one row per act, written in the act's transaction and never altered (the engines refuse it).

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::audit;
use super::types::stored;
use crate::domain::audit::AuditAction;

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
    /// What: code of an [`AuditAction`]; text, so that the trail of a newer program can still be read and checked.
    pub action: String,
    /// On what: `case 12`, `batch 3`, `person 7`, `units`, `calendar 2027.i1`, `database`.
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
    pub(super) fn new(act: &Act<'_>, action: AuditAction, subject: &str, details: &serde_json::Value) -> Self {
        Self {
            at: stored(act.at),
            actor: act.actor.to_owned(),
            action: action.code(),
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
    action: AuditAction,
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

/// Which rows of the trail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditFilter<'a> {
    /// Only this action.
    pub action: Option<AuditAction>,
    /// Only on this subject, as it stands in the rows.
    pub subject: Option<&'a str>,
    /// Only by this actor.
    pub actor: Option<&'a str>,
    /// Only rows before this one: the next page of a list that ended there.
    pub before: Option<i64>,
}

impl Database {
    /// Adds a row to the trail, for an act put together from several; it stands with them or not at all.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn audit_add(&mut self, act: &Act<'_>, action: AuditAction, subject: &str, details: &serde_json::Value) -> Result<(), StoreError> {
        self.write(|connection| write(connection, act, action, subject, details))
    }

    /// The last `limit` rows of the trail, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn audit_list(&mut self, filter: &AuditFilter<'_>, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
        let mut rows = audit::table.order(audit::id.desc()).limit(limit).into_boxed();
        if let Some(action) = filter.action {
            rows = rows.filter(audit::action.eq(action.code()));
        }
        if let Some(subject) = filter.subject {
            rows = rows.filter(audit::subject.eq(subject));
        }
        if let Some(actor) = filter.actor {
            rows = rows.filter(audit::actor.eq(actor));
        }
        if let Some(before) = filter.before {
            rows = rows.filter(audit::id.lt(before));
        }
        Ok(rows.load(self.connection())?)
    }
}
