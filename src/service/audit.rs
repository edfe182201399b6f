//! The audit trail, for whoever may look into it: listed, exported, checked.

use std::path::Path;

use super::access::Access;
use super::error::ServiceError;
use crate::domain::access::{Action, Object};
use crate::store::{Act, AuditCheck, AuditChecker, AuditCounts, AuditEntry, AuditFilter, Database, StoreError};

/// Rows of the trail, newest first.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn audit_list(database: &mut Database, access: &Access, filter: &AuditFilter<'_>, limit: u32) -> Result<Vec<AuditEntry>, ServiceError> {
    access.may(Action::AuditRead, &Object::Deployment)?;
    Ok(database.audit_list(filter, i64::from(limit))?)
}

/// Writes the trail into a file that must not exist yet; what it holds. The trail is sealed first, so that the file can be held
/// against its head, and the export itself is one of its rows from then on.
///
/// # Errors
/// [`ServiceError::Denied`]; a file that cannot be written: nothing is left of it then.
pub fn audit_export(database: &mut Database, access: &Access, to: &Path, act: &Act<'_>) -> Result<AuditCounts, ServiceError> {
    access.may(Action::AuditExport, &Object::Deployment)?;
    match database.audit_seal(act.at) {
        // somebody is busy with a long act: what is not sealed yet goes out as the tail
        Ok(_) | Err(StoreError::Locked) => Ok(database.audit_export(to, act)?),
        Err(error) => Err(error.into()),
    }
}

/// Checks the whole trail, and that its chain contains the head of an earlier check where one is given.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports; what is wrong with the trail is in the answer.
pub fn audit_verify(database: &mut Database, access: &Access, head: Option<&str>) -> Result<AuditCheck, ServiceError> {
    access.may(Action::AuditVerify, &Object::Deployment)?;
    let mut checker = AuditChecker::new(head);
    database.audit_walk(|part| {
        checker.take(part);
        Ok::<_, StoreError>(())
    })?;
    Ok(checker.finish())
}

/// As [`audit_verify`], of an exported file and without any database.
///
/// # Errors
/// The file cannot be read at all.
pub fn audit_verify_file(file: &Path, head: Option<&str>) -> Result<AuditCheck, ServiceError> {
    Ok(AuditCheck::of_file(file, head)?)
}

/// Seals what a command of the terminal wrote; a service's writer does so by itself. Where that cannot be done now the next seal
/// covers it.
pub fn seal_trail(url: &str, act: &Act<'_>) {
    let sealed = Database::open_if_any(url).and_then(|database| database.map_or(Ok(0), |mut database| database.audit_seal(act.at)));
    if let Err(error) = sealed {
        tracing::warn!(%error, "the audit trail is not sealed yet");
    }
}
