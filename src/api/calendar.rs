//! The working-day calendar, as published.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::Found;
use super::take::{InBody, InPath};
use crate::domain::access::{Action, Object};
use crate::domain::calendar::NamedDay;
use crate::domain::words::Lang;
use crate::http::{Call, Problem, code};
use crate::service::{self, CalendarChange, CalendarFile, CalendarImported, Database, ServiceError};

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

/// A year's calendar to be taken in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCalendarBody {
    /// The file: CSV or JSON, as `fuyi calendar import` reads it.
    content: String,
    /// The year, when it is to be a certain one.
    year: Option<i32>,
    /// What to write of the notice: its title and number.
    notice: Option<String>,
    /// Take it in even if the year has a calendar.
    replace: Option<bool>,
}

/// What taking a file in would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarPreviewBody {
    /// The year.
    year: i32,
    /// Edition it would replace.
    replaces: Option<String>,
    /// Days that would be of another kind, in order.
    changes: Vec<CalendarChangeBody>,
}

/// A day that would be of another kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarChangeBody {
    /// As the calendar names it now; null where it does not.
    old: Option<CalendarDay>,
    /// As the file names it; null where it does not.
    new: Option<CalendarDay>,
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarImportedBody {
    /// The year.
    year: i32,
    /// Edition of its calendar now.
    version: String,
    /// Edition it replaces.
    replaces: Option<String>,
    /// The year had these very days under this notice already: nothing was written.
    unchanged: bool,
    /// Days off.
    days_off: usize,
    /// Make-up working days.
    make_up_days: usize,
}

impl CalendarDay {
    fn of(day: &NamedDay, lang: Lang) -> Self {
        Self { on: day.day, works: day.works, festival: day.festival.in_lang(lang).to_owned() }
    }
}

impl NewCalendarBody {
    fn file(&self) -> CalendarFile<'_> {
        CalendarFile {
            name: "content",
            bytes: self.content.as_bytes(),
            year: self.year,
            notice: self.notice.as_deref().filter(|notice| !notice.is_empty()),
            replace: self.replace.unwrap_or_default(),
        }
    }
}

/// `POST /calendar/preview`. Writes nothing.
pub(super) fn preview(call: &Call, InBody(body): InBody<NewCalendarBody>) -> Result<Found<CalendarPreviewBody>, Problem> {
    call.access()?.may(Action::CalendarWrite, &Object::Deployment)?;
    let preview = call.state.pool.read(|database| service::calendar_preview(database, &call.books, &body.file())).map_err(faulty)?;
    let day = |day: &Option<NamedDay>| day.as_ref().map(|day| CalendarDay::of(day, call.lang));
    let change = |change: &CalendarChange| CalendarChangeBody { old: day(&change.old), new: day(&change.new) };
    let changes = preview.changes.iter().map(change).collect();
    Ok(Found(CalendarPreviewBody { year: preview.draft.year, replaces: preview.replaces, changes }))
}

/// `POST /calendar/imports`. The next request computes with it; stored deadlines move when the recomputation is applied.
pub(super) fn take_in(call: &Call, InBody(body): InBody<NewCalendarBody>) -> Result<Found<CalendarImportedBody>, Problem> {
    let asked = call.clone();
    let take_in = move |database: &mut Database| {
        service::calendar_take_in(database, asked.access()?, &asked.books, &body.file(), &asked.act()?).map_err(faulty)
    };
    let CalendarImported { year, version, replaces, unchanged, days_off, make_up_days } = call.state.writer.run(take_in)?;
    call.state.pool.read(|database| call.state.shelf.refresh(database))?;
    Ok(Found(CalendarImportedBody { year, version, replaces, unchanged, days_off, make_up_days }))
}

/// A file that is no calendar is the field `content` here.
fn faulty(error: ServiceError) -> Problem {
    match error {
        ServiceError::Calendar { .. } => Problem::from(error).at("content"),
        error => error.into(),
    }
}

/// `GET /calendar`.
pub(super) fn years(call: &Call, _: &mut Database, (): ()) -> Result<Found<YearList>, Problem> {
    Ok(Found(YearList { items: call.books.law.calendar.published().map(|year| year.year).collect() }))
}

/// `GET /calendar/{year}`.
pub(super) fn year(call: &Call, _: &mut Database, InPath(path): InPath<YearPath>) -> Result<Found<CalendarBody>, Problem> {
    let published = call.books.law.calendar.year(path.year).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let days = published.days.iter().map(|day| CalendarDay::of(day, call.lang));
    Ok(Found(CalendarBody { year: path.year, version: published.version.clone(), days: days.collect() }))
}
