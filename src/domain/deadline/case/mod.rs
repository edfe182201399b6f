//! The deadlines of a case: every period its dates start, what satisfied it, whose it is, and how it stands on a day.
//!
//! [`deadlines`] decides, without words: it is what tables, reminders and previews are made of. [`Explained`] adds the words and
//! the trace of one deadline for a reader; it decides nothing.

mod explain;
mod fixed;
mod reading;
mod whose;

use super::{Dates, Start, dates, is_provisional};
use crate::domain::Day;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::mark::{Instrument, Presumption};
use crate::domain::case::parts::words;
use crate::domain::law::{Bound, Law, PeriodKind, Rule};

pub use explain::{Explained, explained, words_of};
use reading::Reading;

words! {
    /// How a period stands on a day.
    DeadlineState {
        Open = "open" "期内" "open",
        DueToday = "due-today" "今日到期" "due today",
        Overdue = "overdue" "超期" "overdue",
        Lapsed = "lapsed" "已届满" "run out",
        Met = "met" "已完成" "met",
        MetLate = "met-late" "逾期完成" "met late",
        Suspended = "suspended" "停止计算" "clock stopped",
        Estimated = "estimated" "估计已到期，待送达证明" "past its estimated end, service not proved",
    }
    /// Whose duty or right a period is, seen from the record.
    Whose {
        Ours = "ours" "本方" "ours",
        Other = "other" "他方" "theirs",
    }
}

impl DeadlineState {
    /// Still to be watched: neither done nor run out for good.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::DueToday | Self::Overdue | Self::Suspended | Self::Estimated)
    }
}

/// What makes a period as long as it is.
#[derive(Debug, Clone, Copy)]
pub enum Basis<'a> {
    /// A rule of the book.
    Rule(&'a Rule),
    /// An instrument, where the law leaves the length to it.
    Instrument(Instrument),
}

impl PartialEq for Basis<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            // the rules of a book stand once each
            (Self::Rule(one), Self::Rule(other)) => std::ptr::eq(*one, *other),
            (Self::Instrument(one), Self::Instrument(other)) => one == other,
            _ => false,
        }
    }
}

impl Eq for Basis<'_> {}

impl<'a> Basis<'a> {
    /// Id of the rule, or code of the instrument.
    pub fn id(self) -> &'a str {
        match self {
            Self::Rule(rule) => &rule.id,
            Self::Instrument(instrument) => instrument.code(),
        }
    }

    /// What its end means.
    pub fn kind(self) -> PeriodKind {
        match self {
            Self::Rule(rule) => rule.kind,
            Self::Instrument(_) => PeriodKind::Deadline,
        }
    }

    /// Who must act, or whose right lapses.
    pub fn bound(self) -> Bound {
        match self {
            Self::Rule(rule) => rule.bound,
            Self::Instrument(instrument) => fixed::bound(instrument),
        }
    }
}

/// What became of an extension of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extended {
    /// None was approved.
    Not,
    /// Approved in time: by so many units of the rule's extension.
    By(u32),
    /// Approved on a day after the period had run out: it revives nothing.
    TooLate(Day),
}

/// How a period stands on a day, in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How it stands.
    pub state: DeadlineState,
    /// Last day that is in time on every reading; `None` while the clock stands.
    pub due_on: Option<Day>,
    /// Last day that is in time on some defensible reading.
    pub latest_on: Option<Day>,
    /// Day it was met.
    pub met_on: Option<Day>,
    /// Working days left until the safe day, today not counted; `None` unless it is open and ahead.
    pub working_days_left: Option<i64>,
    /// Calendar days since the latest day: how long it has been overdue or run out, or how late it was met. `None` while in time.
    pub days_over: Option<i64>,
}

impl Standing {
    /// The figures of a period with these two days.
    pub fn on(
        today: Day,
        calendar: &Calendar,
        state: DeadlineState,
        due_on: Option<Day>,
        latest_on: Option<Day>,
        met_on: Option<Day>,
    ) -> Self {
        let ahead = due_on.filter(|due| state == DeadlineState::Open && *due > today);
        let until = met_on.unwrap_or(today);
        Self {
            state,
            due_on,
            latest_on,
            met_on,
            working_days_left: ahead.map(|due| calendar.working_days_between(today, due)),
            days_over: latest_on.map(|latest| (until - latest).num_days()).filter(|days| *days > 0),
        }
    }
}

/// One period of a case as it stands on a day. It borrows the law and the case and holds no words: [`Explained`] has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline<'a> {
    /// Rule or instrument.
    pub basis: Basis<'a>,
    /// Whose duty or right it is.
    pub whose: Whose,
    /// The unit or person who must act, where the record names one.
    pub unit: Option<&'a str>,
    /// Which of several papers of one kind it is about, where the case has several.
    pub paper: Option<u16>,
    /// Day of the event it runs from; for a notice before an event, and for a hearing: the day of that event.
    pub from: Day,
    /// Day another text counts it from, where the rule names such an event and it has happened.
    pub at_latest_from: Option<Day>,
    /// Last day that is in time on every reading: reminders go by it. `None` while the clock stands.
    pub safe_on: Option<Day>,
    /// Last day that is in time on some defensible reading: overdue only after it. `None` while the clock stands.
    pub latest_on: Option<Day>,
    /// Last day before a holiday moved it; for a notice before an event the last day on any reading.
    pub nominal_on: Option<Day>,
    /// Day since which the clock has stood.
    pub suspended_since: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// Why the day it runs from is only presumed; `None` when it is proved.
    pub estimated: Option<Presumption>,
    /// Extension of it.
    pub extended: Extended,
    /// How it stands.
    pub state: DeadlineState,
    /// Day it was met.
    pub met_on: Option<Day>,
}

impl Deadline<'_> {
    /// Days to warn on while it is open, in order: so many working days before the safe day, and the safe day itself.
    pub fn warn_on(&self, calendar: &Calendar, before_working_days: &[u32]) -> Vec<Day> {
        let Some(safe) = self.safe_on.filter(|_| matches!(self.state, DeadlineState::Open | DeadlineState::DueToday)) else {
            return Vec::new();
        };
        let mut days: Vec<Day> = before_working_days.iter().map(|days| calendar.nth_working_before(safe, *days)).collect();
        days.push(safe);
        days.sort_unstable();
        days.dedup();
        days
    }

    /// How it stands, in figures.
    pub fn standing(&self, calendar: &Calendar, today: Day) -> Standing {
        Standing::on(today, calendar, self.state, self.safe_on, self.latest_on, self.met_on)
    }

    /// What it is counted from.
    fn start(&self) -> Start {
        Start { on: self.from, at_latest: self.at_latest_from }
    }
}

/// Every period that runs or ran in the case, as it stands on `today`, earliest end first; periods that stand still come last.
pub fn deadlines<'a>(law: &'a Law, case: &'a Case, today: Day) -> Vec<Deadline<'a>> {
    let mut found = Reading::of(law, case, today).periods();
    fixed::add(law, case, today, &mut found);
    let order = |deadline: &Deadline<'a>| {
        let (end, start) = ((deadline.safe_on.is_none(), deadline.safe_on), (deadline.basis.id(), deadline.from, deadline.unit));
        // two papers of one day to one unit differ by what became of them
        (end, start, deadline.met_on, deadline.estimated.is_some())
    };
    found.sort_unstable_by(|one, other| order(one).cmp(&order(other)));
    found
}

#[cfg(test)]
mod tests;
