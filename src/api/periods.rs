//! Statutory periods: the rules, and the calculator.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::deadlines::StepBody;
use super::reply::Found;
use super::take::{InPath, InQuery};
use crate::domain::law::Rule;
use crate::domain::words::Lang;
use crate::http::{Call, Problem, code};
use crate::service::{self, Database, PeriodQuestion};

/// The rules there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleList {
    /// In the order of the rule book.
    items: Vec<RuleBody>,
}

/// A statutory period.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleBody {
    /// Id of the rule.
    id: String,
    /// Law and article.
    citation: String,
    /// What must be done.
    obligation: String,
    /// Who is bound.
    bound: &'static str,
    /// What its end means.
    kind: &'static str,
    /// Event that starts it.
    trigger: String,
    /// `after` or `before` the event.
    direction: &'static str,
    /// Length, in units.
    length: u32,
    /// `working-day`, `day`, `month` or `year`.
    unit: &'static str,
    /// It may be extended.
    extendable: bool,
    /// First day its event may fall on.
    effective_from: NaiveDate,
    /// Last day its event may fall on; null while in force.
    effective_to: Option<NaiveDate>,
    /// What follows when it runs out.
    on_expiry: String,
    /// Words of the article.
    quote: String,
}

impl RuleBody {
    fn new(rule: &Rule, lang: Lang) -> Self {
        Self {
            id: rule.id.clone(),
            citation: rule.citation(),
            obligation: rule.obligation().in_lang(lang).to_owned(),
            bound: rule.bound.code(),
            kind: rule.kind.code(),
            trigger: rule.trigger_event.clone(),
            direction: rule.direction.code(),
            length: rule.length,
            unit: rule.unit.code(),
            extendable: rule.extendable,
            effective_from: rule.effective_from,
            effective_to: rule.effective_to,
            on_expiry: rule.on_expiry().in_lang(lang).to_owned(),
            quote: rule.quote.clone(),
        }
    }
}

/// The rule an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct RulePath {
    /// Id of the rule.
    rule: String,
}

/// What is asked of the calculator.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DueQuery {
    /// Day of the event it starts from (for a notice: the day of the event it precedes).
    from: NaiveDate,
    /// Days that do not count, `2024-01-01..2024-01-05` (first day, day it goes on), several joined by commas.
    exclude: Option<String>,
    /// Days of an approved extension.
    extend: Option<u32>,
    /// Day another text counts it from, for a rule that names such an event.
    latest_from: Option<NaiveDate>,
}

/// When a period ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct DueBody {
    /// Id of the rule.
    rule: String,
    /// Day it starts from.
    from: NaiveDate,
    /// Last day that is in time on every reading.
    due_on: Option<NaiveDate>,
    /// Last day that is in time on some defensible reading.
    latest_on: Option<NaiveDate>,
    /// Last day before a holiday moved it.
    nominal_on: Option<NaiveDate>,
    /// Depends on a calendar not yet published.
    provisional: bool,
    /// How it was computed.
    trace: Vec<StepBody>,
}

/// `GET /periods`.
pub(super) fn list(call: &Call, _: &mut Database, (): ()) -> Result<Found<RuleList>, Problem> {
    let rules = &call.books.law.rules.rules;
    Ok(Found(RuleList { items: rules.iter().map(|rule| RuleBody::new(rule, call.lang)).collect() }))
}

/// `GET /periods/{rule}`.
pub(super) fn show(call: &Call, _: &mut Database, InPath(path): InPath<RulePath>) -> Result<Found<RuleBody>, Problem> {
    Ok(Found(RuleBody::new(rule(call, &path.rule)?, call.lang)))
}

/// `GET /periods/{rule}/due`.
pub(super) fn due(
    call: &Call,
    _: &mut Database,
    (InPath(path), InQuery(query)): (InPath<RulePath>, InQuery<DueQuery>),
) -> Result<Found<DueBody>, Problem> {
    rule(call, &path.rule)?;
    let exclude = query.exclude.as_deref().map(stretches).transpose()?.unwrap_or_default();
    let question = PeriodQuestion { rule: path.rule, from: query.from, exclude, extend: query.extend, latest_from: query.latest_from };
    let due = service::period_due(&call.books.law, &question)?;
    Ok(Found(DueBody {
        rule: due.rule,
        from: due.from,
        due_on: due.due_on,
        latest_on: due.latest_on,
        nominal_on: due.nominal_on,
        provisional: due.provisional,
        trace: due.trace.into_iter().map(|step| StepBody::new(step, call.lang)).collect(),
    }))
}

fn rule<'a>(call: &'a Call, id: &str) -> Result<&'a Rule, Problem> {
    service::period(&call.books.law, id).map_err(|error| Problem::new(code::NOT_FOUND, error.sentence()))
}

/// `2024-01-01..2024-01-05,2024-02-01..2024-02-03`.
fn stretches(text: &str) -> Result<Vec<(NaiveDate, NaiveDate)>, Problem> {
    let stretch = |text: &str| {
        let (from, until) = text.split_once("..")?;
        Some((from.trim().parse().ok()?, until.trim().parse().ok()?))
    };
    let wrong = || Problem::unacceptable("exclude", "应写作 2024-01-01..2024-01-05", "days are written 2024-01-01..2024-01-05");
    text.split(',').map(|text| stretch(text).ok_or_else(wrong)).collect()
}
