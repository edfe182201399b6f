//! Figures, each with the definition it follows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::Found;
use super::take::{InPath, InQuery};

use crate::domain::access::Action;
use crate::domain::case::Instance;
use crate::domain::id::CaseId;
use crate::domain::statistics::{AnnualFigures, Definition, Method, Period, Registry};
use crate::domain::words::{Lang, Sentence};
use crate::http::{Call, Problem, code};
use crate::service::figures::{self, CaseBehind, CasesQuery, Figure, FigureQuery, FigureScope, Only, Part, Published, UnitsIn};
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
    /// Questions of counting it leaves open, each with its choices; the first is its own.
    switches: Vec<SwitchBody>,
}

/// A question of counting that practice answers in several ways.
#[derive(Debug, Serialize, ToSchema)]
pub struct SwitchBody {
    /// Id.
    id: String,
    /// The question.
    question: String,
    /// Where it comes from.
    source: String,
    /// The choices.
    choices: Vec<ChoiceBody>,
}

/// An answer to a switch.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceBody {
    /// Id within the switch.
    id: String,
    /// The answer.
    name: String,
}

/// Figures to compute.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct FiguresQuery {
    /// Period: `2024`, `2024H1`, `2024Q3`, `2024-05`, `2024-03-15` or `2024-03-15..2024-06-30`.
    period: String,
    /// Ids of definitions, joined by commas; every rate without any.
    definition: Option<String>,
    /// Answers to switches, `switch=choice` joined by commas.
    switches: Option<String>,
    /// Only this unit and all below it, by full or short name.
    unit: Option<String>,
    /// The unit itself only.
    own: Option<bool>,
    /// Only this matter.
    matter: Option<String>,
    /// Only this management category.
    category: Option<String>,
    /// Only this officer.
    officer: Option<String>,
    /// Only this court.
    court: Option<String>,
    /// Only this kind of record, by code.
    #[param(value_type = Option<String>)]
    instance: Option<Instance>,
    /// As known at the end of this day.
    known_on: Option<NaiveDate>,
}

/// The cases behind a figure.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct BehindQuery {
    /// Id of the definition.
    definition: String,
    /// `numerator` or `denominator`.
    #[param(value_type = String)]
    part: Part,
    /// Period, as for figures.
    period: String,
    /// Answers to switches, `switch=choice` joined by commas.
    switches: Option<String>,
    /// Only this unit and all below it, by full or short name.
    unit: Option<String>,
    /// The unit itself only.
    own: Option<bool>,
    /// Only this matter.
    matter: Option<String>,
    /// Only this management category.
    category: Option<String>,
    /// Only this officer.
    officer: Option<String>,
    /// Only this court.
    court: Option<String>,
    /// Only this kind of record, by code.
    #[param(value_type = Option<String>)]
    instance: Option<Instance>,
    /// As known at the end of this day.
    known_on: Option<NaiveDate>,
    /// Where the list continues: `next` of the page before.
    #[param(minimum = 1)]
    after: Option<i64>,
    /// Cases on a page, 1 to 500; 100 unless said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u16>,
}

/// Figures, each with its definition, its fraction, and the same of the year before.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureList {
    /// In the order asked.
    #[schema(value_type = Vec<Object>)]
    items: Vec<Figure>,
}

/// One page of the cases behind a figure; the weights of all pages add up to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct BehindList {
    /// Cases by id, each with the facts that count.
    #[schema(value_type = Vec<Object>)]
    items: Vec<CaseBehind>,
    /// Where the list continues; null at its end.
    next: Option<i64>,
}

/// Figures as they were published.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedList {
    /// Newest first, each with its hash.
    #[schema(value_type = Vec<Object>)]
    items: Vec<Published>,
}

/// Cases on a page unless said.
const PAGE: u16 = 100;
/// Cases on a page at most.
const MOST: u16 = 500;

/// `GET /statistics/annual/{year}`: of the units whose figures the caller may see.
pub(super) fn annual(call: &Call, database: &mut Database, InPath(path): InPath<YearPath>) -> Result<Found<AnnualBody>, Problem> {
    let access = call.access()?;
    let units = access.scope(Action::StatisticsRead)?.units(&access.tree);
    let (figures, broken) = service::annual_of(database, &call.books, path.year, units.as_deref())?;
    Ok(Found(AnnualBody { figures, broken: broken.iter().map(|rule| rule.words.in_lang(call.lang).to_owned()).collect() }))
}

/// `GET /statistics/definitions`.
pub(super) fn definitions(call: &Call, _: &mut Database, (): ()) -> Result<Found<DefinitionList>, Problem> {
    let registry = &call.books.registry;
    Ok(Found(DefinitionList { items: registry.definitions.iter().map(|one| body(registry, one, call.lang)).collect() }))
}

fn body(registry: &Registry, definition: &Definition, lang: Lang) -> DefinitionBody {
    let said = |words: &Sentence| words.in_lang(lang).to_owned();
    let switches = registry.switches_of(&definition.id).map(|switch| SwitchBody {
        id: switch.id.clone(),
        question: said(&switch.question),
        source: switch.source.clone(),
        choices: switch.choices.iter().map(|choice| ChoiceBody { id: choice.id.clone(), name: said(&choice.name) }).collect(),
    });
    DefinitionBody {
        id: definition.id.clone(),
        version: definition.version,
        name: said(&definition.name),
        formula: said(&definition.formula),
        source: definition.source.clone(),
        exclusions: definition.exclusions.as_ref().map(said),
        computed: matches!(definition.method, Method::Fraction(_)),
        switches: switches.collect(),
    }
}

/// `GET /statistics/figures`: of the units whose figures the caller may see.
pub(super) fn figures(call: &Call, database: &mut Database, InQuery(query): InQuery<FiguresQuery>) -> Result<Found<FigureList>, Problem> {
    let FiguresQuery { period, definition, switches, unit, own, matter, category, officer, court, instance, known_on } = query;
    let scope = FigureScope { units: UnitsIn::All, instance, matter, category, officer, court };
    let scope = seen(call, database, unit.as_deref(), own == Some(true), scope)?;
    let ids: Vec<&str> = definition.iter().flat_map(|ids| ids.split(',')).collect();
    let asked = figures::queries(&call.books, &ids, &answers(switches.as_deref())?, days(&period)?, &scope);
    let items = match known_on {
        Some(day) => figures::figures_known_on(database, &call.books, &asked, day)?,
        None => figures::figures_of(database, &call.books, &asked)?,
    };
    Ok(Found(FigureList { items }))
}

/// `GET /statistics/figures/cases`: whoever may list cases sees which are behind a figure.
pub(super) fn cases(call: &Call, database: &mut Database, InQuery(query): InQuery<BehindQuery>) -> Result<Found<BehindList>, Problem> {
    call.access()?.scope(Action::CaseList)?;
    let BehindQuery { definition, part, period, switches, unit, own, matter, category, officer, court, instance, known_on, after, limit } =
        query;
    let limit = page_size(limit)?;
    let scope = FigureScope { units: UnitsIn::All, instance, matter, category, officer, court };
    let scope = seen(call, database, unit.as_deref(), own == Some(true), scope)?;
    let asked = FigureQuery { definition, switches: answers(switches.as_deref())?, period: days(&period)?, scope };
    let asked = CasesQuery { figure: &asked, part, only: &Only::All, known_on, after: after.map(CaseId), limit };
    let found = figures::cases_asked(database, &call.books, &asked)?;
    Ok(Found(BehindList { items: found.cases, next: found.next.map(|case| case.0) }))
}

/// `GET /statistics/published`.
pub(super) fn published(_: &Call, database: &mut Database, (): ()) -> Result<Found<PublishedList>, Problem> {
    Ok(Found(PublishedList { items: figures::published_list(database)? }))
}

/// Cases on a page.
pub(super) fn page_size(limit: Option<u16>) -> Result<usize, Problem> {
    let limit = limit.unwrap_or(PAGE);
    if !(1..=MOST).contains(&limit) {
        let sentence = Sentence::new(format!("limit 应为 1 至 {MOST}"), format!("limit runs from 1 to {MOST}"));
        return Err(Problem::new(code::UNACCEPTABLE, sentence).at("limit"));
    }
    Ok(limit.into())
}

/// What of a scope the caller may see.
pub(super) fn seen(
    call: &Call,
    database: &mut Database,
    unit: Option<&str>,
    own: bool,
    scope: FigureScope,
) -> Result<FigureScope, Problem> {
    let access = call.access()?;
    let permitted = access.scope(Action::StatisticsRead)?.units(&access.tree);
    let units = match unit.map(|name| service::unit_named(database, name)).transpose()? {
        None => UnitsIn::All,
        Some((unit, _)) if own => UnitsIn::Own(unit),
        Some((unit, _)) => UnitsIn::Under(unit),
    };
    Ok(FigureScope { units, ..scope }.within(permitted.as_deref(), &access.tree))
}

pub(super) fn days(text: &str) -> Result<Period, Problem> {
    Period::parse(text).map_err(|fault| Problem::new(code::UNACCEPTABLE, fault.0).at("period"))
}

fn answers(text: Option<&str>) -> Result<Vec<(String, String)>, Problem> {
    let answer = |text: &str| {
        let (switch, choice) = text.split_once('=').ok_or_else(|| {
            let sentence = Sentence::new(format!("“{text}”应写作 选项=取值"), format!("\"{text}\" should read switch=choice"));
            Problem::new(code::UNACCEPTABLE, sentence).at("switches")
        })?;
        Ok((switch.to_owned(), choice.to_owned()))
    };
    text.iter().flat_map(|text| text.split(',')).map(answer).collect()
}
