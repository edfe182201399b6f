//! Running totals: the sums of all tallies by month, from which every figure is read without looking at a case again.

use std::collections::BTreeMap;

use super::measure::{Counted, Measure};
use super::period::{Month, Period, When};
use super::registry::Term;
use super::sets::OutcomeSet;
use super::tally::Tally;
use crate::domain::case::Instance;

/// One running total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRow {
    /// What is counted.
    pub measure: Measure,
    /// The case, or the case again for a further agency.
    pub counted: Counted,
    /// Unit; empty when not recorded, or when the rows were summed over units already.
    pub unit: String,
    /// Kind of record, empty outside litigation.
    pub instance: String,
    /// Outcome or other code; may be empty.
    pub code: String,
    /// Month.
    pub month: Month,
    /// How many.
    pub count: i64,
}

impl TotalRow {
    /// A row as stored: `measure` is the code of a tally, `month` the number yyyymm. `None` for a measure or month this
    /// version of the product does not know.
    pub fn stored(measure: &str, unit: String, instance: String, code: String, month: i32, count: i64) -> Option<Self> {
        let (measure, counted) = Measure::of_tally(measure)?;
        Some(Self { measure, counted, unit, instance, code, month: Month::from_number(month)?, count })
    }
}

impl From<Tally> for TotalRow {
    fn from(tally: Tally) -> Self {
        let (measure, counted) = Measure::of_tally(tally.measure).expect("tallies are made from measures");
        let Tally { on, unit, instance, code, count, .. } = tally;
        Self { measure, counted, unit, instance: instance.to_owned(), code, month: Month::of(on), count }
    }
}

/// Whose figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope<'a> {
    /// The whole: every case once.
    #[default]
    Whole,
    /// One unit: every case it has a part in.
    Unit(&'a str),
}

/// All totals, from the first case to the last.
#[derive(Debug, Clone, Default)]
pub struct Totals(BTreeMap<Measure, Vec<TotalRow>>);

impl<R: Into<TotalRow>> FromIterator<R> for Totals {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut totals = Self::default();
        for row in rows.into_iter().map(Into::into) {
            totals.0.entry(row.measure).or_default().push(row);
        }
        totals
    }
}

impl Totals {
    /// Sum of the terms; those marked `minus` are taken away.
    pub fn sum(&self, terms: &[Term], period: Period, scope: Scope<'_>) -> i64 {
        terms.iter().map(|term| if term.minus { -self.count(term, period, scope) } else { self.count(term, period, scope) }).sum()
    }

    /// Count of one term, whatever its sign.
    pub fn count(&self, term: &Term, period: Period, scope: Scope<'_>) -> i64 {
        self.rows(term, period, scope).map(|row| row.count).sum()
    }

    /// Counts of one term by code; codes that sum to nothing are left out.
    pub fn by_code(&self, term: &Term, period: Period, scope: Scope<'_>) -> BTreeMap<String, i64> {
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for row in self.rows(term, period, scope) {
            *counts.entry(row.code.clone()).or_default() += row.count;
        }
        counts.retain(|_, count| *count != 0);
        counts
    }

    fn rows<'a>(&'a self, term: &'a Term, period: Period, scope: Scope<'a>) -> impl Iterator<Item = &'a TotalRow> {
        let in_scope = move |row: &TotalRow| match scope {
            Scope::Whole => row.counted == Counted::Case,
            Scope::Unit(unit) => row.unit == unit,
        };
        let in_instance = |row: &TotalRow| {
            term.instances.as_ref().is_none_or(|instances| instances.iter().any(|instance| instance.code() == row.instance))
        };
        let in_outcomes = |row: &TotalRow| term.outcomes.as_ref().is_none_or(|outcomes| outcomes.holds(&row.code));
        let rows = self.0.get(&term.measure).map_or(&[][..], Vec::as_slice);
        rows.iter().filter(move |row| period.holds(row.month, term.when) && in_scope(row) && in_instance(row) && in_outcomes(row))
    }
}

impl Term {
    /// Everything a measure counts within the period.
    pub const fn of(measure: Measure) -> Self {
        Self { measure, outcomes: None, instances: None, when: When::Within, minus: false }
    }

    /// The same, for one kind of record.
    pub fn at(self, instance: Instance) -> Self {
        Self { instances: Some(vec![instance]), ..self }
    }

    /// The same, for the outcomes of a set.
    pub fn among(self, outcomes: &OutcomeSet) -> Self {
        Self { outcomes: Some(outcomes.clone()), ..self }
    }

    /// The same, before the period.
    pub const fn before(mut self) -> Self {
        self.when = When::Before;
        self
    }

    /// The same, up to the end of the period.
    pub const fn until(mut self) -> Self {
        self.when = When::Until;
        self
    }
}
