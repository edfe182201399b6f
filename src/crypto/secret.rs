//! Secrets the product hands out, and what it keeps of them.

use crate::domain::hex;
use aes_gcm::aead::Generate;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A new secret of 256 random bits, as 43 characters that a URL, a cookie and a header take as they are.
pub fn new_secret() -> SecretString {
    URL_SAFE_NO_PAD.encode(<[u8; 32]>::generate()).into()
}

/// A password that nobody chose, to be typed from a screen: four groups of five characters, none of which looks like another; 100
/// random bits.
pub fn new_password() -> SecretString {
    const LETTERS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
    let letters = <[u8; 20]>::generate().map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-").into()
}

/// What is kept of a secret of [`new_secret`]: its SHA-256, hexadecimal. The secret itself is random enough to need no salt.
pub fn hash_of(secret: &SecretString) -> String {
    hex(&Sha256::digest(secret.expose_secret().as_bytes()))
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

/// The token against cross-site requests (CSRF) that belongs to the secret of a browser session: whoever reads the page has
/// it, whoever merely makes the browser send its cookie has not, and the cookie cannot be computed from it.
pub fn cross_site(session_secret: &SecretString) -> String {
    let tag = keyed_hash(session_secret.expose_secret().as_bytes(), &[b"cross-site"]);
    URL_SAFE_NO_PAD.encode(tag)
}

/// HMAC-SHA-256 over parts, each with its length before it, so that no two lists of parts read the same.
pub(super) fn keyed_hash(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_go_into_a_cookie_as_they_are() {
        let (one, other) = (new_secret(), new_secret());
        assert_ne!(one.expose_secret(), other.expose_secret());
        for secret in [one, other] {
            assert_eq!(secret.expose_secret().len(), 43);
            assert!(secret.expose_secret().chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
            assert!(!format!("{secret:?}").contains(secret.expose_secret()));
            assert_ne!(cross_site(&secret), hash_of(&secret));
        }
    }

    #[test]
    fn a_hash_is_that_of_the_standard() {
        // FIPS 180-4, example "abc"
        assert_eq!(hash_of(&"abc".into()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(keyed_hash(b"k", &[b"ab", b"c"]), keyed_hash(b"k", &[b"a", b"bc"]));
        assert!(same("a", "a") && !same("a", "b") && !same("a", "aa"));
    }
}
