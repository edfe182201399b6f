//! One list for every kind of case: filters as chips that can be taken away, a page at a time, each case with its next date.

use askama::Template;

use super::criteria::{Chip, Choice, Column, Criteria, SIZES, may_export, write_cursor};
use super::dates::Due;
use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::case::{CaseKind, Instance};
use crate::domain::masking::{self, Purpose};
use crate::domain::words::{Lang, Sentence};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, cases as said};
use crate::service::{self, CaseLine, CaseQuery, Database, LinePage, SavedView, ServiceError};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "cases/list.html", config = "src/web/askama.toml")]
struct List {
    shell: Shell,
    chips: Vec<Chip>,
    asked: Criteria,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    dues: Vec<Choice>,
    outcomes: Vec<Choice>,
    by_number: Column,
    by_date: Column,
    by_day: Column,
    units: Vec<String>,
    lines: Vec<Line>,
    count: String,
    next: Option<String>,
    first: Option<String>,
    sizes: Vec<Size>,
    exports: Vec<(&'static str, String)>,
    views: Vec<View>,
    /// What would be saved: the query of the list.
    to_save: String,
    /// Name typed for it.
    view_name: String,
}

struct View {
    name: String,
    address: String,
    here: bool,
}

struct Line {
    id: i64,
    number: String,
    kind: &'static str,
    parties: String,
    matter: String,
    state: String,
    officer: String,
    received: String,
    due: Option<Due>,
    concluded: String,
    outcome: String,
}

struct Size {
    size: u32,
    address: String,
    here: bool,
}

/// `GET /cases`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    rendered(call, database, Shell::of(call, words::CASES), &query(call)?, "")
}

/// The list again, after a view of it could not be saved: what is wrong above, the name kept.
///
/// # Errors
/// As the page itself.
pub fn again(call: &Call, fault: &Sentence, fields: &Fields, name: &str) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, words::CASES).with_fault(fault);
    call.state.pool.read(|database| rendered(call, database, shell, fields, name))
}

fn rendered(call: &Call, database: &mut Database, mut shell: Shell, fields: &Fields, view_name: &str) -> Result<Rendered, Problem> {
    let access = call.access()?;
    let mut asked = Criteria::read(call, fields);
    let found = service::case_lines(database, &call.books, &asked.query, access);
    let LinePage { lines, next } = match found {
        Ok(found) => found,
        // a unit nobody knows: told beside what was asked, with nothing found
        Err(ServiceError::Said(fault)) => {
            asked.faults.push(fault);
            LinePage { lines: Vec::new(), next: None }
        }
        Err(error) => return Err(error.into()),
    };
    shell = asked.faults.iter().fold(shell, Shell::with_fault);
    let status = if shell.faults.is_empty() { 200 } else { 422 };
    let to_save = asked.address("", "", &[]).trim_start_matches('?').to_owned();
    let views = match call.person() {
        Ok(person) => database.views_of(person)?,
        Err(_) => Vec::new(),
    };
    let view = |view: SavedView| View { address: format!("/cases?{}", view.query), here: view.query == to_save, name: view.name };
    let units = match access.scope(Action::UnitRead) {
        Ok(_) => service::units(database, access)?.into_iter().map(|unit| unit.full_name).collect(),
        Err(_) => Vec::new(),
    };
    let size =
        |size: u32| Size { size, address: asked.address("/cases", "", &[("size", size.to_string())]), here: size == asked.query.limit };
    let [by_number, by_date, by_day] = asked.columns(&shell);
    let template = List {
        chips: asked.chips(&shell),
        kinds: asked.kinds(&shell),
        states: asked.states(&shell),
        dues: asked.dues(&shell),
        outcomes: asked.outcomes(call),
        by_number,
        by_date,
        by_day,
        count: said::shown(lines.len(), next.is_some()).in_lang(call.lang).to_owned(),
        next: next.map(|cursor| asked.address("/cases", "", &[("after", write_cursor(cursor))])),
        first: asked.query.after.map(|_| asked.address("/cases", "", &[])),
        sizes: SIZES.map(size).into(),
        exports: match may_export(call) && !lines.is_empty() {
            true => vec![("xlsx", asked.address("/cases.xlsx", "", &[])), ("csv", asked.address("/cases.csv", "", &[]))],
            false => Vec::new(),
        },
        views: views.into_iter().map(view).collect(),
        view_name: view_name.to_owned(),
        to_save,
        lines: lines.into_iter().map(|line| Line::new(call, &shell, line)).collect(),
        units,
        asked,
        shell,
    };
    page(status, &template)
}

impl Line {
    fn new(call: &Call, shell: &Shell, CaseLine { case, next }: CaseLine) -> Self {
        let kind = CaseKind::from_code(&case.kind).map_or(words::CASES, CaseKind::words);
        let instance = case.instance.as_deref().and_then(Instance::from_code).map(Instance::words);
        let state = service::state_words(&case).map_or(case.state.as_str(), |words| shell.say(words)).to_owned();
        let day = |day: Option<Day>| day.map(|day| shell.day(day)).unwrap_or_default();
        Self {
            id: case.cursor.id.0,
            kind: shell.say(instance.unwrap_or(kind)),
            parties: masking::names(&case.parties, Purpose::List, false),
            state,
            due: next.map(|next| Due::new(&next, shell, call.today(), call.books.soon())),
            received: day(case.received_on),
            concluded: day(case.concluded_on),
            outcome: case.outcome.map(|code| outcome(call, &code)).unwrap_or_default(),
            number: case.number.unwrap_or_else(|| shell.say(said::NO_NUMBER).to_owned()),
            matter: case.matter.unwrap_or_default(),
            officer: case.officer.unwrap_or_default(),
        }
    }
}

/// The name of an outcome; a code nobody knows stays as it is.
pub fn outcome(call: &Call, code: &str) -> String {
    match (call.books.law.codes.outcome(code), call.lang) {
        (Some(entry), Lang::Zh) => entry.zh.clone(),
        (Some(entry), Lang::En) => entry.en.clone(),
        (None, _) => code.to_owned(),
    }
}

/// The query of a list that starts at its first page.
pub fn from_the_first(asked: &Criteria) -> CaseQuery {
    CaseQuery { after: None, ..asked.query.clone() }
}
