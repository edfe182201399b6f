//! The parties of a case and their personal details: shown masked, written sealed, seen in full only with a reason. An address
//! names a person by the number in the case, never by name; what a change or a look rests on is the version of the case.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cases::{CasePath, view};
use super::reply::{Found, Versioned};
use super::take::{InBody, InPath};
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::masking::Purpose;
use crate::domain::personal::{Detail, DetailField, IdentityPaper};
use crate::http::{Call, Problem, code};
use crate::service::{self, Database, DetailView, PartyView};

/// Parties of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyList {
    /// The people of the case, in order of first mention.
    items: Vec<PartyBody>,
    /// Respondents of a reconsideration, by name of the unit.
    respondents: Vec<String>,
    /// Our agencies on a litigation record.
    agencies: Vec<AgencyBody>,
}

/// Somebody in a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct PartyBody {
    /// Number within the case, from 1.
    number: usize,
    /// What the person is in the case.
    role: &'static str,
    /// Name, as the purpose shows it.
    name: String,
    /// Legal nature.
    kind: Option<&'static str>,
    /// Agent or representative, as recorded with the party.
    agent: Option<String>,
    /// Personal details, masked.
    details: Vec<DetailBody>,
}

/// A personal detail, masked.
#[derive(Debug, Serialize, ToSchema)]
pub struct DetailBody {
    /// `identity-number`, `credit-code`, `phone`, `address`, `birth-date`.
    field: &'static str,
    /// The paper of an identity number.
    paper: Option<&'static str>,
    /// The value, masked; null where the deployment has no keys to open it with.
    value: Option<String>,
}

/// An agency of ours.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyBody {
    /// The unit.
    agency: String,
    /// Its role.
    role: &'static str,
}

/// Details to be recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DetailsBody {
    /// Each with its value, or without one to take it back.
    details: Vec<NewDetailBody>,
}

/// A personal detail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDetailBody {
    /// `identity-number`, `credit-code`, `phone`, `address`, `birth-date`.
    #[schema(value_type = String)]
    field: DetailField,
    /// The paper of an identity number; the resident card unless said.
    #[schema(value_type = Option<String>)]
    paper: Option<IdentityPaper>,
    /// The value; absent: the detail is taken back.
    #[schema(value_type = Option<String>)]
    value: Option<SecretString>,
}

/// Why details must be seen in full.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonBody {
    /// The reason; it stands in the audit trail.
    reason: String,
}

/// Details in full.
#[derive(Serialize, ToSchema)]
pub struct UnmaskedBody {
    /// What is recorded.
    items: Vec<FullDetailBody>,
}

/// A detail in full.
#[derive(Serialize, ToSchema)]
pub struct FullDetailBody {
    /// Which.
    field: &'static str,
    /// The paper of an identity number.
    paper: Option<&'static str>,
    /// The value.
    value: String,
}

/// By what somebody is looked for: an identity number, a credit code or a telephone, exactly.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchBody {
    /// `identity-number`, `credit-code`, `phone`.
    #[schema(value_type = String)]
    field: DetailField,
    /// The paper of an identity number; it does not matter for the search.
    #[schema(value_type = Option<String>)]
    paper: Option<IdentityPaper>,
    /// The value.
    #[schema(value_type = String)]
    value: SecretString,
}

/// Where somebody was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundList {
    /// Cases within reach.
    items: Vec<FoundBody>,
}

/// A case somebody stands in.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundBody {
    /// Id of the case.
    case: i64,
    /// Its number.
    case_number: Option<String>,
    /// The person there, masked.
    party: PartyBody,
}

/// The person of a case that an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PartyPath {
    /// Id of the case.
    #[param(minimum = 1)]
    case: i64,
    /// Number of the person within it.
    #[param(minimum = 1)]
    party: u32,
}

impl From<PartyView> for PartyBody {
    fn from(party: PartyView) -> Self {
        Self {
            number: party.number,
            role: party.role.code(),
            name: party.name,
            kind: party.kind.map(|kind| kind.code()),
            agent: None,
            details: party.details.into_iter().map(DetailBody::from).collect(),
        }
    }
}

impl From<DetailView> for DetailBody {
    fn from(detail: DetailView) -> Self {
        Self { field: detail.field.code(), paper: detail.paper.map(IdentityPaper::code), value: detail.value }
    }
}

/// `GET /cases/{case}/parties`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Versioned<PartyList>, Problem> {
    let view = view(call, database, Action::PartyRead, path.case)?;
    let case = &view.case;
    let keys = call.state.entrance.keys().ring();
    let people = service::parties(database, call.access()?, Some(&keys), CaseId(path.case), Purpose::Detail)?;
    let items = people.into_iter().map(|party| {
        let agent = case.parties.iter().find(|known| known.name == party.name).and_then(|known| known.agent.clone());
        PartyBody { agent, ..PartyBody::from(party) }
    });
    let agencies = case.agencies.iter().map(|agency| AgencyBody { agency: agency.agency.clone(), role: agency.role.code() });
    let body = PartyList { items: items.collect(), respondents: case.respondents.clone(), agencies: agencies.collect() };
    Ok(Versioned(view.stored.version, body))
}

/// `POST /cases/{case}/parties/{party}/details`.
pub(super) fn write(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<PartyPath>, InBody<DetailsBody>),
) -> Result<Found<PartyBody>, Problem> {
    let name = named(call, database, Action::PartyWrite, &path)?;
    let read = |new: NewDetailBody| {
        let detail = new.value.map(|value| Detail::read(new.field, new.paper, value.expose_secret())).transpose();
        detail.map(|detail| (new.field, detail)).map_err(|fault| Problem::new(code::UNACCEPTABLE, fault.0).at(new.field.code()))
    };
    let changes = body.details.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if changes.is_empty() {
        return Err(Problem::unacceptable("details", "没有要登记的内容", "there is nothing to record"));
    }
    let (keys, case) = (call.state.entrance.keys().ring(), CaseId(path.case));
    service::party_write(database, call.access()?, Some(&keys), case, &name, &changes, &call.act()?)?;
    let people = service::parties(database, call.access()?, Some(&keys), case, Purpose::Detail)?;
    let party = people.into_iter().find(|party| party.name == name).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    Ok(Found(party.into()))
}

/// `POST /cases/{case}/parties/{party}/unmasking`. Its answer is in full: it is never kept for a repetition.
pub(super) fn unmask(
    call: &Call,
    (InPath(path), InBody(body)): (InPath<PartyPath>, InBody<ReasonBody>),
) -> Result<Found<UnmaskedBody>, Problem> {
    let asked = call.clone();
    let look = move |database: &mut Database| {
        let name = named(&asked, database, Action::PartyUnmask, &path)?;
        let keys = asked.state.entrance.keys().ring();
        let case = CaseId(path.case);
        let details = service::party_unmask(database, asked.access()?, Some(&keys), case, &name, &body.reason, &asked.act()?)?;
        let items = details.iter().map(|detail| FullDetailBody {
            field: detail.field.code(),
            paper: detail.paper.map(IdentityPaper::code),
            value: detail.value.expose_secret().to_owned(),
        });
        Ok::<_, Problem>(UnmaskedBody { items: items.collect() })
    };
    call.state.writer.run(look).map(Found)
}

/// `POST /parties/search`. The value stands in the body, where no log has it; the answer is not kept.
pub(super) fn search(call: &Call, InBody(body): InBody<SearchBody>) -> Result<Found<FoundList>, Problem> {
    let detail = Detail::read(body.field, body.paper, body.value.expose_secret());
    let detail = detail.map_err(|fault| Problem::new(code::UNACCEPTABLE, fault.0).at("value"))?;
    let asked = call.clone();
    let look = move |database: &mut Database| {
        let keys = asked.state.entrance.keys().ring();
        Ok::<_, Problem>(service::party_find(database, asked.access()?, Some(&keys), &detail, &asked.act()?)?)
    };
    let items = call.state.writer.run(look)?.into_iter().map(|found| FoundBody {
        case: found.case.0,
        case_number: found.case_number,
        party: found.party.into(),
    });
    Ok(Found(FoundList { items: items.collect() }))
}

/// The name of the person, in the version of the case the caller has seen: who is meant cannot have changed meanwhile.
fn named(call: &Call, database: &mut Database, action: Action, path: &PartyPath) -> Result<String, Problem> {
    let seen = view(call, database, action, path.case)?;
    call.require_version(seen.stored.version)?;
    let name = service::party_numbered(database, call.access()?, CaseId(path.case), path.party as usize)?;
    name.ok_or_else(|| Problem::of(code::NOT_FOUND))
}
