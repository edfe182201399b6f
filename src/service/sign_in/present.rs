//! Who is there, in a request: from what it shows to a session that stands and whoever holds it.
//!
//! What was read of a session is kept, because nearly every request comes from somebody who was here a moment ago. It is relied on
//! only under the epoch of rights it was read under, and whatever the clock ends is asked of the clock each time; in any doubt it is
//! read anew, and a refusal is never kept.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::entrance::Entrance;
use super::refusal::SignInRefusal;
use super::session::read_cookie;
use super::{Answered, or_refuse};
use crate::clock::day_of;
use crate::crypto::{AccessClaims, SecretString, cross_site, hash_of, same};
use crate::domain::access::{Action, Duty, Holder};
use crate::domain::id::{SessionId, UnitId};
use crate::store::{Basis, Bearer, Client, Database, OpenSession, Person, SessionKind};

/// How exactly it is kept when a session was last seen: one write a minute, not one a request.
const SEEN: TimeDelta = TimeDelta::minutes(1);
/// Sessions that are kept at most; about a kilobyte each.
const KEPT: usize = 4096;

/// What a request shows to say whose it is.
#[derive(Clone)]
pub enum Shown {
    /// An access token, verified.
    Token(AccessClaims),
    /// The cookie of a browser: a session, and the secret that proves it.
    Cookie(SessionId, SecretString),
}

impl Shown {
    /// What a cookie `id.secret` shows; `None` where it is none of ours.
    pub fn cookie(cookie: &SecretString) -> Option<Self> {
        read_cookie(cookie).map(|(id, secret)| Self::Cookie(id, secret))
    }

    fn session(&self) -> SessionId {
        match self {
            Self::Token(claims) => claims.session,
            Self::Cookie(id, _) => *id,
        }
    }
}

/// Who is there, in a request. `Debug` shows no token.
#[derive(Clone, PartialEq, Eq)]
pub struct Present {
    /// A person or a program.
    pub holder: Holder,
    /// The session.
    pub session: SessionId,
    /// What must be done before anything else; nothing but that and signing out is open.
    pub duty: Option<Duty>,
    /// The token a request that changes something must carry (CSRF); browsers only.
    pub cross_site: Option<String>,
    /// [`Entrance::seen`] is due.
    pub seen_due: bool,
    /// Who it is, with everything granted to them.
    pub known: Known,
}

impl fmt::Debug for Present {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { holder, session, duty, .. } = self;
        f.debug_struct("Present").field("holder", holder).field("session", session).field("duty", duty).finish_non_exhaustive()
    }
}

/// Who holds a session, as read with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Name for the audit trail.
    pub name: String,
    /// Home unit of a person.
    pub home: Option<UnitId>,
    /// Language of a person, by the name settings give it.
    pub lang: Option<String>,
    /// The actions a program is confined to.
    pub scopes: Vec<Action>,
    /// What is decided now rests on this.
    pub basis: Basis,
}

/// A session that nobody has ended and who holds it, as read at one moment.
struct Behind {
    open: OpenSession,
    known: Known,
    epoch: Option<i64>,
}

impl Behind {
    fn person(bearer: Bearer<Person>) -> Self {
        let basis = bearer.basis();
        let Person { user_name, unit, lang, .. } = bearer.held.holder;
        let known = Known { name: user_name, home: unit, lang: Some(lang), scopes: Vec::new(), basis };
        Self { open: bearer.open, known, epoch: bearer.epoch }
    }

    fn client(bearer: Bearer<Client>) -> Self {
        let basis = bearer.basis();
        let Client { name, scopes, .. } = bearer.held.holder;
        Self { open: bearer.open, known: Known { name, home: None, lang: None, scopes, basis }, epoch: bearer.epoch }
    }
}

/// What was read of sessions, each as of the epoch it was read under.
#[derive(Default)]
pub(super) struct Kept(Mutex<HashMap<SessionId, Arc<Behind>>>);

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(…)")
    }
}

impl Kept {
    fn of(&self, session: SessionId) -> Option<Arc<Behind>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&session).map(Arc::clone)
    }

    fn keep(&self, behind: Behind) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // those in use are read again with their next request
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(behind.open.session.id, Arc::new(behind));
    }

    fn forget(&self, session: SessionId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&session);
    }
}

impl Entrance {
    /// Who shows this, if their session still stands, in one read. No program has a cookie.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn present(&self, database: &mut Database, shown: &Shown, now: DateTime<Utc>) -> Answered<Present> {
        let (session, today) = (shown.session(), day_of(now));
        let found = match shown {
            Shown::Token(AccessClaims { holder: Holder::Client(_), .. }) => database.client_behind(session, today)?.map(Behind::client),
            Shown::Token(_) | Shown::Cookie(..) => database.person_behind(session, today)?.map(Behind::person),
        };
        self.kept.forget(session);
        let behind = or_refuse!(found.ok_or(SignInRefusal::SessionOver));
        let present = or_refuse!(self.behind(&behind, shown, now).ok_or(SignInRefusal::SessionOver));
        self.kept.keep(behind);
        Ok(Ok(present))
    }

    /// Who shows this, as last read, with the epoch of rights it was read under: they are present if [`Database::access_epoch`] is
    /// still that. `None` where nothing of the kind is kept, and where the clock says otherwise: then [`Entrance::present`] tells.
    pub fn recalled(&self, shown: &Shown, now: DateTime<Utc>) -> Option<(Present, i64)> {
        let behind = self.kept.of(shown.session())?;
        let present = self.behind(&behind, shown, now).filter(|present| !present.seen_due)?;
        Some((present, behind.epoch?))
    }

    /// Whether what was read of a session lets in who shows this now.
    fn behind(&self, behind: &Behind, shown: &Shown, now: DateTime<Utc>) -> Option<Present> {
        let Behind { open, known, .. } = behind;
        let (today, (from, until)) = (day_of(now), known.basis.account);
        let active = from <= today && until.is_none_or(|until| today < until);
        if !active || !self.lasts(&open.session, now) {
            return None;
        }
        let (holder, session, duty) = (open.session.holder, open.session.id, open.session.duty);
        let (cross_site, seen_due) = match shown {
            Shown::Token(claims) => {
                if holder != claims.holder || session != claims.session || open.session.kind != SessionKind::Tokens {
                    return None;
                }
                (None, false)
            }
            Shown::Cookie(id, secret) => {
                let proves = |hash: &str| *id == session && same(hash, &hash_of(secret));
                open.secret_hash.as_deref().filter(|hash| proves(hash))?;
                (Some(cross_site(secret)), now - open.session.seen_at.and_utc() >= SEEN)
            }
        };
        Some(Present { holder, session, duty, cross_site, seen_due, known: known.clone() })
    }
}
