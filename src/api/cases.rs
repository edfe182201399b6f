//! Case files: opened, listed, shown.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::events::NewEvent;
use super::reply::{Found, Made, Versioned};
use super::route::Opens;
use super::take::{InBody, InPath, InQuery};
use crate::domain::access::Action;
use crate::domain::case::{CaseKind, State, machine_of};
use crate::domain::deadline::Urgency;
use crate::domain::id::CaseId;
use crate::domain::words::Lang;
use crate::http::{Call, Problem, code};
use crate::service::{self, Books, CaseListed, CasePage, CaseQuery, CaseSort, CaseView, Cursor, Database, NewFile, ServiceError};

/// The case an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct CasePath {
    /// Id of the case.
    #[param(minimum = 1)]
    pub case: i64,
}

/// Which cases to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    /// Any part of a number in any bracket style, of a party's name, or of a unit's full or short name; terms parted by blanks must
    /// all be found.
    q: Option<String>,
    /// Only this kind: `reconsideration`, `respondent-reconsideration`, `litigation`.
    #[param(value_type = Option<String>)]
    kind: Option<CaseKind>,
    /// Only these states, by code, joined by commas.
    state: Option<String>,
    /// Only this unit and those below it, by full or short name.
    unit: Option<String>,
    /// Only this matter.
    matter: Option<String>,
    /// Only this management category.
    category: Option<String>,
    /// Only this officer, by name as recorded.
    officer: Option<String>,
    /// Only cases that arrived in this year.
    #[param(minimum = 1990, maximum = 2099)]
    year: Option<i32>,
    /// Only cases as urgent as this: `overdue`, `today`, `soon`, `later`, `none`.
    #[param(value_type = Option<String>)]
    due: Option<Urgency>,
    /// Only this closing outcome, by code.
    outcome: Option<String>,
    /// Only cases not yet concluded.
    open: Option<bool>,
    /// How the case number begins.
    number: Option<String>,
    /// In which order: `received`, the newest first; `number`, the highest first; `next-date`, the nearest first, of the cases
    /// that have one. `received` unless said.
    #[param(value_type = Option<String>)]
    sort: Option<CaseSort>,
    /// Where the list continues: `next` of the page before.
    cursor: Option<String>,
    /// Cases on a page, 1 to 200; 50 unless said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// One page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseList {
    /// Cases, in the order asked for.
    items: Vec<CaseLine>,
    /// Where the list continues; null at its end. A search that has looked at very many cases may answer a short page, or an
    /// empty one, that continues.
    next: Option<String>,
}

/// One case of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseLine {
    id: i64,
    /// Kind of case.
    kind: String,
    /// Case number.
    number: Option<String>,
    /// Kind of record, litigation only.
    instance: Option<String>,
    /// Code of its state.
    state: String,
    /// Applicants or plaintiffs.
    parties: String,
    matter: Option<String>,
    category: Option<String>,
    officer: Option<String>,
    /// The day it is listed under.
    listed_on: NaiveDate,
    received_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    concluded_on: Option<NaiveDate>,
    /// Code of the outcome.
    outcome: Option<String>,
    /// The earliest day anything we must or may do in it can be said to end.
    next_on: Option<NaiveDate>,
    /// How urgent it is: `overdue`, `today`, `soon`, `later`, `none`.
    due: &'static str,
}

impl From<CaseListed> for CaseLine {
    fn from(line: CaseListed) -> Self {
        Self {
            id: line.cursor.id.0,
            kind: line.kind,
            number: line.number,
            instance: line.instance,
            state: line.state,
            parties: line.parties,
            matter: line.matter,
            category: line.category,
            officer: line.officer,
            listed_on: line.cursor.listed_on,
            received_on: line.received_on,
            accepted_on: line.accepted_on,
            concluded_on: line.concluded_on,
            outcome: line.outcome,
            next_on: line.next_on,
            due: line.due.code(),
        }
    }
}

/// A case file about to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCaseBody {
    /// Kind: `reconsideration`, `respondent-reconsideration`, `litigation`.
    #[schema(value_type = String)]
    kind: CaseKind,
    /// Case number, in any bracket style; may come later.
    number: Option<String>,
    /// Unit that runs the file 承办机构, by full or short name.
    handler: Option<String>,
    /// Unit it concerns, by full or short name.
    unit: Option<String>,
    /// The event that opens it.
    event: NewEvent,
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseBody {
    id: i64,
    /// Kind of case.
    kind: &'static str,
    /// Case number.
    number: Option<String>,
    /// Number of entries in its history; also its ETag.
    version: usize,
    /// The import that brought it was undone: it is in no list and no figure.
    withdrawn: bool,
    /// Code of its state.
    state: &'static str,
    /// Name of its state.
    state_name: &'static str,
    /// Kind of record, litigation only.
    instance: Option<&'static str>,
    /// What changes inside a state.
    #[schema(value_type = Object)]
    attributes: crate::domain::case::Attributes,
    received_on: Option<NaiveDate>,
    accepted_on: Option<NaiveDate>,
    concluded_on: Option<NaiveDate>,
    /// Code of the outcome.
    outcome: Option<String>,
    /// Name of the outcome.
    outcome_name: Option<String>,
    matter: Option<String>,
    category: Option<String>,
    officer: Option<String>,
    court: Option<String>,
}

impl CaseBody {
    fn new(books: &Books, lang: Lang, id: CaseId, view: &CaseView) -> Self {
        let CaseView { stored, case } = view;
        let codes = &books.law.codes;
        let outcome = case.standing_outcome().map(ToString::to_string);
        let name = |code: &str| codes.outcome(code).map(|entry| if lang == Lang::Zh { entry.zh.clone() } else { entry.en.clone() });
        Self {
            id: id.0,
            kind: stored.kind.code(),
            number: stored.number.clone(),
            version: stored.version,
            withdrawn: stored.withdrawn,
            state: case.state.code(),
            state_name: machine_of(case).state_words(case.state).map_or("—", |words| words.in_lang(lang)),
            instance: case.instance.map(|instance| instance.code()),
            attributes: case.attributes.clone(),
            received_on: case.received_on,
            accepted_on: case.accepted_on,
            concluded_on: case.concluded_on,
            outcome_name: outcome.as_deref().and_then(name),
            outcome,
            matter: case.matter.clone(),
            category: case.category.clone(),
            officer: case.officer.clone(),
            court: case.court.clone(),
        }
    }
}

/// Cases on a page unless said.
const PAGE: u32 = 50;
/// Years a case can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;
/// Cases on a page at most.
const MOST: u32 = 200;

/// `GET /cases`.
pub(super) fn list(call: &Call, database: &mut Database, InQuery(query): InQuery<ListQuery>) -> Result<Found<CaseList>, Problem> {
    let limit = query.limit.unwrap_or(PAGE);
    if limit == 0 || limit > MOST {
        return Err(Problem::unacceptable("limit", format!("每页1至{MOST}件"), format!("a page has 1 to {MOST} cases")));
    }
    if query.year.is_some_and(|year| !YEARS.contains(&year)) {
        let (first, last) = (YEARS.start(), YEARS.end());
        return Err(Problem::unacceptable("year", format!("年份应在{first}至{last}之间"), format!("years run from {first} to {last}")));
    }
    let codes = query.state.iter().flat_map(|codes| codes.split(','));
    let state = codes.map(|code| State::from_code(code).ok_or_else(|| unknown_state(code))).collect::<Result<_, _>>()?;
    let after = query.cursor.as_deref().map(read_cursor).transpose()?;
    let asked = CaseQuery {
        text: query.q,
        kind: query.kind,
        state,
        unit: query.unit,
        matter: query.matter,
        category: query.category,
        officer: query.officer,
        year: query.year,
        due: query.due,
        outcome: query.outcome,
        open: query.open.unwrap_or_default(),
        number: query.number,
        sort: query.sort.unwrap_or_default(),
        after,
        limit,
    };
    let CasePage { cases, next } = service::case_page(database, &call.books, &asked, call.access()?)?;
    Ok(Found(CaseList { items: cases.into_iter().map(CaseLine::from).collect(), next: next.map(write_cursor) }))
}

/// `POST /cases`.
pub(super) fn create(call: &Call, database: &mut Database, InBody(body): InBody<NewCaseBody>) -> Result<Opens<Made<CaseBody>>, Problem> {
    let file = NewFile { kind: body.kind, number: body.number, handler: body.handler, unit: body.unit, entry: body.event.entry()? };
    let case = service::opening(database, call.access()?, &call.books, file).map_err(elsewhere)?;
    let view = service::case_to_be(&case, &call.books, call.today());
    let (books, lang) = (Arc::clone(&call.books), call.lang);
    let answer = move |id: CaseId| {
        let version = view.stored.version;
        Made { location: format!("{}/cases/{id}", super::BASE), version, body: CaseBody::new(&books, lang, id, &view) }
    };
    Ok(Opens { case, answer: Box::new(answer) })
}

/// `GET /cases/{case}`.
pub(super) fn show(
    call: &Call,
    database: &mut Database,
    InPath(path): InPath<CasePath>,
    epoch: &mut Option<i64>,
) -> Result<Versioned<CaseBody>, Problem> {
    let view = service::case_shown(database, call.access()?, &call.books, CaseId(path.case), epoch)?;
    Ok(Versioned(view.stored.version, CaseBody::new(&call.books, call.lang, view.stored.id, &view)))
}

/// A case the caller may do this to. One they may not even know of is not there.
pub(super) fn view(call: &Call, database: &mut Database, action: Action, case: i64) -> Result<CaseView, Problem> {
    Ok(service::case_for(database, call.access()?, action, &call.books, CaseId(case))?)
}

/// A case that would be opened for somebody else: that there are others is no secret.
fn elsewhere(error: ServiceError) -> Problem {
    match error {
        ServiceError::Denied(denial) => Problem { denied: Some(denial), ..Problem::new(code::FORBIDDEN, denial.sentence()) },
        error => error.into(),
    }
}

/// Names a state; case files that hold nothing have none.
fn unknown_state(code: &str) -> Problem {
    Problem::unacceptable("state", format!("没有代码为“{code}”的状态"), format!("there is no state \"{code}\""))
}

/// A cursor says nothing to anybody but us.
fn write_cursor(cursor: Cursor) -> String {
    URL_SAFE_NO_PAD.encode(format!("{} {}", cursor.listed_on, cursor.id))
}

fn read_cursor(text: &str) -> Result<Cursor, Problem> {
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let (day, id) = text.split_once(' ')?;
        Some(Cursor { listed_on: day.parse().ok()?, id: CaseId(id.parse().ok()?) })
    };
    read().ok_or_else(|| Problem::unacceptable("cursor", "cursor 应为前一页的 next", "cursor takes `next` of the page before"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let cursor = Cursor { listed_on: NaiveDate::from_ymd_opt(2024, 3, 1).unwrap(), id: CaseId(42) };
        assert_eq!(read_cursor(&write_cursor(cursor)).unwrap(), cursor);
        for wrong in ["", "42", "%", "AAAA", &URL_SAFE_NO_PAD.encode("2024-02-30 1"), &URL_SAFE_NO_PAD.encode("2024-03-01 x")] {
            assert_eq!(read_cursor(wrong).unwrap_err().field.as_deref(), Some("cursor"), "{wrong}");
        }
    }
}
