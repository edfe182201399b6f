//! Figures, each with the definition it follows.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::Found;
use super::take::InPath;
use crate::domain::access::Action;
use crate::domain::statistics::{AnnualFigures, Method};
use crate::http::{Call, Problem};
use crate::service::{self, Database};

/// The year an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct YearPath {
    /// Calendar year.
    year: i32,
}

/// Figures of a year beside those of the year before.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnualBody {
    /// Counts and rates; every rate names its definition and version, numerator and denominator.
    #[schema(value_type = Object)]
    figures: AnnualFigures,
    /// Balance rules 勾稽关系 the totals break: none, unless they are damaged.
    broken: Vec<String>,
}

/// Definitions of figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionList {
    /// In the order of the registry.
    items: Vec<DefinitionBody>,
}

/// A named, versioned definition.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionBody {
    /// Id.
    id: String,
    /// Version of the formula.
    version: u32,
    /// Name in reports.
    name: String,
    /// The formula in words.
    formula: String,
    /// Where it is in use.
    source: String,
    /// What is left out or counted in a particular way.
    exclusions: Option<String>,
    /// Whether it is computed as a rate.
    computed: bool,
}

/// `GET /statistics/annual/{year}`: of the units whose figures the caller may see.
pub(super) fn annual(call: &Call, database: &mut Database, InPath(path): InPath<YearPath>) -> Result<Found<AnnualBody>, Problem> {
    let access = call.access()?;
    let units = access.scope(Action::StatisticsRead)?.units(&access.tree);
    let (figures, broken) = service::annual_of(database, &call.books, path.year, units.as_deref())?;
    Ok(Found(AnnualBody { figures, broken: broken.iter().map(|rule| rule.words.in_lang(call.lang).to_owned()).collect() }))
}

/// `GET /statistics/definitions`.
pub(super) fn definitions(call: &Call, _: &mut Database, (): ()) -> Result<Found<DefinitionList>, Problem> {
    let body = |definition: &crate::domain::statistics::Definition| DefinitionBody {
        id: definition.id.clone(),
        version: definition.version,
        name: definition.name.in_lang(call.lang).to_owned(),
        formula: definition.formula.in_lang(call.lang).to_owned(),
        source: definition.source.clone(),
        exclusions: definition.exclusions.as_ref().map(|words| words.in_lang(call.lang).to_owned()),
        computed: matches!(definition.method, Method::Fraction(_)),
    };
    Ok(Found(DefinitionList { items: call.books.registry.definitions.iter().map(body).collect() }))
}
