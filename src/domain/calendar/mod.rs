//! Working days (工作日): every day but Saturday and Sunday (working-time provisions, Art. 7), less the days off and plus the
//! make-up working days of the yearly State Council notice. A year whose notice is not published knows weekends and the
//! festivals of the law; what reaches it is provisional. Every question is answered from running totals, without a loop.

mod draft;
mod fault;
mod festivals;
mod json;
mod rows;
mod year;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

pub use draft::CalendarDraft;
pub use fault::{CalendarFault, Place};
pub use festivals::Festivals;
pub use rows::DAYS_HEADER;
pub use year::{CalendarYear, NamedDay, Notice, weekday};

use super::Day;
use super::words::Sentence;

/// The working-day calendar: published years by their notices, the others of the festival table by law, all others by weekends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Published years.
    years: BTreeMap<i32, CalendarYear>,
    /// Festivals of the law.
    festivals: Festivals,
    /// Weekend days worked by order of a notice (调休上班) are working days.
    make_up_days_work: bool,
    /// First day of the festival table.
    start: Day,
    /// Entry `i`: working days among the first `i` days of the table; the last entry is the total.
    working_before: Vec<u32>,
    /// Offsets from `start` of all working days of the table, in order.
    working: Vec<u32>,
}

/// The texts a calendar is read from, as they stand in `config/calendar/`.
#[derive(Debug, Clone, Copy)]
pub struct CalendarTexts<'a> {
    /// Days off and make-up days (CSV).
    pub days: &'a str,
    /// Notices they come from (CSV).
    pub notices: &'a str,
    /// Festivals of the law (TOML).
    pub festivals: &'a str,
}

impl CalendarTexts<'static> {
    /// Those that travel in the binary.
    pub const BUNDLED: Self = Self {
        days: include_str!("../../../config/calendar/cn-days.csv"),
        notices: include_str!("../../../config/calendar/notices.csv"),
        festivals: include_str!("../../../config/calendar/festivals.toml"),
    };
}

/// Names of the files of [`CalendarTexts`] under `config/`.
const FILES: [&str; 3] = ["calendar/cn-days.csv", "calendar/notices.csv", "calendar/festivals.toml"];

impl Calendar {
    /// Reads a calendar.
    ///
    /// # Errors
    /// Every fault of every text with the name of its file: lines that cannot be read, a day or year named again, days without a notice
    /// and a notice without days, years the festival table does not reach.
    pub fn from_texts(texts: CalendarTexts<'_>) -> Result<Self, Vec<(&'static str, CalendarFault)>> {
        let (days, mut of_days) = rows::days(texts.days);
        let (mut years, mut of_notices) = rows::notices(texts.notices);
        of_days.extend(rows::share_out(days, &mut years));
        let festivals = Festivals::from_toml(texts.festivals);
        for (year, calendar) in &years {
            if calendar.days.is_empty() {
                of_notices.push(CalendarFault::new(Place::Whole, format!("{year}年没有任何日期"), format!("{year} has no days")));
            }
            if festivals.as_ref().is_ok_and(|festivals| !festivals.years().contains(year)) {
                of_notices.push(CalendarFault::new(
                    Place::Whole,
                    format!("{year}年不在节日表的年份之内"),
                    format!("{year} is not among the years of the festival table"),
                ));
            }
        }
        match festivals {
            Ok(festivals) if of_days.is_empty() && of_notices.is_empty() => Ok(Self::of(years, festivals, true)),
            festivals => {
                let of_festivals = festivals.err().unwrap_or_default();
                let faults = FILES.into_iter().zip([of_days, of_notices, of_festivals]);
                Err(faults.flat_map(|(file, faults)| faults.into_iter().map(move |fault| (file, fault))).collect())
            }
        }
    }

    /// The same calendar with these years laid over it; a year it has already is replaced.
    pub fn with_years(&self, years: impl IntoIterator<Item = CalendarYear>) -> Self {
        let mut all = self.years.clone();
        all.extend(years.into_iter().map(|year| (year.year, year)));
        Self::of(all, self.festivals.clone(), self.make_up_days_work)
    }

    /// The same calendar in which weekend days worked by order of a notice are working days, or stay days off.
    pub fn with_make_up_days(self, work: bool) -> Self {
        if self.make_up_days_work == work { self } else { Self::of(self.years, self.festivals, work) }
    }

    fn of(years: BTreeMap<i32, CalendarYear>, festivals: Festivals, make_up_days_work: bool) -> Self {
        let span = festivals.years();
        let new_year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        let (start, end) = (new_year(*span.start()), new_year(*span.end() + 1));
        let length = usize::try_from((end - start).num_days()).unwrap_or(0);
        let mut works: Vec<bool> = start.iter_days().take(length).map(|day| !is_weekend(day)).collect();
        let mut set = |day: Day, value: bool| {
            let offset = usize::try_from((day - start).num_days()).ok();
            if let Some(entry) = offset.and_then(|offset| works.get_mut(offset)) {
                *entry = value;
            }
        };
        for year in span.filter(|year| !years.contains_key(year)) {
            festivals.of_year(year).into_iter().for_each(|(day, _)| set(day, false));
        }
        // by year: of a December day the later notice speaks last
        let works_on = |named: &NamedDay| named.works && (make_up_days_work || !is_weekend(named.day));
        years.values().flat_map(|year| &year.days).for_each(|named| set(named.day, works_on(named)));
        let mut working_before = vec![0];
        let mut working = Vec::new();
        for (offset, works) in (0u32..).zip(works) {
            if works {
                working.push(offset);
            }
            working_before.push(u32::try_from(working.len()).unwrap_or(u32::MAX));
        }
        Self { years, festivals, make_up_days_work, start, working_before, working }
    }

    /// The published years, oldest first.
    pub fn published(&self) -> impl Iterator<Item = &CalendarYear> {
        self.years.values()
    }

    /// The published calendar of a year.
    pub fn year(&self, year: i32) -> Option<&CalendarYear> {
        self.years.get(&year)
    }

    /// The notice a year's calendar comes from; `None` while it is not published.
    pub fn notice(&self, year: i32) -> Option<&Notice> {
        self.year(year).map(|year| &year.notice)
    }

    /// The edition of a year's calendar: `2026.1` as bundled, `2026.i1` as imported; `None` while it is not published.
    pub fn version(&self, year: i32) -> Option<&str> {
        self.year(year).map(|year| year.version.as_str())
    }

    /// Festivals of the law.
    pub fn festivals(&self) -> &Festivals {
        &self.festivals
    }

    /// The first day the calendar knows more of than whether it is a weekend.
    pub fn begins_on(&self) -> Day {
        self.start
    }

    /// Whether the day is a working day.
    pub fn is_working(&self, day: Day) -> bool {
        match usize::try_from((day - self.start).num_days()).ok().and_then(|offset| self.working_before.get(offset..offset + 2)) {
            Some(counts) => counts[0] < counts[1],
            None => !is_weekend(day),
        }
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
        self.years.contains_key(&year)
    }

    /// The first year whose notice is still to be published and may change a day of `from..=until`. For the last days of December
    /// that is the next year's too, whose New Year's days off may begin there.
    pub fn awaited(&self, from: Day, until: Day) -> Option<i32> {
        let into_next = i32::from((until.month(), until.day()) >= NEW_YEAR_MAY_BEGIN);
        (from.year()..=until.year() + into_next).find(|year| !self.is_published(*year))
    }

    /// Why the day is not an ordinary working day: festival, weekend, or working by order of a notice. `None` for an ordinary one.
    pub fn reason(&self, day: Day) -> Option<Sentence> {
        match self.named(day) {
            Some(NamedDay { works, festival: Sentence { zh, en }, .. }) => Some(match (works, is_weekend(day)) {
                (false, _) => Sentence::new(format!("{zh}放假"), format!("{en} holiday")),
                (true, true) if self.make_up_days_work => Sentence::new(format!("{zh}调休上班"), format!("make-up working day for {en}")),
                (true, true) => weekday(day),
                (true, false) => Sentence::new(format!("{zh}后上班"), format!("working day after {en}")),
            }),
            None => match (!self.is_published(day.year())).then(|| self.festivals.on(day)).flatten() {
                Some(Sentence { zh, en }) => Some(Sentence::new(format!("{zh}放假"), format!("{en} holiday"))),
                None => is_weekend(day).then(|| weekday(day)),
            },
        }
    }

    /// What the notices say of a day. One may reach back into December: the later one speaks last.
    fn named(&self, day: Day) -> Option<&NamedDay> {
        [day.year() + 1, day.year()].into_iter().find_map(|year| self.year(year)?.named(day))
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

/// Month and day from which days off for the next New Year have begun, with two days to spare: notices began on 29 December at the earliest.
const NEW_YEAR_MAY_BEGIN: (u32, u32) = (12, 27);

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

    const DATA: &str = CalendarTexts::BUNDLED.days;

    fn calendar() -> Calendar {
        Calendar::from_texts(CalendarTexts::BUNDLED).expect("bundled calendar")
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
        let days = "# c\n2024-13-01,off,元旦,x\n2024-01-01,free,元旦,x\n2024-01-01,off\n2024-01-02,off,元旦,x\n2024-01-02,off,元旦,x\n2024-01-03,off,,x\n2003-01-01,off,元旦,x";
        let notices = "2024,2024.1,通知,,,\n2025,,通知,,,\n2024,2024.1,通知,,,\n2026,2026.1,通知,,昨天,\n1999,1,通知,,,";
        let faults = Calendar::from_texts(CalendarTexts { days, notices, ..CalendarTexts::BUNDLED }).expect_err("faults");
        let said: Vec<String> = faults.iter().map(|(file, fault)| format!("{file} {}", fault.sentence().zh)).collect();
        let expected = [
            "cn-days.csv 第2行：“2024-13-01”不是日期",
            "cn-days.csv 第3行：“free”",
            "cn-days.csv 第4行：应为四列",
            "cn-days.csv 第7行：2024-01-03未写",
            "cn-days.csv 第6行：日期2024-01-02重复",
            "cn-days.csv 第8行：没有2003年的通知",
            "notices.csv 第2行：没有版本号",
            "notices.csv 第3行：2024年重复",
            "notices.csv 第4行：“昨天”不是日期",
            "notices.csv 1999年没有任何日期",
            "notices.csv 1999年不在节日表",
        ];
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.starts_with(&format!("calendar/{expected}")), "{said} | {expected}");
        }
        assert_eq!(said.len(), expected.len(), "{said:#?}");
        let torn = CalendarTexts::BUNDLED.festivals.replace("2030 = ", "# ").replace("2031-06-24", "2030-06-24");
        let faults = Calendar::from_texts(CalendarTexts { festivals: &torn, ..CalendarTexts::BUNDLED }).expect_err("faults");
        let said: Vec<String> = faults.iter().map(|(_, fault)| fault.sentence().en).collect();
        assert_eq!(said, ["moving.2030: the year is missing", "moving.2031: Dragon Boat Festival (dragon-boat) has no day in the year"]);
    }

    #[test]
    fn every_published_year_has_the_festivals_the_measures_name() {
        let calendar = calendar();
        for year in calendar.published() {
            let festivals = calendar.festivals().of_year(year.year);
            assert_eq!(
                festivals.len(),
                match year.year {
                    ..=2007 => 10,
                    2008..=2024 => 11,
                    _ => 13,
                },
                "{}",
                year.year
            );
            for (day, festival) in festivals {
                let reason = calendar.reason(day).expect("a reason").zh;
                assert!(!calendar.is_working(day), "{day} {}", festival.zh);
                assert!(reason.contains("放假"), "{day} {}: {reason}", festival.zh);
            }
            assert!(year.notice.number.is_none() && year.notice.words().zh.contains("来源未载明文号"), "{:?}", year.notice);
            assert_eq!(calendar.version(year.year), Some(format!("{}.1", year.year).as_str()));
        }
    }

    #[test]
    fn a_year_not_published_knows_weekends_and_festivals_of_the_law() {
        let calendar = calendar();
        for (date, reason) in [
            ("2027-01-01", Some("元旦放假")),
            ("2027-01-04", None),
            ("2027-02-05", Some("春节放假")),
            ("2027-02-09", None),
            ("2027-05-02", Some("劳动节放假")),
            ("2027-05-03", None),
            ("2027-06-09", Some("端午节放假")),
            ("2031-10-01", Some("中秋节、国庆节放假")),
            ("2027-10-09", Some("星期六")),
            ("2051-10-01", Some("星期日")),
            ("2051-10-02", None),
        ] {
            assert_eq!(calendar.reason(day(date)).map(|reason| reason.zh).as_deref(), reason, "{date}");
            assert_eq!(calendar.is_working(day(date)), reason.is_none(), "{date}");
        }
        assert_eq!((calendar.version(2027), calendar.notice(2027)), (None, None));
    }

    #[test]
    fn a_year_laid_over_replaces_that_year_and_no_other() {
        let calendar = calendar();
        // without its days of December 2023
        let mut year = calendar.year(2024).expect("published").clone();
        year.days.retain(|named| named.day.year() == 2024);
        year.days[0].works = true;
        year.version = "2024.i1".to_owned();
        let over = calendar.with_years([year]);
        assert_eq!(over.version(2024), Some("2024.i1"));
        assert_eq!(over.reason(day("2023-12-30")).map(|reason| reason.zh).as_deref(), Some("星期六"));
        assert!(over.is_working(day("2024-01-01")) && !calendar.is_working(day("2024-01-01")));
        assert_eq!((over.year(2023), over.year(2025)), (calendar.year(2023), calendar.year(2025)));
    }

    #[test]
    fn the_last_days_of_december_wait_for_the_next_notice() {
        let calendar = calendar();
        for (from, until, awaited) in [
            ("2026-01-01", "2026-12-26", None),
            ("2026-12-01", "2026-12-31", Some(2027)),
            ("2024-12-31", "2025-12-31", None),
            ("2003-12-31", "2004-01-05", Some(2003)),
            ("2026-05-01", "2028-01-05", Some(2027)),
        ] {
            assert_eq!(calendar.awaited(day(from), day(until)), awaited, "{from} {until}");
        }
    }

    fn any_day() -> impl Strategy<Value = Day> {
        (730_000i32..749_500).prop_map(|n| NaiveDate::from_num_days_from_ce_opt(n).expect("in range"))
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
