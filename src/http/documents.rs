//! Documents of a case, and attachments of a record of supervision, over HTTP: taken in by content, handed out to be saved. Both faces go
//! this way.

use std::io::ErrorKind;

use super::call::Call;
use super::code;
use super::headers;
use super::problem::Problem;
use super::rendered::{Content, Rendered};
use super::upload::Upload;
use crate::domain::access::Action;
use crate::domain::id::{CaseId, RecordId};
use crate::files::FileKind;
use crate::service::papers::{self, Unfit};
use crate::service::{DOCX, Database, Document, NewDocument, supervision};

/// Adds an uploaded file to a case under a name, or under its own.
///
/// # Errors
/// The caller may not; a kind of file that is not kept; a name that is none; a disk that keeps nothing.
pub fn add(call: &Call, database: &mut Database, case: CaseId, upload: &Upload, name: Option<&str>) -> Result<Document, Problem> {
    call.access()?.may_case(database, Action::DocumentWrite, case)?;
    Ok(database.document_add(case, &kept(call, upload, name)?, &call.act()?)?)
}

/// The same, for a record of supervision.
///
/// # Errors
/// As [`add`]; no such record.
pub fn add_to_record(
    call: &Call,
    database: &mut Database,
    record: RecordId,
    upload: &Upload,
    name: Option<&str>,
) -> Result<Document, Problem> {
    let access = call.access()?;
    supervision::may_attach(access, supervision::record(database, access, record)?.unit)?;
    Ok(supervision::paper_attach(database, access, record, &kept(call, upload, name)?, &call.act()?)?)
}

/// Keeps the content of an upload. It is on the disk before its entry is: an entry without its content never is.
fn kept<'a>(call: &Call, upload: &'a Upload, name: Option<&'a str>) -> Result<NewDocument<'a>, Problem> {
    let (file, name) = (&upload.file, name.unwrap_or(&upload.name));
    let fit = papers::fit(name, file.kind.map(FileKind::media_type), &file.sha256, file.size);
    let document = fit.map_err(|unfit| match unfit {
        Unfit::Kind => Problem::new(code::MEDIA_TYPE, unfit.sentence()).at("file"),
        Unfit::Name => Problem::new(code::UNACCEPTABLE, unfit.sentence()).at("name"),
    })?;
    call.state.files.keep(&upload.file).map_err(|error| {
        tracing::error!(%error, "a document cannot be kept");
        Problem::of(code::UNAVAILABLE)
    })?;
    Ok(document)
}

/// A document of a case, to be saved by whoever reads it.
///
/// # Errors
/// The caller may not; no such document; its content cannot be read.
pub fn download(call: &Call, database: &mut Database, case: CaseId, document: i64) -> Result<Rendered, Problem> {
    call.access()?.may_case(database, Action::DocumentRead, case)?;
    handed_out(call, &database.document_find(case, document)?.ok_or_else(|| Problem::of(code::NOT_FOUND))?)
}

/// An attachment of a record of supervision, to be saved by whoever reads the record.
///
/// # Errors
/// As [`download`].
pub fn download_of_record(call: &Call, database: &mut Database, record: RecordId, document: i64) -> Result<Rendered, Problem> {
    let paper = supervision::paper(database, call.access()?, record, document)?;
    handed_out(call, &paper.ok_or_else(|| Problem::of(code::NOT_FOUND))?)
}

fn handed_out(call: &Call, document: &Document) -> Result<Rendered, Problem> {
    let file = call.state.files.read(&document.sha256).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Problem::internal(&format!("the content {} is not in the folder of files", document.sha256)),
        _ => Problem::internal(&error),
    })?;
    Ok(Rendered::file(&document.name, document.media_type.clone(), file))
}

/// The letter of a record of supervision as a document for Word; the trail knows of it before anybody has it.
///
/// # Errors
/// No such record within reach; what the template gets wrong with it.
pub fn letter(call: &Call, database: &mut Database, record: RecordId) -> Result<Rendered, Problem> {
    let letter = supervision::letter(database, call.access()?, &call.books, record, call.lang)?;
    let asker = call.clone();
    call.state.writer.run(move |database| Ok::<_, Problem>(supervision::letter_noted(database, record, asker.lang, &asker.act()?)?))?;
    let rendered = Rendered { status: 200, headers: Vec::new(), body: Content::Bytes(DOCX, letter.bytes) };
    Ok(rendered.with("content-disposition", headers::attachment(&format!("{}.docx", letter.title))))
}
