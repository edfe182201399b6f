//! Access tokens: JWT, HS256 and nothing else, the key named by `kid`, issuer and audience pinned (RFC 8725).
//!
//! Time is not left to the library: it asks the machine, and here "now" comes in as a value.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::keys::Keyring;
use crate::domain::access::Holder;
use crate::domain::id::{ClientId, PersonId, SessionId};

const ISSUER: &str = "fuyi";
const AUDIENCE: &str = "fuyi/api";
/// How far another server's clock may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::seconds(30);
/// A longer text is no token of ours.
const LONGEST: usize = 2048;
/// Tokens that are kept as verified at most.
const KEPT: usize = 4096;

/// What an access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessClaims {
    /// Whose it is.
    pub holder: Holder,
    /// The session it belongs to.
    pub session: SessionId,
    /// When it was issued, whole seconds.
    pub issued: DateTime<Utc>,
    /// When it ends, whole seconds; at that instant it is over.
    pub expires: DateTime<Utc>,
}

/// Why a text is not a valid access token. The caller hears one answer to all of them; the difference is for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// No token, another algorithm, a key that is not ours, a wrong signature, another issuer or audience.
    #[error("not an access token of this service")]
    Invalid,
    /// Over.
    #[error("the access token has expired")]
    Expired,
    /// Issued in the future.
    #[error("the access token is not valid yet")]
    Early,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: i64,
    iat: i64,
    exp: i64,
}

impl Keyring {
    /// Signs an access token.
    pub fn sign(&self, claims: &AccessClaims) -> SecretString {
        let key = self.signing_at(claims.issued);
        let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::HS256) };
        let body = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: subject(claims.holder),
            sid: claims.session.0,
            iat: claims.issued.timestamp(),
            exp: claims.expires.timestamp(),
        };
        let secret = EncodingKey::from_secret(key.bytes.expose_secret());
        jsonwebtoken::encode(&header, &body, &secret).expect("an HMAC over a small JSON object").into()
    }

    /// Verifies an access token at a moment. Asks no database: whether the session still stands is another question.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, TokenFault> {
        self.read(token)?.at(now)
    }

    /// What a token of ours says, whatever the time.
    pub(super) fn read(&self, token: &str) -> Result<AccessClaims, TokenFault> {
        if token.len() > LONGEST {
            return Err(TokenFault::Invalid);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| TokenFault::Invalid)?;
        let kid = header.kid.ok_or(TokenFault::Invalid)?;
        let key = self.signing.iter().find(|key| key.id == kid).ok_or(TokenFault::Invalid)?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "sub", "iss", "aud"]);
        validation.validate_exp = false;
        let secret = DecodingKey::from_secret(key.bytes.expose_secret());
        let claims = jsonwebtoken::decode::<Claims>(token, &secret, &validation).map_err(|_| TokenFault::Invalid)?.claims;
        let instant = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(TokenFault::Invalid);
        let (issued, expires) = (instant(claims.iat)?, instant(claims.exp)?);
        let holder = holder(&claims.sub).ok_or(TokenFault::Invalid)?;
        Ok(AccessClaims { holder, session: SessionId(claims.sid), issued, expires })
    }
}

impl AccessClaims {
    /// The claims, if they count at this moment.
    pub(super) fn at(self, now: DateTime<Utc>) -> Result<Self, TokenFault> {
        match self {
            Self { expires, .. } if now >= expires => Err(TokenFault::Expired),
            Self { issued, .. } if issued > now + AHEAD => Err(TokenFault::Early),
            claims => Ok(claims),
        }
    }
}

/// What tokens said that were found to be ours: a program shows the same one with every request. Kept by their hashes, for one key
/// ring: with another one each is verified again.
#[derive(Debug, Default)]
pub(super) struct Verified {
    ring: Weak<Keyring>,
    claims: HashMap<[u8; 32], AccessClaims>,
}

impl Verified {
    /// As [`Keyring::verify`].
    pub(super) fn verify(kept: &Mutex<Self>, ring: &Arc<Keyring>, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, TokenFault> {
        let hash = Sha256::digest(token.as_bytes()).into();
        let lock = || kept.lock().unwrap_or_else(PoisonError::into_inner);
        let of_ring = |kept: &Self| std::ptr::eq(kept.ring.as_ptr(), Arc::as_ptr(ring));
        let known = Some(lock()).filter(|kept| of_ring(kept)).and_then(|kept| kept.claims.get(&hash).copied());
        if let Some(claims) = known {
            return claims.at(now);
        }
        let claims = ring.read(token)?;
        let mut kept = lock();
        if !of_ring(&kept) || kept.claims.len() >= KEPT {
            *kept = Self { ring: Arc::downgrade(ring), claims: HashMap::new() };
        }
        kept.claims.insert(hash, claims);
        claims.at(now)
    }
}

/// `person/7`, `client/3`: the subject of a token.
fn subject(holder: Holder) -> String {
    match holder {
        Holder::Person(person) => format!("person/{person}"),
        Holder::Client(client) => format!("client/{client}"),
    }
}

fn holder(subject: &str) -> Option<Holder> {
    let (kind, number) = subject.split_once('/')?;
    let number = number.parse().ok()?;
    match kind {
        "person" => Some(Holder::Person(PersonId(number))),
        "client" => Some(Holder::Client(ClientId(number))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::super::SIGNING_DELAY;
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn now() -> DateTime<Utc> {
        at("2024-03-01T08:00:00Z")
    }

    fn claims() -> AccessClaims {
        AccessClaims { holder: Holder::Person(PersonId(7)), session: SessionId(40), issued: now(), expires: now() + TimeDelta::minutes(10) }
    }

    /// A token with any header and body, signed with the ring's newest key.
    fn forged(ring: &Keyring, header: &Value, body: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(body));
        let key = &ring.signing.last().unwrap().bytes;
        let algorithm = match header["alg"].as_str() {
            Some("HS384") => Algorithm::HS384,
            Some("HS512") => Algorithm::HS512,
            _ => Algorithm::HS256,
        };
        let key = EncodingKey::from_secret(key.expose_secret());
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
        format!("{message}.{signature}")
    }

    fn body() -> Value {
        json!({"iss": "fuyi", "aud": "fuyi/api", "sub": "person/7", "sid": 40, "iat": now().timestamp(), "exp": now().timestamp() + 600})
    }

    #[test]
    fn a_token_says_what_was_signed_until_it_ends() {
        let ring = Keyring::generate(now());
        let token = ring.sign(&claims());
        let token = token.expose_secret();
        assert_eq!(ring.verify(token, now()), Ok(claims()));
        assert_eq!(ring.verify(token, claims().expires - TimeDelta::seconds(1)), Ok(claims()));
        assert_eq!(ring.verify(token, claims().expires), Err(TokenFault::Expired));
        assert_eq!(ring.verify(token, now() - TimeDelta::seconds(30)), Ok(claims()), "another server's clock");
        assert_eq!(ring.verify(token, now() - TimeDelta::seconds(31)), Err(TokenFault::Early));
    }

    #[test]
    fn nothing_but_our_own_algorithm_key_issuer_and_audience_is_taken() {
        let ring = Keyring::generate(now());
        let kid = ring.signing[0].id.clone();
        let header = json!({"alg": "HS256", "typ": "JWT", "kid": kid});
        assert!(ring.verify(&forged(&ring, &header, &body()), now()).is_ok(), "the forger knows the trade");
        let without = |name: &str| {
            let mut body = body();
            body.as_object_mut().unwrap().remove(name);
            body
        };
        let with = |name: &str, value: Value| {
            let mut body = body();
            body[name] = value;
            body
        };
        let mut tokens = vec![];
        for algorithm in ["none", "None", "NONE", "HS384", "HS512", "RS256", "ES256", "EdDSA", "hs256", ""] {
            let header = json!({"alg": algorithm, "typ": "JWT", "kid": kid});
            let token = forged(&ring, &header, &body());
            let unsigned = token.rsplit_once('.').unwrap().0.to_owned() + ".";
            tokens.extend([token, unsigned]);
        }
        tokens.push(forged(&ring, &json!({"alg": "HS256"}), &body()));
        tokens.push(forged(&ring, &json!({"alg": "HS256", "kid": ring.data[0].id}), &body()));
        tokens.push(forged(&ring, &json!({"alg": "HS256", "kid": "../../etc/passwd"}), &body()));
        for name in ["iss", "aud", "sub", "sid", "iat", "exp"] {
            tokens.push(forged(&ring, &header, &without(name)));
        }
        for (name, value) in [
            ("iss", json!("other")),
            ("aud", json!("fuyi/refresh")),
            ("aud", json!([])),
            ("sub", json!("person/seven")),
            ("sub", json!("7")),
            ("sub", json!("unit/7")),
            ("sub", json!(7)),
            ("exp", json!(i64::MAX)),
            ("exp", json!("tomorrow")),
        ] {
            tokens.push(forged(&ring, &header, &with(name, value)));
        }
        tokens.push(Keyring::generate(now()).sign(&claims()).expose_secret().to_owned());
        tokens.extend(["", ".", "..", "a.b.c", "Bearer x"].map(str::to_owned));
        tokens.push("x".repeat(LONGEST + 1));
        for token in tokens {
            assert_eq!(ring.verify(&token, now()), Err(TokenFault::Invalid), "{token}");
        }
    }

    #[test]
    fn a_changed_token_is_no_token() {
        let ring = Keyring::generate(now());
        let token = ring.sign(&claims()).expose_secret().to_owned();
        for place in (0..token.len()).filter(|place| *place != token.len() - 1) {
            let mut changed = token.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            assert!(ring.verify(&String::from_utf8(changed).unwrap(), now()).is_err(), "{place}");
        }
    }

    #[test]
    fn keys_follow_each_other_without_signing_anybody_out() {
        let mut ring = Keyring::generate(now());
        let before = ring.sign(&claims());
        ring.rotate_signing(now());
        let later = now() + SIGNING_DELAY;
        let after = ring.sign(&AccessClaims { issued: later, ..claims() });
        for token in [&before, &after] {
            assert!(ring.verify(token.expose_secret(), later).is_ok());
        }
        let kid = |token: &SecretString| jsonwebtoken::decode_header(token.expose_secret()).unwrap().kid;
        assert_ne!(kid(&before), kid(&after));
    }
}
