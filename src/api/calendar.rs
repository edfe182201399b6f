//! The working-day calendar, as published.

use chrono::NaiveDate;
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
    /// Edition of these days.
    version: String,
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
    /// The festival it is for.
    festival: String,
}

/// `GET /calendar`.
pub(super) fn years(call: &Call, _: &mut Database, (): ()) -> Result<Found<YearList>, Problem> {
    Ok(Found(YearList { items: call.books.law.calendar.published().map(|year| year.year).collect() }))
}

/// `GET /calendar/{year}`.
pub(super) fn year(call: &Call, _: &mut Database, InPath(path): InPath<YearPath>) -> Result<Found<CalendarBody>, Problem> {
    let published = call.books.law.calendar.year(path.year).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let days = published.days.iter();
    let days = days.map(|day| CalendarDay { on: day.day, works: day.works, festival: day.festival.in_lang(call.lang).to_owned() });
    Ok(Found(CalendarBody { year: path.year, version: published.version.clone(), days: days.collect() }))
}
