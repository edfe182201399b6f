//! Many cases at once: one transaction, many rows a statement, totals merged in memory and written once.

use std::mem;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::batches::{self, NewBatch};
use super::cases::{self, Besides, NewCase};
use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::import_rows;
use super::units::{self, UnitBook};
use crate::domain::audit::AuditAction;
use crate::domain::id::{BatchId, CaseId};

/// The row of a ledger a case came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Name of the sheet.
    pub sheet: String,
    /// Row as the spreadsheet counts, from 1.
    pub row: u32,
    /// Hash of the row's content: a row taken before is known by it.
    pub fingerprint: String,
}

/// A case of a batch.
#[derive(Debug, Clone)]
pub struct BulkCase {
    /// The case.
    pub case: NewCase,
    /// Where it stood in the ledger; made-up cases stood nowhere.
    pub origin: Option<Origin>,
}

/// What a batch brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// The batch.
    pub batch: BatchId,
    /// Number of cases.
    pub cases: u64,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false)]
pub(super) struct ImportRow {
    pub(super) batch_id: i64,
    sheet: String,
    row_number: i32,
    pub(super) case_id: i64,
    pub(super) fingerprint: String,
}

/// Cases held in memory before they are written.
const CASES: usize = 2_048;
/// Rows of what cases are found by that are held before they are written, 16 bytes each. They go all over their table: the more there
/// are, the more of them share a page.
const POSTINGS: usize = 1 << 20;

impl Database {
    /// Writes all cases that `feed` puts, or none: an error it answers takes back everything. Units of the batch that are new
    /// are written with it.
    ///
    /// # Errors
    /// What `feed` answers, [`StoreError::NumberTaken`], [`StoreError::UnknownUnit`], or what the engine reports.
    pub fn bulk_load<E: From<StoreError>>(
        &mut self,
        batch: &NewBatch<'_>,
        feed: impl FnOnce(&mut dyn FnMut(BulkCase) -> Result<(), StoreError>) -> Result<(), E>,
        act: &Act<'_>,
    ) -> Result<Loaded, E> {
        self.write(|connection| {
            units::write(connection, batch.units, act)?;
            let mut load = Load {
                batch: batches::insert(connection, batch, act)?,
                act,
                units: UnitBook::load(connection)?,
                besides: Besides::default(),
                waiting: Vec::with_capacity(CASES),
                origins: Vec::with_capacity(CASES),
                cases: 0,
            };
            feed(&mut |BulkCase { case, origin }| {
                load.waiting.push(case);
                load.origins.push(origin);
                if load.waiting.len() == CASES { load.flush(connection) } else { Ok(()) }
            })?;
            load.flush(connection)?;
            Ok(load.finish(connection, batch)?)
        })
    }
}

struct Load<'a> {
    batch: i64,
    act: &'a Act<'a>,
    units: UnitBook,
    besides: Besides,
    waiting: Vec<NewCase>,
    origins: Vec<Option<Origin>>,
    cases: u64,
}

impl Load<'_> {
    fn flush(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        let new: Vec<(&NewCase, Act<'_>)> = self.waiting.iter().map(|case| (case, *self.act)).collect();
        let ids = cases::insert(connection, &new, &self.units, &mut self.besides, Some(self.batch))?;
        let rows: Vec<ImportRow> = ids
            .iter()
            .zip(self.origins.drain(..))
            .filter_map(|(&CaseId(case_id), origin)| {
                let Origin { sheet, row, fingerprint } = origin?;
                Some(ImportRow { batch_id: self.batch, sheet, row_number: row as i32, case_id, fingerprint })
            })
            .collect();
        insert_all!(connection, import_rows::table, rows);
        self.cases += self.waiting.len() as u64;
        self.waiting.clear();
        if self.besides.found_by.len() >= POSTINGS {
            mem::take(&mut self.besides.found_by).write(connection)?;
        }
        Ok(())
    }

    fn finish(self, connection: &mut AnyConnection, batch: &NewBatch<'_>) -> Result<Loaded, StoreError> {
        self.besides.found_by.write(connection)?;
        self.besides.totals.write(connection)?;
        batches::set_rows(connection, self.batch, self.cases)?;
        let details = json!({"file": batch.file_name, "sha256": batch.file_sha256, "cases": self.cases});
        audit::write(connection, self.act, AuditAction::BatchTaken, &format!("batch {}", self.batch), &details)?;
        Ok(Loaded { batch: BatchId(self.batch), cases: self.cases })
    }
}
