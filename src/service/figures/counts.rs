//! Sums of facts, read from the running totals where they hold the scope, else from the facts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::scope::{FigureScope, UnitsIn};
use crate::domain::Day;
use crate::domain::case::Instance;
use crate::domain::id::UnitId;
use crate::domain::statistics::{Bucket, Counted, Counts, Dimension, Label, Measure, Parts, Period, Term, Traits, When};
use crate::service::error::ServiceError;
use crate::store::{Database, FactFilter, Sum, Sums, TotalLabel};

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

    /// The measures of each bucket that has any.
    fn buckets(&self) -> impl Iterator<Item = (Bucket, Vec<Measure>)> {
        let buckets = [(Bucket::Within, &self.within), (Bucket::Before, &self.before)];
        buckets
            .into_iter()
            .map(|(bucket, measures)| (bucket, measures.iter().copied().collect::<Vec<_>>()))
            .filter(|(_, of)| !of.is_empty())
    }

    /// Every measure, within the period and before it, each agency as well.
    pub fn everything() -> Self {
        let every: BTreeSet<Measure> = Measure::ALL.iter().copied().collect();
        Self { within: every.clone(), before: every, per_agency: true }
    }
}

/// The sums of one scope in each of some periods: from them every figure of both follows.
///
/// # Errors
/// Whatever the engine reports.
pub fn counts<const N: usize>(
    database: &mut Database,
    wanted: &Wanted,
    periods: [Period; N],
    scope: &FigureScope,
) -> Result<[Counts; N], ServiceError> {
    let member = scope.member();
    let mut found = match member.clone() {
        None => none(),
        Some((dimension, member)) => {
            let mut whole = whole_months(database, dimension, Some(std::slice::from_ref(&member)), wanted, periods, scope.instance)?;
            whole.remove(&member).unwrap_or_else(none)
        }
    };
    // what has no running totals is read from the facts
    let left = |bucket, period| if member.is_some() { parts(bucket, period).edges } else { days(bucket, period).into_iter().collect() };
    let any_left = periods.iter().any(|period| wanted.buckets().any(|(bucket, _)| !left(bucket, *period).is_empty()));
    let units = if any_left { units_of(database, scope)? } else { None };
    for (bucket, measures) in wanted.buckets() {
        for (counts, period) in found.iter_mut().zip(periods) {
            for days in left(bucket, period) {
                let filter = filter(scope, &measures, days.from(), days.to(), units.as_deref(), wanted.per_agency);
                for (label, count) in database.facts_summed(&filter)? {
                    if let Some((measure, label)) = read(&label, scope.instance) {
                        counts.add(measure, bucket, label, count);
                    }
                }
            }
        }
    }
    Ok(found)
}

/// The same for some members of a dimension or for every one, in one reading, over whole months only: rankings and tables by unit, matter,
/// category, officer or court. Members by the id of the unit, else by name; days of the periods that fill no month are left out.
///
/// # Errors
/// Whatever the engine reports.
pub fn counts_by<const N: usize>(
    database: &mut Database,
    dimension: Dimension,
    members: Option<&[String]>,
    wanted: &Wanted,
    periods: [Period; N],
) -> Result<BTreeMap<String, [Counts; N]>, ServiceError> {
    whole_months(database, dimension, members, wanted, periods, None)
}

fn whole_months<const N: usize>(
    database: &mut Database,
    dimension: Dimension,
    members: Option<&[String]>,
    wanted: &Wanted,
    periods: [Period; N],
    instance: Option<Instance>,
) -> Result<BTreeMap<String, [Counts; N]>, ServiceError> {
    let mut found: BTreeMap<String, [Counts; N]> = BTreeMap::new();
    for (bucket, measures) in wanted.buckets() {
        let whole = periods.map(|period| parts(bucket, period).whole);
        let asked: BTreeSet<i32> = whole.iter().flatten().copied().collect();
        let asked: Vec<i32> = asked.into_iter().collect();
        let sums = database.sums(dimension, members, &codes(&measures, wanted.per_agency), &asked)?;
        let mut of_members: Vec<[Counts; N]> = sums.members.iter().map(|member| found.remove(member).unwrap_or_else(none)).collect();
        for (measure, label, sum) in labelled(&sums, instance) {
            for (counts, whole) in of_members[sum.member].iter_mut().zip(&whole) {
                if whole.contains(&sum.period) {
                    counts.add(measure, bucket, Arc::clone(&label), sum.count);
                }
            }
        }
        found.extend(sums.members.into_iter().zip(of_members));
    }
    Ok(found)
}

fn none<const N: usize>() -> [Counts; N] {
    std::array::from_fn(|_| Counts::default())
}

/// The days of a bucket of a period.
fn days(bucket: Bucket, period: Period) -> Option<Period> {
    match bucket {
        Bucket::Within => Some(period),
        Bucket::Before => period.before(),
    }
}

fn parts(bucket: Bucket, period: Period) -> Parts {
    days(bucket, period).map_or_else(Parts::default, Period::parts)
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
    let sums = database.sums(dimension, Some(&[member]), &codes(&measures, wanted.per_agency), periods)?;
    for (measure, label, Sum { period, count, .. }) in labelled(&sums, scope.instance) {
        found.entry(*period).or_default().add(measure, Bucket::Within, label, *count);
    }
    Ok(found)
}

fn codes(measures: &[Measure], per_agency: bool) -> Vec<&'static str> {
    let further = measures.iter().filter(|_| per_agency).map(|measure| measure.counted_code(Counted::Further));
    measures.iter().map(|measure| measure.code()).chain(further).collect()
}

/// What a label says, once for all its sums; `None`: of another kind of record than asked, or of a later version's measure.
fn read(label: &TotalLabel, instance: Option<Instance>) -> Option<(Measure, Arc<Label>)> {
    let TotalLabel { measure, instance: of, code, traits } = label;
    let (measure, counted) = Measure::of_counted(measure).filter(|_| instance.is_none_or(|wanted| wanted.code() == of))?;
    Some((measure, Arc::new(Label { counted, instance: of.to_string(), code: code.clone(), traits: Traits::from_bits(*traits) })))
}

/// The sums, each with what its label says.
fn labelled(sums: &Sums, instance: Option<Instance>) -> impl Iterator<Item = (Measure, Arc<Label>, &Sum)> {
    let labels: Vec<_> = sums.labels.iter().map(|label| read(label, instance)).collect();
    sums.lines.iter().filter_map(move |sum| labels[sum.label].clone().map(|(measure, label)| (measure, label, sum)))
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
