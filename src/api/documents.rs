//! Documents of a case: files by content, never shown by a browser, always saved.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cases::{CasePath, view};
use super::reply::{Download, Found, Made};
use super::take::{InDocument, InPath};
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::http::{Call, Problem, documents};
use crate::service::{Database, Document};

/// Documents of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentList {
    /// Oldest first.
    items: Vec<DocumentBody>,
}

impl From<Vec<Document>> for DocumentList {
    fn from(documents: Vec<Document>) -> Self {
        Self { items: documents.into_iter().map(DocumentBody::from).collect() }
    }
}

/// A document.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentBody {
    id: i64,
    /// Name it is known by.
    name: String,
    /// Media type, by content.
    media_type: String,
    /// Bytes.
    size: u64,
    /// SHA-256 of the content, hexadecimal.
    sha256: String,
    /// When it came.
    uploaded_at: DateTime<Utc>,
    /// Who brought it.
    uploaded_by: String,
}

impl From<Document> for DocumentBody {
    fn from(document: Document) -> Self {
        Self {
            id: document.id,
            name: document.name,
            media_type: document.media_type,
            size: document.size,
            sha256: document.sha256,
            uploaded_at: document.uploaded_at,
            uploaded_by: document.actor,
        }
    }
}

/// A document about to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocumentForm {
    /// Name it is to be known by, at most 200 characters; the name of the file unless said.
    #[schema(max_length = 200)]
    pub(super) name: Option<String>,
}

/// A document of a case.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DocumentPath {
    /// Id of the case.
    #[param(minimum = 1)]
    case: i64,
    /// Id of the document.
    #[param(minimum = 1)]
    document: i64,
}

/// `GET /cases/{case}/documents`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Found<DocumentList>, Problem> {
    view(call, database, Action::DocumentRead, path.case)?;
    Ok(Found(database.documents_list(CaseId(path.case))?.into()))
}

/// `POST /cases/{case}/documents`.
pub(super) fn upload(
    call: &Call,
    database: &mut Database,
    (InPath(path), InDocument(upload, form)): (InPath<CasePath>, InDocument<NewDocumentForm>),
) -> Result<Made<DocumentBody>, Problem> {
    let case = CaseId(path.case);
    let document = documents::add(call, database, case, &upload, form.name.as_deref())?;
    let location = format!("{}/cases/{case}/documents/{}", super::BASE, document.id);
    Ok(Made { location, version: 1, body: document.into() })
}

/// `GET /cases/{case}/documents/{document}`.
pub(super) fn download(call: &Call, database: &mut Database, InPath(path): InPath<DocumentPath>) -> Result<Download, Problem> {
    Ok(Download(documents::download(call, database, CaseId(path.case), path.document)?))
}
