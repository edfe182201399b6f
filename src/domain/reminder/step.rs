//! The steps of a deadline: some working days before it, the day itself, every working day it is overdue. On any day one of them is
//! the nearest: the last one whose day has come. A run that was missed is made up for by the nearest step, none is jumped.

use std::collections::BTreeMap;
use std::fmt;

use super::addressee::Rung;
use crate::domain::Day;
use crate::domain::calendar::Calendar;

/// A step of a deadline, in the order they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// So many working days before it, counted down: a later step is the greater one.
    Ahead(std::cmp::Reverse<u32>),
    /// The day itself; of a day off the working day before.
    OnTheDay,
    /// A working day on which it is overdue.
    Overdue(Day),
}

impl Step {
    /// So many working days before the day.
    pub const fn ahead(days: u32) -> Self {
        Self::Ahead(std::cmp::Reverse(days))
    }

    /// The step a stored word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(' ') {
            None => (code == "day").then_some(Self::OnTheDay),
            Some(("ahead", days)) => days.parse().ok().map(Self::ahead),
            Some(("overdue", day)) => day.parse().ok().map(Self::Overdue),
            Some(_) => None,
        }
    }
}

/// As stored: `ahead 7`, `day`, `overdue 2026-11-23`.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ahead(days) => write!(f, "ahead {}", days.0),
            Self::OnTheDay => f.write_str("day"),
            Self::Overdue(day) => write!(f, "overdue {day}"),
        }
    }
}

/// Where a deadline stands between its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The last step whose day has come.
    pub step: Step,
    /// How far up it is told: each rung with those below it.
    pub rung: Rung,
}

impl Standing {
    /// Where a deadline stands on a working day; nothing before its first step. `safe_on`: the earliest day it can be said to end,
    /// `latest_on`: the latest; `ahead`: the working days before it on which it is brought to mind.
    pub fn on(today: Day, calendar: &Calendar, ahead: &[u32], safe_on: Day, latest_on: Day) -> Option<Self> {
        if today > latest_on {
            let days = calendar.working_days_between(latest_on, today);
            return Some(Self { step: Step::Overdue(today), rung: Rung::of_overdue(days) });
        }
        let the_day = if calendar.is_working(safe_on) { safe_on } else { calendar.nth_working_before(safe_on, 1) };
        if today >= the_day {
            return Some(Self { step: Step::OnTheDay, rung: Rung::Officer });
        }
        let come = ahead.iter().filter(|days| calendar.nth_working_before(safe_on, **days) <= today);
        come.min().map(|days| Self { step: Step::ahead(*days), rung: Rung::Officer })
    }
}

/// What the bureau has set: working days before a deadline, for all rules and for some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// For all rules.
    pub usual: Vec<u32>,
    /// For those that differ, by id of the rule or code of the instrument.
    pub by_rule: BTreeMap<String, Vec<u32>>,
}

impl Schedule {
    /// The working days before a deadline of this rule.
    pub fn of(&self, rule: &str) -> &[u32] {
        self.by_rule.get(rule).unwrap_or(&self.usual)
    }

    /// The most working days ahead that anything is told, personal choices among it.
    pub fn furthest<'a>(&self, choices: impl Iterator<Item = &'a Choice>) -> u32 {
        let ours = self.usual.iter().chain(self.by_rule.values().flatten());
        ours.chain(choices.filter_map(|choice| choice.ahead.as_ref()).flatten()).copied().max().unwrap_or_default()
    }
}

/// What a person has chosen. Escalation is nobody's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Working days before a deadline in place of the bureau's; an empty list: none.
    pub ahead: Option<Vec<u32>>,
    /// Be told on the day itself.
    pub on_the_day: bool,
    /// Be told of suits served.
    pub suits: bool,
    /// Be told of hearings, with invitations.
    pub hearings: bool,
}

impl Default for Choice {
    /// Everything the bureau has set.
    fn default() -> Self {
        Self { ahead: None, on_the_day: true, suits: true, hearings: true }
    }
}

impl Choice {
    /// Where a deadline stands for this person. Whoever does not want the day itself stays at the step before.
    pub fn standing(
        &self,
        today: Day,
        calendar: &Calendar,
        schedule: &Schedule,
        rule: &str,
        (safe_on, latest_on): (Day, Day),
    ) -> Option<Standing> {
        let ahead = self.ahead.as_deref().unwrap_or_else(|| schedule.of(rule));
        let standing = Standing::on(today, calendar, ahead, safe_on, latest_on)?;
        match standing.step {
            Step::OnTheDay if !self.on_the_day => ahead.iter().min().map(|days| Standing { step: Step::ahead(*days), rung: Rung::Officer }),
            _ => Some(standing),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::calendar::CalendarTexts;

    fn calendar() -> Calendar {
        Calendar::from_texts(CalendarTexts::BUNDLED).unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn step(on: &str, safe: &str, latest: &str) -> Option<String> {
        Standing::on(day(on), &calendar(), &[7, 3, 1], day(safe), day(latest)).map(|standing| standing.step.to_string())
    }

    #[test]
    fn the_nearest_step_is_the_last_one_whose_day_has_come() {
        // Friday 2024-04-12; Sunday the 7th was worked for Qingming, 4th to 6th were off
        let on = |on| step(on, "2024-04-12", "2024-04-12");
        assert_eq!(on("2024-04-01"), None);
        assert_eq!(on("2024-04-02").as_deref(), Some("ahead 7"));
        assert_eq!(on("2024-04-08").as_deref(), Some("ahead 7"), "a missed run is made up for");
        assert_eq!(on("2024-04-09").as_deref(), Some("ahead 3"));
        assert_eq!(on("2024-04-11").as_deref(), Some("ahead 1"));
        assert_eq!(on("2024-04-12").as_deref(), Some("day"));
        assert_eq!(on("2024-04-15").as_deref(), Some("overdue 2024-04-15"));
    }

    #[test]
    fn a_day_off_is_told_on_the_working_day_before_and_the_safe_day_counts() {
        assert_eq!(step("2024-04-12", "2024-04-13", "2024-04-15").as_deref(), Some("day"));
        assert_eq!(step("2024-04-15", "2024-04-13", "2024-04-15").as_deref(), Some("day"), "not overdue before the latest day is over");
        assert_eq!(step("2024-04-16", "2024-04-13", "2024-04-15").as_deref(), Some("overdue 2024-04-16"));
    }

    #[test]
    fn every_working_day_overdue_climbs_a_rung() {
        let rung = |on| Standing::on(day(on), &calendar(), &[], day("2024-04-12"), day("2024-04-12")).map(|standing| standing.rung);
        assert_eq!(rung("2024-04-15"), Some(Rung::Officer));
        assert_eq!(rung("2024-04-16"), Some(Rung::Approver));
        assert_eq!(rung("2024-04-17"), Some(Rung::Leader));
        assert_eq!(rung("2025-04-17"), Some(Rung::Leader));
    }

    #[test]
    fn a_personal_choice_changes_what_is_ahead_and_never_escalation() {
        let schedule = Schedule { usual: vec![7, 3, 1], by_rule: BTreeMap::from([("court-hearing".to_owned(), vec![10])]) };
        let quiet = Choice { ahead: Some(Vec::new()), on_the_day: false, ..Choice::default() };
        let own = Choice { ahead: Some(vec![2]), ..Choice::default() };
        let on = |choice: &Choice, on, rule| {
            let ends = (day("2024-04-12"), day("2024-04-12"));
            choice.standing(day(on), &calendar(), &schedule, rule, ends).map(|standing| standing.step.to_string())
        };
        assert_eq!(on(&Choice::default(), "2024-03-28", "court-hearing").as_deref(), Some("ahead 10"));
        assert_eq!(on(&Choice::default(), "2024-03-28", "apl-defence"), None);
        assert_eq!(on(&own, "2024-04-09", "apl-defence"), None);
        assert_eq!(on(&own, "2024-04-10", "apl-defence").as_deref(), Some("ahead 2"));
        assert_eq!((on(&quiet, "2024-04-11", "x"), on(&quiet, "2024-04-12", "x")), (None, None));
        assert_eq!(on(&quiet, "2024-04-15", "x").as_deref(), Some("overdue 2024-04-15"));
        assert_eq!(schedule.furthest([&own].into_iter()), 10);
    }

    proptest! {
        #[test]
        fn steps_are_read_back_as_written_and_only_go_forward(safe in 0u64..700, wait in 0u64..5, ahead in prop::collection::vec(1u32..30, 0..4)) {
            let calendar = calendar();
            let safe = day("2024-02-01") + chrono::Days::new(safe);
            let latest = safe + chrono::Days::new(wait);
            let mut before = None;
            for today in (safe - chrono::Days::new(60)).iter_days().take(80) {
                let now = Standing::on(today, &calendar, &ahead, safe, latest).map(|standing| standing.step);
                prop_assert!(now >= before, "{before:?} then {now:?}");
                prop_assert_eq!(now.and_then(|step| Step::from_code(&step.to_string())), now);
                before = now;
            }
            prop_assert!(matches!(before, Some(Step::Overdue(_))));
        }
    }
}
