//! Lists of cases: filtered, sorted, a page at a time.
//!
//! A list is read in one of three ways, each in the order of an index. By day: the cases, or those of a unit. By number or by next
//! date: the ids in that order, a stretch at a time, and then their cases. By what cases are found by ([`search`](super::search)):
//! their places, and then their cases. Whatever an index promised is decided once more on the rows themselves.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use diesel::dsl::{exists, min, not};
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::connection::{Database, MultiBackend};
use super::error::StoreError;
use super::schema::{case_units, cases, deadlines};
use super::stretches;
use crate::domain::Day;
use crate::domain::access::{Kinds, Reach, Scope};
use crate::domain::case::parts::words;
use crate::domain::case::{CaseKind, State};
use crate::domain::deadline::{Urgency, UrgencyDays};
use crate::domain::id::{CaseId, UnitId};
use crate::domain::search::{Folded, Terms};

words! {
    /// What a list of cases is sorted by.
    #[derive(Default)]
    CaseSort {
        #[default]
        Received = "received" "收到日期" "day received",
        Number = "number" "案号" "case number",
        NextDate = "next-date" "下一期限" "next date",
    }
}

/// Which cases a list shows, in which order; every field but the last two narrows it.
#[derive(Debug, Clone, Copy, Default)]
pub struct CaseFilter<'a> {
    /// Part of a number, of a party's name or of a unit's.
    pub terms: Option<&'a Terms>,
    /// Kind of case.
    pub kind: Option<CaseKind>,
    /// States, any of them; none given: whatever state.
    pub states: &'a [State],
    /// A unit on the case, or above one that is.
    pub unit: Option<UnitId>,
    /// Matter 事项／案由.
    pub matter: Option<&'a str>,
    /// Management category 行政管理类别.
    pub category: Option<&'a str>,
    /// Officer 承办人, by name.
    pub officer: Option<&'a str>,
    /// Code of the closing outcome.
    pub outcome: Option<&'a str>,
    /// Year of the day the case is listed under.
    pub year: Option<i32>,
    /// Only cases that are not concluded.
    pub open: bool,
    /// How the normalised number begins.
    pub number_prefix: Option<&'a str>,
    /// How urgent it is.
    pub due: Option<Urgency>,
    /// The days urgency is measured by.
    pub days: UrgencyDays,
    /// In which order: the newest received first, the highest number first, the nearest date first. A list by next date holds
    /// the cases that have one.
    pub sort: CaseSort,
}

impl CaseFilter<'_> {
    /// Whether the index by day alone leads to its cases: what narrows it further is seldom rare.
    fn walks_by_day(&self) -> bool {
        let rare = [self.matter, self.category, self.officer, self.outcome].iter().any(Option::is_some) || !self.states.is_empty();
        self.is_by_day() && !rare
    }

    /// Whether days order its cases, and columns of the case alone narrow them.
    fn is_by_day(&self) -> bool {
        self.sort == CaseSort::Received && self.terms.is_none() && self.due.is_none_or(|due| due == Urgency::None)
    }
}

/// Cases of a unit and year that are walked through at most.
const WALKED: i64 = 4096;
/// Lists of a unit and year that are read the way the count of its cases told before it is asked for again.
const RELIED_ON: u32 = 256;
/// Units and years whose way is remembered at most.
const REMEMBERED: usize = 4096;

/// Which years of which units have so few cases that they are walked through, and how many more lists may rely on it. Either way finds
/// the same cases: a count that has meanwhile changed costs time, nothing else.
#[derive(Default)]
pub(super) struct Ways(HashMap<(UnitId, i32), (bool, u32)>);

impl Ways {
    fn relied_on(&mut self, of: (UnitId, i32)) -> Option<bool> {
        let (short, left) = self.0.get_mut(&of)?;
        *left = left.checked_sub(1)?;
        Some(*short)
    }

    fn remember(&mut self, of: (UnitId, i32), short: bool) {
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(of, (short, RELIED_ON));
    }
}

/// Which part of a list.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Continue after this case; `None` starts at the top.
    pub after: Option<Cursor>,
    /// Cases on a page.
    pub size: u32,
}

/// Place of a case in a list: by day, newest first, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Cursor {
    /// Day the case is listed under; where a list by next date goes on, that date.
    pub listed_on: Day,
    /// The case.
    pub id: CaseId,
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Its cases.
    pub cases: Vec<CaseListed>,
    /// Where the list continues; `None` at its end. A search that has looked at very many cases stops on the way: its page is
    /// short, perhaps empty, and the list continues.
    pub next: Option<Cursor>,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseListed {
    /// The case, and its place by day.
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
    /// Management category.
    pub category: Option<String>,
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
    /// The earliest day anything we must or may do in it can be said to end.
    pub next_on: Option<Day>,
    /// How urgent it is.
    pub due: Urgency,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = cases)]
pub(super) struct Line {
    pub(super) id: i64,
    listed_on: Day,
    pub(super) kind: String,
    pub(super) number: Option<String>,
    instance: Option<String>,
    state: String,
    pub(super) parties: String,
    matter: Option<String>,
    category: Option<String>,
    pub(super) officer: Option<String>,
    pub(super) court: Option<String>,
    received_on: Option<Day>,
    accepted_on: Option<Day>,
    concluded_on: Option<Day>,
    outcome: Option<String>,
    third_parties: String,
    pub(super) number_order: String,
}

/// The earliest end of what is pending in a case, and the earliest of the latest ends.
type Ends = (Option<Day>, Option<Day>);

type Condition<Source> = Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Bool>>;

/// A duty or right of ours in the case at hand that is pending today, and that this holds of.
macro_rules! pending {
    ($filter:expr, $holds:expr) => {{
        let today = $filter.days.today;
        let shown = deadlines::shown_from.le(today).and(deadlines::shown_until.ge(today)).and(deadlines::ours);
        exists(deadlines::table.filter(deadlines::case_id.eq(cases::id).and(shown)).filter(deadlines::safe_on.is_not_null().and($holds)))
    }};
}

/// The conditions on the case itself, over whichever tables the list reads.
macro_rules! conditions {
    ($filter:expr, $source:ty) => {{
        let filter: &CaseFilter<'_> = $filter;
        let mut all: Condition<$source> = Box::new(cases::withdrawn_at.is_null());
        if let Some(kind) = filter.kind {
            all = Box::new(all.and(cases::kind.eq(kind.code())));
        }
        if let [first, rest @ ..] = filter.states {
            let mut any: Condition<$source> = Box::new(cases::state.eq(first.code()));
            for state in rest {
                any = Box::new(any.or(cases::state.eq(state.code())));
            }
            all = Box::new(all.and(any));
        }
        if let Some(matter) = filter.matter {
            all = Box::new(all.and(cases::matter.eq(matter.to_owned()).assume_not_null()));
        }
        if let Some(category) = filter.category {
            all = Box::new(all.and(cases::category.eq(category.to_owned()).assume_not_null()));
        }
        if let Some(officer) = filter.officer {
            all = Box::new(all.and(cases::officer.eq(officer.to_owned()).assume_not_null()));
        }
        if let Some(outcome) = filter.outcome {
            all = Box::new(all.and(cases::outcome.eq(outcome.to_owned()).assume_not_null()));
        }
        if filter.open {
            all = Box::new(all.and(cases::concluded_on.is_null()));
        }
        if let Some(prefix) = filter.number_prefix {
            all = Box::new(all.and(cases::number.like(starts_with(prefix)).escape('\\').assume_not_null()));
        }
        let by = |day: Day| deadlines::safe_on.le(day).assume_not_null();
        let UrgencyDays { today, soon_until } = filter.days;
        let overdue = deadlines::latest_on.lt(today).assume_not_null();
        all = match filter.due {
            None => all,
            Some(Urgency::Overdue) => Box::new(all.and(pending!(filter, overdue))),
            Some(Urgency::Today) => Box::new(all.and(pending!(filter, by(today))).and(not(pending!(filter, overdue)))),
            Some(Urgency::Soon) => Box::new(all.and(pending!(filter, by(soon_until))).and(not(pending!(filter, by(today))))),
            Some(Urgency::Later) => {
                let some = pending!(filter, deadlines::safe_on.is_not_null());
                Box::new(all.and(some).and(not(pending!(filter, by(soon_until)))))
            }
            Some(Urgency::None) => Box::new(all.and(not(pending!(filter, deadlines::safe_on.is_not_null())))),
        };
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

/// Of a unit: the rows of the case at hand.
macro_rules! of_unit {
    ($unit:expr, $stands:expr) => {
        exists(case_units::table.filter(case_units::case_id.eq(cases::id).and(case_units::unit_id.eq($unit.0)).and($stands)))
    };
}

/// Whether a case lies within a scope.
pub(super) fn within(scope: &Scope) -> Condition<cases::table> {
    let reached = |reach: &Reach| -> Condition<cases::table> {
        match reach.unit {
            None => among!(cases::kind, reach.handles.and(reach.concerned), cases::table),
            Some(unit) => {
                let handled = of_unit!(unit, case_units::handles).and(among!(cases::kind, reach.handles, cases::table));
                let concerned = of_unit!(unit, case_units::concerned).and(among!(cases::kind, reach.concerned, cases::table));
                Box::new(handled.or(concerned))
            }
        }
    };
    scope.0.iter().map(reached).reduce(|any, one| Box::new(any.or(one))).unwrap_or_else(|| Box::new(cases::id.lt(0)))
}

impl Database {
    /// One page of the cases a filter lets through within a scope.
    ///
    /// # Errors
    /// [`StoreError::UnknownYear`], or what the engine reports.
    pub fn cases_list(&mut self, filter: &CaseFilter<'_>, scope: &Scope, page: Page) -> Result<Listing, StoreError> {
        let (first, last) = days(filter.year)?;
        // one case more tells whether the list goes on
        let wanted = page.size as usize + 1;
        let walks = filter.walks_by_day() || (filter.is_by_day() && self.is_short(filter, first, last)?);
        let (lines, stopped_at) = if walks {
            let (day, id) = page.after.map_or((NaiveDate::MAX, i64::MAX), |cursor| (cursor.listed_on, cursor.id.0));
            let window = Window { first, day: day.min(last), id, size: wanted as i64 };
            (self.newest(filter, scope, &window)?, None)
        } else {
            stretches::gather(self, filter, scope, (first, last), page.after, wanted)?
        };
        self.listing(lines, stopped_at, filter, page.size as usize)
    }

    /// Whether a filter asks for the year of a unit that has so few cases that they are walked through sooner than narrowed down.
    fn is_short(&mut self, filter: &CaseFilter<'_>, first: Day, last: Day) -> Result<bool, StoreError> {
        let (Some(unit), Some(year)) = (filter.unit, filter.year) else { return Ok(false) };
        if let Some(short) = self.ways().relied_on((unit, year)) {
            return Ok(short);
        }
        let further: Option<i64> = case_units::table
            .filter(case_units::unit_id.eq(unit.0).and(case_units::listed_on.between(first, last)))
            .order((case_units::listed_on.desc(), case_units::case_id.desc()))
            .select(case_units::case_id)
            .offset(WALKED)
            .first(self.connection())
            .optional()?;
        self.ways().remember((unit, year), further.is_none());
        Ok(further.is_none())
    }

    /// The newest cases in a window: each reach comes out of its own index in order; pages of several are merged.
    fn newest(&mut self, filter: &CaseFilter<'_>, scope: &Scope, window: &Window) -> Result<Vec<Placed>, StoreError> {
        let mut lines: Vec<Line> = Vec::new();
        for reach in &scope.0 {
            lines.extend(self.page_of(filter, reach, window)?);
        }
        if scope.0.len() > 1 {
            lines.sort_by_key(|line| std::cmp::Reverse((line.listed_on, line.id)));
            lines.dedup_by_key(|line| line.id);
            lines.truncate(window.size as usize);
        }
        Ok(lines.into_iter().map(|line| Placed { at: line.place(), line }).collect())
    }

    /// A page out of the lines that were found, at most one too many.
    fn listing(
        &mut self,
        mut lines: Vec<Placed>,
        stopped_at: Option<Cursor>,
        filter: &CaseFilter<'_>,
        size: usize,
    ) -> Result<Listing, StoreError> {
        let goes_on = lines.len() > size;
        lines.truncate(size);
        let next = if goes_on { lines.last().map(|last| last.at) } else { stopped_at };
        let ids: Vec<i64> = lines.iter().map(|placed| placed.line.id).collect();
        let mut ends = self.ends(&ids, filter.days.today)?;
        let listed = lines.into_iter().map(|Placed { line, .. }| {
            let (next_on, latest_on) = ends.remove(&line.id).unwrap_or_default();
            let overdue = latest_on.is_some_and(|latest| latest < filter.days.today);
            CaseListed::new(line, next_on, Urgency::of(overdue, next_on, filter.days))
        });
        Ok(Listing { cases: listed.collect(), next })
    }

    /// Of what we must or may do in cases, as pending on a day: the earliest end, and the earliest of the latest ends.
    fn ends(&mut self, cases: &[i64], on: Day) -> Result<HashMap<i64, Ends>, StoreError> {
        if cases.is_empty() {
            return Ok(HashMap::new());
        }
        let shown = deadlines::shown_from.le(on).and(deadlines::shown_until.ge(on)).and(deadlines::ours);
        let rows: Vec<(i64, Option<Day>, Option<Day>)> = deadlines::table
            .filter(deadlines::case_id.eq_any(cases).and(shown).and(deadlines::safe_on.is_not_null()))
            .group_by(deadlines::case_id)
            .select((deadlines::case_id, min(deadlines::safe_on), min(deadlines::latest_on)))
            .load(self.connection())?;
        Ok(rows.into_iter().map(|(case, safe, latest)| (case, (safe, latest))).collect())
    }

    /// Those of some cases that a filter lets through within a scope.
    pub(super) fn lines_of(&mut self, ids: &[i64], filter: &CaseFilter<'_>, scope: &Scope) -> Result<HashMap<i64, Line>, StoreError> {
        let (first, last) = days(filter.year)?;
        let mut query = cases::table
            .filter(cases::id.eq_any(ids))
            .filter(conditions!(filter, cases::table))
            .filter(within(scope))
            .select(Line::as_select())
            .into_boxed();
        if filter.year.is_some() {
            query = query.filter(cases::listed_on.between(first, last));
        }
        if let Some(unit) = filter.unit {
            query = query.filter(of_unit!(unit, case_units::concerned));
        }
        let lines: Vec<Line> = query.load(self.connection())?;
        Ok(lines.into_iter().map(|line| (line.id, line)).collect())
    }

    fn page_of(&mut self, filter: &CaseFilter<'_>, reach: &Reach, window: &Window) -> Result<Vec<Line>, StoreError> {
        type Units = diesel::dsl::InnerJoinQuerySource<case_units::table, cases::table>;
        let Window { first, day, id, size } = *window;
        let everywhere = reach.handles.and(reach.concerned);
        let of_kinds = |kinds: Kinds| kinds.iter().map(CaseKind::code).collect::<Vec<_>>();
        // Two shapes, because each reads the index that has its order: the units of cases, or the cases.
        Ok(match filter.unit.or(reach.unit) {
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
        })
    }
}

/// Which cases of the order a page may show.
struct Window {
    first: Day,
    day: Day,
    id: i64,
    size: i64,
}

/// A line where it stands in the order of the list at hand.
pub(super) struct Placed {
    pub(super) at: Cursor,
    pub(super) line: Line,
}

impl Line {
    pub(super) fn place(&self) -> Cursor {
        Cursor { listed_on: self.listed_on, id: CaseId(self.id) }
    }

    /// The texts it is found by.
    pub(super) fn folded(&self) -> Folded {
        Folded::new(self.number.as_deref(), [self.parties.as_str(), &self.third_parties])
    }
}

impl CaseListed {
    fn new(line: Line, next_on: Option<Day>, due: Urgency) -> Self {
        Self {
            cursor: line.place(),
            kind: line.kind,
            number: line.number,
            instance: line.instance,
            state: line.state,
            parties: line.parties,
            matter: line.matter,
            category: line.category,
            officer: line.officer,
            received_on: line.received_on,
            accepted_on: line.accepted_on,
            concluded_on: line.concluded_on,
            outcome: line.outcome,
            next_on,
            due,
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
