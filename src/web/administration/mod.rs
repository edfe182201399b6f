//! Administration 系统管理: units, people and what is granted to them, machine clients, the audit trail, backups, health. Each of the three
//! administrators 三员 is shown what the policy table gives them, and nothing else.

pub mod audit;
pub mod client;
pub mod clients;
pub mod health;
pub mod hub;
pub mod people;
pub mod person;
pub mod person_deeds;
pub mod unit;
pub mod units;

use chrono::{DateTime, NaiveDateTime};

use super::shell::{Shell, part, query, told_at_the_form};
use crate::clock::in_china;
use crate::domain::Day;
use crate::domain::access::{Action, Role};
use crate::domain::id::UnitId;
use crate::domain::words::{Lang, Sentence};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::administration as said;
use crate::i18n::people::WHOLE_DEPLOYMENT;
use crate::service::{self, Database, Unit};

/// A value that may be chosen.
struct Choice {
    code: String,
    label: String,
    chosen: bool,
}

/// The frame of a page below the hub, for whom there is one, with what was just done.
fn frame(call: &Call, title: impl Into<Sentence>) -> Result<Shell, Problem> {
    let shell = Shell::of(call, title);
    let shell = match call.signed()?.may_come(Action::HealthRead) {
        Ok(()) => shell.below("/administration", said::ADMINISTRATION),
        Err(_) => shell,
    };
    let done = query(call)?;
    let done = said::DONE.iter().find(|(name, _)| *name == done.get("done"));
    Ok(match done {
        Some((_, words)) => shell.with_said(*words),
        None => shell,
    })
}

/// The number a part of the path carries.
fn number(call: &Call, name: &str) -> Result<i64, Problem> {
    part(call, name).parse().map_err(|_| Problem::of(code::NOT_FOUND))
}

/// The version a form was shown with.
fn seen(fields: &Fields) -> Result<usize, Problem> {
    fields.get("version").parse().map_err(|_| Problem::of(code::VERSION_MISSING))
}

/// Shows a form again with why it was refused. What the policy refuses is told there too, and stands in the trail as everywhere.
fn again(call: &Call, problem: Problem, show: impl FnOnce(u16, &Sentence) -> Result<Rendered, Problem>) -> Result<Rendered, Problem> {
    let (status, denied) = (problem.code.status, problem.denied);
    let fault = match denied {
        Some(denied) => denied.sentence(),
        None => told_at_the_form(problem, call.lang)?,
    };
    let shown = show(status, &fault)?;
    if let Some(denied) = denied {
        call.note_denied("POST", denied)?;
    }
    Ok(shown)
}

/// A text, if there is one.
fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// A day, if one was given.
fn day(fields: &Fields, name: &str) -> Result<Option<Day>, Problem> {
    let read = |text: &str| text.parse().map_err(|_| Problem::new(code::UNACCEPTABLE, said::NO_SUCH_DAY).at(name));
    given(fields.get(name)).map(read).transpose()
}

/// A unit, if one was named.
fn unit_of(database: &mut Database, name: &str) -> Result<Option<UnitId>, Problem> {
    Ok(given(name).map(|name| service::unit_named(database, name)).transpose()?.map(|(id, _)| id))
}

/// The name of a unit; the whole deployment where there is none.
fn unit_name(units: &[Unit], unit: Option<UnitId>, lang: Lang) -> String {
    let Some(id) = unit else { return WHOLE_DEPLOYMENT.in_lang(lang).to_owned() };
    units.iter().find(|unit| unit.id == id).map_or_else(|| format!("#{id}"), |unit| unit.full_name.clone())
}

/// Names of units to choose among, at most so many.
fn names(units: &[Unit]) -> Vec<String> {
    const MOST: usize = 1_000;
    units.iter().map(|unit| unit.full_name.clone()).take(MOST).collect()
}

/// Roles to choose among.
fn roles(lang: Lang, chosen: &str, among: impl Fn(Role) -> bool) -> Vec<Choice> {
    let choice =
        |role: &Role| Choice { code: role.code().to_owned(), label: role.words().in_lang(lang).to_owned(), chosen: role.code() == chosen };
    Role::ALL.iter().filter(|role| among(**role)).map(choice).collect()
}

/// A moment as clocks in China show it.
fn moment(at: NaiveDateTime) -> String {
    in_china(DateTime::from_naive_utc_and_offset(at, chrono::Utc)).format("%Y-%m-%d %H:%M").to_string()
}

/// From when until when, or that it is not recorded.
fn days(from: Option<Day>, until: Option<Day>, lang: Lang) -> String {
    said::validity(from, until).in_lang(lang).to_owned()
}
