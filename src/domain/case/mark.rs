//! The days of a case that statutory periods know: what happened, to whom, how sure the day is; and the days an instrument fixes.

use super::parts::words;
use crate::domain::Day;

words! {
    /// Why the day on which a paper reached somebody is only presumed (CPL-87: it is proved by the return of service).
    Presumption {
        SentOn = "sent-on" "收到日期未记载，按发出之日估计" "the day of receipt is not recorded; reckoned from the day it was sent",
        NotProved = "not-proved" "送达回证尚未入卷，按记载的送达日期估计" "no proof of service is on file; reckoned from the day of service as recorded",
        PublicNotice = "public-notice" "公告送达，按公告期满视为送达之日估计" "served by public notice; reckoned from the day its period has run",
        OthersServed = "others-served" "对其送达未记载，按向他人送达之日估计" "service on this addressee is not recorded; reckoned from the day the others were served",
    }
    /// A paper whose arrival starts periods of its addressee.
    ServedPaper {
        Copy = "copy" "申请书副本" "copy of the application",
        CorrectionNotice = "correction-notice" "补正通知" "correction notice",
        Decision = "decision" "行政复议决定书" "reconsideration decision",
        Refusal = "refusal" "不予受理决定书、驳回申请决定书" "refusal or dismissal of the application",
        OpinionLetter = "opinion-letter" "行政复议意见书" "opinion letter",
        RuleMakerNotice = "rule-maker-notice" "致制定机关的书面通知" "notice to the rule-maker",
        Transfer = "transfer" "转送函" "transfer of a normative document",
    }
    /// An instrument that fixes a day of its own, where the law leaves the length to it.
    Instrument {
        CorrectionNotice = "correction-notice" "补正通知书" "correction notice",
        SupplementExtension = "supplement-extension" "延长补正期限通知" "extension of the time to supplement",
        Decision = "decision" "行政复议决定书" "reconsideration decision",
        RemakeDecision = "remake-decision" "责令重作的行政复议决定书" "reconsideration decision that orders the act made anew",
        PerformanceOrder = "performance-order" "责令履行通知书" "order to perform",
        Judgment = "judgment" "判决书" "judgment",
        EvidenceExtension = "evidence-extension" "准许延期举证通知" "leave to submit evidence later",
        JudicialSuggestion = "judicial-suggestion" "司法建议书" "judicial suggestion",
        ReconsiderationHearing = "reconsideration-hearing" "听证通知书" "notice of the hearing",
        CourtHearing = "court-hearing" "传票、出庭通知书" "summons",
    }
}

impl ServedPaper {
    /// The event of `periods.toml` that its arrival is.
    pub const fn arrival(self) -> &'static str {
        match self {
            Self::Copy => "copy-received",
            Self::CorrectionNotice => "correction-notice-received",
            Self::Decision => "decision-received",
            Self::Refusal => "rejection-or-dismissal-received",
            Self::OpinionLetter => "opinion-letter-received",
            Self::RuleMakerNotice => "rule-maker-notice-received",
            Self::Transfer => "normdoc-transfer-received",
        }
    }
}

/// A day statutory periods start from or end with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Event code of a case file or of `periods.toml`.
    pub event: &'static str,
    /// The day.
    pub on: Day,
    /// Day of the entry that says so: before it nobody could know.
    pub said_on: Day,
    /// Addressee or actor, where the entry names one; `None` concerns everybody.
    pub party: Option<Box<str>>,
    /// Which of several papers of one kind it is about, in order of entry; `None` where there is one, or it does not matter.
    pub paper: Option<u16>,
    /// Why the day is only presumed; `None` when it is recorded and proved.
    pub presumed: Option<Presumption>,
    /// It comes from a proof of service that came in later, and takes the place of what was known before.
    pub from_proof: bool,
}

impl Mark {
    /// A recorded day that concerns everybody.
    pub fn recorded(event: &'static str, on: Day, said_on: Day) -> Self {
        Self { event, on, said_on, party: None, paper: None, presumed: None, from_proof: false }
    }

    /// Whether a proof of service takes the place of this day: the same paper, sent by then, to the same addressee or to nobody named.
    pub fn is_proved_by(&self, proof: &Self) -> bool {
        let same = self.party == proof.party || (self.party.is_none() && self.presumed.is_some());
        proof.from_proof && !self.from_proof && self.event == proof.event && self.said_on <= proof.on && same
    }

    /// Whether it is that event on a recorded day.
    pub fn is_proved(&self, event: &str) -> bool {
        self.event == event && self.presumed.is_none()
    }
}

/// An opinion letter 行政复议意见书 (23-76): each asks for a feedback of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionLetter {
    /// Its number 文号, where recorded.
    pub number: Option<Box<str>>,
    /// Day of its entry.
    pub issued_on: Day,
    /// Who must answer, where recorded.
    pub addressee: Option<Box<str>>,
    /// Its feedback has come in.
    pub answered: bool,
}

/// A last day that an instrument fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedDay {
    /// The instrument.
    pub instrument: Instrument,
    /// Day of the entry that says so.
    pub said_on: Day,
    /// The last day; for a hearing: its day.
    pub until: Day,
    /// Who must act, where the entry names one.
    pub unit: Option<Box<str>>,
}

/// An extension that was approved, whether or not in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// Its length, in the unit of the rule's extension.
    pub days: u32,
    /// Day of approval; where it is not recorded, of the entry.
    pub approved_on: Day,
}

/// The beginning or the end of a stretch of days that does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Boundary {
    /// What stops the clock.
    pub cause: super::event::Tag,
    /// Day it begins or ends.
    pub on: Day,
    /// It begins.
    pub opens: bool,
}
