//! Lost and corrected cases by cause, as the analysis of each 一案一分析 found it. A case may have several causes and counts under each; one
//! that nobody has analysed yet is told apart.

use std::collections::{BTreeMap, BTreeSet};

use super::behind::{Behind, CasesQuery, FactBehind, Only, fact_behind, named};
use super::counts::{filter, units_of};
use crate::domain::id::CaseId;
use crate::domain::statistics::Term;
use crate::service::error::ServiceError;
use crate::store::Database;

/// Analysed cases asked about at a time.
const CHUNK: usize = 400;

/// An analysed case behind a figure.
pub(super) struct Analysed {
    /// The case.
    pub case: CaseId,
    /// Codes of its causes.
    pub causes: Vec<String>,
    /// The facts by which it counts.
    pub facts: Vec<FactBehind>,
}

impl Analysed {
    /// What it adds to the figure.
    pub(super) fn weight(&self) -> i64 {
        self.facts.iter().map(|fact| fact.count).sum()
    }
}

/// The cases behind a figure that were analysed, in order of id. What it costs grows with the analyses there are, not with the cases.
///
/// # Errors
/// An analysis that cannot be read, or what the engine reports.
fn analysed(database: &mut Database, asked: &CasesQuery<'_>, terms: &[Term]) -> Result<Vec<Analysed>, ServiceError> {
    let causes = database.causes_analysed(None)?;
    analysed_of(database, asked, terms, &causes)
}

/// The same of the analyses there are, read beforehand.
pub(super) fn analysed_of(
    database: &mut Database,
    asked: &CasesQuery<'_>,
    terms: &[Term],
    causes: &[(CaseId, Vec<String>)],
) -> Result<Vec<Analysed>, ServiceError> {
    let scope = &asked.figure.scope;
    let units = if causes.is_empty() { None } else { units_of(database, scope)? };
    let mut found = Vec::new();
    for some in causes.chunks(CHUNK) {
        let ids: Vec<CaseId> = some.iter().map(|(case, _)| *case).collect();
        let mut facts: BTreeMap<CaseId, Vec<FactBehind>> = BTreeMap::new();
        for term in terms {
            let Some(days) = term.when.days(asked.figure.period) else { continue };
            let measures = [term.measure];
            let mut of_term = filter(scope, &measures, days.from(), days.to(), units.as_deref(), term.per_agency);
            of_term.cases = Some(&ids);
            for fact in database.facts_found(&of_term, CaseId(0), u32::MAX, 0)? {
                let case = fact.case;
                facts.entry(case).or_default().extend(fact_behind(term, fact));
            }
        }
        let of_case = |(case, causes): &(CaseId, Vec<String>)| {
            let facts = facts.remove(case).unwrap_or_default();
            Analysed { case: *case, causes: causes.clone(), facts }
        };
        found.extend(some.iter().map(of_case).filter(|analysed| analysed.weight() != 0));
    }
    Ok(found)
}

/// The cases of one cause.
///
/// # Errors
/// As [`analysed`].
pub(super) fn cases_of_cause(database: &mut Database, asked: &CasesQuery<'_>, terms: &[Term], cause: &str) -> Result<Behind, ServiceError> {
    let mut of_cause = analysed(database, asked, terms)?;
    of_cause.retain(|one| one.causes.iter().any(|known| known == cause));
    let total = of_cause.iter().map(Analysed::weight).sum();
    let mut found: Vec<(CaseId, i64, Vec<FactBehind>)> = of_cause
        .into_iter()
        .map(|one| (one.case, one.weight(), one.facts))
        .filter(|(case, ..)| asked.after.is_none_or(|after| *case > after))
        .collect();
    let next = (found.len() > asked.limit).then(|| found[..asked.limit].last().map(|(case, ..)| *case)).flatten();
    found.truncate(asked.limit);
    Ok(Behind { total, cases: named(database, found)?, next })
}

/// Which analysed cases are left out of those behind a figure, and what they add to it: nothing unless it is asked who is not analysed.
///
/// # Errors
/// As [`analysed`].
pub(super) fn left_out(database: &mut Database, asked: &CasesQuery<'_>, terms: &[Term]) -> Result<(BTreeSet<CaseId>, i64), ServiceError> {
    if *asked.only != Only::NotAnalysed {
        return Ok((BTreeSet::new(), 0));
    }
    let analysed = analysed(database, asked, terms)?;
    Ok((analysed.iter().map(|one| one.case).collect(), analysed.iter().map(Analysed::weight).sum()))
}
