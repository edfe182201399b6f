//! People to try the product with: one for each role, in a database that has nobody else.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use serde::Deserialize;

use super::access::Access;
use super::error::ServiceError;
use super::people::{grant, people, person_add};
use super::sign_in::{Desk, Entrance, SetUpCode};
use super::units::unit_named;
use crate::crypto::{SecretString, new_password};
use crate::domain::access::{Grant, Role};
use crate::domain::id::PersonId;
use crate::store::{Act, Database, NewPerson};

const PEOPLE: &str = include_str!("../../config/demo/people.toml");

/// A way in for trials.
#[derive(Debug)]
pub struct DemoSignIn {
    /// Role of the person.
    pub role: Role,
    /// Full name of the unit the role reaches down from; `None`: everywhere.
    pub unit: Option<String>,
    /// User name.
    pub user_name: String,
    /// A random password, known to whoever reads it here.
    pub password: SecretString,
}

#[derive(Deserialize)]
struct People {
    person: Vec<DemoPerson>,
}

#[derive(Deserialize)]
struct DemoPerson {
    user: String,
    name: String,
    role: Role,
    unit: Option<String>,
}

/// Gives each person of `config/demo/people.toml` an account, the role, and a new password; whoever has the account already gets the
/// new password alone.
///
/// # Errors
/// There are other people in the database: it is nobody's to try things on. A unit of the file is not there.
pub fn demo_people(desk: &impl Desk, entrance: &Arc<Entrance>, access: &Access, act: &Act<'_>) -> Result<Vec<DemoSignIn>, ServiceError> {
    let (access, actor, at, door) = (access.clone(), act.actor.to_owned(), act.at, Arc::clone(entrance));
    let settled = desk.write(move |database| settle(database, &access, &door, &Act { actor: &actor, origin: "", at }))?;
    let with_password = |(role, unit, code): (Role, Option<String>, SetUpCode)| {
        let password = new_password();
        let set = entrance.set_up_password(desk, &code.code, &password, IpAddr::V4(Ipv4Addr::LOCALHOST), at)?;
        set.map_err(|refusal| ServiceError::Said(refusal.sentence()))?;
        Ok(DemoSignIn { role, unit, user_name: code.user_name, password })
    };
    settled.into_iter().map(with_password).collect()
}

/// The accounts with their roles, each with a one-time code.
fn settle(
    database: &mut Database,
    access: &Access,
    entrance: &Entrance,
    act: &Act<'_>,
) -> Result<Vec<(Role, Option<String>, SetUpCode)>, ServiceError> {
    let People { person: wanted } = toml::from_str(PEOPLE)
        .map_err(|fault| ServiceError::said(format!("demo/people.toml：{fault}"), format!("demo/people.toml: {fault}")))?;
    let there = people(database, access)?;
    if let Some(other) = there.iter().find(|person| wanted.iter().all(|demo| demo.user != person.user_name)) {
        let name = &other.user_name;
        return Err(ServiceError::said(
            format!("库中已有用户“{name}”：演示账号只能建在没有其他用户的库里"),
            format!("there is \"{name}\" in the database: people for trials are added only where nobody else is"),
        ));
    }
    wanted
        .into_iter()
        .map(|DemoPerson { user, name, role, unit }| {
            let unit = unit.map(|name| unit_named(database, &name)).transpose()?;
            let id = match there.iter().find(|person| person.user_name == user) {
                Some(person) => person.id,
                None => account(
                    database,
                    access,
                    user,
                    name,
                    Grant { role, unit: unit.as_ref().map(|(id, _)| *id), from: access.today, until: None },
                    act,
                )?,
            };
            Ok((role, unit.map(|(_, name)| name), entrance.set_up_code(database, id, act)?))
        })
        .collect()
}

fn account(
    database: &mut Database,
    access: &Access,
    user_name: String,
    display_name: String,
    role: Grant,
    act: &Act<'_>,
) -> Result<PersonId, ServiceError> {
    let new = NewPerson { user_name, display_name, unit: role.unit, email: None, lang: "zh-CN".to_owned(), active_from: access.today };
    let id = person_add(database, access, new, act)?;
    grant(database, access, id, role, act)?;
    Ok(id)
}
