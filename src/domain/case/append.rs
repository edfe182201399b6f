//! The one way to add to a history, and the replay of a whole one.

use super::event::{Annulled, Event, Tag};
use super::file::Case;
use super::history::{CaseKind, Entry, History};
use super::transition::{self, NextStep, Refusal};
use crate::domain::Day;
use crate::domain::law::Law;
use crate::domain::words::Sentence;

/// Checks new entries one after the other and returns the case after them. The history itself is not touched.
///
/// # Errors
/// The first entry the law refuses; nothing of the new entries counts then.
pub fn append(kind: CaseKind, history: &History, new: &[Entry], law: &Law) -> Result<Case, Refusal> {
    let mut longer = history.clone();
    let mut case = Case::fold(kind, history, law);
    for entry in new {
        let position = longer.0.len();
        match &entry.event {
            Event::Annulled(annulled) => case = annul(kind, &mut longer, position, entry, annulled, law)?,
            _ => {
                transition::decide(&case, position, entry, law)?;
                case.apply(entry, law);
                longer.0.push(entry.clone());
            }
        }
    }
    Ok(case)
}

/// Takes an entry back: as if it had never been, provided that what was recorded after it is still lawful without it.
fn annul(kind: CaseKind, history: &mut History, position: usize, entry: &Entry, annulled: &Annulled, law: &Law) -> Result<Case, Refusal> {
    can_be_annulled(history, position, annulled)?;
    history.0.push(entry.clone());
    let replayed = replay(kind, history, law);
    match replayed.refused {
        None => Ok(replayed.case),
        Some(later) => {
            let words = history.0[later.position].event.kind().words;
            let (at, reason) = (later.position, later.reason);
            history.0.pop();
            Err(not_annulled(
                position,
                format!("撤销后第{at}项“{}”不再成立（{}），请先撤销该项", words.zh, reason.zh),
                format!("without it entry {at} “{}” no longer stands ({}); annul that one first", words.en, reason.en),
            ))
        }
    }
}

/// An annulment names an entry before it that still counts, and says why.
fn can_be_annulled(before: &History, position: usize, annulled: &Annulled) -> Result<(), Refusal> {
    let Some(target) = annulled.entry else {
        return Err(not_annulled(position, "未写明被撤销的条目".into(), "which entry to annul is not said (entry)".into()));
    };
    if annulled.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(not_annulled(position, "撤销误记应当写明理由".into(), "an annulment needs a reason".into()));
    }
    if !before.live().any(|(live, _)| live == target as usize) {
        return Err(not_annulled(position, format!("没有可撤销的第{target}项"), format!("there is no entry {target} that counts")));
    }
    Ok(())
}

fn not_annulled(position: usize, zh: String, en: String) -> Refusal {
    Refusal { position, event: Tag::Annulled.code(), rule: "ANNUL".to_owned(), article: "practice", reason: Sentence::new(zh, en) }
}

/// A history replayed entry by entry.
#[derive(Debug)]
pub struct Replay {
    /// The case up to the first refusal, or after everything.
    pub case: Case,
    /// The first entry the law refuses.
    pub refused: Option<Refusal>,
    /// Facts a ledger did not carry: rule and what is missing.
    pub unrecorded: Vec<(&'static str, Sentence)>,
}

impl Replay {
    /// The case as of a day, with the lawful next steps.
    pub fn as_of(&self, today: Day, law: &Law) -> (Case, Vec<NextStep>) {
        let case = self.case.as_of(today, law);
        let next = transition::next(&case, today, law);
        (case, next)
    }
}

/// Checks a whole history, annulments included: every live entry must be lawful after the live entries before it.
pub fn replay(kind: CaseKind, history: &History, law: &Law) -> Replay {
    let mut case = Case::new(kind);
    let mut unrecorded = Vec::new();
    let annulled = history.annulled();
    for (position, entry) in history.0.iter().enumerate() {
        if let Event::Annulled(data) = &entry.event {
            let before = History(history.0[..position].to_vec());
            match can_be_annulled(&before, position, data) {
                Ok(()) => continue,
                Err(refused) => return Replay { case, refused: Some(refused), unrecorded },
            }
        }
        if annulled.contains(&position) {
            continue;
        }
        match transition::decide(&case, position, entry, law) {
            Ok(missing) => unrecorded.extend(missing),
            Err(refused) => return Replay { case, refused: Some(refused), unrecorded },
        }
        case.apply(entry, law);
    }
    Replay { case, refused: None, unrecorded }
}
