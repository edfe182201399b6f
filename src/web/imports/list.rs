//! Imports so far, and the form for another.

use std::sync::Arc;

use askama::Template;

use super::run::start;
use crate::clock::in_china;
use crate::domain::id::BatchId;
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, imports as said};
use crate::service::{self, Batch, BatchState, Database};
use crate::web::shell::{Shell, go_to, page, part, query};

#[derive(Template)]
#[template(path = "imports/list.html", config = "src/web/askama.toml")]
struct Imports {
    shell: Shell,
    handler: String,
    units: Vec<String>,
    batches: Vec<BatchRow>,
    /// There is one whose columns can be used again.
    again: bool,
    /// Import whose columns are used again; 0 for none.
    like: i64,
}

struct BatchRow {
    id: i64,
    file: String,
    at: String,
    by: String,
    cases: u64,
    undone: bool,
    /// It was a ledger, so that another can be read alike.
    read: bool,
    /// How it is chosen for that.
    like: String,
}

/// `GET /imports`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let handler = service::usual_handler(database, call.access()?).unwrap_or_default().unwrap_or_default();
    let shell = Shell::of(call, said::IMPORTS);
    let shell = match query(call)?.get("undone").parse() {
        Ok(cases) => shell.with_said(said::undone(cases)),
        Err(_) => shell,
    };
    list(call, database, shell, (handler, 0), 200)
}

fn list(call: &Call, database: &mut Database, shell: Shell, (handler, like): (String, i64), status: u16) -> Result<Rendered, Problem> {
    let row = |batch: Batch| {
        let at = in_china(batch.taken_at.and_utc()).format("%Y-%m-%d %H:%M").to_string();
        BatchRow {
            id: batch.id.0,
            like: said::like(&batch.file_name, &at).in_lang(call.lang).to_owned(),
            file: batch.file_name,
            at,
            by: batch.actor,
            cases: batch.cases,
            undone: batch.state == BatchState::Undone,
            read: !batch.mapping.is_empty(),
        }
    };
    let batches: Vec<BatchRow> = service::batches(database, call.access()?)?.into_iter().map(row).collect();
    let again = batches.iter().any(|batch| batch.read);
    let units = database.units_list()?.into_iter().map(|unit| unit.full_name).take(500).collect();
    page(status, &Imports { shell, handler, units, batches, again, like })
}

/// `POST /imports`: the file is looked through first.
pub fn look(call: &Call) -> Result<Rendered, Problem> {
    let upload = call.raw.upload.clone().ok_or_else(|| Problem::of(code::MALFORMED))?;
    let fields = call.form()?;
    let handler = fields.get("handler").to_owned();
    let like: i64 = fields.get("like").parse().unwrap_or_default();
    let named = Some(handler.as_str()).filter(|handler| !handler.is_empty());
    let allowed = call.state.pool.read(|database| service::may_import(database, call.access()?, named).map_err(Problem::from));
    let fault: Option<Sentence> = match allowed {
        _ if upload.file.size == 0 => Some(said::NO_FILE.into()),
        Ok(()) => None,
        Err(problem) if problem.code == code::UNACCEPTABLE => Some(problem.detail),
        Err(problem) => return Err(problem),
    };
    if let Some(fault) = fault {
        let shell = Shell::of(call, said::IMPORTS).with_fault(&fault);
        return call.state.pool.read(|database| list(call, database, shell, (handler.clone(), like), 422));
    }
    let again = |database: &mut Database| service::batch_mapping(database, call.access()?, BatchId(like)).map_err(Problem::from);
    let mapping = (like != 0).then(|| call.state.pool.read(again)).transpose()?;
    let run = call.state.runs.begin(call.person()?, Arc::clone(&upload), named.map(str::to_owned), mapping);
    start(call, run, true)?;
    Ok(go_to(&format!("/imports/runs/{run}")))
}

/// `POST /imports/{batch}/undo`.
pub fn undo(call: &Call) -> Result<Rendered, Problem> {
    let batch = BatchId(part(call, "batch").parse().map_err(|_| Problem::of(code::NOT_FOUND))?);
    let asked = call.clone();
    let cases = call.state.writer.run(move |database: &mut Database| {
        Ok::<_, Problem>(service::batch_undo(database, asked.access()?, &asked.books, batch, &asked.act()?)?)
    })?;
    Ok(go_to(&format!("/imports?undone={cases}")))
}
