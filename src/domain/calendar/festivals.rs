//! Statutory festivals (全国年节及纪念日放假办法, Art. 2): the days off the law itself fixes, before any notice arranges them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, Duration, NaiveDate};
use serde::Deserialize;

use super::fault::{CalendarFault, Place};
use crate::domain::Day;
use crate::domain::reading;
use crate::domain::words::Sentence;

/// The festivals of every year of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Festivals {
    /// Revisions of the measures, oldest first.
    measures: Vec<Measures>,
    /// Days of the festivals that move, by year, without a gap.
    moving: BTreeMap<i32, BTreeMap<String, Day>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measures {
    first_year: i32,
    revised: Day,
    festivals: Vec<Festival>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Festival {
    zh: String,
    en: String,
    /// `05-01`, or a festival that moves.
    on: String,
    /// Days off, counted from that day.
    days: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    measures: Vec<Measures>,
    moving: BTreeMap<String, BTreeMap<String, Day>>,
}

impl Festivals {
    /// Reads the table of revisions and of days that move.
    ///
    /// # Errors
    /// Text that is not such a table; a year left out; a festival without its day in some year.
    pub fn from_toml(text: &str) -> Result<Self, Vec<CalendarFault>> {
        let whole = |what: Sentence| vec![CalendarFault { place: Place::Whole, what }];
        let file: File = toml::from_str(text).map_err(|fault| whole(reading::toml(&fault, text)))?;
        let mut faults = Vec::new();
        let mut moving = BTreeMap::new();
        for (year, days) in file.moving {
            match year.parse::<i32>() {
                Ok(year) => drop(moving.insert(year, days)),
                Err(_) => faults.push(CalendarFault::new(
                    Place::Path("moving".to_owned()),
                    format!("“{year}”不是年份"),
                    format!("`{year}` is no year"),
                )),
            }
        }
        let mut measures = file.measures;
        measures.sort_by_key(|measures| measures.first_year);
        let festivals = Self { measures, moving };
        for year in festivals.years() {
            let place = Place::Path(format!("moving.{year}"));
            if !festivals.moving.contains_key(&year) {
                faults.push(CalendarFault::new(place, "缺少该年", "the year is missing"));
                continue;
            }
            let Some(measures) = festivals.measures_of(year) else {
                faults.push(CalendarFault::new(place, "没有适用的放假办法", "no revision of the measures covers the year"));
                continue;
            };
            for festival in &measures.festivals {
                if festivals.day_of(year, festival).is_none_or(|day| day.year() != year) {
                    faults.push(CalendarFault::new(
                        place.clone(),
                        format!("{}（{}）在该年没有日期", festival.zh, festival.on),
                        format!("{} ({}) has no day in the year", festival.en, festival.on),
                    ));
                }
            }
        }
        if festivals.moving.is_empty() {
            faults.push(CalendarFault::new(Place::Path("moving".to_owned()), "没有任何年份", "there is no year"));
        }
        if faults.is_empty() { Ok(festivals) } else { Err(faults) }
    }

    /// The years of the table; none when it is empty.
    pub fn years(&self) -> RangeInclusive<i32> {
        let first = self.moving.first_key_value().map_or(1, |(year, _)| *year);
        let last = self.moving.last_key_value().map_or(0, |(year, _)| *year);
        first..=last
    }

    /// Days off by law in a year, festival by festival; none outside the table.
    pub fn of_year(&self, year: i32) -> Vec<(Day, Sentence)> {
        let of = |festival: &Festival| {
            let first = self.day_of(year, festival)?;
            let name = Sentence::new(&*festival.zh, &*festival.en);
            Some(festival.days.iter().map(|offset| (first + Duration::days(*offset), name.clone())).collect::<Vec<_>>())
        };
        let festivals = self.moving.get(&year).and_then(|_| self.measures_of(year)).map_or(&[][..], |measures| &measures.festivals);
        festivals.iter().filter_map(of).flatten().collect()
    }

    /// The festivals a day is off for by law, joined when there are several.
    pub fn on(&self, day: Day) -> Option<Sentence> {
        let names: Vec<Sentence> = self.of_year(day.year()).into_iter().filter(|(on, _)| *on == day).map(|(_, name)| name).collect();
        let (zh, en): (Vec<_>, Vec<_>) = names.into_iter().map(|name| (name.zh, name.en)).unzip();
        (!zh.is_empty()).then(|| Sentence::new(zh.join("、"), en.join(" and ")))
    }

    /// The article that fixes the festivals of a year.
    pub fn cite(&self, year: i32) -> Sentence {
        let revised = self.measures_of(year).map_or(i32::MIN, |measures| measures.revised.year());
        Sentence::new(
            format!("《全国年节及纪念日放假办法》（{revised}年修订）第二条"),
            format!("Measures on National Festivals and Memorial Days, as revised in {revised}, Art. 2"),
        )
    }

    /// A festival's name in both languages, from its Chinese one as data sets write it (`国庆节、中秋节`). A name the measures
    /// do not know stays as it is.
    pub fn named(&self, zh: &str) -> Sentence {
        let known = |part: &str| self.measures.iter().flat_map(|measures| &measures.festivals).find(|festival| festival.zh == part);
        let en: Vec<&str> = zh.split('、').map(|part| known(part).map_or(part, |festival| festival.en.as_str())).collect();
        Sentence::new(zh, en.join(" and "))
    }

    fn measures_of(&self, year: i32) -> Option<&Measures> {
        self.measures.iter().rev().find(|measures| measures.first_year <= year)
    }

    fn day_of(&self, year: i32, festival: &Festival) -> Option<Day> {
        match festival.on.split_once('-').map(|(month, day)| (month.parse(), day.parse())) {
            Some((Ok(month), Ok(day))) => NaiveDate::from_ymd_opt(year, month, day),
            _ => self.moving.get(&year)?.get(&festival.on).copied(),
        }
    }
}
