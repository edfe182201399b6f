//! A case is registered: first what has come in, then one form, which proposes what is known and says what to look at before.

use askama::Template;

use super::page::{Form, Intent, Notice, Own, address, draft, forget, keep, sent, unit_names};
use super::start::{Known, begin};
use crate::domain::access::{Role, Who};
use crate::domain::case::event::Tag;
use crate::domain::case::{Case, CaseKind, Entry, State, openings};
use crate::domain::form::{Fault, Typed, read};
use crate::domain::words::Words;
use crate::http::{Call, Problem, Rendered, code, once};
use crate::i18n::citation::in_full;
use crate::i18n::pages::{self as words, forms as said};
use crate::service::{self, Act, Database, KeptAnswer, NewFile, Remark, ServiceError, StoreError};
use crate::web::cases::timeline::paper;
use crate::web::shell::{Shell, go_to, page, part};

#[derive(Template)]
#[template(path = "forms/register.html", config = "src/web/askama.toml")]
struct Register {
    shell: Shell,
    kinds: Vec<(Words, Vec<Opening>)>,
}

struct Opening {
    address: String,
    name: &'static str,
    machine: &'static str,
    document: String,
}

/// `GET /register`.
pub fn index(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let mut kinds = Vec::new();
    for kind in service::may_register(call.access()?)? {
        let mut found: Vec<Opening> = Vec::new();
        for machine in openings(kind) {
            for row in machine.transitions().filter(|row| row.from.contains(&State::New)) {
                let event = row.event.kind();
                let to = format!("/register/{}", event.code);
                if !found.iter().any(|known| known.address == to) {
                    let document = paper(event.document);
                    found.push(Opening {
                        address: to,
                        name: event.words.in_lang(call.lang),
                        machine: machine.words.in_lang(call.lang),
                        document,
                    });
                }
            }
        }
        kinds.push((kind.words(), found));
    }
    page(200, &Register { shell: Shell::of(call, said::REGISTER), kinds })
}

/// `GET /register/{kind}`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let (kind, tag) = opening(call)?;
    let case = Case::new(kind);
    let mut form = form(call, kind, tag, &case);
    if let Some((typed, notice)) = draft(call, database)? {
        (form.typed, form.kept) = (typed, true);
        form.notices.push(notice);
    } else {
        propose(call, database, tag, &case, &mut form.typed)?;
    }
    let units = unit_names(call, database)?;
    form.page(200, units)
}

/// `POST /register/{kind}`.
pub fn register(call: &Call) -> Result<Rendered, Problem> {
    let (kind, tag) = opening(call)?;
    let (typed, intent) = sent(call)?;
    let case = Case::new(kind);
    let mut form = form(call, kind, tag, &case);
    form.typed = typed;
    let units = call.state.pool.read(|database| unit_names(call, database))?;
    match intent {
        Intent::Record => {}
        Intent::Discard => {
            forget(call)?;
            return Ok(go_to(&address(call)));
        }
        Intent::Save | Intent::More => {
            keep(call, &form.typed)?;
            if let Intent::Save = intent {
                form.shell = form.shell.with_said(said::DRAFT_SAVED);
                form.kept = true;
            }
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
    let remarks = call
        .state
        .pool
        .read(|database| service::before_opening(database, call.access()?, &call.books, kind, &entry).map_err(Problem::from))?;
    if let Some(shown) = unseen(call, &remarks, &form.typed) {
        keep(call, &form.typed)?;
        form.hidden.push(("seen".to_owned(), shown));
        form.notices.push(look_first(call, &remarks));
        return form.page(200, units);
    }
    match write(call, kind, &entry, &form.typed) {
        Ok(to) => Ok(go_to(&to)),
        // whose file it would be is said in the form: it is mended there
        Err(Failed::Service(ServiceError::Denied(denial))) => {
            keep(call, &form.typed)?;
            form.faults.push(Fault { field: "handler".to_owned(), what: denial.sentence() });
            form.page(422, units)
        }
        Err(Failed::Service(error)) => {
            keep(call, &form.typed)?;
            form.hidden.push(("seen".to_owned(), form.typed.get("seen").to_owned()));
            form.refused(error, &entry, &case)?.page(422, units)
        }
        Err(Failed::Problem(problem)) => Err(problem),
    }
}

/// Why a case was not opened.
enum Failed {
    Service(ServiceError),
    Problem(Problem),
}

impl From<ServiceError> for Failed {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// Opens the case, once: the same form sent again leads to the same case.
fn write(call: &Call, kind: CaseKind, entry: &Entry, typed: &Typed) -> Result<String, Failed> {
    let (asked, entry, form) = (call.clone(), entry.clone(), address(call));
    let said = |name: &str| Some(typed.get(name).to_owned()).filter(|value| !value.is_empty());
    let (number, handler) = (said("number"), said("handler"));
    let content: Vec<u8> =
        typed.pairs().filter(|(name, _)| *name != "seen").flat_map(|(name, value)| format!("{name}={value}\n").into_bytes()).collect();
    let fingerprint = once::fingerprint("POST", &form, [content.as_slice()]);
    call.state.writer.run(move |database: &mut Database| {
        let signed = asked.signed().map_err(Failed::Problem)?;
        let (actor, since) = (signed.actor(), asked.now - once::KEPT_FOR);
        let key = format!("form {fingerprint}");
        if let Some(before) = database.answer_find(&actor, &key, since)? {
            return Ok(before.headers.into_iter().next().map(|(_, to)| to).unwrap_or_default());
        }
        let access = &signed.access;
        let act = Act { actor: &access.principal.name, origin: &asked.raw.origin, at: asked.now };
        let event = entry.event.code();
        let file = NewFile { kind, number, unit: None, handler, entry };
        let opening = service::opening(database, access, &asked.books, file)?;
        let id = database.case_create(&opening, &act)?;
        let to = format!("/cases/{id}/steps?registered={event}");
        let answer = KeptAnswer { fingerprint, status: 303, headers: vec![("location".to_owned(), to.clone())], body: None };
        database.answer_keep(&actor, &key, &answer, asked.now, since)?;
        if let Who::Person(person) = access.principal.who {
            database.draft_forget(person, &form)?;
        }
        Ok(to)
    })
}

/// What is to be looked at and was not shown with this form before.
fn unseen(call: &Call, remarks: &[Remark], typed: &Typed) -> Option<String> {
    let told: Vec<u8> = remarks.iter().flat_map(|remark| format!("{}{:?}\n", remark.what.zh, remark.case).into_bytes()).collect();
    let shown = once::fingerprint("seen", &address(call), [told.as_slice()]);
    (!remarks.is_empty() && typed.get("seen") != shown).then_some(shown)
}

fn look_first(call: &Call, remarks: &[Remark]) -> Notice {
    let line = |remark: &Remark| {
        let what = remark.what.in_lang(call.lang).to_owned();
        match &remark.case {
            Some((id, name)) => (what, Some(format!("/cases/{id}")), name.in_lang(call.lang).to_owned()),
            None => (what, None, String::new()),
        }
    };
    let hint = (said::LOOK_FIRST_HINT.in_lang(call.lang).to_owned(), None, String::new());
    Notice { title: said::LOOK_FIRST.in_lang(call.lang).to_owned(), lines: remarks.iter().map(line).chain([hint]).collect() }
}

/// The kind of case and its first event that an address names, where the caller may open such a case.
fn opening(call: &Call) -> Result<(CaseKind, Tag), Problem> {
    let named = part(call, "kind");
    let may = service::may_register(call.access()?)?;
    let opens = |kind: CaseKind| {
        let rows = openings(kind).into_iter().flat_map(|machine| machine.transitions());
        rows.filter(|row| row.from.contains(&State::New)).map(|row| row.event).find(|tag| tag.code() == named)
    };
    let found = CaseKind::ALL.iter().find_map(|kind| opens(*kind).map(|tag| (*kind, tag)));
    match found {
        Some((kind, _)) if !may.contains(&kind) => Err(Problem::of(code::FORBIDDEN)),
        Some(found) => Ok(found),
        None => Err(Problem::of(code::NOT_FOUND)),
    }
}

fn form<'a>(call: &'a Call, kind: CaseKind, tag: Tag, case: &'a Case) -> Form<'a> {
    let (event, lang) = (tag.kind(), call.lang);
    let label = |words: Words| words.in_lang(lang).to_owned();
    let mut facts = vec![(label(said::CASES), label(kind.words()), None)];
    let paper = paper(event.document);
    if !paper.is_empty() {
        facts.push((label(said::DOCUMENT), paper, None));
    }
    facts.push((label(said::LEGAL_BASIS), in_full(event.article, lang), None));
    let last =
        vec![Own::Line("number", said::NUMBER, false, label(said::NUMBER_HINT)), Own::Line("handler", said::HANDLER, true, String::new())];
    Form {
        call,
        shell: Shell::of(call, event.words).below("/register", said::REGISTER),
        tag,
        case,
        typed: Typed::default(),
        faults: Vec::new(),
        law: None,
        notices: Vec::new(),
        facts,
        left_out: &[],
        own: (Vec::new(), last),
        hidden: Vec::new(),
        submit: said::RECORD,
        kept: false,
    }
}

/// What a registration begins with: today, who fills it in, the own unit, the next number.
fn propose(call: &Call, database: &mut Database, tag: Tag, case: &Case, typed: &mut Typed) -> Result<(), Problem> {
    let access = call.access()?;
    let person = service::display_name(database, call.person()?)?;
    let handler = service::usual_handler(database, access)?;
    let answers_for_itself = access.principal.roles(call.today()).contains(&Role::Liaison);
    let own_unit = handler.as_deref().filter(|_| answers_for_itself);
    begin(tag, &Known { today: call.today(), case, person: &person, own_unit }, typed);
    if let Some(number) = service::next_number(database, access, &call.books, case.kind)? {
        typed.suggest("number", number);
    }
    if let Some(handler) = handler {
        typed.suggest("handler", handler);
    }
    Ok(())
}
