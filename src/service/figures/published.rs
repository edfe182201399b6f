//! Frozen periods: figures as they were published, with their hash; and what has moved since, case by case.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::behind::Part;
use super::known::{Names, Until};
use super::{Figure, FigureQuery, FigureScope, chosen, figures};
use crate::domain::access::Action;
use crate::domain::hex;
use crate::domain::id::{CaseId, FigureSetId, UnitId};
use crate::domain::statistics::{Counts, Method, Period, Rounding, Term};
use crate::domain::words::Sentence;
use crate::service::access::Access;
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::store::{Act, Database, FigureSet, NewFigureSet};

/// A published figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedFigure {
    /// Id of its definition.
    pub definition: String,
    /// Version of the formula then.
    pub version: u32,
    /// Name of the definition.
    pub name: Sentence,
    /// Numerator.
    pub numerator: i64,
    /// Denominator.
    pub denominator: i64,
    /// In percent; absent without a base.
    pub percent: Option<String>,
    /// How the percentage was rounded.
    pub rounding: Rounding,
}

/// Figures as they were published: the content that is hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Content {
    period: Period,
    scope: FigureScope,
    figures: Vec<PublishedFigure>,
}

/// Figures as they were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    /// Id.
    pub id: FigureSetId,
    /// What they were published as.
    pub name: String,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// When, UTC.
    pub published_at: chrono::NaiveDateTime,
    /// By whom.
    pub actor: String,
    /// Period.
    pub period: Period,
    /// Whose cases.
    pub scope: FigureScope,
    /// The figures.
    pub figures: Vec<PublishedFigure>,
}

/// What has moved since figures were published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// As they were published.
    pub published: Published,
    /// The same figures today, in the same order.
    pub now: Vec<Figure>,
    /// Cases that add something else today, by definition, part and case.
    pub cases: Vec<CaseMoved>,
}

/// A case that adds something else to a figure than when it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseMoved {
    /// Id of the definition.
    pub definition: String,
    /// Numerator or denominator.
    pub part: Part,
    /// The case.
    pub case: CaseId,
    /// Case number, normalised.
    pub number: Option<String>,
    /// What it added then.
    pub then: i64,
    /// What it adds today.
    pub now: i64,
}

/// Publishes figures: keeps them as they are, for good, with a row in the audit trail. Those of every rate where no definition is named.
///
/// # Errors
/// As [`figures`]; a name that is empty.
pub fn publish(
    database: &mut Database,
    books: &Books,
    name: &str,
    definitions: &[&str],
    period: Period,
    scope: &FigureScope,
    act: &Act<'_>,
) -> Result<Published, ServiceError> {
    if name.trim().is_empty() {
        return Err(ServiceError::said("发布的统计数据须有名称", "published figures need a name"));
    }
    // one transaction: what is published is what was counted
    database.together(|database| {
        let frozen = figures(database, books, definitions, period, scope)?.into_iter().map(PublishedFigure::from).collect();
        let content = serde_json::to_string(&Content { period, scope: scope.clone(), figures: frozen })
            .map_err(|fault| ServiceError::said(format!("无法写入：{fault}"), format!("cannot be written: {fault}")))?;
        let set = NewFigureSet { name: name.trim(), content: &content, sha256: &hex(&Sha256::digest(&content)) };
        let id = database.figure_set_add(&set, act)?;
        published(database, id)
    })
}

/// Publishes every rate and every count of a unit and all below it, or of all that whoever asks may publish.
///
/// # Errors
/// [`ServiceError::Denied`]; as [`publish`].
pub fn publish_within(
    database: &mut Database,
    books: &Books,
    access: &Access,
    name: &str,
    period: Period,
    unit: Option<UnitId>,
    act: &Act<'_>,
) -> Result<Published, ServiceError> {
    let permitted = access.scope(Action::StatisticsPublish)?.units(&access.tree);
    let asked = unit.map_or_else(FigureScope::default, FigureScope::under);
    let scope = asked.clone().within(permitted.as_deref(), &access.tree);
    if unit.is_some() && scope != asked {
        return Err(ServiceError::said("该单位不在您可以发布的范围内", "the unit is not yours to publish"));
    }
    let computed = books.registry.definitions.iter().filter(|one| matches!(one.method, Method::Fraction(_) | Method::Count(_)));
    let definitions: Vec<&str> = computed.map(|one| one.id.as_str()).collect();
    publish(database, books, name, &definitions, period, &scope, act)
}

/// Figures as they were published.
///
/// # Errors
/// No such set, one whose content is not what was published, or what the engine reports.
pub fn published(database: &mut Database, id: FigureSetId) -> Result<Published, ServiceError> {
    opened(database.figure_set(id)?)
}

/// Everything that was published, newest first.
///
/// # Errors
/// A set whose content is not what was published, or what the engine reports.
pub fn published_list(database: &mut Database) -> Result<Vec<Published>, ServiceError> {
    database.figure_sets()?.into_iter().map(opened).collect()
}

fn opened(set: FigureSet) -> Result<Published, ServiceError> {
    let id = set.id;
    let damaged = || {
        ServiceError::said(
            format!("已发布的统计数据 {id} 与发布时不一致，请从备份恢复"),
            format!("the published figures {id} are not what was published; restore a backup"),
        )
    };
    if hex(&Sha256::digest(&set.content)) != set.sha256 {
        return Err(damaged());
    }
    let Content { period, scope, figures } = serde_json::from_str(&set.content).map_err(|_| damaged())?;
    let FigureSet { name, sha256, published_at, actor, .. } = set;
    Ok(Published { id, name, sha256, published_at, actor, period, scope, figures })
}

/// The same figures today, and every case that adds something else to them than when they were published.
///
/// # Errors
/// As [`published`] and [`figures`]; a definition that is no longer there.
pub fn published_drift(database: &mut Database, books: &Books, id: FigureSetId) -> Result<Drift, ServiceError> {
    let published = published(database, id)?;
    let (period, scope) = (published.period, &published.scope);
    let ids: Vec<&str> = published.figures.iter().map(|figure| figure.definition.as_str()).collect();
    let now = figures(database, books, &ids, period, scope)?;
    let queries: Vec<FigureQuery> =
        ids.iter().map(|id| FigureQuery { definition: (*id).to_owned(), switches: Vec::new(), period, scope: scope.clone() }).collect();
    let chosen = queries.iter().map(|query| chosen(books, query)).collect::<Result<Vec<_>, _>>()?;
    let sides: Vec<(&str, Part, &[Term])> = chosen
        .iter()
        .flat_map(|chosen| {
            let id = chosen.definition.id.as_str();
            [(id, Part::Numerator, &chosen.formula.numerator[..]), (id, Part::Denominator, &chosen.formula.denominator[..])]
        })
        .collect();
    let names = Names::of(database)?;
    let then = Until::At(published.published_at);
    let mut cases = Vec::new();
    database.known(&mut |case| {
        let [before, after] = [then, Until::Now]
            .map(|until| until.facts(&case, books).map_or_else(Counts::default, |facts| names.counts(&facts, period, scope)));
        if before != after {
            for (definition, part, terms) in &sides {
                let (then, now) = (before.sum(terms), after.sum(terms));
                if then != now {
                    let number = case.number.clone();
                    cases.push(CaseMoved { definition: (*definition).to_owned(), part: *part, case: case.id, number, then, now });
                }
            }
        }
        Ok::<_, ServiceError>(())
    })?;
    cases.sort_by(|one, other| (&one.definition, one.part, one.case).cmp(&(&other.definition, other.part, other.case)));
    Ok(Drift { published, now, cases })
}

impl From<Figure> for PublishedFigure {
    fn from(figure: Figure) -> Self {
        let Figure { name, rate, .. } = figure;
        Self {
            definition: rate.definition,
            version: rate.version,
            name,
            numerator: rate.numerator,
            denominator: rate.denominator,
            percent: rate.percent,
            rounding: rate.rounding,
        }
    }
}
