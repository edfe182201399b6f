//! Stretches of days figures are asked for: a year, half, quarter, month, or any other.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::domain::words::Sentence;

/// Days from one to another, both included; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    from: Day,
    to: Day,
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.en)]
pub struct PeriodFault(pub Sentence);

/// Where a day lies, seen from a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bucket {
    /// Before its first day.
    Before,
    /// Within it.
    Within,
}

/// Which days a count looks at, seen from a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The days of the period.
    #[default]
    Within,
    /// All days before it.
    Before,
    /// All days up to its end.
    Until,
}

impl When {
    /// Whether the count looks at days that lie there.
    pub const fn holds(self, bucket: Bucket) -> bool {
        match (self, bucket) {
            (Self::Within, Bucket::Within) | (Self::Before, Bucket::Before) | (Self::Until, _) => true,
            (Self::Within, Bucket::Before) | (Self::Before, Bucket::Within) => false,
        }
    }

    /// The days it looks at, seen from a period; `None` where there are none.
    pub fn days(self, period: Period) -> Option<Period> {
        match self {
            Self::Within => Some(period),
            Self::Before => period.before(),
            Self::Until => Some(period.until()),
        }
    }
}

/// Whole years and months of a period, and the days at its edges that fill no month: how it is read from running totals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// Whole years as `yyyy00`, whole months beside them as `yyyymm`.
    pub whole: Vec<i32>,
    /// Stretches of days left over: at most two.
    pub edges: Vec<Period>,
}

impl Period {
    /// Years figures can be asked for: case numbers know no others.
    pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

    /// These days.
    ///
    /// # Errors
    /// The last comes before the first, or a year is outside [`Period::YEARS`].
    pub fn of(from: Day, to: Day) -> Result<Self, PeriodFault> {
        within_years(from.year())?;
        within_years(to.year())?;
        if to < from {
            return Err(PeriodFault(Sentence::new(
                format!("期间止于{to}，早于其始{from}"),
                format!("the period ends on {to}, before it begins on {from}"),
            )));
        }
        Ok(Self { from, to })
    }

    /// A calendar year.
    ///
    /// # Errors
    /// A year outside [`Period::YEARS`].
    pub fn year(year: i32) -> Result<Self, PeriodFault> {
        Self::months(year, 1, 12)
    }

    /// A calendar month, from 1.
    ///
    /// # Errors
    /// No such month, or a year outside [`Period::YEARS`].
    pub fn month(year: i32, month: u32) -> Result<Self, PeriodFault> {
        Self::months(year, month, 1)
    }

    fn months(year: i32, first: u32, count: u32) -> Result<Self, PeriodFault> {
        let no_such_month = || PeriodFault(Sentence::new(format!("没有{year}年{first}月"), format!("there is no month {first} of {year}")));
        within_years(year)?;
        let from = NaiveDate::from_ymd_opt(year, first, 1).ok_or_else(no_such_month)?;
        let to = from.checked_add_months(Months::new(count)).and_then(|next| next.pred_opt()).ok_or_else(no_such_month)?;
        Self::of(from, to)
    }

    /// A period as people write it: `2024`, `2024H1`, `2024Q3`, `2024-05`, `2024-03-15`, `2024-03-15..2024-06-30`.
    ///
    /// # Errors
    /// Anything else, with what can be written; days that are no period.
    pub fn parse(text: &str) -> Result<Self, PeriodFault> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once("..") {
            return match (from.trim().parse(), to.trim().parse()) {
                (Ok(from), Ok(to)) => Self::of(from, to),
                _ => Err(unreadable(text)),
            };
        }
        if let Ok(day) = text.parse::<Day>() {
            return Self::of(day, day);
        }
        let (year, rest) = text.split_at_checked(4).ok_or_else(|| unreadable(text))?;
        let year: i32 = year.parse().map_err(|_| unreadable(text))?;
        let part = |most: u32| rest[1..].parse().ok().filter(|part| (1..=most).contains(part)).ok_or_else(|| unreadable(text));
        match rest.bytes().next() {
            None => Self::year(year),
            Some(b'H' | b'h') => Self::months(year, part(2)? * 6 - 5, 6),
            Some(b'Q' | b'q') => Self::months(year, part(4)? * 3 - 2, 3),
            Some(b'-') => Self::month(year, part(12)?),
            Some(_) => Err(unreadable(text)),
        }
    }

    /// First day.
    pub const fn from(self) -> Day {
        self.from
    }

    /// Last day.
    pub const fn to(self) -> Day {
        self.to
    }

    /// The same days of the year before 上年同期: the last day of a month stays one.
    pub fn year_before(self) -> Self {
        let back = |day: Day| day.checked_sub_months(Months::new(12)).unwrap_or(day);
        let ends_a_month = self.to.succ_opt().is_some_and(|next| next.day() == 1);
        let to = if ends_a_month { back(self.to.succ_opt().unwrap_or(self.to)).pred_opt().unwrap_or(self.to) } else { back(self.to) };
        Self { from: back(self.from), to }
    }

    /// Where a day lies; `None` after the period.
    pub fn bucket(self, day: Day) -> Option<Bucket> {
        match day {
            _ if day < self.from => Some(Bucket::Before),
            _ if day <= self.to => Some(Bucket::Within),
            _ => None,
        }
    }

    /// How the days of the period are made of whole years, whole months and days.
    pub fn parts(self) -> Parts {
        split(self.from, self.to)
    }

    /// All days before it, from the year 1900 on; `None` where there are none.
    pub fn before(self) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(1900, 1, 1)?;
        let to = self.from.pred_opt().filter(|to| *to >= from)?;
        Some(Self { from, to })
    }

    /// All days up to its end, from the year 1900 on.
    pub fn until(self) -> Self {
        Self { from: self.before().map_or(self.from, |before| before.from), to: self.to }
    }

    /// How all days before it are made of whole years, whole months and days.
    pub fn parts_before(self) -> Parts {
        self.before().map_or_else(Parts::default, Self::parts)
    }

    /// The calendar year, where the period is one.
    pub fn whole_year(self) -> Option<i32> {
        match self.parts().whole[..] {
            [one] if one % 100 == 0 && self.parts().edges.is_empty() => Some(one / 100),
            _ => None,
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.whole_year() {
            Some(year) => write!(f, "{year}"),
            None => write!(f, "{}..{}", self.from, self.to),
        }
    }
}

fn within_years(year: i32) -> Result<(), PeriodFault> {
    if Period::YEARS.contains(&year) {
        return Ok(());
    }
    let (first, last) = (Period::YEARS.start(), Period::YEARS.end());
    Err(PeriodFault(Sentence::new(
        format!("没有{year}年的数据，年份应在{first}至{last}之间"),
        format!("there is no year {year}; years run from {first} to {last}"),
    )))
}

fn unreadable(text: &str) -> PeriodFault {
    PeriodFault(Sentence::new(
        format!("“{text}”不是期间；可写作2024、2024H1、2024Q3、2024-05、2024-03-15或2024-03-15..2024-06-30"),
        format!("\"{text}\" is no period; write 2024, 2024H1, 2024Q3, 2024-05, 2024-03-15 or 2024-03-15..2024-06-30"),
    ))
}

fn split(from: Day, to: Day) -> Parts {
    let mut parts = Parts::default();
    let mut day = from;
    while day <= to {
        let end_of = |months: u32| day.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt()).filter(|end| *end <= to);
        let (end, whole) = match (day.day(), day.month(), end_of(12), end_of(1)) {
            (1, 1, Some(end), _) => (end, Some(day.year() * 100)),
            (1, _, _, Some(end)) => (end, Some(day.year() * 100 + day.month() as i32)),
            _ => (end_of_month(day).min(to), None),
        };
        match whole {
            Some(whole) => parts.whole.push(whole),
            None => parts.edges.push(Period { from: day, to: end }),
        }
        match end.checked_add_days(Days::new(1)) {
            Some(next) => day = next,
            None => break,
        }
    }
    parts
}

fn end_of_month(day: Day) -> Day {
    day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))).and_then(|next| next.pred_opt()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> String {
        Period::parse(text).map_or_else(|fault| fault.0.en, |period| format!("{}..{}", period.from, period.to))
    }

    #[test]
    fn periods_are_written_in_six_ways() {
        assert_eq!(read("2024"), "2024-01-01..2024-12-31");
        assert_eq!(read("2024H2"), "2024-07-01..2024-12-31");
        assert_eq!(read("2024Q1"), "2024-01-01..2024-03-31");
        assert_eq!(read("2024-02"), "2024-02-01..2024-02-29");
        assert_eq!(read("2024-02-29"), "2024-02-29..2024-02-29");
        assert_eq!(read(" 2024-03-15 .. 2024-06-30 "), "2024-03-15..2024-06-30");
    }

    #[test]
    fn what_is_no_period_is_refused_in_words() {
        for text in ["", "24", "2024H3", "2024Q0", "2024-13", "2024-02-30", "2024X", "2024..2025", "二〇二四年", "2024H", "2024Q"] {
            assert!(
                read(text).ends_with("write 2024, 2024H1, 2024Q3, 2024-05, 2024-03-15 or 2024-03-15..2024-06-30"),
                "{text}: {}",
                read(text)
            );
        }
        assert_eq!(read("2024-05-02..2024-05-01"), "the period ends on 2024-05-01, before it begins on 2024-05-02");
        assert_eq!(read("1989"), "there is no year 1989; years run from 1990 to 2099");
        assert_eq!(read("0000"), "there is no year 0; years run from 1990 to 2099");
    }

    #[test]
    fn the_same_days_a_year_before() {
        let before = |text: &str| {
            let period = Period::parse(text).unwrap().year_before();
            format!("{}..{}", period.from, period.to)
        };
        assert_eq!(before("2024-02"), "2023-02-01..2023-02-28");
        assert_eq!(before("2025-02"), "2024-02-01..2024-02-29");
        assert_eq!(before("2024-02-29"), "2023-02-28..2023-02-28");
        assert_eq!(before("2024"), "2023-01-01..2023-12-31");
    }

    proptest! {
        /// Every day is in exactly one part.
        #[test]
        fn parts_make_up_the_period(start in 0u64..3000, length in 0u64..2000) {
            let first: Day = "2020-01-01".parse().unwrap();
            let period = Period::of(first + Days::new(start), first + Days::new(start + length)).unwrap();
            let Parts { whole, edges } = period.parts();
            let mut days: Vec<Day> = edges.iter().flat_map(|edge| edge.from.iter_days().take_while(|day| *day <= edge.to)).collect();
            for part in whole {
                let part = match part % 100 { 0 => Period::year(part / 100), month => Period::month(part / 100, month as u32) }.unwrap();
                days.extend(part.from.iter_days().take_while(|day| *day <= part.to));
            }
            days.sort_unstable();
            let all: Vec<Day> = period.from.iter_days().take_while(|day| *day <= period.to).collect();
            prop_assert_eq!(days, all);
            prop_assert!(edges.len() <= 2);
        }
    }
}
