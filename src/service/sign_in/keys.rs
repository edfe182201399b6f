//! Rotation of keys 密钥轮换: a new signing key signs nobody out, a new data key leaves nothing unreadable.

use serde_json::json;

use super::entrance::key_file;
use super::second_factor::place;
use crate::crypto::{KeyFile, Keyring};
use crate::domain::audit::AuditAction;
use crate::domain::words::Sentence;
use crate::service::ServiceError;
use crate::service::parties::reseal_details;
use crate::settings::Settings;
use crate::store::{Act, Database};

/// What a rotation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRotation {
    /// Id of the new key.
    pub id: String,
    /// Sealed values that were sealed again under it.
    pub resealed: u64,
}

/// Adds a signing key. It signs once every running service has read the file again.
///
/// # Errors
/// There are no keys yet, or the file cannot be written.
pub fn rotate_signing(settings: &Settings, act: &Act<'_>) -> Result<KeyRotation, ServiceError> {
    let (file, mut ring) = existing(settings)?;
    let mut database = Database::open(&settings.database.url)?;
    let id = ring.rotate_signing(act.at);
    file.replace(&ring)?;
    database.audit_add(act, AuditAction::KeysRotated, "keys", &json!({"signing": id}))?;
    Ok(KeyRotation { id, resealed: 0 })
}

/// Adds a data key and seals under it what is sealed in the database; old keys stay, for backups.
///
/// # Errors
/// There are no keys yet, the file cannot be written, or a sealed value does not open.
pub fn rotate_data(settings: &Settings, act: &Act<'_>) -> Result<KeyRotation, ServiceError> {
    let (file, mut ring) = existing(settings)?;
    let mut database = Database::open(&settings.database.url)?;
    let id = ring.rotate_data(act.at);
    // the key is on the disk before anything is sealed with it
    file.replace(&ring)?;
    let resealed = database.together(|database| {
        let mut resealed = 0;
        for factor in database.second_factors_all()? {
            if let Some(sealed) = ring.reseal(&factor.secret, &place(factor.person()))? {
                database.second_factor_reseal(factor.person(), &factor.secret, &sealed)?;
                resealed += 1;
            }
        }
        database.audit_add(act, AuditAction::KeysRotated, "keys", &json!({"data": id, "resealed": resealed}))?;
        Ok::<_, ServiceError>(resealed)
    })?;
    let details = reseal_details(&mut database, &ring, act)?;
    Ok(KeyRotation { id, resealed: resealed + details })
}

/// The keys of these settings.
///
/// # Errors
/// There are none yet, or they cannot be read.
pub fn keys(settings: &Settings) -> Result<Keyring, ServiceError> {
    existing(settings).map(|(_, ring)| ring)
}

fn existing(settings: &Settings) -> Result<(KeyFile, Keyring), ServiceError> {
    let file = key_file(settings)?;
    match file.read()? {
        Some(ring) => Ok((file, ring)),
        None => Err(ServiceError::Said(Sentence::new(
            "还没有密钥；fuyi user bootstrap 会生成密钥",
            "there are no keys yet; fuyi user bootstrap makes them",
        ))),
    }
}
