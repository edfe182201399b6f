//! What is due: the stored deadlines as they stand on a day, soonest first, a page at a time, and how many there are.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::connection::{AnyConnection, Database, MultiBackend};
use super::error::StoreError;
use super::schema::{cases, deadlines};
use crate::domain::Day;
use crate::domain::deadline::DeadlineState;
use crate::domain::id::{CaseId, UnitId};

/// Which deadlines are asked for.
#[derive(Debug, Clone, Copy)]
pub struct DeadlineFilter {
    /// The day they are read on.
    pub on: Day,
    /// Only those this unit must keep.
    pub unit: Option<UnitId>,
    /// Only those due on this day or later.
    pub from: Option<Day>,
    /// Only those due on this day or earlier.
    pub until: Option<Day>,
    /// Only our own duties and rights.
    pub ours: bool,
    /// Only those that are overdue.
    pub overdue: bool,
}

impl DeadlineFilter {
    /// All that is pending on a day.
    pub fn on(day: Day) -> Self {
        Self { on: day, unit: None, from: None, until: None, ours: false, overdue: false }
    }
}

/// Place of a deadline in a list: by the earliest day it ends, then by case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct DeadlineCursor {
    /// The earliest day it can be said to end.
    pub safe_on: Day,
    /// The case.
    pub case: CaseId,
    /// Its place among those of the case.
    #[serde(skip)]
    pub serial: i32,
}

/// A pending deadline as it stands on the day asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadlineListed {
    /// The case.
    pub case: CaseId,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Officer.
    pub officer: Option<String>,
    /// Its place among those of the case.
    pub serial: i32,
    /// Id of the rule, or code of the instrument that fixes the day.
    pub rule: String,
    /// Day it runs from; for a notice the day of the event.
    pub from: Day,
    /// The earliest day it can be said to end; nothing while the clock stands.
    pub safe_on: Option<Day>,
    /// The latest.
    pub latest_on: Option<Day>,
    /// Last day before a holiday moved it.
    pub nominal_on: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// Runs from a day that is only presumed.
    pub estimated: bool,
    /// Our duty or right, seen from the record.
    pub ours: bool,
    /// The unit of the district that must act.
    pub unit: Option<UnitId>,
    /// How it stands.
    pub state: DeadlineState,
}

impl DeadlineListed {
    /// Where a list goes on after it; one whose clock stands is in no list by day.
    pub fn cursor(&self) -> Option<DeadlineCursor> {
        Some(DeadlineCursor { safe_on: self.safe_on?, case: self.case, serial: self.serial })
    }
}

/// How many deadlines stand how on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct DeadlineCounts {
    /// Running, and not due yet.
    pub open: i64,
    /// Due today, on either reading of an unsettled law.
    pub due_today: i64,
    /// Run out.
    pub overdue: i64,
    /// Run out by a day that is only presumed: service is not proved.
    pub estimated: i64,
    /// Clock stopped.
    pub suspended: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = deadlines)]
pub(super) struct Line {
    case_id: i64,
    serial: i32,
    rule: String,
    from_on: Day,
    safe_on: Option<Day>,
    latest_on: Option<Day>,
    nominal_on: Option<Day>,
    provisional: bool,
    estimated: bool,
    ours: bool,
    unit_id: i64,
}

type Condition<Source> = Box<dyn BoxableExpression<Source, MultiBackend, SqlType = Bool>>;

/// The conditions on a deadline, over whichever tables are read.
macro_rules! conditions {
    ($filter:expr, $source:ty) => {{
        let filter: &DeadlineFilter = $filter;
        let mut all: Condition<$source> = Box::new(deadlines::shown_from.le(filter.on).and(deadlines::shown_until.ge(filter.on)));
        if let Some(unit) = filter.unit {
            all = Box::new(all.and(deadlines::unit_id.eq(unit.0)));
        }
        if let Some(from) = filter.from {
            all = Box::new(all.and(deadlines::safe_on.ge(from).assume_not_null()));
        }
        if let Some(until) = filter.until {
            all = Box::new(all.and(deadlines::safe_on.le(until).assume_not_null()));
        }
        if filter.ours {
            all = Box::new(all.and(deadlines::ours.eq(true)));
        }
        if filter.overdue {
            // nobody is late by a day that is only presumed
            all = Box::new(all.and(deadlines::latest_on.lt(filter.on).assume_not_null()).and(deadlines::estimated.eq(false)));
        }
        all
    }};
}

impl Database {
    /// Pending deadlines that have a day, the earliest first; `after` continues behind the last one of the page before.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn deadlines_due(
        &mut self,
        filter: &DeadlineFilter,
        after: Option<DeadlineCursor>,
        size: u32,
    ) -> Result<Vec<DeadlineListed>, StoreError> {
        type Both = diesel::dsl::InnerJoinQuerySource<deadlines::table, cases::table>;
        let mut further: Condition<Both> = Box::new(deadlines::safe_on.is_not_null());
        if let Some(DeadlineCursor { safe_on, case, serial }) = after {
            let behind = deadlines::case_id.gt(case.0).or(deadlines::case_id.eq(case.0).and(deadlines::serial.gt(serial)));
            let later = deadlines::safe_on.gt(safe_on).assume_not_null();
            // the first condition alone narrows the index; the second is exact
            further = Box::new(deadlines::safe_on.ge(safe_on).assume_not_null().and(later.or(behind)));
        }
        let lines: Vec<(Line, Option<String>, Option<String>)> = deadlines::table
            .inner_join(cases::table)
            .filter(conditions!(filter, Both))
            .filter(further)
            .order((deadlines::safe_on, deadlines::case_id, deadlines::serial))
            .select((Line::as_select(), cases::number, cases::officer))
            .limit(i64::from(size))
            .load(self.connection())?;
        Ok(lines.into_iter().map(|line| listed(line, filter.on)).collect())
    }

    /// What is pending in one case on a day, the earliest end first, standing clocks last.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn deadlines_of(&mut self, case: CaseId, on: Day) -> Result<Vec<DeadlineListed>, StoreError> {
        let lines: Vec<(Line, Option<String>, Option<String>)> = deadlines::table
            .inner_join(cases::table)
            .filter(deadlines::case_id.eq(case.0).and(deadlines::shown_from.le(on)).and(deadlines::shown_until.ge(on)))
            .order((deadlines::safe_on.is_null(), deadlines::safe_on, deadlines::serial))
            .select((Line::as_select(), cases::number, cases::officer))
            .load(self.connection())?;
        Ok(lines.into_iter().map(|line| listed(line, on)).collect())
    }

    /// The next thing of ours in each of these cases: the one whose earliest end comes first, else one whose clock stands.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn deadlines_next(&mut self, of: &[CaseId], on: Day) -> Result<HashMap<CaseId, DeadlineListed>, StoreError> {
        let of: Vec<i64> = of.iter().map(|case| case.0).collect();
        let lines: Vec<(Line, Option<String>, Option<String>)> = deadlines::table
            .inner_join(cases::table)
            .filter(deadlines::case_id.eq_any(of).and(deadlines::ours))
            .filter(deadlines::shown_from.le(on).and(deadlines::shown_until.ge(on)))
            .order((deadlines::case_id, deadlines::safe_on.is_null(), deadlines::safe_on, deadlines::serial))
            .select((Line::as_select(), cases::number, cases::officer))
            .load(self.connection())?;
        let mut next = HashMap::new();
        for line in lines.into_iter().map(|line| listed(line, on)) {
            next.entry(line.case).or_insert(line);
        }
        Ok(next)
    }

    /// How many of the deadlines a filter lets through stand how on its day.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn deadlines_count(&mut self, filter: &DeadlineFilter) -> Result<DeadlineCounts, StoreError> {
        self.read(|connection| {
            let safe = deadlines::safe_on.assume_not_null();
            let latest = deadlines::latest_on.assume_not_null();
            let on = filter.on;
            Ok(DeadlineCounts {
                open: count(connection, filter, Box::new(deadlines::safe_on.is_not_null().and(safe.gt(on))))?,
                due_today: count(connection, filter, Box::new(deadlines::safe_on.is_not_null().and(safe.le(on)).and(latest.ge(on))))?,
                overdue: count(
                    connection,
                    filter,
                    Box::new(deadlines::safe_on.is_not_null().and(latest.lt(on)).and(deadlines::estimated.eq(false))),
                )?,
                estimated: count(
                    connection,
                    filter,
                    Box::new(deadlines::safe_on.is_not_null().and(latest.lt(on)).and(deadlines::estimated.eq(true))),
                )?,
                suspended: count(connection, filter, Box::new(deadlines::safe_on.is_null()))?,
            })
        })
    }
}

fn count(connection: &mut AnyConnection, filter: &DeadlineFilter, standing: Condition<deadlines::table>) -> Result<i64, StoreError> {
    let rows = deadlines::table.filter(conditions!(filter, deadlines::table)).filter(standing);
    Ok(rows.count().get_result(connection)?)
}

pub(super) fn listed((line, number, officer): (Line, Option<String>, Option<String>), on: Day) -> DeadlineListed {
    DeadlineListed {
        case: CaseId(line.case_id),
        number,
        officer,
        serial: line.serial,
        rule: line.rule,
        from: line.from_on,
        safe_on: line.safe_on,
        latest_on: line.latest_on,
        nominal_on: line.nominal_on,
        provisional: line.provisional,
        estimated: line.estimated,
        ours: line.ours,
        unit: (line.unit_id != 0).then_some(UnitId(line.unit_id)),
        state: DeadlineState::of_pending(line.safe_on, line.latest_on, line.estimated, on),
    }
}
