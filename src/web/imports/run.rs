//! One ledger on its way: while it is read the page comes again by itself; then it shows what would be taken, or what was.

use std::sync::Arc;
use std::thread;

use askama::Template;

use super::columns::{self, SheetChoice};
use crate::domain::ledger::{Fault, Faults, Mapping, Notice};
use crate::domain::words::{Sentence, Words};
use crate::http::form::Fields;
use crate::http::runs::Run;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, imports as said};
use crate::service::{self, Act, Database, ImportOptions, ImportReport, Progress};
use crate::web::shell::{Shell, go_to, page, part};

#[derive(Template)]
#[template(path = "imports/run.html", config = "src/web/askama.toml")]
struct RunPage {
    shell: Shell,
    id: u64,
    file: String,
    /// Rows read, and rows there are; shown while it is at work.
    progress: Option<(u64, Option<u64>)>,
    counts: Vec<(Words, u64)>,
    /// It was only looked through, and something can be taken.
    takes: bool,
    written: bool,
    taken_before: bool,
    /// Place, what stands there, what was expected; how many there are in all.
    faults: Vec<[String; 3]>,
    fault_count: u64,
    notices: Vec<[String; 3]>,
    /// What each sheet and column is read as, to choose from.
    sheets: Vec<SheetChoice>,
    mapping: String,
}

/// Findings shown on a page; the count says how many there are.
const SHOWN: usize = 200;
/// Seconds after which the page of a run at work comes again.
const AGAIN: &str = "2";

/// What was sent and cannot be used, with the sentences that say why.
#[derive(Default)]
struct Wrong {
    faults: Vec<Sentence>,
    /// What was chosen from the lists, or typed as text.
    fields: Fields,
}

/// `GET /imports/runs/{run}`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    shown(call, &run(call)?, None)
}

/// `POST /imports/runs/{run}`: read again with other columns, or take in what was previewed.
pub fn go_on(call: &Call) -> Result<Rendered, Problem> {
    let run = run(call)?;
    let fields = call.form()?;
    let chosen = match (fields.get("do"), &run.outcome) {
        ("take", _) => Ok(run.mapping.clone()),
        ("choose", Some(Ok(report))) => columns::chosen(&report.sheets, &fields).map(Some),
        ("look", _) => match fields.get("mapping") {
            "" => Ok(None),
            toml => Mapping::from_toml(toml).map(Some).map_err(|fault| vec![fault]),
        },
        _ => return Ok(go_to(&format!("/imports/runs/{}", run.id))),
    };
    let mapping = match chosen {
        Ok(mapping) => mapping,
        Err(faults) => return shown(call, &run, Some(Wrong { faults, fields })),
    };
    if run.outcome.is_some() {
        call.state.runs.change(run.id, |run| {
            run.mapping = mapping;
            (run.progress, run.outcome) = (None, None);
        });
        start(call, run.id, fields.get("do") != "take")?;
    }
    Ok(go_to(&format!("/imports/runs/{}", run.id)))
}

fn run(call: &Call) -> Result<Run, Problem> {
    let id = part(call, "run").parse().map_err(|_| Problem::of(code::NOT_FOUND))?;
    call.state.runs.of(call.person()?, id).ok_or_else(|| Problem::of(code::NOT_FOUND))
}

/// Sets a run to work on a thread of its own.
///
/// # Errors
/// There is none to be had.
pub fn start(call: &Call, id: u64, dry_run: bool) -> Result<(), Problem> {
    let (asked, actor) = (call.clone(), call.principal()?.name.clone());
    let run = call.state.runs.of(call.person()?, id).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let work = move || {
        let runs = &asked.state.runs;
        let outcome = work(&asked, &actor, run, dry_run);
        runs.change(id, |run| run.outcome = Some(outcome.map(Arc::new)));
    };
    thread::Builder::new().name(format!("import {id}")).spawn(work).map(drop).map_err(|error| Problem::internal(&error))
}

fn work(call: &Call, actor: &str, run: Run, dry_run: bool) -> Result<ImportReport, Sentence> {
    let Ok(_turn) = call.state.imports.try_acquire() else { return Err(said::ANOTHER_RUNS.into()) };
    let settings = &call.state.settings;
    let options = ImportOptions {
        file: run.upload.file.path(),
        name: Some(&run.upload.name),
        dry_run,
        strict: false,
        handler: run.handler,
        mapping: run.mapping,
        limits: service::import_limits(&settings.import),
    };
    let act = Act { actor, origin: &call.raw.origin, at: call.now };
    let mut tell = |progress: Progress| call.state.runs.change(run.id, |run| run.progress = Some(progress));
    service::import(&settings.database.url, &call.books, &options, &act, &mut tell).map_err(|error| error.sentence())
}

fn shown(call: &Call, run: &Run, wrong: Option<Wrong>) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, said::IMPORT).below("/imports", said::IMPORTS);
    let report = match &run.outcome {
        Some(Ok(report)) => Some(Arc::clone(report)),
        _ => None,
    };
    let shell = match (&wrong, &run.outcome) {
        (Some(wrong), _) => wrong.faults.iter().fold(shell, Shell::with_fault),
        (None, Some(Err(fault))) => shell.with_fault(fault),
        _ => shell,
    };
    let typed = wrong.map(|wrong| wrong.fields).unwrap_or_default();
    let at_work = run.outcome.is_none();
    let say = |sentence: &Sentence| sentence.in_lang(call.lang).to_owned();
    let fault = |fault: &Fault| {
        [place(&fault.sheet, fault.row, fault.cell.map(|cell| cell.to_string())), fault.value.clone(), say(&fault.expected)]
    };
    let notice =
        |notice: &Notice| [place(&notice.sheet, None, notice.cell.map(|cell| cell.to_string())), notice.value.clone(), say(&notice.remark)];
    let report = report.as_deref();
    let template = RunPage {
        id: run.id,
        file: run.upload.name.clone(),
        progress: at_work.then(|| run.progress.map_or((0, None), |progress| (progress.rows, progress.of))),
        counts: report.map(counts).unwrap_or_default(),
        takes: report.is_some_and(|report| report.dry_run && report.taken > 0),
        written: report.is_some_and(|report| !report.dry_run),
        taken_before: report.is_some_and(|report| report.taken_before),
        faults: report.map(|report| first(&report.faults, fault)).unwrap_or_default(),
        fault_count: report.map_or(0, |report| report.faults.count),
        notices: report.map(|report| first(&report.notices, notice)).unwrap_or_default(),
        sheets: report.map(|report| columns::choices(&report.sheets, &typed, call.lang)).unwrap_or_default(),
        mapping: match (typed.get("mapping"), report) {
            ("", Some(report)) => report.mapping.to_toml(),
            (typed, _) => typed.to_owned(),
        },
        shell,
    };
    let status = if template.shell.faults.is_empty() { 200 } else { 422 };
    let rendered = page(status, &template)?;
    Ok(if at_work { rendered.with("refresh", AGAIN) } else { rendered })
}

fn counts(report: &ImportReport) -> Vec<(Words, u64)> {
    vec![
        (said::ROWS, report.rows),
        (if report.dry_run { said::WOULD_BE_TAKEN } else { said::TAKEN }, report.taken),
        (said::KNOWN, report.known),
        (said::REFUSED, report.refused),
        (said::NOT_RECORDED, report.not_recorded),
    ]
}

fn first<T>(all: &Faults<T>, told: impl Fn(&T) -> [String; 3]) -> Vec<[String; 3]> {
    all.kept.iter().take(SHOWN).map(told).collect()
}

pub(super) fn place(sheet: &str, row: Option<u32>, cell: Option<String>) -> String {
    match (cell, row) {
        (Some(cell), _) => format!("{sheet}!{cell}"),
        (None, Some(row)) => format!("{sheet}!{row}:{row}"),
        (None, None) => sheet.to_owned(),
    }
}
