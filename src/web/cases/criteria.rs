//! What a list of cases was asked for: read from an address, shown as chips that can be taken away one by one, written back.

use super::list::outcome;
use crate::domain::access::Action;
use crate::domain::case::{CaseKind, State, machines, openings};
use crate::domain::deadline::Urgency;
use crate::domain::id::CaseId;
use crate::domain::law::OutcomeEntry;
use crate::domain::words::{Sentence, Words};
use crate::http::form::Fields;
use crate::http::{Call, headers};
use crate::i18n::pages::cases as said;
use crate::service::{CaseQuery, CaseSort, Cursor};
use crate::web::shell::Shell;

/// A filter in force, and the address of the list without it.
pub struct Chip {
    /// What it filters.
    pub label: &'static str,
    /// What it lets through.
    pub value: String,
    /// The list without it.
    pub without: String,
}

/// A value that may be chosen.
pub struct Choice {
    /// Value of the field.
    pub value: String,
    /// What people read.
    pub label: String,
    /// It is the one in force.
    pub chosen: bool,
}

/// What a list was asked for.
pub struct Criteria {
    /// The query it amounts to.
    pub query: CaseQuery,
    /// Filters in force: field, label, value as sent, value in words.
    filters: Vec<(&'static str, Words, String, String)>,
    /// What cannot be read.
    pub faults: Vec<Sentence>,
}

/// How many cases a page may show.
pub const SIZES: [u32; 4] = [25, 50, 100, 200];
/// How many it shows unless said.
const SIZE: u32 = 50;

impl Criteria {
    /// Reads them; what cannot be read is told and left out.
    pub fn read(call: &Call, fields: &Fields) -> Self {
        let mut query = CaseQuery { limit: SIZE, ..CaseQuery::default() };
        let (mut filters, mut faults) = (Vec::new(), Vec::new());
        let mut note = |name: &'static str, label: Words, value: &str, words: &str| {
            filters.push((name, label, value.to_owned(), words.to_owned()));
        };
        let given = |name: &'static str| Some(fields.get(name)).filter(|text| !text.is_empty());
        if let Some(text) = given("q") {
            query.text = Some(text.to_owned());
            note("q", said::SEARCH, text, text);
        }
        if let Some(text) = given("kind") {
            match CaseKind::from_code(text) {
                Some(kind) => {
                    query.kind = Some(kind);
                    note("kind", said::KIND, text, kind.words().in_lang(call.lang));
                }
                None => faults.push(said::not_understood(said::KIND, text)),
            }
        }
        if let Some(text) = given("state") {
            match State::from_code(text) {
                Some(state) => {
                    query.state = vec![state];
                    note("state", said::STATE, text, state_name(query.kind, state).map_or(text, |words| words.in_lang(call.lang)));
                }
                None => faults.push(said::not_understood(said::STATE, text)),
            }
        }
        if let Some(text) = given("due") {
            match Urgency::from_code(text) {
                Some(due) => {
                    query.due = Some(due);
                    note("due", said::NEXT_DATE, text, due.words().in_lang(call.lang));
                }
                None => faults.push(said::not_understood(said::NEXT_DATE, text)),
            }
        }
        if let Some(text) = given("year") {
            match text.parse().ok().filter(|year| (1990..=2099).contains(year)) {
                Some(year) => {
                    query.year = Some(year);
                    note("year", said::YEAR, text, said::of_year(year).in_lang(call.lang));
                }
                None => faults.push(said::not_understood(said::YEAR, text)),
            }
        }
        if let Some(text) = given("outcome") {
            match call.books.law.codes.outcome(text) {
                Some(_) => {
                    query.outcome = Some(text.to_owned());
                    note("outcome", said::OUTCOME, text, &outcome(call, text));
                }
                None => faults.push(said::not_understood(said::OUTCOME, text)),
            }
        }
        let words: [(&'static str, Words, &mut Option<String>); 5] = [
            ("unit", said::UNIT, &mut query.unit),
            ("matter", said::MATTER, &mut query.matter),
            ("category", said::CATEGORY, &mut query.category),
            ("officer", said::OFFICER, &mut query.officer),
            ("number", said::NUMBER_BEGINS, &mut query.number),
        ];
        for (name, label, field) in words {
            if let Some(text) = given(name) {
                *field = Some(text.to_owned());
                note(name, label, text, text);
            }
        }
        if given("open").is_some() {
            query.open = true;
            note("open", said::STATE, "yes", said::OPEN_ONLY.in_lang(call.lang));
        }
        query.sort = given("sort").and_then(CaseSort::from_code).unwrap_or_default();
        if let Some(size) = given("size").and_then(|text| text.parse().ok()).filter(|size| SIZES.contains(size)) {
            query.limit = size;
        }
        query.after = given("after").and_then(read_cursor);
        Self { query, filters, faults }
    }

    /// The address of a list with these filters, but for one, and with something beside them.
    pub fn address(&self, path: &str, without: &str, beside: &[(&str, String)]) -> String {
        let size =
            (self.query.limit != SIZE && !beside.iter().any(|(name, _)| *name == "size")).then(|| ("size", self.query.limit.to_string()));
        let kept = self.filters.iter().filter(|(name, ..)| *name != without).map(|(name, _, value, _)| (*name, value.clone()));
        let sort = (self.query.sort != CaseSort::default() && !beside.iter().any(|(name, _)| *name == "sort"))
            .then(|| ("sort", self.query.sort.code().to_owned()));
        headers::address(path, kept.chain(sort).chain(size).chain(beside.iter().cloned()))
    }

    /// The filters in force.
    pub fn chips(&self, shell: &Shell) -> Vec<Chip> {
        let chip = |(name, label, _, value): &(&'static str, Words, String, String)| Chip {
            label: shell.say(label),
            value: value.clone(),
            without: self.address("/cases", name, &[]),
        };
        self.filters.iter().map(chip).collect()
    }

    /// The filters in force in words, one each.
    pub fn words(&self, call: &Call) -> Vec<String> {
        let colon = said::COLON.in_lang(call.lang);
        self.filters.iter().map(|(_, label, _, value)| format!("{}{colon}{value}", label.in_lang(call.lang))).collect()
    }

    /// Value of a field as it was sent.
    pub fn value(&self, name: &str) -> &str {
        self.filters.iter().find(|(known, ..)| *known == name).map_or("", |(_, _, value, _)| value.as_str())
    }

    /// Kinds to choose from.
    pub fn kinds(&self, shell: &Shell) -> Vec<Choice> {
        let choice = |kind: &CaseKind| Choice {
            value: kind.code().to_owned(),
            label: shell.say(kind.words()).to_owned(),
            chosen: self.query.kind == Some(*kind),
        };
        CaseKind::ALL.iter().map(choice).collect()
    }

    /// States to choose from: those of the kind that is chosen, else of any.
    pub fn states(&self, shell: &Shell) -> Vec<Choice> {
        let choice = |state: &State| {
            let words = state_name(self.query.kind, *state)?;
            let (value, label) = (state.code().to_owned(), shell.say(words).to_owned());
            Some(Choice { value, label, chosen: self.query.state.contains(state) })
        };
        State::ALL.iter().filter_map(choice).collect()
    }
}

/// A column by which a list can be put in order.
pub struct Column {
    /// Its heading.
    pub label: &'static str,
    /// The list in that order.
    pub address: String,
    /// How it is ordered now, as `aria-sort` says it; nothing where by another column.
    pub order: &'static str,
}

impl Criteria {
    /// How urgent a case may be, to choose from.
    pub fn dues(&self, shell: &Shell) -> Vec<Choice> {
        let choice = |due: &Urgency| Choice {
            value: due.code().to_owned(),
            label: shell.say(due.words()).to_owned(),
            chosen: self.query.due == Some(*due),
        };
        Urgency::ALL.iter().map(choice).collect()
    }

    /// Closing outcomes to choose from.
    pub fn outcomes(&self, call: &Call) -> Vec<Choice> {
        let closing = call.books.law.codes.outcomes().filter(|entry| entry.closing);
        let choice = |entry: &OutcomeEntry| Choice {
            value: entry.code.clone(),
            label: outcome(call, &entry.code),
            chosen: self.query.outcome.as_deref() == Some(entry.code.as_str()),
        };
        closing.map(choice).collect()
    }

    /// The headings that put the list in order: by number, by next date, by the day received.
    pub fn columns(&self, shell: &Shell) -> [Column; 3] {
        let column = |(sort, label, order): (CaseSort, Words, &'static str)| Column {
            label: shell.say(label),
            address: self.address("/cases", "", &[("sort", sort.code().to_owned())]),
            order: if self.query.sort == sort { order } else { "" },
        };
        [
            (CaseSort::Number, said::NUMBER, "descending"),
            (CaseSort::NextDate, said::NEXT_DATE, "ascending"),
            (CaseSort::Received, said::RECEIVED, "descending"),
        ]
        .map(column)
    }

    /// A filter beyond the first row of the form is in force.
    pub fn is_narrow(&self) -> bool {
        self.filters.iter().any(|(name, ..)| !["q", "kind", "due", "open"].contains(name))
    }
}

/// The name of a state among the cases of a kind, or of any kind.
fn state_name(kind: Option<CaseKind>, state: State) -> Option<Words> {
    let among = kind.map_or_else(|| machines().collect(), openings);
    among.into_iter().find_map(|machine| machine.state_words(state))
}

/// Whether whoever asks may take the list away as a file.
pub fn may_export(call: &Call) -> bool {
    call.signed().is_ok_and(|signed| signed.may_come(Action::CaseExport).is_ok())
}

/// Where a list goes on, as an address carries it.
pub fn write_cursor(cursor: Cursor) -> String {
    format!("{}.{}", cursor.listed_on, cursor.id)
}

fn read_cursor(text: &str) -> Option<Cursor> {
    let (day, id) = text.split_once('.')?;
    Some(Cursor { listed_on: day.parse().ok()?, id: CaseId(id.parse().ok()?) })
}
