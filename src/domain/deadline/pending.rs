//! What is pending in a case from a day on, if nothing more is recorded: which periods run on which days, so that any later day
//! can be read without computing again.
//!
//! A case changes by itself on few days only: when a period ends (and may start another, as silence opens the way to court), when
//! a day already set comes (a hearing), when its state turns (deemed acceptance). Between two such days the answer of
//! [`deadlines`] stays the same, so it is asked once for each stretch.

use std::borrow::Cow;

use super::{Deadline, DeadlineState, Whose, deadlines};
use crate::domain::Day;
use crate::domain::case::Case;
use crate::domain::law::Law;

/// A period that somebody still has to keep, or a right that still can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Id of the rule, or code of the instrument that fixes the day.
    pub rule: String,
    /// Day it runs from; for a notice before an event the day of the event.
    pub from: Day,
    /// First day it is pending on, among those asked about.
    pub shown_from: Day,
    /// Last day it is pending on, if nothing more is recorded; [`FOREVER`] for a duty that stays until it is met.
    pub shown_until: Day,
    /// The earliest day it can be said to end: what reminders go by. `None` while the clock stands.
    pub safe_on: Option<Day>,
    /// The latest day that can be defended: it is overdue after that.
    pub latest_on: Option<Day>,
    /// Last day before a holiday moved it.
    pub nominal_on: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// Runs from a day that is only presumed.
    pub estimated: bool,
    /// Our duty or right, seen from the record.
    pub ours: bool,
    /// The unit of the district that must act, as recorded; empty for the bureau itself and for everybody else.
    pub unit: String,
}

/// The end of what does not end by itself: the last day both engines of the store can write in four digits.
pub const FOREVER: Day = match Day::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => Day::MAX,
};

impl Pending {
    fn new(deadline: &Deadline<'_>, case: &Case, shown_from: Day, shown_until: Day) -> Self {
        Self {
            rule: deadline.basis.id().to_owned(),
            from: deadline.from,
            shown_from,
            shown_until,
            safe_on: deadline.safe_on,
            latest_on: deadline.latest_on,
            nominal_on: deadline.nominal_on,
            provisional: deadline.provisional,
            estimated: deadline.estimated.is_some(),
            ours: deadline.whose == Whose::Ours,
            unit: unit(deadline, case).to_owned(),
        }
    }

    /// Whether it is pending on a day.
    pub fn is_shown_on(&self, day: Day) -> bool {
        self.shown_from <= day && day <= self.shown_until
    }

    /// Whether it is this deadline with the same end, whoever must keep it.
    pub fn ends_as(&self, deadline: &Deadline<'_>) -> bool {
        self.from == deadline.from
            && self.rule == deadline.basis.id()
            && (self.safe_on, self.latest_on, self.nominal_on) == (deadline.safe_on, deadline.latest_on, deadline.nominal_on)
            && (self.provisional, self.estimated) == (deadline.provisional, deadline.estimated.is_some())
    }

    /// Whether it is this deadline of the case, in all that is kept of it.
    fn is(&self, deadline: &Deadline<'_>, case: &Case) -> bool {
        self.ends_as(deadline) && self.ours == (deadline.whose == Whose::Ours) && self.unit == unit(deadline, case)
    }
}

/// The unit of the district that must act; other addressees stay in the case file.
fn unit<'a>(deadline: &Deadline<'a>, case: &Case) -> &'a str {
    let of_the_case =
        |name: &&str| case.respondents.iter().any(|unit| unit == name) || case.agencies.iter().any(|unit| unit.agency == *name);
    deadline.unit.filter(of_the_case).unwrap_or_default()
}

impl DeadlineState {
    /// How a pending period stands on a day, by the earliest and the latest day it can be said to end; without them the clock
    /// stands. One that is `estimated` is never overdue by that alone.
    pub fn of_pending(safe_on: Option<Day>, latest_on: Option<Day>, estimated: bool, today: Day) -> Self {
        match (safe_on, latest_on) {
            (_, Some(latest)) if today > latest && estimated => Self::Estimated,
            (_, Some(latest)) if today > latest => Self::Overdue,
            (Some(safe), _) if today >= safe => Self::DueToday,
            (Some(_), _) => Self::Open,
            (None, _) => Self::Suspended,
        }
    }
}

/// What is pending in a case on `from` and on every later day, if nothing more is recorded. On each of these days `day`, those that
/// [`Pending::is_shown_on`] are the open ones among [`deadlines`] of the case as of that day.
pub fn pending(law: &Law, case: &Case, from: Day) -> Vec<Pending> {
    let mut case = Cow::Borrowed(case);
    let mut found: Vec<Pending> = Vec::new();
    let mut day = from;
    loop {
        if case.turns.is_some_and(|(last, _)| last < day) {
            case = Cow::Owned(case.as_of(day, law));
        }
        let mut now = deadlines(law, &case, day);
        now.retain(|deadline| deadline.state.is_open());
        let next = next_change(law, &case, day, &now);
        let until = next.and_then(|next| next.pred_opt()).unwrap_or(FOREVER);
        for deadline in &now {
            let going_on = found.iter_mut().find(|known| known.shown_until.succ_opt() == Some(day) && known.is(deadline, &case));
            match going_on {
                Some(known) => known.shown_until = until,
                None => found.push(Pending::new(deadline, &case, day, until)),
            }
        }
        match next {
            Some(next) => day = next,
            None => return found,
        }
    }
}

/// The next day on which something changes by itself: a period ended the day before, a day already set or told of has come, the state
/// turned, or another law governs what has no day of its own.
fn next_change(law: &Law, case: &Case, day: Day, now: &[Deadline<'_>]) -> Option<Day> {
    let ends = now.iter().filter_map(|deadline| deadline.latest_on?.succ_opt());
    let marks = case.marks.iter().flat_map(|mark| [mark.on, mark.said_on]);
    let fixed = case.fixed.iter().map(|fixed| fixed.said_on);
    let turn = case.turns.and_then(|(last, _)| last.succ_opt());
    // limits tested on filing go by the day asked about while nothing is filed
    let tested = law.rules.rules.iter().filter(|rule| rule.tested_on_filing && case.received_on.is_none());
    let tested = tested.flat_map(|rule| [Some(rule.effective_from), rule.effective_to.and_then(|last| last.succ_opt())]).flatten();
    let others = [turn, case.decide_from, Some(law.rules.transition.switch_date)];
    ends.chain(marks).chain(fixed).chain(tested).chain(others.into_iter().flatten()).filter(|change| *change > day).min()
}
