//! Who asks: from what a request shows to a person or a program, with everything granted to them at this moment. A right taken
//! away is gone with the next request.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::code;
use super::credentials::Credentials;
use super::problem::Problem;
use super::state::State;
use crate::clock::day_of;
use crate::domain::access::{Action, Duty};
use crate::domain::id::SessionId;
use crate::domain::words::Sentence;
use crate::service::sign_in::{Present, Shown, SignInRefusal};
use crate::service::{Access, Basis, Database};

/// A session at work.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who asks, with everything granted, in front of the tree of units.
    pub access: Access,
    /// What is decided for them rests on this.
    pub basis: Basis,
    /// The session.
    pub session: SessionId,
    /// What must be done before anything else.
    pub duty: Option<Duty>,
    /// Token that a page of ours shows with every change; browsers only.
    pub csrf: Option<String>,
    /// It is time to note that the session was seen.
    pub seen_due: bool,
    /// All this is what was kept, and stands only if the epoch of rights is still this.
    pub unconfirmed: Option<i64>,
}

impl Signed {
    /// Whom keys and kept answers belong to, and who asks in the log: a number, never a name.
    pub fn actor(&self) -> String {
        self.access.principal.who.code()
    }

    /// Whether anything granted carries the action; for which things is decided with the thing at hand.
    ///
    /// # Errors
    /// `forbidden`; `duty-first` while something else must be done before.
    pub fn may_come(&self, action: Action) -> Result<(), Problem> {
        if let Some(duty) = self.duty {
            return Err(Problem { duty: Some(duty), ..Problem::of(code::DUTY) });
        }
        self.access.scope(action).map(|_| ()).map_err(Problem::from)
    }
}

/// Whether what was kept of a session is confirmed by the database before anything else, or with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Now.
    First,
    /// With what is read for the answer, which nobody sees before: see [`Signed::unconfirmed`].
    WithAnswer,
}

/// The session a request belongs to.
///
/// # Errors
/// `not-signed-in`, `session-over`; what the engine reports.
pub fn signed(
    state: &State,
    database: &mut Database,
    credentials: &Credentials,
    now: DateTime<Utc>,
    confirmed: Confirmed,
) -> Result<Signed, Problem> {
    let entrance = &state.entrance;
    let shown = match credentials {
        Credentials::Nothing => return Err(Problem::of(code::NOT_SIGNED_IN)),
        Credentials::Bearer(token) => Shown::Token(entrance.verify_access(token, now)?),
        Credentials::Cookie(cookie) => Shown::cookie(&SecretString::from(cookie.as_str())).ok_or(SignInRefusal::SessionOver)?,
    };
    let (present, unconfirmed) = match (entrance.recalled(&shown, now), confirmed) {
        (Some((present, epoch)), Confirmed::WithAnswer) => (present, Some(epoch)),
        (Some((present, epoch)), Confirmed::First) if database.access_epoch()? == Some(epoch) => (present, None),
        _ => (entrance.present(database, &shown, now)??, None),
    };
    let Present { session, duty, cross_site, seen_due, known, .. } = present;
    let basis = known.basis.clone();
    let access = state.trees.access_of(database, known, day_of(now))?;
    let duty = entrance.duty_now(database, duty, &access.principal, day_of(now))?;
    Ok(Signed { access, basis, session, duty, csrf: cross_site, seen_due, unconfirmed })
}

impl From<SignInRefusal> for Problem {
    fn from(refusal: SignInRefusal) -> Self {
        let code = match &refusal {
            SignInRefusal::Wrong => code::SIGN_IN_WRONG,
            SignInRefusal::Locked { seconds, .. } => {
                return Self { detail: refusal.sentence(), ..Self::later(code::SIGN_IN_LOCKED, *seconds) };
            }
            SignInRefusal::SecondFactorNeeded => code::SECOND_FACTOR_NEEDED,
            SignInRefusal::Busy => return Self { detail: refusal.sentence(), ..Self::later(code::UNAVAILABLE, 1) },
            SignInRefusal::SessionOver => code::SESSION_OVER,
            SignInRefusal::LinkOver => code::LINK_OVER,
            SignInRefusal::Password(_) => return Self::new(code::UNACCEPTABLE, refusal.sentence()).at("password"),
            SignInRefusal::SecondFactorStands | SignInRefusal::NoSecondFactor | SignInRefusal::SecondFactorRequired => code::CONFLICT,
        };
        Self::new(code, refusal.sentence())
    }
}

/// What must be done first, in words.
pub fn duty_words(duty: Duty) -> Sentence {
    match duty {
        Duty::ChangePassword => Sentence::new("请先修改口令", "change your password first"),
        Duty::SetUpSecondFactor => Sentence::new("请先绑定身份验证器", "set up an authenticator first"),
    }
}
