//! The second factor 双因素: set up with an authenticator application, asked for at sign-in, given up or taken away.

use serde_json::json;

use super::Answered;
use super::entrance::Entrance;
use super::refusal::SignInRefusal;
use crate::clock::day_of;
use crate::crypto::{ExposeSecret, Keyring, OneTimeSecret, SecretString, recovery_code, tidy_code};
use crate::domain::audit::AuditAction;
use crate::domain::id::{PersonId, SessionId};
use crate::domain::password;
use crate::service::ServiceError;
use crate::store::{Act, Database, SecondFactor, SessionEnd};

/// Recovery codes a person is given.
const RECOVERY_CODES: usize = 10;

/// What an authenticator application is to be told; shown once.
#[derive(Debug)]
pub struct Enrolment {
    /// The secret as it is typed: base32.
    pub secret: SecretString,
    /// The `otpauth://` address, for a QR code.
    pub address: SecretString,
}

impl Entrance {
    /// Begins to set up a second factor: it asks for nothing before [`Entrance::confirm_second_factor`].
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn begin_second_factor(&self, database: &mut Database, person: PersonId) -> Answered<Enrolment> {
        let (secret, account) = (OneTimeSecret::generate(), database.person(person)?.user_name);
        let sealed = self.ring().seal(secret.as_bytes(), &place(person));
        if !database.second_factor_begin(person, &sealed)? {
            return Ok(Err(SignInRefusal::SecondFactorStands));
        }
        Ok(Ok(Enrolment { secret: secret.to_base32(), address: secret.address(&account) }))
    }

    /// Confirms it with a code of the application. The recovery codes are shown once; the person's other sessions end.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn confirm_second_factor(
        &self,
        database: &mut Database,
        (person, session): (PersonId, SessionId),
        code: &SecretString,
        act: &Act<'_>,
    ) -> Answered<Vec<SecretString>> {
        let Some(factor) = database.second_factor(person)? else { return Ok(Err(SignInRefusal::NoSecondFactor)) };
        if factor.confirmed_at.is_some() {
            return Ok(Err(SignInRefusal::SecondFactorStands));
        }
        let ring = self.ring();
        let Some(step) = open(&ring, &factor)?.step_of(&plain(code), act.at) else { return Ok(Err(SignInRefusal::Wrong)) };
        let codes: Vec<SecretString> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
        let hashes = codes.iter().map(|code| recovery_hash(&ring, person, code.expose_secret())).collect();
        database.second_factor_confirm(person, step, hashes, act.at)?;
        database.sessions_end(person, Some(session), SessionEnd::Credentials, act.at)?;
        let credential = database.credential(person)?;
        let duty = self.duty(database, person, credential.as_ref(), act.at)?;
        database.session_duty(session, duty)?;
        database.audit_add(act, AuditAction::SecondFactorSetUp, &format!("person {person}"), &json!({}))?;
        Ok(Ok(codes))
    }

    /// Gives one's own second factor up, with a code of it, unless the bureau asks for one.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn give_up_second_factor(&self, database: &mut Database, person: PersonId, code: &SecretString, act: &Act<'_>) -> Answered<()> {
        if self.needs_second_factor(database, person, day_of(act.at))? {
            return Ok(Err(SignInRefusal::SecondFactorRequired));
        }
        match database.second_factor(person)?.filter(|factor| factor.confirmed_at.is_some()) {
            None => return Ok(Err(SignInRefusal::NoSecondFactor)),
            Some(_) if self.second_factor_fits(database, person, Some(code), act)? != Some(true) => {
                return Ok(Err(SignInRefusal::Wrong));
            }
            Some(_) => {}
        }
        self.remove(database, person, None, act).map(Ok)
    }

    /// Takes a lost second factor away: the security administrator's act. Every session of the person ends.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn take_away_second_factor(&self, database: &mut Database, person: PersonId, act: &Act<'_>) -> Answered<()> {
        if database.second_factor(person)?.is_none() {
            return Ok(Err(SignInRefusal::NoSecondFactor));
        }
        self.remove(database, person, Some(SessionEnd::Administrator), act).map(Ok)
    }

    fn remove(&self, database: &mut Database, person: PersonId, end: Option<SessionEnd>, act: &Act<'_>) -> Result<(), ServiceError> {
        database.second_factor_remove(person)?;
        if let Some(why) = end {
            database.sessions_end(person, None, why, act.at)?;
        }
        Ok(database.audit_add(act, AuditAction::SecondFactorRemoved, &format!("person {person}"), &json!({}))?)
    }

    /// Whether a code is right: `None` when one is needed and none was given. A code or recovery code that is right is used up.
    pub(super) fn second_factor_fits(
        &self,
        database: &mut Database,
        person: PersonId,
        code: Option<&SecretString>,
        act: &Act<'_>,
    ) -> Result<Option<bool>, ServiceError> {
        let Some(factor) = database.second_factor(person)?.filter(|factor| factor.confirmed_at.is_some()) else {
            return Ok(Some(true));
        };
        let Some(code) = code else { return Ok(None) };
        let ring = self.ring();
        if let Some(step) = open(&ring, &factor)?.step_of(&plain(code), act.at) {
            return Ok(Some(database.second_factor_step(person, step)?));
        }
        let hash = recovery_hash(&ring, person, &plain(code));
        if !database.recovery_code_take(person, &hash)? {
            return Ok(Some(false));
        }
        let left = database.recovery_codes_left(person)?;
        database.audit_add(act, AuditAction::RecoveryCodeUsed, &format!("person {person}"), &json!({"left": left}))?;
        Ok(Some(true))
    }
}

/// Where a sealed secret belongs.
pub(super) fn place(person: PersonId) -> String {
    format!("second-factor/{person}")
}

fn open(ring: &Keyring, factor: &SecondFactor) -> Result<OneTimeSecret, ServiceError> {
    let bytes = ring.open(&factor.secret, &place(factor.person()))?;
    Ok(OneTimeSecret::from_bytes(bytes.expose_secret()))
}

/// A code as typed, full-width digits and blanks among them.
fn plain(code: &SecretString) -> String {
    password::normalised(code.expose_secret()).split_whitespace().collect()
}

fn recovery_hash(ring: &Keyring, person: PersonId, code: &str) -> String {
    ring.index(&format!("recovery-code/{person}"), &tidy_code(code))
}
