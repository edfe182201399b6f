//! Counting days while leaving some out.

use chrono::{Datelike, Days, Months};

use crate::domain::Day;
use crate::domain::calendar::Calendar;
use crate::domain::case::Interval;
use crate::domain::law::SuspensionCounting;

/// Consecutive days that do not count, from one interval or several that touch or overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First day left out.
    pub first: Day,
    /// First day that counts again; `None` while open.
    pub until: Option<Day>,
    /// Events that opened it.
    pub causes: Vec<&'static str>,
}

impl Stretch {
    /// Days of it after `from`; `None` while it is open.
    pub(super) fn days_after(&self, from: Day) -> Option<i64> {
        let first = self.first.max(next(from));
        self.until.map(|until| (until - first).num_days().max(0))
    }

    fn holds(&self, day: Day) -> bool {
        self.first <= day && self.until.is_none_or(|until| day < until)
    }
}

/// Merges intervals, in order of days. Empty ones and those that end before they begin leave nothing out.
pub(super) fn merge(intervals: &[Interval], counting: SuspensionCounting) -> Vec<Stretch> {
    let counts_again = |until: Day| if counting == SuspensionCounting::BothDays { next(until) } else { until };
    let mut ordered: Vec<Stretch> = intervals
        .iter()
        .map(|interval| Stretch { first: interval.from, until: interval.until.map(counts_again), causes: vec![interval.cause.code()] })
        .filter(|stretch| stretch.until.is_none_or(|until| until > stretch.first))
        .collect();
    ordered.sort_by_key(|stretch| stretch.first);
    let mut merged: Vec<Stretch> = Vec::with_capacity(ordered.len());
    for stretch in ordered {
        match merged.last_mut() {
            Some(last) if last.until.is_none_or(|until| until >= stretch.first) => {
                last.until = last.until.zip(stretch.until).map(|(one, other)| one.max(other));
                last.causes.extend(stretch.causes.into_iter().filter(|cause| !last.causes.contains(cause)).collect::<Vec<_>>());
            }
            _ => merged.push(stretch),
        }
    }
    merged
}

/// A calendar with stretches left out. Every answer is `Err(day)` when the clock has stood still since that day.
#[derive(Debug)]
pub(super) struct Clock<'a> {
    calendar: &'a Calendar,
    /// What is left out, in order.
    pub stretches: &'a [Stretch],
}

impl<'a> Clock<'a> {
    pub(super) fn new(calendar: &'a Calendar, stretches: &'a [Stretch]) -> Self {
        Self { calendar, stretches }
    }

    /// The `n`-th counted calendar day strictly after `from`.
    pub(super) fn nth_day(&self, from: Day, n: i64) -> Result<Day, Day> {
        self.walk(from, n, |from, until| (until - from).num_days(), days_after)
    }

    /// The `n`-th counted working day strictly after `from`.
    pub(super) fn nth_working_day(&self, from: Day, n: u32) -> Result<Day, Day> {
        let nth = |from, n: i64| self.calendar.nth_working_after(from, u32::try_from(n).unwrap_or(u32::MAX));
        self.walk(from, i64::from(n), |from, until| self.calendar.working_days_between(from, until), nth)
    }

    /// Counts `n` days after `from`, jumping over each stretch; `between` counts days in (from, until], `nth` finds the n-th after.
    fn walk(&self, from: Day, n: i64, between: impl Fn(Day, Day) -> i64, nth: impl Fn(Day, i64) -> Day) -> Result<Day, Day> {
        let (mut at, mut left) = (from, n);
        for stretch in self.stretches {
            let counted = between(at, previous(stretch.first)).max(0);
            if left <= counted {
                break;
            }
            match stretch.until {
                None => return Err(stretch.first),
                Some(until) if until > next(at) => (at, left) = (previous(until), left - counted),
                Some(_) => {}
            }
        }
        Ok(nth(at, left))
    }

    /// The day itself or the first working day after it that is not left out.
    pub(super) fn roll(&self, day: Day) -> Result<Day, Day> {
        let mut day = self.calendar.next_working(day);
        for stretch in self.stretches {
            if stretch.holds(day) {
                day = self.calendar.next_working(stretch.until.ok_or(stretch.first)?);
            }
        }
        Ok(day)
    }

    /// The stretch that leaves the day out.
    pub(super) fn stretch_of(&self, day: Day) -> Option<&'a Stretch> {
        self.stretches.iter().find(|stretch| stretch.holds(day))
    }
}

/// `n` days later; the last representable day where there is none.
fn days_after(day: Day, n: i64) -> Day {
    day.checked_add_days(Days::new(n.unsigned_abs())).unwrap_or(Day::MAX)
}

/// `n` days earlier.
pub(super) fn days_before(day: Day, n: u32) -> Day {
    day.checked_sub_days(Days::new(u64::from(n))).unwrap_or(Day::MIN)
}

/// The day before.
pub(super) fn previous(day: Day) -> Day {
    day.pred_opt().unwrap_or(day)
}

/// The day after.
pub(super) fn next(day: Day) -> Day {
    day.succ_opt().unwrap_or(day)
}

/// The same day of the month `months` later. Where there is none: the last day of that month, or the first of the next one.
pub(super) fn add_months(day: Day, months: u32, first_of_next: bool) -> Day {
    let reached = day.checked_add_months(Months::new(months)).unwrap_or(Day::MAX);
    if first_of_next && reached.day() != day.day() { next(reached) } else { reached }
}

/// The same day of the month `months` earlier, or the last day of that month.
pub(super) fn subtract_months(day: Day, months: u32) -> Day {
    day.checked_sub_months(Months::new(months)).unwrap_or(Day::MIN)
}
