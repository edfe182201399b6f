//! What a person finds in the morning: what is due, who must be in court, what lies open without a date, what others have done.

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use serde_json::Value;

use super::access::Access;
use super::books::Books;
use super::error::ServiceError;
use super::lines::{NextDate, next_date};
use crate::domain::access::Action;
use crate::domain::audit::AuditAction;
use crate::domain::case::event::EventKind;
use crate::domain::id::{CaseId, PersonId};
use crate::domain::words::Words;
use crate::store::{AuditFilter, Database, DeadlineListed, Mine, Near, Undated};

/// Dates looked up, and cases and news shown, at most.
const DATES: u32 = 200;
const FEW: u32 = 20;
/// Days ahead that are looked at.
const HEARINGS_AHEAD: i64 = 14;
const DATES_AHEAD: i64 = 30;
/// Rows of the trail that are read for news, and at a time.
const TRAIL: usize = 400;
const PAGE: i64 = 100;
/// How far back news go where the last visit is not known.
const NEWS_BACK: i64 = 7;

/// A date of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateLine {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: Option<String>,
    /// Its officer.
    pub officer: Option<String>,
    /// What must be done and how it stands.
    pub next: NextDate,
}

/// Something others have done in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: Option<String>,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Who.
    pub by: String,
    /// What: names of events, or of the act.
    pub what: Vec<Words>,
}

/// The morning of a person.
#[derive(Debug)]
pub struct Morning {
    /// Whether only cases of the person are meant; otherwise all within reach.
    pub mine: bool,
    /// Our dates that have passed or come within thirty days, the earliest first.
    pub dates: Vec<DateLine>,
    /// There are more.
    pub more: bool,
    /// Hearings of the next fourteen days.
    pub hearings: Vec<DateLine>,
    /// Open cases in which nothing is pending.
    pub undated: Vec<Undated>,
    /// What others have done since.
    pub news: Vec<News>,
    /// Since when.
    pub since: NaiveDateTime,
}

/// The morning of whoever has cases. `mine`: only the person's own; where it is not said, the own ones if there are any.
///
/// # Errors
/// [`ServiceError::Denied`] for who has none to see, or what the engine reports.
pub fn morning(
    database: &mut Database,
    access: &Access,
    books: &Books,
    person: PersonId,
    mine: Option<bool>,
    since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Morning, ServiceError> {
    let scope = access.scope(Action::CaseList)?;
    let name = database.person(person)?.display_name;
    let today = access.today;
    let own = Mine { person, name: &name };
    let near = |mine: Option<bool>, hearings: bool, days: i64| Near {
        on: today,
        since: None,
        until: today + Duration::days(days),
        mine: (mine == Some(true)).then_some(own),
        hearings,
    };
    let mut dates = database.dates_near(&near(Some(mine != Some(false)), false, DATES_AHEAD), &scope, DATES)?;
    let mine = mine.unwrap_or(!dates.is_empty());
    if !mine {
        dates = database.dates_near(&near(None, false, DATES_AHEAD), &scope, DATES)?;
    }
    let hearings = database.dates_near(&near(Some(mine), true, HEARINGS_AHEAD), &scope, FEW)?;
    let line = |deadline: DeadlineListed| DateLine {
        next: next_date(books, &deadline, today),
        case: deadline.case,
        number: deadline.number,
        officer: deadline.officer,
    };
    let since = since.unwrap_or(now - Duration::days(NEWS_BACK)).naive_utc();
    Ok(Morning {
        mine,
        more: dates.len() == DATES as usize,
        dates: dates.into_iter().map(line).collect(),
        hearings: hearings.into_iter().map(line).collect(),
        undated: database.cases_undated(today, &scope, mine.then_some(own), FEW)?,
        news: news(database, access, since)?,
        since,
    })
}

/// What others have done since in cases the reader may see, the newest first.
fn news(database: &mut Database, access: &Access, since: NaiveDateTime) -> Result<Vec<News>, ServiceError> {
    let (mut found, mut before, mut read) = (Vec::new(), None, 0);
    while read < TRAIL && found.len() < FEW as usize {
        let rows = database.audit_list(&AuditFilter { before, ..AuditFilter::default() }, PAGE)?;
        let Some(last) = rows.last() else { break };
        (before, read) = (Some(last.id), read + rows.len());
        for row in &rows {
            if row.at <= since {
                return Ok(found);
            }
            let case = row.subject.strip_prefix("case ").and_then(|id| id.parse().ok()).map(CaseId);
            let (Some(case), Some(what)) = (case.filter(|_| row.actor != access.principal.name), told(&row.action, &row.details)) else {
                continue;
            };
            if found.len() < FEW as usize && access.may_case(database, Action::CaseRead, case).is_ok() {
                let number = database.case_history(case)?.number;
                found.push(News { case, number, at: row.at, by: row.actor.clone(), what });
            }
        }
    }
    Ok(found)
}

/// What a row of the trail tells of a case; `None` for what is no news.
fn told(action: &str, details: &str) -> Option<Vec<Words>> {
    let action = AuditAction::from_code(action)?;
    match action {
        AuditAction::CaseCreated | AuditAction::CaseAppended => {
            let details: Value = serde_json::from_str(details).ok()?;
            let codes = details["entries"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let events: Vec<Words> = codes.filter_map(EventKind::of).map(|kind| kind.words).collect();
            Some(if events.is_empty() { vec![action.words()] } else { events })
        }
        AuditAction::CaseAssigned | AuditAction::DocumentAdded | AuditAction::ApprovalRequested | AuditAction::ApprovalDecided => {
            Some(vec![action.words()])
        }
        _ => None,
    }
}
