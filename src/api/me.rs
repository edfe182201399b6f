//! One's own account: who one is, the password, the second factor, the sessions.

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::{Done, Found};
use super::take::{InBody, InPath};
use crate::domain::access::{Action, Duty};
use crate::domain::id::SessionId;
use crate::domain::reminder::Choice;
use crate::http::{Call, Problem, code};
use crate::service::{self, Database, Session, SessionEnd};

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeBody {
    /// `person 7` or `client 3`.
    actor: String,
    /// User name.
    name: String,
    /// Roles in force today.
    roles: Vec<&'static str>,
    /// Actions they carry somewhere.
    actions: Vec<&'static str>,
    /// What must be done before anything else.
    duty: Option<&'static str>,
    /// To be sent as `X-CSRF-Token` with every change, by a browser.
    csrf_token: Option<String>,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordBody {
    /// The one in use.
    #[schema(value_type = String)]
    current: SecretString,
    /// The new one.
    #[schema(value_type = String)]
    new: SecretString,
}

/// A code of the authenticator, or a recovery code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeBody {
    /// The code.
    #[schema(value_type = String)]
    code: SecretString,
}

/// What an authenticator is to be told; shown once.
#[derive(Serialize, ToSchema)]
pub struct EnrolmentBody {
    /// The secret as it is typed.
    secret: String,
    /// The `otpauth://` address, for a QR code.
    address: String,
}

/// Recovery codes; shown once.
#[derive(Serialize, ToSchema)]
pub struct RecoveryBody {
    /// Each is good for one sign-in.
    codes: Vec<String>,
}

/// What one wants to be reminded of; of what is overdue everybody is told.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemindersBody {
    /// Working days before a deadline, 1 to 60 each; null: what the bureau has set; empty: none.
    ahead: Option<Vec<u32>>,
    /// On the day itself.
    on_the_day: bool,
    /// Of suits served.
    suits: bool,
    /// Of hearings, with invitations.
    hearings: bool,
}

/// Sessions of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// Open ones, newest first.
    pub(super) items: Vec<SessionBody>,
}

/// An open session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionBody {
    id: i64,
    /// `browser` or `tokens`.
    kind: &'static str,
    /// When it began.
    started_at: DateTime<Utc>,
    /// When it was last in use.
    seen_at: DateTime<Utc>,
    /// When it ends in any case.
    ends_at: DateTime<Utc>,
    /// Where it began.
    address: String,
    /// What the browser or program calls itself.
    device: String,
    /// It is the one that asks.
    current: bool,
}

/// The session an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SessionPath {
    /// Id of the session.
    #[param(minimum = 1)]
    session: i64,
}

impl SessionBody {
    pub(super) fn new(session: Session, current: SessionId) -> Self {
        Self {
            id: session.id.0,
            kind: session.kind.code(),
            started_at: session.started_at.and_utc(),
            seen_at: session.seen_at.and_utc(),
            ends_at: session.ends_at.and_utc(),
            current: session.id == current,
            address: session.address,
            device: session.device,
        }
    }
}

/// `GET /me`.
pub(super) fn show(call: &Call, _: &mut Database, (): ()) -> Result<Found<MeBody>, Problem> {
    let signed = call.signed()?;
    let held = |action: &Action| signed.access.scope(*action).is_ok();
    Ok(Found(MeBody {
        actor: signed.actor(),
        name: signed.access.principal.name.clone(),
        roles: signed.access.principal.roles(call.today()).into_iter().map(|role| role.code()).collect(),
        actions: Action::ALL.iter().copied().filter(held).map(Action::code).collect(),
        duty: signed.duty.map(Duty::code),
        csrf_token: signed.csrf.clone(),
    }))
}

/// `PUT /me/password`. The password is hashed between two visits to the database; the other sessions end.
pub(super) fn change_password(call: &Call, InBody(body): InBody<PasswordBody>) -> Result<Done, Problem> {
    let whose = (call.person()?, call.signed()?.session, call.raw.peer);
    call.state.entrance.change_password(&call.desk(), whose, (&body.current, &body.new), call.now)??;
    Ok(Done)
}

/// `POST /me/second-factor`. Its answer holds a secret: it is never kept for a repetition.
pub(super) fn begin_second_factor(call: &Call, (): ()) -> Result<Found<EnrolmentBody>, Problem> {
    let (entrance, person) = (call.state.entrance.clone(), call.person()?);
    let enrolment = call.state.writer.run(move |database| entrance.begin_second_factor(database, person))??;
    let plain = |secret: &SecretString| secret.expose_secret().to_owned();
    Ok(Found(EnrolmentBody { secret: plain(&enrolment.secret), address: plain(&enrolment.address) }))
}

/// `POST /me/second-factor/confirmation`.
pub(super) fn confirm_second_factor(call: &Call, InBody(body): InBody<CodeBody>) -> Result<Found<RecoveryBody>, Problem> {
    let (asked, whose) = (call.clone(), (call.person()?, call.signed()?.session));
    let confirm = move |database: &mut Database| {
        let answered = asked.state.entrance.confirm_second_factor(database, whose, &body.code, &asked.act()?);
        Ok::<_, Problem>(answered?)
    };
    let codes = call.state.writer.run(confirm)??;
    Ok(Found(RecoveryBody { codes: codes.iter().map(|code| code.expose_secret().to_owned()).collect() }))
}

/// `POST /me/second-factor/removal`.
pub(super) fn give_up_second_factor(call: &Call, InBody(body): InBody<CodeBody>) -> Result<Done, Problem> {
    let (asked, person) = (call.clone(), call.person()?);
    let give_up = move |database: &mut Database| {
        let answered = asked.state.entrance.give_up_second_factor(database, person, &body.code, &asked.act()?);
        Ok::<_, Problem>(answered?)
    };
    call.state.writer.run(give_up)??;
    Ok(Done)
}

/// `GET /me/sessions`.
pub(super) fn sessions(call: &Call, database: &mut Database, (): ()) -> Result<Found<SessionList>, Problem> {
    let sessions = call.state.entrance.sessions(database, call.person()?, call.now)?;
    let current = call.signed()?.session;
    Ok(Found(SessionList { items: sessions.into_iter().map(|session| SessionBody::new(session, current)).collect() }))
}

/// `DELETE /me/sessions/{session}`.
pub(super) fn end_session(call: &Call, database: &mut Database, InPath(path): InPath<SessionPath>) -> Result<Done, Problem> {
    let (entrance, session) = (&call.state.entrance, SessionId(path.session));
    match entrance.end_session(database, call.person()?, session, SessionEnd::SignedOut, &call.act()?)? {
        true => Ok(Done),
        false => Err(Problem::of(code::NOT_FOUND)),
    }
}

/// `GET /me/reminders`.
pub(super) fn reminders(call: &Call, database: &mut Database, (): ()) -> Result<Found<RemindersBody>, Problem> {
    let Choice { ahead, on_the_day, suits, hearings } = service::reminder_choice(database, call.person()?)?;
    Ok(Found(RemindersBody { ahead, on_the_day, suits, hearings }))
}

/// `PUT /me/reminders`.
pub(super) fn choose_reminders(call: &Call, InBody(body): InBody<RemindersBody>) -> Result<Done, Problem> {
    let person = call.person()?;
    let RemindersBody { ahead, on_the_day, suits, hearings } = body;
    let choice = Choice { ahead, on_the_day, suits, hearings };
    call.state.writer.run(move |database| service::reminder_choose(database, person, &choice))?;
    Ok(Done)
}
