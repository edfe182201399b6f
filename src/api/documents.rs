//! Documents of a case: files by content, never shown by a browser, always saved.

use std::io::ErrorKind;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cases::{CasePath, view};
use super::reply::{Download, Found, Made};
use super::take::{InDocument, InPath};
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, code};
use crate::service::{Database, Document, NewDocument};

/// Documents of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentList {
    /// Oldest first.
    items: Vec<DocumentBody>,
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
    name: Option<String>,
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

/// Longest name, in characters.
const NAME: usize = 200;

/// `GET /cases/{case}/documents`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Found<DocumentList>, Problem> {
    view(call, database, Action::DocumentRead, path.case)?;
    let documents = database.documents_list(CaseId(path.case))?;
    Ok(Found(DocumentList { items: documents.into_iter().map(DocumentBody::from).collect() }))
}

/// `POST /cases/{case}/documents`. The content is on the disk before the entry is: an entry without its content never is.
pub(super) fn upload(
    call: &Call,
    database: &mut Database,
    (InPath(path), InDocument(upload, form)): (InPath<CasePath>, InDocument<NewDocumentForm>),
) -> Result<Made<DocumentBody>, Problem> {
    view(call, database, Action::DocumentWrite, path.case)?;
    let kind = upload.file.kind.ok_or_else(|| {
        let words = Sentence::new(
            "只接受 PDF、OFD、Word、Excel、PNG、JPEG、TIFF 文件（按内容识别）",
            "documents are PDF, OFD, Word, Excel, PNG, JPEG or TIFF, told by their content",
        );
        Problem::new(code::MEDIA_TYPE, words).at("file")
    })?;
    let name = form.name.unwrap_or_else(|| upload.name.clone());
    if name.trim().is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(Problem::unacceptable("name", format!("名称应为1至{NAME}个字符"), format!("a name has 1 to {NAME} characters")));
    }
    call.state.files.keep(&upload.file).map_err(|error| {
        tracing::error!(%error, "a document cannot be kept");
        Problem::of(code::UNAVAILABLE)
    })?;
    let file = &upload.file;
    let case = CaseId(path.case);
    let new = NewDocument { case, name: name.trim(), media_type: kind.media_type(), sha256: &file.sha256, size: file.size };
    let document = database.document_add(&new, &call.act()?)?;
    let location = format!("{}/cases/{case}/documents/{}", super::BASE, document.id);
    Ok(Made { location, version: 1, body: document.into() })
}

/// `GET /cases/{case}/documents/{document}`.
pub(super) fn download(call: &Call, database: &mut Database, InPath(path): InPath<DocumentPath>) -> Result<Download, Problem> {
    view(call, database, Action::DocumentRead, path.case)?;
    let document = database.document_find(CaseId(path.case), path.document)?.ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let file = call.state.files.read(&document.sha256).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Problem::internal(&format!("the content {} is not in the folder of files", document.sha256)),
        _ => Problem::internal(&error),
    })?;
    Ok(Download { name: document.name, media_type: document.media_type, file })
}
