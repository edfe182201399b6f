//! Values sealed at rest: AES-256-GCM.
//!
//! A sealed value is text: `v1.<key id>.<base64 of nonce and ciphertext>`. What it is for and whose it is (`second-factor/12`)
//! is its context: it is not stored with it but must be given again, so that a sealed value moved to another row or column
//! does not open there. The key id names the key, so that old values open after the keys were rotated; [`Keyring::reseal`]
//! moves them to the newest key.

use aes_gcm::aead::{Aead, Generate, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretSlice};

use super::keys::{Key, Keyring};
use crate::domain::words::Sentence;

/// The format of a sealed value; another algorithm (SM4-GCM) will be another word.
const FORMAT: &str = "v1";
/// Bytes of a nonce, random for each value.
const NONCE: usize = 12;

/// Why a sealed value does not open. Never says what is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// Not a sealed value.
    #[error("not a sealed value")]
    Malformed,
    /// The key it names is not in the ring.
    #[error("the key {0} is not in the key file")]
    UnknownKey(String),
    /// Changed, cut short, or of another context.
    #[error("the sealed value was changed or belongs elsewhere")]
    Broken,
}

impl SealFault {
    /// The fault in both languages.
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::Malformed => "不是加密保存的内容".to_owned(),
            Self::UnknownKey(id) => format!("密钥文件中没有密钥 {id}"),
            Self::Broken => "加密保存的内容被改动过，或者不属于此处".to_owned(),
        };
        Sentence::new(zh, self.to_string())
    }
}

impl Keyring {
    /// Seals a value with the newest data key.
    pub fn seal(&self, value: &[u8], context: &str) -> String {
        let key = self.data.last().expect("a ring has a data key");
        let nonce = Nonce::generate();
        let aad = associated(&key.id, context);
        let sealed = cipher(key).encrypt(&nonce, Payload { msg: value, aad: &aad }).expect("a value is shorter than 64 GiB");
        let body = URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat());
        format!("{FORMAT}.{}.{body}", key.id)
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// [`SealFault`].
    pub fn open(&self, sealed: &str, context: &str) -> Result<SecretSlice<u8>, SealFault> {
        let (id, body) = parts(sealed).ok_or(SealFault::Malformed)?;
        let key = self.data.iter().find(|key| key.id == id).ok_or_else(|| SealFault::UnknownKey(id.to_owned()))?;
        let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| SealFault::Malformed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or(SealFault::Malformed)?;
        let nonce = Nonce::try_from(nonce).map_err(|_| SealFault::Malformed)?;
        let aad = associated(&key.id, context);
        cipher(key).decrypt(&nonce, Payload { msg: sealed, aad: &aad }).map(Into::into).map_err(|_| SealFault::Broken)
    }

    /// The same value under the newest data key; `None` when it is sealed with that one already.
    ///
    /// # Errors
    /// As [`Keyring::open`].
    pub fn reseal(&self, sealed: &str, context: &str) -> Result<Option<String>, SealFault> {
        let value = self.open(sealed, context)?;
        let newest = self.data.last().map(|key| key.id.as_str());
        Ok((parts(sealed).map(|(id, _)| id) != newest).then(|| self.seal(value.expose_secret(), context)))
    }
}

fn parts(sealed: &str) -> Option<(&str, &str)> {
    sealed.strip_prefix(FORMAT)?.strip_prefix('.')?.split_once('.')
}

/// The key id is part of what is authenticated; it has no NUL, so it cannot run into the context.
fn associated(id: &str, context: &str) -> Vec<u8> {
    format!("{FORMAT}.{id}\0{context}").into_bytes()
}

fn cipher(key: &Key) -> Aes256Gcm {
    Aes256Gcm::new_from_slice(key.bytes.expose_secret()).expect("a key has 256 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> Keyring {
        Keyring::generate("2024-03-01T00:00:00Z".parse().unwrap())
    }

    #[test]
    fn what_is_sealed_opens_in_its_own_place_only() {
        let ring = ring();
        let sealed = ring.seal(b"GEZDGNBVGY3TQOJQ", "second-factor/12");
        assert_ne!(sealed, ring.seal(b"GEZDGNBVGY3TQOJQ", "second-factor/12"), "a nonce of its own");
        assert_eq!(ring.open(&sealed, "second-factor/12").unwrap().expose_secret(), b"GEZDGNBVGY3TQOJQ");
        assert_eq!(ring.open(&sealed, "second-factor/13").unwrap_err(), SealFault::Broken);
        for place in [sealed.len() - 1, sealed.len() - 30] {
            let mut changed = sealed.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'Q' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(matches!(ring.open(&changed, "second-factor/12"), Err(SealFault::Broken | SealFault::Malformed)), "{place}");
        }
        for text in ["", "v1", "v1.", "v1.d1.AAAA", "v2.x.y", "plain"] {
            assert!(matches!(ring.open(text, "c"), Err(SealFault::Malformed | SealFault::UnknownKey(_))), "{text}");
        }
        assert!(matches!(self::ring().open(&sealed, "second-factor/12"), Err(SealFault::UnknownKey(_))));
    }

    #[test]
    fn old_values_open_after_a_rotation_and_move_to_the_new_key() {
        let mut ring = ring();
        let old = ring.seal(b"value", "c");
        assert_eq!(ring.reseal(&old, "c").unwrap(), None);
        let id = ring.rotate_data("2024-04-01T00:00:00Z".parse().unwrap());
        assert_eq!(ring.open(&old, "c").unwrap().expose_secret(), b"value");
        let new = ring.reseal(&old, "c").unwrap().unwrap();
        assert!(new.contains(&id));
        assert_eq!(ring.open(&new, "c").unwrap().expose_secret(), b"value");
    }
}
