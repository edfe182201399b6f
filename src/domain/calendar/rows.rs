//! The CSV layout of `config/calendar/`: days, and the notices they come from.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::draft::Found;
use super::fault::{CalendarFault, Place};
use super::year::{CalendarYear, NamedDay, Notice, leads_into_the_next_year};
use crate::domain::Day;
use crate::domain::words::Sentence;

/// First line of a table of days.
pub const DAYS_HEADER: &str = "date,day,festival_zh,festival_en";
const NOTICES_HEADER: &str = "year,version,title,number,published_on,addresses";

/// Lines that say something, with their numbers from 1; `#` starts a comment.
fn lines<'a>(text: &'a str, header: &'static str) -> impl Iterator<Item = (usize, &'a str)> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines.filter(move |(_, line)| !line.is_empty() && !line.starts_with('#') && *line != header)
}

/// Reads `date,day,festival_zh,festival_en` lines, each with its place.
pub(super) fn days(text: &str) -> (Vec<(Place, NamedDay)>, Vec<CalendarFault>) {
    let (mut days, mut faults) = (Vec::new(), Vec::new());
    for (line, text) in lines(text, DAYS_HEADER) {
        match read_day(text) {
            Ok(named) => days.push((Place::Line(line), named)),
            Err(what) => faults.push(CalendarFault { place: Place::Line(line), what }),
        }
    }
    (days, faults)
}

/// As [`days`], of a year on its way in.
pub(super) fn found(text: &str) -> Found {
    let (days, faults) = days(text);
    Found { days, faults, ..Found::default() }
}

/// A day as tables write it: `2027-01-01`, and `2027/1/1` as spreadsheets save it.
pub(super) fn read_date(text: &str) -> Result<Day, Sentence> {
    Day::parse_from_str(&text.replace('/', "-"), "%Y-%m-%d")
        .map_err(|_| Sentence::new(format!("“{text}”不是日期（应为 YYYY-MM-DD）"), format!("`{text}` is not a day YYYY-MM-DD")))
}

fn read_day(line: &str) -> Result<NamedDay, Sentence> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [date, kind, zh, en] = cells[..] else {
        return Err(Sentence::new(
            format!("应为四列（{DAYS_HEADER}），实为{}列", cells.len()),
            format!("expected {DAYS_HEADER}, found {} columns", cells.len()),
        ));
    };
    let day = read_date(date)?;
    let works = match kind {
        "work" => true,
        "off" => false,
        _ => return Err(Sentence::new(format!("“{kind}”应为 off 或 work"), format!("`{kind}` is neither off nor work"))),
    };
    if zh.is_empty() || en.is_empty() {
        return Err(Sentence::new(format!("{day}未写节日名称"), format!("{day} names no festival")));
    }
    Ok(NamedDay { day, works, festival: Sentence::new(zh, en) })
}

/// Reads `year,version,title,number,published_on,addresses` lines; what the source does not give is empty.
fn read_notice(line: &str) -> Result<CalendarYear, Sentence> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [year, version, title, number, published_on, addresses] = cells[..] else {
        return Err(Sentence::new(
            format!("应为六列（{NOTICES_HEADER}），实为{}列", cells.len()),
            format!("expected {NOTICES_HEADER}, found {} columns", cells.len()),
        ));
    };
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let notice = Notice {
        title: given(title),
        number: given(number),
        published_on: given(published_on).map(|text| read_date(&text)).transpose()?,
        addresses: addresses.split_whitespace().map(str::to_owned).collect(),
    };
    let year = year.parse().map_err(|_| Sentence::new(format!("“{year}”不是年份"), format!("`{year}` is no year")))?;
    if version.is_empty() {
        return Err(Sentence::new("没有版本号", "there is no version"));
    }
    Ok(CalendarYear { year, version: version.to_owned(), notice, days: Vec::new() })
}

/// Reads the table of notices, by year, without their days.
pub(super) fn notices(text: &str) -> (BTreeMap<i32, CalendarYear>, Vec<CalendarFault>) {
    let (mut years, mut faults) = (BTreeMap::<i32, CalendarYear>::new(), Vec::new());
    for (line, text) in lines(text, NOTICES_HEADER) {
        let place = Place::Line(line);
        match read_notice(text) {
            Ok(year) if years.contains_key(&year.year) => {
                faults.push(CalendarFault::new(place, format!("{}年重复", year.year), format!("{} is listed twice", year.year)));
            }
            Ok(year) => drop(years.insert(year.year, year)),
            Err(what) => faults.push(CalendarFault { place, what }),
        }
    }
    (years, faults)
}

/// Gives each day to the year of its notice; the days no notice covers, and days named again, are faults.
pub(super) fn share_out(days: Vec<(Place, NamedDay)>, years: &mut BTreeMap<i32, CalendarYear>) -> Vec<CalendarFault> {
    let mut faults = Vec::new();
    for (place, named) in days {
        let (day, year) = (named.day, named.day.year() + i32::from(leads_into_the_next_year(&named)));
        match years.get_mut(&year) {
            None => faults.push(CalendarFault::new(place, format!("没有{year}年的通知"), format!("there is no notice of {year}"))),
            Some(of) => match of.days.binary_search_by_key(&day, |known| known.day) {
                Ok(_) => faults.push(CalendarFault::new(place, format!("日期{day}重复"), format!("{day} is listed twice"))),
                Err(position) => of.days.insert(position, named),
            },
        }
    }
    faults
}
