//! Sign-in 登录: passwords and what is asked of them, lock-out, sessions of browsers and programs, second factors, one-time links.
//!
//! An [`Entrance`] holds what no request owns. What hashes a password takes a [`Desk`] and hashes between two visits to the
//! database, never during one; everything else takes the database like any use case. A refusal that leaves a trace (a failure
//! counted, a session ended) must be kept although the answer is no: so it comes as a value, [`Answered`], not as an error.

mod attempt;
mod client;
mod desk;
mod entrance;
mod keys;
mod lockout;
mod password;
mod present;
mod refusal;
mod second_factor;
mod session;
mod set_up;

pub use attempt::{Attempt, LastSignIn, Proof, SignedIn};
pub use client::{ClientToken, client_secret};
pub use desk::Desk;
pub use entrance::{Entrance, key_file};
pub use keys::{KeyRotation, keys, rotate_data, rotate_signing};
pub use present::{Known, Present, Shown};
pub use refusal::SignInRefusal;
pub use second_factor::Enrolment;
pub use session::Tokens;
pub use set_up::{FirstAccount, SetUpCode};

use std::net::IpAddr;

use super::ServiceError;

/// An address as the audit trail and the sessions keep it: one spelling for both families.
fn origin_of(address: IpAddr) -> String {
    address.to_canonical().to_string()
}

/// What came of it, or why it was refused; both are kept.
pub type Answered<T> = Result<Result<T, SignInRefusal>, ServiceError>;

/// Leaves a use case with a refusal.
macro_rules! or_refuse {
    ($answer:expr) => {
        match $answer {
            Ok(value) => value,
            Err(refusal) => return Ok(Err(refusal.into())),
        }
    };
}
use or_refuse;
