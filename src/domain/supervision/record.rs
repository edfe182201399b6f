//! One record of supervision, from its opening to the proof it is closed with.

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::domain::case::parts::words;
use crate::domain::words::{Sentence, Words};

words! {
    /// Kind of a record of supervision.
    RecordKind {
        SupervisionLetter = "supervision-letter" "督办函" "supervision letter",
        ReminderLetter = "reminder-letter" "提醒函" "reminder letter",
        Interview = "interview" "约谈" "interview",
        Meeting = "meeting" "联席会议" "joint meeting",
        OpinionLetter = "opinion-letter" "行政复议意见书" "opinion letter",
        SuggestionLetter = "suggestion-letter" "行政复议建议书" "suggestion letter",
        JudicialSuggestion = "judicial-suggestion" "司法建议" "judicial suggestion",
        ProcuratorialSuggestion = "procuratorial-suggestion" "检察建议" "procuratorial suggestion",
    }
    /// How far a record has come.
    RecordState {
        Open = "open" "拟办" "opened",
        Issued = "issued" "已发出" "issued",
        Answered = "answered" "已回复" "answered",
        Closed = "closed" "已办结" "closed",
    }
    /// A step of a record.
    StepKind {
        Issue = "issue" "编号发出" "number and issue",
        Reply = "reply" "登记回复" "record the reply",
        Close = "close" "办结" "close with proof",
    }
}

/// How long whoever is addressed has to reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyPeriod {
    /// A period of the rule book: the first of these rules that is in force on the day of issue.
    Law(&'static [&'static str]),
    /// The letter itself sets the day.
    Letter,
    /// Nothing is to be replied to.
    None,
}

/// What a kind of record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindRow {
    /// The kind.
    pub kind: RecordKind,
    /// Who issues it.
    pub issued_by: Words,
    /// Who answers.
    pub answered_by: Words,
    /// Where it comes from.
    pub citation: &'static str,
    /// It comes from a court or a procuratorate: who issued it is recorded.
    pub from_outside: bool,
    /// How long there is to reply.
    pub reply: ReplyPeriod,
}

const BUREAU: Words = Words { zh: "司法行政部门", en: "justice bureau" };
const ORGAN: Words = Words { zh: "行政复议机关", en: "organ of reconsideration" };
const UNIT: Words = Words { zh: "被督办单位", en: "unit addressed" };

const fn row(
    kind: RecordKind,
    issued_by: Words,
    answered_by: Words,
    citation: &'static str,
    from_outside: bool,
    reply: ReplyPeriod,
) -> KindRow {
    KindRow { kind, issued_by, answered_by, citation, from_outside, reply }
}

/// THE table of kinds.
pub const KIND_ROWS: [KindRow; 8] = [
    row(RecordKind::SupervisionLetter, BUREAU, UNIT, "IR-53..57", false, ReplyPeriod::Letter),
    row(RecordKind::ReminderLetter, BUREAU, UNIT, "IR-53..57", false, ReplyPeriod::Letter),
    row(RecordKind::Interview, BUREAU, UNIT, "23-4(3)", false, ReplyPeriod::None),
    row(RecordKind::Meeting, BUREAU, UNIT, "23-4(3)", false, ReplyPeriod::None),
    row(RecordKind::OpinionLetter, ORGAN, UNIT, "23-76", false, ReplyPeriod::Law(&["rl23-opinion-feedback", "ir07-opinion-feedback"])),
    row(RecordKind::SuggestionLetter, ORGAN, UNIT, "IR-57(2)", false, ReplyPeriod::Letter),
    row(RecordKind::JudicialSuggestion, Words { zh: "人民法院", en: "court" }, UNIT, "APL-66; AP-12", true, ReplyPeriod::Letter),
    row(
        RecordKind::ProcuratorialSuggestion,
        Words { zh: "人民检察院", en: "procuratorate" },
        UNIT,
        "PIL-21; PSR-11",
        true,
        ReplyPeriod::Law(&["pil-reply"]),
    ),
];

impl RecordKind {
    /// Its row of the table.
    pub fn row(self) -> &'static KindRow {
        &KIND_ROWS[self as usize]
    }

    /// Whether a reply is expected.
    pub fn is_answered(self) -> bool {
        self.row().reply != ReplyPeriod::None
    }
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Kind.
    pub kind: RecordKind,
    /// What it is about.
    pub title: String,
    /// Court or procuratorate that issued it, where it comes from outside.
    pub organ: Option<String>,
    /// Number 文号.
    pub number: Option<String>,
    /// Day of issue; of an interview or meeting, the day it was held.
    pub issued_on: Option<Day>,
    /// Last day to reply.
    pub due_on: Option<Day>,
    /// Day the reply came.
    pub replied_on: Option<Day>,
    /// What it says.
    pub reply: Option<String>,
    /// Day it was closed.
    pub closed_on: Option<Day>,
    /// What proves that it was carried out: a document, a reference to one.
    pub proof: Option<String>,
}

/// A step about to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// Day.
    pub on: Day,
    /// Number, for issue.
    pub number: String,
    /// Last day to reply as the letter sets it, for issue.
    pub due_on: Option<Day>,
    /// The reply, or the proof.
    pub text: String,
}

/// Characters of a text at most.
const LONGEST: usize = 2000;

impl Record {
    /// A record about to be opened.
    ///
    /// # Errors
    /// No title, or one too long; a court or procuratorate that is not named, or named where none issues it.
    pub fn opened(kind: RecordKind, title: &str, organ: Option<&str>) -> Result<Self, Sentence> {
        let organ = organ.map(str::trim).filter(|organ| !organ.is_empty());
        let title = said(title, "事由", "the title")?;
        match (kind.row().from_outside, organ) {
            (true, None) => {
                return Err(Sentence::new(
                    format!("{}须写明制发机关", kind.words().zh),
                    format!("a {} names who issued it", kind.words().en),
                ));
            }
            (false, Some(_)) => {
                return Err(Sentence::new(
                    format!("{}由本机关制发", kind.words().zh),
                    format!("a {} is issued by the bureau itself", kind.words().en),
                ));
            }
            _ => {}
        }
        Ok(Self {
            kind,
            title,
            organ: organ.map(str::to_owned),
            number: None,
            issued_on: None,
            due_on: None,
            replied_on: None,
            reply: None,
            closed_on: None,
            proof: None,
        })
    }

    /// How far it has come.
    pub fn state(&self) -> RecordState {
        match self {
            Self { closed_on: Some(_), .. } => RecordState::Closed,
            Self { replied_on: Some(_), .. } => RecordState::Answered,
            Self { issued_on: Some(_), .. } => RecordState::Issued,
            _ => RecordState::Open,
        }
    }

    /// The steps that may come next.
    pub fn next(&self) -> Vec<StepKind> {
        match self.state() {
            RecordState::Open => vec![StepKind::Issue],
            RecordState::Issued if self.kind.is_answered() => vec![StepKind::Reply],
            RecordState::Issued | RecordState::Answered => vec![StepKind::Close],
            RecordState::Closed => Vec::new(),
        }
    }

    /// Whether the reply came after its day, or has not come and the day has passed.
    pub fn is_late(&self, today: Day) -> bool {
        self.due_on.is_some_and(|due| self.replied_on.unwrap_or(today) > due)
    }

    /// The record after a step. `by_law`: last day to reply that the rule book computes, for issue; it stands before what the letter says.
    ///
    /// # Errors
    /// A step that does not come next, days that run backwards or lie ahead, a number or text that is missing.
    pub fn after(&self, step: &Step, by_law: Option<Day>, today: Day) -> Result<Self, Sentence> {
        let (words, state) = (step.kind.words(), self.state().words());
        if !self.next().contains(&step.kind) {
            return Err(Sentence::new(
                format!("该记录{}，不能{}", state.zh, words.zh),
                format!("the record is {}: it cannot go on with \"{}\"", state.en, words.en),
            ));
        }
        if step.on > today {
            return Err(Sentence::new(format!("{}尚未到来", step.on), format!("{} lies ahead", step.on)));
        }
        let earliest = self.replied_on.or(self.issued_on);
        if let Some(earliest) = earliest.filter(|earliest| step.on < *earliest) {
            return Err(Sentence::new(format!("{}早于{earliest}", step.on), format!("{} lies before {earliest}", step.on)));
        }
        let mut record = self.clone();
        match step.kind {
            StepKind::Issue => {
                record.number = Some(said(&step.number, "文号", "the number")?);
                record.issued_on = Some(step.on);
                record.due_on = by_law.or(step.due_on).filter(|_| self.kind.is_answered());
                if let Some(due) = record.due_on.filter(|due| *due < step.on) {
                    return Err(Sentence::new(
                        format!("回复期限{due}早于发出之日"),
                        format!("the reply is due on {due}, before the letter is issued"),
                    ));
                }
            }
            StepKind::Reply => {
                record.reply = Some(said(&step.text, "回复内容", "the reply")?);
                record.replied_on = Some(step.on);
            }
            StepKind::Close => {
                record.proof = Some(said(&step.text, "办结凭据", "the proof")?);
                record.closed_on = Some(step.on);
            }
        }
        Ok(record)
    }
}

/// A text that is there and not too long.
fn said(text: &str, zh: &str, en: &str) -> Result<String, Sentence> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Sentence::new(format!("须写明{zh}"), format!("{en} is missing")));
    }
    if text.chars().count() > LONGEST {
        return Err(Sentence::new(format!("{zh}超过{LONGEST}字"), format!("{en} has more than {LONGEST} characters")));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn step(kind: StepKind, on: &str, text: &str) -> Step {
        Step { kind, on: day(on), number: text.into(), due_on: None, text: text.into() }
    }

    #[test]
    fn the_table_has_a_row_for_each_kind_in_order() {
        assert!(KIND_ROWS.iter().map(|row| row.kind).eq(RecordKind::ALL.iter().copied()));
    }

    #[test]
    fn a_letter_is_issued_answered_and_closed_with_proof() {
        let today = day("2024-06-03");
        let letter = Record::opened(RecordKind::SupervisionLetter, " 限期履行 ", None).unwrap();
        assert_eq!((letter.state(), letter.title.as_str()), (RecordState::Open, "限期履行"));
        assert!(letter.after(&step(StepKind::Close, "2024-05-01", "x"), None, today).is_err(), "nothing is closed before it is issued");
        let issue = Step { due_on: Some(day("2024-05-20")), ..step(StepKind::Issue, "2024-05-06", "平司督〔2024〕1号") };
        let issued = letter.after(&issue, None, today).unwrap();
        assert_eq!(
            (issued.state(), issued.due_on, issued.is_late(day("2024-05-20"))),
            (RecordState::Issued, Some(day("2024-05-20")), false)
        );
        assert!(issued.is_late(day("2024-05-21")));
        assert!(issued.after(&step(StepKind::Close, "2024-05-21", "x"), None, today).is_err(), "a letter is answered first");
        let told = issued.after(&step(StepKind::Reply, "2024-05-05", "已履行"), None, today).unwrap_err();
        assert_eq!(told.en, "2024-05-05 lies before 2024-05-06");
        let answered = issued.after(&step(StepKind::Reply, "2024-05-22", "已履行"), None, today).unwrap();
        assert!(answered.is_late(today), "it came after its day");
        let closed = answered.after(&step(StepKind::Close, "2024-05-23", "履行凭证"), None, today).unwrap();
        assert_eq!((closed.state(), closed.next()), (RecordState::Closed, vec![]));
    }

    #[test]
    fn an_interview_is_not_answered_and_what_comes_from_outside_says_from_whom() {
        let today = day("2024-06-03");
        let interview = Record::opened(RecordKind::Interview, "败诉较多", None).unwrap();
        let held = interview.after(&step(StepKind::Issue, "2024-05-06", "1"), Some(day("2024-07-01")), today).unwrap();
        assert_eq!((held.next(), held.due_on), (vec![StepKind::Close], None));
        assert!(Record::opened(RecordKind::JudicialSuggestion, "x", None).is_err());
        assert!(Record::opened(RecordKind::JudicialSuggestion, "x", Some("某区人民法院")).is_ok());
        assert!(Record::opened(RecordKind::Meeting, "x", Some("某区人民法院")).is_err());
        assert!(Record::opened(RecordKind::Meeting, " ", None).is_err());
        assert!(interview.after(&step(StepKind::Issue, "2024-06-04", "1"), None, today).is_err(), "not ahead of its day");
        let before = Step { due_on: Some(day("2024-05-01")), ..step(StepKind::Issue, "2024-05-06", "1") };
        assert!(Record::opened(RecordKind::ReminderLetter, "x", None).unwrap().after(&before, None, today).is_err());
    }
}
