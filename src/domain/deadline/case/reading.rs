//! A case read against the rule book: which periods its days start, and how each stands.

use super::whose::{concerns, whose};
use super::*;
use crate::domain::case::event::Tag;
use crate::domain::case::mark::{Extension, Mark};
use crate::domain::case::parts::{AgencyRole, CourtProcedure, Procedure};
use crate::domain::case::{CaseKind, Instance, Interval, State, field, periods};
use crate::domain::law::{Condition, Direction, MarkId, MarkSet, RuleCase, RuleMarks, RuleProcedure};

/// A day of the case by number; those that follow from another period having run out are added while reading.
#[derive(Debug, Clone, Copy)]
struct Known<'a> {
    mark: MarkId,
    on: Day,
    said_on: Day,
    party: Option<&'a str>,
    paper: Option<u16>,
    presumed: Option<Presumption>,
}

/// A case on a day.
pub(super) struct Reading<'a> {
    law: &'a Law,
    case: &'a Case,
    today: Day,
    marks: Vec<Known<'a>>,
    deemed: Option<MarkId>,
    found: Vec<Deadline<'a>>,
}

impl<'a> Reading<'a> {
    /// The marks of the case that were known on the day.
    pub(super) fn of(law: &'a Law, case: &'a Case, today: Day) -> Self {
        let said = || case.marks.iter().filter(|mark| mark.said_on <= today);
        let proofs = said().any(|mark| mark.from_proof);
        let known = said().filter(|mark| !proofs || !is_superseded(mark, said())).filter_map(|mark| {
            let id = law.rules.marks.id(mark.event)?;
            let Mark { on, said_on, paper, presumed, .. } = *mark;
            Some(Known { mark: id, on, said_on, party: mark.party.as_deref(), paper, presumed })
        });
        let deemed = law.rules.marks.id(Tag::DeemedAccepted.code());
        Self { law, case, today, marks: known.collect(), deemed, found: Vec::with_capacity(24) }
    }

    /// Every period the marks start.
    pub(super) fn periods(mut self) -> Vec<Deadline<'a>> {
        self.decide_anew();
        let mut next = 0;
        while let Some(trigger) = self.marks.get(next).copied() {
            let law = self.law;
            for &position in law.rules.marks.started_by(trigger.mark) {
                self.consider(position, trigger);
            }
            next += 1;
        }
        self.found
    }

    /// After a court or the superior had the case decided again the period to decide runs anew (Q06).
    fn decide_anew(&mut self) {
        let case = self.case;
        let Some(from) = case.decide_from.filter(|from| *from <= self.today) else { return };
        let rule = periods::decide_rule(case.regime(from, self.law), case.attributes.procedure);
        let position = self.law.rules.rules.iter().position(|known| known.id == rule);
        let accepted = self.law.rules.marks.id(Tag::Accepted.code());
        if let (Some(position), Some(mark)) = (position, accepted) {
            self.consider(position, Known { mark, on: from, said_on: from, party: None, paper: None, presumed: None });
        }
    }

    /// Adds the period of a rule from a trigger, if it belongs on this file and still matters.
    fn consider(&mut self, position: usize, trigger: Known<'a>) {
        let rule = &self.law.rules.rules[position];
        let asks = self.law.rules.marks.of_rule(position);
        let basis = Basis::Rule(rule);
        let same = |known: &Deadline<'_>| known.from == trigger.on && (trigger.party.is_none() || known.unit == trigger.party);
        if !self.addressed(rule, trigger)
            || self.found.iter().any(|known| known.basis == basis && same(known) && known.paper == trigger.paper)
            || !self.shows(rule, asks, trigger.on)
            || self.started_anew(asks, trigger)
        {
            return;
        }
        let Some(deadline) = self.deadline(rule, asks, trigger) else { return };
        let ran_out = matches!(deadline.state, DeadlineState::Overdue | DeadlineState::Lapsed)
            || (deadline.state == DeadlineState::Met && asks.ends_by_itself);
        // with two starts it is over only by the later one
        let ended_on = if asks.latest_from.is_some() { deadline.latest_on } else { deadline.safe_on };
        if let (Some(mark), Some(on), true) = (asks.on_lapse, ended_on, ran_out)
            && !self.marks.iter().any(|known| known.mark == mark && known.on == on)
        {
            self.marks.push(Known { mark, on, said_on: on, party: None, paper: None, presumed: None });
        }
        self.found.push(deadline);
    }

    /// Whether the rule lets a later event start the period anew, and it has.
    fn started_anew(&self, asks: &RuleMarks, trigger: Known<'_>) -> bool {
        asks.restarted_by.as_ref().is_some_and(|events| {
            !events.contains(trigger.mark) && self.happened().any(|mark| events.contains(mark.mark) && mark.on >= trigger.on)
        })
    }

    /// The day another text counts a period from, once it is known: of the addressee where days of addressees are recorded.
    fn at_latest_from(&self, asks: &RuleMarks, trigger: Known<'_>) -> Option<Day> {
        let events = asks.latest_from.as_ref()?;
        let theirs = |mark: &&Known<'_>| trigger.party.is_none() || mark.party.is_none() || mark.party == trigger.party;
        let later = self.marks.iter().filter(|mark| events.contains(mark.mark) && mark.on >= trigger.on).filter(theirs);
        later.map(|mark| mark.on).max()
    }

    /// A day that concerns everybody starts no period where addressees have days of their own; a named day only theirs.
    fn addressed(&self, rule: &Rule, trigger: Known<'_>) -> bool {
        match trigger.party {
            Some(addressee) => concerns(self.case, rule.bound, addressee),
            None => !self.marks.iter().any(|other| {
                other.mark == trigger.mark
                    && other.said_on == trigger.said_on
                    && other.party.is_some_and(|addressee| concerns(self.case, rule.bound, addressee))
            }),
        }
    }

    /// Whether the rule belongs on this file: record, procedure, governing law, facts.
    fn shows(&self, rule: &Rule, asks: &RuleMarks, trigger: Day) -> bool {
        let case = self.case;
        self.on_record(rule)
            && self.in_procedure(rule, trigger)
            && self.law.applies(rule, trigger, self.filed_on(rule, asks), case.accepted_on, case.pinned)
            && rule.applies_if.is_none_or(|condition| self.holds(condition, trigger))
            && asks.only_after.as_ref().is_none_or(|events| self.first(events).is_some())
    }

    /// The day on which a limit is tested: that of the filing, or today while nothing was filed.
    fn filed_on(&self, rule: &Rule, asks: &RuleMarks) -> Day {
        let filed = if rule.tested_on_filing { self.first(&asks.satisfied_by) } else { None };
        filed.or(self.case.received_on).unwrap_or(self.today)
    }

    fn deadline(&self, rule: &'a Rule, asks: &RuleMarks, trigger: Known<'a>) -> Option<Deadline<'a>> {
        let (from, case) = (trigger.on, self.case);
        let at_latest_from = self.at_latest_from(asks, trigger);
        let (end, extended) = end(self.law, case, rule, Start { on: from, at_latest: at_latest_from });
        let (whose, named) = whose(case, rule.bound);
        let due = end.ok();
        let (state, met_on) = self.state(rule, asks, due, trigger, whose)?;
        Some(Deadline {
            basis: Basis::Rule(rule),
            whose,
            unit: trigger.party.or(named),
            paper: trigger.paper,
            from,
            at_latest_from,
            safe_on: due.map(|due| due.safe_on),
            latest_on: due.map(|due| due.latest_on),
            nominal_on: due.map(|due| due.nominal_on),
            suspended_since: end.err(),
            provisional: due.is_some_and(|due| is_provisional(self.law, rule, from, due)),
            estimated: trigger.presumed,
            extended,
            state,
            met_on,
        })
    }

    /// How the period stands; `None` when it no longer matters.
    fn state(
        &self,
        rule: &Rule,
        asks: &RuleMarks,
        due: Option<Dates>,
        trigger: Known<'_>,
        whose: Whose,
    ) -> Option<(DeadlineState, Option<Day>)> {
        if let Some(met) = self.satisfied(rule, asks, trigger) {
            // silence is no act of the organ: the period ran out, and acceptance followed (23-30(3))
            if Some(met.mark) == self.deemed {
                return Some((DeadlineState::Lapsed, None));
            }
            let late = rule.kind != PeriodKind::Waiting && due.is_some_and(|due| met.on > due.latest_on);
            return Some((if late { DeadlineState::MetLate } else { DeadlineState::Met }, Some(met.on)));
        }
        if self.moot(rule, asks, trigger) || (whose == Whose::Ours && self.is_over_for_the_organ()) {
            return None;
        }
        let Some(Dates { safe_on, latest_on, .. }) = due else { return Some((DeadlineState::Suspended, None)) };
        if self.today > latest_on {
            return match (asks.ends_by_itself, rule.falls_away) {
                (true, _) => Some((DeadlineState::Met, Some(safe_on))),
                (false, true) => None,
                (false, false) => Some((run_out(rule.kind, trigger.presumed), None)),
            };
        }
        Some((if self.today >= safe_on { DeadlineState::DueToday } else { DeadlineState::Open }, None))
    }

    /// Nothing of the organ's own duties outlives the end of its case.
    fn is_over_for_the_organ(&self) -> bool {
        let ended = [State::Closed, State::Terminated, State::Rejected, State::Abandoned, State::HandedOver];
        self.case.kind == CaseKind::Reconsideration && ended.contains(&self.case.state)
    }

    fn satisfied(&self, rule: &Rule, asks: &RuleMarks, trigger: Known<'_>) -> Option<Known<'a>> {
        let theirs = |mark: &&Known<'a>| trigger.party.is_none() || mark.party.is_none() || mark.party == trigger.party;
        // an answer to one paper is none to another
        let to_it = |mark: &&Known<'a>| trigger.paper.is_none() || mark.paper.is_none() || mark.paper == trigger.paper;
        let satisfying = self.happened().filter(|mark| asks.satisfied_by.contains(mark.mark)).filter(theirs).filter(to_it);
        match rule.direction {
            Direction::After => satisfying.filter(|mark| mark.on >= trigger.on).min_by_key(|mark| mark.on).copied(),
            Direction::Before => satisfying.filter(|mark| mark.on <= trigger.on).max_by_key(|mark| mark.on).copied(),
        }
    }

    fn moot(&self, rule: &Rule, asks: &RuleMarks, trigger: Known<'_>) -> bool {
        self.happened().filter(|mark| asks.moot_by.contains(mark.mark)).any(|mark| match rule.direction {
            Direction::After => mark.on >= trigger.on,
            // the hearing was held, or called off after its day had been fixed
            Direction::Before => mark.on >= trigger.on || mark.on > trigger.said_on,
        }) || fixed::replaces(self.case, rule, self.today)
    }

    fn happened(&self) -> impl Iterator<Item = &Known<'a>> {
        self.marks.iter().filter(|mark| mark.on <= self.today)
    }

    fn first(&self, events: &MarkSet) -> Option<Day> {
        self.happened().filter(|mark| events.contains(mark.mark)).map(|mark| mark.on).min()
    }

    fn on_record(&self, rule: &Rule) -> bool {
        use Instance::{Enforcement, First, PublicInterest, RetrialFirst, RetrialReview, RetrialSecond, Second, Supervision};
        let litigation = self.case.kind == CaseKind::Litigation;
        if let Some(records) = &rule.records {
            let instance = self.case.instance.map(Instance::code).filter(|_| litigation);
            return records.iter().any(|record| record == self.case.kind.code() || Some(record.as_str()) == instance);
        }
        let instances: Option<&[Instance]> = match rule.procedure {
            RuleProcedure::FirstInstance => Some(&[First]),
            RuleProcedure::Ordinary => Some(&[First, RetrialFirst]),
            RuleProcedure::Summary if rule.case_kind == RuleCase::Litigation => Some(&[First]),
            RuleProcedure::SecondInstance => Some(&[Second]),
            RuleProcedure::Retrial => Some(&[RetrialReview, RetrialFirst, RetrialSecond]),
            RuleProcedure::Protest => Some(&[Supervision, RetrialReview, RetrialFirst, RetrialSecond]),
            RuleProcedure::PublicInterest => Some(&[PublicInterest]),
            RuleProcedure::Enforcement => Some(&[Enforcement]),
            RuleProcedure::Any | RuleProcedure::General | RuleProcedure::Summary | RuleProcedure::Compensation => None,
        };
        match rule.case_kind {
            RuleCase::Both => true,
            RuleCase::Reconsideration => !litigation,
            RuleCase::Litigation => {
                litigation && instances.is_none_or(|instances| self.case.instance.is_none_or(|instance| instances.contains(&instance)))
            }
        }
    }

    /// General and summary, ordinary and summary exclude each other; where none was chosen the general (ordinary) one applies.
    fn in_procedure(&self, rule: &Rule, trigger: Day) -> bool {
        let summary = match rule.case_kind {
            RuleCase::Litigation => self.case.attributes.court_procedure == Some(CourtProcedure::Summary),
            RuleCase::Reconsideration | RuleCase::Both if rule.keeps_procedure => self.case.was_summary_on(trigger),
            RuleCase::Reconsideration | RuleCase::Both => self.case.attributes.procedure == Some(Procedure::Summary),
        };
        match rule.procedure {
            RuleProcedure::General | RuleProcedure::Ordinary => !summary,
            RuleProcedure::Summary => summary,
            _ => true,
        }
    }

    fn holds(&self, condition: Condition, trigger: Day) -> bool {
        let (case, codes) = (self.case, &self.law.codes);
        // each suspension is judged by its own ground, also after another one followed
        let suspended_on = |list, flag| {
            let ground = case.suspension_ground(trigger).and_then(|ground| codes.code(list, ground));
            ground.is_some_and(|ground| ground.flag(flag))
        };
        let outcome = case.outcome.as_ref().and_then(|outcome| codes.outcome(outcome.as_str()));
        match condition {
            Condition::RealEstate => case.attributes.real_estate,
            Condition::NotRealEstate => !case.attributes.real_estate,
            Condition::CompulsoryFirst => case.attributes.compulsory_first == Some(true),
            Condition::NotCompulsoryFirst => case.attributes.compulsory_first != Some(true),
            Condition::SixtyDayGround => suspended_on(field::SuspensionGround::LIST, "sixty_day"),
            Condition::NinetyDayGround => suspended_on(field::LitigationSuspensionGround::LIST, "ninety_day"),
            Condition::IncidentalReviewSuspension => suspended_on(field::SuspensionGround::LIST, "incidental_review"),
            Condition::RemakeWithoutPeriod => {
                let fixed = case.performance.as_ref().is_some_and(|duty| duty.set_by_document);
                outcome.is_some_and(|outcome| outcome.remake()) && !fixed
            }
            Condition::AppealableRuling => outcome.is_some_and(|outcome| outcome.flag("appealable")),
            Condition::Urgent => case.attributes.urgent,
            Condition::NotUrgent => !case.attributes.urgent,
            Condition::RuleMaker => case.agencies.iter().any(|agency| agency.role == AgencyRole::RuleMaker),
        }
    }
}

/// A day gives way to a proof of service, which proves the latest paper sent by then.
fn is_superseded<'a>(mark: &Mark, all: impl Iterator<Item = &'a Mark> + Clone) -> bool {
    let mut proofs = all.clone().filter(|proof| mark.is_proved_by(proof));
    proofs.any(|proof| !all.clone().any(|later| later.said_on > mark.said_on && later.is_proved_by(proof)))
}

/// The end of a period of a rule from a day, with what the case leaves out of it and an extension approved in time; without an end
/// the day since which the clock has stood.
pub(super) fn end(law: &Law, case: &Case, rule: &Rule, start: Start) -> (Result<Dates, Day>, Extended) {
    let (from, excluded) = (start.on, exclusions(case, rule));
    let plain = dates(law, rule, start, &excluded, None);
    // what was approved after the case was to be decided anew extends the new period, not the old one
    let until = case.decide_from.filter(|anew| *anew > from);
    let ours = |extension: &&Extension| extension.approved_on >= from && until.is_none_or(|anew| extension.approved_on < anew);
    let approved = case.extensions.iter().filter(|_| rule.extension_length.is_some()).filter(ours).min_by_key(|one| one.approved_on);
    match (approved, plain) {
        (None, _) => (plain, Extended::Not),
        (Some(extension), Ok(plain)) if extension.approved_on > plain.latest_on => (Ok(plain), Extended::TooLate(extension.approved_on)),
        (Some(extension), _) => (dates(law, rule, start, &excluded, Some(extension.days)), Extended::By(extension.days)),
    }
}

/// The intervals of the case that the rule leaves out.
pub(super) fn exclusions(case: &Case, rule: &Rule) -> Vec<Interval> {
    case.intervals.iter().filter(|interval| rule.exclusion(interval.cause.code()).is_some()).copied().collect()
}

/// What a period that ended without its act has become: a duty is overdue, a right or a watch has run out. Nobody is late by a day
/// that is only presumed.
fn run_out(kind: PeriodKind, presumed: Option<Presumption>) -> DeadlineState {
    match kind {
        PeriodKind::Deadline | PeriodKind::Notice | PeriodKind::Cap if presumed.is_some() => DeadlineState::Estimated,
        PeriodKind::Deadline | PeriodKind::Notice | PeriodKind::Cap => DeadlineState::Overdue,
        PeriodKind::Limitation | PeriodKind::LongStop | PeriodKind::Waiting => DeadlineState::Lapsed,
    }
}
