//! Other people's sessions, and the authenticator a person has lost: the security administrator's acts.

use serde::Deserialize;
use utoipa::IntoParams;

use super::me::{SessionBody, SessionList};
use super::people::PersonPath;
use super::reply::{Done, Found};
use super::take::InPath;
use crate::domain::id::{PersonId, SessionId};
use crate::http::{Call, Problem, code};
use crate::service::{self, Database};

/// The session of a person that an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct TheirSessionPath {
    /// Id of the person.
    #[param(minimum = 1)]
    person: i64,
    /// Id of the session.
    #[param(minimum = 1)]
    session: i64,
}

/// `GET /people/{person}/sessions`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Found<SessionList>, Problem> {
    let person = PersonId(path.person);
    let sessions = service::person_sessions(database, call.access()?, &call.state.entrance, person, call.now)?;
    let current = call.signed()?.session;
    Ok(Found(SessionList { items: sessions.into_iter().map(|session| SessionBody::new(session, current)).collect() }))
}

/// `DELETE /people/{person}/sessions/{session}`.
pub(super) fn end(call: &Call, database: &mut Database, InPath(path): InPath<TheirSessionPath>) -> Result<Done, Problem> {
    let which = (PersonId(path.person), Some(SessionId(path.session)));
    match service::person_sessions_end(database, call.access()?, &call.state.entrance, which, &call.act()?)? {
        0 => Err(Problem::of(code::NOT_FOUND)),
        _ => Ok(Done),
    }
}

/// `DELETE /people/{person}/sessions`.
pub(super) fn end_all(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Done, Problem> {
    let which = (PersonId(path.person), None);
    service::person_sessions_end(database, call.access()?, &call.state.entrance, which, &call.act()?)?;
    Ok(Done)
}

/// `DELETE /people/{person}/second-factor`.
pub(super) fn take_second_factor(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Done, Problem> {
    let person = PersonId(path.person);
    service::person_second_factor_take(database, call.access()?, &call.state.entrance, person, &call.act()?)??;
    Ok(Done)
}
