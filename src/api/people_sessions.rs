//! Other people's sessions, and the authenticator a person has lost: the security administrator's acts.

use serde::Deserialize;
use utoipa::IntoParams;

use super::me::{SessionBody, SessionList};
use super::people::{PersonPath, within};
use super::reply::{Done, Found};
use super::take::InPath;
use crate::domain::access::Action;
use crate::domain::id::SessionId;
use crate::http::{Call, Problem, code};
use crate::service::{Database, SessionEnd};

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
    let person = within(call, database, Action::SessionRead, path.person)?;
    let sessions = call.state.entrance.sessions(database, person.id, call.now)?;
    let current = call.signed()?.session;
    Ok(Found(SessionList { items: sessions.into_iter().map(|session| SessionBody::new(session, current)).collect() }))
}

/// `DELETE /people/{person}/sessions/{session}`.
pub(super) fn end(call: &Call, database: &mut Database, InPath(path): InPath<TheirSessionPath>) -> Result<Done, Problem> {
    let person = within(call, database, Action::SessionEnd, path.person)?;
    let (entrance, session) = (&call.state.entrance, SessionId(path.session));
    match entrance.end_session(database, person.id, session, SessionEnd::Administrator, &call.act()?)? {
        true => Ok(Done),
        false => Err(Problem::of(code::NOT_FOUND)),
    }
}

/// `DELETE /people/{person}/sessions`.
pub(super) fn end_all(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Done, Problem> {
    let person = within(call, database, Action::SessionEnd, path.person)?;
    call.state.entrance.end_sessions(database, person.id, None, SessionEnd::Administrator, &call.act()?)?;
    Ok(Done)
}

/// `DELETE /people/{person}/second-factor`.
pub(super) fn take_second_factor(call: &Call, database: &mut Database, InPath(path): InPath<PersonPath>) -> Result<Done, Problem> {
    let person = within(call, database, Action::CredentialReset, path.person)?;
    call.state.entrance.take_away_second_factor(database, person.id, &call.act()?)??;
    Ok(Done)
}
