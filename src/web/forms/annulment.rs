//! An entry recorded by mistake is annulled with a reason, never changed; then the step is recorded anew from its old content.

use super::page::{Form, Intent, Notice, address, draft, forget, keep, sent};
use super::step::{Done, approval, facts, stale, view, write};
use crate::domain::access::{Action, Object};
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::{Case, Entry};
use crate::domain::form::{Typed, read, told};
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::citation::in_full;
use crate::i18n::pages::forms as said;
use crate::service::{CaseView, Database};
use crate::web::shell::{Shell, go_to, part};

/// `GET /cases/{case}/entries/{position}/annulment`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let view = view(call, database)?;
    may(call, database, &view)?;
    let position = position(call, &view)?;
    let mut form = form(call, &view, position);
    if let Some((typed, notice)) = draft(call, database)? {
        (form.typed, form.kept) = (typed, true);
        form.notices.push(notice);
    } else {
        form.typed.set("on", call.today().to_string());
    }
    form.hidden.push(("version".to_owned(), view.stored.version.to_string()));
    form.page(200, Vec::new())
}

/// `POST /cases/{case}/entries/{position}/annulment`.
pub fn annul(call: &Call) -> Result<Rendered, Problem> {
    let (mut typed, intent) = sent(call)?;
    let view = call.state.pool.read(|database| {
        let view = view(call, database)?;
        may(call, database, &view)?;
        Ok::<_, Problem>(view)
    })?;
    let position = position(call, &view)?;
    typed.set("data.entry", position.to_string());
    let mut form = form(call, &view, position);
    form.typed = typed;
    form.hidden.push(("version".to_owned(), form.typed.get("version").to_owned()));
    match intent {
        Intent::Record => {}
        Intent::Discard => {
            forget(call)?;
            return Ok(go_to(&address(call)));
        }
        Intent::Save | Intent::More => {
            keep(call, &form.typed)?;
            form.shell = form.shell.with_said(said::DRAFT_SAVED);
            form.kept = true;
            return form.page(200, Vec::new());
        }
    }
    let (on, event) = match read(Tag::Annulled.kind(), &form.typed) {
        Ok(read) => read,
        Err(faults) => {
            keep(call, &form.typed)?;
            form.faults = faults;
            return form.page(422, Vec::new());
        }
    };
    let entry = Entry::recorded(on, event);
    let case = view.stored.id;
    match write(call, case, &entry, &form.typed) {
        Ok(Done::Recorded(at)) => Ok(go_to(&format!("/cases/{case}/steps?done={at}"))),
        Ok(Done::Requested) => Ok(go_to(&format!("/cases/{case}/steps?requested={}", Tag::Annulled.code()))),
        Ok(Done::Stale) => {
            keep(call, &form.typed)?;
            stale(form, call, Vec::new())
        }
        Err(error) => {
            keep(call, &form.typed)?;
            let before = Case::fold(view.stored.kind, &view.stored.history, &call.books.law);
            form.refused(error, &entry, &before)?.page(422, Vec::new())
        }
    }
}

fn may(call: &Call, database: &mut Database, view: &CaseView) -> Result<(), Problem> {
    let standing = database.case_standing(view.stored.id)?;
    Ok(call.access()?.may(Action::EventAnnul, &Object::Case(standing.object()))?)
}

/// The entry an address names; an annulment itself is not annulled.
fn position(call: &Call, view: &CaseView) -> Result<usize, Problem> {
    let position = part(call, "position").parse::<usize>().ok();
    let there =
        position.filter(|position| view.stored.history.0.get(*position).is_some_and(|entry| !matches!(entry.event, Event::Annulled(_))));
    there.ok_or_else(|| Problem::of(code::NOT_FOUND))
}

fn form<'a>(call: &'a Call, view: &'a CaseView, position: usize) -> Form<'a> {
    let lang = call.lang;
    let id = view.stored.id;
    let mut facts = facts(call, view);
    let mut notices = Vec::new();
    if let Some(entry) = view.stored.history.0.get(position) {
        facts.push((said::ENTRY.in_lang(lang).to_owned(), format!("{} {}", entry.on, entry.event.kind().words.in_lang(lang)), None));
        for (label, value) in told(&entry.event, &call.books.law) {
            facts.push((label.in_lang(lang).to_owned(), value.in_lang(lang).to_owned(), None));
        }
        let anew = format!("/cases/{id}/steps/{}?from={position}", entry.event.code());
        let hint = if view.stored.history.annulled().contains(&position) { said::ANNULLED } else { said::ANNULMENT_HINT };
        let again = (hint.in_lang(lang).to_owned(), Some(anew), said::RECORD_ANEW.in_lang(lang).to_owned());
        notices.push(Notice { title: said::ANNULMENT.in_lang(lang).to_owned(), lines: vec![again] });
    }
    let needs = approval(call, Tag::Annulled, &view.case);
    if let Some(needs) = needs {
        let title: Sentence = said::needs_approval(needs.approver.words(), &in_full(needs.article, lang));
        notices.push(Notice { title: title.in_lang(lang).to_owned(), lines: Vec::new() });
    }
    let crumb = said::case_named(view.stored.number.as_deref(), id.0);
    Form {
        call,
        shell: Shell::of(call, said::ANNULMENT).below_case(id.0, crumb.in_lang(lang)),
        tag: Tag::Annulled,
        case: &view.case,
        typed: Typed::default(),
        faults: Vec::new(),
        law: None,
        notices,
        facts,
        left_out: &["entry"],
        own: (Vec::new(), Vec::new()),
        hidden: Vec::new(),
        submit: if needs.is_some() { said::ANNUL } else { said::ANNULMENT },
        kept: false,
    }
}
