//! Documents of a case, and attachments of a record of supervision: who brought which content under which name. The content itself lies in
//! the folder of files.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{cases, documents, supervision_documents, supervision_records};
use super::types::stored;
use crate::domain::audit::AuditAction;
use crate::domain::id::{CaseId, RecordId};

/// A document about to be added.
#[derive(Debug, Clone, Copy)]
pub struct NewDocument<'a> {
    /// Name people know it by.
    pub name: &'a str,
    /// Media type, by content.
    pub media_type: &'a str,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: &'a str,
    /// Bytes.
    pub size: u64,
}

/// A document of a case, or an attachment of a record of supervision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: i64,
    /// Name people know it by.
    pub name: String,
    /// Media type, by content.
    pub media_type: String,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// When it came, UTC.
    pub uploaded_at: DateTime<Utc>,
    /// Who brought it.
    pub actor: String,
}

/// What is read of a document, whatever it belongs to: id, name, media type, hash, bytes, when, by whom.
type Read = (i64, String, String, String, i64, NaiveDateTime, String);

impl Document {
    fn read((id, name, media_type, sha256, size, uploaded_at, actor): Read) -> Self {
        Self { id, name, media_type, sha256, size: size as u64, uploaded_at: uploaded_at.and_utc(), actor }
    }

    /// Writes down in the trail that it was added.
    fn added(&self, connection: &mut AnyConnection, act: &Act<'_>, action: AuditAction, to: &str) -> Result<(), StoreError> {
        audit::write(connection, act, action, to, &json!({"document": self.id, "sha256": self.sha256, "size": self.size}))
    }
}

/// The columns of [`Read`] of a table.
macro_rules! columns {
    ($table:ident) => {
        ($table::id, $table::name, $table::media_type, $table::sha256, $table::size, $table::uploaded_at, $table::actor)
    };
}

/// A document of a case as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = documents, treat_none_as_default_value = false)]
pub(super) struct DocumentRow {
    id: i64,
    case_id: i64,
    name: String,
    media_type: String,
    sha256: String,
    size: i64,
    uploaded_at: NaiveDateTime,
    actor: String,
}

/// An attachment of a record of supervision as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = supervision_documents, treat_none_as_default_value = false)]
pub(super) struct RecordDocumentRow {
    id: i64,
    record_id: i64,
    name: String,
    media_type: String,
    sha256: String,
    size: i64,
    uploaded_at: NaiveDateTime,
    actor: String,
}

impl Database {
    /// Attaches a document to a record of supervision.
    ///
    /// # Errors
    /// [`StoreError::UnknownRecord`], or what the engine reports.
    pub fn record_document_add(&mut self, record: RecordId, document: &NewDocument<'_>, act: &Act<'_>) -> Result<Document, StoreError> {
        self.write(|connection| {
            let known: Option<i64> =
                supervision_records::table.find(record.0).select(supervision_records::id).first(connection).optional()?;
            known.ok_or(StoreError::UnknownRecord { record: record.0 })?;
            let added = diesel::insert_into(supervision_documents::table)
                .values((
                    supervision_documents::record_id.eq(record.0),
                    supervision_documents::name.eq(document.name),
                    supervision_documents::media_type.eq(document.media_type),
                    supervision_documents::sha256.eq(document.sha256),
                    supervision_documents::size.eq(i64::try_from(document.size).unwrap_or(i64::MAX)),
                    supervision_documents::uploaded_at.eq(stored(act.at)),
                    supervision_documents::actor.eq(act.actor),
                ))
                .returning(columns!(supervision_documents))
                .get_result(connection)
                .map(Document::read)?;
            added.added(connection, act, AuditAction::SupervisionDocumentAdded, &format!("supervision {record}"))?;
            Ok(added)
        })
    }

    /// Attachments of a record of supervision, oldest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn record_documents(&mut self, record: RecordId) -> Result<Vec<Document>, StoreError> {
        let of_record = supervision_documents::table.filter(supervision_documents::record_id.eq(record.0));
        let found = of_record.order(supervision_documents::id).select(columns!(supervision_documents)).load(self.connection())?;
        Ok(found.into_iter().map(Document::read).collect())
    }

    /// Adds a document to a case.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], or what the engine reports.
    pub fn document_add(&mut self, case: CaseId, document: &NewDocument<'_>, act: &Act<'_>) -> Result<Document, StoreError> {
        self.write(|connection| {
            let known: Option<i64> = cases::table.find(case.0).select(cases::id).first(connection).optional()?;
            known.ok_or(StoreError::UnknownCase { case })?;
            let added = diesel::insert_into(documents::table)
                .values((
                    documents::case_id.eq(case.0),
                    documents::name.eq(document.name),
                    documents::media_type.eq(document.media_type),
                    documents::sha256.eq(document.sha256),
                    documents::size.eq(i64::try_from(document.size).unwrap_or(i64::MAX)),
                    documents::uploaded_at.eq(stored(act.at)),
                    documents::actor.eq(act.actor),
                ))
                .returning(columns!(documents))
                .get_result(connection)
                .map(Document::read)?;
            added.added(connection, act, AuditAction::DocumentAdded, &format!("case {case}"))?;
            Ok(added)
        })
    }

    /// Documents of a case, oldest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn documents_list(&mut self, case: CaseId) -> Result<Vec<Document>, StoreError> {
        let of_case = documents::table.filter(documents::case_id.eq(case.0));
        let found = of_case.order(documents::id).select(columns!(documents)).load(self.connection())?;
        Ok(found.into_iter().map(Document::read).collect())
    }

    /// One document of a case.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn document_find(&mut self, case: CaseId, id: i64) -> Result<Option<Document>, StoreError> {
        let this = documents::table.filter(documents::id.eq(id).and(documents::case_id.eq(case.0)));
        Ok(this.select(columns!(documents)).first(self.connection()).optional()?.map(Document::read))
    }

    /// One attachment of a record of supervision.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn record_document_find(&mut self, record: RecordId, id: i64) -> Result<Option<Document>, StoreError> {
        let this = supervision_documents::table.filter(supervision_documents::id.eq(id).and(supervision_documents::record_id.eq(record.0)));
        Ok(this.select(columns!(supervision_documents)).first(self.connection()).optional()?.map(Document::read))
    }
}
