//! How people prove who they are, and for how long.

use chrono::TimeDelta;

use super::reader::Reader;

/// `[sign-in]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInSettings {
    /// Least characters of a password.
    pub password_length: usize,
    /// Passwords that cannot be chosen again, the one in use among them.
    pub remembered_passwords: u32,
    /// After which a password must be changed; `None`: never.
    pub password_age: Option<TimeDelta>,
    /// Wrong tries that lock a user name.
    pub tries: u32,
    /// Wrong tries that lock an address.
    pub tries_per_address: u32,
    /// The first lock; each further wrong try doubles it, up to a day.
    pub lock: TimeDelta,
    /// After which an unused session ends.
    pub idle: TimeDelta,
    /// After which any session ends.
    pub session: TimeDelta,
    /// Life of an access token.
    pub access: TimeDelta,
    /// Sessions a person may have at once; `None`: any number.
    pub sessions_per_person: Option<usize>,
    /// Who needs a second factor.
    pub second_factor: SecondFactorFor,
    /// Life of a one-time link.
    pub link: TimeDelta,
    /// Memory of a password hash in KiB.
    pub hash_memory_kib: u32,
    /// Passes of a password hash.
    pub hash_passes: u32,
    /// Hashes computed at the same time.
    pub hashes_at_once: usize,
    /// Sign-ins that may wait for their turn.
    pub hashes_waiting: usize,
}

/// Who must have a second factor 双因素.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactorFor {
    /// Nobody; whoever sets one up is asked for it.
    Optional,
    /// The three administrators 三员.
    Administrators,
    /// Everybody.
    Everybody,
}

const SECOND_FACTOR: &[(&str, SecondFactorFor)] = &[
    ("optional", SecondFactorFor::Optional),
    ("administrators", SecondFactorFor::Administrators),
    ("everybody", SecondFactorFor::Everybody),
];

impl SignInSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let mut number = |key: &str, bounds| reader.number(&format!("sign-in.{key}"), bounds).and_then(|n| u32::try_from(n).ok());
        let password_length = number("password-length", 8..=64);
        let remembered_passwords = number("remembered-passwords", 1..=24);
        let password_days = number("password-days", 0..=3650);
        let tries = number("tries", 3..=100);
        let tries_per_address = number("tries-per-address", 3..=10_000);
        let lock = number("lock-minutes", 1..=1440);
        let idle = number("idle-minutes", 1..=1440);
        let session = number("session-hours", 1..=720);
        let access = number("access-minutes", 1..=60);
        let sessions_per_person = number("sessions-per-person", 0..=1000);
        let link = number("link-hours", 1..=720);
        let hash_memory_kib = number("hash-memory-kib", 8..=1 << 20);
        let hash_passes = number("hash-passes", 1..=100);
        let hashes_at_once = number("hashes-at-once", 1..=64);
        let hashes_waiting = number("hashes-waiting", 0..=10_000);
        let second_factor = reader.choice("sign-in.second-factor", SECOND_FACTOR);
        let minutes = |n: u32| TimeDelta::minutes(n.into());
        Some(Self {
            password_length: password_length? as usize,
            remembered_passwords: remembered_passwords?,
            password_age: Some(password_days?).filter(|days| *days > 0).map(|days| TimeDelta::days(days.into())),
            tries: tries?,
            tries_per_address: tries_per_address?,
            lock: minutes(lock?),
            idle: minutes(idle?),
            session: TimeDelta::hours(session?.into()),
            access: minutes(access?).min(minutes(idle?)),
            sessions_per_person: Some(sessions_per_person? as usize).filter(|most| *most > 0),
            second_factor: second_factor?,
            link: TimeDelta::hours(link?.into()),
            hash_memory_kib: hash_memory_kib?,
            hash_passes: hash_passes?,
            hashes_at_once: hashes_at_once? as usize,
            hashes_waiting: hashes_waiting? as usize,
        })
    }
}
