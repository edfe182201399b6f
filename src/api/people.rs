//! People with an account, what is granted to them, and how they get in again.

use chrono::{DateTime, NaiveDate, Utc};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::{Done, Found, Made, Versioned};
use super::take::{InBody, InPath};
use crate::domain::access::{Action, Grant, Holder, Object, Role};
use crate::domain::id::{GrantId, PersonId};
use crate::http::{Call, Problem};
use crate::service::{self, Database, Granted, NewPerson, Person, PersonChange};

/// People.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonList {
    /// By user name.
    items: Vec<PersonBody>,
}

/// A person with an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonBody {
    id: i64,
    /// User name, lower case.
    user_name: String,
    /// Name shown.
    display_name: String,
    /// Id of the home unit.
    unit: Option<i64>,
    /// E-mail.
    email: Option<String>,
    /// Language: `zh-CN` or `en`.
    lang: String,
    /// First day of the account.
    active_from: NaiveDate,
    /// First day it is no longer active.
    active_until: Option<NaiveDate>,
    /// Grows with every change; also its ETag.
    version: usize,
}

/// A person to be given an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPersonBody {
    /// User name: letters, digits, `.`, `_`, `-`.
    user_name: String,
    /// Name shown.
    display_name: String,
    /// Home unit, by full or short name.
    unit: Option<String>,
    /// E-mail.
    email: Option<String>,
    /// Language, `zh-CN` unless said.
    lang: Option<String>,
}

/// What changes about a person; what is not given stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChangeBody {
    /// Name shown.
    display_name: Option<String>,
    /// Home unit, by full or short name.
    unit: Option<String>,
    /// E-mail.
    email: Option<String>,
    /// Language.
    lang: Option<String>,
}

/// The person an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PersonPath {
    /// Id of the person.
    #[param(minimum = 1)]
    pub person: i64,
}

/// Grants of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantList {
    /// Oldest first, ended ones too.
    items: Vec<GrantBody>,
}

/// A role granted at a unit for a time.
#[derive(Debug, Serialize, ToSchema)]
pub struct GrantBody {
    id: i64,
    /// The role.
    role: &'static str,
    /// Id of the unit whose subtree it reaches; null for the whole deployment.
    unit: Option<i64>,
    /// First day in force.
    from: NaiveDate,
    /// First day no longer in force.
    until: Option<NaiveDate>,
    /// When it was made.
    granted_at: DateTime<Utc>,
    /// By whom.
    granted_by: String,
}

/// A role to be granted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGrantBody {
    /// The role, by code.
    #[schema(value_type = String)]
    role: Role,
    /// The unit, by full or short name; the whole deployment unless said.
    unit: Option<String>,
    /// First day in force; today unless said.
    from: Option<NaiveDate>,
    /// First day no longer in force.
    until: Option<NaiveDate>,
}

/// The grant an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct GrantPath {
    /// Id of the grant.
    #[param(minimum = 1)]
    grant: i64,
}

/// A one-time code with which a person sets a password; shown once.
#[derive(Serialize, ToSchema)]
pub struct SetUpCodeBody {
    /// User name it is for.
    user_name: String,
    /// The code.
    code: String,
    /// When it ends.
    ends: DateTime<Utc>,
}

impl From<Person> for PersonBody {
    fn from(person: Person) -> Self {
        Self {
            id: person.id.0,
            user_name: person.user_name,
            display_name: person.display_name,
            unit: person.unit.map(|unit| unit.0),
            email: person.email,
            lang: person.lang,
            active_from: person.active_from,
            active_until: person.active_until,
            version: person.version,
        }
    }
}

impl From<Granted> for GrantBody {
    fn from(granted: Granted) -> Self {
        Self {
            id: granted.id.0,
            role: granted.grant.role.code(),
            unit: granted.grant.unit.map(|unit| unit.0),
            from: granted.grant.from,
            until: granted.grant.until,
            granted_at: granted.granted_at.and_utc(),
            granted_by: granted.granted_by,
        }
    }
}

/// `GET /people`.
pub(super) fn list(call: &Call, database: &mut Database, (): ()) -> Result<Found<PersonList>, Problem> {
    let people = service::people(database, call.access()?)?;
    Ok(Found(PersonList { items: people.into_iter().map(PersonBody::from).collect() }))
}

/// `POST /people`.
pub(super) fn create(call: &Call, database: &mut Database, InBody(body): InBody<NewPersonBody>) -> Result<Made<PersonBody>, Problem> {
    let unit = body.unit.as_deref().map(|name| service::unit_named(database, name)).transpose();
    let unit = unit.map_err(|error| Problem::from(error).at("unit"))?.map(|(id, _)| id);
    let new = NewPerson {
        user_name: body.user_name,
        display_name: body.display_name,
        unit,
        email: body.email,
        lang: language(body.lang)?.unwrap_or_else(|| "zh-CN".to_owned()),
        active_from: call.today(),
    };
    let id = service::person_add(database, call.access()?, new, &call.act()?)?;
    Ok(Made { location: format!("{}/people/{id}", super::BASE), version: 1, body: database.person(id)?.into() })
}

/// `GET /people/{person}`.
pub(super) fn show(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Versioned<PersonBody>, Problem> {
    Ok(versioned(within(call, database, Action::PersonRead, path.person)?))
}

/// `PATCH /people/{person}`.
pub(super) fn change(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<PersonPath>, InBody<PersonChangeBody>),
) -> Result<Versioned<PersonBody>, Problem> {
    let person = within(call, database, Action::PersonWrite, path.person)?;
    call.require_version(person.version)?;
    let unit = body.unit.as_deref().map(|name| service::unit_named(database, name)).transpose();
    let unit = unit.map_err(|error| Problem::from(error).at("unit"))?.map(|(id, _)| id);
    let change = PersonChange { display_name: body.display_name, unit, email: body.email, lang: language(body.lang)? };
    service::person_change(database, call.access()?, person.id, person.version, &change, &call.act()?)?;
    Ok(versioned(database.person(person.id)?))
}

/// `POST /people/{person}/deactivation`.
pub(super) fn deactivate(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Done, Problem> {
    let person = within(call, database, Action::PersonWrite, path.person)?;
    call.require_version(person.version)?;
    service::person_deactivate(database, call.access()?, person.id, person.version, &call.act()?)?;
    Ok(Done)
}

/// `POST /people/{person}/set-up-code`. Its answer holds a secret: it is never kept for a repetition.
pub(super) fn set_up_code(call: &Call, InPath(path): InPath<PersonPath>) -> Result<Found<SetUpCodeBody>, Problem> {
    let (asked, person) = (call.clone(), PersonId(path.person));
    let make = move |database: &mut Database| {
        Ok::<_, Problem>(service::person_set_up_code(database, asked.access()?, &asked.state.entrance, person, &asked.act()?)?)
    };
    let code = call.state.writer.run(make)?;
    Ok(Found(SetUpCodeBody { user_name: code.user_name, code: code.code.expose_secret().to_owned(), ends: code.ends }))
}

/// `GET /people/{person}/grants`.
pub(super) fn grants(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Found<GrantList>, Problem> {
    let person = within(call, database, Action::GrantRead, path.person)?;
    let grants = database.grants_of(Holder::Person(person.id))?;
    Ok(Found(GrantList { items: grants.into_iter().map(GrantBody::from).collect() }))
}

/// `POST /people/{person}/grants`.
pub(super) fn grant(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<PersonPath>, InBody<NewGrantBody>),
) -> Result<Made<GrantBody>, Problem> {
    let person = within(call, database, Action::GrantWrite, path.person)?;
    let unit = body.unit.as_deref().map(|name| service::unit_named(database, name)).transpose();
    let unit = unit.map_err(|error| Problem::from(error).at("unit"))?.map(|(id, _)| id);
    let grant = Grant { role: body.role, unit, from: body.from.unwrap_or(call.today()), until: body.until };
    let id = service::grant(database, call.access()?, person.id, grant, &call.act()?)?;
    Ok(Made { location: format!("{}/grants/{id}", super::BASE), version: 1, body: database.grant(id)?.into() })
}

/// `DELETE /grants/{grant}`.
pub(super) fn revoke(call: &Call, database: &mut Database, InPath(path): InPath<GrantPath>) -> Result<Done, Problem> {
    service::revoke(database, call.access()?, GrantId(path.grant), &call.act()?)?;
    Ok(Done)
}

fn versioned(person: Person) -> Versioned<PersonBody> {
    Versioned(person.version, person.into())
}

/// A person the caller may do this to. One they may not even know of is not there.
fn within(call: &Call, database: &mut Database, action: Action, person: i64) -> Result<Person, Problem> {
    let person = database.person(PersonId(person))?;
    call.access()?.may(action, &Object::Person { id: person.id, unit: person.unit })?;
    Ok(person)
}

fn language(name: Option<String>) -> Result<Option<String>, Problem> {
    match name {
        Some(name) if crate::http::language::named(&name).is_none() => {
            Err(Problem::unacceptable("lang", "语言应为 zh-CN 或 en", "a language is zh-CN or en"))
        }
        name => Ok(name),
    }
}
