//! A figure divided by the members of a dimension: units below, matters, categories, officers, courts.

use super::counts::counts_by;
use super::{Figure, FigureQuery, FigureScope, UnitsIn, Wanted, chosen, figures_known_on, figures_of};
use crate::domain::Day;
use crate::domain::access::Tree;
use crate::domain::statistics::{Dimension, Term};
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::store::Database;

/// Members of a table, at most.
const MOST: usize = 100;

/// A figure of each member of a dimension, those with a base first; members that count nothing are left out. Units are those directly
/// below the one asked for, each with all below it.
///
/// # Errors
/// As [`figure`](super::figure).
pub fn divided(
    database: &mut Database,
    books: &Books,
    query: &FigureQuery,
    by: Dimension,
    tree: &Tree,
    known_on: Option<Day>,
) -> Result<Vec<(String, Figure)>, ServiceError> {
    let members: Vec<(String, FigureScope)> = match by {
        Dimension::All => Vec::new(),
        Dimension::Own | Dimension::Under => {
            let upper = match &query.scope.units {
                UnitsIn::Under(unit) => Some(*unit),
                UnitsIn::All => None,
                UnitsIn::Own(_) | UnitsIn::Among(_) => return Ok(Vec::new()),
            };
            let below = tree.units().filter(|unit| tree.get(*unit).is_some_and(|branch| branch.parent == upper));
            below.map(|unit| (unit.to_string(), FigureScope { units: UnitsIn::Under(unit), ..query.scope.clone() })).collect()
        }
        Dimension::Matter | Dimension::Category | Dimension::Officer | Dimension::Court => {
            let formula = chosen(books, query)?.formula;
            let wanted = Wanted::by(&formula.terms().collect::<Vec<&Term>>());
            let counted = counts_by(database, by, None, &wanted, [query.period])?;
            let mut members: Vec<(i64, String)> = counted
                .into_iter()
                .map(|(member, [counts])| (counts.sum(&formula.denominator).max(counts.sum(&formula.numerator)), member))
                .collect();
            members.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
            members.truncate(MOST);
            members.into_iter().map(|(_, member)| (member.clone(), of(query.scope.clone(), by, member))).collect()
        }
    };
    let queries: Vec<FigureQuery> = members.iter().map(|(_, scope)| FigureQuery { scope: scope.clone(), ..query.clone() }).collect();
    let figures = match known_on {
        Some(day) => figures_known_on(database, books, &queries, day)?,
        None => figures_of(database, books, &queries)?,
    };
    let any = |figure: &Figure| figure.rate.numerator != 0 || figure.rate.denominator != 0;
    let mut found: Vec<(String, Figure)> =
        members.into_iter().map(|(member, _)| member).zip(figures).filter(|(_, figure)| any(figure)).collect();
    found.sort_by_key(|(_, figure)| std::cmp::Reverse(if figure.count { figure.rate.numerator } else { figure.rate.denominator }));
    Ok(found)
}

fn of(scope: FigureScope, by: Dimension, member: String) -> FigureScope {
    match by {
        Dimension::Matter => FigureScope { matter: Some(member), ..scope },
        Dimension::Category => FigureScope { category: Some(member), ..scope },
        Dimension::Officer => FigureScope { officer: Some(member), ..scope },
        Dimension::Court => FigureScope { court: Some(member), ..scope },
        Dimension::All | Dimension::Own | Dimension::Under => scope,
    }
}
