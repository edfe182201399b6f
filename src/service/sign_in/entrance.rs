//! What sign-in needs and no request owns: the password hasher, the keys, the bureau's choices.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::present::Kept;
use crate::crypto::{ExposeSecret, HashCost, KeyFile, Keyring, Keys, PasswordHasher, SecretString};
use crate::domain::Day;
use crate::domain::access::Grant;
use crate::domain::id::PersonId;
use crate::domain::password::{self, PasswordFault};
use crate::service::ServiceError;
use crate::settings::{SecondFactorFor, Settings, SignInSettings};
use crate::store::{Database, Person};

/// Where everybody comes in. One for a running service, shared by its threads.
#[derive(Debug)]
pub struct Entrance {
    pub(super) hasher: PasswordHasher,
    pub(super) rules: SignInSettings,
    pub(super) kept: Kept,
    keys: Keys,
}

impl Entrance {
    /// Reads the keys, making them when there are none; also where they were made, if they were.
    ///
    /// # Errors
    /// No file is named and the database is not a file; the key file cannot be read or made.
    pub fn open(settings: &Settings, now: DateTime<Utc>) -> Result<(Self, Option<PathBuf>), ServiceError> {
        let file = key_file(settings)?;
        let (ring, made) = file.read_or_make(now)?;
        let made = made.then(|| file.path().map(Path::to_owned)).flatten();
        let rules = settings.sign_in.clone();
        let cost = HashCost { memory_kib: rules.hash_memory_kib, passes: rules.hash_passes, lanes: 1 };
        let hasher = PasswordHasher::new(cost, rules.hashes_at_once, rules.hashes_waiting);
        Ok((Self { hasher, rules, kept: Kept::default(), keys: Keys::new(file, ring) }, made))
    }

    /// The keys; whoever seals or signs takes them from here.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Password hashes computed since the start.
    pub fn hashes_computed(&self) -> u64 {
        self.hasher.computed()
    }

    pub(super) fn ring(&self) -> Arc<Keyring> {
        self.keys.ring()
    }

    /// Whether the bureau asks this person for a second factor.
    pub(super) fn needs_second_factor(&self, database: &mut Database, person: PersonId, today: Day) -> Result<bool, ServiceError> {
        let grants = database.person_held(person)?.map(|held| held.grants).unwrap_or_default();
        Ok(self.asks_second_factor(&grants, today))
    }

    /// Whether the bureau asks for a second factor of who holds these.
    pub(super) fn asks_second_factor(&self, grants: &[Grant], today: Day) -> bool {
        match self.rules.second_factor {
            SecondFactorFor::Optional => false,
            SecondFactorFor::Everybody => true,
            SecondFactorFor::Administrators => grants.iter().any(|grant| grant.in_force(today) && grant.role.is_administrator()),
        }
    }

    /// Checks a new password against the rules and the person's names; the former ones are another question.
    pub(super) fn check_password(&self, new: &SecretString, person: &Person, unit: &[String]) -> Result<(), PasswordFault> {
        let names: Vec<&str> = [&person.user_name, &person.display_name].into_iter().chain(unit).map(String::as_str).collect();
        password::check(new.expose_secret(), self.rules.password_length, &names)
    }
}

/// Where the keys of these settings are.
///
/// # Errors
/// No file is named and the database is not a file.
pub fn key_file(settings: &Settings) -> Result<KeyFile, ServiceError> {
    if let Some(content) = &settings.keys.content {
        return Ok(KeyFile::Given(content.as_str().into()));
    }
    if let Some(file) = &settings.keys.file {
        return Ok(KeyFile::At(file.clone()));
    }
    match settings.database.url.strip_prefix("sqlite://") {
        Some(path) => Ok(KeyFile::At(Path::new(path).with_added_extension("keys"))),
        None => Err(ServiceError::said(
            "使用 PostgreSQL 时须在设置项 keys.file 中写明密钥文件",
            "with PostgreSQL the setting keys.file must name the file of the keys",
        )),
    }
}
