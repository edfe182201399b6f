//! Figures as they were known: every case is folded from the entries recorded by then. Slow and exact; what is kept in the database is
//! not looked at, so that it is also the judge of the running totals.

use std::collections::HashMap;

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};

use super::behind::{Behind, CaseBehind, CasesQuery, FactBehind, Only, traits};
use super::scope::{FigureScope, UnitsIn};
use super::{Figure, FigureQuery, chosen};
use crate::domain::Day;
use crate::domain::case::{Case, Entry, History};
use crate::domain::id::{CaseId, UnitId};
use crate::domain::statistics::statutory::AgencyLevel;
use crate::domain::statistics::{CaseFacts, Counts, Fact, Period, Term, counted};
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::store::{Database, Known};

/// Up to when something was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// Before this moment, UTC.
    Before(NaiveDateTime),
    /// At this moment or before it.
    At(NaiveDateTime),
    /// Everything.
    Now,
}

impl Until {
    /// The end of a day in China.
    pub(super) fn end_of(day: Day) -> Self {
        Self::Before(end_of(day))
    }

    fn includes(self, moment: NaiveDateTime) -> bool {
        match self {
            Self::Before(end) => moment < end,
            Self::At(end) => moment <= end,
            Self::Now => true,
        }
    }

    /// What a case adds to the figures by what was known; `None` for one that was not there, or was withdrawn by then.
    pub(super) fn facts(self, case: &Known, books: &Books) -> Option<CaseFacts> {
        Some(books.facts(&Case::fold(case.kind, &self.history(case)?, &books.law)))
    }

    /// What was recorded of a case by then; `None` for one that was not there, or was withdrawn.
    pub(super) fn history(self, case: &Known) -> Option<History> {
        let entries: Vec<Entry> =
            case.entries.iter().take_while(|(_, recorded_at)| self.includes(*recorded_at)).map(|(entry, _)| entry.clone()).collect();
        let withdrawn = case.withdrawn_at.is_some_and(|moment| self.includes(moment));
        (!entries.is_empty() && !withdrawn).then_some(History(entries))
    }
}

/// The moment a day ends in China, UTC.
fn end_of(day: Day) -> NaiveDateTime {
    let midnight = day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(NaiveTime::MIN);
    midnight - TimeDelta::hours(8) // UTC+8
}

/// The units of a database by every name they go by, to tell what lies within a scope.
pub(super) struct Names {
    ids: HashMap<String, UnitId>,
    tree: crate::domain::access::Tree,
}

impl Names {
    pub(super) fn of(database: &mut Database) -> Result<Self, ServiceError> {
        let mut ids = HashMap::new();
        for unit in database.units_list()? {
            ids.extend(unit.aliases.into_iter().map(|alias| (alias, unit.id)));
            ids.insert(unit.full_name, unit.id);
        }
        Ok(Self { ids, tree: database.unit_tree()?.1 })
    }

    /// Whether a fact lies within a scope.
    pub(super) fn within(&self, fact: &Fact, scope: &FigureScope) -> bool {
        scope.holds_instance(fact) && self.holds(&fact.unit, scope)
    }

    /// Whether the unit of a name lies within a scope.
    pub(super) fn holds(&self, name: &str, scope: &FigureScope) -> bool {
        let unit = self.ids.get(name);
        match &scope.units {
            UnitsIn::All => true,
            UnitsIn::Own(wanted) => unit == Some(wanted),
            UnitsIn::Under(upper) => unit.is_some_and(|unit| self.tree.reaches(*upper, *unit)),
            UnitsIn::Among(units) => unit.is_some_and(|unit| units.contains(unit)),
        }
    }

    /// The level of the unit of a name.
    pub(super) fn level(&self, name: &str) -> Option<AgencyLevel> {
        AgencyLevel::of(*self.ids.get(name)?, &self.tree)
    }

    /// The level of the organ whose cases a unit handles.
    pub(super) fn organ(&self, handler: UnitId) -> Option<AgencyLevel> {
        AgencyLevel::organ_of(handler, &self.tree)
    }

    /// The facts of a case that some terms of a figure count.
    fn behind(&self, told: &CaseFacts, query: &FigureQuery, terms: &[Term], only: &Only) -> Vec<FactBehind> {
        let mut found = Vec::new();
        if !query.scope.holds_topic(&told.topic) {
            return found;
        }
        for (fact, counted) in counted(&told.facts, |fact| self.within(fact, &query.scope)) {
            let Some(bucket) = query.period.bucket(fact.on).filter(|_| only.holds(&fact.code)) else { continue };
            let label = fact.label(counted);
            for term in terms.iter().filter(|term| term.measure == fact.measure && term.when.holds(bucket) && term.takes(&label)) {
                found.push(FactBehind {
                    measure: fact.measure.code(),
                    on: fact.on,
                    unit: self.ids.get(&fact.unit).copied(),
                    code: fact.code.clone(),
                    traits: traits(fact.traits),
                    count: term.sign() * fact.count,
                });
            }
        }
        found
    }

    /// The sums of one case in a scope and period.
    pub(super) fn counts(&self, case: &CaseFacts, period: Period, scope: &FigureScope) -> Counts {
        if scope.holds_topic(&case.topic) { Counts::of([case], period, |fact| self.within(fact, scope)) } else { Counts::default() }
    }
}

/// The sums of some scopes and periods as known at the end of a day, with units standing as they stand today.
///
/// # Errors
/// An entry that cannot be read, or what the engine reports.
pub fn counts_known_on(
    database: &mut Database,
    books: &Books,
    asked: &[(Period, &FigureScope)],
    known_on: Day,
) -> Result<Vec<Counts>, ServiceError> {
    let names = Names::of(database)?;
    let mut sums: Vec<Counts> = vec![Counts::default(); asked.len()];
    let until = Until::end_of(known_on);
    database.known(&mut |case| {
        if let Some(facts) = until.facts(&case, books) {
            for (sum, (period, scope)) in sums.iter_mut().zip(asked) {
                sum.extend(&names.counts(&facts, *period, scope));
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    Ok(sums)
}

/// Figures as known at the end of a day, with the law, the definitions and the tree of units of today.
///
/// # Errors
/// As [`figure`](super::figure), and an entry that cannot be read.
pub fn figures_known_on(
    database: &mut Database,
    books: &Books,
    queries: &[FigureQuery],
    known_on: Day,
) -> Result<Vec<Figure>, ServiceError> {
    let chosen = queries.iter().map(|query| chosen(books, query)).collect::<Result<Vec<_>, _>>()?;
    let mut asked: Vec<(Period, &FigureScope)> = Vec::new();
    let mut place = |period: Period, scope| {
        asked.iter().position(|known| *known == (period, scope)).unwrap_or_else(|| {
            asked.push((period, scope));
            asked.len() - 1
        })
    };
    let places: Vec<(usize, usize)> =
        queries.iter().map(|query| (place(query.period, &query.scope), place(query.period.year_before(), &query.scope))).collect();
    let sums = counts_known_on(database, books, &asked, known_on)?;
    let figure = |((query, chosen), (now, then)): ((&FigureQuery, _), (usize, usize))| {
        Figure::new(books, chosen, query, &sums[now], &sums[then], Some(known_on))
    };
    Ok(queries.iter().zip(&chosen).zip(places).map(figure).collect())
}

/// The cases behind one side of a figure as known at the end of a day: those whose facts of that day it sums.
///
/// # Errors
/// An entry that cannot be read, or what the engine reports.
pub(super) fn cases_known_on(
    database: &mut Database,
    books: &Books,
    asked: &CasesQuery<'_>,
    terms: &[Term],
    known_on: Day,
) -> Result<Behind, ServiceError> {
    let names = Names::of(database)?;
    let until = Until::end_of(known_on);
    let causes: HashMap<CaseId, Vec<String>> = match asked.only {
        Only::Cause(_) | Only::NotAnalysed => database.causes_analysed(Some(end_of(known_on)))?.into_iter().collect(),
        Only::All | Only::Code(_) | Only::Set(_) => HashMap::new(),
    };
    let asked_for = |case: CaseId| match asked.only {
        Only::Cause(cause) => causes.get(&case).is_some_and(|causes| causes.contains(cause)),
        Only::NotAnalysed => !causes.contains_key(&case),
        Only::All | Only::Code(_) | Only::Set(_) => true,
    };
    let (mut total, mut cases) = (0, Vec::new());
    database.known(&mut |known| {
        if !asked_for(known.id) {
            return Ok(());
        }
        let Some(history) = until.history(&known) else { return Ok(()) };
        let case = Case::fold(known.kind, &history, &books.law);
        let facts = names.behind(&books.facts(&case), asked.figure, terms, asked.only);
        let weight: i64 = facts.iter().map(|fact| fact.count).sum();
        total += weight;
        if weight != 0 && asked.after.is_none_or(|after| known.id > after) && cases.len() <= asked.limit {
            cases.push(CaseBehind { case: known.id, kind: known.kind, number: known.number, matter: case.matter, weight, facts });
        }
        Ok::<_, ServiceError>(())
    })?;
    let next = (cases.len() > asked.limit).then(|| cases[..asked.limit].last().map(|last| last.case)).flatten();
    cases.truncate(asked.limit);
    Ok(Behind { total, cases, next })
}
