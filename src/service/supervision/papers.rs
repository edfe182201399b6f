//! Papers of a record of supervision: the reply of a unit, what proves that something was carried out.

use super::records::record;
use crate::domain::access::{Action, Object};
use crate::domain::id::{RecordId, UnitId};
use crate::service::access::Access;
use crate::service::error::ServiceError;
use crate::store::{Act, Database, Document, NewDocument};

/// Whether a document may be attached to the records of a unit: by who writes them, and by who replies for the unit.
///
/// # Errors
/// [`ServiceError::Denied`].
pub fn may_attach(access: &Access, unit: UnitId) -> Result<(), ServiceError> {
    let object = Object::Unit(unit);
    access.may(Action::SupervisionWrite, &object).or_else(|_| access.may(Action::SupervisionReply, &object))
}

/// The papers of a record, oldest first.
///
/// # Errors
/// No such record within reach; what the engine reports.
pub fn papers(database: &mut Database, access: &Access, id: RecordId) -> Result<Vec<Document>, ServiceError> {
    let kept = record(database, access, id)?;
    Ok(database.record_documents(kept.id)?)
}

/// One paper of a record; `None`: it has no such paper.
///
/// # Errors
/// No such record within reach; what the engine reports.
pub fn paper(database: &mut Database, access: &Access, id: RecordId, document: i64) -> Result<Option<Document>, ServiceError> {
    let kept = record(database, access, id)?;
    Ok(database.record_document_find(kept.id, document)?)
}

/// Attaches a paper, whose content is kept already, to a record.
///
/// # Errors
/// No such record within reach; [`ServiceError::Denied`]; what the engine reports.
pub fn paper_attach(
    database: &mut Database,
    access: &Access,
    id: RecordId,
    document: &NewDocument<'_>,
    act: &Act<'_>,
) -> Result<Document, ServiceError> {
    may_attach(access, record(database, access, id)?.unit)?;
    Ok(database.record_document_add(id, document, act)?)
}
