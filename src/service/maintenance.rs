//! Looking after the database: migrate, back up, restore, verify.

use std::path::Path;

use serde_json::json;

use super::books::Books;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::store::{Act, Database, Difference, TableCount};

/// Brings the schema up to this version; the migrations applied.
///
/// # Errors
/// A database newer than the binary, or what the engine reports.
pub fn migrate(url: &str) -> Result<Vec<String>, ServiceError> {
    Ok(Database::migrate(url)?.1)
}

/// Writes everything into one file; the rows written, by table. That it was made stands in the audit trail, or there is no file.
///
/// # Errors
/// A file that cannot be written, or what the engine reports; nothing is left of the file then.
pub fn backup(url: &str, to: &Path, act: &Act<'_>) -> Result<Vec<TableCount>, ServiceError> {
    let mut database = Database::open(url)?;
    let tables = database.backup(to)?;
    let (file, rows) = (to.file_name().unwrap_or_default().to_string_lossy(), tables.iter().map(|table| table.rows).sum::<u64>());
    if let Err(error) = database.audit_add(act, AuditAction::BackedUp, "database", &json!({"file": file, "rows": rows})) {
        // best effort: the error at hand says why there is no backup
        let _ = std::fs::remove_file(to);
        return Err(error.into());
    }
    Ok(tables)
}

/// Reads a backup into an empty database, of either engine.
///
/// # Errors
/// A file that is not whole, a database that is not empty; nothing is written then.
pub fn restore(from: &Path, url: &str) -> Result<(), ServiceError> {
    Database::restore(from, url)?;
    Ok(())
}

/// Compares what is cached with what the histories say; with `rebuild` writes it anew. The differences found.
///
/// # Errors
/// What the engine reports.
pub fn verify(url: &str, books: &Books, today: Day, rebuild: Option<&Act<'_>>) -> Result<Vec<Difference>, ServiceError> {
    let mut database = Database::open(url)?;
    let books = books.on(today);
    Ok(match rebuild {
        Some(act) => database.rebuild(&books, act)?,
        None => database.verify(&books)?,
    })
}
