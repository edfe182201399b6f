//! The audit trail as a chain: sealed piece by piece, so that writers never wait for one another, and checked row by row.
//!
//! A seal lists the SHA-256 of every row of its piece and is itself digested together with the seal before it. Who changes,
//! removes or puts in a row contradicts a seal; who changes a seal contradicts the next. Rows since the last seal are the tail:
//! it is short (see [`Writer`](super::Writer)) and [`AuditCheck::unsealed`] says how long. The digest of the last seal, kept outside the
//! database, proves later that nothing before it was rewritten.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::audit::AuditEntry;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{audit, audit_seals};
use super::types::stored;
use crate::domain::words::Sentence;

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

/// What is wrong with a trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum AuditFault {
    /// The row is not as it was sealed.
    Changed {
        /// Its id.
        row: i64,
    },
    /// The row was sealed and is gone.
    Removed {
        /// Its id.
        row: i64,
    },
    /// The row stands in a sealed piece and was not there when it was sealed.
    Inserted {
        /// Its id.
        row: i64,
    },
    /// The seal is not as it was set.
    SealChanged {
        /// Its position.
        seal: i64,
    },
    /// The seal does not continue the one before it: one is missing, or was rewritten.
    ChainBroken {
        /// Its position.
        seal: i64,
    },
    /// The file ends before the trail does.
    Truncated,
    /// The chain does not contain the seal that was named.
    HeadMissing,
}

/// The outcome of checking a trail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AuditCheck {
    /// Rows read.
    pub rows: u64,
    /// Seals read.
    pub seals: u64,
    /// Rows that no seal covers yet.
    pub unsealed: u64,
    /// Digest of the last seal; empty when there is none. Keep it elsewhere.
    pub head: String,
    /// What is wrong, in order.
    pub faults: Vec<AuditFault>,
}

impl AuditFault {
    /// In words.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::Changed { row } => Sentence::new(format!("第 {row} 行被改动"), format!("row {row} was changed")),
            Self::Removed { row } => Sentence::new(format!("第 {row} 行被删除"), format!("row {row} was removed")),
            Self::Inserted { row } => Sentence::new(format!("第 {row} 行为事后插入"), format!("row {row} was put in later")),
            Self::SealChanged { seal } => Sentence::new(format!("第 {seal} 号封存记录被改动"), format!("seal {seal} was changed")),
            Self::ChainBroken { seal } => Sentence::new(
                format!("第 {seal} 号封存记录与前一号不衔接（有封存记录缺失或被重写）"),
                format!("seal {seal} does not continue the one before it (one is missing or was rewritten)"),
            ),
            Self::Truncated => Sentence::new("文件不完整", "the file is not whole"),
            Self::HeadMissing => Sentence::new("链中没有所指明的封存摘要", "the chain does not contain the digest that was named"),
        }
    }
}

/// SHA-256 of a row, of its fields as one JSON list.
fn digest_of(row: &AuditEntry) -> String {
    let AuditEntry { id, at, actor, action, subject, details, origin } = row;
    hex(serde_json::json!([id, at, actor, action, subject, details, origin]).to_string().as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // writing into a String cannot fail
        let _ = write!(text, "{byte:02x}");
        text
    })
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

    fn computed(&self) -> String {
        let Self { id, first_row, last_row, digests, previous, digest: _, sealed_at } = self;
        hex(serde_json::json!([id, first_row, last_row, digests, previous, sealed_at]).to_string().as_bytes())
    }
}

/// Checks a trail given in order: each seal with its rows, then the tail.
#[derive(Debug, Default)]
pub struct AuditChecker {
    check: AuditCheck,
    last: Option<(i64, i64)>,
    wanted: Option<String>,
    met: bool,
}

impl AuditChecker {
    /// Checks that the chain contains the seal with this digest, where one is named: the head of an earlier check.
    pub fn new(head: Option<&str>) -> Self {
        Self { wanted: head.map(str::to_lowercase), ..Self::default() }
    }

    /// Takes the next seal, and every row that stands between it and the one before.
    pub fn seal(&mut self, seal: &AuditSeal, rows: &[AuditEntry]) {
        let (position, after) = self.last.unwrap_or((0, 0));
        let faults = &mut self.check.faults;
        if seal.previous != self.check.head || seal.id != position + 1 {
            faults.push(AuditFault::ChainBroken { seal: seal.id });
        }
        if seal.computed() != seal.digest {
            faults.push(AuditFault::SealChanged { seal: seal.id });
        }
        let mut sealed: BTreeMap<i64, &str> = seal
            .digests
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(id, digest)| Some((id.parse().ok()?, digest)))
            .collect();
        for row in rows {
            match sealed.remove(&row.id) {
                Some(digest) if digest == digest_of(row) => {}
                Some(_) => faults.push(AuditFault::Changed { row: row.id }),
                None => faults.push(AuditFault::Inserted { row: row.id }),
            }
        }
        faults.extend(sealed.keys().filter(|row| **row > after).map(|&row| AuditFault::Removed { row }));
        self.met |= self.wanted.as_ref() == Some(&seal.digest);
        self.check.rows += rows.len() as u64;
        self.check.seals += 1;
        self.check.head.clone_from(&seal.digest);
        self.last = Some((seal.id, seal.last_row));
    }

    /// Takes rows that no seal covers yet.
    pub fn tail(&mut self, rows: u64) {
        self.check.rows += rows;
        self.check.unsealed += rows;
    }

    /// A fault of the file the trail comes from.
    pub fn fault(&mut self, fault: AuditFault) {
        self.check.faults.push(fault);
    }

    /// The outcome.
    pub fn finish(mut self) -> AuditCheck {
        if self.wanted.is_some() && !self.met {
            self.check.faults.push(AuditFault::HeadMissing);
        }
        self.check
    }
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

    /// Walks the trail in order: each seal with its rows, then the tail in pieces without one.
    ///
    /// # Errors
    /// Those of `take`, and what the engine reports.
    pub fn audit_walk<E: From<StoreError>>(
        &mut self,
        mut take: impl FnMut(Option<&AuditSeal>, &[AuditEntry]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.read(|connection| {
            let mut after = 0;
            let mut position = 0;
            while let Some(seal) = next_seal(connection, position)? {
                let rows = audit::table.filter(audit::id.gt(after).and(audit::id.le(seal.last_row))).order(audit::id);
                take(Some(&seal), &rows.load(connection).map_err(StoreError::from)?)?;
                (position, after) = (seal.id, seal.last_row);
            }
            loop {
                let rows: Vec<AuditEntry> =
                    audit::table.filter(audit::id.gt(after)).order(audit::id).limit(PIECE).load(connection).map_err(StoreError::from)?;
                let Some(last) = rows.last() else { return Ok(()) };
                take(None, &rows)?;
                after = last.id;
            }
        })
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
