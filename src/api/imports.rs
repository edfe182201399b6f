//! Ledgers taken in, and taken back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::{Found, Made};
use super::take::{InLedger, InPath};
use crate::domain::id::BatchId;
use crate::domain::ledger::Mapping;
use crate::http::{Call, Problem, code};
use crate::service::{self, Batch, BatchState, Database, ImportOptions, ImportReport};

/// Imports so far.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchList {
    /// Newest first.
    items: Vec<BatchBody>,
}

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchBody {
    id: i64,
    /// Name of the file.
    file: String,
    /// SHA-256 of its bytes.
    sha256: String,
    /// When it was taken in.
    taken_at: DateTime<Utc>,
    /// By whom.
    taken_by: String,
    /// Cases it brought.
    cases: u64,
    /// It was undone.
    undone: bool,
}

/// How a ledger is to be taken in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportForm {
    /// Look, write nothing.
    dry_run: Option<bool>,
    /// Refuse the whole file when one row is refused.
    strict: Option<bool>,
    /// Unit that runs the files, by full or short name.
    handler: Option<String>,
    /// Columns as saved earlier (TOML), over the guess.
    mapping: Option<String>,
}

/// What an import did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportBody {
    /// Name of the file.
    file: String,
    /// SHA-256 of its bytes.
    sha256: String,
    /// Nothing was written.
    dry_run: bool,
    /// The same file was taken before.
    taken_before: bool,
    /// The batch, when one was written.
    batch: Option<i64>,
    /// Rows read as cases.
    rows: u64,
    /// Cases taken.
    taken: u64,
    /// Rows taken by an earlier import.
    known: u64,
    /// Rows refused.
    refused: u64,
    /// Units listed in the workbook.
    units: usize,
    /// Facts the law asks for and the ledger does not carry, over all cases.
    not_recorded: u64,
    /// What is wrong, by cell: the first thousand.
    faults: Vec<Finding>,
    /// How many faults there are.
    fault_count: u64,
    /// What is worth knowing: the first thousand.
    notices: Vec<Finding>,
    /// How many notices there are.
    notice_count: u64,
    /// Sheets and columns as read (TOML), to be sent as `mapping` another time.
    mapping: String,
}

/// Something found in a ledger.
#[derive(Debug, Serialize, ToSchema)]
pub struct Finding {
    /// Name of the sheet.
    sheet: String,
    /// Row, from 1; null when it is about the sheet.
    row: Option<u32>,
    /// The cell; null when it is about the row.
    cell: Option<String>,
    /// What stands there, shortened.
    value: String,
    /// What was expected, or what to know.
    words: String,
}

/// The import an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct BatchPath {
    /// Id of the import.
    #[param(minimum = 1)]
    batch: i64,
}

/// What undoing an import did.
#[derive(Debug, Serialize, ToSchema)]
pub struct UndoneBody {
    /// Cases that left the lists and figures.
    cases: u64,
}

/// `GET /imports`.
pub(super) fn list(call: &Call, database: &mut Database, (): ()) -> Result<Found<BatchList>, Problem> {
    let items = service::batches(database, call.access()?)?.into_iter().map(|batch: Batch| BatchBody {
        id: batch.id.0,
        file: batch.file_name,
        sha256: batch.file_sha256,
        taken_at: batch.taken_at.and_utc(),
        taken_by: batch.actor,
        cases: batch.cases,
        undone: batch.state == BatchState::Undone,
    });
    Ok(Found(BatchList { items: items.collect() }))
}

/// Seconds after which an import may be tried again while another runs.
const LATER: u32 = 30;

/// `POST /imports`. A ledger has a transaction of its own; few may run at once.
pub(super) fn take_in(call: &Call, InLedger(upload, form): InLedger<ImportForm>) -> Result<Found<ImportBody>, Problem> {
    let Ok(_turn) = call.state.imports.try_acquire() else { return Err(Problem::later(code::TOO_MANY, LATER)) };
    let allowed =
        call.state.pool.read(|database| Ok::<_, Problem>(service::may_import(database, call.access()?, form.handler.as_deref())?));
    allowed.map_err(|problem| if problem.denied.is_some() { problem } else { problem.at("handler") })?;
    let mapping = form.mapping.as_deref().map(Mapping::from_toml).transpose();
    let mapping = mapping.map_err(|fault| Problem::new(code::UNACCEPTABLE, fault).at("mapping"))?;
    let settings = &call.state.settings;
    let options = ImportOptions {
        file: upload.file.path(),
        name: Some(&upload.name),
        dry_run: form.dry_run.unwrap_or_default(),
        strict: form.strict.unwrap_or_default(),
        handler: form.handler,
        mapping,
        limits: service::import_limits(&settings.import),
    };
    let report = service::import(&settings.database.url, &call.books, &options, &call.act()?, &mut |_| {})?;
    Ok(Found(ImportBody::new(call, report)))
}

/// `POST /imports/{batch}/undo`.
pub(super) fn undo(call: &Call, database: &mut Database, InPath(path): InPath<BatchPath>) -> Result<Made<UndoneBody>, Problem> {
    let cases = service::batch_undo(database, call.access()?, &call.books, BatchId(path.batch), &call.act()?)?;
    Ok(Made { location: format!("{}/imports", super::BASE), version: 2, body: UndoneBody { cases } })
}

impl ImportBody {
    fn new(call: &Call, report: ImportReport) -> Self {
        let words = |sentence: &crate::domain::words::Sentence| sentence.in_lang(call.lang).to_owned();
        let fault = |fault: &crate::domain::ledger::Fault| Finding {
            sheet: fault.sheet.clone(),
            row: fault.row,
            cell: fault.cell.map(|cell| cell.to_string()),
            value: fault.value.clone(),
            words: words(&fault.expected),
        };
        let notice = |notice: &crate::domain::ledger::Notice| Finding {
            sheet: notice.sheet.clone(),
            row: None,
            cell: notice.cell.map(|cell| cell.to_string()),
            value: notice.value.clone(),
            words: words(&notice.remark),
        };
        Self {
            dry_run: report.dry_run,
            taken_before: report.taken_before,
            batch: report.batch.map(|batch| batch.0),
            rows: report.rows,
            taken: report.taken,
            known: report.known,
            refused: report.refused,
            units: report.units,
            not_recorded: report.not_recorded,
            faults: report.faults.kept.iter().map(fault).collect(),
            fault_count: report.faults.count,
            notices: report.notices.kept.iter().map(notice).collect(),
            notice_count: report.notices.count,
            mapping: report.mapping.to_toml(),
            file: report.file,
            sha256: report.sha256,
        }
    }
}
