//! Password hashing: argon2id in PHC strings, a few at a time, and always at the same cost.
//!
//! One hash takes tens of milliseconds and 19 MiB. [`PasswordHasher`] lets only so many run at once and only so many wait, so
//! that a flood of sign-ins neither takes the processors nor the threads from the rest of the service.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};

use super::secret::new_secret;

/// What one hash costs. The default is the least OWASP's Password Storage Cheat Sheet allows for argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for HashCost {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 }
    }
}

/// Too many sign-ins wait already; the caller should try again in a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many sign-ins at once")]
pub struct Busy;

/// Hashes and verifies passwords. Calls block: they belong on a thread that may.
pub struct PasswordHasher {
    argon2: Argon2<'static>,
    /// Verified for names nobody has, so that they cost what a real one costs.
    decoy: String,
    gate: Gate,
    computed: AtomicU64,
}

impl PasswordHasher {
    /// Hashes at `cost`, `at_once` at a time while at most `waiting` wait. A cost argon2 does not take is raised to the least
    /// it does.
    pub fn new(cost: HashCost, at_once: usize, waiting: usize) -> Self {
        let memory = cost.memory_kib.max(8 * cost.lanes.max(1));
        let params = Params::new(memory, cost.passes.max(1), cost.lanes.max(1), None).unwrap_or(Params::DEFAULT);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = phc(&argon2, &new_secret());
        Self { argon2, decoy, gate: Gate::new(at_once.max(1), waiting), computed: AtomicU64::new(0) }
    }

    /// The PHC string of a password, with a salt of its own.
    ///
    /// # Errors
    /// [`Busy`].
    pub fn hash(&self, password: &SecretString) -> Result<String, Busy> {
        self.at_full_cost(|argon2| phc(argon2, password))
    }

    /// Whether `password` is the one of the PHC string. Without one (nobody has the name) it costs the same and the answer is no.
    ///
    /// # Errors
    /// [`Busy`].
    pub fn verify(&self, password: &SecretString, phc: Option<&str>) -> Result<bool, Busy> {
        let parsed = phc.and_then(|phc| PasswordHash::new(phc).ok());
        let decoy = PasswordHash::new(&self.decoy).expect("the decoy is a PHC string of ours");
        let fits = self.at_full_cost(|argon2| {
            argon2.verify_password(password.expose_secret().as_bytes(), parsed.as_ref().unwrap_or(&decoy)).is_ok()
        })?;
        Ok(fits && parsed.is_some())
    }

    /// Whether a PHC string was made at a lower cost than today's, so that the password should be hashed again.
    pub fn is_outdated(&self, phc: &str) -> bool {
        let params = PasswordHash::new(phc).ok().and_then(|phc| Params::try_from(&phc).ok());
        let now = self.argon2.params();
        params.is_none_or(|then| then.m_cost() < now.m_cost() || then.t_cost() < now.t_cost() || then.p_cost() < now.p_cost())
    }

    /// Hashes computed since the start, for the figures of the service.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    fn at_full_cost<T>(&self, work: impl FnOnce(&Argon2<'static>) -> T) -> Result<T, Busy> {
        let _permit = self.gate.enter()?;
        self.computed.fetch_add(1, Ordering::Relaxed);
        Ok(work(&self.argon2))
    }
}

/// The decoy and the parameters are no secret, but there is nothing in them to see.
impl fmt::Debug for PasswordHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHasher").field("params", self.argon2.params()).field("computed", &self.computed()).finish_non_exhaustive()
    }
}

fn phc(argon2: &Argon2<'_>, password: &SecretString) -> String {
    let hash = argon2.hash_password(password.expose_secret().as_bytes());
    hash.expect("argon2 takes any password under 4 GiB and its own parameters").to_string()
}

/// Lets some in at once and lets some wait.
struct Gate {
    state: Mutex<Waiting>,
    left: Condvar,
    may_wait: usize,
}

struct Waiting {
    free: usize,
    waiting: usize,
}

/// A place inside; leaving is dropping it.
struct Permit<'a>(&'a Gate);

impl Gate {
    fn new(at_once: usize, may_wait: usize) -> Self {
        Self { state: Mutex::new(Waiting { free: at_once, waiting: 0 }), left: Condvar::new(), may_wait }
    }

    fn enter(&self) -> Result<Permit<'_>, Busy> {
        let mut state = self.lock();
        if state.free == 0 {
            if state.waiting >= self.may_wait {
                return Err(Busy);
            }
            state.waiting += 1;
            state = self.left.wait_while(state, |state| state.free == 0).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
        state.free -= 1;
        Ok(Permit(self))
    }

    /// Two numbers are right whatever a panicking thread did.
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.lock().free += 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    use super::*;

    /// Cheap enough for a test, and cheaper than the default.
    const CHEAP: HashCost = HashCost { memory_kib: 64, passes: 1, lanes: 1 };

    #[test]
    fn the_default_is_what_owasp_asks_and_stands_in_the_string() {
        let hasher = PasswordHasher::new(HashCost::default(), 1, 0);
        let phc = hasher.hash(&"correct horse".into()).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(hasher.verify(&"correct horse".into(), Some(&phc)).unwrap());
        assert!(!hasher.verify(&"correct house".into(), Some(&phc)).unwrap());
    }

    #[test]
    fn nobody_and_a_broken_string_cost_one_hash_and_never_fit() {
        let hasher = PasswordHasher::new(CHEAP, 1, 0);
        for phc in [None, Some("not a PHC string"), Some("")] {
            let before = hasher.computed();
            assert!(!hasher.verify(&"x".into(), phc).unwrap());
            assert_eq!(hasher.computed() - before, 1, "{phc:?}");
        }
    }

    #[test]
    fn a_cheaper_hash_is_outdated_and_a_dearer_is_not() {
        let (cheap, dear) = (PasswordHasher::new(CHEAP, 1, 0), PasswordHasher::new(HashCost { passes: 2, ..CHEAP }, 1, 0));
        let phc = cheap.hash(&"x".into()).unwrap();
        assert!(dear.is_outdated(&phc) && !cheap.is_outdated(&phc));
        assert!(dear.verify(&"x".into(), Some(&phc)).unwrap(), "a hash is verified at the cost it was made");
        assert!(!cheap.is_outdated(&dear.hash(&"x".into()).unwrap()));
        assert!(cheap.is_outdated("nonsense"));
    }

    #[test]
    fn only_so_many_are_inside_and_only_so_many_wait() {
        let gate = Gate::new(2, 3);
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let (first, second) = (gate.enter().unwrap(), gate.enter().unwrap());
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let _permit = gate.enter().unwrap();
                    most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
            while gate.lock().waiting < 3 {
                thread::yield_now();
            }
            assert!(gate.enter().is_err(), "three wait already");
            drop(first);
            drop(second);
        });
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)));
        assert!(gate.enter().is_ok());
    }

    #[test]
    fn debug_shows_no_hash() {
        assert!(!format!("{:?}", PasswordHasher::new(CHEAP, 1, 0)).contains("$argon2"));
    }
}
