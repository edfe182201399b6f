//! The audit trail: who did what, when, from where; and whether anybody altered it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::{Download, Found};
use super::take::{InQuery, place_in_list};
use crate::http::{Call, Problem, trail};
use crate::service::{self, AuditEntry, AuditFilter, Database};

/// Which rows to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// Where the list continues: `next` of the page before.
    #[param(minimum = 1)]
    before: Option<i64>,
    /// Rows on a page, 1 to 500; 100 unless said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// One page of the trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditList {
    /// Newest first.
    items: Vec<AuditBody>,
    /// Where the list continues; null at its end.
    next: Option<i64>,
}

/// A row of the trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditBody {
    /// Position in the trail.
    id: i64,
    /// When.
    at: DateTime<Utc>,
    /// Who.
    actor: String,
    /// From where; empty at the terminal.
    origin: String,
    /// What.
    action: String,
    /// On what.
    subject: String,
    /// Particulars.
    #[schema(value_type = Object)]
    details: serde_json::Value,
}

/// What a check of the trail found.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerificationBody {
    /// Nothing is wrong.
    sound: bool,
    /// Rows read.
    rows: u64,
    /// Seals read.
    seals: u64,
    /// Rows that no seal covers yet.
    unsealed: u64,
    /// Digest of the last seal; keep it elsewhere.
    head: String,
    /// What is wrong, in order.
    faults: Vec<String>,
}

/// Rows on a page unless said.
const PAGE: u32 = 100;
/// Rows on a page at most.
const MOST: u32 = 500;

impl From<AuditEntry> for AuditBody {
    fn from(entry: AuditEntry) -> Self {
        Self {
            id: entry.id,
            at: entry.at.and_utc(),
            actor: entry.actor,
            origin: entry.origin,
            action: entry.action,
            subject: entry.subject,
            details: serde_json::from_str(&entry.details).unwrap_or_default(),
        }
    }
}

/// `GET /audit`.
pub(super) fn list(call: &Call, database: &mut Database, InQuery(query): InQuery<AuditQuery>) -> Result<Found<AuditList>, Problem> {
    let limit = query.limit.unwrap_or(PAGE);
    if limit == 0 || limit > MOST {
        return Err(Problem::unacceptable("limit", format!("每页1至{MOST}条"), format!("a page has 1 to {MOST} rows")));
    }
    let filter = AuditFilter { before: place_in_list("before", query.before)?, ..AuditFilter::default() };
    let rows = service::audit_list(database, call.access()?, &filter, limit)?;
    let next = rows.last().map(|row| row.id).filter(|_| rows.len() == limit as usize);
    Ok(Found(AuditList { items: rows.into_iter().map(AuditBody::from).collect(), next }))
}

/// `POST /audit/exports`.
pub(super) fn export(call: &Call, (): ()) -> Result<Download, Problem> {
    Ok(Download(trail::export(call)?))
}

/// `GET /audit/verification`.
pub(super) fn verify(call: &Call, database: &mut Database, (): ()) -> Result<Found<VerificationBody>, Problem> {
    let check = service::audit_verify(database, call.access()?, None)?;
    Ok(Found(VerificationBody {
        sound: check.fault_count == 0,
        rows: check.rows,
        seals: check.seals,
        unsealed: check.unsealed,
        head: check.head,
        faults: check.faults.into_iter().map(|fault| fault.sentence().in_lang(call.lang).to_owned()).collect(),
    }))
}
