//! The cases behind a figure: those whose facts it sums, a page at a time.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::causes::{cases_of_cause, left_out};
use super::counts::{Wanted, counts, filter, units_of};
use super::known::cases_known_on;
use super::{FigureQuery, chosen};
use crate::domain::Day;
use crate::domain::case::CaseKind;
use crate::domain::id::{CaseId, UnitId};
use crate::domain::statistics::{Counted, Counts, Formula, Label, OutcomeSet, Period, Term, Traits};
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::store::{Database, FactFound};

/// Which side of a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Numerator 分子.
    Numerator,
    /// Denominator 分母.
    Denominator,
}

/// What is looked at of the cases behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Only {
    /// All of them.
    #[default]
    All,
    /// Those of one code exactly; empty: those without one.
    Code(String),
    /// Those whose code belongs to a set.
    Set(OutcomeSet),
    /// Those whose analysis names this cause.
    Cause(String),
    /// Those nobody has analysed yet.
    NotAnalysed,
}

impl Only {
    pub(super) fn holds(&self, code: &str) -> bool {
        match self {
            Self::All | Self::Cause(_) | Self::NotAnalysed => true,
            Self::Code(wanted) => wanted == code,
            Self::Set(set) => set.holds(code),
        }
    }
}

/// A page of the cases behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Behind {
    /// The figure itself, from the sums it is printed from.
    pub total: i64,
    /// The cases, in order of id. The weights of all pages add up to the figure.
    pub cases: Vec<CaseBehind>,
    /// Continue after this case; `None`: that was the last.
    pub next: Option<CaseId>,
}

/// A case behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseBehind {
    /// The case.
    pub case: CaseId,
    /// Kind of case.
    pub kind: CaseKind,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Matter 事项／案由.
    pub matter: Option<String>,
    /// What it adds to the figure.
    pub weight: i64,
    /// The facts that do.
    pub facts: Vec<FactBehind>,
}

/// A fact behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactBehind {
    /// Code of what is counted.
    pub measure: &'static str,
    /// Day.
    pub on: Day,
    /// Unit; `None`: not recorded.
    pub unit: Option<UnitId>,
    /// Code that divides the measure; may be empty.
    pub code: String,
    /// What sets it apart, by code.
    pub traits: Vec<&'static str>,
    /// What it adds; below 0 where it is taken away.
    pub count: i64,
}

/// Facts read at a time: a few for a page, many for a table; more than a case has of one measure.
const CHUNK: RangeInclusive<u32> = 200..=2000;

/// The facts of one term, in order of cases.
struct Stream<'a> {
    term: &'a Term,
    only: &'a Only,
    days: Period,
    codes: Option<Vec<String>>,
    /// How many facts it has, by the totals.
    there: u64,
    /// Facts read at a time.
    chunk: u32,
    /// The last case all of whose facts have been read.
    after: CaseId,
    done: bool,
}

/// What is asked of the cases behind a figure.
#[derive(Debug, Clone, Copy)]
pub struct CasesQuery<'a> {
    /// The figure.
    pub figure: &'a FigureQuery,
    /// Which side of it.
    pub part: Part,
    /// Which of its cases.
    pub only: &'a Only,
    /// As known at the end of this day; `None`: today.
    pub known_on: Option<Day>,
    /// Only cases after this one.
    pub after: Option<CaseId>,
    /// At most so many.
    pub limit: usize,
}

impl Part {
    /// The terms of this side of a formula.
    pub(super) fn of(self, formula: &Formula) -> &[Term] {
        match self {
            Self::Numerator => &formula.numerator,
            Self::Denominator => &formula.denominator,
        }
    }
}

/// The cases behind one side of a figure, at most `limit` of them after `after`.
///
/// # Errors
/// As [`figure`](super::figure).
pub fn cases_behind(
    database: &mut Database,
    books: &Books,
    query: &FigureQuery,
    part: Part,
    after: Option<CaseId>,
    limit: usize,
) -> Result<Behind, ServiceError> {
    cases_asked(database, books, &CasesQuery { figure: query, part, only: &Only::All, known_on: None, after, limit })
}

/// The cases asked for: as the facts are today, or as they were known on a past day.
///
/// # Errors
/// As [`figure`](super::figure), and of a past day an entry that cannot be read.
pub fn cases_asked(database: &mut Database, books: &Books, asked: &CasesQuery<'_>) -> Result<Behind, ServiceError> {
    let chosen = chosen(books, asked.figure)?;
    let terms = asked.part.of(&chosen.formula);
    match (asked.known_on, asked.only) {
        (Some(day), _) => cases_known_on(database, books, asked, terms, day),
        (None, Only::Cause(cause)) => cases_of_cause(database, asked, terms, cause),
        (None, _) => cases_today(database, asked, terms),
    }
}

fn cases_today(database: &mut Database, asked: &CasesQuery<'_>, terms: &[Term]) -> Result<Behind, ServiceError> {
    let CasesQuery { figure: query, only, after, limit, .. } = *asked;
    let wanted = Wanted::by(&terms.iter().collect::<Vec<_>>());
    let [now] = counts(database, &wanted, [query.period], &query.scope)?;
    let units = units_of(database, &query.scope)?;
    let start = after.unwrap_or(CaseId(0));
    let of_term = |term: &Term| -> i64 {
        let counts = now.labels(term).filter(|(label, _)| only.holds(&label.code)).map(|(_, count)| count);
        term.sign() * counts.sum::<i64>()
    };
    let (left_out, of_them) = left_out(database, asked, terms)?;
    let total = terms.iter().map(of_term).sum::<i64>() - of_them;
    let chunk = u32::try_from(limit).unwrap_or(u32::MAX).saturating_mul(2).clamp(*CHUNK.start(), *CHUNK.end());
    let mut streams: Vec<Stream<'_>> = terms.iter().filter_map(|term| Stream::of(term, only, query.period, &now, start, chunk)).collect();

    let mut gathered: BTreeMap<CaseId, Vec<FactBehind>> = BTreeMap::new();
    let mut found: Vec<(CaseId, i64, Vec<FactBehind>)> = Vec::new();
    while found.len() <= limit {
        let Some(stream) = streams.iter_mut().filter(|stream| !stream.done).min_by_key(|stream| stream.after) else { break };
        let measures = [stream.term.measure];
        let mut of_term = filter(&query.scope, &measures, stream.days.from(), stream.days.to(), units.as_deref(), stream.term.per_agency);
        of_term.codes = stream.codes.as_deref();
        let facts = database.facts_found(&of_term, stream.after, stream.chunk, stream.there)?;
        stream.take(facts, &mut gathered);
        let ready = streams.iter().filter(|stream| !stream.done).map(|stream| stream.after).min();
        while let Some(entry) = gathered.first_entry().filter(|entry| ready.is_none_or(|ready| *entry.key() <= ready)) {
            let (case, facts) = entry.remove_entry();
            let weight: i64 = facts.iter().map(|fact| fact.count).sum();
            if weight != 0 && !left_out.contains(&case) {
                found.push((case, weight, facts));
            }
        }
    }
    let next = (found.len() > limit).then(|| found[..limit].last().map(|(case, ..)| *case)).flatten();
    found.truncate(limit);
    Ok(Behind { total, cases: named(database, found)?, next })
}

/// These cases, in order of id, by the names people know them by.
pub(super) fn named(database: &mut Database, found: Vec<(CaseId, i64, Vec<FactBehind>)>) -> Result<Vec<CaseBehind>, ServiceError> {
    let ids: Vec<CaseId> = found.iter().map(|(case, ..)| *case).collect();
    let named = database.cases_named(&ids)?;
    let cases = found.into_iter().zip(named).map(|((case, weight, facts), named)| CaseBehind {
        case,
        kind: named.kind,
        number: named.number,
        matter: named.matter,
        weight,
        facts,
    });
    Ok(cases.collect())
}

/// A fact as a term counts it; `None` where it does not.
pub(super) fn fact_behind(term: &Term, fact: FactFound) -> Option<FactBehind> {
    let label = Label { counted: Counted::Case, instance: fact.instance, code: fact.code, traits: fact.traits };
    term.takes(&label).then(|| FactBehind {
        measure: term.measure.code(),
        on: fact.on,
        unit: fact.unit,
        code: label.code,
        traits: traits(label.traits),
        count: term.sign() * fact.count,
    })
}

impl<'a> Stream<'a> {
    /// The facts of a term; `None` where it looks at no day.
    fn of(term: &'a Term, only: &'a Only, period: Period, counts: &Counts, start: CaseId, chunk: u32) -> Option<Self> {
        let days = term.when.days(period)?;
        // the codes that occur are few: naming them spares reading every fact of a measure for a rare outcome
        let codes = (term.outcomes.is_some() || !term.unless.is_empty() || *only != Only::All).then(|| {
            let mut codes: Vec<String> = counts.labels(term).map(|(label, _)| label.code.clone()).collect();
            codes.retain(|code| only.holds(code));
            codes.sort_unstable();
            codes.dedup();
            codes
        });
        let there = counts.labels(term).filter(|(label, _)| only.holds(&label.code)).map(|(_, count)| count.unsigned_abs()).sum();
        Some(Self { term, only, days, codes, there, chunk, after: start, done: false })
    }

    /// Gathers what was read. A full chunk may end in the middle of a case, whose facts are then read again.
    fn take(&mut self, mut facts: Vec<FactFound>, gathered: &mut BTreeMap<CaseId, Vec<FactBehind>>) {
        self.done = facts.len() < self.chunk as usize;
        if !self.done
            && let Some(last) = facts.last().map(|fact| fact.case)
            && facts.first().is_some_and(|first| first.case != last)
        {
            facts.retain(|fact| fact.case != last);
        }
        if let Some(last) = facts.last() {
            self.after = last.case;
        }
        for fact in facts {
            let case = fact.case;
            if self.only.holds(&fact.code)
                && let Some(counted) = fact_behind(self.term, fact)
            {
                gathered.entry(case).or_default().push(counted);
            }
        }
    }
}

pub(super) fn traits(traits: Traits) -> Vec<&'static str> {
    traits.iter().map(|one| one.code()).collect()
}
