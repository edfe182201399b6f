//! How people stand at the door, for their administrators: who is signed in, whose name is locked, and how somebody gets in again.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::access::Access;
use super::error::ServiceError;
use super::sign_in::{Answered, Entrance, SetUpCode};
use crate::domain::access::{Action, Object};
use crate::domain::id::{PersonId, SessionId};
use crate::store::{Act, Database, Person, Session, SessionEnd};

/// How a person stands at the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtTheDoor {
    /// A password was set and still opens.
    pub has_password: bool,
    /// The last sign-in, UTC, and from where.
    pub last: Option<(NaiveDateTime, String)>,
    /// An authenticator is set up.
    pub second_factor: bool,
    /// After too many wrong tries the name is locked until then.
    pub locked_until: Option<DateTime<Utc>>,
    /// Open sessions, newest first.
    pub sessions: Vec<Session>,
}

/// How a person stands at the door.
///
/// # Errors
/// [`ServiceError::Denied`], no such person, or what the engine reports.
pub fn at_the_door(
    database: &mut Database,
    access: &Access,
    entrance: &Entrance,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<AtTheDoor, ServiceError> {
    let person = within(database, access, Action::SessionRead, person)?;
    let credential = database.credential(person.id)?;
    Ok(AtTheDoor {
        has_password: credential.as_ref().is_some_and(|credential| !credential.revoked),
        last: credential.and_then(|credential| Some((credential.last_at?, credential.last_from.unwrap_or_default()))),
        second_factor: database.second_factor(person.id)?.is_some_and(|factor| factor.confirmed_at.is_some()),
        locked_until: entrance.name_locked(database, &person.user_name, now)?,
        sessions: entrance.sessions(database, person.id, now)?,
    })
}

/// The open sessions of a person, newest first.
///
/// # Errors
/// As [`at_the_door`].
pub fn person_sessions(
    database: &mut Database,
    access: &Access,
    entrance: &Entrance,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, ServiceError> {
    let person = within(database, access, Action::SessionRead, person)?;
    entrance.sessions(database, person.id, now)
}

/// Ends one session of a person, or all; how many.
///
/// # Errors
/// As [`at_the_door`].
pub fn person_sessions_end(
    database: &mut Database,
    access: &Access,
    entrance: &Entrance,
    (person, session): (PersonId, Option<SessionId>),
    act: &Act<'_>,
) -> Result<usize, ServiceError> {
    let person = within(database, access, Action::SessionEnd, person)?;
    match session {
        Some(session) => Ok(usize::from(entrance.end_session(database, person.id, session, SessionEnd::Administrator, act)?)),
        None => entrance.end_sessions(database, person.id, None, SessionEnd::Administrator, act),
    }
}

/// A one-time code with which a person sets a password, in place of an earlier one; shown once.
///
/// # Errors
/// As [`at_the_door`]; an account that has ended.
pub fn person_set_up_code(
    database: &mut Database,
    access: &Access,
    entrance: &Entrance,
    person: PersonId,
    act: &Act<'_>,
) -> Result<SetUpCode, ServiceError> {
    let person = within(database, access, Action::CredentialReset, person)?;
    entrance.set_up_code(database, person.id, act)
}

/// Takes a lost authenticator away; every session of the person ends.
///
/// # Errors
/// As [`at_the_door`]; that there is none is a value.
pub fn person_second_factor_take(
    database: &mut Database,
    access: &Access,
    entrance: &Entrance,
    person: PersonId,
    act: &Act<'_>,
) -> Answered<()> {
    let person = within(database, access, Action::CredentialReset, person)?;
    entrance.take_away_second_factor(database, person.id, act)
}

/// A person this may be done to.
fn within(database: &mut Database, access: &Access, action: Action, person: PersonId) -> Result<Person, ServiceError> {
    let person = database.person(person)?;
    access.may(action, &Object::Person { id: person.id, unit: person.unit })?;
    Ok(person)
}
