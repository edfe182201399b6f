//! Working-day calendars: a year's notice taken in, and what is known of every year.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::access::Access;
use super::books::Books;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::access::{Action, Object};
use crate::domain::calendar::{Calendar, CalendarDraft, CalendarFault, CalendarYear, NamedDay, Notice, Place};
use crate::domain::hex;
use crate::domain::words::Sentence;
use crate::store::{Act, Database, NewCalendar, StoredCalendar};

/// A file with a year's calendar.
#[derive(Debug, Clone, Copy)]
pub struct CalendarFile<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// Its bytes: CSV or JSON, in UTF-8.
    pub bytes: &'a [u8],
    /// The year, when it is to be a certain one.
    pub year: Option<i32>,
    /// What to write of the notice: its title and number.
    pub notice: Option<&'a str>,
    /// Take it in even if the year has a calendar.
    pub replace: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarImported {
    /// The year.
    pub year: i32,
    /// Version of its calendar now.
    pub version: String,
    /// Version it replaces.
    pub replaces: Option<String>,
    /// The year had these very days under this notice already: nothing was written.
    pub unchanged: bool,
    /// Days off.
    pub days_off: usize,
    /// Make-up working days.
    pub make_up_days: usize,
}

/// When and by whom an edition was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// By whom.
    pub by: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Every year there is, and what is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarList {
    /// The years, oldest first, to the one after today's.
    pub years: Vec<CalendarListed>,
    /// What waits for the administrator.
    pub open_items: Vec<OpenItem>,
}

/// A year in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarListed {
    /// The year.
    pub year: i32,
    /// Its notice is known; otherwise every date that reaches it is provisional.
    pub published: bool,
    /// Version, when published.
    pub version: Option<String>,
    /// Notice, when published.
    pub notice: Option<Notice>,
    /// Days off the notice names, or the law.
    pub days_off: usize,
    /// Make-up working days.
    pub make_up_days: usize,
}

/// A year's calendar for reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarShown {
    /// Its days; of a year not published those off by law.
    pub days: Vec<NamedDay>,
    /// The year.
    pub year: i32,
    /// Version, when published.
    pub version: Option<String>,
    /// Notice, when published.
    pub notice: Option<Notice>,
    /// The article the days of a year not published rest on.
    pub article: Option<Sentence>,
    /// How it came here; `None` for a bundled one.
    pub imported: Option<Imported>,
    /// All versions there are of the year, oldest first.
    pub versions: Vec<String>,
}

/// Something that waits for the administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenItem {
    /// What kind of thing: `calendar-missing`.
    pub code: &'static str,
    /// Open since.
    pub since: Day,
    /// What is to be done, and why.
    pub sentence: Sentence,
}

/// Month and day from which the next year's calendar is asked for: the State Council publishes it from late October on.
const ASKED_FOR_FROM: (u32, u32) = (11, 1);

/// What of the calendar waits for the administrator on a day: this year's notice, and from 1 November the next one's.
pub fn open_items(calendar: &Calendar, today: Day) -> Vec<OpenItem> {
    let next = i32::from((today.month(), today.day()) >= ASKED_FOR_FROM);
    let missing = (today.year()..=today.year() + next).filter(|year| !calendar.is_published(*year));
    let (month, day) = ASKED_FOR_FROM;
    missing
        .map(|year| OpenItem {
            code: "calendar-missing",
            since: NaiveDate::from_ymd_opt(year - 1, month, day).unwrap_or(today),
            sentence: Sentence::new(
                format!("{year}年的节假日安排尚未导入，涉及该年的期限均为暂定；通知公布后请运行 fuyi calendar import"),
                format!("the calendar of {year} is not taken in yet and every date that reaches it is provisional; once the notice is published, run fuyi calendar import"),
            ),
        })
        .collect()
}

/// A day that would be another kind of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarChange {
    /// The day as the calendar of the year names it now; nothing where it does not.
    pub old: Option<NamedDay>,
    /// The day as the file names it; nothing where it does not.
    pub new: Option<NamedDay>,
}

/// What taking a file in would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarPreview {
    /// The year, without fault.
    pub draft: CalendarDraft,
    /// Version it would replace.
    pub replaces: Option<String>,
    /// Every day that would change, in order.
    pub changes: Vec<CalendarChange>,
}

/// Reads a file as a year's calendar.
fn draft(books: &Books, file: &CalendarFile<'_>) -> Result<CalendarDraft, ServiceError> {
    let faulty = |faults| ServiceError::Calendar { file: file.name.to_owned(), faults };
    let text = std::str::from_utf8(file.bytes)
        .map_err(|_| faulty(vec![CalendarFault::new(Place::Whole, "不是UTF-8文本", "not text in UTF-8")]))?;
    CalendarDraft::read(text, file.year, books.law.calendar.festivals()).map_err(faulty)
}

/// The calendar a year has now: the newest taken in, else the bundled one.
fn current(database: &mut Database, books: &Books, year: i32) -> Result<Option<CalendarYear>, ServiceError> {
    let newest = database.calendar_editions(year)?.into_iter().next().map(|stored| stored.calendar);
    Ok(newest.or_else(|| books.law.calendar.year(year).cloned()))
}

/// What taking a file in would do; writes nothing.
///
/// # Errors
/// Every fault of the file ([`ServiceError::Calendar`]); what the engine reports.
pub fn calendar_preview(database: &mut Database, books: &Books, file: &CalendarFile<'_>) -> Result<CalendarPreview, ServiceError> {
    let draft = draft(books, file)?;
    let current = current(database, books, draft.year)?;
    let old = current.as_ref().map_or_else(|| by_law(&books.law.calendar, draft.year), |current| current.days.clone());
    let mut days: Vec<Day> = old.iter().chain(&draft.days).map(|named| named.day).collect();
    days.sort();
    days.dedup();
    let on = |list: &[NamedDay], day: Day| list.iter().find(|named| named.day == day).cloned();
    let changes = days.into_iter().map(|day| CalendarChange { old: on(&old, day), new: on(&draft.days, day) });
    let changes = changes.filter(|change| change.old.as_ref().map(|old| old.works) != change.new.as_ref().map(|new| new.works)).collect();
    Ok(CalendarPreview { draft, replaces: current.map(|current| current.version), changes })
}

/// Takes a year's calendar in: as a whole, in one audited transaction, or not at all.
///
/// # Errors
/// Every fault of the file ([`ServiceError::Calendar`]); a year that has a calendar, unless it may be replaced; what the engine reports.
pub fn calendar_import(url: &str, books: &Books, file: &CalendarFile<'_>, act: &Act<'_>) -> Result<CalendarImported, ServiceError> {
    // a file with faults makes no database
    draft(books, file)?;
    let (fresh, mut database) = Database::create_for(url)?;
    let access = Access::terminal(&mut database, act.actor, crate::clock::day_of(act.at))?;
    let imported = calendar_take_in(&mut database, &access, books, file, act)?;
    if !imported.unchanged {
        fresh.keep();
    }
    Ok(imported)
}

/// As [`calendar_import`], at a database there is.
///
/// # Errors
/// As [`calendar_import`]; [`ServiceError::Denied`].
pub fn calendar_take_in(
    database: &mut Database,
    access: &Access,
    books: &Books,
    file: &CalendarFile<'_>,
    act: &Act<'_>,
) -> Result<CalendarImported, ServiceError> {
    access.may(Action::CalendarWrite, &Object::Deployment)?;
    let draft = draft(books, file)?;
    let current = current(database, books, draft.year)?;
    let make_up_days = draft.days.iter().filter(|named| named.works).count();
    let mut imported = CalendarImported {
        year: draft.year,
        version: String::new(),
        replaces: current.as_ref().map(|current| current.version.clone()),
        unchanged: false,
        days_off: draft.days.len() - make_up_days,
        make_up_days,
    };
    if let Some(current) = &current {
        let notice_is_known = file.notice.is_none_or(|notice| current.notice.title.as_deref() == Some(notice));
        if current.days == draft.days && notice_is_known {
            return Ok(CalendarImported { version: current.version.clone(), replaces: None, unchanged: true, ..imported });
        }
        if !file.replace {
            return Err(ServiceError::said(
                format!("{}年的日历已经公布（版本 {}）；要以此文件替换，请加 --replace", current.year, current.version),
                format!(
                    "{} has a calendar already (version {}); to replace it with this file, add --replace",
                    current.year, current.version
                ),
            ));
        }
    }
    let source_sha256 = hex(&Sha256::digest(file.bytes));
    let new = NewCalendar {
        year: draft.year,
        notice: file.notice,
        addresses: &draft.addresses,
        source_sha256: &source_sha256,
        days: &draft.days,
        replaces: current.as_ref().map(|current| current.version.as_str()),
    };
    imported.version = database.calendar_import(&new, act)?;
    Ok(imported)
}

/// Every year with a calendar, and those up to the year after `today` that have none yet.
pub fn calendar_list(calendar: &Calendar, today: Day) -> CalendarList {
    let first = calendar.begins_on().year();
    let last = calendar.published().map(|year| year.year).max().unwrap_or(first).max(today.year() + 1);
    let listed = |year: i32| match calendar.year(year) {
        Some(known) => {
            let make_up_days = known.days.iter().filter(|named| named.works).count();
            CalendarListed {
                year,
                published: true,
                version: Some(known.version.clone()),
                notice: Some(known.notice.clone()),
                days_off: known.days.len() - make_up_days,
                make_up_days,
            }
        }
        None => {
            let days_off = by_law(calendar, year).len();
            CalendarListed { year, published: false, version: None, notice: None, days_off, make_up_days: 0 }
        }
    };
    CalendarList { years: (first..=last).map(listed).collect(), open_items: open_items(calendar, today) }
}

/// One year, in the version asked for or the one in force.
///
/// # Errors
/// A year no calendar reaches; a version there is not; what the engine reports.
pub fn calendar_show(url: &str, bundled: &Books, year: i32, version: Option<&str>) -> Result<CalendarShown, ServiceError> {
    calendar_year(Database::open_if_any(url)?.as_mut(), bundled, year, version)
}

/// As [`calendar_show`], of a database at hand.
///
/// # Errors
/// As [`calendar_show`].
pub fn calendar_year(
    database: Option<&mut Database>,
    bundled: &Books,
    year: i32,
    version: Option<&str>,
) -> Result<CalendarShown, ServiceError> {
    let calendar = &bundled.law.calendar;
    let stored = database.map_or_else(|| Ok(Vec::new()), |database| database.calendar_editions(year))?;
    let bundled = calendar.year(year).cloned().map(|calendar| (calendar, None));
    let editions: Vec<(CalendarYear, Option<Imported>)> = bundled.into_iter().chain(stored.into_iter().rev().map(edition)).collect();
    let versions: Vec<String> = editions.iter().map(|(calendar, _)| calendar.version.clone()).collect();
    let found = match version {
        Some(version) => editions.into_iter().find(|(calendar, _)| calendar.version == version),
        None => editions.into_iter().next_back(),
    };
    match (found, version) {
        (Some((calendar, imported)), _) => Ok(CalendarShown {
            year,
            version: Some(calendar.version),
            notice: Some(calendar.notice),
            article: None,
            days: calendar.days,
            imported,
            versions,
        }),
        (None, Some(version)) => Err(ServiceError::said(
            format!("{year}年的日历没有版本 {version}；现有：{}", if versions.is_empty() { "无".to_owned() } else { versions.join("、") }),
            format!(
                "{year} has no calendar of version {version}; there are: {}",
                if versions.is_empty() { "none".to_owned() } else { versions.join(", ") }
            ),
        )),
        (None, None) => {
            let years = calendar.festivals().years();
            if !years.contains(&year) {
                let (first, last) = years.into_inner();
                return Err(ServiceError::said(
                    format!("没有{year}年的日历：年份应在{first}至{last}之间"),
                    format!("there is no calendar of {year}: a year lies between {first} and {last}"),
                ));
            }
            let article = Some(calendar.festivals().cite(year));
            Ok(CalendarShown { year, version: None, notice: None, article, days: by_law(calendar, year), imported: None, versions })
        }
    }
}

fn edition(stored: StoredCalendar) -> (CalendarYear, Option<Imported>) {
    let StoredCalendar { calendar, source_sha256: sha256, imported_at: at, actor: by } = stored;
    (calendar, Some(Imported { at, by, sha256 }))
}

/// The days off of a year by law alone, each once.
fn by_law(calendar: &Calendar, year: i32) -> Vec<NamedDay> {
    let mut days: Vec<Day> = calendar.festivals().of_year(year).into_iter().map(|(day, _)| day).collect();
    days.sort();
    days.dedup();
    let named = |day| Some(NamedDay { day, works: false, festival: calendar.festivals().on(day)? });
    days.into_iter().filter_map(named).collect()
}
