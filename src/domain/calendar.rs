//! Working days (工作日): every day but Saturday and Sunday (working-time provisions, Art. 7), less the days off and plus the
//! make-up working days of the yearly State Council notice. Every question is answered from running totals, without a loop.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Day;
use super::words::Sentence;

/// The working-day calendar. Inside the years of the published notices it follows them; outside it knows weekends only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// First day of the first listed year.
    start: Day,
    /// Entry `i`: working days among the first `i` days of the span; the last entry is the total.
    working_before: Vec<u32>,
    /// Offsets from `start` of all working days of the span, in order.
    working: Vec<u32>,
    /// Days of the notices.
    named: BTreeMap<Day, Named>,
    /// Names of festivals.
    festivals: Vec<Sentence>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    works: bool,
    festival: usize,
}

/// A line of calendar data that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}", what.en)]
pub struct CalendarFault {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: Sentence,
}

const HEADER: &str = "date,day,festival_zh,festival_en";

impl Calendar {
    /// Reads `date,day,festival_zh,festival_en` lines; `#` starts a comment.
    ///
    /// # Errors
    /// Every line that is not a day, does not say `off` or `work`, names no festival, or names a day again.
    pub fn from_csv(text: &str) -> Result<Self, Vec<CalendarFault>> {
        let mut faults = Vec::new();
        let mut named = BTreeMap::new();
        let mut festivals: Vec<Sentence> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r').trim();
            if line.is_empty() || line.starts_with('#') || line == HEADER {
                continue;
            }
            match read_line(line) {
                Ok((day, works, festival)) => {
                    let position = festivals.iter().position(|known| *known == festival).unwrap_or_else(|| {
                        festivals.push(festival);
                        festivals.len() - 1
                    });
                    if named.insert(day, Named { works, festival: position }).is_some() {
                        faults.push(CalendarFault {
                            line: index + 1,
                            what: Sentence::new(format!("日期{day}重复"), format!("{day} is listed twice")),
                        });
                    }
                }
                Err(what) => faults.push(CalendarFault { line: index + 1, what }),
            }
        }
        if faults.is_empty() { Ok(Self::of(named, festivals)) } else { Err(faults) }
    }

    fn of(named: BTreeMap<Day, Named>, festivals: Vec<Sentence>) -> Self {
        let years = named.first_key_value().zip(named.last_key_value()).map(|((first, _), (last, _))| (first.year(), last.year()));
        let (start, length) = years
            .and_then(|(first, last)| Some((NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(last, 12, 31)?)))
            .map_or((Day::default(), 0), |(start, end)| (start, (end - start).num_days() + 1));
        let mut working_before = vec![0];
        let mut working = Vec::new();
        for (offset, day) in (0u32..).zip(start.iter_days().take(usize::try_from(length).unwrap_or(0))) {
            if named.get(&day).map_or(!is_weekend(day), |named| named.works) {
                working.push(offset);
            }
            working_before.push(u32::try_from(working.len()).unwrap_or(u32::MAX));
        }
        Self { start, working_before, working, named, festivals }
    }

    /// Whether the day is a working day.
    pub fn is_working(&self, day: Day) -> bool {
        self.named.get(&day).map_or(!is_weekend(day), |named| named.works)
    }

    /// The day itself if it is a working day, otherwise the first working day after it.
    pub fn next_working(&self, day: Day) -> Day {
        self.working_day_at(self.working_days_before(day))
    }

    /// The `n`-th working day strictly after `day`; for 0 the day itself.
    pub fn nth_working_after(&self, day: Day, n: u32) -> Day {
        if n == 0 { day } else { self.working_day_at(self.working_days_before(following(day)) + i64::from(n) - 1) }
    }

    /// The `n`-th working day strictly before `day`; for 0 the day itself.
    pub fn nth_working_before(&self, day: Day, n: u32) -> Day {
        if n == 0 { day } else { self.working_day_at(self.working_days_before(day) - i64::from(n)) }
    }

    /// Working days strictly after `from` up to and including `until`; negative when `until` comes first.
    pub fn working_days_between(&self, from: Day, until: Day) -> i64 {
        self.working_days_before(following(until)) - self.working_days_before(following(from))
    }

    /// Whether the State Council notice of the year is in the data; what falls into another year is provisional.
    pub fn is_published(&self, year: i32) -> bool {
        NaiveDate::from_ymd_opt(year, 1, 1).is_some_and(|new_year| self.named.contains_key(&new_year))
    }

    /// Why the day is not an ordinary working day: festival, weekend, or working by order of a notice. `None` for an ordinary one.
    pub fn reason(&self, day: Day) -> Option<Sentence> {
        match self.named.get(&day) {
            Some(named) => {
                let Sentence { zh, en } = &self.festivals[named.festival];
                Some(match (named.works, is_weekend(day)) {
                    (false, _) => Sentence::new(format!("{zh}放假"), format!("{en} holiday")),
                    (true, true) => Sentence::new(format!("{zh}调休上班"), format!("make-up working day for {en}")),
                    (true, false) => Sentence::new(format!("{zh}后上班"), format!("working day after {en}")),
                })
            }
            None if day.weekday() == Weekday::Sat => Some(Sentence::new("星期六", "Saturday")),
            None if day.weekday() == Weekday::Sun => Some(Sentence::new("星期日", "Sunday")),
            None => None,
        }
    }

    /// Days of the notices, in order, and whether each is a working day.
    pub fn named_days(&self) -> impl Iterator<Item = (Day, bool)> + '_ {
        self.named.iter().map(|(day, named)| (*day, named.works))
    }

    /// Working days before `day`, counted on one scale that runs through the published span and on both sides of it.
    fn working_days_before(&self, day: Day) -> i64 {
        let offset = (day - self.start).num_days();
        let span = i64::try_from(self.working_before.len()).unwrap_or(1) - 1;
        let inside = usize::try_from(offset.clamp(0, span)).unwrap_or(0);
        let outside = if offset < 0 {
            weekdays_before(day) - weekdays_before(self.start)
        } else if offset > span {
            weekdays_before(day) - weekdays_before(self.start + chrono::Duration::days(span))
        } else {
            0
        };
        i64::from(self.working_before[inside]) + outside
    }

    /// Inverse of [`Self::working_days_before`]: the working day that has `count` working days before it.
    fn working_day_at(&self, count: i64) -> Day {
        if let Some(offset) = usize::try_from(count).ok().and_then(|index| self.working.get(index)) {
            return self.start + Days::new(u64::from(*offset));
        }
        let total = i64::try_from(self.working.len()).unwrap_or(0);
        let span = i64::try_from(self.working_before.len()).unwrap_or(1) - 1;
        let (count, edge) = if count < 0 { (count, self.start) } else { (count - total, self.start + chrono::Duration::days(span)) };
        weekday_at(weekdays_before(edge) + count)
    }
}

fn read_line(line: &str) -> Result<(Day, bool, Sentence), Sentence> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [date, kind, zh, en] = cells[..] else {
        return Err(Sentence::new(
            format!("应为四列（{HEADER}），实为{}列", cells.len()),
            format!("expected {HEADER}, found {} columns", cells.len()),
        ));
    };
    let day = Day::parse_from_str(date, "%Y-%m-%d")
        .map_err(|_| Sentence::new(format!("“{date}”不是日期（应为 YYYY-MM-DD）"), format!("`{date}` is not a day YYYY-MM-DD")))?;
    let works = match kind {
        "work" => true,
        "off" => false,
        _ => return Err(Sentence::new(format!("“{kind}”应为 off 或 work"), format!("`{kind}` is neither off nor work"))),
    };
    if zh.is_empty() || en.is_empty() {
        return Err(Sentence::new(format!("{day}未写节日名称"), format!("{day} names no festival")));
    }
    Ok((day, works, Sentence::new(zh, en)))
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day after; the last representable day is its own successor.
fn following(day: Day) -> Day {
    day.succ_opt().unwrap_or(day)
}

/// Mondays to Fridays before `day`, counted from Monday, 1 January of year 1 (day 1 of the common era).
fn weekdays_before(day: Day) -> i64 {
    let days = i64::from(day.num_days_from_ce()) - 1;
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

/// The Monday-to-Friday day that has `count` of them before it.
fn weekday_at(count: i64) -> Day {
    let days = count.div_euclid(5) * 7 + count.rem_euclid(5) + 1;
    i32::try_from(days).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(if count < 0 { Day::MIN } else { Day::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DATA: &str = include_str!("../../config/calendar/cn-days.csv");

    fn calendar() -> Calendar {
        Calendar::from_csv(DATA).expect("bundled calendar")
    }

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn every_listed_day_is_what_the_notice_says() {
        let calendar = calendar();
        let mut seen = 0;
        for line in DATA.lines().filter(|line| line.starts_with("20")) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(calendar.is_working(day(cells[0])), cells[1] == "work", "{line}");
            assert!(calendar.reason(day(cells[0])).expect("a reason").zh.contains(cells[2]), "{line}");
            seen += 1;
        }
        assert_eq!(seen, 775);
        assert!((2004..=2026).all(|year| calendar.is_published(year)));
        assert!(!calendar.is_published(2003) && !calendar.is_published(2027));
    }

    #[test]
    fn a_make_up_saturday_counts_as_a_working_day() {
        let calendar = calendar();
        // Sunday 2024-04-07 was worked for Qingming: Thursday 4th to Saturday 6th were off.
        assert_eq!(calendar.nth_working_after(day("2024-04-03"), 1), day("2024-04-07"));
        assert_eq!(calendar.next_working(day("2024-04-04")), day("2024-04-07"));
        assert_eq!(calendar.working_days_between(day("2024-04-03"), day("2024-04-08")), 2);
        assert_eq!(
            calendar.reason(day("2024-04-07")).map(|reason| reason.en),
            Some("make-up working day for Qingming Festival".to_owned())
        );
        assert_eq!(calendar.reason(day("2024-04-08")), None);
    }

    #[test]
    fn every_fault_is_named_with_its_line() {
        let faults = Calendar::from_csv("# c\n2024-13-01,off,元旦,x\n2024-01-01,free,元旦,x\n2024-01-01,off\n2024-01-02,off,元旦,x\n2024-01-02,off,元旦,x\n2024-01-03,off,,x")
            .expect_err("five faults");
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3, 4, 6, 7]);
    }

    fn any_day() -> impl Strategy<Value = Day> {
        (730_000i32..741_500).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n).expect("in range"))
    }

    proptest! {
        #[test]
        fn counting_agrees_with_walking(from in any_day(), n in 1u32..400) {
            let calendar = calendar();
            let after = from.iter_days().skip(1).filter(|day| calendar.is_working(*day)).nth(n as usize - 1).expect("a day");
            prop_assert_eq!(calendar.nth_working_after(from, n), after);
            prop_assert_eq!(calendar.working_days_between(from, after), i64::from(n));
            let before = (1u64..).map(|back| from - Days::new(back)).filter(|day| calendar.is_working(*day)).nth(n as usize - 1).expect("a day");
            prop_assert_eq!(calendar.nth_working_before(from, n), before);
            prop_assert_eq!(calendar.next_working(from), from.iter_days().find(|day| calendar.is_working(*day)).expect("a day"));
        }
    }
}
