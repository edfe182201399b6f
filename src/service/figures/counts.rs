//! Sums of facts, read from the running totals where they hold the scope, else from the facts.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{FigureScope, UnitsIn};
use crate::domain::Day;
use crate::domain::id::UnitId;
use crate::domain::statistics::{Bucket, Counted, Counts, Dimension, Label, Measure, Period, Term, Traits, When};
use crate::service::error::ServiceError;
use crate::store::{Database, FactFilter, Total};

/// What is to be counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    within: BTreeSet<Measure>,
    before: BTreeSet<Measure>,
    per_agency: bool,
}

impl Wanted {
    /// What these terms need.
    pub fn by(terms: &[&Term]) -> Self {
        let mut wanted = Self::default();
        for term in terms {
            if term.when != When::Before {
                wanted.within.insert(term.measure);
            }
            if term.when != When::Within {
                wanted.before.insert(term.measure);
            }
            wanted.per_agency |= term.per_agency;
        }
        wanted
    }

    /// Every measure, within the period and before it, each agency as well.
    pub fn everything() -> Self {
        let every: BTreeSet<Measure> = Measure::ALL.iter().copied().collect();
        Self { within: every.clone(), before: every, per_agency: true }
    }
}

/// The sums of one scope and period: from them every figure of both follows.
///
/// # Errors
/// Whatever the engine reports.
pub fn counts(database: &mut Database, wanted: &Wanted, period: Period, scope: &FigureScope) -> Result<Counts, ServiceError> {
    let mut counts = Counts::default();
    for (bucket, measures) in [(Bucket::Within, &wanted.within), (Bucket::Before, &wanted.before)] {
        let measures: Vec<Measure> = measures.iter().copied().collect();
        if measures.is_empty() {
            continue;
        }
        let (whole, edges) = match (scope.member(), bucket) {
            (Some(member), Bucket::Within) => (Some((member, period.parts().whole)), period.parts().edges),
            (Some(member), Bucket::Before) => (Some((member, period.parts_before().whole)), period.parts_before().edges),
            (None, Bucket::Within) => (None, vec![period]),
            (None, Bucket::Before) => (None, period.before().into_iter().collect()),
        };
        if let Some(((dimension, member), periods)) = whole {
            let codes = codes(&measures, wanted.per_agency);
            add(&mut counts, bucket, database.totals(dimension, &member, &codes, &periods)?, scope);
        }
        let units = if edges.is_empty() { None } else { units_of(database, scope)? };
        for edge in edges {
            let filter = filter(scope, &measures, edge.from(), edge.to(), units.as_deref(), wanted.per_agency);
            add(&mut counts, bucket, database.facts_summed(&filter)?, scope);
        }
    }
    Ok(counts)
}

/// The same for every member of a dimension in one reading, over whole months only: rankings and tables by unit, matter, category,
/// officer or court. Members by the id of the unit, else by name; days of the period that fill no month are left out.
///
/// # Errors
/// Whatever the engine reports.
pub fn counts_by(
    database: &mut Database,
    dimension: Dimension,
    wanted: &Wanted,
    period: Period,
) -> Result<BTreeMap<String, Counts>, ServiceError> {
    let mut members: BTreeMap<String, Counts> = BTreeMap::new();
    let parts = [(Bucket::Within, &wanted.within, period.parts().whole), (Bucket::Before, &wanted.before, period.parts_before().whole)];
    for (bucket, measures, periods) in parts {
        let measures: Vec<Measure> = measures.iter().copied().collect();
        if measures.is_empty() {
            continue;
        }
        for row in database.totals_by_member(dimension, &codes(&measures, wanted.per_agency), &periods)? {
            add(members.entry(row.member).or_default(), bucket, [row.total], &FigureScope::default());
        }
    }
    Ok(members)
}

/// What was counted within a period of these members of a dimension alone, over whole months.
///
/// # Errors
/// Whatever the engine reports.
pub(super) fn member_counts(
    database: &mut Database,
    dimension: Dimension,
    members: &[String],
    wanted: &Wanted,
    period: Period,
) -> Result<BTreeMap<String, Counts>, ServiceError> {
    let measures: Vec<Measure> = wanted.within.iter().copied().collect();
    let mut found: BTreeMap<String, Counts> = BTreeMap::new();
    for row in database.totals_of_members(dimension, members, &codes(&measures, wanted.per_agency), &period.parts().whole)? {
        add(found.entry(row.member).or_default(), Bucket::Within, [row.total], &FigureScope::default());
    }
    Ok(found)
}

/// What was counted within each of these months or years (`yyyymm`, `yyyy00`) of a scope that has running totals; nothing for another.
///
/// # Errors
/// Whatever the engine reports.
pub(super) fn counts_by_period(
    database: &mut Database,
    wanted: &Wanted,
    scope: &FigureScope,
    periods: &[i32],
) -> Result<BTreeMap<i32, Counts>, ServiceError> {
    let mut found: BTreeMap<i32, Counts> = BTreeMap::new();
    let Some((dimension, member)) = scope.member() else { return Ok(found) };
    let measures: Vec<Measure> = wanted.within.iter().copied().collect();
    for row in database.totals_of_members(dimension, &[member], &codes(&measures, wanted.per_agency), periods)? {
        add(found.entry(row.period).or_default(), Bucket::Within, [row.total], scope);
    }
    Ok(found)
}

fn codes(measures: &[Measure], per_agency: bool) -> Vec<&'static str> {
    let further = measures.iter().filter(|_| per_agency).map(|measure| measure.counted_code(Counted::Further));
    measures.iter().map(|measure| measure.code()).chain(further).collect()
}

fn add(counts: &mut Counts, bucket: Bucket, totals: impl IntoIterator<Item = Total>, scope: &FigureScope) {
    for Total { measure, instance, code, traits, count } in totals {
        let of_record = scope.instance.is_none_or(|wanted| wanted.code() == instance);
        if let Some((measure, counted)) = Measure::of_counted(&measure).filter(|_| of_record) {
            counts.add(measure, bucket, Label { counted, instance, code, traits: Traits::from_bits(traits) }, count);
        }
    }
}

/// The units of a scope by id; `None`: every one.
pub(super) fn units_of(database: &mut Database, scope: &FigureScope) -> Result<Option<Vec<UnitId>>, ServiceError> {
    Ok(match &scope.units {
        UnitsIn::All => None,
        UnitsIn::Own(unit) => Some(vec![*unit]),
        UnitsIn::Under(unit) => Some(database.unit_tree()?.1.subtree(*unit)),
        UnitsIn::Among(units) => Some(units.clone()),
    })
}

/// Facts of a scope on some days.
pub(super) fn filter<'a>(
    scope: &'a FigureScope,
    measures: &'a [Measure],
    from: Day,
    to: Day,
    units: Option<&'a [UnitId]>,
    per_agency: bool,
) -> FactFilter<'a> {
    FactFilter {
        measures,
        from,
        to,
        units,
        per_agency,
        codes: None,
        instance: scope.instance.map(|instance| instance.code()),
        matter: scope.matter.as_deref(),
        category: scope.category.as_deref(),
        officer: scope.officer.as_deref(),
        court: scope.court.as_deref(),
        cases: None,
    }
}
