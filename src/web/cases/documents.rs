//! Documents of a case: taken in by their content, handed out to be saved and never shown.

use super::file::{Typed, again, case_of};
use crate::http::{Call, Problem, Rendered, code, documents};
use crate::i18n::pages::file as said;
use crate::service::{Database, Document};
use crate::web::cases::timeline::moment;
use crate::web::shell::{Shell, go_to, part, told_at_the_form};

/// A document of the file.
pub struct Paper {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What its content says it is.
    pub kind: &'static str,
    /// Its size.
    pub size: String,
    /// When it came, and who brought it.
    pub brought: String,
}

impl Paper {
    /// A document as the page shows it.
    pub fn new(shell: &Shell, document: &Document) -> Self {
        let kind = match document.media_type.as_str() {
            "application/pdf" => "PDF",
            "application/ofd" => "OFD",
            "image/png" => "PNG",
            "image/jpeg" => "JPEG",
            "image/tiff" => "TIFF",
            office if office.contains("word") => "Word",
            office if office.contains("sheet") => "Excel",
            _ => "Office",
        };
        let at = moment(document.uploaded_at.naive_utc());
        Self {
            id: document.id,
            name: document.name.clone(),
            kind,
            size: said::bytes(document.size),
            brought: said::by_at(&document.actor, &at).in_lang(shell.lang).to_owned(),
        }
    }
}

/// `POST /cases/{case}/documents`.
pub fn upload(call: &Call) -> Result<Rendered, Problem> {
    let case = case_of(call)?;
    let upload = call.raw.upload.clone().ok_or_else(|| Problem::of(code::MALFORMED))?;
    let name = call.form()?.get("name").to_owned();
    let typed = || Typed { name: name.clone(), form: "document", ..Typed::default() };
    if upload.file.size == 0 {
        return again(call, &said::NO_FILE.into(), typed());
    }
    let (asker, given) = (call.clone(), Some(name.clone()).filter(|name| !name.is_empty()));
    let added = call.state.writer.run(move |database| documents::add(&asker, database, case, &upload, given.as_deref()));
    match added {
        Ok(_) => Ok(go_to(&format!("/cases/{case}?done=uploaded#documents"))),
        Err(problem) => again(call, &told_at_the_form(problem, call.lang)?, typed()),
    }
}

/// `GET /cases/{case}/documents/{document}`.
pub fn download(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let document = part(call, "document").parse().map_err(|_| Problem::of(code::NOT_FOUND))?;
    documents::download(call, database, case_of(call)?, document)
}
