//! Lists of cases: filtered, newest first, a page at a time.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::connection::{Database, MultiBackend};
use super::error::StoreError;
use super::schema::{case_units, cases};
use crate::domain::Day;
use crate::domain::access::{Kinds, Reach, Scope};
use crate::domain::case::{CaseKind, State};
use crate::domain::id::{CaseId, UnitId};

/// Which cases a list shows; every field narrows it.
#[derive(Debug, Clone, Copy, Default)]
pub struct CaseFilter<'a> {
    /// Kind of case.
    pub kind: Option<CaseKind>,
    /// State.
    pub state: Option<State>,
    /// A unit on the case, or above one that is.
    pub unit: Option<UnitId>,
    /// Year of the day the case is listed under.
    pub year: Option<i32>,
    /// Only cases that are not concluded.
    pub open: bool,
    /// How the normalised number begins.
    pub number_prefix: Option<&'a str>,
}

/// Which part of a list.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Continue after this case; `None` starts at the newest.
    pub after: Option<Cursor>,
    /// Cases on a page.
    pub size: u32,
}

/// Place of a case in a list: by day, newest first, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Cursor {
    /// Day the case is listed under.
    pub listed_on: Day,
    /// The case.
    pub id: CaseId,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseListed {
    /// The case, and where the list continues after it.
    #[serde(flatten)]
    pub cursor: Cursor,
    /// Code of its kind.
    pub kind: String,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Kind of record, litigation only.
    pub instance: Option<String>,
    /// Code of its state.
    pub state: String,
    /// Applicants or plaintiffs.
    pub parties: String,
    /// Matter.
    pub matter: Option<String>,
    /// Officer.
    pub officer: Option<String>,
    /// Day received.
    pub received_on: Option<Day>,
    /// Day accepted.
    pub accepted_on: Option<Day>,
    /// Day concluded.
    pub concluded_on: Option<Day>,
    /// Closing outcome.
    pub outcome: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = cases)]
struct Line {
    id: i64,
    listed_on: Day,
    kind: String,
    number: Option<String>,
    instance: Option<String>,
    state: String,
    parties: String,
    matter: Option<String>,
    officer: Option<String>,
    received_on: Option<Day>,
    accepted_on: Option<Day>,
    concluded_on: Option<Day>,
    outcome: Option<String>,
}

type Condition<Source> = Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Bool>>;

/// The conditions on the case itself, over whichever tables the list reads.
macro_rules! conditions {
    ($filter:expr, $source:ty) => {{
        let filter: &CaseFilter<'_> = $filter;
        let mut all: Condition<$source> = Box::new(cases::withdrawn_at.is_null());
        if let Some(kind) = filter.kind {
            all = Box::new(all.and(cases::kind.eq(kind.code())));
        }
        if let Some(state) = filter.state {
            all = Box::new(all.and(cases::state.eq(state.code())));
        }
        if filter.open {
            all = Box::new(all.and(cases::concluded_on.is_null()));
        }
        if let Some(prefix) = filter.number_prefix {
            all = Box::new(all.and(cases::number.like(starts_with(prefix)).escape('\\').assume_not_null()));
        }
        all
    }};
}

/// One of these kinds. Spelt out, not `eq_any`: a statement of known shape is prepared once.
macro_rules! among {
    ($kind:expr, $kinds:expr, $source:ty) => {{
        let each = $kinds.iter().map(|kind| -> Condition<$source> { Box::new($kind.eq(kind.code())) });
        each.reduce(|any, kind| Box::new(any.or(kind))).unwrap_or_else(|| Box::new($kind.eq("")))
    }};
}

impl Database {
    /// One page of the cases a filter lets through within a scope, newest first.
    ///
    /// # Errors
    /// [`StoreError::UnknownYear`], or what the engine reports.
    pub fn cases_list(&mut self, filter: &CaseFilter<'_>, scope: &Scope, page: Page) -> Result<Vec<CaseListed>, StoreError> {
        let (first, last) = days(filter.year)?;
        let (day, id) = page.after.map_or((NaiveDate::MAX, i64::MAX), |cursor| (cursor.listed_on, cursor.id.0));
        let window = Window { first, day: day.min(last), id, size: i64::from(page.size) };
        // each reach comes out of its own index in order; pages of several are merged
        let mut lines: Vec<CaseListed> = Vec::new();
        for reach in &scope.0 {
            lines.extend(self.page_of(filter, reach, &window)?);
        }
        if scope.0.len() > 1 {
            lines.sort_by_key(|line| std::cmp::Reverse(line.cursor));
            lines.dedup_by_key(|line| line.cursor);
            lines.truncate(page.size as usize);
        }
        Ok(lines)
    }

    fn page_of(&mut self, filter: &CaseFilter<'_>, reach: &Reach, window: &Window) -> Result<Vec<CaseListed>, StoreError> {
        type Units = diesel::dsl::InnerJoinQuerySource<case_units::table, cases::table>;
        let Window { first, day, id, size } = *window;
        let everywhere = reach.handles.and(reach.concerned);
        let of_kinds = |kinds: Kinds| kinds.iter().map(CaseKind::code).collect::<Vec<_>>();
        // Two shapes, because each reads the index that has its order: the units of cases, or the cases.
        let lines: Vec<Line> = match filter.unit.or(reach.unit) {
            Some(unit) => {
                let mut query = case_units::table
                    .inner_join(cases::table)
                    .filter(case_units::unit_id.eq(unit.0).and(case_units::listed_on.between(first, day)))
                    .filter(case_units::listed_on.lt(day).or(case_units::case_id.lt(id)))
                    .filter(conditions!(filter, Units))
                    .order((case_units::listed_on.desc(), case_units::case_id.desc()))
                    .select(Line::as_select())
                    .limit(size)
                    .into_boxed();
                if filter.unit.is_some() {
                    query = query.filter(case_units::concerned);
                }
                query = match (reach.unit, filter.unit) {
                    (None, _) if everywhere == Kinds::ALL => query,
                    (None, _) => query.filter(among!(case_units::kind, everywhere, Units)),
                    (Some(_), None) => {
                        let handled = case_units::handles.and(among!(case_units::kind, reach.handles, Units));
                        let concerned = case_units::concerned.and(among!(case_units::kind, reach.concerned, Units));
                        query.filter(handled.or(concerned))
                    }
                    (Some(upper), Some(_)) => {
                        let above = diesel::alias!(case_units as above);
                        let handled = above.field(case_units::handles).and(above.field(case_units::kind).eq_any(of_kinds(reach.handles)));
                        let concerned =
                            above.field(case_units::concerned).and(above.field(case_units::kind).eq_any(of_kinds(reach.concerned)));
                        let same = above.field(case_units::case_id).eq(cases::id).and(above.field(case_units::unit_id).eq(upper.0));
                        query.filter(exists(above.filter(same).filter(handled.or(concerned))))
                    }
                };
                query.load(self.connection())?
            }
            None => {
                let mut query = cases::table
                    .filter(cases::listed_on.between(first, day))
                    .filter(cases::listed_on.lt(day).or(cases::id.lt(id)))
                    .filter(conditions!(filter, cases::table))
                    .order((cases::listed_on.desc(), cases::id.desc()))
                    .select(Line::as_select())
                    .limit(size)
                    .into_boxed();
                if everywhere != Kinds::ALL {
                    query = query.filter(among!(cases::kind, everywhere, cases::table));
                }
                query.load(self.connection())?
            }
        };
        Ok(lines.into_iter().map(CaseListed::from).collect())
    }
}

/// Which cases of the order a page may show.
struct Window {
    first: Day,
    day: Day,
    id: i64,
    size: i64,
}

impl From<Line> for CaseListed {
    fn from(line: Line) -> Self {
        Self {
            cursor: Cursor { listed_on: line.listed_on, id: CaseId(line.id) },
            kind: line.kind,
            number: line.number,
            instance: line.instance,
            state: line.state,
            parties: line.parties,
            matter: line.matter,
            officer: line.officer,
            received_on: line.received_on,
            accepted_on: line.accepted_on,
            concluded_on: line.concluded_on,
            outcome: line.outcome,
        }
    }
}

/// First and last day of a year, or of all years a database can write in four digits (SQLite compares days as text).
fn days(year: Option<i32>) -> Result<(Day, Day), StoreError> {
    const YEARS: RangeInclusive<i32> = 1..=9999;
    let (first, last) = year.map_or((*YEARS.start(), *YEARS.end()), |year| (year, year));
    let first_day = NaiveDate::from_ymd_opt(first, 1, 1).filter(|_| YEARS.contains(&first));
    first_day.zip(NaiveDate::from_ymd_opt(last, 12, 31)).ok_or(StoreError::UnknownYear { year: first })
}

/// The LIKE pattern of texts that begin so.
fn starts_with(prefix: &str) -> String {
    let escaped = prefix.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("{escaped}%")
}
