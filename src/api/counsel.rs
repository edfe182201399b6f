//! Legal counsel 法律顾问: whom they advise and until when, and the cases they acted in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::{Done, Found, Made};
use super::supervision::unit;
use super::take::{InBody, InPath};
use crate::domain::id::{CaseId, CounselId};
use crate::http::{Call, Problem};
use crate::service::supervision::{self, CounselKnown};
use crate::service::{Database, NewCounsel};

/// The counsel an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct CounselPath {
    /// Id.
    counsel: i64,
}

/// A legal counsel to be recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCounselBody {
    /// Name.
    name: String,
    /// Law firm.
    firm: Option<String>,
    /// Unit advised, by full or short name.
    unit: String,
    /// First day.
    from: NaiveDate,
    /// Last day.
    until: Option<NaiveDate>,
}

/// A case a counsel acted in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CounselActedBody {
    /// The case.
    case: i64,
}

/// A legal counsel.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounselBody {
    /// Id.
    id: i64,
    /// Name.
    name: String,
    /// Law firm.
    firm: Option<String>,
    /// Unit advised.
    unit: i64,
    /// First day.
    from: NaiveDate,
    /// Last day.
    until: Option<NaiveDate>,
    /// Cases they acted in that you may read; their numbers are at `/supervision/counsel/{counsel}/cases`.
    cases: Vec<i64>,
    /// How many cases there are beside these.
    cases_beyond: usize,
}

/// Legal counsel of the units within reach.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounselList {
    /// By id.
    items: Vec<CounselBody>,
}

/// The last day of an engagement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CounselEndBody {
    /// Last day.
    until: NaiveDate,
}

/// A case a counsel acted in.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounselCaseBody {
    /// The case.
    case: i64,
    /// Its number; null: it has none.
    number: Option<String>,
}

/// Cases a counsel acted in that the caller may read.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounselCaseList {
    /// By id.
    items: Vec<CounselCaseBody>,
    /// How many cases there are beside these.
    beyond: usize,
}

/// The id of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounselMadeBody {
    /// Id.
    id: i64,
}

impl From<CounselKnown> for CounselBody {
    fn from(one: CounselKnown) -> Self {
        Self {
            id: one.id.0,
            name: one.of.name,
            firm: one.of.firm,
            unit: one.of.unit.0,
            from: one.of.from,
            until: one.of.until,
            cases: one.cases.into_iter().map(|case| case.id.0).collect(),
            cases_beyond: one.beyond,
        }
    }
}

/// `GET /supervision/counsel`.
pub(super) fn list(call: &Call, database: &mut Database, (): ()) -> Result<Found<CounselList>, Problem> {
    let found = supervision::counsel(database, call.access()?)?;
    Ok(Found(CounselList { items: found.into_iter().map(CounselBody::from).collect() }))
}

/// `POST /supervision/counsel`.
pub(super) fn add(call: &Call, database: &mut Database, InBody(new): InBody<NewCounselBody>) -> Result<Made<CounselMadeBody>, Problem> {
    let NewCounselBody { name, firm, unit: of, from, until } = new;
    let new = NewCounsel { name, firm, unit: unit(database, &of)?, from, until };
    let id = supervision::counsel_add(database, call.access()?, &new, &call.act()?)?;
    Ok(Made { location: format!("{}/supervision/counsel/{id}", super::BASE), version: 1, body: CounselMadeBody { id: id.0 } })
}

/// `GET /supervision/counsel/{counsel}`.
pub(super) fn show(call: &Call, database: &mut Database, InPath(path): InPath<CounselPath>) -> Result<Found<CounselBody>, Problem> {
    Ok(Found(supervision::counsel_numbered(database, call.access()?, CounselId(path.counsel))?.into()))
}

/// `POST /supervision/counsel/{counsel}/end`.
pub(super) fn end(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(end)): (InPath<CounselPath>, InBody<CounselEndBody>),
) -> Result<Found<CounselBody>, Problem> {
    let (access, id) = (call.access()?, CounselId(path.counsel));
    supervision::counsel_end(database, access, id, end.until, &call.act()?)?;
    Ok(Found(supervision::counsel_numbered(database, access, id)?.into()))
}

/// `GET /supervision/counsel/{counsel}/cases`.
pub(super) fn cases(call: &Call, database: &mut Database, InPath(path): InPath<CounselPath>) -> Result<Found<CounselCaseList>, Problem> {
    let one = supervision::counsel_numbered(database, call.access()?, CounselId(path.counsel))?;
    let items = one.cases.into_iter().map(|case| CounselCaseBody { case: case.id.0, number: case.number }).collect();
    Ok(Found(CounselCaseList { items, beyond: one.beyond }))
}

/// `POST /supervision/counsel/{counsel}/cases`.
pub(super) fn acted(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(acted)): (InPath<CounselPath>, InBody<CounselActedBody>),
) -> Result<Done, Problem> {
    supervision::counsel_acted(database, call.access()?, CounselId(path.counsel), CaseId(acted.case), &call.act()?)?;
    Ok(Done)
}
