//! The law as data: rule book of periods, code lists, calendar, and which law governs.

mod checks;
mod codes;
mod entries;
mod fault;
mod fingerprint;
mod governing;
mod marks;
mod outcomes;
mod questions;
mod rule;
mod rules;
mod settings;

pub use codes::{CodeBook, CodeEntry, LISTS};
pub use entries::{
    Computation, EventEntry, HourPeriod, LawEntry, NeverComputed, ShownOnly, StartRule, Transition, Unverified, VariablePeriod,
};
pub use fault::{LawFault, LawFaults};
pub use fingerprint::{Fingerprint, LawPart, NoFingerprint};
pub use marks::{MarkId, MarkSet, Marks, RuleMarks};
pub use outcomes::{Composition, Correction, InstanceGroup, Loss, OutcomeEntry};
pub use questions::{Ambiguity, Scope};
pub use rule::{Bound, Condition, Direction, EventKindInBook, Exclusion, PeriodKind, Reading, Rule, RuleCase, RuleProcedure, Unit};
pub use rules::RuleBook;
pub use settings::{
    AcceptanceDay, AddedDefendant, BackwardCount, Choice, CompensationSuit, ConversionReply, ConversionStart, CorrectionNotices, DayCount,
    DayEnds, DecisionKept, EffectOfJudgment, ExtensionBasis, ForwardedApplication, IncidentalReviewStart, LateReply, LegalSettings,
    MakeUpDays, MonthEnd, NonlitStart, ObstacleAndCap, OuterLimits, RemakeStart, RetrialReview, RetrialStart, SecondInstanceStart,
    SupervisionStart, SuspensionCounting, TransitionStrategy,
};

use super::calendar::{Calendar, CalendarFault, CalendarTexts};

/// Everything a pure decision needs to know about the law.
#[derive(Debug, Clone)]
pub struct Law {
    /// Working days.
    pub calendar: Calendar,
    /// Statutory periods.
    pub rules: RuleBook,
    /// Code lists and outcomes.
    pub codes: CodeBook,
    /// What the texts leave open, as decided here.
    pub settings: LegalSettings,
}

impl Law {
    /// The law that travels in the binary.
    ///
    /// # Errors
    /// Every fault of every data file.
    pub fn bundled() -> Result<Self, LawFaults> {
        Self::from_texts(
            CalendarTexts::BUNDLED,
            include_str!("../../../config/law/periods.toml"),
            include_str!("../../../config/law/codes.toml"),
            include_str!("../../../config/law/outcomes.toml"),
        )
    }

    /// The law as written in the given calendar, rule book, code lists and outcomes, with default settings.
    ///
    /// # Errors
    /// Every fault of every text.
    pub fn from_texts(calendar: CalendarTexts<'_>, periods: &str, codes: &str, outcomes: &str) -> Result<Self, LawFaults> {
        let calendar = Calendar::from_texts(calendar).map_err(|faults| {
            let fault = |(file, fault): (_, CalendarFault)| LawFault { file, line: None, entry: String::new(), what: fault.sentence() };
            faults.into_iter().map(fault).collect::<Vec<_>>()
        });
        let rules = RuleBook::from_toml(periods).map_err(|faults| faults.0);
        let codes = CodeBook::from_toml(codes, outcomes).map_err(|faults| faults.0);
        match (calendar, rules, codes) {
            (Ok(calendar), Ok(rules), Ok(codes)) => Ok(Self { calendar, rules, codes, settings: LegalSettings::default() }),
            (calendar, rules, codes) => {
                let faults = [calendar.err(), rules.err(), codes.err()];
                Err(LawFaults(faults.into_iter().flatten().flatten().collect()))
            }
        }
    }

    /// The same law under other choices: periods and calendar are read as they say.
    pub fn with_settings(mut self, settings: LegalSettings) -> Self {
        self.rules.read_under(&settings);
        self.calendar = self.calendar.with_make_up_days(settings.make_up_days == MakeUpDays::Working);
        Self { settings, ..self }
    }
}
