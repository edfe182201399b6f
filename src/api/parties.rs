//! The parties of a case, as its history names them.

use serde::Serialize;
use utoipa::ToSchema;

use super::cases::{CasePath, view};
use super::reply::Versioned;
use super::take::InPath;
use crate::domain::access::Action;
use crate::http::{Call, Problem};
use crate::service::Database;

/// Parties of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyList {
    /// Applicants or plaintiffs.
    items: Vec<PartyBody>,
    /// Respondents of a reconsideration, by name of the unit.
    respondents: Vec<String>,
    /// Our agencies on a litigation record.
    agencies: Vec<AgencyBody>,
}

/// An applicant or plaintiff.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyBody {
    /// Name as recorded.
    name: String,
    /// Legal nature.
    kind: Option<&'static str>,
    /// Agent or representative.
    agent: Option<String>,
}

/// An agency of ours.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyBody {
    /// The unit.
    agency: String,
    /// Its role.
    role: &'static str,
}

/// `GET /cases/{case}/parties`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Versioned<PartyList>, Problem> {
    let view = view(call, database, Action::PartyRead, path.case)?;
    let case = &view.case;
    let items = case.parties.iter().map(|party| PartyBody {
        name: party.name.clone(),
        kind: party.kind.as_ref().map(|kind| kind.code()),
        agent: party.agent.clone(),
    });
    let agencies = case.agencies.iter().map(|agency| AgencyBody { agency: agency.agency.clone(), role: agency.role.code() });
    let body = PartyList { items: items.collect(), respondents: case.respondents.clone(), agencies: agencies.collect() };
    Ok(Versioned(view.stored.version, body))
}
