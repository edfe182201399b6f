//! A year's calendar is taken in: a file, a preview of what it changes or every fault by its place, a confirmation, one audited act.
//! Between the steps the file travels in the form, so that nothing waits on the server.

use std::fs;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::year::{NamedRow, kind};
use crate::domain::access::{Action, Object};
use crate::domain::words::Sentence;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::calendar::{imported, unchanged};
use crate::i18n::pages::{self as words, books as said};
use crate::service::{self, CalendarChange, CalendarFile, CalendarPreview, Database, ServiceError};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "calendar/import.html", config = "src/web/askama.toml")]
struct Import {
    shell: Shell,
    year: String,
    notice: String,
    preview: Option<Preview>,
    imported: bool,
}

struct Preview {
    sentence: String,
    changes: Vec<ChangeRow>,
    name: String,
    year: i32,
    /// Version the year has now; empty where it has none.
    replaces: String,
    /// The file, in base64.
    content: String,
}

struct ChangeRow {
    row: NamedRow,
    old: &'static str,
    new: &'static str,
}

/// Longest file in bytes: several times that of any year.
const LONGEST: usize = 32 << 10;

/// `GET /calendar/import`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    page(200, &Import { shell: frame(call)?, year: String::new(), notice: String::new(), preview: None, imported: false })
}

/// `POST /calendar/import`.
pub fn preview(call: &Call) -> Result<Rendered, Problem> {
    let (shell, fields) = (frame(call)?, call.form()?);
    let upload = call.raw.upload.as_deref().ok_or_else(|| Problem::of(code::MALFORMED))?;
    if upload.file.size == 0 {
        return again(shell, &fields, &[said::NO_FILE.into()]);
    }
    if upload.file.size > LONGEST as u64 {
        return again(shell, &fields, &[said::FILE_TOO_LONG.into()]);
    }
    let year = match asked_year(&fields) {
        Ok(year) => year,
        Err(fault) => return again(shell, &fields, &[fault]),
    };
    let bytes = fs::read(upload.file.path()).map_err(|error| Problem::internal(&error))?;
    let file = CalendarFile { name: &upload.name, bytes: &bytes, year, notice: notice(&fields), replace: false };
    let found = call.state.pool.read(|database| service::calendar_preview(database, &call.books, &file));
    match found {
        Ok(CalendarPreview { draft, replaces, changes }) => {
            let preview = Preview {
                sentence: said::import_preview(draft.year, replaces.as_deref()).in_lang(call.lang).to_owned(),
                changes: changes.iter().filter_map(|change| row(change, &shell)).collect(),
                name: upload.name.clone(),
                year: draft.year,
                replaces: replaces.unwrap_or_default(),
                content: STANDARD.encode(&bytes),
            };
            let notice = fields.get("notice").to_owned();
            page(200, &Import { shell, year: String::new(), notice, preview: Some(preview), imported: false })
        }
        Err(error) => refused(shell, &fields, error),
    }
}

/// `POST /calendar/import/confirmation`.
pub fn confirm(call: &Call) -> Result<Rendered, Problem> {
    let (shell, fields) = (frame(call)?, call.form()?);
    let bytes = STANDARD.decode(fields.get("content")).map_err(|_| Problem::of(code::MALFORMED).at("content"))?;
    let year = asked_year(&fields).map_err(|_| Problem::of(code::MALFORMED).at("year"))?;
    let (asked, typed) = (call.clone(), fields.clone());
    let take_in = move |database: &mut Database| {
        let file = CalendarFile {
            name: typed.get("name"),
            bytes: &bytes,
            year,
            notice: notice(&typed),
            replace: !typed.get("replaces").is_empty(),
        };
        let seen = service::calendar_preview(database, &asked.books, &file)?;
        if seen.replaces.unwrap_or_default() != typed.get("replaces") {
            return Ok(Err(said::calendar_changed(seen.draft.year)));
        }
        let act = asked.act().map_err(Failed::Problem)?;
        let access = asked.access().map_err(Failed::Problem)?;
        Ok::<_, Failed>(Ok(service::calendar_take_in(database, access, &asked.books, &file, &act)?))
    };
    let done = match call.state.writer.run(take_in) {
        Ok(Ok(done)) => done,
        Ok(Err(changed)) => return again(shell, &fields, &[changed]),
        Err(Failed::Service(error)) => return refused(shell, &fields, error),
        Err(Failed::Problem(problem)) => return Err(problem),
    };
    // from here on every request reads the new calendar
    call.state.pool.read(|database| call.state.shelf.refresh(database))?;
    let told = match done.unchanged {
        true => unchanged(done.year, &done.version),
        false => imported(done.year, &done.version, done.replaces.as_deref(), done.days_off, done.make_up_days),
    };
    page(200, &Import { shell: shell.with_said(told), year: String::new(), notice: String::new(), preview: None, imported: true })
}

/// Why nothing was taken in.
enum Failed {
    Service(ServiceError),
    Problem(Problem),
}

impl From<ServiceError> for Failed {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<service::StoreError> for Failed {
    fn from(error: service::StoreError) -> Self {
        Self::Service(error.into())
    }
}

fn frame(call: &Call) -> Result<Shell, Problem> {
    call.access()?.may(Action::CalendarWrite, &Object::Deployment)?;
    Ok(Shell::of(call, words::CALENDAR_IMPORT).below("/calendar", words::CALENDAR))
}

fn asked_year(fields: &Fields) -> Result<Option<i32>, Sentence> {
    match fields.get("year") {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| said::not_a_number(said::YEAR, text)),
    }
}

fn notice(fields: &Fields) -> Option<&str> {
    Some(fields.get("notice")).filter(|notice| !notice.is_empty())
}

fn row(change: &CalendarChange, shell: &Shell) -> Option<ChangeRow> {
    let named = change.new.as_ref().or(change.old.as_ref())?;
    let (old, new) = (shell.say(kind(change.old.as_ref())), shell.say(kind(change.new.as_ref())));
    Some(ChangeRow { row: NamedRow::new(named, shell), old, new })
}

/// The form again, with every fault of the file by line or path.
fn refused(shell: Shell, fields: &Fields, error: ServiceError) -> Result<Rendered, Problem> {
    match error {
        ServiceError::Calendar { faults, .. } => {
            let faults: Vec<Sentence> = faults.iter().map(|fault| fault.sentence()).collect();
            again(shell.with_said(said::FAULTS), fields, &faults)
        }
        ServiceError::Said(sentence) => again(shell, fields, &[sentence]),
        error => Err(error.into()),
    }
}

fn again(shell: Shell, fields: &Fields, faults: &[Sentence]) -> Result<Rendered, Problem> {
    let shell = faults.iter().fold(shell, Shell::with_fault);
    let (year, notice) = (fields.get("year").to_owned(), fields.get("notice").to_owned());
    page(422, &Import { shell, year, notice, preview: None, imported: false })
}
