//! What the texts of the law leave open, decided by the bureau. Defaults are those of the rule book's assumptions.

use serde::{Deserialize, Serialize};

use crate::domain::case::parts::words;
use crate::domain::words::Words;

words! {
    /// Which law governs a period of a case that straddles 2024-01-01 (A11).
    TransitionStrategy {
        ByTriggerDate = "by-trigger-date" "以期间起算日确定适用法律" "the law in force on the day the period starts",
        ByAcceptanceDate = "by-acceptance-date" "以受理日确定适用法律" "the law in force on the day of acceptance governs the whole case",
    }
    /// A month that has no such day (A22; Civil Code, Art. 202, by analogy).
    MonthEnd {
        LastDay = "last-day" "以当月最后一日为届满日" "the last day of the month",
        FirstOfNext = "first-of-next" "以次月第一日为届满日" "the first day of the month after",
    }
    /// Which days of a suspension do not count (A07).
    SuspensionCounting {
        UntilResumption = "until-resumption" "中止当日起至恢复前一日不计入" "from its first day to the day before the review resumes",
        BothDays = "both-days" "中止当日和恢复当日均不计入" "its first day and the day the review resumes as well",
    }
    /// What an extension is counted from (A04).
    ExtensionBasis {
        NominalDay = "nominal-day" "自顺延前的届满日起算" "the last day before any holiday moved it",
        RolledDay = "rolled-day" "自顺延后的届满日起算" "the last day as moved by a holiday",
    }
    /// How a notice of N days before an event is counted (A10).
    BackwardCount {
        Safe = "safe" "期间届满前留足整日（多计一日）" "N whole days lie between",
        Minimal = "minimal" "事件日前第N日" "the N-th day before the event",
    }
    /// Whether long-stops, caps and waiting periods move off a holiday (A25).
    OuterLimits {
        OthersRights = "others-rights" "他人权利顺延；本方义务以不顺延为稳妥，至迟顺延" "rights of others move; a duty of ours is safe unmoved and over only when moved",
        Always = "always" "一律顺延" "always",
        Never = "never" "一律不顺延" "never",
    }
    /// The day of acceptance under the 2023 law (A01).
    AcceptanceDay {
        DecisionDay = "decision-day" "以决定受理之日为受理之日" "the day of the decision to accept",
        ReceiptDay = "receipt-day" "以收到申请（补正材料）之日为受理之日" "the day the application, or its supplement, was received",
    }
    /// How days are counted where one text says working days and another does not (A06, A20).
    DayCount {
        Plain = "plain" "自然日" "calendar days",
        Working = "working" "工作日" "working days",
    }
    /// From when the periods of an incidental review run (A12).
    IncidentalReviewStart {
        Request = "request" "自提出申请（发现依据不合法）之日起算" "the day of the request, or the day the doubt was found",
        Suspension = "suspension" "自中止之日起算" "the day the review is suspended for it",
    }
    /// From when the period to remake an act runs (A13).
    RemakeStart {
        Served = "served" "自决定书送达之日起算" "the day the decision is served",
        Made = "made" "自决定作出之日起算" "the day the decision is made",
    }
    /// From when the six months to apply for retrial run (A17).
    RetrialStart {
        Effect = "effect" "自裁判生效之日起算" "the day the judgment takes effect",
        Service = "service" "自裁判送达之日起算" "the day the judgment is served",
    }
    /// Time to sue after silence on a claim for compensation (A21).
    CompensationSuit {
        ThreeMonths = "three-months" "三个月（国家赔偿法）" "three months (State Compensation Law)",
        SixMonths = "six-months" "六个月（行政诉讼法）" "six months (Administrative Litigation Law)",
    }
    /// Weekend days worked by order of a holiday notice (A23, A24).
    MakeUpDays {
        Working = "working" "视为工作日" "are working days",
        Off = "off" "仍视为休息日" "stay days off",
    }
}

/// Every choice the engine leaves to the bureau.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct LegalSettings {
    /// Cases that straddle two laws (A11).
    pub transition: TransitionStrategy,
    /// Months without the day (A22).
    pub month_end: MonthEnd,
    /// Days of a suspension (A07).
    pub suspension: SuspensionCounting,
    /// Start of an extension (A04).
    pub extension: ExtensionBasis,
    /// Notices before an event: the day to warn at; the minimal count is the last lawful day in any case (A10).
    pub backward: BackwardCount,
    /// Long-stops, caps and waiting periods that end on a day off (A25).
    pub outer_limits: OuterLimits,
    /// Day of acceptance (A01).
    pub acceptance_day: AcceptanceDay,
    /// Five and ten days of the Regulation (A06).
    pub regulation_days: DayCount,
    /// Start of the periods of incidental review (A12).
    pub incidental_review_start: IncidentalReviewStart,
    /// Start of the period to remake an act (A13).
    pub remake_start: RemakeStart,
    /// Start of the period to apply for retrial (A17).
    pub retrial_start: RetrialStart,
    /// Five and seven days of non-litigation enforcement (A20).
    pub enforcement_days: DayCount,
    /// Time to sue for compensation after silence (A21).
    pub compensation_suit: CompensationSuit,
    /// Make-up working days (A23, A24).
    pub make_up_days: MakeUpDays,
}

impl Default for LegalSettings {
    fn default() -> Self {
        Self {
            transition: TransitionStrategy::ByTriggerDate,
            month_end: MonthEnd::LastDay,
            suspension: SuspensionCounting::UntilResumption,
            extension: ExtensionBasis::NominalDay,
            backward: BackwardCount::Safe,
            outer_limits: OuterLimits::OthersRights,
            acceptance_day: AcceptanceDay::DecisionDay,
            regulation_days: DayCount::Plain,
            incidental_review_start: IncidentalReviewStart::Request,
            remake_start: RemakeStart::Served,
            retrial_start: RetrialStart::Effect,
            enforcement_days: DayCount::Plain,
            compensation_suit: CompensationSuit::ThreeMonths,
            make_up_days: MakeUpDays::Working,
        }
    }
}

/// What was chosen for one setting of `[law]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name of the setting, without `law.`.
    pub setting: &'static str,
    /// What was chosen.
    pub code: &'static str,
    /// What was chosen, for people.
    pub words: Words,
    /// All that can be chosen.
    pub codes: Vec<&'static str>,
}

impl LegalSettings {
    /// Every setting with what was chosen.
    pub fn choices(&self) -> [Choice; 14] {
        [
            choice("transition", self.transition, TransitionStrategy::ALL, TransitionStrategy::code, TransitionStrategy::words),
            choice("month-end", self.month_end, MonthEnd::ALL, MonthEnd::code, MonthEnd::words),
            choice("suspension", self.suspension, SuspensionCounting::ALL, SuspensionCounting::code, SuspensionCounting::words),
            choice("extension", self.extension, ExtensionBasis::ALL, ExtensionBasis::code, ExtensionBasis::words),
            choice("backward", self.backward, BackwardCount::ALL, BackwardCount::code, BackwardCount::words),
            choice("outer-limits", self.outer_limits, OuterLimits::ALL, OuterLimits::code, OuterLimits::words),
            choice("acceptance-day", self.acceptance_day, AcceptanceDay::ALL, AcceptanceDay::code, AcceptanceDay::words),
            choice("regulation-days", self.regulation_days, DayCount::ALL, DayCount::code, DayCount::words),
            choice(
                "incidental-review-start",
                self.incidental_review_start,
                IncidentalReviewStart::ALL,
                IncidentalReviewStart::code,
                IncidentalReviewStart::words,
            ),
            choice("remake-start", self.remake_start, RemakeStart::ALL, RemakeStart::code, RemakeStart::words),
            choice("retrial-start", self.retrial_start, RetrialStart::ALL, RetrialStart::code, RetrialStart::words),
            choice("enforcement-days", self.enforcement_days, DayCount::ALL, DayCount::code, DayCount::words),
            choice("compensation-suit", self.compensation_suit, CompensationSuit::ALL, CompensationSuit::code, CompensationSuit::words),
            choice("make-up-days", self.make_up_days, MakeUpDays::ALL, MakeUpDays::code, MakeUpDays::words),
        ]
    }

    /// What was chosen for the setting of this name.
    pub fn chosen(&self, setting: &str) -> Option<Choice> {
        self.choices().into_iter().find(|choice| choice.setting == setting)
    }
}

fn choice<T: Copy>(setting: &'static str, chosen: T, all: &[T], code: fn(T) -> &'static str, words: fn(T) -> Words) -> Choice {
    Choice { setting, code: code(chosen), words: words(chosen), codes: all.iter().map(|value| code(*value)).collect() }
}
