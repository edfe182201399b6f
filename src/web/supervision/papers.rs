//! The letter of a record of supervision, and its attachments: taken in by their content, handed out to be saved and never shown.

use super::record::{named, shown};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code, documents};
use crate::i18n::pages::{file as filed, supervision as said};
use crate::service::Database;
use crate::web::shell::{Shell, go_to, part, told_at_the_form};

/// `GET /supervision/records/{record}/letter.docx`.
pub fn letter(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    documents::letter(call, database, named(call)?)
}

/// `POST /supervision/records/{record}/documents`.
pub fn upload(call: &Call) -> Result<Rendered, Problem> {
    let record = named(call)?;
    let upload = call.raw.upload.clone().ok_or_else(|| Problem::of(code::MALFORMED))?;
    let fields = call.form()?;
    let again = |fault, fields: Fields| {
        let shell = Shell::of(call, said::RECORD).with_fault(fault);
        call.state.pool.read(|database| shown(call, database, 422, shell, fields))
    };
    if upload.file.size == 0 {
        return again(&filed::NO_FILE.into(), fields);
    }
    let (asker, name) = (call.clone(), Some(fields.get("name").to_owned()).filter(|name| !name.is_empty()));
    let added = call.state.writer.run(move |database| documents::add_to_record(&asker, database, record, &upload, name.as_deref()));
    match added {
        Ok(_) => Ok(go_to(&format!("/supervision/records/{record}?done=yes"))),
        Err(problem) => again(&told_at_the_form(problem, call.lang)?, fields),
    }
}

/// `GET /supervision/records/{record}/documents/{document}`.
pub fn download(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let document = part(call, "document").parse().map_err(|_| Problem::of(code::NOT_FOUND))?;
    documents::download_of_record(call, database, named(call)?, document)
}
