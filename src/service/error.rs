//! Why a use case was refused or failed: one sentence, in both languages.

use crate::domain::calendar::CalendarFault;
use crate::domain::case::Refusal;
use crate::domain::case::event::EventError;
use crate::domain::law::LawFaults;
use crate::domain::ledger::VocabularyFault;
use crate::domain::statistics::RegistryFaults;
use crate::domain::words::{Lang, Sentence};
use crate::i18n::citation::in_full;
use crate::office::OfficeError;
use crate::store::StoreError;

/// What went wrong in a use case.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The database refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file could not be read.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// The law refuses the step.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Text that is not an event.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The bundled law does not hold together.
    #[error(transparent)]
    Law(#[from] LawFaults),
    /// The bundled definitions do not hold together.
    #[error(transparent)]
    Registry(#[from] RegistryFaults),
    /// The bundled words of ledgers do not hold together.
    #[error(transparent)]
    Vocabulary(#[from] VocabularyFault),
    /// A file that is no year's calendar: its name and every fault.
    #[error("{}", calendar(file, faults).en)]
    Calendar {
        /// Name of the file.
        file: String,
        /// What is wrong with it.
        faults: Vec<CalendarFault>,
    },
    /// Anything a person can mend, said in one sentence.
    #[error("{}", .0.en)]
    Said(Sentence),
}

impl ServiceError {
    /// A sentence of its own.
    pub fn said(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Said(Sentence::new(zh, en))
    }

    /// What to tell the person.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Store(error) => error.sentence(),
            Self::Office(error) => error.sentence(),
            Self::Refused(refusal) => refused(refusal),
            Self::Event(error) => error.sentence(),
            Self::Law(faults) => Sentence::new(faults.in_lang(Lang::Zh), faults.in_lang(Lang::En)),
            Self::Registry(faults) => Sentence::new(faults.in_lang(Lang::Zh), faults.in_lang(Lang::En)),
            Self::Vocabulary(fault) => Sentence::new(fault.to_string(), fault.to_string()),
            Self::Calendar { file, faults } => calendar(file, faults),
            Self::Said(sentence) => sentence.clone(),
        }
    }
}

/// The faults of a calendar in one sentence; of very many the first.
fn calendar(file: &str, faults: &[CalendarFault]) -> Sentence {
    const SAID: usize = 20;
    let (mut zh, mut en): (Vec<_>, Vec<_>) = faults.iter().take(SAID).map(|fault| fault.sentence()).map(|said| (said.zh, said.en)).unzip();
    if let Some(more) = faults.len().checked_sub(SAID).filter(|more| *more > 0) {
        zh.push(format!("另有{more}处"));
        en.push(format!("and {more} more"));
    }
    Sentence::new(format!("{file}：{}", zh.join("；")), format!("{file}: {}", en.join("; ")))
}

/// Says why the law refuses a step, with its article.
fn refused(refusal: &Refusal) -> Sentence {
    Sentence::new(
        format!("{}（{}，{}）", refusal.reason.zh, refusal.rule, in_full(refusal.article, Lang::Zh)),
        format!("{} ({}, {})", refusal.reason.en, refusal.rule, in_full(refusal.article, Lang::En)),
    )
}
