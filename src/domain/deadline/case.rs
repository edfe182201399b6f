//! The deadlines of a case: every period its dates start, what satisfied it, and how it stands on a day.

use serde::Serialize;

use super::{Due, Step, due};
use crate::domain::Day;
use crate::domain::case::parts::{AgencyRole, CourtProcedure, Procedure, words};
use crate::domain::case::{Case, CaseKind, Instance, Interval, field};
use crate::domain::law::{Bound, Condition, Direction, Law, PeriodKind, Rule, RuleCase, RuleProcedure};
use crate::domain::words::Sentence;

words! {
    /// How a period stands on a day.
    DeadlineState {
        Open = "open" "期内" "open",
        DueToday = "due-today" "今日到期" "due today",
        Overdue = "overdue" "已届满" "run out",
        Met = "met" "已完成" "met",
        MetLate = "met-late" "逾期完成" "met late",
        Suspended = "suspended" "停止计算" "clock stopped",
    }
}

/// One period of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Id of the rule.
    pub rule: String,
    /// What must be done.
    pub obligation: Sentence,
    /// Law and article.
    pub article: String,
    /// What its end means.
    pub kind: PeriodKind,
    /// Who is bound.
    pub bound: Bound,
    /// The duty or right can be ours.
    pub ours: bool,
    /// Day of the event it runs from, or for a notice before an event: the day of that event.
    pub from: Day,
    /// Last day that is in time on every reading; `None` while the clock stands.
    #[serde(rename = "due_on")]
    pub safe_on: Option<Day>,
    /// Last day that is in time on some defensible reading: overdue only after it.
    pub latest_on: Option<Day>,
    /// Last day before a holiday moved it.
    pub nominal_on: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// How it stands.
    pub state: DeadlineState,
    /// Day it was met.
    pub met_on: Option<Day>,
    /// How it was computed.
    pub trace: Vec<Step>,
}

/// A day of the case that may start or end a period; derived ones follow from another period having run out.
#[derive(Debug, Clone)]
struct Mark {
    event: String,
    on: Day,
}

/// Every period that runs or ran in the case, as it stands on `today`, earliest end first.
pub fn deadlines(law: &Law, case: &Case, today: Day) -> Vec<Deadline> {
    let mut marks: Vec<Mark> = case.marks.iter().map(|(event, on)| Mark { event: (*event).to_owned(), on: *on }).collect();
    let mut found: Vec<Deadline> = Vec::new();
    let mut next = 0;
    while let Some(trigger) = marks.get(next).cloned() {
        for rule in law.rules.started_by(&trigger.event) {
            let file = File { law, case, marks: &marks, today };
            if found.iter().any(|known| known.rule == rule.id && known.from == trigger.on) || !file.shows(rule, trigger.on) {
                continue;
            }
            let Some(deadline) = file.deadline(rule, next, trigger.on) else { continue };
            let lapsed = deadline.state == DeadlineState::Overdue || (deadline.state == DeadlineState::Met && ends_by_itself(rule));
            if let (Some(event), Some(on), true) = (&rule.on_lapse, deadline.safe_on, lapsed)
                && !marks.iter().any(|mark| mark.event == *event && mark.on == on)
            {
                marks.push(Mark { event: event.clone(), on });
            }
            found.push(deadline);
        }
        next += 1;
    }
    found.sort_by(|one, other| (one.safe_on.is_none(), one.safe_on, &one.rule).cmp(&(other.safe_on.is_none(), other.safe_on, &other.rule)));
    found
}

/// Whether the end of the period is itself the event waited for, as with service by public notice.
fn ends_by_itself(rule: &Rule) -> bool {
    rule.on_lapse.as_ref().is_some_and(|event| rule.satisfied_by.is_empty() || rule.satisfied_by.contains(event))
}

struct File<'a> {
    law: &'a Law,
    case: &'a Case,
    marks: &'a [Mark],
    today: Day,
}

impl File<'_> {
    /// Whether the rule belongs on this file: record, procedure, governing law, facts.
    fn shows(&self, rule: &Rule, trigger: Day) -> bool {
        let filed = rule.satisfied_by.iter().filter_map(|event| self.first(event)).min();
        let filed_on = filed.or(self.case.received_on).unwrap_or(self.today);
        self.law.applies(rule, trigger, filed_on, self.case.accepted_on, self.case.pinned)
            && self.on_record(rule)
            && self.in_procedure(rule)
            && rule.applies_if.is_none_or(|condition| self.holds(condition))
            && rule.only_after.as_ref().is_none_or(|event| self.first(event).is_some())
    }

    fn deadline(&self, rule: &Rule, position: usize, from: Day) -> Option<Deadline> {
        let excluded: Vec<Interval> =
            self.case.intervals.iter().filter(|interval| rule.exclusion(interval.cause.code()).is_some()).copied().collect();
        let extension = self.case.attributes.extended_days.filter(|_| rule.extension_length.is_some());
        let due = due(self.law, rule, from, &excluded, extension);
        let (state, met_on) = self.state(rule, &due, position, from)?;
        Some(Deadline {
            rule: rule.id.clone(),
            obligation: rule.obligation(),
            article: rule.citation(),
            kind: rule.kind,
            bound: rule.bound,
            ours: rule.reminder_relevant,
            from,
            safe_on: due.safe_on,
            latest_on: due.latest_on,
            nominal_on: due.nominal_on,
            provisional: due.provisional,
            state,
            met_on,
            trace: due.trace,
        })
    }

    /// How the period stands; `None` when it no longer matters.
    fn state(&self, rule: &Rule, due: &Due, position: usize, from: Day) -> Option<(DeadlineState, Option<Day>)> {
        let last = due.latest_on;
        if let Some(met_on) = self.satisfied(rule, from) {
            let late = rule.kind != PeriodKind::Waiting && last.is_some_and(|last| met_on > last);
            return Some((if late { DeadlineState::MetLate } else { DeadlineState::Met }, Some(met_on)));
        }
        if self.moot(rule, position, from) {
            return None;
        }
        match (last, due.safe_on) {
            (Some(last), _) if self.today > last => match (ends_by_itself(rule), rule.falls_away) {
                (true, _) => Some((DeadlineState::Met, due.safe_on)),
                (false, true) => None,
                (false, false) => Some((DeadlineState::Overdue, None)),
            },
            (Some(_), Some(warned)) if self.today >= warned => Some((DeadlineState::DueToday, None)),
            (Some(_), _) => Some((DeadlineState::Open, None)),
            (None, _) => Some((DeadlineState::Suspended, None)),
        }
    }

    fn satisfied(&self, rule: &Rule, from: Day) -> Option<Day> {
        let satisfying = self.known().filter(|mark| rule.satisfied_by.iter().any(|event| self.law.rules.stands_for(&mark.event, event)));
        match rule.direction {
            Direction::After => satisfying.map(|mark| mark.on).filter(|on| *on >= from).min(),
            Direction::Before => satisfying.map(|mark| mark.on).filter(|on| *on <= from).max(),
        }
    }

    fn moot(&self, rule: &Rule, position: usize, from: Day) -> bool {
        self.marks.iter().enumerate().filter(|(_, mark)| mark.on <= self.today).any(|(index, mark)| {
            let later = if rule.direction == Direction::Before { index > position } else { mark.on >= from };
            later && rule.moot_by.iter().any(|event| self.law.rules.stands_for(&mark.event, event))
        })
    }

    fn known(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.on <= self.today)
    }

    fn first(&self, event: &str) -> Option<Day> {
        self.known().filter(|mark| self.law.rules.stands_for(&mark.event, event)).map(|mark| mark.on).min()
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
    fn in_procedure(&self, rule: &Rule) -> bool {
        let summary = match rule.case_kind {
            RuleCase::Litigation => self.case.attributes.court_procedure == Some(CourtProcedure::Summary),
            RuleCase::Reconsideration | RuleCase::Both => self.case.attributes.procedure == Some(Procedure::Summary),
        };
        match rule.procedure {
            RuleProcedure::General | RuleProcedure::Ordinary => !summary,
            RuleProcedure::Summary => summary,
            _ => true,
        }
    }

    fn holds(&self, condition: Condition) -> bool {
        let (case, codes) = (self.case, &self.law.codes);
        let suspended_on = |list, flag| {
            let ground = case.suspension_ground().and_then(|ground| codes.code(list, ground));
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
