//! Legal counsel 法律顾问: whom they advise and until when, and the cases they acted in.

use askama::Template;

use super::{day, unit_names};
use crate::domain::access::{Action, Object};
use crate::domain::id::CounselId;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, supervision as said};
use crate::service::supervision::{CaseNamed, counsel, counsel_acted, counsel_add, counsel_end};
use crate::service::{self, Database, NewCounsel, unit_named};
use crate::web::shell::{Shell, go_to, page, part, query, told_at_the_form};

#[derive(Template)]
#[template(path = "supervision/counsel.html", config = "src/web/askama.toml")]
struct CounselPage {
    shell: Shell,
    may_add: bool,
    rows: Vec<Row>,
    today: String,
    typed: Fields,
}

struct Row {
    id: i64,
    name: String,
    firm: String,
    unit: String,
    from: String,
    until: String,
    ended: bool,
    cases: Vec<CaseNamed>,
    /// Cases beside these, in words; empty: none.
    beyond: String,
    may_write: bool,
}

/// `GET /supervision/counsel`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, said::COUNSEL);
    let shell = if query(call)?.get("done") == "yes" { shell.with_said(said::DONE) } else { shell };
    shown(call, database, 200, shell, Fields::default())
}

fn shown(call: &Call, database: &mut Database, status: u16, shell: Shell, typed: Fields) -> Result<Rendered, Problem> {
    let access = call.access()?;
    let found = counsel(database, access)?;
    let names = unit_names(database)?;
    let rows = found.into_iter().map(|one| Row {
        id: one.id.0,
        name: one.of.name,
        firm: one.of.firm.unwrap_or_default(),
        unit: names.get(&one.of.unit).cloned().unwrap_or_default(),
        from: shell.day(one.of.from),
        until: one.of.until.map(|until| shell.day(until)).unwrap_or_default(),
        ended: one.of.until.is_some_and(|until| until < call.today()),
        beyond: if one.beyond == 0 { String::new() } else { said::beyond(one.beyond).in_lang(call.lang).to_owned() },
        cases: one.cases,
        may_write: access.may(Action::SupervisionWrite, &Object::Unit(one.of.unit)).is_ok(),
    });
    let template = CounselPage {
        rows: rows.collect(),
        may_add: access.scope(Action::SupervisionWrite).is_ok(),
        today: call.today().to_string(),
        typed,
        shell: shell.below("/supervision", said::SUPERVISION),
    };
    page(status, &template)
}

/// `POST /supervision/counsel`.
pub fn add(call: &Call) -> Result<Rendered, Problem> {
    let fields = call.form()?;
    let (asker, typed) = (call.clone(), fields.clone());
    let added = call.state.writer.run(move |database| {
        let (unit, _) = unit_named(database, typed.get("unit"))?;
        let firm = Some(typed.get("firm").to_owned()).filter(|firm| !firm.is_empty());
        let new = NewCounsel {
            name: typed.get("name").to_owned(),
            firm,
            unit,
            from: needed(typed.get("from"))?,
            until: day(typed.get("until"))?,
        };
        Ok::<_, Problem>(counsel_add(database, asker.access()?, &new, &asker.act()?)?)
    });
    told(call, added.map(drop), fields)
}

/// `POST /supervision/counsel/{counsel}/end`.
pub fn end(call: &Call) -> Result<Rendered, Problem> {
    let (id, fields) = (named(call)?, call.form()?);
    let (asker, typed) = (call.clone(), fields.clone());
    let ended = call.state.writer.run(move |database| {
        let until = needed(typed.get("until"))?;
        Ok::<_, Problem>(counsel_end(database, asker.access()?, id, until, &asker.act()?)?)
    });
    told(call, ended, Fields::default())
}

/// `POST /supervision/counsel/{counsel}/cases`.
pub fn acted(call: &Call) -> Result<Rendered, Problem> {
    let (id, fields) = (named(call)?, call.form()?);
    let (asker, typed) = (call.clone(), fields.clone());
    let noted = call.state.writer.run(move |database| {
        let case = service::case_id(database, typed.get("case"))?;
        Ok::<_, Problem>(counsel_acted(database, asker.access()?, id, case, &asker.act()?)?)
    });
    told(call, noted, Fields::default())
}

fn named(call: &Call) -> Result<CounselId, Problem> {
    part(call, "counsel").parse().map(CounselId).map_err(|_| Problem::of(code::NOT_FOUND))
}

fn needed(text: &str) -> Result<crate::domain::Day, Problem> {
    day(text)?.ok_or_else(|| Problem::unacceptable("on", "须填写日期", "a day is needed"))
}

/// Back to the list, or the list with what is wrong.
fn told(call: &Call, done: Result<(), Problem>, typed: Fields) -> Result<Rendered, Problem> {
    match done {
        Ok(()) => Ok(go_to("/supervision/counsel?done=yes")),
        Err(problem) => {
            let shell = Shell::of(call, said::COUNSEL).with_fault(&told_at_the_form(problem, call.lang)?);
            call.state.pool.read(|database| shown(call, database, 422, shell, typed))
        }
    }
}
