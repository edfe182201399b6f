//! Documents of a case over HTTP: taken in by content, handed out to be saved. Both faces go this way.

use std::io::ErrorKind;

use super::call::Call;
use super::code;
use super::problem::Problem;
use super::rendered::Rendered;
use super::upload::Upload;
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::words::Sentence;
use crate::service::{Database, Document, NewDocument};

/// Longest name, in characters.
pub const NAME: usize = 200;

/// Adds an uploaded file to a case under a name, or under its own. The content is on the disk before the entry is: an entry without
/// its content never is.
///
/// # Errors
/// The caller may not; a kind of file that is not kept; a name that is none; a disk that keeps nothing.
pub fn add(call: &Call, database: &mut Database, case: CaseId, upload: &Upload, name: Option<&str>) -> Result<Document, Problem> {
    call.access()?.may_case(database, Action::DocumentWrite, case)?;
    let kind = upload.file.kind.ok_or_else(|| {
        let words = Sentence::new(
            "只接受 PDF、OFD、Word、Excel、PNG、JPEG、TIFF 文件（按内容识别）",
            "documents are PDF, OFD, Word, Excel, PNG, JPEG or TIFF, told by their content",
        );
        Problem::new(code::MEDIA_TYPE, words).at("file")
    })?;
    let name = name.unwrap_or(&upload.name).trim();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(Problem::unacceptable("name", format!("名称应为1至{NAME}个字符"), format!("a name has 1 to {NAME} characters")));
    }
    call.state.files.keep(&upload.file).map_err(|error| {
        tracing::error!(%error, "a document cannot be kept");
        Problem::of(code::UNAVAILABLE)
    })?;
    let file = &upload.file;
    let new = NewDocument { case, name, media_type: kind.media_type(), sha256: &file.sha256, size: file.size };
    Ok(database.document_add(&new, &call.act()?)?)
}

/// A document of a case, to be saved by whoever reads it.
///
/// # Errors
/// The caller may not; no such document; its content cannot be read.
pub fn download(call: &Call, database: &mut Database, case: CaseId, document: i64) -> Result<Rendered, Problem> {
    call.access()?.may_case(database, Action::DocumentRead, case)?;
    let document = database.document_find(case, document)?.ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let file = call.state.files.read(&document.sha256).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Problem::internal(&format!("the content {} is not in the folder of files", document.sha256)),
        _ => Problem::internal(&error),
    })?;
    Ok(Rendered::file(&document.name, document.media_type, file))
}
