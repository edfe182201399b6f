//! What happened in a case, entry by entry: when, what was recorded, by whom; what was taken back stays, struck through.

use chrono::{NaiveDateTime, TimeZone, Utc};

use crate::clock::in_china;
use crate::domain::case::Source;
use crate::domain::case::event::Event;
use crate::domain::form::told;
use crate::http::Call;
use crate::i18n::citation::in_full;
use crate::i18n::pages::file as words;
use crate::service::{Dossier, Made};
use crate::web::shell::Shell;

/// An entry of the file.
pub struct Entry {
    /// The day, in the language of the page.
    pub on: String,
    /// The day as machines read it.
    pub machine_day: String,
    /// The day is only the earliest it can have been.
    pub undated: bool,
    /// Name of the event.
    pub name: &'static str,
    /// Article it rests on.
    pub article: String,
    /// Paper it leaves behind.
    pub document: String,
    /// What was recorded, label by label.
    pub data: Vec<(&'static str, String)>,
    /// When it was written, by whom, from where.
    pub made: String,
    /// Who took it back, when and why.
    pub annulled: Option<String>,
    /// Where it can be taken back; empty for who may not.
    pub annulment: String,
}

/// A correction of the file.
pub struct Correction {
    /// Name of the entry that was taken back.
    pub name: &'static str,
    /// Its day.
    pub on: String,
    /// Who took it back, when and why.
    pub told: String,
}

/// The entries in the order of their days; annulments stand with what they take back.
pub fn entries(call: &Call, shell: &Shell, dossier: &Dossier, may_annul: bool) -> Vec<Entry> {
    let stored = &dossier.view.stored;
    let mut found: Vec<(crate::domain::Day, Entry)> = Vec::new();
    for (position, entry) in stored.history.0.iter().enumerate() {
        if matches!(entry.event, Event::Annulled(_)) {
            continue;
        }
        let kind = entry.event.kind();
        let annulled = annulled(shell, dossier, position);
        let offered = may_annul && annulled.is_none();
        let made = dossier.made.get(position).map(|made| words::written(&at(made), &made.by, entry.source == Source::Ledger));
        let entry_told = told(&entry.event, &call.books.law);
        let shown = Entry {
            on: shell.day(entry.on),
            machine_day: entry.on.to_string(),
            undated: entry.undated,
            name: shell.say(kind.words),
            article: in_full(kind.article, shell.lang),
            document: paper(kind.document),
            data: entry_told.into_iter().map(|(label, value)| (shell.say(label), value.in_lang(shell.lang).to_owned())).collect(),
            made: made.map(|made| made.in_lang(shell.lang).to_owned()).unwrap_or_default(),
            annulled,
            annulment: if offered { format!("/cases/{}/entries/{position}/annulment", stored.id) } else { String::new() },
        };
        found.push((entry.on, shown));
    }
    found.sort_by_key(|(on, _)| *on);
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// The papers of an event without the marks that say which of them the statute names.
pub fn paper(document: &str) -> String {
    let papers = document.split(['/', ',']).map(|paper| paper.trim().trim_end_matches(" S").trim_end_matches(" C"));
    papers.filter(|paper| *paper != "—").collect::<Vec<_>>().join("、")
}

/// Every correction, in the order they were made.
pub fn corrections(shell: &Shell, dossier: &Dossier) -> Vec<Correction> {
    let history = &dossier.view.stored.history;
    let correction = |position: usize| {
        let entry = history.0.get(position)?;
        let told = annulled(shell, dossier, position)?;
        Some(Correction { name: shell.say(entry.event.kind().words), on: shell.day(entry.on), told })
    };
    history.annulled().into_iter().filter_map(correction).collect()
}

/// Who took the entry at a position back, when and why.
fn annulled(shell: &Shell, dossier: &Dossier, position: usize) -> Option<String> {
    let history = &dossier.view.stored.history;
    let by = |event: &Event| match event {
        Event::Annulled(data) if data.entry == u32::try_from(position).ok() => Some(data.reason.clone().unwrap_or_default()),
        _ => None,
    };
    let (taken_at, reason) = history.0.iter().enumerate().find_map(|(at, entry)| Some((at, by(&entry.event)?)))?;
    let made = dossier.made.get(taken_at)?;
    Some(words::taken_back(&at(made), &made.by, &reason).in_lang(shell.lang).to_owned())
}

fn at(made: &Made) -> String {
    moment(made.at)
}

/// A stored moment, as it was in China.
pub fn moment(at: NaiveDateTime) -> String {
    in_china(Utc.from_utc_datetime(&at)).format("%Y-%m-%d %H:%M").to_string()
}
