//! The page of a form, whatever it is about: what was sent, its draft, faults at their fields, and the form again with all of it.

use std::cell::Cell;

use askama::Template;

use super::arrange::arranged;
use super::node::Node;
use super::sheet::{MOST_ROWS, Sheet};
use crate::clock::in_china;
use crate::domain::case::event::{Event, NOTE, Tag};
use crate::domain::case::{Case, CaseNumber, Entry, Refusal};
use crate::domain::form::{self, DATA, Fault, Typed};
use crate::domain::words::{Sentence, Words};
use crate::http::{Call, Problem, Rendered};
use crate::i18n::citation::in_full;
use crate::i18n::pages::{self as words, forms as said};
use crate::service::{Database, ServiceError, StoreError};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "forms/form.html", config = "src/web/askama.toml")]
struct FormPage {
    shell: Shell,
    /// Id of the field, empty where it is about none, and what is wrong.
    faults: Vec<(String, String)>,
    law: Option<String>,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
    action: String,
    hidden: Vec<(String, String)>,
    front: Vec<Node>,
    rest: Vec<Node>,
    /// The fields of `rest` are shown at once.
    open: bool,
    last: Vec<Node>,
    units: Vec<String>,
    submit: &'static str,
    /// There is a draft to be thrown away.
    kept: bool,
}

/// Something to be told above a form.
pub struct Notice {
    /// Heading.
    pub title: String,
    /// Text, and where a link at its end leads and what it is called.
    pub lines: Vec<(String, Option<String>, String)>,
}

/// Label, text, where it leads.
pub type Fact = (String, String, Option<String>);

/// A field beside those of the event.
pub enum Own {
    /// One line; with names of units, or not; its hint.
    Line(&'static str, Words, bool, String),
    /// Several lines that must be filled in.
    Area(&'static str, Words),
}

/// What a form is about, and what has become of it.
pub struct Form<'a> {
    /// The request.
    pub call: &'a Call,
    /// Frame of the page.
    pub shell: Shell,
    /// The event.
    pub tag: Tag,
    /// The case as it stands; empty where it is about to be opened.
    pub case: &'a Case,
    /// What was typed, or is proposed.
    pub typed: Typed,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Rule and article of a refusal.
    pub law: Option<Sentence>,
    /// What is told above the form.
    pub notices: Vec<Notice>,
    /// The case at hand.
    pub facts: Vec<Fact>,
    /// Fields of the event somebody else fills in.
    pub left_out: &'static [&'static str],
    /// Fields beside the event's: in front, and at the end.
    pub own: (Vec<Own>, Vec<Own>),
    /// Sent along.
    pub hidden: Vec<(String, String)>,
    /// What the button says.
    pub submit: Words,
    /// There is a draft.
    pub kept: bool,
}

/// What somebody wants who sent a form.
pub enum Intent {
    /// Record it.
    Record,
    /// One row more, of this list.
    More,
    /// Keep it for another time.
    Save,
    /// Throw it away.
    Discard,
}

/// What was sent, and to what end.
///
/// # Errors
/// `malformed`.
pub fn sent(call: &Call) -> Result<(Typed, Intent), Problem> {
    let mut typed = Typed::of(call.form()?.typed());
    let more = typed.get("more").to_owned();
    let intent = match (more.is_empty(), typed.get("save")) {
        (false, _) => {
            let rows = format!("rows.{more}");
            let count: usize = typed.get(&rows).parse().unwrap_or_default();
            typed.set(&rows, (count + 1).min(MOST_ROWS).to_string());
            Intent::More
        }
        (true, "draft") => Intent::Save,
        (true, "nothing") => Intent::Discard,
        (true, _) => Intent::Record,
    };
    Ok((typed, intent))
}

/// Address of the form, which is its name among drafts.
pub fn address(call: &Call) -> String {
    call.raw.address.split('?').next().unwrap_or_default().to_owned()
}

/// Keeps what was typed as a draft of whoever typed it.
///
/// # Errors
/// What the engine reports.
pub fn keep(call: &Call, typed: &Typed) -> Result<(), Problem> {
    let (person, form, at) = (call.person()?, address(call), call.now);
    let no_button = |(name, value): (&str, &str)| (!["more", "save"].contains(&name)).then(|| (name.to_owned(), value.to_owned()));
    let fields: Vec<(String, String)> = typed.pairs().filter_map(no_button).collect();
    Ok(call.state.writer.run(move |database: &mut Database| database.draft_keep(person, &form, &fields, at))?)
}

/// Forgets the draft of a form.
///
/// # Errors
/// What the engine reports.
pub fn forget(call: &Call) -> Result<(), Problem> {
    let (person, form) = (call.person()?, address(call));
    Ok(call.state.writer.run(move |database: &mut Database| database.draft_forget(person, &form))?)
}

/// The draft of a form, and a note that this is one.
///
/// # Errors
/// What the engine reports.
pub fn draft(call: &Call, database: &mut Database) -> Result<Option<(Typed, Notice)>, Problem> {
    let Some(draft) = database.draft(call.person()?, &address(call))? else { return Ok(None) };
    let at = in_china(draft.saved_at).format("%Y-%m-%d %H:%M").to_string();
    let title = said::draft_from(&at).in_lang(call.lang).to_owned();
    Ok(Some((Typed::of(draft.fields), Notice { title, lines: Vec::new() })))
}

impl Form<'_> {
    fn say(&self, words: Words) -> String {
        words.in_lang(self.call.lang).to_owned()
    }

    /// The same with a note above.
    pub fn noting(mut self, title: Words, lines: impl IntoIterator<Item = Sentence>) -> Self {
        let lines = lines.into_iter().map(|line| (line.in_lang(self.call.lang).to_owned(), None, String::new())).collect();
        self.notices.push(Notice { title: self.say(title), lines });
        self
    }

    /// The same with what refuses it: at the field, where one is to blame; with rule and article, where the law is.
    ///
    /// # Errors
    /// What is no fault of the form.
    pub fn refused(mut self, error: ServiceError, entry: &Entry, before: &Case) -> Result<Self, Problem> {
        let law = &self.call.books.law;
        let fault = |field: &str, what: Sentence| Fault { field: field.to_owned(), what };
        match error {
            ServiceError::Refused(refusal) => {
                let blamed = form::to_blame(before, entry, &refusal, law);
                let Refusal { rule, article, reason, .. } = refusal;
                if blamed.is_empty() {
                    self.faults.push(fault(if rule == "ORDER" { "on" } else { "" }, reason));
                } else {
                    self.faults.extend(blamed.iter().map(|name| fault(&format!("{DATA}.{name}"), reason.clone())));
                }
                self.law = Some(said::by_rule(&rule, &in_full(article, self.call.lang)));
            }
            ServiceError::Said(what) => {
                let number = self.typed.get("number");
                let bad_number = !number.is_empty() && CaseNumber::parse(number).map_or(true, |number| !number.fits(before.kind));
                let asked = self.own.1.iter().any(|own| matches!(own, Own::Area("reason", _)));
                let field = match (entry.on > self.call.today(), bad_number) {
                    (true, _) => "on",
                    (_, true) => "number",
                    _ if asked && self.typed.get("reason").is_empty() => "reason",
                    _ if matches!(&entry.event, Event::Annulled(data) if data.reason.is_none()) => "data.reason",
                    _ => "",
                };
                self.faults.push(fault(field, what));
            }
            ServiceError::Store(StoreError::UnknownUnit { ref name, .. }) => {
                let what = error.sentence();
                let field = self.typed.pairs().find(|(_, value)| value.trim() == name).map_or("", |(field, _)| field).to_owned();
                self.faults.push(fault(&field, what));
            }
            ServiceError::Store(StoreError::NumberTaken { .. }) => self.faults.push(fault("number", error.sentence())),
            ServiceError::Store(StoreError::ApprovalWaiting { .. }) => self.faults.push(fault("", error.sentence())),
            error => return Err(error.into()),
        }
        Ok(self)
    }

    /// The page.
    ///
    /// # Errors
    /// A template that cannot be filled; what the engine reports.
    pub fn page(self, status: u16, units: Vec<String>) -> Result<Rendered, Problem> {
        let (call, law) = (self.call, &self.call.books.law);
        let on = crate::domain::ledger::parse_day(self.typed.get("on")).unwrap_or_else(|_| call.today());
        let asked = form::asked(self.case, self.tag, on, law);
        let kind = self.tag.kind();
        let (front, rest) = arranged(kind, self.tag, &asked, self.left_out, &self.typed);
        let opening = self.case.state == crate::domain::case::State::New;
        let first = front.first().map(|field| format!("{DATA}.{}", field.name));
        let more = self.typed.get("more");
        let focus = match (self.faults.iter().find(|fault| !fault.field.is_empty()), more) {
            (Some(fault), _) => fault.field.clone(),
            (None, more) if !more.is_empty() => {
                let rows: usize = self.typed.get(&format!("rows.{more}")).parse().unwrap_or(1);
                format!("{more}.{}", rows.saturating_sub(1))
            }
            _ => first.filter(|_| opening).unwrap_or_else(|| "on".to_owned()),
        };
        let sheet = Sheet {
            lang: call.lang,
            law,
            case: self.case,
            kind,
            on,
            typed: &self.typed,
            faults: &self.faults,
            asked: &asked,
            focus: Cell::new(Some(focus)),
        };
        let own = |own: &Own| match own {
            Own::Line(name, label, units, hint) => sheet.own_line(name, *label, hint.clone(), *units),
            Own::Area(name, label) => sheet.own_area(name, *label, String::new()),
        };
        let mut nodes: Vec<Node> = vec![sheet.day_of_event()];
        nodes.extend(self.own.0.iter().map(own));
        nodes.extend(front.iter().map(|field| sheet.field(field, DATA)));
        let inside = |fault: &Fault| {
            rest.iter().chain([&&NOTE]).any(|field| {
                let name = format!("{DATA}.{}", field.name);
                fault.field == name || fault.field.starts_with(&format!("{name}."))
            })
        };
        let within_more = rest.iter().any(|field| more.starts_with(&format!("{DATA}.{}", field.name)));
        let open = self.faults.iter().any(inside) || !more.is_empty() && within_more;
        let mut more_nodes: Vec<Node> = rest.iter().map(|field| sheet.field(field, DATA)).collect();
        more_nodes.push(sheet.field(&NOTE, DATA));
        let last = self.own.1.iter().map(own).collect();
        let faults = self.faults.iter().map(|fault| (Node::id_of(&fault.field), fault.what.in_lang(call.lang).to_owned()));
        let mut faults: Vec<(String, String)> = faults.collect();
        // one refusal may be marked at several fields; it is told once
        faults.dedup_by(|later, earlier| later.1 == earlier.1);
        let template = FormPage {
            faults,
            law: self.law.as_ref().map(|law| law.in_lang(call.lang).to_owned()),
            notices: self.notices,
            facts: self.facts,
            action: address(call),
            hidden: self.hidden,
            front: nodes,
            rest: more_nodes,
            open,
            last,
            units,
            submit: self.submit.in_lang(call.lang),
            kept: self.kept,
            shell: self.shell,
        };
        page(status, &template)
    }
}

/// Names of units, to be proposed while one is typed; a large district has a few hundred.
///
/// # Errors
/// What the engine reports.
pub fn unit_names(call: &Call, database: &mut Database) -> Result<Vec<String>, Problem> {
    const MOST: usize = 500;
    let today = call.today();
    let there = database.units_list()?.into_iter().filter(|unit| unit.valid_until.is_none_or(|until| today < until));
    Ok(there.map(|unit| unit.full_name).take(MOST).collect())
}
