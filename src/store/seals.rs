//! The audit trail as a chain: sealed piece by piece, so that writers never wait for one another, and checked row by row.
//!
//! A seal lists the SHA-256 of every row of its piece and is itself digested together with the seal before it. Who changes,
//! removes or puts in a row contradicts a seal; who changes a seal contradicts the next. Rows since the last seal are the tail:
//! it is short (see [`Writer`](super::Writer)), and [`AuditCheck`](super::AuditCheck) says how long. The digest of the last seal, kept outside the
//! database, proves later that nothing before it was rewritten.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::audit::AuditEntry;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{audit, audit_seals};
use super::types::stored;
use crate::domain::hex;

/// Rows of one seal, at most.
const PIECE: i64 = 1000;

/// A sealed piece of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = audit_seals)]
pub struct AuditSeal {
    /// Position in the chain, from 1.
    pub id: i64,
    /// First row of the piece.
    pub first_row: i64,
    /// Last row of the piece.
    pub last_row: i64,
    /// The rows, a line each: id, a blank, SHA-256 of the row.
    pub digests: String,
    /// Digest of the seal before; empty for the first.
    pub previous: String,
    /// SHA-256 of everything above.
    pub digest: String,
    /// When it was set, UTC.
    pub sealed_at: NaiveDateTime,
}

/// SHA-256 of a row, of its fields as one JSON list.
pub(super) fn digest_of(row: &AuditEntry) -> String {
    let AuditEntry { id, at, actor, action, subject, details, origin } = row;
    hex(&Sha256::digest(serde_json::json!([id, at, actor, action, subject, details, origin]).to_string()))
}

impl AuditSeal {
    /// Seals `rows`, at least one and in order, after the seal `last`.
    fn new(rows: &[AuditEntry], last: Option<&Self>, at: DateTime<Utc>) -> Self {
        let digests = rows.iter().map(|row| format!("{} {}\n", row.id, digest_of(row))).collect();
        let mut seal = Self {
            id: last.map_or(1, |last| last.id + 1),
            first_row: rows[0].id,
            last_row: rows[rows.len() - 1].id,
            digests,
            previous: last.map_or_else(String::new, |last| last.digest.clone()),
            digest: String::new(),
            sealed_at: stored(at),
        };
        seal.digest = seal.computed();
        seal
    }

    /// The digest it should have.
    pub(super) fn computed(&self) -> String {
        let Self { id, first_row, last_row, digests, previous, digest: _, sealed_at } = self;
        hex(&Sha256::digest(serde_json::json!([id, first_row, last_row, digests, previous, sealed_at]).to_string()))
    }
}

/// A piece of a trail, in its order.
#[derive(Debug, Clone, Copy)]
pub enum AuditPart<'a> {
    /// A seal; its rows follow.
    Seal(&'a AuditSeal),
    /// A row: of the seal before, or of the tail where it lies beyond its last.
    Row(&'a AuditEntry),
}

impl Database {
    /// Seals what is not sealed yet; the number of rows.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when somebody else is busy with a long act: seal later. What the engine reports.
    pub fn audit_seal(&mut self, at: DateTime<Utc>) -> Result<u64, StoreError> {
        let Some(horizon) = self.horizon()? else { return Ok(0) };
        let mut count = 0;
        loop {
            let taken = self.write(|connection| seal_piece(connection, horizon, at))?;
            count += taken;
            if taken < PIECE as u64 {
                return Ok(count);
            }
        }
    }

    /// The last row below which none can appear any more. PostgreSQL hands out ids before it commits: waiting for a moment
    /// without a writer, and for no longer than that, tells.
    fn horizon(&mut self) -> Result<Option<i64>, StoreError> {
        self.write(|connection| {
            if let AnyConnection::Postgres(engine) = connection {
                diesel::connection::SimpleConnection::batch_execute(
                    engine,
                    "SET LOCAL lock_timeout = 200; LOCK TABLE audit IN SHARE MODE",
                )?;
            }
            Ok(audit::table.select(diesel::dsl::max(audit::id)).first(connection)?)
        })
    }

    /// Walks the trail in order, as it is at this moment: each seal with the rows up to its last, then the rows no seal covers.
    ///
    /// # Errors
    /// Those of `take`, and what the engine reports.
    pub fn audit_walk<E: From<StoreError>>(&mut self, take: impl FnMut(AuditPart<'_>) -> Result<(), E>) -> Result<(), E> {
        self.read(|connection| walk(connection, take))
    }
}

/// As [`Database::audit_walk`], within a transaction.
pub(super) fn walk<E: From<StoreError>>(
    connection: &mut AnyConnection,
    mut take: impl FnMut(AuditPart<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let (mut after, mut position) = (0, 0);
    while let Some(seal) = next_seal(connection, position)? {
        take(AuditPart::Seal(&seal))?;
        rows_between(connection, after, seal.last_row, &mut take)?;
        (position, after) = (seal.id, after.max(seal.last_row));
    }
    rows_between(connection, after, i64::MAX, &mut take)
}

/// Digest of the last seal; empty when there is none.
pub(super) fn head(connection: &mut AnyConnection) -> Result<String, StoreError> {
    let head = audit_seals::table.order(audit_seals::id.desc()).select(audit_seals::digest).first(connection).optional()?;
    Ok(head.unwrap_or_default())
}

/// Hands over the rows after one up to another, held in memory a piece at a time.
fn rows_between<E: From<StoreError>>(
    connection: &mut AnyConnection,
    mut after: i64,
    last: i64,
    take: &mut impl FnMut(AuditPart<'_>) -> Result<(), E>,
) -> Result<(), E> {
    loop {
        let rows = audit::table.filter(audit::id.gt(after).and(audit::id.le(last))).order(audit::id).limit(PIECE);
        let rows: Vec<AuditEntry> = rows.load(connection).map_err(StoreError::from)?;
        let Some(end) = rows.last().map(|row| row.id) else { return Ok(()) };
        rows.iter().try_for_each(|row| take(AuditPart::Row(row)))?;
        after = end;
    }
}

fn next_seal(connection: &mut AnyConnection, after: i64) -> Result<Option<AuditSeal>, StoreError> {
    Ok(audit_seals::table.filter(audit_seals::id.gt(after)).order(audit_seals::id).first(connection).optional()?)
}

/// Seals one piece up to the horizon; the number of rows.
fn seal_piece(connection: &mut AnyConnection, horizon: i64, at: DateTime<Utc>) -> Result<u64, StoreError> {
    if let AnyConnection::Postgres(engine) = connection {
        // one sealer at a time; SQLite has one writer anyway
        diesel::connection::SimpleConnection::batch_execute(engine, "LOCK TABLE audit_seals IN EXCLUSIVE MODE")?;
    }
    let last: Option<AuditSeal> = audit_seals::table.order(audit_seals::id.desc()).first(connection).optional()?;
    let after = last.as_ref().map_or(0, |last| last.last_row);
    let rows: Vec<AuditEntry> =
        audit::table.filter(audit::id.gt(after).and(audit::id.le(horizon))).order(audit::id).limit(PIECE).load(connection)?;
    if !rows.is_empty() {
        diesel::insert_into(audit_seals::table).values(AuditSeal::new(&rows, last.as_ref(), at)).execute(connection)?;
    }
    Ok(rows.len() as u64)
}
