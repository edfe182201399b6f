//! The deadlines of a case, each with the reason for its day.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::cases::{CasePath, view};
use super::reply::Versioned;
use super::take::InPath;
use crate::domain::access::Action;
use crate::domain::deadline::{Deadline, Step};
use crate::domain::words::Lang;
use crate::http::{Call, Problem};
use crate::service::{self, Database};

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
    /// The duty or right can be ours.
    ours: bool,
    /// NaiveDate it runs from.
    from: NaiveDate,
    /// Last day; null while the clock stands.
    due_on: Option<NaiveDate>,
    /// Last day before a holiday moved it.
    nominal_on: Option<NaiveDate>,
    /// Depends on a calendar not yet published.
    provisional: bool,
    /// How it stands: `open`, `due-today`, `overdue`, `met`, `met-late`, `suspended`.
    state: &'static str,
    /// NaiveDate it was met.
    met_on: Option<NaiveDate>,
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
    /// NaiveDate reached by it.
    on: Option<NaiveDate>,
}

impl StepBody {
    pub(super) fn new(step: Step, lang: Lang) -> Self {
        Self { words: step.words.in_lang(lang).to_owned(), article: step.article, on: step.on }
    }
}

impl DeadlineBody {
    fn new(deadline: Deadline, lang: Lang) -> Self {
        Self {
            rule: deadline.rule,
            obligation: deadline.obligation.in_lang(lang).to_owned(),
            article: deadline.article,
            kind: deadline.kind.code(),
            bound: deadline.bound.code(),
            ours: deadline.ours,
            from: deadline.from,
            due_on: deadline.last_day,
            nominal_on: deadline.nominal_on,
            provisional: deadline.provisional,
            state: deadline.state.code(),
            met_on: deadline.met_on,
            trace: deadline.trace.into_iter().map(|step| StepBody::new(step, lang)).collect(),
        }
    }
}

/// `GET /cases/{case}/deadlines`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Versioned<DeadlineList>, Problem> {
    let view = view(call, database, Action::DeadlineRead, path.case)?;
    let deadlines = service::deadlines_of(&call.state.books, &view, call.today());
    let items = deadlines.into_iter().map(|deadline| DeadlineBody::new(deadline, call.lang)).collect();
    Ok(Versioned(view.stored.version, DeadlineList { items }))
}
