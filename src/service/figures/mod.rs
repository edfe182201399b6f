//! Figures for any period and any scope, each with its definition and the cases behind it; as known on a past day; as published.

mod behind;
mod board;
mod causes;
mod counts;
mod divided;
mod known;
mod published;
mod scope;
mod table;

use std::cmp::Ordering;

use serde::Serialize;

use super::books::Books;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::statistics::{Chosen, Compared, Counts, Method, Period, Rate, Term};
use crate::domain::words::Sentence;
use crate::store::Database;

pub use behind::{Behind, CaseBehind, CasesQuery, FactBehind, Only, Part, cases_asked, cases_behind};
pub use board::{
    Absence, Board, CauseLine, CodeLine, DoubleDecrease, MemberLine, Months, Rank, SetLine, UnitLine, board, years_counted, years_of,
};
pub use counts::{Wanted, counts, counts_by};
pub use divided::divided;
pub use known::{counts_known_on, figures_known_on};
pub use published::{CaseMoved, Drift, Published, PublishedFigure, publish, publish_within, published, published_drift, published_list};
pub use scope::{FigureScope, UnitsIn};
pub use table::{TableCase, TableCases, TableQuery, TableShown, table, table_cases, table_noted, table_sheet};

/// A figure asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureQuery {
    /// Id of the definition.
    pub definition: String,
    /// Answers to its switches, by id of switch and choice; the first choice of each where none is given.
    pub switches: Vec<(String, String)>,
    /// Period.
    pub period: Period,
    /// Whose cases.
    pub scope: FigureScope,
}

/// A switch and the answer a figure was computed under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Id of the switch.
    pub switch: String,
    /// The question.
    pub question: Sentence,
    /// Id of the choice.
    pub choice: String,
    /// The answer.
    pub name: Sentence,
    /// It is not the answer the definition gives by itself.
    pub differs: bool,
}

/// A rate with everything needed to check it, beside the same of the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Name of the definition.
    pub name: Sentence,
    /// Its formula in words.
    pub formula: Sentence,
    /// Where it is in use.
    pub source: String,
    /// What is left out or counted in a particular way.
    pub exclusions: Option<Sentence>,
    /// Its switches and the answers given.
    pub switches: Vec<Answer>,
    /// Period.
    pub period: Period,
    /// Whose cases.
    pub scope: FigureScope,
    /// The rate: id and version of the definition, numerator, denominator, percentage and its rounding.
    #[serde(flatten)]
    pub rate: Rate,
    /// A count by itself: the numerator is all there is.
    pub count: bool,
    /// Too few cases for a percentage to mean anything: show the fraction, rank nothing.
    pub small: bool,
    /// The same of the same days a year before 上年同期.
    pub last_year: Rate,
    /// What changed since.
    pub change: FigureChange,
    /// The day whose knowledge it stands for; `None`: today's.
    pub known_on: Option<Day>,
}

/// Change since the year before: of counts in per cent (TB-1), of the rate in percentage points (TB-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureChange {
    /// Of the numerator.
    pub numerator: Compared,
    /// Of the denominator.
    pub denominator: Compared,
    /// Of the rate, in percentage points; `None` where either has no base.
    pub points: Option<String>,
}

impl Figure {
    /// The figure as it is printed: a count, a percentage, the bare fraction of few cases, or a dash where there is no base.
    pub fn shown(&self) -> String {
        self.printed(&self.rate, self.small)
    }

    /// The same of the year before; few cases then are a fraction as well.
    pub fn shown_last_year(&self, small_base: i64) -> String {
        self.printed(&self.last_year, !self.count && self.last_year.denominator < small_base)
    }

    fn printed(&self, rate: &Rate, small: bool) -> String {
        let Rate { numerator, denominator, percent, .. } = rate;
        match percent {
            _ if self.count => numerator.to_string(),
            _ if *denominator == 0 => "–".to_owned(),
            Some(percent) if !small => format!("{percent}%"),
            _ => format!("{numerator}/{denominator}"),
        }
    }

    /// Where it stands against the year before; `None` without a base to compare with.
    pub fn moved(&self) -> Option<Ordering> {
        if self.count {
            return Some(self.rate.numerator.cmp(&self.last_year.numerator));
        }
        self.rate.compare(&self.last_year)
    }

    fn new(books: &Books, chosen: &Chosen<'_>, query: &FigureQuery, now: &Counts, then: &Counts, known_on: Option<Day>) -> Self {
        let definition = chosen.definition;
        let of = |counts: &Counts| {
            let (numerator, denominator) = (counts.sum(&chosen.formula.numerator), counts.sum(&chosen.formula.denominator));
            Rate::of(definition, numerator, denominator, books.rounding)
        };
        let (rate, last_year) = (of(now), of(then));
        let compared = |read: fn(&Rate) -> i64| Compared::between(read(&last_year), read(&rate), books.rounding);
        let answer = |(switch, choice): &(&crate::domain::statistics::Switch, &crate::domain::statistics::Choice)| Answer {
            switch: switch.id.clone(),
            question: switch.question.clone(),
            choice: choice.id.clone(),
            name: choice.name.clone(),
            differs: switch.choices.first().is_none_or(|first| first.id != choice.id),
        };
        Self {
            name: definition.name.clone(),
            formula: definition.formula.clone(),
            source: definition.source.clone(),
            exclusions: definition.exclusions.clone(),
            switches: chosen.chosen.iter().map(answer).collect(),
            period: query.period,
            scope: query.scope.clone(),
            count: chosen.formula.denominator.is_empty(),
            small: !chosen.formula.denominator.is_empty() && rate.denominator < books.small_base,
            change: FigureChange {
                numerator: compared(|rate| rate.numerator),
                denominator: compared(|rate| rate.denominator),
                points: rate.points_since(&last_year),
            },
            rate,
            last_year,
            known_on,
        }
    }
}

/// A definition under the answers of a query.
fn chosen<'a>(books: &'a Books, query: &FigureQuery) -> Result<Chosen<'a>, ServiceError> {
    books.registry.under(&query.definition, &query.switches).map_err(ServiceError::Said)
}

/// One figure, from the running totals.
///
/// # Errors
/// An unknown definition, switch or choice, a definition that is no rate, or what the engine reports.
pub fn figure(database: &mut Database, books: &Books, query: &FigureQuery) -> Result<Figure, ServiceError> {
    figures_of(database, books, std::slice::from_ref(query)).map(|mut found| found.remove(0))
}

/// Several figures, in the order asked; those of one period and scope come from one reading of the totals.
///
/// # Errors
/// As [`figure`].
pub fn figures_of(database: &mut Database, books: &Books, queries: &[FigureQuery]) -> Result<Vec<Figure>, ServiceError> {
    let chosen = queries.iter().map(|query| chosen(books, query)).collect::<Result<Vec<_>, _>>()?;
    let terms: Vec<&Term> = chosen.iter().flat_map(|chosen| chosen.formula.terms()).collect();
    let wanted = Wanted::by(&terms);
    let mut read: Vec<((Period, &FigureScope), [Counts; 2])> = Vec::new();
    for query in queries {
        let asked = (query.period, &query.scope);
        if read.iter().all(|(known, _)| *known != asked) {
            read.push((asked, counts(database, &wanted, [query.period, query.period.year_before()], &query.scope)?));
        }
    }
    let figure = |(query, chosen): (&FigureQuery, &Chosen<'_>)| {
        let counts = read.iter().find(|(known, _)| *known == (query.period, &query.scope));
        counts.map(|(_, [now, then])| Figure::new(books, chosen, query, now, then, None))
    };
    Ok(queries.iter().zip(&chosen).filter_map(figure).collect())
}

/// The figures of these definitions by their own answers, or of every rate of the registry where none is named.
///
/// # Errors
/// As [`figure`].
pub fn figures(
    database: &mut Database,
    books: &Books,
    definitions: &[&str],
    period: Period,
    scope: &FigureScope,
) -> Result<Vec<Figure>, ServiceError> {
    figures_of(database, books, &queries(books, definitions, &[], period, scope))
}

/// What to ask for these definitions under these answers. Without definitions: every rate of the registry, each under those of the answers
/// that are its own.
pub fn queries(
    books: &Books,
    definitions: &[&str],
    switches: &[(String, String)],
    period: Period,
    scope: &FigureScope,
) -> Vec<FigureQuery> {
    let query = |id: &str, switches| FigureQuery { definition: id.to_owned(), switches, period, scope: scope.clone() };
    if !definitions.is_empty() {
        return definitions.iter().map(|id| query(id, switches.to_vec())).collect();
    }
    let rates = books.registry.definitions.iter().filter(|definition| matches!(definition.method, Method::Fraction(_)));
    rates
        .map(|definition| {
            let own = |(asked, _): &&(String, String)| books.registry.switches_of(&definition.id).any(|switch| switch.id == *asked);
            query(&definition.id, switches.iter().filter(own).cloned().collect())
        })
        .collect()
}
