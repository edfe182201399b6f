//! What a person finds in the morning, within their scope: dates that are near, hearings ahead, open cases without a date.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::connection::Database;
use super::due::{DeadlineListed, Line, listed};
use super::error::StoreError;
use super::schema::{case_units, cases, deadlines};
use crate::domain::Day;
use crate::domain::access::{Kinds, Reach, Scope};
use crate::domain::case::CaseKind;
use crate::domain::case::mark::Instrument;
use crate::domain::id::{CaseId, PersonId};

/// Cases of one officer: assigned to the account, or naming the person.
#[derive(Debug, Clone, Copy)]
pub struct Mine<'a> {
    /// The account.
    pub person: PersonId,
    /// The name shown.
    pub name: &'a str,
}

/// Which dates are near.
#[derive(Debug, Clone, Copy)]
pub struct Near<'a> {
    /// The day it is asked on.
    pub on: Day,
    /// Only those whose earliest end is on this day or later.
    pub since: Option<Day>,
    /// Only those whose earliest end is on this day or earlier.
    pub until: Day,
    /// Only cases of one officer.
    pub mine: Option<Mine<'a>>,
    /// Hearings of the days from `on`; otherwise our own duties, without hearings.
    pub hearings: bool,
}

/// An open case in which nothing of ours is pending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undated {
    /// The case.
    pub case: CaseId,
    /// Number.
    pub number: Option<String>,
    /// Applicants or plaintiffs.
    pub parties: String,
    /// The day it is listed under.
    pub listed_on: Day,
}

type UndatedRow = (i64, Option<String>, String, Day);

fn codes(kinds: Kinds) -> Vec<&'static str> {
    kinds.iter().map(CaseKind::code).collect()
}

/// Days on which somebody must sit in a hearing.
const HEARINGS: [&str; 2] = [Instrument::CourtHearing.code(), Instrument::ReconsiderationHearing.code()];

/// Whether the case of a row stands so to the unit of a reach that it is in scope.
macro_rules! within {
    ($reach:expr, $unit:expr, $case:expr) => {{
        let handled = case_units::handles.and(case_units::kind.eq_any(codes($reach.handles)));
        let concerned = case_units::concerned.and(case_units::kind.eq_any(codes($reach.concerned)));
        exists(case_units::table.filter(case_units::case_id.eq($case).and(case_units::unit_id.eq($unit.0))).filter(handled.or(concerned)))
    }};
}

impl Database {
    /// Dates that are near within a scope, the earliest first, at most so many.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn dates_near(&mut self, near: &Near<'_>, scope: &Scope, most: u32) -> Result<Vec<DeadlineListed>, StoreError> {
        let mut found = Vec::new();
        for reach in &scope.0 {
            found.extend(self.dates_of(near, reach, most)?);
        }
        found.sort_by_key(|one| (one.safe_on, one.case, one.serial));
        found.dedup_by_key(|one| (one.case, one.serial));
        found.truncate(most as usize);
        Ok(found)
    }

    fn dates_of(&mut self, near: &Near<'_>, reach: &Reach, most: u32) -> Result<Vec<DeadlineListed>, StoreError> {
        let mut query = deadlines::table
            .inner_join(cases::table)
            .filter(cases::withdrawn_at.is_null())
            .filter(deadlines::shown_from.le(near.on).and(deadlines::shown_until.ge(near.on)))
            .filter(deadlines::safe_on.le(near.until))
            .order((deadlines::safe_on, deadlines::case_id, deadlines::serial))
            .select((Line::as_select(), cases::number, cases::officer))
            .limit(i64::from(most))
            .into_boxed();
        query = match near.hearings {
            true => query.filter(deadlines::rule.eq_any(HEARINGS)).filter(deadlines::safe_on.ge(near.on)),
            false => query.filter(deadlines::ours.and(deadlines::rule.ne_all(HEARINGS))),
        };
        if let Some(since) = near.since {
            query = query.filter(deadlines::safe_on.ge(since));
        }
        if let Some(Mine { person, name }) = near.mine {
            query = query.filter(cases::officer_id.eq(person.0).or(cases::officer_id.is_null().and(cases::officer.eq(name))));
        }
        query = match reach.unit {
            Some(unit) => query.filter(within!(reach, unit, deadlines::case_id)),
            None => query.filter(cases::kind.eq_any(codes(reach.handles.and(reach.concerned)))),
        };
        let lines: Vec<(Line, Option<String>, Option<String>)> = query.load(self.connection())?;
        Ok(lines.into_iter().map(|line| listed(line, near.on)).collect())
    }

    /// Open cases of a scope in which nothing of ours is pending with a day, the newest first, at most so many.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn cases_undated(&mut self, on: Day, scope: &Scope, mine: Option<Mine<'_>>, most: u32) -> Result<Vec<Undated>, StoreError> {
        let mut found: Vec<Undated> = Vec::new();
        for reach in &scope.0 {
            let pending = deadlines::table
                .filter(deadlines::case_id.eq(cases::id).and(deadlines::ours).and(deadlines::safe_on.is_not_null()))
                .filter(deadlines::shown_from.le(on).and(deadlines::shown_until.ge(on)));
            let mut query = cases::table
                .filter(cases::concluded_on.is_null().and(cases::withdrawn_at.is_null()))
                .filter(not(exists(pending)))
                .order((cases::listed_on.desc(), cases::id.desc()))
                .select((cases::id, cases::number, cases::parties, cases::listed_on))
                .limit(i64::from(most))
                .into_boxed();
            if let Some(Mine { person, name }) = mine {
                query = query.filter(cases::officer_id.eq(person.0).or(cases::officer_id.is_null().and(cases::officer.eq(name))));
            }
            query = match reach.unit {
                Some(unit) => query.filter(within!(reach, unit, cases::id)),
                None => query.filter(cases::kind.eq_any(codes(reach.handles.and(reach.concerned)))),
            };
            let rows: Vec<UndatedRow> = query.load(self.connection())?;
            let undated = |(id, number, parties, listed_on): UndatedRow| Undated { case: CaseId(id), number, parties, listed_on };
            found.extend(rows.into_iter().map(undated));
        }
        found.sort_by_key(|one| std::cmp::Reverse((one.listed_on, one.case)));
        found.dedup_by_key(|one| one.case);
        found.truncate(most as usize);
        Ok(found)
    }
}
