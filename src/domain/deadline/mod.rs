//! When a statutory period ends (期间届满), and why: every day added or left out is one step of the trace.
//!
//! Where the texts leave two readings open, both come out: the earliest safe day, to be reminded of, and the latest defensible
//! one, after which the period is over on any reading.

mod case;
mod count;
mod pending;
mod trace;
mod urgency;

use serde::Serialize;

pub use case::{Basis, Deadline, DeadlineState, Explained, Extended, Standing, Whose, deadlines, explained, words_of};
use count::{Clock, add_months, subtract_months};
pub use pending::{FOREVER, Pending, pending};
pub use trace::{Step, StepKind, replay};
pub use urgency::{Urgency, UrgencyDays};

use super::Day;
use super::case::Interval;
use super::law::{BackwardCount, Direction, ExtensionBasis, Law, MonthEnd, OuterLimits, PeriodKind, Rule, Unit};

/// What a period is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// The day it starts on, which is not counted; for a notice the day of the event.
    pub on: Day,
    /// The day from which another text counts the same length, where the rule names such an event (`latest_from`) and it is known.
    pub at_latest: Option<Day>,
}

impl From<Day> for Start {
    fn from(on: Day) -> Self {
        Self { on, at_latest: None }
    }
}

/// The end of one period, without reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// Last day of the length and its extension, before a holiday moved it; for a notice the last day on any reading.
    pub nominal_on: Day,
    /// Last day that is in time on every reading.
    pub safe_on: Day,
    /// Last day that is in time on some defensible reading; never before `safe_on`.
    pub latest_on: Day,
}

/// The end of one period, with reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Last day that is in time on every reading: the day to be reminded of. `None` while the clock stands.
    #[serde(rename = "due_on")]
    pub safe_on: Option<Day>,
    /// Last day that is in time on some defensible reading: overdue only after it. `None` while the clock stands.
    pub latest_on: Option<Day>,
    /// Last day before a holiday moved it; for a notice before an event the last day on any reading.
    pub nominal_on: Option<Day>,
    /// First day of the open interval the clock stands in.
    pub suspended_since: Option<Day>,
    /// A day it depends on lies in a year whose calendar is not published.
    pub provisional: bool,
    /// How it was computed.
    pub trace: Vec<Step>,
}

/// Computes the end of a period that `rule` starts on `from` (for a notice: the day of the event), with its trace. `excluded` are
/// intervals that do not count; `extension` is an approved extension, in the unit of the rule's extension.
pub fn due(law: &Law, rule: &Rule, from: impl Into<Start>, excluded: &[Interval], extension: Option<u32>) -> Due {
    let start = from.into();
    let (dates, mut trace) = match rule.direction {
        Direction::Before => {
            let dates = before(law, rule, start.on);
            (Ok(dates), trace::before(law, rule, start.on, dates))
        }
        Direction::After => {
            let stretches = count::merge(excluded, law.settings.suspension);
            let clock = Clock::new(&law.calendar, &stretches);
            let (ends, first) = after(law, rule, &clock, start.on, extension);
            let dates = first.and_then(|first| at_latest(law, rule, &clock, start, extension, first));
            let mut trace = trace::after(law, rule, &clock, start.on, ends, extension, first);
            if let (Ok(first), Ok(dates)) = (first, dates) {
                trace.extend(trace::other_start(law, rule, start.at_latest, first, dates));
            }
            (dates, trace)
        }
    };
    if let Ok(dates) = dates {
        trace.extend(trace::hour(law));
        trace.extend(trace::calendars(law, rule, start.on, dates));
    }
    Due {
        safe_on: dates.ok().map(|dates| dates.safe_on),
        latest_on: dates.ok().map(|dates| dates.latest_on),
        nominal_on: dates.ok().map(|dates| dates.nominal_on),
        suspended_since: dates.err(),
        provisional: trace.iter().any(|step| step.kind == StepKind::Provisional),
        trace,
    }
}

/// The end of a period without its trace, in a time that does not grow with the length of the period.
///
/// # Errors
/// The day since which the clock has stood, while it stands in an open interval.
pub fn dates(law: &Law, rule: &Rule, from: impl Into<Start>, excluded: &[Interval], extension: Option<u32>) -> Result<Dates, Day> {
    let start = from.into();
    if rule.direction == Direction::Before {
        return Ok(before(law, rule, start.on));
    }
    let stretches = count::merge(excluded, law.settings.suspension);
    let clock = Clock::new(&law.calendar, &stretches);
    let first = after(law, rule, &clock, start.on, extension).1?;
    at_latest(law, rule, &clock, start, extension, first)
}

/// The days of a period whose start two texts see differently: safe by the earlier one, over only by the later one.
fn at_latest(law: &Law, rule: &Rule, clock: &Clock<'_>, start: Start, extension: Option<u32>, first: Dates) -> Result<Dates, Day> {
    let Some(other) = start.at_latest.filter(|other| *other > start.on) else { return Ok(first) };
    let other = after(law, rule, clock, other, extension).1?;
    Ok(Dates { latest_on: first.latest_on.max(other.latest_on), ..first })
}

/// Whether the end of a period from `from` depends on a year whose calendar is not published.
fn is_provisional(law: &Law, rule: &Rule, from: Day, dates: Dates) -> bool {
    consulted(rule, from, dates).is_some_and(|(first, last)| law.calendar.awaited(first, last).is_some())
}

/// First and last day whose calendars a computation looked up: for a length in days only where its end may move.
fn consulted(rule: &Rule, from: Day, dates: Dates) -> Option<(Day, Day)> {
    match (rule.direction, rule.unit) {
        (Direction::Before, Unit::WorkingDay) => Some((dates.safe_on, from)),
        (Direction::Before, _) => None,
        (Direction::After, Unit::WorkingDay) => Some((from, dates.latest_on)),
        (Direction::After, _) => Some((dates.nominal_on, dates.latest_on)),
    }
}

/// What a guard asks: the last day no reading lets pass, or for a waiting period the first one on which some reading says that it
/// has run. `None` while the clock stands.
pub fn last_day(law: &Law, rule: &Rule, from: Day, excluded: &[Interval], extension: Option<u32>) -> Option<Day> {
    let dates = dates(law, rule, from, excluded, extension).ok()?;
    Some(if rule.kind == PeriodKind::Waiting { dates.safe_on } else { dates.latest_on })
}

/// Both readings of "N days before" (A10): the N-th day before the event, and one day earlier.
fn before(law: &Law, rule: &Rule, event: Day) -> Dates {
    let calendar = &law.calendar;
    let minimal = match rule.unit {
        Unit::WorkingDay => calendar.nth_working_before(event, rule.length),
        Unit::Day => count::days_before(event, rule.length),
        Unit::Month | Unit::Year => subtract_months(event, months(rule)),
    };
    let safe = match (law.settings.backward, rule.unit) {
        (BackwardCount::Minimal, _) => minimal,
        (BackwardCount::Safe, Unit::WorkingDay) => calendar.nth_working_before(minimal, 1),
        (BackwardCount::Safe, _) => count::previous(minimal),
    };
    Dates { nominal_on: minimal, safe_on: safe, latest_on: minimal }
}

/// Where the length of a period, and then its extension, ends.
#[derive(Debug, Clone, Copy)]
struct Ends {
    /// End of the length, unless the clock stands before it.
    length: Option<Day>,
    /// Day an extension is counted from.
    basis: Option<Day>,
}

/// Length, extension, then the move off a day that is not a working day: once, at the very end.
fn after(law: &Law, rule: &Rule, clock: &Clock<'_>, from: Day, extension: Option<u32>) -> (Ends, Result<Dates, Day>) {
    let mut ends = Ends { length: None, basis: None };
    let mut work = || {
        let length = length_after(law, rule, clock, from)?;
        ends.length = Some(length);
        let (safe_rolls, latest_rolls) = rolls(law, rule);
        let nominal_on = match extension.filter(|n| *n > 0 && rule.extendable) {
            None => length,
            Some(n) => {
                let rolled = law.settings.extension == ExtensionBasis::RolledDay && latest_rolls;
                let basis = if rolled { clock.roll(length)? } else { length };
                ends.basis = Some(basis);
                match rule.extension_unit {
                    Some(Unit::WorkingDay) => clock.nth_working_day(basis, n)?,
                    _ => clock.nth_day(basis, i64::from(n))?,
                }
            }
        };
        let rolled = if latest_rolls { clock.roll(nominal_on)? } else { nominal_on };
        Ok(Dates { nominal_on, safe_on: if safe_rolls { rolled } else { nominal_on }, latest_on: rolled })
    };
    let dates = work();
    (ends, dates)
}

/// The last day of the length of the rule, before extension and holidays; `Err` with the day the clock has stood since.
fn length_after(law: &Law, rule: &Rule, clock: &Clock<'_>, from: Day) -> Result<Day, Day> {
    match rule.unit {
        Unit::WorkingDay => clock.nth_working_day(from, rule.length),
        Unit::Day | Unit::Month | Unit::Year => clock.nth_day(from, plain_days(law, rule, from)),
    }
}

/// Calendar days of the length of a rule that does not count working days.
fn plain_days(law: &Law, rule: &Rule, from: Day) -> i64 {
    match rule.unit {
        Unit::WorkingDay | Unit::Day => i64::from(rule.length),
        Unit::Month | Unit::Year => (add_months(from, months(rule), law.settings.month_end == MonthEnd::FirstOfNext) - from).num_days(),
    }
}

fn months(rule: &Rule) -> u32 {
    if rule.unit == Unit::Year { rule.length.saturating_mul(12) } else { rule.length }
}

/// Whether the end of the period moves off a day that is not a working day (CPL-85(3)), on the safe and on the latest reading.
/// They part where an outer limit binds us (A25): no text says that it moves, none that it does not.
fn rolls(law: &Law, rule: &Rule) -> (bool, bool) {
    match (rule.kind, law.settings.outer_limits) {
        (PeriodKind::Deadline | PeriodKind::Limitation | PeriodKind::Notice, _) | (_, OuterLimits::Always) => (true, true),
        (_, OuterLimits::Never) => (false, false),
        (_, OuterLimits::OthersRights) => (!rule.reminder_relevant, true),
    }
}

#[cfg(test)]
mod tests;
