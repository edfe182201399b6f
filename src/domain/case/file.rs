//! The case as its history makes it: state, facts and dates. A fold, nothing else; what may happen next is for `transition`.

use super::field::{Money, Outcome};
use super::history::CaseKind;
use super::parts::*;
use crate::domain::Day;
use crate::domain::words::Sentence;

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
    pub cause: &'static str,
    /// First day: the day the event happened.
    pub from: Day,
    /// Day it ended; open while `None`.
    pub until: Option<Day>,
}

/// A fact the law asks for and a ledger did not carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unrecorded {
    /// Rule that could not be checked.
    pub rule: &'static str,
    /// What is not recorded.
    pub what: Sentence,
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
    /// Performed in full on this day (for a ledger: not before this day).
    pub performed_on: Option<Day>,
}

/// What the fold of a history knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Kind of case.
    pub kind: CaseKind,
    /// Kind of record, litigation only.
    pub instance: Option<Instance>,
    /// Procedure of a reconsideration, when chosen (23-53, 23-55).
    pub procedure: Option<Procedure>,
    /// Procedure of the court, when known (APL-82, 84).
    pub court_procedure: Option<CourtProcedure>,
    /// Law the case is pinned to.
    pub pinned: Option<Regime>,
    /// Days the decision period was extended by (23-62(1); 17-31).
    pub extension_days: Option<u32>,
    /// Ground of the latest suspension, of the review or of the suit.
    pub suspension_ground: Option<String>,
    /// The act concerns real estate (23-21).
    pub real_estate: bool,
    /// Reconsideration is compulsory first (23-23).
    pub compulsory_first: bool,
    /// Urgent: fifteen days to answer a suggestion (PIL-21), five to enforce (AEL-59).
    pub urgent: bool,
    /// State after the last entry.
    pub state: State,
    /// Day the application (papers) reached us.
    pub received_on: Option<Day>,
    /// Day of acceptance, decided or deemed.
    pub accepted_on: Option<Day>,
    /// Day the case (instance) was concluded: decision, rejection, termination, judgment, ruling.
    pub concluded_on: Option<Day>,
    /// Closing outcome (outcomes.md A.1; litigation: of every agency without a result of its own).
    pub outcome: Option<Outcome>,
    /// New result stored with a change on appeal or retrial (outcomes.md B.4).
    pub changed_to: Option<Outcome>,
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
    /// Days that statutory periods start from or end with, by event code of `periods.toml`, in order of entry.
    pub marks: Vec<(&'static str, Day)>,
    /// Days that do not count.
    pub intervals: Vec<Interval>,
    /// Facts a ledger did not carry.
    pub unrecorded: Vec<Unrecorded>,
    /// Ties to other case files.
    pub links: Vec<Link>,
}
