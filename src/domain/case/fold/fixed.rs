//! Days that an instrument fixes where the law leaves the length to it (periods.toml `[[variable_period]]`).

use crate::domain::Day;
use crate::domain::case::event::Event;
use crate::domain::case::file::Case;
use crate::domain::case::history::{CaseKind, Entry};
use crate::domain::case::mark::{FixedDay, Instrument};
use crate::domain::case::parts::Regime;
use crate::domain::law::Law;

impl Case {
    /// Notes the day an entry fixes for somebody to act by.
    pub(super) fn record_fixed_day(&mut self, entry: &Entry, regime: Regime, law: &Law) {
        let respondent = || self.respondents.first().map(|unit| unit.as_str().into());
        let fixed: (Instrument, Option<Day>, Option<Box<str>>) = match &entry.event {
            // the law of 2023 has a period of its own (23-31(1))
            Event::CorrectionNoticeSent(data) if regime == Regime::Law2017 => (Instrument::CorrectionNotice, data.until, None),
            Event::SupplementExtended(data) => (Instrument::SupplementExtension, data.until, None),
            Event::DecisionMade(data) => (self.decision_instrument(law), data.performance_until, respondent()),
            Event::DecisionServed(_) => {
                let given = self.performance.as_ref().filter(|duty| duty.days_from_service.is_some()).and_then(|duty| duty.due_on);
                (self.decision_instrument(law), given, respondent())
            }
            Event::PerformanceOrdered(data) => (Instrument::PerformanceOrder, data.until, respondent()),
            Event::JudgmentAnnounced(data) => (Instrument::Judgment, data.performance_until, None),
            Event::JudgmentServed(data) => (Instrument::Judgment, data.performance_until, None),
            Event::EvidenceExtensionGranted(data) => (Instrument::EvidenceExtension, data.until, None),
            Event::JudicialSuggestionReceived(data) => (Instrument::JudicialSuggestion, data.due_on, None),
            Event::HearingNoticeServed(data) => (Instrument::ReconsiderationHearing, data.hearing_on, None),
            Event::HearingScheduled(data) => (Instrument::CourtHearing, data.hearing_on, None),
            Event::HearingPostponed(data) if self.kind == CaseKind::Litigation => (Instrument::CourtHearing, data.hearing_on, None),
            Event::HearingPostponed(data) => (Instrument::ReconsiderationHearing, data.hearing_on, None),
            _ => return,
        };
        if let (instrument, Some(until), unit) = fixed {
            self.fixed.push(FixedDay { instrument, said_on: entry.on, until, unit });
        }
    }

    fn decision_instrument(&self, law: &Law) -> Instrument {
        let outcome = self.standing_outcome().and_then(|outcome| law.codes.outcome(outcome.as_str()));
        if outcome.is_some_and(|entry| entry.remake()) { Instrument::RemakeDecision } else { Instrument::Decision }
    }
}
