//! Looking after the database: migrate, back up, restore, verify.

use std::path::Path;

use serde_json::json;

use super::books::Books;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::settings::Settings;
use crate::store::{Act, Database, Difference, TableCount};

/// Brings the schema up to this version, and computes the figures of a database that is older than they are; the migrations applied.
///
/// # Errors
/// A database newer than the binary, or what the engine reports.
pub fn migrate(settings: &Settings, url: &str, today: Day) -> Result<Vec<String>, ServiceError> {
    let (mut database, applied) = Database::migrate(url)?;
    fill_figures(&mut database, settings, url, today)?;
    Ok(applied)
}

/// Facts and running totals of a database that has cases and no facts.
fn fill_figures(database: &mut Database, settings: &Settings, url: &str, today: Day) -> Result<(), ServiceError> {
    if database.figures_missing()? {
        let books = Books::of_database(settings, url)?;
        database.figures_fill(&books.on(today))?;
    }
    Ok(())
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

/// Reads a backup into an empty database, of either engine; figures that an older backup does not carry are computed.
///
/// # Errors
/// A file that is not whole, a database that is not empty; nothing is written then.
pub fn restore(settings: &Settings, from: &Path, url: &str, today: Day) -> Result<(), ServiceError> {
    let mut database = Database::restore(from, url)?;
    fill_figures(&mut database, settings, url, today)
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
