//! People and what is granted to them.

use super::access::Access;
use super::error::ServiceError;
use super::sign_in;
use crate::crypto::SecretString;
use crate::domain::access::{Action, Denial, Grant, Holder, Object, POLICY};
use crate::domain::id::{ClientId, GrantId, PersonId, UnitId};
use crate::domain::{Day, words};
use crate::store::{Act, Client, Database, Granted, NewClient, NewGrant, NewPerson, Person, PersonChange};

/// Letters a user name has.
const USER_NAME: std::ops::RangeInclusive<usize> = 2..=64;

/// People within reach, by user name.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn people(database: &mut Database, access: &Access) -> Result<Vec<Person>, ServiceError> {
    let within = access.scope(Action::PersonRead)?.units(&access.tree);
    Ok(database.people_list(within.as_deref())?)
}

/// One person, by user name, with everything granted where the reader may see that.
///
/// # Errors
/// [`ServiceError::Denied`], or no such person.
pub fn person(database: &mut Database, access: &Access, user_name: &str) -> Result<(Person, Vec<Granted>), ServiceError> {
    let id = person_named(database, user_name)?.id;
    let (person, grants) = person_numbered(database, access, id)?;
    Ok((person, grants.unwrap_or_default()))
}

/// One person by id, with everything granted where the reader may see that.
///
/// # Errors
/// [`ServiceError::Denied`], or no such person.
pub fn person_numbered(database: &mut Database, access: &Access, id: PersonId) -> Result<(Person, Option<Vec<Granted>>), ServiceError> {
    let person = database.person(id)?;
    access.may(Action::PersonRead, &object(&person))?;
    let grants = match access.may(Action::GrantRead, &object(&person)) {
        Ok(()) => Some(database.grants_of(Holder::Person(person.id))?),
        Err(_) => None,
    };
    Ok((person, grants))
}

/// The name shown of a person: anybody's who is signed in, to themselves.
///
/// # Errors
/// There is no such person, or what the engine reports.
pub fn display_name(database: &mut Database, person: PersonId) -> Result<String, ServiceError> {
    Ok(database.person(person)?.display_name)
}

/// Gives a person an account at a home unit. It can do nothing until a role is granted, and sign in only once its way to do so is
/// set up.
///
/// # Errors
/// [`ServiceError::Denied`]; a user name that is none, or is taken.
pub fn person_add(database: &mut Database, access: &Access, mut new: NewPerson, act: &Act<'_>) -> Result<PersonId, ServiceError> {
    // nobody has this id yet: what is asked is whether people of the unit may be written
    access.may(Action::PersonWrite, &Object::Person { id: PersonId(0), unit: new.unit })?;
    new.user_name = user_name(&new.user_name)?;
    if new.display_name.trim().is_empty() {
        return Err(ServiceError::said("姓名不能为空", "a person needs a name"));
    }
    Ok(database.person_add(&new, act)?)
}

/// Changes a person, as it was at the version `seen`. A new home unit must be within reach as well.
///
/// # Errors
/// [`ServiceError::Denied`], or no such person.
pub fn person_change(
    database: &mut Database,
    access: &Access,
    id: PersonId,
    seen: usize,
    change: &PersonChange,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    let person = database.person(id)?;
    access.may(Action::PersonWrite, &object(&person))?;
    if let Some(unit) = change.unit {
        access.may(Action::PersonWrite, &Object::Person { id, unit: Some(unit) })?;
    }
    Ok(database.person_change(id, seen, change, act)?)
}

/// Ends an account, as it was at the version `seen`, today. Open files must have another officer first.
///
/// # Errors
/// [`ServiceError::Denied`]; [`ServiceError::StillOfficer`] with the files to hand over.
pub fn person_deactivate(database: &mut Database, access: &Access, id: PersonId, seen: usize, act: &Act<'_>) -> Result<(), ServiceError> {
    let today = access.today;
    database.together(|database| {
        let person = database.person(id)?;
        access.may(Action::PersonWrite, &object(&person))?;
        let cases = database.cases_of_officer(id)?;
        if !cases.is_empty() {
            return Err(ServiceError::StillOfficer { person: person.display_name, cases });
        }
        Ok(database.person_deactivate(id, seen, today, act)?)
    })
}

/// Grants a role at a unit, or for the whole deployment.
///
/// # Errors
/// [`ServiceError::Denied`]: out of the granter's reach, to oneself, or a role that excludes one the person holds.
pub fn grant(database: &mut Database, access: &Access, to: PersonId, grant: Grant, act: &Act<'_>) -> Result<GrantId, ServiceError> {
    let person = database.person(to)?;
    may_grant(access, &person, grant.unit)?;
    ends_after_it_begins(&grant)?;
    let new = NewGrant { to: Holder::Person(to), grant };
    database.grant_add(&new, |held| not_excluded(grant, held, access.today), act)
}

/// Ends a grant today.
///
/// # Errors
/// [`ServiceError::Denied`], as for granting; no such grant.
pub fn revoke(database: &mut Database, access: &Access, grant: GrantId, act: &Act<'_>) -> Result<(), ServiceError> {
    let granted = database.grant(grant)?;
    match granted.to {
        Holder::Person(id) => {
            let person = database.person(id)?;
            may_grant(access, &person, granted.grant.unit)?;
        }
        Holder::Client(_) => access.may(Action::ClientWrite, &granted.grant.unit.map_or(Object::Deployment, Object::Unit))?,
    }
    Ok(database.grant_end(grant, access.today, act)?)
}

/// Who grants must reach both the unit of the grant and the person's home.
fn may_grant(access: &Access, person: &Person, unit: Option<UnitId>) -> Result<(), ServiceError> {
    access.may(Action::GrantWrite, &Object::Grant { to: person.id, unit })?;
    access.may(Action::GrantWrite, &Object::Grant { to: person.id, unit: person.unit })
}

/// A role may not be held beside one it excludes, on any day both would be in force.
fn not_excluded(new: Grant, held: &[Granted], today: Day) -> Result<(), ServiceError> {
    let overlaps = |grant: &Grant| {
        grant.until.is_none_or(|until| until > new.from && until > today) && new.until.is_none_or(|until| grant.from < until)
    };
    match held.iter().map(|granted| granted.grant).find(|grant| grant.role.excludes(new.role) && overlaps(grant)) {
        Some(grant) => Err(Denial::Excludes(new.role, grant.role).into()),
        None => Ok(()),
    }
}

fn ends_after_it_begins(grant: &Grant) -> Result<(), ServiceError> {
    if grant.until.is_some_and(|until| until <= grant.from) {
        return Err(ServiceError::said("授权的截止日期应当晚于起始日期", "a grant must end after it begins"));
    }
    Ok(())
}

/// Lets a program in, confined to some actions, in one role at one unit.
///
/// # Errors
/// [`ServiceError::Denied`]; a role no program may act in; a name that is taken.
pub fn client_add(
    database: &mut Database,
    access: &Access,
    new: &NewClient,
    grant: Grant,
    act: &Act<'_>,
) -> Result<ClientId, ServiceError> {
    access.may(Action::ClientWrite, &grant.unit.map_or(Object::Deployment, Object::Unit))?;
    if !grant.role.is_for_clients() {
        let words::Words { zh, en } = grant.role.words();
        return Err(ServiceError::said(format!("接口客户端不得担任“{zh}”"), format!("no machine client may be {en}")));
    }
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > *USER_NAME.end() || name.chars().any(char::is_control) {
        let most = USER_NAME.end();
        return Err(ServiceError::said(
            format!("接口客户端的名称应为1至{most}个字"),
            format!("the name of a machine client has 1 to {most} characters"),
        ));
    }
    some_scope(&new.scopes)?;
    ends_after_it_begins(&grant)?;
    let new = NewClient { name: name.to_owned(), ..new.clone() };
    database.together(|database| {
        let id = database.client_add(&new, act)?;
        database.grant_add(&NewGrant { to: Holder::Client(id), grant }, |_| Ok::<_, ServiceError>(()), act)?;
        Ok(id)
    })
}

/// As [`client_add`], with the secret it signs in by: kept as a hash, shown this once.
///
/// # Errors
/// As [`client_add`].
pub fn client_enrol(
    database: &mut Database,
    access: &Access,
    new: &NewClient,
    grant: Grant,
    act: &Act<'_>,
) -> Result<(ClientId, SecretString), ServiceError> {
    database.together(|database| {
        let id = client_add(database, access, new, grant, act)?;
        Ok((id, sign_in::client_secret(database, id, act)?))
    })
}

/// One client, with everything granted to it.
///
/// # Errors
/// [`ServiceError::Denied`], or no such client.
pub fn client(database: &mut Database, access: &Access, id: ClientId) -> Result<(Client, Vec<Granted>), ServiceError> {
    let client = database.client(id)?;
    Ok((client, may_client(database, access, Action::ClientRead, id)?))
}

/// Confines a client, as it was at the version `seen`, to other actions, from its next request on.
///
/// # Errors
/// [`ServiceError::Denied`]; no such client; no action at all.
pub fn client_confine(
    database: &mut Database,
    access: &Access,
    id: ClientId,
    seen: usize,
    scopes: &[Action],
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    may_client(database, access, Action::ClientWrite, id)?;
    some_scope(scopes)?;
    Ok(database.client_confine(id, seen, scopes, act)?)
}

/// Gives a client another secret; the one before it opens nothing any more.
///
/// # Errors
/// [`ServiceError::Denied`], or no such client.
pub fn client_secret(database: &mut Database, access: &Access, id: ClientId, act: &Act<'_>) -> Result<SecretString, ServiceError> {
    may_client(database, access, Action::ClientWrite, id)?;
    database.together(|database| sign_in::client_secret(database, id, act))
}

/// Ends a client, as it was at the version `seen`, today.
///
/// # Errors
/// [`ServiceError::Denied`], or no such client.
pub fn client_deactivate(database: &mut Database, access: &Access, id: ClientId, seen: usize, act: &Act<'_>) -> Result<(), ServiceError> {
    may_client(database, access, Action::ClientWrite, id)?;
    Ok(database.client_deactivate(id, seen, access.today, act)?)
}

/// A client is within reach where every unit it acts at is; one that nothing was ever granted to is the whole deployment's.
fn may_client(database: &mut Database, access: &Access, action: Action, id: ClientId) -> Result<Vec<Granted>, ServiceError> {
    database.client(id)?;
    let grants = database.grants_of(Holder::Client(id))?;
    for granted in &grants {
        access.may(action, &granted.grant.unit.map_or(Object::Deployment, Object::Unit))?;
    }
    if grants.is_empty() {
        access.may(action, &Object::Deployment)?;
    }
    Ok(grants)
}

/// The actions a machine client can be given: those of the roles it may act in.
pub fn client_actions() -> Vec<Action> {
    let may =
        |action: &Action| POLICY.iter().any(|rule| rule.actions.contains(action) && rule.roles.iter().any(|role| role.is_for_clients()));
    Action::ALL.iter().copied().filter(may).collect()
}

fn some_scope(scopes: &[Action]) -> Result<(), ServiceError> {
    if scopes.is_empty() {
        return Err(ServiceError::said("接口客户端至少须有一项权限", "a machine client needs at least one action"));
    }
    Ok(())
}

/// The client of a name.
///
/// # Errors
/// There is none.
pub fn client_named(database: &mut Database, name: &str) -> Result<Client, ServiceError> {
    let found = database.clients_list()?.into_iter().find(|client| client.name == name.trim());
    found.ok_or_else(|| ServiceError::said(format!("没有名为“{name}”的接口客户端"), format!("there is no machine client \"{name}\"")))
}

/// Clients that act at units within reach, by name.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn clients(database: &mut Database, access: &Access) -> Result<Vec<(Client, Vec<Granted>)>, ServiceError> {
    let within = access.scope(Action::ClientRead)?.units(&access.tree);
    let mut seen = Vec::new();
    for client in database.clients_list()? {
        let grants = database.grants_of(Holder::Client(client.id))?;
        let is_within = |granted: &Granted| match (&within, granted.grant.unit) {
            (None, _) => true,
            (Some(units), Some(unit)) => units.binary_search(&unit).is_ok(),
            (Some(_), None) => false,
        };
        if grants.iter().all(is_within) {
            seen.push((client, grants));
        }
    }
    Ok(seen)
}

/// A person as rights see them.
fn object(person: &Person) -> Object<'static> {
    Object::Person { id: person.id, unit: person.unit }
}

/// The person of a user name.
///
/// # Errors
/// There is none.
pub fn person_named(database: &mut Database, user_name: &str) -> Result<Person, ServiceError> {
    let person = database.person_named(&user_name.trim().to_lowercase())?;
    person.ok_or_else(|| ServiceError::said(format!("没有用户名为“{user_name}”的人员"), format!("there is no person \"{user_name}\"")))
}

/// A user name as kept: lower case, letters, digits and `.`, `_`, `-` between.
pub(super) fn user_name(text: &str) -> Result<String, ServiceError> {
    let name = text.trim().to_lowercase();
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if !is_plain || !USER_NAME.contains(&name.chars().count()) {
        let (least, most) = (USER_NAME.start(), USER_NAME.end());
        return Err(ServiceError::said(
            format!("用户名“{text}”应为{least}至{most}个字母、数字或 . _ -"),
            format!("the user name \"{text}\" should be {least} to {most} letters, digits, or . _ -"),
        ));
    }
    Ok(name)
}
