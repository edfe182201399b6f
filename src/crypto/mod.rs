//! Every algorithm of the product behind one door: keys, sealing, passwords, tokens, one-time codes (GB/T 39786-2021 asks
//! that they can be named, tested and replaced in one place).
//!
//! | for | algorithm |
//! |---|---|
//! | passwords | argon2id, OWASP parameters, PHC string |
//! | access tokens | JWT, HS256 only, key by `kid` |
//! | personal data and second factors at rest | AES-256-GCM, key id in the text, context as associated data |
//! | finding sealed values again, recovery codes | HMAC-SHA-256 with the index key |
//! | secrets handed out (cookies, refresh tokens, set-up codes) | 256 random bits, kept as SHA-256 |
//! | second factor | TOTP, RFC 6238 |
//!
//! Secrets travel as [`SecretString`]: neither `Debug` nor an error nor the log shows them, and they are wiped when dropped.

mod file;
mod keys;
mod password;
mod seal;
mod secret;
mod token;
mod totp;

pub use file::{KeyFile, KeyFileError, Keys};
pub use keys::{KeyFault, Keyring, SIGNING_DELAY};
pub use password::{Busy, HashCost, PasswordHasher};
pub use seal::SealFault;
pub use secrecy::{ExposeSecret, SecretString};
pub use secret::{cross_site, hash_of, new_password, new_secret, same};
pub use token::{AccessClaims, TokenFault};
pub use totp::{OneTimeSecret, recovery_code, tidy_code};
