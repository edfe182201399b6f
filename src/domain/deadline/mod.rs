//! When a statutory period ends (期间届满), and why: every day added or left out is one step of the trace.

mod case;
mod count;
mod trace;

use serde::Serialize;

pub use case::{Deadline, DeadlineState, deadlines};
use count::{Clock, add_months, subtract_months};

use super::Day;
use super::case::Interval;
use super::law::{BackwardCount, Direction, ExtensionBasis, Law, MonthEnd, OuterLimits, PeriodKind, Rule, Unit};
use super::words::Sentence;

/// One step of a computation, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What was done and why.
    pub words: Sentence,
    /// Article it rests on; empty for the calendar.
    pub article: String,
    /// Day reached by it.
    pub on: Option<Day>,
}

/// The end of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Last day on which the act is in time (for a notice before an event: the day to give it by); `None` while the clock stands.
    pub last_day: Option<Day>,
    /// Last day before a holiday moved it; for a notice before an event the last day that still is in time.
    pub nominal_on: Option<Day>,
    /// First day of the open interval the clock stands in.
    pub suspended_since: Option<Day>,
    /// A day it depends on lies in a year whose calendar is not published.
    pub provisional: bool,
    /// How it was computed.
    pub trace: Vec<Step>,
}

impl Due {
    /// The last day that still is in time, however the notice is counted; `None` while the clock stands.
    pub fn final_day(&self) -> Option<Day> {
        self.last_day.max(self.nominal_on).filter(|_| self.suspended_since.is_none())
    }
}

/// Computes the end of a period that `rule` starts on `from` (for a notice: the day of the event). `excluded` are intervals that do
/// not count; `extension_days` is an approved extension, in the unit of the rule's extension.
pub fn due(law: &Law, rule: &Rule, from: Day, excluded: &[Interval], extension_days: Option<u32>) -> Due {
    match rule.direction {
        Direction::Before => before(law, rule, from),
        Direction::After => after(law, rule, from, excluded, extension_days),
    }
}

/// The last day that still is in time, without the trace: what a guard asks. `None` while the clock stands in an open interval.
pub fn last_day(law: &Law, rule: &Rule, from: Day, excluded: &[Interval], extension_days: Option<u32>) -> Option<Day> {
    if rule.direction == Direction::Before {
        return Some(minimal_and_safe(law, rule, from).0);
    }
    let stretches = count::merge(excluded, law.settings.suspension);
    let clock = Clock::new(&law.calendar, &stretches);
    let reached = length_after(law, rule, &clock, from).ok()?;
    finish(law, rule, &clock, reached, extension_days, rolls(law, rule), None).ok().map(|(_, last_day)| last_day)
}

/// Both readings of "N days before" (A10): the N-th day before the event, and one day earlier.
fn minimal_and_safe(law: &Law, rule: &Rule, event: Day) -> (Day, Day) {
    let calendar = &law.calendar;
    match rule.unit {
        Unit::WorkingDay => (calendar.nth_working_before(event, rule.length), calendar.nth_working_before(event, rule.length + 1)),
        Unit::Day => (count::days_before(event, rule.length), count::days_before(event, rule.length + 1)),
        Unit::Month | Unit::Year => {
            let minimal = subtract_months(event, months(rule));
            (minimal, count::days_before(minimal, 1))
        }
    }
}

fn before(law: &Law, rule: &Rule, event: Day) -> Due {
    let (minimal, safe) = minimal_and_safe(law, rule, event);
    let last_day = if law.settings.backward == BackwardCount::Safe { safe } else { minimal };
    let awaited = if rule.unit == Unit::WorkingDay { law.calendar.awaited(safe, event) } else { None };
    let mut trace = vec![trace::event(rule, event), trace::minimal(rule, minimal), trace::safe(rule, safe)];
    trace.extend(awaited.map(trace::provisional));
    Due { last_day: Some(last_day), nominal_on: Some(minimal), suspended_since: None, provisional: awaited.is_some(), trace }
}

fn after(law: &Law, rule: &Rule, from: Day, excluded: &[Interval], extension_days: Option<u32>) -> Due {
    let stretches = count::merge(excluded, law.settings.suspension);
    let mut trace = vec![trace::trigger(law, rule, from)];
    let mut reached = None;
    // One more stretch of excluded days at a time, so that each says how far it moved the end.
    for taken in 0..=stretches.len() {
        let clock = Clock::new(&law.calendar, &stretches[..taken]);
        let nominal = length_after(law, rule, &clock, from);
        match (taken.checked_sub(1).map(|last| &stretches[last]), nominal) {
            (None, Ok(day)) => trace.push(trace::length(rule, from, day)),
            (Some(stretch), Ok(day)) if reached != Some(day) => {
                trace.push(trace::excluded(law, rule, stretch, clock.left_out(rule.unit, from, stretch), day));
            }
            (_, Err(since)) => return standing(trace, rule, &stretches, since),
            _ => {}
        }
        reached = nominal.ok();
    }
    let clock = Clock::new(&law.calendar, &stretches);
    if rule.unit == Unit::WorkingDay
        && let Some(end) = reached
    {
        trace.extend(trace::days_passed_over(&clock, from, end));
    }
    let rolls = rolls(law, rule);
    match finish(law, rule, &clock, reached.unwrap_or(from), extension_days, rolls, Some(&mut trace)) {
        Err(since) => standing(trace, rule, &stretches, since),
        Ok((nominal, last_day)) => {
            let awaited = match rule.unit {
                Unit::WorkingDay => law.calendar.awaited(from, last_day),
                _ => law.calendar.awaited(nominal, last_day),
            };
            trace.extend(awaited.map(trace::provisional));
            Due { last_day: Some(last_day), nominal_on: Some(nominal), suspended_since: None, provisional: awaited.is_some(), trace }
        }
    }
}

/// Extension, then the move off a day that is not a working day: once, at the very end.
fn finish(
    law: &Law,
    rule: &Rule,
    clock: &Clock<'_>,
    reached: Day,
    extension: Option<u32>,
    rolls: bool,
    mut trace: Option<&mut Vec<Step>>,
) -> Result<(Day, Day), Day> {
    let mut nominal = reached;
    if let Some(days) = extension.filter(|days| *days > 0 && rule.extendable) {
        let basis = if law.settings.extension == ExtensionBasis::RolledDay && rolls { clock.roll(nominal)? } else { nominal };
        nominal = if rule.extension_unit == Some(Unit::WorkingDay) {
            clock.nth_working_day(basis, days)?
        } else {
            clock.nth_day(basis, i64::from(days))?
        };
        if let Some(trace) = trace.as_mut() {
            trace.push(trace::extension(rule, days, basis, nominal));
        }
    }
    let last_day = if rolls { clock.roll(nominal)? } else { nominal };
    if let Some(trace) = trace {
        if last_day != nominal {
            trace.push(trace::rolled(law, nominal, last_day));
        } else if !rolls && !law.calendar.is_working(nominal) {
            trace.push(trace::not_rolled(law, nominal));
        }
    }
    Ok((nominal, last_day))
}

fn standing(mut trace: Vec<Step>, rule: &Rule, stretches: &[count::Stretch], since: Day) -> Due {
    if let Some(stretch) = stretches.iter().find(|stretch| stretch.first == since) {
        trace.push(trace::standing(rule, stretch));
    }
    Due { last_day: None, nominal_on: None, suspended_since: Some(since), provisional: false, trace }
}

/// The last day of the length of the rule, before extension and holidays; `Err` with the day the clock has stood since.
fn length_after(law: &Law, rule: &Rule, clock: &Clock<'_>, from: Day) -> Result<Day, Day> {
    match rule.unit {
        Unit::WorkingDay => clock.nth_working_day(from, rule.length),
        Unit::Day => clock.nth_day(from, i64::from(rule.length)),
        Unit::Month | Unit::Year => {
            let end = add_months(from, months(rule), law.settings.month_end == MonthEnd::FirstOfNext);
            clock.nth_day(from, (end - from).num_days())
        }
    }
}

fn months(rule: &Rule) -> u32 {
    if rule.unit == Unit::Year { rule.length.saturating_mul(12) } else { rule.length }
}

/// Whether the end of the period moves off a day that is not a working day (CPL-85(3); A25 for outer limits).
fn rolls(law: &Law, rule: &Rule) -> bool {
    match (rule.kind, law.settings.outer_limits) {
        (PeriodKind::Deadline | PeriodKind::Limitation | PeriodKind::Notice, _) | (_, OuterLimits::Always) => true,
        (_, OuterLimits::Never) => false,
        (_, OuterLimits::OthersRights) => !rule.reminder_relevant,
    }
}

#[cfg(test)]
mod tests;
