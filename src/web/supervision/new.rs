//! A record of supervision is opened.

use askama::Template;

use crate::domain::supervision::RecordKind;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, supervision as said};
use crate::service::supervision::{NewRecord, open};
use crate::service::{self, Database, unit_named};
use crate::web::shell::{Shell, go_to, page, told_at_the_form};

#[derive(Template)]
#[template(path = "supervision/new.html", config = "src/web/askama.toml")]
struct New {
    shell: Shell,
    /// Code, name, whether it is chosen.
    kinds: Vec<(&'static str, &'static str, bool)>,
    typed: Fields,
}

/// `GET /supervision/new`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    form(call, 200, Shell::of(call, said::NEW), Fields::default())
}

fn form(call: &Call, status: u16, shell: Shell, typed: Fields) -> Result<Rendered, Problem> {
    let chosen = typed.get("kind").to_owned();
    let kind = |known: &RecordKind| (known.code(), known.words().in_lang(call.lang), known.code() == chosen);
    let shell = shell.below("/supervision", said::SUPERVISION);
    page(status, &New { shell, kinds: RecordKind::ALL.iter().map(kind).collect(), typed })
}

/// `POST /supervision/new`.
pub fn add(call: &Call) -> Result<Rendered, Problem> {
    let fields = call.form()?;
    let (asker, typed) = (call.clone(), fields.clone());
    let opened = call.state.writer.run(move |database| {
        let kind = RecordKind::from_code(typed.get("kind")).ok_or_else(|| Problem::unacceptable("kind", "请选择种类", "choose a kind"))?;
        let (unit, _) = unit_named(database, typed.get("unit"))?;
        let case = match typed.get("case") {
            "" => None,
            number => Some(service::case_id(database, number)?),
        };
        let text = |name: &str| Some(typed.get(name).to_owned()).filter(|text| !text.is_empty());
        let new = NewRecord { kind, unit, title: typed.get("title").to_owned(), organ: text("organ"), case };
        Ok::<_, Problem>(open(database, asker.access()?, &new, &asker.act()?)?)
    });
    match opened {
        Ok(id) => Ok(go_to(&format!("/supervision/records/{id}?done=yes"))),
        Err(problem) => form(call, 422, Shell::of(call, said::NEW).with_fault(&told_at_the_form(problem, call.lang)?), fields),
    }
}
