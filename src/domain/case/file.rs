//! The case as its history makes it: state, facts and dates. A fold, nothing else; what may happen next is for `transition`.

use serde::Serialize;

use super::event::{OpinionFeedbackReceived, Tag};
use super::field::{CorrectionGround, Money, Outcome, WithdrawalReason};
use super::history::CaseKind;
use super::mark::{Boundary, Extension, FixedDay, Mark, OpinionLetter};
use super::parts::*;
use crate::domain::Day;

words! {
    /// Kind of record in litigation: one record per court, procedure and case number (lifecycle.md III.1).
    Instance {
        First = "first-instance" "一审" "first instance",
        Second = "second-instance" "二审" "second instance",
        RetrialReview = "retrial-review" "再审审查" "retrial review",
        RetrialFirst = "retrial-first" "再审（一审程序）" "retrial under first-instance procedure",
        RetrialSecond = "retrial-second" "再审（二审程序）" "retrial under second-instance procedure",
        Supervision = "supervision" "检察监督" "procuratorial supervision",
        PublicInterest = "public-interest" "公益诉讼诉前" "public interest, before the suit",
        Enforcement = "non-litigation-enforcement" "非诉执行" "non-litigation enforcement",
    }
}

/// State of a case file (lifecycle.md I.2, III.2). Codes are shared where both machines use the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Nothing recorded yet.
    New,
    /// 已收到申请（审查期）.
    Received,
    /// 补正中.
    AwaitingSupplement,
    /// 视为放弃申请.
    Abandoned,
    /// 不予受理.
    Rejected,
    /// 审理中.
    UnderReview,
    /// 中止（复议）／中止诉讼.
    Suspended,
    /// 已作出决定（未送达）／已裁判（上诉期内）.
    Decided,
    /// 决定生效（履行期）／生效.
    Effective,
    /// 调解书生效（履行期）.
    Mediated,
    /// 终止.
    Terminated,
    /// 移出.
    HandedOver,
    /// 已收到应诉通知.
    Notified,
    /// 审理中（诉讼）.
    InTrial,
    /// 已上诉.
    Appealed,
    /// 程序终结.
    Ended,
    /// 履行、执行中.
    Performance,
    /// 结案归档／归档.
    Closed,
}

impl State {
    /// Every state a case with entries can be in.
    pub const ALL: &'static [Self] = &[
        Self::Received,
        Self::AwaitingSupplement,
        Self::Abandoned,
        Self::Rejected,
        Self::UnderReview,
        Self::Suspended,
        Self::Decided,
        Self::Effective,
        Self::Mediated,
        Self::Terminated,
        Self::HandedOver,
        Self::Notified,
        Self::InTrial,
        Self::Appealed,
        Self::Ended,
        Self::Performance,
        Self::Closed,
    ];

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.code() == code)
    }

    /// Code, as in lifecycle.md; the empty file has none and prints as a dash.
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "—",
            Self::Received => "received",
            Self::AwaitingSupplement => "awaiting-supplement",
            Self::Abandoned => "abandoned",
            Self::Rejected => "rejected",
            Self::UnderReview => "under-review",
            Self::Suspended => "suspended",
            Self::Decided => "decided",
            Self::Effective => "effective",
            Self::Mediated => "mediated",
            Self::Terminated => "terminated",
            Self::HandedOver => "handed-over",
            Self::Notified => "notified",
            Self::InTrial => "in-trial",
            Self::Appealed => "appealed",
            Self::Ended => "ended",
            Self::Performance => "performance",
            Self::Closed => "closed",
        }
    }
}

/// A stretch of days that does not count towards a period (suspension, supplement, inspection, appraisal).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Event that opened it.
    pub cause: Tag,
    /// First day: the day the event happened.
    pub from: Day,
    /// Day it ended; open while `None`.
    pub until: Option<Day>,
}

/// A sitting that was held, and who appeared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    /// Day it was held.
    pub on: Day,
    /// Kind of sitting.
    pub sitting: SittingKind,
    /// Several case numbers heard together carry the same group.
    pub joint_group: Option<String>,
    /// Who appeared, per agency.
    pub appearances: Vec<Appearance>,
}

/// Duty to perform a decision, mediation letter or judgment (23-77; APL-94).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PerformanceDuty {
    /// Last day; `None` when the document sets none or a ledger does not carry it.
    pub due_on: Option<Day>,
    /// The document itself sets the last day; otherwise it follows from the Regulation (IR-49).
    pub set_by_document: bool,
    /// Days the document gives from its service; with them the last day is known only then.
    pub days_from_service: Option<u32>,
    /// Performed in full on this day (for a ledger: not before this day).
    pub performed_on: Option<Day>,
}

/// Where the reply of the respondent stands (23-48, 23-70).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// Received.
    Received,
    /// The period ran out without one.
    Overdue,
}

/// Where the reconsideration hearing stands (23-50, 51).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HearingStatus {
    /// Decided upon.
    DecidedToHold,
    /// Parties notified.
    Noticed,
    /// Held.
    Held,
    /// Put off to another day.
    Postponed,
    /// Cancelled.
    Cancelled,
}

/// Where a withdrawal stands: asking, permitting and ending are three acts of three actors (RI-23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withdrawal {
    /// Asked for, with the reason if one was given.
    Pending(Option<WithdrawalReason>),
    /// Permitted.
    Granted(Option<WithdrawalReason>),
    /// Refused.
    Refused,
}

/// A suspension of the review or of the suit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Ground; absent in a ledger that does not carry it.
    pub ground: Option<Box<str>>,
    /// Since when.
    pub since: Day,
}

/// What changes inside a state without changing it (lifecycle.md I.2), and the facts guards ask about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Attributes {
    /// 审理程序.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub procedure: Option<Procedure>,
    /// Procedure of the court.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court_procedure: Option<CourtProcedure>,
    /// Acceptance by silence (23-30(3)).
    #[serde(skip_serializing_if = "is_false")]
    pub deemed_accepted: bool,
    /// One correction notice was sent (23-31(1)).
    #[serde(skip_serializing_if = "is_false")]
    pub correction_noticed: bool,
    /// Last day to supplement, when extended (23-31(2)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement_until: Option<Day>,
    /// Copy sent to the respondent on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_sent: Option<Day>,
    /// Reply of the respondent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// Opinions heard, or recorded as impossible (23-49).
    #[serde(skip_serializing_if = "is_false")]
    pub opinions_heard: bool,
    /// 听证.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing: Option<HearingStatus>,
    /// Committee consulted (23-52).
    #[serde(skip_serializing_if = "is_false")]
    pub committee_consulted: bool,
    /// Major, difficult or complex (23-50(1), 52(1)).
    #[serde(skip_serializing_if = "is_false")]
    pub major: bool,
    /// Days the decision period was extended by (23-62(1)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_days: Option<u32>,
    /// Mediation is open.
    #[serde(skip_serializing_if = "is_false")]
    pub mediation_open: bool,
    /// Discretionary act, compensation or recompense: may be mediated under the 2017 law and by a court.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretionary: Option<bool>,
    /// Parties settled on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Day>,
    /// 撤回.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    /// 停止执行.
    #[serde(skip_serializing_if = "is_false")]
    pub execution_stayed: bool,
    /// 不履行法定职责案件.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omission: Option<bool>,
    /// 请求确认无效.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks_void: Option<bool>,
    /// 行政协议.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<bool>,
    /// 涉及不动产 (23-21, APL-46(2)).
    #[serde(skip_serializing_if = "is_false")]
    pub real_estate: bool,
    /// Urgent: fifteen days to answer a procuratorial suggestion (PIL-21(2)).
    #[serde(skip_serializing_if = "is_false")]
    pub urgent: bool,
    /// 涉案金额, in fen (23-53(1)(iii)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Appeals of the parties that are open.
    #[serde(skip_serializing_if = "is_zero")]
    pub appeals_open: u32,
    /// 复议前置.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compulsory_first: Option<bool>,
    /// A third party made the opposite request (23-63(2)).
    #[serde(skip_serializing_if = "is_false")]
    pub opposite_request: bool,
    /// The organ revoked for breach of procedure only (23-64(2)).
    #[serde(skip_serializing_if = "is_false")]
    pub procedural_only: bool,
    /// A court revoked the decision.
    #[serde(skip_serializing_if = "is_false")]
    pub overturned_by_court: bool,
    /// A suit on this case is open (被诉未结).
    #[serde(skip_serializing_if = "is_false")]
    pub litigated: bool,
    /// Opinion letters without feedback.
    #[serde(skip_serializing_if = "is_zero")]
    pub opinion_letters_open: u32,
    /// Application barred: accepted elsewhere (RJ-7).
    #[serde(skip_serializing_if = "is_false")]
    pub accepted_elsewhere: bool,
    /// Application barred after a permitted withdrawal (RJ-8) and not proved involuntary.
    #[serde(skip_serializing_if = "is_false")]
    pub barred_by_withdrawal: bool,
    /// Defence filed or its period over.
    #[serde(skip_serializing_if = "is_false")]
    pub defence_closed: bool,
    /// Judgment or ruling served on us on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub served_on: Option<Day>,
    /// The document served is a ruling, appealable in ten days, not a judgment (APL-85).
    #[serde(skip_serializing_if = "is_false")]
    pub ruling: bool,
    /// Defendant changed the act during the suit (JI-81).
    #[serde(skip_serializing_if = "is_false")]
    pub act_changed: bool,
    /// 书面审理.
    #[serde(skip_serializing_if = "is_false")]
    pub tried_in_writing: bool,
    /// The judgment under appeal, or this trial, followed a remand (APL-89(2)).
    #[serde(skip_serializing_if = "is_false")]
    pub after_remand: bool,
    /// Public-interest suit.
    #[serde(skip_serializing_if = "is_false")]
    pub public_interest: bool,
    /// All claims met during a public-interest suit (PIL-24).
    #[serde(skip_serializing_if = "is_false")]
    pub claims_met: bool,
    /// Suit after a reconsideration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_reconsideration: Option<bool>,
    /// Judgment performed in part.
    #[serde(skip_serializing_if = "is_false")]
    pub partly_performed: bool,
}

fn is_false(value: &bool) -> bool {
    !*value
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// What the fold of a history knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Kind of case.
    pub kind: CaseKind,
    /// Kind of record, litigation only.
    pub instance: Option<Instance>,
    /// State after the last entry.
    pub state: State,
    /// Day the present state was reached.
    pub since: Day,
    /// Day after which the state changes by itself, and the event that stands for it.
    pub turns: Option<(Day, Tag)>,
    /// Law the case is pinned to.
    pub pinned: Option<Regime>,
    /// Day the application (papers) reached us.
    pub received_on: Option<Day>,
    /// Day of acceptance, decided or deemed.
    pub accepted_on: Option<Day>,
    /// Day the period to decide runs from anew, after a court or the superior had the case decided again (Q06).
    pub decide_from: Option<Day>,
    /// Day the case (instance) was concluded: decision, rejection, termination, judgment, ruling.
    pub concluded_on: Option<Day>,
    /// Closing outcome (outcomes.md A.1; litigation: of every agency without a result of its own).
    pub outcome: Option<Outcome>,
    /// New result stored with a change on appeal or retrial (outcomes.md B.4).
    pub changed_to: Option<Outcome>,
    /// A new decision after the first was revoked by a court; the first stays in the statistics (outcomes.md A.3).
    pub redecided: Option<(Day, Outcome)>,
    /// Outcomes per agency where they differ.
    pub results: Vec<AgencyResult>,
    /// Respondents of a reconsideration.
    pub respondents: Vec<UnitName>,
    /// Our agencies on a litigation record, with their roles.
    pub agencies: Vec<AgencyOnInstance>,
    /// Applicants or plaintiffs.
    pub parties: Vec<Party>,
    /// Matter 事项／案由.
    pub matter: Option<String>,
    /// Management category 行政管理类别.
    pub category: Option<String>,
    /// Officer 承办人.
    pub officer: Option<String>,
    /// Court.
    pub court: Option<String>,
    /// Sittings held.
    pub hearings: Vec<Hearing>,
    /// Duty to perform, when the outcome carries one.
    pub performance: Option<PerformanceDuty>,
    /// Compensation granted, in fen.
    pub compensation: Option<Money>,
    /// Grounds of a correcting decision 纠错理由 (23-64; G1–G6).
    pub grounds: Vec<CorrectionGround>,
    /// Number of applicants, where the application says it.
    pub applicant_count: Option<u32>,
    /// Attributes.
    pub attributes: Attributes,
    /// The open suspension.
    pub suspension: Option<Suspension>,
    /// Suspensions that have ended, in order; their grounds tell which periods ran in each.
    pub past_suspensions: Vec<Suspension>,
    /// Day the summary procedure became the general one (23-55).
    pub converted_on: Option<Day>,
    /// Opinion letters, in order of entry.
    pub letters: Vec<OpinionLetter>,
    /// Feedbacks to them by day, in order of entry.
    pub feedbacks: Vec<(Day, Box<OpinionFeedbackReceived>)>,
    /// Days that statutory periods start from or end with, in order of entry.
    pub marks: Vec<Mark>,
    /// Days that instruments fix, in order of entry.
    pub fixed: Vec<FixedDay>,
    /// Extensions of the period to decide, in order of entry.
    pub extensions: Vec<Extension>,
    /// Beginnings and ends of what does not count, in order of entry.
    pub boundaries: Vec<Boundary>,
    /// Days that do not count: what the boundaries make, in order of days; they may overlap.
    pub intervals: Vec<Interval>,
    /// Ties to other case files.
    pub links: Vec<Link>,
}
