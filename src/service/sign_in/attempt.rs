//! Name and password come in; a session goes out, or one answer that tells nothing.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::desk::Desk;
use super::entrance::Entrance;
use super::lockout::Counted;
use super::origin_of;
use super::refusal::SignInRefusal;
use super::{Answered, or_refuse, session};
use crate::clock::day_of;
use crate::crypto::{ExposeSecret, SecretString, cross_site, hash_of, new_secret};
use crate::domain::Day;
use crate::domain::access::{Duty, Holder, Principal, Who};
use crate::domain::audit::AuditAction;
use crate::domain::id::{PersonId, SessionId};
use crate::domain::password;
use crate::service::ServiceError;
use crate::store::{Act, Credential, Database, NewSession, Person, SessionEnd, SessionKind};

/// Longest text of a browser or program about itself that is kept.
const DEVICE: usize = 200;
/// Sessions whose time was over so long ago are deleted; the trail of what was done keeps them.
const SWEPT: TimeDelta = TimeDelta::days(1);

/// Somebody wants to come in.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// User name as typed.
    pub user_name: String,
    /// Password as typed.
    pub password: SecretString,
    /// Code of the authenticator, or a recovery code.
    pub second_factor: Option<SecretString>,
    /// How the session is to prove itself.
    pub kind: SessionKind,
    /// Where from.
    pub address: IpAddr,
    /// What the browser or program calls itself.
    pub device: String,
}

/// Somebody is in.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub person: PersonId,
    /// The session.
    pub session: SessionId,
    /// What proves the session from now on.
    pub proof: Proof,
    /// When the session ends in any case.
    pub ends: DateTime<Utc>,
    /// What must be done before anything else.
    pub duty: Option<Duty>,
    /// The sign-in before this one, to be shown.
    pub last: Option<LastSignIn>,
}

/// What proves a session. `Debug` shows which kind, and no secret.
pub enum Proof {
    /// A browser's.
    Browser {
        /// Value of the cookie: `id.secret`.
        cookie: SecretString,
        /// The token that pages of ours send along (CSRF).
        cross_site: String,
    },
    /// A program's.
    Tokens(super::Tokens),
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Browser { .. } => "Browser(…)",
            Self::Tokens(_) => "Tokens(…)",
        })
    }
}

/// The sign-in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastSignIn {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Where from.
    pub from: String,
}

/// What was found about a name before the password was hashed.
struct Found {
    person: Person,
    credential: Option<Credential>,
}

/// What was found out before the writing began.
struct Knock {
    attempt: Attempt,
    name: String,
    counted: Counted,
    /// The hash the password fits.
    verified: Option<String>,
    /// The same password at today's cost.
    upgraded: Option<String>,
    now: DateTime<Utc>,
}

impl Entrance {
    /// Signs in. The same answer and the same work, one password hash, whether the account exists or not.
    ///
    /// # Errors
    /// What keeps the database from answering; every refusal is a value.
    pub fn sign_in(self: &Arc<Self>, desk: &impl Desk, attempt: Attempt, now: DateTime<Utc>) -> Answered<SignedIn> {
        let name = account_name(&attempt.user_name);
        let counted = self.counted(&name, attempt.address);
        let (locked, found) = desk.read(|database| Ok((self.locked(database, &counted, now)?, find(database, &name)?)))?;
        if let Some(locked) = locked {
            return Ok(Err(locked));
        }
        let known = found.and_then(|found| found.credential).map(|credential| credential.password);
        let typed = typed(&attempt.password);
        let fits = or_refuse!(self.hasher.verify(&typed, known.as_deref()));
        let verified = known.filter(|_| fits);
        let outdated = verified.as_deref().is_some_and(|phc| self.hasher.is_outdated(phc));
        let upgraded = if outdated { Some(or_refuse!(self.hasher.hash(&typed))) } else { None };
        let knock = Knock { attempt, name, counted, verified, upgraded, now };
        let entrance = Arc::clone(self);
        desk.write(move |database| entrance.admit(database, &knock))
    }

    /// Everything is looked up again: meanwhile others may have tried the same name, or the password was changed.
    fn admit(&self, database: &mut Database, knock: &Knock) -> Answered<SignedIn> {
        let now = knock.now;
        if let Some(locked) = self.locked(database, &knock.counted, now)? {
            return Ok(Err(locked));
        }
        let found = find(database, &knock.name)?;
        let known = found.as_ref().map(|found| found.person.clone());
        let fits = |credential: &Credential| !credential.revoked && knock.verified.as_ref() == Some(&credential.password);
        let fitting = found.and_then(|Found { person, credential }| Some((person, credential.filter(fits)?)));
        let Some((person, credential)) = fitting.filter(|(person, _)| person.is_active(day_of(now))) else {
            return self.turn_away(database, knock, known.as_ref(), "password");
        };
        let origin = origin_of(knock.attempt.address);
        let act = Act { actor: &person.user_name, origin: &origin, at: now };
        match self.second_factor_fits(database, person.id, knock.attempt.second_factor.as_ref(), &act)? {
            Some(true) => {}
            Some(false) => return self.turn_away(database, knock, Some(&person), "second-factor"),
            None => return Ok(Err(SignInRefusal::SecondFactorNeeded)),
        }
        self.forgive(database, &knock.counted)?;
        if let Some(upgraded) = &knock.upgraded {
            database.password_upgrade(person.id, &credential.password, upgraded)?;
        }
        self.let_in(database, &knock.attempt, &person, &credential, now).map(Ok)
    }

    /// Opens the session and says what proves it.
    fn let_in(
        &self,
        database: &mut Database,
        attempt: &Attempt,
        person: &Person,
        credential: &Credential,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, ServiceError> {
        let (address, ends) = (origin_of(attempt.address), now + self.rules.session);
        let duty = self.duty(database, person.id, Some(credential), now)?;
        let device: String = attempt.device.chars().filter(|c| !c.is_control()).take(DEVICE).collect();
        database.sessions_sweep(now - SWEPT)?;
        self.make_room(database, person.id, now)?;
        let (secret, holder, kind) = (new_secret(), Holder::Person(person.id), attempt.kind);
        let hash = hash_of(&secret);
        let new = NewSession { holder, kind, duty, secret_hash: Some(&hash), at: now, ends, address: &address, device: &device };
        let session = database.session_open(&new)?;
        database.signed_in(person.id, &address, now)?;
        let act = Act { actor: &person.user_name, origin: &address, at: now };
        let details = json!({"session": session, "kind": kind.code()});
        database.audit_add(&act, AuditAction::SignedIn, &format!("person {}", person.id), &details)?;
        let proof = match kind {
            SessionKind::Browser => Proof::Browser { cross_site: cross_site(&secret), cookie: session::cookie(session, &secret) },
            SessionKind::Tokens => Proof::Tokens(self.tokens(holder, session, secret, now)),
        };
        let last = credential.last_at.zip(credential.last_from.clone()).map(|(at, from)| LastSignIn { at, from });
        Ok(SignedIn { person: person.id, session, proof, ends, duty, last })
    }

    /// Counts the failure and writes it down.
    fn turn_away(&self, database: &mut Database, knock: &Knock, person: Option<&Person>, why: &str) -> Answered<SignedIn> {
        let refusal = self.failed(database, &knock.counted, knock.now)?;
        let (actor, subject) = match person {
            Some(person) => (person.user_name.as_str(), format!("person {}", person.id)),
            // the name is not repeated: it may be a password in the wrong field
            None => ("", "nobody".to_owned()),
        };
        let origin = origin_of(knock.attempt.address);
        let act = Act { actor, origin: &origin, at: knock.now };
        database.audit_add(&act, AuditAction::SignInFailed, &subject, &json!({"why": why, "answer": refusal.code()}))?;
        Ok(Err(refusal))
    }

    /// What the person must do before anything else.
    pub(super) fn duty(
        &self,
        database: &mut Database,
        person: PersonId,
        credential: Option<&Credential>,
        now: DateTime<Utc>,
    ) -> Result<Option<Duty>, ServiceError> {
        let too_old = |set_at: NaiveDateTime| self.rules.password_age.is_some_and(|age| set_at.and_utc() + age <= now);
        if credential.is_some_and(|credential| too_old(credential.set_at)) {
            return Ok(Some(Duty::ChangePassword));
        }
        let confirmed = database.second_factor(person)?.is_some_and(|factor| factor.confirmed_at.is_some());
        let missing = !confirmed && self.needs_second_factor(database, person, day_of(now))?;
        Ok(missing.then_some(Duty::SetUpSecondFactor))
    }

    /// What must be done in a session before anything else, at this moment: who was made an administrator since signing in owes a
    /// second factor from the next request on.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn duty_now(
        &self,
        database: &mut Database,
        owed: Option<Duty>,
        principal: &Principal,
        today: Day,
    ) -> Result<Option<Duty>, ServiceError> {
        let Who::Person(person) = principal.who else { return Ok(owed) };
        if owed.is_some() || !self.asks_second_factor(&principal.grants, today) {
            return Ok(owed);
        }
        let confirmed = database.second_factor(person)?.is_some_and(|factor| factor.confirmed_at.is_some());
        Ok((!confirmed).then_some(Duty::SetUpSecondFactor))
    }

    /// Ends the oldest sessions of a person, so that one more is within what the bureau allows.
    fn make_room(&self, database: &mut Database, person: PersonId, now: DateTime<Utc>) -> Result<(), ServiceError> {
        let Some(most) = self.rules.sessions_per_person else { return Ok(()) };
        for session in database.sessions_of(person, now)?.iter().skip(most - 1) {
            database.session_end(session.id, SessionEnd::Replaced, now)?;
        }
        Ok(())
    }
}

/// A user name as it is looked up: NFKC, lower case, without blanks around it.
pub(super) fn account_name(typed: &str) -> String {
    typed.trim().nfkc().collect::<String>().to_lowercase()
}

/// A password as it is hashed.
pub(super) fn typed(password: &SecretString) -> SecretString {
    password::normalised(password.expose_secret()).into()
}

fn find(database: &mut Database, name: &str) -> Result<Option<Found>, ServiceError> {
    let Some(person) = database.person_named(name)? else { return Ok(None) };
    let credential = database.credential(person.id)?;
    Ok(Some(Found { person, credential }))
}
