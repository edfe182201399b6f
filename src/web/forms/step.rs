//! One step of a case: its form, and what becomes of it. The step is recorded by the same use case as everywhere; what needs the
//! consent of a head is asked for instead.

use super::page::{Fact, Form, Intent, Notice, Own, address, draft, forget, keep, sent, unit_names};
use super::start::{Known, begin};
use crate::domain::access::{Action, NeedsApproval, Object, Who, approval_of};
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::{Case, Entry, machine_of};
use crate::domain::form::{Typed, read, told};
use crate::domain::id::CaseId;
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::citation::in_full;
use crate::i18n::pages::forms as said;
use crate::service::{self, Act, Books, CaseView, Database, ServiceError, StoreError};
use crate::web::cases::timeline::paper;
use crate::web::shell::{Shell, go_to, part, query};

/// `GET /cases/{case}/steps/{event}`; `from` names an entry whose content the form begins with.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let (tag, view) = (tag(call)?, view(call, database)?);
    may(call, database, tag, view.stored.id)?;
    let mut form = form(call, tag, &view);
    match (query(call)?.get("from").parse::<usize>(), draft(call, database)?) {
        (Ok(position), _) => {
            let entry = view.stored.history.0.get(position).filter(|entry| entry.event.tag() == tag);
            let entry = entry.ok_or_else(|| Problem::of(code::NOT_FOUND))?;
            form.typed = Typed::of_event(&entry.event);
            form.typed.set("on", entry.on.to_string());
            form = form.noting(said::FROM_ENTRY, []);
        }
        (Err(_), Some((typed, notice))) => {
            (form.typed, form.kept) = (typed, true);
            form.notices.push(notice);
        }
        (Err(_), None) => propose(call, database, tag, &view.case, &mut form.typed)?,
    }
    let units = unit_names(call, database)?;
    let version = form.typed.get("version").to_owned();
    let version = if version.is_empty() { view.stored.version.to_string() } else { version };
    form.hidden.push(("version".to_owned(), version));
    form.page(200, units)
}

/// `POST /cases/{case}/steps/{event}`.
pub fn record(call: &Call) -> Result<Rendered, Problem> {
    let tag = tag(call)?;
    let (typed, intent) = sent(call)?;
    if let Intent::Discard = intent {
        forget(call)?;
        return Ok(go_to(&address(call)));
    }
    let (view, units) = call.state.pool.read(|database| {
        let view = view(call, database)?;
        may(call, database, tag, view.stored.id)?;
        Ok::<_, Problem>((view, unit_names(call, database)?))
    })?;
    let mut form = form(call, tag, &view);
    form.typed = typed;
    form.hidden.push(("version".to_owned(), form.typed.get("version").to_owned()));
    match intent {
        Intent::Record => {}
        Intent::Save => {
            keep(call, &form.typed)?;
            form.shell = form.shell.with_said(said::DRAFT_SAVED);
            form.kept = true;
            return form.page(200, units);
        }
        Intent::More | Intent::Discard => {
            keep(call, &form.typed)?;
            return form.page(200, units);
        }
    }
    let (on, event) = match read(tag.kind(), &form.typed) {
        Ok(read) => read,
        Err(faults) => {
            keep(call, &form.typed)?;
            form.faults = faults;
            return form.page(422, units);
        }
    };
    let entry = Entry::recorded(on, event);
    match write(call, view.stored.id, &entry, &form.typed) {
        Ok(Done::Recorded(position)) => Ok(go_to(&format!("/cases/{}/steps?done={position}", view.stored.id))),
        Ok(Done::Requested) => Ok(go_to(&format!("/cases/{}/steps?requested={}", view.stored.id, tag.code()))),
        Ok(Done::Stale) => {
            keep(call, &form.typed)?;
            stale(form, call, units)
        }
        Err(error) => {
            keep(call, &form.typed)?;
            let law = &call.books.law;
            let before = Case::fold(view.stored.kind, &view.stored.history, law);
            let form = form.refused(error, &entry, &before)?;
            form.page(422, units)
        }
    }
}

/// What became of a form that could be read.
pub(super) enum Done {
    /// The entry stands at this position.
    Recorded(usize),
    /// The consent of a head is asked for.
    Requested,
    /// Somebody else has added to the case since the form was shown.
    Stale,
}

/// Records an entry, or asks for the consent it needs; the draft of the form is forgotten with it.
pub(super) fn write(call: &Call, case: CaseId, entry: &Entry, typed: &Typed) -> Result<Done, ServiceError> {
    let Some(signed) = call.signed.clone() else { return Err(StoreError::UnknownCase { case }.into()) };
    let (asked, entry, form) = (call.clone(), entry.clone(), address(call));
    let seen: Option<usize> = typed.get("version").parse().ok();
    let number = Some(typed.get("number").to_owned()).filter(|number| !number.is_empty());
    let reason = match &entry.event {
        Event::Annulled(data) => data.reason.clone().unwrap_or_default(),
        _ => typed.get("reason").to_owned(),
    };
    call.state.writer.run(move |database: &mut Database| {
        let access = &signed.access;
        let books: &Books = &asked.books;
        let act = Act { actor: &access.principal.name, origin: &asked.raw.origin, at: asked.now };
        access.may_case(database, service::action_of(&entry.event), case)?;
        if Some(database.case_history(case)?.version) != seen {
            return Ok(Done::Stale);
        }
        let done = match service::may_record(database, access, books, case, &entry) {
            Ok(_) => {
                let version = service::record(database, access, books, &case.to_string(), entry, number.as_deref(), &act)?;
                Done::Recorded(version - 1)
            }
            Err(ServiceError::NeedsApproval { .. }) => {
                service::approval_request(database, access, books, case, entry, &reason, &act)?;
                Done::Requested
            }
            Err(error) => return Err(error),
        };
        if let Who::Person(person) = access.principal.who {
            database.draft_forget(person, &form)?;
        }
        Ok(done)
    })
}

/// The form again, with what was added meanwhile; sent once more, it rests on the case as it is now.
pub(super) fn stale(mut form: Form<'_>, call: &Call, units: Vec<String>) -> Result<Rendered, Problem> {
    let view = call.state.pool.read(|database| view(call, database))?;
    let seen: usize = form.typed.get("version").parse().unwrap_or_default();
    let lines = view.stored.history.0.iter().enumerate().skip(seen).map(|(position, entry)| line(call, position, entry));
    form = form.noting(said::STALE, std::iter::once(said::STALE_HINT.into()).chain(lines));
    form.hidden.retain(|(name, _)| name != "version");
    form.hidden.push(("version".to_owned(), view.stored.version.to_string()));
    form.page(409, units)
}

/// An entry in one line.
pub(super) fn line(call: &Call, position: usize, entry: &Entry) -> Sentence {
    let (words, said) = (entry.event.kind().words, told(&entry.event, &call.books.law));
    let pairs = |zh: bool| {
        let pair = |(label, value): &(crate::domain::words::Words, Sentence)| match zh {
            true => format!("{}：{}", label.zh, value.zh),
            false => format!("{}: {}", label.en, value.en),
        };
        said.iter().map(pair).collect::<Vec<_>>().join(if zh { "；" } else { "; " })
    };
    let on = entry.on;
    Sentence::new(format!("{position}. {on} {} {}", words.zh, pairs(true)), format!("{position}. {on} {} {}", words.en, pairs(false)))
}

/// The event an address names.
fn tag(call: &Call) -> Result<Tag, Problem> {
    let named = part(call, "event");
    // an entry is annulled where it stands
    let known = Tag::ALL.iter().copied().find(|tag| tag.code() == named && *tag != Tag::Annulled);
    known.ok_or_else(|| Problem::of(code::NOT_FOUND))
}

/// The case an address names, for who may read it.
pub(super) fn view(call: &Call, database: &mut Database) -> Result<CaseView, Problem> {
    let case = CaseId(part(call, "case").parse().map_err(|_| Problem::of(code::NOT_FOUND))?);
    call.access()?.may_case(database, Action::CaseRead, case)?;
    Ok(service::case_view(database, &call.books, case, call.today())?)
}

fn may(call: &Call, database: &mut Database, tag: Tag, case: CaseId) -> Result<(), Problem> {
    let standing = database.case_standing(case)?;
    let event = Event::parse(tag.code(), "").map_err(ServiceError::from)?;
    call.access()?.may(service::action_of(&event), &Object::Case(standing.object()))?;
    Ok(())
}

/// The consent a step needs of whoever asks, if any.
pub(super) fn approval(call: &Call, tag: Tag, case: &Case) -> Option<&'static NeedsApproval> {
    let at_the_machine = call.principal().is_ok_and(|principal| principal.who == Who::Terminal);
    approval_of(tag, case.kind, case.regime(call.today(), &call.books.law)).filter(|_| !at_the_machine)
}

/// What is said of a case above a form.
pub(super) fn facts(call: &Call, view: &CaseView) -> Vec<Fact> {
    let lang = call.lang;
    let id = view.stored.id;
    let number = view.stored.number.clone().unwrap_or_else(|| said::NO_NUMBER.in_lang(lang).to_owned());
    let machine = machine_of(&view.case);
    let state = machine.state_words(view.case.state).map_or("—", |words| words.in_lang(lang));
    let parties: Vec<&str> = view.case.parties.iter().map(|party| party.name.as_str()).collect();
    let mut facts = vec![
        (said::NUMBER.in_lang(lang).to_owned(), number, Some(format!("/cases/{id}"))),
        (said::STATE.in_lang(lang).to_owned(), format!("{} · {state}", machine.words.in_lang(lang)), None),
    ];
    if !parties.is_empty() {
        facts.push((said::PARTIES.in_lang(lang).to_owned(), parties.join("、"), None));
    }
    facts
}

fn form<'a>(call: &'a Call, tag: Tag, view: &'a CaseView) -> Form<'a> {
    let (kind, lang, id) = (tag.kind(), call.lang, view.stored.id);
    let mut facts = facts(call, view);
    let paper = paper(kind.document);
    if !paper.is_empty() {
        facts.push((said::DOCUMENT.in_lang(lang).to_owned(), paper, None));
    }
    let steps = view.next(&call.books, call.today());
    let row = steps.iter().find(|step| step.event == tag);
    let article = row.map_or(kind.article, |row| row.article);
    facts.push((said::LEGAL_BASIS.in_lang(lang).to_owned(), in_full(article, lang), None));
    let needs = approval(call, tag, &view.case);
    let mut notices = Vec::new();
    if let Some(needs) = needs {
        let title = said::needs_approval(needs.approver.words(), &in_full(needs.article, lang)).in_lang(lang).to_owned();
        notices.push(Notice { title, lines: Vec::new() });
    }
    if let Some(row) = row.filter(|row| !row.waits_for.is_empty()) {
        let lines = row.waits_for.iter().map(|(rule, why)| (format!("{} ({rule})", why.in_lang(lang)), None, String::new()));
        notices.push(Notice { title: said::WAITING.in_lang(lang).to_owned(), lines: lines.collect() });
    }
    // whoever consents, and when, is written in with the consent
    let left_out: &[&str] = match (needs, tag) {
        (Some(_), Tag::Extended | Tag::ConvertedToGeneral) => &["approved_by", "approved_on"],
        (Some(_), Tag::DecisionMade) => &["approved_by"],
        _ => &[],
    };
    let mut last = Vec::new();
    if needs.is_some() {
        last.push(Own::Area("reason", said::REASON));
    } else if view.stored.number.is_none() {
        last.push(Own::Line("number", said::NUMBER, false, said::NUMBER_HINT.in_lang(lang).to_owned()));
    }
    let crumb = said::case_named(view.stored.number.as_deref(), id.0);
    Form {
        call,
        shell: Shell::of(call, kind.words).below_case(id.0, crumb.in_lang(lang)).below(&format!("/cases/{id}/steps"), said::STEPS),
        tag,
        case: &view.case,
        typed: Typed::default(),
        faults: Vec::new(),
        law: None,
        notices,
        facts,
        left_out,
        own: (Vec::new(), last),
        hidden: Vec::new(),
        submit: if needs.is_some() { said::ASK } else { said::RECORD },
        kept: false,
    }
}

/// What the form of a step begins with.
fn propose(call: &Call, database: &mut Database, tag: Tag, case: &Case, typed: &mut Typed) -> Result<(), Problem> {
    let person = service::display_name(database, call.person()?)?;
    begin(tag, &Known { today: call.today(), case, person: &person, own_unit: None }, typed);
    Ok(())
}
