//! The lawful next steps of a case, in groups; what cannot be recorded says why. Only what the reader may record is a link.

use askama::Template;

use super::page::Fact;
use super::step::{approval, facts, view};
use crate::domain::access::{Action, Object};
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::machine_of;
use crate::domain::case::transition::{NextStep, To, no_cell};
use crate::domain::words::{Sentence, Words};
use crate::http::{Call, Problem, Rendered};
use crate::i18n::citation::in_full;
use crate::i18n::pages::{self as words, forms as said};
use crate::service::{self, CaseView, Database};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "forms/steps.html", config = "src/web/askama.toml")]
struct Steps {
    shell: Shell,
    id: i64,
    facts: Vec<Fact>,
    read_only: bool,
    groups: Vec<Group>,
    /// Name, reason, article.
    not_now: Vec<(&'static str, String, String)>,
}

struct Group {
    title: Words,
    hint: Option<&'static str>,
    steps: Vec<Line>,
}

struct Line {
    name: &'static str,
    /// The form, for who may record it.
    form: Option<String>,
    article: String,
    approval: bool,
    waits_for: Vec<String>,
}

/// `GET /cases/{case}/steps`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let view = view(call, database)?;
    let standing = database.case_standing(view.stored.id)?;
    let access = call.access()?;
    let may = |tag: Tag| {
        let event = Event::parse(tag.code(), "").ok();
        event.is_some_and(|event| access.may(service::action_of(&event), &Object::Case(standing.object())).is_ok())
    };
    let id = view.stored.id;
    let crumb = said::case_named(view.stored.number.as_deref(), id.0);
    let shell = Shell::of(call, said::STEPS).below_case(id.0, crumb.in_lang(call.lang));
    let shell = match done(call, &view)? {
        Some(done) => shell.with_said(done),
        None => shell,
    };
    let groups = groups(call, &view, &may);
    let read_only = access.may(Action::EventRecord, &Object::Case(standing.object())).is_err();
    page(200, &Steps { id: id.0, facts: facts(call, &view), read_only, groups, not_now: not_now(call, &view), shell })
}

/// What was just done, by the word in the address.
fn done(call: &Call, view: &CaseView) -> Result<Option<Sentence>, Problem> {
    let fields = query(call)?;
    if let Some(entry) = fields.get("done").parse::<usize>().ok().and_then(|position| view.stored.history.0.get(position)) {
        return Ok(Some(said::recorded(entry.event.kind().words, entry.on)));
    }
    let words = |name: &str| Tag::ALL.iter().find(|tag| tag.code() == fields.get(name)).map(|tag| tag.kind().words);
    Ok(words("requested").map(said::requested).or(words("registered").map(said::registered)))
}

fn groups(call: &Call, view: &CaseView, may: &dyn Fn(Tag) -> bool) -> Vec<Group> {
    let machine = machine_of(&view.case);
    let regime = view.case.regime(call.today(), &call.books.law);
    let mut groups = vec![
        Group { title: said::MOVES_ON, hint: None, steps: Vec::new() },
        Group { title: said::HEARINGS, hint: None, steps: Vec::new() },
        Group { title: said::NOTES, hint: None, steps: Vec::new() },
        Group { title: said::WAITING, hint: Some(said::WAITING_HINT.in_lang(call.lang)), steps: Vec::new() },
    ];
    for step in &view.next(&call.books, call.today()) {
        let row = machine.row(view.case.state, step.event, regime);
        let of_hearing = Event::parse(step.event.code(), "").is_ok_and(|event| service::action_of(&event) == Action::HearingRecord);
        let at = match row {
            _ if !step.waits_for.is_empty() => 3,
            _ if of_hearing => 1,
            Some(row) if row.to != To::Same => 0,
            _ => 2,
        };
        groups[at].steps.push(line(call, view, step, may(step.event)));
    }
    groups.retain(|group| !group.steps.is_empty());
    groups
}

fn line(call: &Call, view: &CaseView, step: &NextStep, may: bool) -> Line {
    let kind = step.event.kind();
    Line {
        name: kind.words.in_lang(call.lang),
        form: may.then(|| format!("/cases/{}/steps/{}", view.stored.id, kind.code)),
        article: in_full(step.article, call.lang),
        approval: approval(call, step.event, &view.case).is_some(),
        waits_for: step.waits_for.iter().map(|(rule, why)| format!("{} ({rule})", why.in_lang(call.lang))).collect(),
    }
}

/// Events of the table that are not possible from here, with the reason the table gives.
fn not_now(call: &Call, view: &CaseView) -> Vec<(&'static str, String, String)> {
    let machine = machine_of(&view.case);
    let regime = view.case.regime(call.today(), &call.books.law);
    let mut tags: Vec<Tag> = machine.transitions().map(|row| row.event).chain(machine.forbidden.iter().map(|row| row.event)).collect();
    let (mut seen, possible) = (Vec::new(), view.next(&call.books, call.today()));
    tags.retain(|tag| {
        let new = !seen.contains(tag);
        seen.push(*tag);
        new && !possible.iter().any(|step| step.event == *tag)
    });
    let why = |tag: Tag| {
        let (_, article, reason) = no_cell(machine, view.case.state, tag, regime);
        (tag.kind().words.in_lang(call.lang), reason.in_lang(call.lang).to_owned(), in_full(article, call.lang))
    };
    tags.into_iter().map(why).collect()
}
