//! How a person gets the first password, or another after forgetting it: a one-time code, with which they set their own.
//! Nobody ever knows a password of somebody else, and there is none to begin with.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::desk::Desk;
use super::entrance::Entrance;
use super::origin_of;
use super::refusal::SignInRefusal;
use super::{Answered, or_refuse};
use crate::clock::day_of;
use crate::crypto::{SecretString, hash_of, new_secret};
use crate::domain::access::{Grant, Holder, Role};
use crate::domain::audit::AuditAction;
use crate::domain::id::PersonId;
use crate::service::ServiceError;
use crate::service::people::user_name;
use crate::store::{Act, Database, NewGrant, NewPerson, SessionEnd};

/// A one-time code to set a password with; shown once, kept as a hash.
#[derive(Debug)]
pub struct SetUpCode {
    /// User name it is for.
    pub user_name: String,
    /// The code.
    pub code: SecretString,
    /// When it ends.
    pub ends: DateTime<Utc>,
}

/// An administrator to begin with.
#[derive(Debug, Clone)]
pub struct FirstAccount {
    /// Which of the three.
    pub role: Role,
    /// User name.
    pub user_name: String,
    /// Name shown.
    pub display_name: String,
}

impl Entrance {
    /// A new one-time code for a person, in place of an earlier one. The old password, if there is one, counts until it is used.
    ///
    /// # Errors
    /// No such person, an account that is not active, or what the database reports.
    pub fn set_up_code(&self, database: &mut Database, person: PersonId, act: &Act<'_>) -> Result<SetUpCode, ServiceError> {
        let person = database.person(person)?;
        if !person.is_active(day_of(act.at)) {
            let name = &person.user_name;
            return Err(ServiceError::said(format!("用户“{name}”已停用"), format!("the account of \"{name}\" is not active")));
        }
        let (code, ends) = (new_secret(), act.at + self.rules.link);
        database.set_up_link_make(person.id, &hash_of(&code), ends)?;
        let details = json!({"ends": ends});
        database.audit_add(act, AuditAction::SetUpLinkMade, &format!("person {}", person.id), &details)?;
        Ok(SetUpCode { user_name: person.user_name, code, ends })
    }

    /// Sets one's own password with a one-time code. Every session of the person ends, and the name is no longer locked; the
    /// second factor stays.
    ///
    /// # Errors
    /// What keeps the database from answering; every refusal is a value.
    pub fn set_up_password(
        self: &Arc<Self>,
        desk: &impl Desk,
        code: &SecretString,
        new: &SecretString,
        address: IpAddr,
        now: DateTime<Utc>,
    ) -> Answered<()> {
        let code = hash_of(code);
        let known = desk.read(|database| match database.set_up_link_find(&code, now)? {
            Some(person) => self.known(database, person).map(Some),
            None => Ok(None),
        })?;
        let Some(known) = known.filter(|known| known.person.is_active(day_of(now))) else {
            return Ok(Err(SignInRefusal::LinkOver));
        };
        let hash = or_refuse!(self.new_password(&known, new)?);
        let entrance = Arc::clone(self);
        desk.write(move |database| {
            if database.set_up_link_take(&code, now)? != Some(known.person.id) {
                return Ok(Err(SignInRefusal::LinkOver));
            }
            let origin = origin_of(address);
            let act = Act { actor: &known.person.user_name, origin: &origin, at: now };
            entrance.keep_password(database, &known.person, &hash, &act)?;
            database.sessions_end(known.person.id, None, SessionEnd::Credentials, now)?;
            entrance.forget(database, &known.person.user_name)?;
            database.audit_add(&act, AuditAction::SetUpLinkUsed, &format!("person {}", known.person.id), &json!({}))?;
            Ok(Ok(()))
        })
    }

    /// Gives a database without people its three administrators, each with a one-time code.
    ///
    /// # Errors
    /// There are people already; two accounts with one name; or what the database reports.
    pub fn bootstrap(&self, database: &mut Database, accounts: &[FirstAccount], act: &Act<'_>) -> Result<Vec<SetUpCode>, ServiceError> {
        database.together(|database| {
            if !database.people_list(None)?.is_empty() {
                return Err(ServiceError::said(
                    "已有用户；忘记口令或设置新用户请用 fuyi user set-up-link",
                    "there are people already; fuyi user set-up-link gives one of them a new link",
                ));
            }
            let today = day_of(act.at);
            accounts
                .iter()
                .map(|account| {
                    let person = database.person_add(
                        &NewPerson {
                            user_name: user_name(&account.user_name)?,
                            display_name: account.display_name.clone(),
                            unit: None,
                            email: None,
                            lang: "zh-CN".to_owned(),
                            active_from: today,
                        },
                        act,
                    )?;
                    let grant = Grant { role: account.role, unit: None, from: today, until: None };
                    database.grant_add(&NewGrant { to: Holder::Person(person), grant }, |_| Ok::<_, ServiceError>(()), act)?;
                    self.set_up_code(database, person, act)
                })
                .collect()
        })
    }
}
