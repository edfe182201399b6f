//! Import batches: what each file brought, whether it was taken before, and how a batch is undone.
//!
//! Undoing deletes nothing: events and audit only grow. The cases of the batch are withdrawn: they leave the lists, the
//! totals and the uniqueness of numbers, their files can still be read, and a new import makes new cases.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::cases::CaseRow;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::events;
use super::postings;
use super::schema::{cases, deadlines, facts, import_batches, import_rows};
use super::totals::Totals;
use super::types::{Projector, stored};
use super::units::UnitBook;
use crate::domain::audit::AuditAction;
use crate::domain::id::BatchId;

/// A file about to be taken in.
#[derive(Debug, Clone, Copy)]
pub struct NewBatch<'a> {
    /// Name of the file, or what else made the cases.
    pub file_name: &'a str,
    /// SHA-256 of its bytes, hexadecimal.
    pub file_sha256: &'a str,
    /// The column mapping used, as text.
    pub mapping: &'a str,
    /// Units the file lists: full name and short names.
    pub units: &'a [(String, Vec<String>)],
}

/// Whether a batch counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchState {
    /// 已导入.
    Taken,
    /// 已撤销.
    Undone,
}

/// A batch as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of its bytes.
    pub file_sha256: String,
    /// The column mapping it was read with, as text.
    pub mapping: String,
    /// When it was taken in, UTC.
    pub taken_at: NaiveDateTime,
    /// By whom.
    pub actor: String,
    /// Number of cases it brought.
    pub cases: u64,
    /// Whether it counts.
    pub state: BatchState,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = import_batches, treat_none_as_default_value = false)]
pub(super) struct BatchRow {
    id: i64,
    file_name: String,
    file_sha256: String,
    mapping: String,
    taken_at: NaiveDateTime,
    actor: String,
    row_count: i64,
    state: String,
}

const TAKEN: &str = "taken";
const UNDONE: &str = "undone";
/// Names one query asks for at once.
const ASK: usize = 1000;
/// Cases recomputed at a time.
const CASES: usize = 500;

/// Opens a batch within the transaction that fills it.
pub(super) fn insert(connection: &mut AnyConnection, batch: &NewBatch<'_>, act: &Act<'_>) -> Result<i64, StoreError> {
    Ok(diesel::insert_into(import_batches::table)
        .values((
            import_batches::file_name.eq(batch.file_name),
            import_batches::file_sha256.eq(batch.file_sha256),
            import_batches::mapping.eq(batch.mapping),
            import_batches::taken_at.eq(stored(act.at)),
            import_batches::actor.eq(act.actor),
            import_batches::row_count.eq(0_i64),
            import_batches::state.eq(TAKEN),
        ))
        .returning(import_batches::id)
        .get_result(connection)?)
}

/// Notes how many cases the batch brought.
pub(super) fn set_rows(connection: &mut AnyConnection, batch: i64, count: u64) -> Result<(), StoreError> {
    diesel::update(import_batches::table.find(batch)).set(import_batches::row_count.eq(count as i64)).execute(connection)?;
    Ok(())
}

impl Database {
    /// Every batch, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn batches_list(&mut self) -> Result<Vec<Batch>, StoreError> {
        let rows: Vec<BatchRow> = import_batches::table.order(import_batches::id.desc()).load(self.connection())?;
        Ok(rows.into_iter().map(Batch::from).collect())
    }

    /// The batch that took in a file with these bytes and still counts.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn batch_of_file(&mut self, sha256: &str) -> Result<Option<Batch>, StoreError> {
        let row: Option<BatchRow> = import_batches::table
            .filter(import_batches::file_sha256.eq(sha256).and(import_batches::state.eq(TAKEN)))
            .order(import_batches::id.desc())
            .first(self.connection())
            .optional()?;
        Ok(row.map(Batch::from))
    }

    /// Which of these row fingerprints were taken in before, by batches that still count.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn fingerprints_known(&mut self, fingerprints: &[&str]) -> Result<HashSet<String>, StoreError> {
        self.read(|connection| {
            let mut known = HashSet::new();
            for some in fingerprints.chunks(ASK) {
                let taken = import_batches::table.filter(import_batches::state.eq(TAKEN)).select(import_batches::id);
                let found: Vec<String> = import_rows::table
                    .filter(import_rows::fingerprint.eq_any(some).and(import_rows::batch_id.eq_any(taken)))
                    .select(import_rows::fingerprint)
                    .load(connection)?;
                known.extend(found);
            }
            Ok(known)
        })
    }

    /// Which of these normalised case numbers are in use.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn numbers_known(&mut self, numbers: &[&str]) -> Result<HashSet<String>, StoreError> {
        self.read(|connection| {
            let mut known = HashSet::new();
            for some in numbers.chunks(ASK) {
                let found: Vec<Option<String>> = cases::table
                    .filter(cases::number.eq_any(some).and(cases::withdrawn_at.is_null()))
                    .select(cases::number)
                    .load(connection)?;
                known.extend(found.into_iter().flatten());
            }
            Ok(known)
        })
    }

    /// Takes a batch back: its cases are withdrawn, and what they added is taken out of the totals. The number of cases.
    ///
    /// # Errors
    /// [`StoreError::BatchTouched`] when a case of the batch got entries after the import, [`StoreError::UnknownBatch`],
    /// [`StoreError::BatchUndone`].
    pub fn batch_undo(&mut self, batch: BatchId, projector: &impl Projector, act: &Act<'_>) -> Result<u64, StoreError> {
        self.write(|connection| {
            let row: Option<BatchRow> = import_batches::table.find(batch.0).first(connection).optional()?;
            if row.ok_or(StoreError::UnknownBatch { batch })?.state == UNDONE {
                return Err(StoreError::BatchUndone { batch });
            }
            let of_batch = cases::batch_id.eq(batch.0);
            let untouched = cases::batch_entries.eq(cases::version.nullable());
            // marks first: on PostgreSQL no one can add entries to these cases while the rest is checked
            let withdrawn = diesel::update(cases::table.filter(of_batch.and(untouched)))
                .set(cases::withdrawn_at.eq(stored(act.at)))
                .execute(connection)?;
            let touched: Vec<CaseRow> =
                cases::table.filter(of_batch.and(cases::withdrawn_at.is_null())).order(cases::id).load(connection)?;
            if !touched.is_empty() {
                return Err(StoreError::BatchTouched { batch, cases: touched.iter().map(CaseRow::name).collect() });
            }
            diesel::delete(deadlines::table.filter(deadlines::case_id.eq_any(cases::table.filter(of_batch).select(cases::id))))
                .execute(connection)?;
            diesel::delete(facts::table.filter(facts::case_id.eq_any(cases::table.filter(of_batch).select(cases::id))))
                .execute(connection)?;
            take_out(connection, batch.0, projector)?;
            let undone = diesel::update(import_batches::table.find(batch.0).filter(import_batches::state.eq(TAKEN)))
                .set(import_batches::state.eq(UNDONE))
                .execute(connection)?;
            if undone == 0 {
                return Err(StoreError::BatchUndone { batch });
            }
            audit::write(connection, act, AuditAction::BatchUndone, &format!("batch {batch}"), &json!({"cases": withdrawn}))?;
            Ok(withdrawn as u64)
        })
    }
}

/// Takes what the cases of a batch added out of the totals, and the cases out of what is searched.
fn take_out(connection: &mut AnyConnection, batch: i64, projector: &impl Projector) -> Result<(), StoreError> {
    let units = UnitBook::load(connection)?;
    let mut totals = Totals::default();
    let mut last = 0;
    loop {
        let rows: Vec<CaseRow> =
            cases::table.filter(cases::batch_id.eq(batch).and(cases::id.gt(last))).order(cases::id).limit(CASES as i64).load(connection)?;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let Some(&end) = ids.last() else { break };
        for (row, history) in rows.iter().zip(events::histories(connection, &ids)?) {
            totals.subtract(&projector.project(row.kind()?, &history).facts, &units)?;
        }
        postings::remove(connection, rows)?;
        last = end;
    }
    totals.write(connection)
}

impl From<BatchRow> for Batch {
    fn from(row: BatchRow) -> Self {
        Self {
            id: BatchId(row.id),
            file_name: row.file_name,
            file_sha256: row.file_sha256,
            mapping: row.mapping,
            taken_at: row.taken_at,
            actor: row.actor,
            cases: row.row_count as u64,
            state: if row.state == UNDONE { BatchState::Undone } else { BatchState::Taken },
        }
    }
}
