//! Days as ledgers write them.

use chrono::{Datelike, Days, NaiveDate};

use super::cell::CellValue;
use super::text::narrow;
use super::vocabulary::Years;
use crate::domain::Day;
use crate::domain::words::Sentence;

/// Reads a day: 2022-01-17, 2022/1/17, 2022.1.27, 2022年2月2日, 20220218, full-width digits, stray blanks, a time of day
/// after it, or the serial number a spreadsheet keeps (44578).
///
/// # Errors
/// A two-digit year, a day the calendar does not have, anything else; the sentence says what was expected.
pub fn parse_day(text: &str) -> Result<Day, Sentence> {
    parse_day_since(text, false)
}

/// The same; serial numbers count from 1904 if the sheet's do.
fn parse_day_since(text: &str, epoch_1904: bool) -> Result<Day, Sentence> {
    let folded: String = text.chars().map(narrow).collect();
    let day = without_time(&folded);
    let parts: String = day
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if matches!(c, '年' | '月' | '.' | '/' | '-' | '\\' | '。' | '．' | '–' | '—' | '_' | ',' | '，' | '、') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let parts: Vec<&str> = parts.trim_end_matches(['日', '号']).split_whitespace().collect();
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(not_a_day());
    }
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => on(year, month, day),
        [year, _, _] if year.len() == 2 => Err(Sentence::new("四位数的年份，如2022年1月17日", "a year of four digits, as in 2022-01-17")),
        [compact] if compact.len() == 8 => on(&compact[..4], &compact[4..6], &compact[6..]),
        [serial] if serial.len() == 5 => serial.parse().ok().and_then(|serial| of_serial(serial, epoch_1904)).ok_or_else(not_a_day),
        _ => Err(not_a_day()),
    }
}

/// Cuts a time of day off: 2022-01-17 9:30, 2022-01-17T09:30:00.
fn without_time(text: &str) -> &str {
    match (text.split_once(['T', 't']), text.split_once(':')) {
        (Some((day, _)), _) => day,
        (None, Some((day_and_hour, _))) => day_and_hour.trim_end_matches(|c: char| c.is_ascii_digit()),
        (None, None) => text,
    }
}

/// Reads the day of a cell; `None` of an empty one.
pub(super) fn day_of(value: &CellValue, epoch_1904: bool, years: Years) -> Result<Option<Day>, Sentence> {
    let day = match value {
        CellValue::Empty => return Ok(None),
        CellValue::Date(day) => *day,
        CellValue::Text(text) => parse_day_since(text, epoch_1904)?,
        CellValue::Number(number) if number.fract() == 0.0 && (19_000_000.0..30_000_000.0).contains(number) => {
            parse_day(&number.to_string())?
        }
        CellValue::Number(number) => of_serial(*number, epoch_1904).ok_or_else(not_a_day)?,
        CellValue::Bool(_) | CellValue::Error(_) => return Err(not_a_day()),
    };
    let Years { earliest_year, latest_year } = years;
    if (earliest_year..=latest_year).contains(&day.year()) {
        Ok(Some(day))
    } else {
        Err(Sentence::new(
            format!("{earliest_year}年至{latest_year}年之间的日期"),
            format!("a day between {earliest_year} and {latest_year}"),
        ))
    }
}

fn on(year: &str, month: &str, day: &str) -> Result<Day, Sentence> {
    let number = |digits: &str| digits.parse::<u32>().map_err(|_| not_a_day());
    NaiveDate::from_ymd_opt(number(year)? as i32, number(month)?, number(day)?)
        .ok_or_else(|| Sentence::new("日历上有的日期", "a day that exists in the calendar"))
}

/// Serial numbers count days from 1899-12-30 (after the leap day of 1900 that never was), or from 1904-01-01.
fn of_serial(serial: f64, epoch_1904: bool) -> Option<Day> {
    const EARLIEST_UNAMBIGUOUS: f64 = 1_000.0;
    const YEAR_9999: f64 = 2_958_465.0;
    let epoch = if epoch_1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) }?;
    (EARLIEST_UNAMBIGUOUS..=YEAR_9999).contains(&serial).then(|| epoch.checked_add_days(Days::new(serial as u64)))?
}

fn not_a_day() -> Sentence {
    Sentence::new("日期，如2022-01-17、2022年1月17日、2022.1.17或20220117", "a day, as in 2022-01-17, 2022.1.17 or 20220117")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const YEARS: Years = Years { earliest_year: 1990, latest_year: 2099 };

    #[test]
    fn odd_days_are_refused_with_what_was_expected() {
        for (text, expected) in [
            ("2022.2.30", "日历上有的日期"),
            ("20220230", "日历上有的日期"),
            ("2022-13-01", "日历上有的日期"),
            ("22.1.17", "四位数的年份，如2022年1月17日"),
            ("2022年1月", "日期，如2022-01-17、2022年1月17日、2022.1.17或20220117"),
            ("2022", "日期，如2022-01-17、2022年1月17日、2022.1.17或20220117"),
            ("一月", "日期，如2022-01-17、2022年1月17日、2022.1.17或20220117"),
            (":", "日期，如2022-01-17、2022年1月17日、2022.1.17或20220117"),
            ("", "日期，如2022-01-17、2022年1月17日、2022.1.17或20220117"),
        ] {
            assert_eq!(parse_day(text).unwrap_err().zh, expected, "{text}");
        }
    }

    #[test]
    fn a_day_far_away_is_a_slip_of_the_pen() {
        assert!(day_of(&CellValue::Text("2202-01-17".into()), false, YEARS).is_err());
        assert!(day_of(&CellValue::Number(12.0), false, YEARS).is_err());
        assert_eq!(day_of(&CellValue::Empty, false, YEARS), Ok(None));
    }

    proptest! {
        #[test]
        fn a_day_reads_back_from_every_way_of_writing_it(days in 0_u64..40_000) {
            let epoch = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
            let day = epoch.checked_add_days(Days::new(days)).unwrap();
            let (y, m, d) = (day.year(), day.month(), day.day());
            let wide = |text: String| text.chars().map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c }).collect::<String>();
            for text in [
                format!("{y}-{m:02}-{d:02}"), format!("{y}/{m}/{d}"), format!("{y}.{m}.{d}"), format!("{y}. {m}. {d}"),
                format!("{y}年{m}月{d}日"), format!(" {y} 年 {m} 月 {d} 日\u{3000}"), format!("{y}年{m:02}月{d:02}号"),
                format!("{y}{m:02}{d:02}"), wide(format!("{y}年{m}月{d}日")), wide(format!("{y}．{m}．{d}")),
                format!("{y}-{m:02}-{d:02} 00:00:00"), format!("{y}/{m}/{d} 9:30"), format!("{y}-{m:02}-{d:02}T00:00:00"),
            ] {
                prop_assert_eq!(parse_day(&text), Ok(day), "{}", text);
            }
            let serial = (day - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days();
            let compact = y * 10_000 + m as i32 * 100 + d as i32;
            prop_assert_eq!(parse_day(&serial.to_string()), Ok(day));
            for (value, epoch_1904) in [
                (CellValue::Date(day), false), (CellValue::Number(serial as f64), false), (CellValue::Number(serial as f64 + 0.5), false),
                (CellValue::Number((serial - 1_462) as f64), true),
                (CellValue::Text((serial - 1_462).to_string()), true), (CellValue::Number(f64::from(compact)), false),
            ] {
                prop_assert_eq!(day_of(&value, epoch_1904, YEARS), Ok(Some(day)));
            }
        }
    }
}
