//! Nothing is done twice: a POST carries an `Idempotency-Key`, and its answer is kept with what it did, in one transaction. The
//! same person with the same key and the same request gets that answer again; another request under the same key is refused.

use actix_web::http::header::{HeaderMap, HeaderName};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::code;
use super::problem::Problem;
use super::rendered::{Content, Rendered};
use crate::domain::hex;
use crate::domain::words::Sentence;
use crate::service::{Database, KeptAnswer, StoreError};

/// The header.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Tells that an answer was given before.
pub const REPLAYED: &str = "idempotent-replayed";
/// How long an answer is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::hours(24);
/// Longest key.
const LONGEST: usize = 128;

/// One request that must not be done twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// Who asks: keys of different people never meet.
    pub actor: String,
    /// The key.
    pub key: String,
    /// What is asked, as a hash.
    pub fingerprint: String,
}

/// The key of a request.
///
/// # Errors
/// None, or one that is no key.
pub fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let mut values = headers.get_all(&IDEMPOTENCY_KEY);
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Problem::of(code::KEY_MISSING)) };
    let key = value.to_str().unwrap_or_default();
    if key.is_empty() || key.len() > LONGEST || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        let words = Sentence::new(
            format!("Idempotency-Key 应为 1 至 {LONGEST} 个可见的 ASCII 字符"),
            format!("an Idempotency-Key has 1 to {LONGEST} visible ASCII characters"),
        );
        return Err(Problem::new(code::MALFORMED, words).at("Idempotency-Key"));
    }
    Ok(key.to_owned())
}

/// What is asked, as a hash: method, address and every part of the body.
pub fn fingerprint<'a>(method: &'a str, address: &'a str, body: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for part in [method.as_bytes(), address.as_bytes()].into_iter().chain(body) {
        // the length keeps two parts from passing for one
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

/// Does `act` unless it was done before, and keeps its answer with what it did.
///
/// # Errors
/// Those of `act`, which keeps nothing then; `idempotency-key-reused`; what the engine reports.
pub fn once(
    database: &mut Database,
    once: &Once,
    now: DateTime<Utc>,
    act: impl FnOnce(&mut Database) -> Result<Rendered, Problem>,
) -> Result<Rendered, Problem> {
    if let Some(kept) = database.answer_find(&once.actor, &once.key, now - KEPT_FOR)? {
        if kept.fingerprint != once.fingerprint {
            return Err(Problem::of(code::KEY_REUSED).at("Idempotency-Key"));
        }
        return Ok(replayed(kept));
    }
    let rendered = act(database)?;
    database.answer_keep(&once.actor, &once.key, &kept(&once.fingerprint, &rendered), now, now - KEPT_FOR)?;
    Ok(rendered)
}

/// The answer given before, if this request was answered.
///
/// # Errors
/// As [`once`].
pub fn given_before(database: &mut Database, once: &Once, now: DateTime<Utc>) -> Result<Option<Rendered>, Problem> {
    match database.answer_find(&once.actor, &once.key, now - KEPT_FOR)? {
        Some(kept) if kept.fingerprint == once.fingerprint => Ok(Some(replayed(kept))),
        Some(_) => Err(Problem::of(code::KEY_REUSED).at("Idempotency-Key")),
        None => Ok(None),
    }
}

/// Keeps the answer of an act that has a transaction of its own.
///
/// # Errors
/// What the engine reports.
pub fn keep(database: &mut Database, once: &Once, answer: &KeptAnswer, now: DateTime<Utc>) -> Result<(), StoreError> {
    database.answer_keep(&once.actor, &once.key, answer, now, now - KEPT_FOR)
}

/// An answer as it is kept.
pub fn kept(fingerprint: &str, rendered: &Rendered) -> KeptAnswer {
    let body = match &rendered.body {
        Content::Bytes(_, bytes) => String::from_utf8(bytes.clone()).ok(),
        Content::Nothing | Content::File(..) => None,
    };
    KeptAnswer { fingerprint: fingerprint.to_owned(), status: rendered.status, headers: rendered.headers.clone(), body }
}

fn replayed(kept: KeptAnswer) -> Rendered {
    let body = kept.body.map_or(Content::Nothing, |body| Content::Bytes(super::rendered::JSON, body.into_bytes()));
    Rendered { status: kept.status, headers: kept.headers, body }.with(REPLAYED, "true")
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    #[test]
    fn a_key_is_short_and_visible() {
        let of = |value: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert(IDEMPOTENCY_KEY, HeaderValue::from_bytes(value).unwrap());
            key(&headers).map_err(|problem| problem.code)
        };
        assert_eq!(of(b"7f3a-1"), Ok("7f3a-1".to_owned()));
        assert_eq!(of(&[b'k'; 129]), Err(code::MALFORMED));
        assert_eq!(of(b"a b"), Err(code::MALFORMED));
        assert_eq!(of("钥".as_bytes()), Err(code::MALFORMED));
        assert_eq!(of(b""), Err(code::MALFORMED));
        assert_eq!(key(&HeaderMap::new()).unwrap_err().code, code::KEY_MISSING);
    }

    #[test]
    fn parts_never_run_together() {
        assert_ne!(fingerprint("POST", "/a", [b"bc".as_slice()]), fingerprint("POST", "/ab", [b"c".as_slice()]));
        assert_ne!(fingerprint("POST", "/a", [b"b".as_slice(), b"c"]), fingerprint("POST", "/a", [b"bc".as_slice()]));
    }
}
