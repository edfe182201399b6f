//! Who may look after which import: it is whose it was to take in, and theirs whose rights reach the whole deployment.

use super::access::Access;
use super::books::Books;
use super::error::ServiceError;
use super::{import, units};
use crate::domain::access::{Action, Object};
use crate::domain::ledger::Mapping;
use crate::store::{Act, Batch, BatchId, Database, StoreError};

/// Imports the principal may look after, newest first.
///
/// # Errors
/// What the engine reports.
pub fn batches(database: &mut Database, access: &Access) -> Result<Vec<Batch>, ServiceError> {
    let theirs = |batch: &Batch| may(access, Action::ImportRun, batch).is_ok();
    Ok(database.batches_list()?.into_iter().filter(theirs).collect())
}

/// The columns an import was read with, to read another ledger alike.
///
/// # Errors
/// [`StoreError::UnknownBatch`] where there is none the principal may look after; one that was no ledger.
pub fn batch_mapping(database: &mut Database, access: &Access, id: BatchId) -> Result<Mapping, ServiceError> {
    let batch = batches(database, access)?.into_iter().find(|batch| batch.id == id).ok_or(StoreError::UnknownBatch { batch: id })?;
    Mapping::from_toml(&batch.mapping).map_err(ServiceError::Said)
}

/// Whether the principal may take a ledger in for a unit that runs its files, or for none.
///
/// # Errors
/// [`ServiceError::Denied`]; a unit nobody knows.
pub fn may_import(database: &mut Database, access: &Access, handler: Option<&str>) -> Result<(), ServiceError> {
    let handler = handler.map(|name| units::unit_named(database, name)).transpose()?;
    access.may(Action::ImportRun, &handler.map_or(Object::Deployment, |(id, _)| Object::Unit(id)))
}

/// Takes an import back; how many cases left the lists and figures.
///
/// # Errors
/// [`ServiceError::Denied`], no such import, or one that cannot be undone.
pub fn batch_undo(database: &mut Database, access: &Access, books: &Books, id: BatchId, act: &Act<'_>) -> Result<u64, ServiceError> {
    let batch = database.batches_list()?.into_iter().find(|batch| batch.id == id);
    may(access, Action::ImportUndo, &batch.ok_or(StoreError::UnknownBatch { batch: id })?)?;
    import::undo(database, books, id, act)
}

fn may(access: &Access, action: Action, batch: &Batch) -> Result<(), ServiceError> {
    if batch.actor == access.principal.name {
        return Ok(());
    }
    access.may(action, &Object::Deployment)
}
