//! The two JSON layouts in which public data sets of the notices are kept.
//!
//! holiday-cn, a year a file: `{"year":2027,"papers":["http…"],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},…]}`.
//! timor, an answer a year: `{"code":0,"holiday":{"01-01":{"holiday":true,"name":"元旦","date":"2027-01-01"},"02-06":{"holiday":false,
//! "name":"春节前补班","target":"春节","date":"2027-02-06"},…}}`; it names the days of the Spring Festival 除夕, 初一, 初二…

use serde_json::Value;

use super::draft::Found;
use super::fault::{CalendarFault, Place};
use super::festivals::Festivals;
use super::rows::read_date;
use super::year::NamedDay;
use crate::domain::reading;
use crate::domain::words::Sentence;

/// Reads either layout.
pub(super) fn read(text: &str, festivals: &Festivals) -> Found {
    let mut found = Found::default();
    let root: Value = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(fault) => {
            let Sentence { zh, en } = reading::json(&fault);
            let place = Place::Line(fault.line());
            found.faults.push(CalendarFault::new(place, zh, en));
            return found;
        }
    };
    match (root.get("days"), root.get("holiday")) {
        (Some(Value::Array(days)), _) => {
            found.year = root.get("year").and_then(Value::as_i64).and_then(|year| i32::try_from(year).ok());
            if found.year.is_none() {
                found.faults.push(CalendarFault::new(Place::Path("year".to_owned()), "缺少年份", "the year is missing"));
            }
            let papers = root.get("papers").and_then(Value::as_array);
            found.addresses = papers.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
            for (index, day) in days.iter().enumerate() {
                found.add(holiday_cn(day, &format!("days[{index}]"), festivals));
            }
        }
        (_, Some(Value::Object(days))) => {
            for (key, day) in days {
                found.add(timor(day, &format!("holiday[\"{key}\"]"), festivals));
            }
        }
        _ => found.faults.push(CalendarFault::new(
            Place::Whole,
            "不认识这种JSON：应有 days 数组（holiday-cn）或 holiday 对象（timor）",
            "no known layout of JSON: expected an array days (holiday-cn) or an object holiday (timor)",
        )),
    }
    found
}

fn holiday_cn(value: &Value, path: &str, festivals: &Festivals) -> Result<(Place, NamedDay), CalendarFault> {
    let day = date(value, path)?;
    let works = !truth(value, path, "isOffDay")?;
    let festival = festivals.named(text(value, path, "name")?);
    Ok((Place::Path(path.to_owned()), NamedDay { day, works, festival }))
}

fn timor(value: &Value, path: &str, festivals: &Festivals) -> Result<(Place, NamedDay), CalendarFault> {
    let day = date(value, path)?;
    let works = !truth(value, path, "holiday")?;
    let name = if works { text(value, path, "target")? } else { text(value, path, "name")? };
    let festival = festivals.named(if name == "除夕" || name.starts_with('初') { "春节" } else { name });
    Ok((Place::Path(path.to_owned()), NamedDay { day, works, festival }))
}

fn date(value: &Value, path: &str) -> Result<crate::domain::Day, CalendarFault> {
    read_date(text(value, path, "date")?).map_err(|what| CalendarFault { place: Place::Path(format!("{path}.date")), what })
}

fn text<'a>(value: &'a Value, path: &str, field: &str) -> Result<&'a str, CalendarFault> {
    match value.get(field).and_then(Value::as_str).map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text),
        _ => Err(CalendarFault::new(Place::Path(format!("{path}.{field}")), "应为文字，不得为空", "must be a text, not empty")),
    }
}

fn truth(value: &Value, path: &str, field: &str) -> Result<bool, CalendarFault> {
    let found = value.get(field).and_then(Value::as_bool);
    found.ok_or_else(|| CalendarFault::new(Place::Path(format!("{path}.{field}")), "应为 true 或 false", "must be true or false"))
}
