//! The list of people, and the form that gives one an account.

use askama::Template;

use super::{again, days, frame, given, names, unit_name, unit_of};
use crate::domain::access::Action;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, administration as said};
use crate::service::{self, Database, NewPerson, Person, Unit};
use crate::web::shell::{Shell, go_to, page, query};

#[derive(Template)]
#[template(path = "administration/people.html", config = "src/web/askama.toml")]
struct People {
    shell: Shell,
    text: String,
    rows: Vec<Row>,
    count: String,
    /// For who may add one.
    may_add: bool,
    typed: Fields,
    names: Vec<String>,
}

struct Row {
    id: i64,
    user: String,
    name: String,
    unit: String,
    active: String,
    over: bool,
}

/// `GET /administration/people`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    list(call, database, 200, frame(call, said::PEOPLE)?, Fields::default())
}

fn list(call: &Call, database: &mut Database, status: u16, shell: Shell, typed: Fields) -> Result<Rendered, Problem> {
    let text = query(call)?.get("q").to_owned();
    let units = database.units_list()?;
    let people = service::people(database, call.access()?)?;
    let rows = people.into_iter().map(|person| Row::new(person, &units, call, &shell)).filter(|row| row.is_found(&text));
    let rows: Vec<Row> = rows.collect();
    let people = People {
        count: said::count(rows.len()).in_lang(call.lang).to_owned(),
        may_add: call.signed()?.may_come(Action::PersonWrite).is_ok(),
        names: names(&service::units(database, call.access()?)?),
        text,
        rows,
        typed,
        shell,
    };
    page(status, &people)
}

impl Row {
    fn new(person: Person, units: &[Unit], call: &Call, shell: &Shell) -> Self {
        Self {
            id: person.id.0,
            over: !person.is_active(call.today()),
            unit: person.unit.map(|unit| unit_name(units, Some(unit), shell.lang)).unwrap_or_default(),
            active: days(Some(person.active_from), person.active_until, shell.lang),
            user: person.user_name,
            name: person.display_name,
        }
    }

    fn is_found(&self, text: &str) -> bool {
        [&self.user, &self.name, &self.unit].into_iter().any(|known| known.contains(text))
    }
}

/// `POST /administration/people`.
pub fn add(call: &Call) -> Result<Rendered, Problem> {
    let (typed, asked) = (call.form()?, call.clone());
    let fields = typed.clone();
    let done = call.state.writer.run(move |database| {
        let new = NewPerson {
            user_name: fields.get("user_name").to_owned(),
            display_name: fields.get("display_name").to_owned(),
            unit: unit_of(database, fields.get("unit"))?,
            email: given(fields.get("email")).map(str::to_owned),
            lang: language(fields.get("lang")).to_owned(),
            active_from: asked.today(),
        };
        Ok::<_, Problem>(service::person_add(database, asked.access()?, new, &asked.act()?)?)
    });
    match done {
        Ok(id) => Ok(go_to(&format!("/administration/people/{id}?done=person-added"))),
        Err(problem) => again(call, problem, |status, fault| {
            let shell = frame(call, said::PEOPLE)?.with_fault(fault);
            call.state.pool.read(|database| list(call, database, status, shell, typed))
        }),
    }
}

/// The language a form names; Chinese where it names none of ours.
pub(super) fn language(typed: &str) -> &'static str {
    said::LANGUAGES.iter().map(|(tag, _)| *tag).find(|tag| *tag == typed).unwrap_or(said::LANGUAGES[0].0)
}
