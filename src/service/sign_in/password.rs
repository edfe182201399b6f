//! A person changes the password: the old one proves who asks, the new one is checked, every other session ends.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::attempt::typed;
use super::desk::Desk;
use super::entrance::Entrance;
use super::origin_of;
use super::refusal::SignInRefusal;
use super::{Answered, or_refuse};
use crate::crypto::SecretString;
use crate::domain::audit::AuditAction;
use crate::domain::id::{PersonId, SessionId};
use crate::domain::password::PasswordFault;
use crate::service::ServiceError;
use crate::store::{Act, Database, Person, SessionEnd};

/// What the rules for a new password of a person ask of the database.
pub(super) struct Known {
    pub person: Person,
    /// Full and short names of the person's unit.
    pub unit: Vec<String>,
    /// Hashes that must not fit the new password; the first is the one in use.
    pub recent: Vec<String>,
}

impl Entrance {
    /// Changes a person's own password in a session of theirs. A wrong current password counts like one at the door.
    ///
    /// # Errors
    /// What keeps the database from answering; every refusal is a value.
    pub fn change_password(
        self: &Arc<Self>,
        desk: &impl Desk,
        (person, session, address): (PersonId, SessionId, IpAddr),
        (current, new): (&SecretString, &SecretString),
        now: DateTime<Utc>,
    ) -> Answered<()> {
        let (known, origin) = (desk.read(|database| self.known(database, person))?, origin_of(address));
        let counted = self.counted(&known.person.user_name, address);
        if let Some(locked) = desk.read(|database| self.locked(database, &counted, now))? {
            return Ok(Err(locked));
        }
        let in_use = known.recent.first().cloned();
        if !or_refuse!(self.hasher.verify(&typed(current), in_use.as_deref())) {
            let entrance = Arc::clone(self);
            return desk.write(move |database| {
                let refusal = entrance.failed(database, &counted, now)?;
                let act = Act { actor: &known.person.user_name, origin: &origin, at: now };
                database.audit_add(&act, AuditAction::PasswordChangeFailed, &format!("person {person}"), &json!({"session": session}))?;
                Ok(Err(refusal))
            });
        }
        let hash = or_refuse!(self.new_password(&known, new)?);
        let entrance = Arc::clone(self);
        desk.write(move |database| {
            let unchanged = database.credential(person)?.map(|credential| credential.password) == in_use;
            if !unchanged {
                return Ok(Err(SignInRefusal::Wrong));
            }
            let act = Act { actor: &known.person.user_name, origin: &origin, at: now };
            entrance.keep_password(database, &known.person, &hash, &act)?;
            database.sessions_end(person, Some(session), SessionEnd::Credentials, now)?;
            let duty = entrance.duty(database, person, None, now)?;
            database.session_duty(session, duty)?;
            Ok(Ok(()))
        })
    }

    /// Takes a password out of force at once, because somebody else may know it: the security administrator's act. Every session
    /// of the person ends, and only a one-time code opens the account again.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn revoke_password(&self, database: &mut Database, person: PersonId, act: &Act<'_>) -> Result<(), ServiceError> {
        if database.password_revoke(person)? {
            database.sessions_end(person, None, SessionEnd::Administrator, act.at)?;
            database.audit_add(act, AuditAction::PasswordRevoked, &format!("person {person}"), &json!({}))?;
        }
        Ok(())
    }

    /// What must be known of a person before a new password can be judged.
    pub(super) fn known(&self, database: &mut Database, person: PersonId) -> Result<Known, ServiceError> {
        let recent = database.passwords_recent(person, self.rules.remembered_passwords)?;
        let person = database.person(person)?;
        let unit = database.units_list()?.into_iter().find(|unit| Some(unit.id) == person.unit);
        let unit = unit.map(|unit| [vec![unit.full_name], unit.aliases].concat()).unwrap_or_default();
        Ok(Known { person, unit, recent })
    }

    /// The hash of a new password that all rules allow.
    pub(super) fn new_password(&self, known: &Known, new: &SecretString) -> Answered<String> {
        or_refuse!(self.check_password(new, &known.person, &known.unit));
        let new = typed(new);
        for former in &known.recent {
            if or_refuse!(self.hasher.verify(&new, Some(former))) {
                return Ok(Err(PasswordFault::Former.into()));
            }
        }
        Ok(self.hasher.hash(&new).map_err(Into::into))
    }

    /// Keeps the new hash and writes it down.
    pub(super) fn keep_password(&self, database: &mut Database, person: &Person, hash: &str, act: &Act<'_>) -> Result<(), ServiceError> {
        database.password_set(person.id, hash, self.rules.remembered_passwords, act.at)?;
        Ok(database.audit_add(act, AuditAction::PasswordChanged, &format!("person {}", person.id), &json!({}))?)
    }
}
