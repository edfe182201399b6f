//! Performance 履行 through to the end: of decisions and mediation letters, opinion letters, and what courts decide (23-76..78; APL-94..96).
//!
//! An instrument is due on the last day to perform it, and whether it was performed belongs to the same day, so that a rate compares
//! what was due with what became of just that. The events of the case file are the one home of all four kinds: they carry the days,
//! stand under a deadline, and are known as of any past day. A record of supervision about the same letter adds nothing here.

use super::fact::{Trait, Traits};
use super::facts::{Gathered, Line, code, result_of};
use super::measure::Measure;
use crate::domain::Day;
use crate::domain::case::event::Tag;
use crate::domain::case::mark::ServedPaper;
use crate::domain::case::{Case, PerformanceDuty, periods};
use crate::domain::law::Law;

impl Gathered {
    /// A decision or mediation letter of a reconsideration that is to be performed, where it was concluded.
    pub(super) fn performance(&mut self, case: &Case, due: Measure, done: Measure, lines: &[Line<'_>]) {
        if let (Some(duty), Some(concluded)) = (&case.performance, case.concluded_on) {
            self.duty(case, duty, duty.due_on.unwrap_or(concluded), (due, done), lines);
        }
    }

    /// What an effective judgment, ruling or court mediation letter orders agencies of ours to do. One that was appealed binds nobody;
    /// where the appeal was dismissed, the record of the appeal counts when its judgment fixes a last day.
    pub(super) fn judgment(&mut self, case: &Case, law: &Law, agencies: &[(&str, Traits)]) {
        let (Some(duty), Some(effective)) = (&case.performance, takes_effect(case)) else { return };
        let result = |unit: &str| code(case.changed_to.as_ref().filter(|_| case.results.is_empty()).or_else(|| result_of(case, unit)));
        let all: Vec<Line<'_>> = agencies.iter().map(|&(unit, traits)| (unit, result(unit), traits)).collect();
        let bound = |(_, outcome, _): &&Line<'_>| law.codes.outcome(outcome).is_some_and(|entry| entry.flag("duty"));
        let ordered: Vec<Line<'_>> = all.iter().filter(bound).copied().collect();
        let lines = match ordered.is_empty() {
            false => ordered,
            true if duty.set_by_document => all,
            true => return,
        };
        self.duty(case, duty, duty.due_on.unwrap_or(effective), (Measure::JudgmentDue, Measure::JudgmentDone), &lines);
    }

    /// Each opinion letter by the last day to report what was corrected; performed is one on which feedback came (23-76).
    pub(super) fn opinion_letters(&mut self, case: &Case, law: &Law, respondents: &[&str]) {
        for (place, letter) in case.letters.iter().enumerate() {
            let arrived = |mark: &&crate::domain::case::mark::Mark| {
                mark.event == ServedPaper::OpinionLetter.arrival() && mark.paper.is_some_and(|paper| usize::from(paper) == place)
            };
            let received = case.marks.iter().filter(arrived).map(|mark| mark.on).max();
            let day = received.and_then(|day| periods::opinion_by(law, day)).unwrap_or(letter.issued_on);
            let lines: Vec<Line<'_>> = match letter.addressee.as_deref() {
                Some(addressee) => vec![(addressee, "", Traits::NONE)],
                None => respondents.iter().map(|&unit| (unit, "", Traits::NONE)).collect(),
            };
            self.tell(Measure::OpinionDue, Some(day), &lines);
            self.tell(Measure::OpinionDone, Some(day).filter(|_| letter.answered), &lines);
        }
    }

    fn duty(&mut self, case: &Case, duty: &PerformanceDuty, day: Day, (due, done): (Measure, Measure), lines: &[Line<'_>]) {
        let enforced = duty.performed_on.is_some_and(|performed| was_enforced(case, performed));
        let in_part = duty.performed_on.is_none() && case.attributes.partly_performed;
        let mut lines = lines.to_vec();
        for (_, _, traits) in &mut lines {
            *traits = traits.with_if(Trait::InPart, in_part).with_if(Trait::Enforced, enforced);
        }
        self.tell(due, Some(day), &lines);
        self.tell(done, Some(day).filter(|_| duty.performed_on.is_some()), &lines);
    }
}

/// The day a judgment takes effect 生效: as noted, else the end of the appeal periods that run, for nobody has appealed so far.
fn takes_effect(case: &Case) -> Option<Day> {
    let noted = case.marks.iter().filter(|mark| mark.event == "judgment-effective").map(|mark| mark.on).max();
    noted.or(case.turns.filter(|(_, tag)| *tag == Tag::AppealPeriodsExpired).map(|(day, _)| day))
}

/// Whether enforcement had begun by the day of performance.
fn was_enforced(case: &Case, performed: Day) -> bool {
    let enforcement = [Tag::EnforcementStarted, Tag::EnforcementApplied, Tag::Enforced].map(Tag::code);
    case.marks.iter().any(|mark| enforcement.contains(&mark.event) && mark.on <= performed)
}
