//! The working-day calendar, as published.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::Found;
use super::take::InPath;
use crate::http::{Call, Problem, code};
use crate::service::Database;

/// Years whose notice is in the calendar.
#[derive(Debug, Serialize, ToSchema)]
pub struct YearList {
    /// In order. A day beyond them is computed from weekends alone, and is provisional.
    items: Vec<i32>,
}

/// The year an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct YearPath {
    /// Calendar year.
    year: i32,
}

/// Days of a year that are not what their weekday says.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarBody {
    /// Calendar year.
    year: i32,
    /// Days of the notice, in order.
    days: Vec<CalendarDay>,
}

/// A day of the notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDay {
    /// The day.
    on: NaiveDate,
    /// It is a working day.
    works: bool,
    /// Why.
    reason: Option<String>,
}

/// `GET /calendar`.
pub(super) fn years(call: &Call, _: &mut Database, (): ()) -> Result<Found<YearList>, Problem> {
    let calendar = &call.state.books.law.calendar;
    let mut items: Vec<i32> = calendar.named_days().map(|(day, _)| day.year()).filter(|year| calendar.is_published(*year)).collect();
    items.dedup();
    Ok(Found(YearList { items }))
}

/// `GET /calendar/{year}`.
pub(super) fn year(call: &Call, _: &mut Database, InPath(path): InPath<YearPath>) -> Result<Found<CalendarBody>, Problem> {
    let calendar = &call.state.books.law.calendar;
    if !calendar.is_published(path.year) {
        return Err(Problem::of(code::NOT_FOUND));
    }
    let reason = |day| calendar.reason(day).map(|reason| reason.in_lang(call.lang).to_owned());
    let days = calendar.named_days().filter(|(day, _)| day.year() == path.year);
    let days = days.map(|(on, works)| CalendarDay { on, works, reason: reason(on) }).collect();
    Ok(Found(CalendarBody { year: path.year, days }))
}
