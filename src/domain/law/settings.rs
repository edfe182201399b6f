//! What the texts of the law leave open, decided by the bureau. Defaults are those of the rule book's assumptions.

use serde::{Deserialize, Serialize};

use crate::domain::case::parts::words;

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
        OthersRights = "others-rights" "他人权利顺延，本方义务不顺延" "only where the right is not one of ours",
        Always = "always" "一律顺延" "always",
        Never = "never" "一律不顺延" "never",
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
        }
    }
}
