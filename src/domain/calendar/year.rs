//! The calendar of one year: the days its notice names, and what it must not say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Weekday};
use serde::Serialize;

use super::fault::{CalendarFault, Place};
use super::festivals::Festivals;
use super::is_weekend;
use crate::domain::Day;
use crate::domain::words::Sentence;

/// The notice a year's calendar comes from (国务院办公厅关于部分节假日安排的通知).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Notice {
    /// Title, or whatever whoever took the year in wrote of it.
    pub title: Option<String>,
    /// Document number 文号, where the source of the data gives it.
    pub number: Option<String>,
    /// Day of publication, where known.
    pub published_on: Option<Day>,
    /// Where its text stands.
    pub addresses: Vec<String>,
}

impl Notice {
    /// The notice as one phrase, which says what is not known of it.
    pub fn words(&self) -> Sentence {
        let (title_zh, title_en) = match &self.title {
            Some(title) => (title.as_str(), title.as_str()),
            None => ("未注明通知名称", "notice not named"),
        };
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        match &self.number {
            Some(number) => (zh.push(number.clone()), en.push(number.clone())),
            // whoever took it in may have written the number behind the title
            None if title_zh.contains('〔') && title_zh.contains('号') => ((), ()),
            None => (zh.push("来源未载明文号".to_owned()), en.push("the source gives no document number".to_owned())),
        };
        if let Some(day) = self.published_on {
            zh.push(format!("{day}发布"));
            en.push(format!("published {day}"));
        }
        let wrapped = |parts: &[String], open: &str, comma: &str, close: &str| match parts {
            [] => String::new(),
            parts => format!("{open}{}{close}", parts.join(comma)),
        };
        Sentence::new(title_zh.to_owned() + &wrapped(&zh, "（", "，", "）"), title_en.to_owned() + &wrapped(&en, " (", ", ", ")"))
    }
}

/// A day a notice names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDay {
    /// The day.
    pub day: Day,
    /// A working day by order of the notice (调休上班); otherwise a day off.
    pub works: bool,
    /// The festival it is for.
    pub festival: Sentence,
}

/// The published calendar of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year of the notice.
    pub year: i32,
    /// Edition of these days: `2026.1` as bundled, `2026.i1` as imported.
    pub version: String,
    /// The notice.
    pub notice: Notice,
    /// Its days, in order. They may begin in the December before.
    pub days: Vec<NamedDay>,
}

impl CalendarYear {
    /// What the notice says of a day, if it names it.
    pub fn named(&self, day: Day) -> Option<&NamedDay> {
        self.days.binary_search_by_key(&day, |named| named.day).ok().map(|position| &self.days[position])
    }
}

impl NamedDay {
    /// The day as a line of `config/calendar/cn-days.csv`, without its line feed.
    pub fn line(&self) -> String {
        format!("{},{},{},{}", self.day, if self.works { "work" } else { "off" }, self.festival.zh, self.festival.en)
    }
}

/// New Year's days off may begin in the December before: those days belong to the notice of the year they lead into.
pub(super) fn leads_into_the_next_year(named: &NamedDay) -> bool {
    named.day.month() == 12 && named.festival.zh.starts_with("元旦")
}

/// What is wrong with single days of a year that is to be taken in, each with the place it was read from.
pub(super) fn day_faults(year: i32, days: &[(Place, NamedDay)]) -> Vec<CalendarFault> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, named) in days {
        let day = named.day;
        let mut note = |zh: String, en: String| faults.push(CalendarFault::new(place.clone(), zh, en));
        let of_the_december_before = day.year() == year - 1 && leads_into_the_next_year(named);
        if day.year() != year && !of_the_december_before {
            note(format!("{day}不在{year}年内"), format!("{day} is not in {year}"));
        } else if named.works && !is_weekend(day) {
            let weekday = weekday(day);
            note(
                format!("{day}是{}，本来就上班，不能是调休上班日", weekday.zh),
                format!("{day} is a {}, worked anyway: no make-up working day", weekday.en),
            );
        }
        if !seen.insert(day) {
            note(format!("日期{day}重复"), format!("{day} is listed twice"));
        }
    }
    faults
}

/// The days off by law that a year to be taken in would have worked.
pub(super) fn missing_festivals(year: i32, days: &[(Place, NamedDay)], festivals: &Festivals) -> Vec<CalendarFault> {
    let listed: BTreeMap<Day, bool> = days.iter().map(|(_, named)| (named.day, named.works)).collect();
    let missing = festivals.of_year(year).into_iter().filter(|(day, _)| listed.get(day).copied().unwrap_or(!is_weekend(*day)));
    let cite = festivals.cite(year);
    missing
        .map(|(day, festival)| {
            let zh = format!("缺少{}放假日{day}（{}）", festival.zh, cite.zh);
            CalendarFault::new(Place::Whole, zh, format!("{day}, a day off for {} ({}), is missing", festival.en, cite.en))
        })
        .collect()
}

/// Whether the days are those off by law and no others: no notice, which always arranges more.
pub(super) fn is_law_alone(year: i32, days: &[(Place, NamedDay)], festivals: &Festivals) -> bool {
    let listed: BTreeSet<Day> = days.iter().map(|(_, named)| named.day).collect();
    listed == festivals.of_year(year).into_iter().map(|(day, _)| day).collect()
}

/// The day of the week by name.
pub fn weekday(day: Day) -> Sentence {
    let (zh, en) = match day.weekday() {
        Weekday::Mon => ("星期一", "Monday"),
        Weekday::Tue => ("星期二", "Tuesday"),
        Weekday::Wed => ("星期三", "Wednesday"),
        Weekday::Thu => ("星期四", "Thursday"),
        Weekday::Fri => ("星期五", "Friday"),
        Weekday::Sat => ("星期六", "Saturday"),
        Weekday::Sun => ("星期日", "Sunday"),
    };
    Sentence::new(zh, en)
}
