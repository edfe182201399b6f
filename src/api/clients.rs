//! Machine clients: programs that use the API in one role at one unit, confined to some actions. A secret is shown once, in the
//! answer that makes it, which is never kept for a repetition.

use chrono::NaiveDate;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::people::GrantBody;
use super::reply::{Done, Found, Made, Versioned};
use super::take::{InBody, InPath};
use crate::domain::access::{Action, Grant, Role};
use crate::domain::id::ClientId;
use crate::http::{Call, Problem};
use crate::service::{self, Client, Database, Granted, NewClient};

/// Machine clients.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientList {
    /// By name.
    items: Vec<ClientBody>,
}

/// A machine client.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientBody {
    id: i64,
    /// Name, unique.
    name: String,
    /// The actions it is confined to.
    scopes: Vec<&'static str>,
    /// First day it may act.
    active_from: NaiveDate,
    /// First day it may no longer.
    active_until: Option<NaiveDate>,
    /// What is granted to it.
    grants: Vec<GrantBody>,
    /// Grows with every change; also its ETag.
    version: usize,
}

/// A program to be let in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClientBody {
    /// Name.
    name: String,
    /// The actions it is confined to, by code.
    #[schema(value_type = Vec<String>)]
    scopes: Vec<Action>,
    /// The role it acts in: `case-officer`, `liaison`, `leader`.
    #[schema(value_type = String)]
    role: Role,
    /// The unit whose subtree it reaches, by full or short name; the whole deployment unless said.
    unit: Option<String>,
    /// First day the role is no longer in force.
    until: Option<NaiveDate>,
}

/// Other actions.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopesBody {
    /// The actions the client is confined to from now on, by code.
    #[schema(value_type = Vec<String>)]
    scopes: Vec<Action>,
}

/// A client with its secret.
#[derive(Serialize, ToSchema)]
pub struct EnrolledBody {
    /// The client.
    client: ClientBody,
    /// The secret it signs in with at `/sessions/client`; shown this once.
    secret: String,
}

/// A secret; shown once.
#[derive(Serialize, ToSchema)]
pub struct SecretBody {
    /// The secret.
    secret: String,
}

/// The client an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ClientPath {
    /// Id of the client.
    #[param(minimum = 1)]
    client: i64,
}

impl From<(Client, Vec<Granted>)> for ClientBody {
    fn from((client, grants): (Client, Vec<Granted>)) -> Self {
        Self {
            id: client.id.0,
            name: client.name,
            scopes: client.scopes.into_iter().map(Action::code).collect(),
            active_from: client.active_from,
            active_until: client.active_until,
            grants: grants.into_iter().map(GrantBody::from).collect(),
            version: client.version,
        }
    }
}

/// `GET /clients`.
pub(super) fn list(call: &Call, database: &mut Database, (): ()) -> Result<Found<ClientList>, Problem> {
    let clients = service::clients(database, call.access()?)?;
    Ok(Found(ClientList { items: clients.into_iter().map(ClientBody::from).collect() }))
}

/// `POST /clients`. Sent twice, the second finds the name taken: nothing is done twice.
pub(super) fn create(call: &Call, InBody(body): InBody<NewClientBody>) -> Result<Made<EnrolledBody>, Problem> {
    let asked = call.clone();
    let enrol = move |database: &mut Database| {
        let access = asked.access()?;
        let unit = body.unit.as_deref().map(|name| service::unit_named(database, name)).transpose();
        let unit = unit.map_err(|error| Problem::from(error).at("unit"))?.map(|(id, _)| id);
        let new = NewClient { name: body.name, scopes: body.scopes, active_from: asked.today() };
        let grant = Grant { role: body.role, unit, from: asked.today(), until: body.until };
        let (id, secret) = service::client_enrol(database, access, &new, grant, &asked.act()?)?;
        let client: ClientBody = service::client(database, access, id)?.into();
        let (location, version) = (format!("{}/clients/{id}", super::BASE), client.version);
        Ok::<_, Problem>(Made { location, version, body: EnrolledBody { client, secret: secret.expose_secret().to_owned() } })
    };
    call.state.writer.run(enrol)
}

/// `GET /clients/{client}`.
pub(super) fn show(call: &Call, database: &mut Database, InPath(path): InPath<ClientPath>) -> Result<Versioned<ClientBody>, Problem> {
    let client: ClientBody = service::client(database, call.access()?, ClientId(path.client))?.into();
    Ok(Versioned(client.version, client))
}

/// `PATCH /clients/{client}`.
pub(super) fn confine(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<ClientPath>, InBody<ScopesBody>),
) -> Result<Versioned<ClientBody>, Problem> {
    let (access, id) = (call.access()?, ClientId(path.client));
    let (seen, _) = service::client(database, access, id)?;
    call.require_version(seen.version)?;
    service::client_confine(database, access, id, seen.version, &body.scopes, &call.act()?)?;
    let client: ClientBody = service::client(database, access, id)?.into();
    Ok(Versioned(client.version, client))
}

/// `POST /clients/{client}/secret`.
pub(super) fn secret(call: &Call, InPath(path): InPath<ClientPath>) -> Result<Found<SecretBody>, Problem> {
    let asked = call.clone();
    let make = move |database: &mut Database| {
        Ok::<_, Problem>(service::client_secret(database, asked.access()?, ClientId(path.client), &asked.act()?)?)
    };
    let secret = call.state.writer.run(make)?;
    Ok(Found(SecretBody { secret: secret.expose_secret().to_owned() }))
}

/// `POST /clients/{client}/deactivation`.
pub(super) fn deactivate(call: &Call, database: &mut Database, InPath(path): InPath<ClientPath>) -> Result<Done, Problem> {
    let (access, id) = (call.access()?, ClientId(path.client));
    let (seen, _) = service::client(database, access, id)?;
    call.require_version(seen.version)?;
    service::client_deactivate(database, access, id, seen.version, &call.act()?)?;
    Ok(Done)
}
