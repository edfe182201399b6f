//! Why a use case was refused or failed: one sentence, in both languages.

use crate::crypto::{KeyFileError, SealFault};
use crate::domain::access::Denial;
use crate::domain::calendar::CalendarFault;
use crate::domain::case::Refusal;
use crate::domain::case::event::EventError;
use crate::domain::case::parts::Approver;
use crate::domain::id::ApprovalId;
use crate::domain::law::LawFaults;
use crate::domain::ledger::{Fault, Faults, VocabularyFault};
use crate::domain::statistics::RegistryFaults;
use crate::domain::words::{Lang, Sentence, Words};
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
    /// The policy table does not allow it.
    #[error("{}", .0.sentence().en)]
    Denied(Denial),
    /// The law asks for the consent of a head first.
    #[error("{} needs approval", .event.en)]
    NeedsApproval {
        /// Name of the event.
        event: Words,
        /// Whose consent.
        approver: Approver,
        /// Article.
        article: &'static str,
    },
    /// An approver, but not the head the law names.
    #[error("the approval is another head's")]
    NotTheHead {
        /// Whose consent.
        approver: Approver,
        /// Article.
        article: String,
    },
    /// The case has changed since the request was made.
    #[error("request {request} is stale")]
    StaleRequest {
        /// The request.
        request: ApprovalId,
        /// Entries of the case when it was made.
        seen: usize,
        /// Entries now.
        now: usize,
    },
    /// The person is still officer of open files.
    #[error("{person} is still officer of {} files", .cases.len())]
    StillOfficer {
        /// Name.
        person: String,
        /// Numbers or ids of the files.
        cases: Vec<String>,
    },
    /// Rows of a file that cannot be read, by cell.
    #[error("{} cells cannot be read", .0.count)]
    Rows(Faults),
    /// The keys cannot be had.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    /// A sealed value does not open.
    #[error(transparent)]
    Sealed(#[from] SealFault),
    /// Anything a person can mend, said in one sentence.
    #[error("{}", .0.en)]
    Said(Sentence),
}

impl From<Denial> for ServiceError {
    fn from(denial: Denial) -> Self {
        Self::Denied(denial)
    }
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
            Self::Denied(denial) => {
                let Sentence { zh, en } = denial.sentence();
                Sentence::new(format!("{zh}。"), format!("Not allowed: {en}."))
            }
            Self::NeedsApproval { event, approver, article } => Sentence::new(
                format!("登记“{}”应当先经{}批准（{}）；请提请审批。", event.zh, approver.words().zh, in_full(article, Lang::Zh)),
                format!(
                    "“{}” needs the approval of the {} first ({}); request it.",
                    event.en,
                    approver.words().en,
                    in_full(article, Lang::En)
                ),
            ),
            Self::NotTheHead { approver, article } => Sentence::new(
                format!("此项应当由{}审批（{}）。", approver.words().zh, in_full(article, Lang::Zh)),
                format!("The approval is that of the {} ({}).", approver.words().en, in_full(article, Lang::En)),
            ),
            Self::StaleRequest { request, seen, now } => Sentence::new(
                format!("审批事项 {request} 提请后案件又有新记录（提请时 {seen} 条，现 {now} 条）；请退回或撤回后重新提请。"),
                format!(
                    "The case has changed since request {request} was made ({seen} entries then, {now} now); send it back or withdraw it, and ask again."
                ),
            ),
            Self::StillOfficer { person, cases } => still_officer(person, cases),
            Self::Rows(faults) => unreadable_rows(faults),
            Self::Keys(error) => error.0.clone(),
            Self::Sealed(fault) => fault.sentence(),
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

/// How many of a long list a sentence names.
const NAMED: usize = 20;

fn still_officer(person: &str, cases: &[String]) -> Sentence {
    let named = &cases[..cases.len().min(NAMED)];
    let (more_zh, more_en) = match cases.len() - named.len() {
        0 => (String::new(), String::new()),
        more => (format!("，另有{more}件"), format!(", and {more} more")),
    };
    Sentence::new(
        format!("“{person}”仍是{}件未办结案件的承办人，请先移交：{}{more_zh}。", cases.len(), named.join("、")),
        format!("{person} is still officer of {} open cases; hand them over first: {}{more_en}.", cases.len(), named.join(", ")),
    )
}

fn unreadable_rows(faults: &Faults) -> Sentence {
    let said = |lang: Lang| {
        let place = |fault: &Fault| match (fault.cell, fault.row, lang) {
            (Some(cell), ..) => format!("{}!{cell} ", fault.sheet),
            (None, Some(row), Lang::Zh) => format!("{} 第{row}行 ", fault.sheet),
            (None, Some(row), Lang::En) => format!("{} row {row} ", fault.sheet),
            (None, None, _) => format!("{} ", fault.sheet),
        };
        let one = |fault: &Fault| match lang {
            Lang::Zh => format!("{}“{}”应为{}", place(fault), fault.value, fault.expected.zh),
            Lang::En => format!("{}\"{}\": expected {}", place(fault), fault.value, fault.expected.en),
        };
        faults.kept.iter().take(NAMED).map(one).collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " })
    };
    Sentence::new(
        format!("有{}处无法读取，未写入任何内容：{}。", faults.count, said(Lang::Zh)),
        format!("{} cells cannot be read, nothing was written: {}.", faults.count, said(Lang::En)),
    )
}

/// Says why the law refuses a step, with its article.
fn refused(refusal: &Refusal) -> Sentence {
    Sentence::new(
        format!("{}（{}，{}）", refusal.reason.zh, refusal.rule, in_full(refusal.article, Lang::Zh)),
        format!("{} ({}, {})", refusal.reason.en, refusal.rule, in_full(refusal.article, Lang::En)),
    )
}
