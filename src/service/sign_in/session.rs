//! Sessions in use: who is there, refreshing, signing out, and what a person or an administrator ends.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::entrance::Entrance;
use super::origin_of;
use super::refusal::SignInRefusal;
use super::{Answered, or_refuse};
use crate::clock::day_of;
use crate::crypto::{AccessClaims, ExposeSecret, SecretString, cross_site, hash_of, new_secret, same};
use crate::domain::access::Holder;
use crate::domain::audit::AuditAction;
use crate::domain::id::{PersonId, SessionId};
use crate::service::ServiceError;
use crate::store::{Act, Database, OpenSession, Refresh, Session, SessionEnd};

/// What a program goes on with.
#[derive(Debug)]
pub struct Tokens {
    /// The access token, JWT.
    pub access: SecretString,
    /// When it ends.
    pub expires: DateTime<Utc>,
    /// The refresh token: good for one refresh.
    pub refresh: SecretString,
}

impl Entrance {
    /// Verifies an access token without asking the database; [`Entrance::present`] tells whether its session still stands.
    ///
    /// # Errors
    /// [`SignInRefusal::SessionOver`].
    pub fn verify_access(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, SignInRefusal> {
        self.keys().verify(token, now).map_err(|fault| {
            tracing::debug!(%fault, "access token refused");
            SignInRefusal::SessionOver
        })
    }

    /// Whose the cookie of a browser is, with the token of its forms, when its session has ended by time alone: nobody ended it, and
    /// its holder may still come in.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn lapsed(
        &self,
        database: &mut Database,
        cookie: &SecretString,
        now: DateTime<Utc>,
    ) -> Result<Option<(Holder, String)>, ServiceError> {
        let Some((id, secret)) = read_cookie(cookie) else { return Ok(None) };
        let theirs =
            |open: &OpenSession| open.holder_active && open.secret_hash.as_deref().is_some_and(|hash| same(hash, &hash_of(&secret)));
        let found = database.session_find(id, day_of(now))?.filter(theirs);
        Ok(found.map(|open| (open.session.holder, cross_site(&secret))))
    }

    /// Notes that a session was seen, so that it does not end as unused.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn seen(&self, database: &mut Database, session: SessionId, now: DateTime<Utc>) -> Result<(), ServiceError> {
        Ok(database.session_seen(session, now)?)
    }

    /// Goes on with a program's session: the refresh token is used up, new tokens come back. One that was used before was
    /// stolen, from here or from there: its session ends for both.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn refresh(&self, database: &mut Database, token: &SecretString, address: IpAddr, now: DateTime<Utc>) -> Answered<Tokens> {
        let id = match database.refresh_use(&hash_of(token), now)? {
            Refresh::Unknown => return Ok(Err(SignInRefusal::SessionOver)),
            Refresh::Used(id) => {
                if let Some(open) = database.session_find(id, day_of(now))? {
                    database.session_end(id, SessionEnd::Reuse, now)?;
                    let actor = self.actor(database, open.session.holder)?;
                    let origin = origin_of(address);
                    let act = Act { actor: &actor, origin: &origin, at: now };
                    let details = json!({"begun-from": open.session.address});
                    database.audit_add(&act, AuditAction::RefreshTokenReused, &format!("session {id}"), &details)?;
                }
                return Ok(Err(SignInRefusal::SessionOver));
            }
            Refresh::Live(id) => id,
        };
        let open = or_refuse!(self.standing(database, id, now)?);
        let refresh = new_secret();
        database.refresh_issue(id, &hash_of(&refresh))?;
        database.session_seen(id, now)?;
        Ok(Ok(self.tokens(open.session.holder, id, refresh, now)))
    }

    /// Ends a session at its holder's wish.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn sign_out(&self, database: &mut Database, session: SessionId, act: &Act<'_>) -> Result<(), ServiceError> {
        if database.session_end(session, SessionEnd::SignedOut, act.at)? {
            database.audit_add(act, AuditAction::SignedOut, &format!("session {session}"), &json!({}))?;
        }
        Ok(())
    }

    /// The open sessions of a person, newest first.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn sessions(&self, database: &mut Database, person: PersonId, now: DateTime<Utc>) -> Result<Vec<Session>, ServiceError> {
        let sessions = database.sessions_of(person, now)?;
        Ok(sessions.into_iter().filter(|session| !self.is_idle(session, now)).collect())
    }

    /// Ends one session of a person; `false` when they have no such session.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn end_session(
        &self,
        database: &mut Database,
        person: PersonId,
        session: SessionId,
        why: SessionEnd,
        act: &Act<'_>,
    ) -> Result<bool, ServiceError> {
        let theirs = database.sessions_of(person, act.at)?.iter().any(|open| open.id == session);
        let ended = theirs && database.session_end(session, why, act.at)?;
        if ended {
            let details = json!({"session": session, "why": why.code()});
            database.audit_add(act, AuditAction::SessionEnded, &format!("person {person}"), &details)?;
        }
        Ok(ended)
    }

    /// Ends every session of a person but one; how many.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn end_sessions(
        &self,
        database: &mut Database,
        person: PersonId,
        but: Option<SessionId>,
        why: SessionEnd,
        act: &Act<'_>,
    ) -> Result<usize, ServiceError> {
        let ended = database.sessions_end(person, but, why, act.at)?;
        if ended > 0 {
            let details = json!({"sessions": ended, "why": why.code()});
            database.audit_add(act, AuditAction::SessionEnded, &format!("person {person}"), &details)?;
        }
        Ok(ended)
    }

    /// A session that has not ended: not by anybody, not by time, not with its holder's account.
    fn standing(
        &self,
        database: &mut Database,
        id: SessionId,
        now: DateTime<Utc>,
    ) -> Result<Result<OpenSession, SignInRefusal>, ServiceError> {
        let found = database.session_find(id, day_of(now))?;
        Ok(found.filter(|open| self.stands(open, now)).ok_or(SignInRefusal::SessionOver))
    }

    fn stands(&self, open: &OpenSession, now: DateTime<Utc>) -> bool {
        open.holder_active && self.lasts(&open.session, now)
    }

    /// Whether the clock has ended a session: by its absolute end, or because nobody used it.
    pub(super) fn lasts(&self, session: &Session, now: DateTime<Utc>) -> bool {
        session.ends_at.and_utc() > now && !self.is_idle(session, now)
    }

    fn is_idle(&self, session: &Session, now: DateTime<Utc>) -> bool {
        session.seen_at.and_utc() + self.rules.idle <= now
    }

    /// New tokens of a session.
    pub(super) fn tokens(&self, holder: Holder, session: SessionId, refresh: SecretString, now: DateTime<Utc>) -> Tokens {
        let issued = whole_second(now);
        let expires = issued + self.rules.access;
        Tokens { access: self.ring().sign(&AccessClaims { holder, session, issued, expires }), expires, refresh }
    }

    /// How the trail names a holder.
    fn actor(&self, database: &mut Database, holder: Holder) -> Result<String, ServiceError> {
        Ok(match holder {
            Holder::Person(person) => database.person(person)?.user_name,
            Holder::Client(client) => format!("client {client}"),
        })
    }
}

/// A token counts in whole seconds.
pub(super) fn whole_second(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::nanoseconds(i64::from(now.timestamp_subsec_nanos()))
}

/// What the browser keeps.
pub(super) fn cookie(session: SessionId, secret: &SecretString) -> SecretString {
    format!("{session}.{}", secret.expose_secret()).into()
}

pub(super) fn read_cookie(cookie: &SecretString) -> Option<(SessionId, SecretString)> {
    let (id, secret) = cookie.expose_secret().split_once('.')?;
    Some((SessionId(id.parse().ok()?), secret.into()))
}
