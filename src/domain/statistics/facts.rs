//! The facts of one case, read off the folded case: the only place where procedure becomes numbers.

use super::attendance::{APPEARED, Attendance};
use super::fact::{CaseFacts, Fact, Topic, Trait, Traits};
use super::measure::Measure;
use super::sets::OutcomeSet;
use crate::domain::Day;
use crate::domain::case::event::Tag;
use crate::domain::case::field::Outcome;
use crate::domain::case::parts::{AgencyOnInstance, AgencyRole, LinkKind, SittingKind};
use crate::domain::case::{Case, CaseKind, Hearing, periods};
use crate::domain::deadline::{DeadlineState, deadlines};
use crate::domain::law::Law;

/// Everything the case adds to the figures.
///
/// Where its agencies fared differently those with a result in `lost` stand first: a suit is lost when one of our agencies lost it.
/// A day that is not recorded makes no fact.
pub fn facts(case: &Case, law: &Law, lost: &OutcomeSet) -> CaseFacts {
    let mut gathered = Gathered { instance: case.instance.map_or("", |instance| instance.code()), facts: Vec::with_capacity(8) };
    match case.kind {
        CaseKind::Reconsideration => gathered.reconsideration(case, law),
        CaseKind::Respondent => gathered.respondent(case),
        CaseKind::Litigation => gathered.litigation(case, law, lost),
    }
    CaseFacts { topic: Topic::of(case), facts: gathered.facts }
}

/// An agency, the code its fact is divided by, and what sets it apart.
pub(super) type Line<'a> = (&'a str, &'a str, Traits);

/// The facts of one case as they gather.
pub(super) struct Gathered {
    instance: &'static str,
    facts: Vec<Fact>,
}

impl Gathered {
    fn reconsideration(&mut self, case: &Case, law: &Law) {
        let units = units_or_unknown(case.respondents.iter().map(String::as_str));
        let outcome = code(case.outcome.as_ref());
        let each = |code| units.iter().map(|&unit| (unit, code, Traits::NONE)).collect::<Vec<Line<'_>>>();
        self.tell(Measure::Received, case.received_on, &each(""));
        self.tell(Measure::Accepted, case.accepted_on, &each(""));
        let people = case.applicant_count.map_or(case.parties.len() as i64, i64::from);
        self.amount(Measure::Applicants, case.accepted_on, &each(""), people);
        let ended = if case.accepted_on.is_some() { Measure::Concluded } else { Measure::NotAccepted };
        self.tell(ended, case.concluded_on, &each(outcome));
        for (event, measure) in [
            (Tag::OpinionLetterIssued, Measure::OpinionIssued),
            (Tag::OpinionFeedbackReceived, Measure::OpinionAnswered),
            (Tag::SuggestionLetterIssued, Measure::SuggestionIssued),
        ] {
            for mark in case.marks.iter().filter(|mark| mark.event == event.code()) {
                self.tell(measure, Some(mark.on), &each(""));
            }
        }
        self.opinion_letters(case, law, &units);
        let (Some(accepted), Some(concluded)) = (case.accepted_on, case.concluded_on) else { return };
        self.tell(Measure::Served, case.attributes.served_on, &each(outcome));
        if in_time(case, law, accepted, concluded) {
            self.tell(Measure::InTime, Some(concluded), &each(outcome));
        }
        self.amount(Measure::DaysTaken, Some(concluded), &each(outcome), (concluded - accepted).num_days());
        for ground in &case.grounds {
            self.tell(Measure::CorrectedFor, Some(concluded), &each(ground.as_str()));
        }
        if let Some(granted) = case.compensation.filter(|granted| granted.0 > 0) {
            self.tell(Measure::Compensated, Some(concluded), &each(""));
            self.amount(Measure::CompensationFen, Some(concluded), &each(""), granted.0);
        }
        if let Some(sued) = case.marks.iter().find(|mark| mark.event == Tag::Sued.code() && mark.on >= concluded) {
            self.tell(Measure::Sued, Some(sued.on), &each(outcome));
            self.tell(Measure::SuedOfConcluded, Some(concluded), &each(outcome));
        }
        self.performance(case, Measure::PerformanceDue, Measure::PerformanceDone, &each(outcome));
    }

    fn respondent(&mut self, case: &Case) {
        let units = units_or_unknown(case.respondents.iter().map(String::as_str));
        let each = |code| units.iter().map(|&unit| (unit, code, Traits::NONE)).collect::<Vec<Line<'_>>>();
        self.tell(Measure::RespondentReceived, case.received_on, &each(""));
        self.tell(Measure::RespondentConcluded, case.concluded_on, &each(code(case.outcome.as_ref())));
        self.performance(case, Measure::RespondentDue, Measure::RespondentDone, &each(code(case.outcome.as_ref())));
    }

    fn litigation(&mut self, case: &Case, law: &Law, lost: &OutcomeSet) {
        let shared = Traits::NONE
            .with_if(Trait::Follower, follows_a_lead_case(case))
            .with_if(Trait::AfterReconsideration, case.attributes.after_reconsideration == Some(true));
        let agencies = agencies_or_unknown(&case.agencies, shared);
        let filed: Vec<Line<'_>> = agencies.iter().map(|&(unit, traits)| (unit, "", traits)).collect();
        self.tell(Measure::Filed, case.received_on, &filed);

        let at_the_end = |traits: Traits| {
            let changed = traits.with_if(Trait::ActChanged, case.attributes.act_changed);
            changed.with_if(Trait::Procedural, case.attributes.procedural_only)
        };
        let mut results: Vec<Line<'_>> =
            agencies.iter().map(|&(unit, traits)| (unit, code(result_of(case, unit)), at_the_end(traits))).collect();
        results
            .sort_by_key(|(_, outcome, traits)| (traits.has(Trait::ThirdParty), !lost.holds(outcome), traits.has(Trait::MaintainingOrgan)));
        self.tell(Measure::SuitConcluded, case.concluded_on, &results);
        self.tell(Measure::SuitServed, case.attributes.served_on.filter(|_| case.concluded_on.is_some()), &results);
        if let Some(changed_to) = &case.changed_to {
            let changed: Vec<Line<'_>> = agencies.iter().map(|&(unit, traits)| (unit, changed_to.as_str(), at_the_end(traits))).collect();
            self.tell(Measure::SuitChanged, case.concluded_on, &changed);
        }
        self.judgment(case, law, &agencies);
        self.hearings(case, &agencies);
    }

    fn hearings(&mut self, case: &Case, agencies: &[(&str, Traits)]) {
        let mut trials: Vec<&Hearing> = case.hearings.iter().filter(|hearing| hearing.sitting == SittingKind::Trial).collect();
        trials.sort_by_key(|hearing| hearing.on);
        let Some(first) = trials.first().map(|hearing| hearing.on) else { return };

        let mut attendance: Vec<(Attendance<'_>, Traits)> = agencies
            .iter()
            .map(|&(unit, traits)| {
                let agency = Attendance::of(unit, agencies.len() == 1, &trials);
                let excused = agency.another_was_designated();
                (agency, traits.with_if(Trait::OtherDesignated, excused))
            })
            .collect();
        // one agency in court answers for the case (AP-3): who appeared stands first, then who was excused
        attendance.sort_by_key(|(agency, traits)| (traits.has(Trait::ThirdParty), agency.standing()));
        let those = |holds: fn(&Attendance<'_>) -> bool| -> Vec<Line<'_>> {
            let holding = attendance.iter().filter(|(agency, _)| holds(agency));
            holding.map(|(agency, traits)| (agency.unit(), "", *traits)).collect()
        };
        let heard: Vec<Line<'_>> = attendance.iter().map(|(agency, traits)| (agency.unit(), agency.code(), *traits)).collect();
        self.tell(Measure::Heard, Some(first), &heard);
        self.tell(Measure::Appeared, Some(first), &those(|agency| agency.appeared()));
        self.tell(Measure::AppearedHead, Some(first), &those(|agency| agency.appeared() && agency.by_head()));
        self.tell(Measure::Spoke, Some(first), &those(|agency| agency.appeared() && agency.spoke_on_resolution()));
        self.tell(Measure::Notified, Some(first), &those(|agency| agency.notified()));
        self.tell(Measure::AppearedNotified, Some(first), &those(|agency| agency.notified() && agency.appeared()));
        for (agency, traits) in &attendance {
            for (hearing, code) in agency.hearings() {
                self.tell(Measure::HeardHearings, Some(hearing), &[(agency.unit(), code, *traits)]);
                self.tell(Measure::AppearedHearings, Some(hearing).filter(|_| code == APPEARED), &[(agency.unit(), "", *traits)]);
            }
        }
    }

    /// Tells one thing of these agencies on a day.
    pub(super) fn tell(&mut self, measure: Measure, on: Option<Day>, lines: &[Line<'_>]) {
        self.amount(measure, on, lines, 1);
    }

    /// As [`Gathered::tell`], of an amount; nothing is no fact.
    fn amount(&mut self, measure: Measure, on: Option<Day>, lines: &[Line<'_>], count: i64) {
        let Some(on) = on.filter(|_| count != 0) else { return };
        let fact = |(rank, &(unit, code, traits)): (u16, &Line<'_>)| Fact {
            measure,
            on,
            unit: unit.to_owned(),
            instance: self.instance,
            code: code.to_owned(),
            traits,
            rank,
            count,
        };
        self.facts.extend((0..).zip(lines).map(fact));
    }
}

/// Whether the case was concluded within the period to decide, as the deadline engine reads it on that day.
fn in_time(case: &Case, law: &Law, accepted: Day, concluded: Day) -> bool {
    let rule = periods::decide_rule(case.regime(accepted, law), case.attributes.procedure);
    let found = deadlines(law, case, concluded);
    found.iter().rev().find(|deadline| deadline.basis.id() == rule).is_some_and(|deadline| deadline.state == DeadlineState::Met)
}

/// A case of a series that was merged into another, or is joined to one.
fn follows_a_lead_case(case: &Case) -> bool {
    code(case.outcome.as_ref()) == "R-MERGED" || case.links.iter().any(|link| link.kind == LinkKind::Joined)
}

/// What the court decided as to one agency.
pub(super) fn result_of<'a>(case: &'a Case, unit: &str) -> Option<&'a Outcome> {
    case.results.iter().find(|result| result.agency == unit).map(|result| &result.outcome).or(case.outcome.as_ref())
}

pub(super) fn code(outcome: Option<&Outcome>) -> &str {
    outcome.map_or("", Outcome::as_str)
}

/// Each unit once, however many roles it has. A case whose agency is not recorded still counts, under no unit.
fn units_or_unknown<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut units: Vec<&str> = Vec::new();
    for name in names {
        if !units.contains(&name) {
            units.push(name);
        }
    }
    if units.is_empty() { vec![""] } else { units }
}

/// Each agency once, under its first role: who made the act first, the organ that maintained it after, third parties 第三人 last, since
/// nothing of theirs is judged. Makers of rules do not answer
/// for the act and are no part of any figure.
fn agencies_or_unknown(agencies: &[AgencyOnInstance], shared: Traits) -> Vec<(&str, Traits)> {
    let mut units: Vec<(&str, Traits)> = Vec::new();
    for AgencyOnInstance { agency, role, .. } in agencies.iter().filter(|agency| agency.role != AgencyRole::RuleMaker) {
        if units.iter().all(|(known, _)| known != agency) {
            let traits = shared
                .with_if(Trait::MaintainingOrgan, *role == AgencyRole::CoDefendantOrgan)
                .with_if(Trait::ThirdParty, *role == AgencyRole::ThirdParty);
            units.push((agency, traits));
        }
    }
    units.sort_by_key(|(_, traits)| (traits.has(Trait::ThirdParty), traits.has(Trait::MaintainingOrgan)));
    if units.is_empty() && agencies.is_empty() { vec![("", shared)] } else { units }
}
