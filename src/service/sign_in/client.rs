//! Programs sign in with a secret of their own and get an access token; when it ends they sign in again.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Answered;
use super::entrance::Entrance;
use super::origin_of;
use super::session::whole_second;
use crate::clock::day_of;
use crate::crypto::{AccessClaims, SecretString, hash_of, new_secret, same};
use crate::domain::access::Holder;
use crate::domain::audit::AuditAction;
use crate::domain::id::ClientId;
use crate::service::ServiceError;
use crate::store::{Act, Database, NewSession, SessionKind};

/// What a program works with until it ends.
#[derive(Debug)]
pub struct ClientToken {
    /// The access token, JWT.
    pub access: SecretString,
    /// When it ends.
    pub expires: DateTime<Utc>,
}

/// Gives a program a new secret, shown once; an earlier one and its sessions end.
///
/// # Errors
/// No such program, or what the database reports.
pub fn client_secret(database: &mut Database, client: ClientId, act: &Act<'_>) -> Result<SecretString, ServiceError> {
    let secret = new_secret();
    database.client_secret_set(client, &hash_of(&secret), act.at)?;
    database.audit_add(act, AuditAction::ClientSecretMade, &format!("client {client}"), &json!({}))?;
    Ok(secret)
}

impl Entrance {
    /// Signs a program in. Its secret is 256 random bits, so it is compared by hash and needs no slow one; wrong tries count
    /// against name and address all the same.
    ///
    /// # Errors
    /// Whatever the database reports.
    pub fn client_sign_in(
        &self,
        database: &mut Database,
        (name, secret): (&str, &SecretString),
        address: IpAddr,
        now: DateTime<Utc>,
    ) -> Answered<ClientToken> {
        // a program's name is not a person's: their failures do not mix
        let counted = self.counted(&format!("client/{name}"), address);
        if let Some(locked) = self.locked(database, &counted, now)? {
            return Ok(Err(locked));
        }
        let address = origin_of(address);
        let known = database.client_secret(name, day_of(now))?;
        let Some((client, _)) = known.filter(|(_, hash)| same(hash, &hash_of(secret))) else {
            let refusal = self.failed(database, &counted, now)?;
            let act = Act { actor: "", origin: &address, at: now };
            database.audit_add(&act, AuditAction::SignInFailed, "client", &json!({"why": "secret", "answer": refusal.code()}))?;
            return Ok(Err(refusal));
        };
        self.forgive(database, &counted)?;
        let issued = whole_second(now);
        let (holder, expires) = (Holder::Client(client), issued + self.rules.access);
        let new = NewSession {
            holder,
            kind: SessionKind::Tokens,
            duty: None,
            secret_hash: None,
            at: now,
            ends: expires,
            address: &address,
            device: name,
        };
        let session = database.session_open(&new)?;
        let act = Act { actor: name, origin: &address, at: now };
        database.audit_add(&act, AuditAction::SignedIn, &format!("client {client}"), &json!({"session": session, "kind": "client"}))?;
        Ok(Ok(ClientToken { access: self.ring().sign(&AccessClaims { holder, session, issued, expires }), expires }))
    }
}
