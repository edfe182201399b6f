//! The deadlines of a case, each with the reason for its day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cases::{CasePath, view};
use super::reply::{Done, Versioned};
use super::take::{InBody, InPath};
use crate::domain::access::Action;
use crate::domain::deadline::{Explained, Step};
use crate::domain::id::CaseId;
use crate::domain::words::Lang;
use crate::http::{Call, Problem};
use crate::service::{self, Database, Overdue};

/// Deadlines of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadlineList {
    /// As of today.
    items: Vec<DeadlineBody>,
}

/// One statutory period of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadlineBody {
    /// Id of the rule.
    rule: String,
    /// What must be done.
    obligation: String,
    /// Law and article.
    article: String,
    /// What its end means.
    kind: &'static str,
    /// Who is bound.
    bound: &'static str,
    /// Whose duty or right it is, seen from the record.
    whose: &'static str,
    /// The unit or person who must act, where the record names one.
    unit: Option<String>,
    /// Day it runs from.
    from: NaiveDate,
    /// Last day that is in time on every reading; null while the clock stands.
    due_on: Option<NaiveDate>,
    /// Last day that is in time on some defensible reading: overdue only after it.
    latest_on: Option<NaiveDate>,
    /// Last day before a holiday moved it.
    nominal_on: Option<NaiveDate>,
    /// Depends on a calendar not yet published.
    provisional: bool,
    /// Runs from a day that is only presumed.
    estimated: bool,
    /// How it stands: `open`, `due-today`, `overdue`, `met`, `met-late`, `suspended`.
    state: &'static str,
    /// Day it was met.
    met_on: Option<NaiveDate>,
    /// Days to warn on, while it is open.
    warn_on: Vec<NaiveDate>,
    /// How it was computed.
    trace: Vec<StepBody>,
}

/// One step of a computation.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepBody {
    /// What was done and why.
    words: String,
    /// Article it rests on; empty for the calendar.
    article: String,
    /// Day reached by it.
    on: Option<NaiveDate>,
    /// Days that count.
    added: i64,
    /// Days passed over.
    skipped: i64,
}

impl StepBody {
    pub(super) fn new(step: Step, lang: Lang) -> Self {
        Self { words: step.words.in_lang(lang).to_owned(), article: step.article, on: step.on, added: step.added, skipped: step.skipped }
    }
}

impl DeadlineBody {
    fn new(deadline: Explained, lang: Lang) -> Self {
        Self {
            rule: deadline.rule,
            obligation: deadline.obligation.in_lang(lang).to_owned(),
            article: deadline.article,
            kind: deadline.kind.code(),
            bound: deadline.bound.code(),
            whose: deadline.whose.code(),
            unit: deadline.unit,
            from: deadline.from,
            due_on: deadline.due_on,
            latest_on: deadline.latest_on,
            nominal_on: deadline.nominal_on,
            provisional: deadline.provisional,
            estimated: deadline.estimated,
            state: deadline.state.code(),
            warn_on: deadline.warn_on,
            met_on: deadline.met_on,
            trace: deadline.trace.into_iter().map(|step| StepBody::new(step, lang)).collect(),
        }
    }
}

/// `GET /cases/{case}/deadlines`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Versioned<DeadlineList>, Problem> {
    let view = view(call, database, Action::DeadlineRead, path.case)?;
    let deadlines = service::deadlines_of(&call.books, &view, call.today());
    let items = deadlines.into_iter().map(|deadline| DeadlineBody::new(deadline, call.lang)).collect();
    Ok(Versioned(view.stored.version, DeadlineList { items }))
}

/// An overdue deadline.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverdueBody {
    /// Id of the rule.
    rule: String,
    /// Day it runs from.
    from: NaiveDate,
    /// Day it was due, where the rule and the day it runs from do not say which.
    due_on: Option<NaiveDate>,
}

/// `POST /cases/{case}/deadlines/acknowledgement`.
pub(super) fn acknowledge(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<CasePath>, InBody<OverdueBody>),
) -> Result<Done, Problem> {
    let overdue = Overdue { rule: &body.rule, from: body.from, due_on: body.due_on };
    service::acknowledge(database, call.access()?, CaseId(path.case), &overdue, &call.act()?)?;
    Ok(Done)
}
