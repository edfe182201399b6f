//! A case handed over: to the unit that runs it from now on, to an officer, or both.

use serde::Deserialize;
use utoipa::ToSchema;

use super::cases::CasePath;
use super::reply::Done;
use super::take::{InBody, InPath};
use crate::domain::access::Action;
use crate::domain::id::{CaseId, PersonId};
use crate::http::{Call, Problem};
use crate::service::{self, Database};

/// To whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentBody {
    /// Unit that runs the file from now on 承办机构, by full or short name; it stays unless said.
    handler: Option<String>,
    /// Id of the officer who runs it from now on 承办人; stays unless said.
    #[schema(minimum = 1)]
    officer: Option<i64>,
}

/// `POST /cases/{case}/assignment`.
pub(super) fn assign(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<CasePath>, InBody<AssignmentBody>),
) -> Result<Done, Problem> {
    let (access, case) = (call.access()?, CaseId(path.case));
    access.may_case(database, Action::CaseAssign, case)?;
    if body.handler.is_none() && body.officer.is_none() {
        return Err(Problem::unacceptable("handler", "请写明承办机构或者承办人", "name the unit, the officer, or both"));
    }
    let handler = body.handler.as_deref().map(|name| service::unit_named(database, name)).transpose();
    let handler = handler.map_err(|error| Problem::from(error).at("handler"))?.map(|(id, _)| id);
    let officer = body.officer.map(PersonId);
    if let Some(officer) = officer {
        let known = database.person(officer);
        known.map_err(|_| Problem::unacceptable("officer", "没有这名人员", "there is no such person"))?;
    }
    service::assign(database, access, case, handler, officer, &call.act()?)?;
    Ok(Done)
}
