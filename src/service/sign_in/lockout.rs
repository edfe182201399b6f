//! Wrong tries are counted by name, whether anybody has it or not, and by address, and lock both for a growing time.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::entrance::Entrance;
use super::refusal::SignInRefusal;
use crate::service::ServiceError;
use crate::settings::SignInSettings;
use crate::store::Database;

/// The longest lock.
const LONGEST: TimeDelta = TimeDelta::days(1);
/// Failures after which nothing came for so long are forgotten.
const FORGET: TimeDelta = TimeDelta::days(2);

/// The two things failures are counted against, as keyed hashes: what people type into the field of the user name is
/// sometimes their password.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    name: String,
    address: String,
}

impl Entrance {
    /// What failures with this name from this address are counted against.
    pub(super) fn counted(&self, user_name: &str, address: IpAddr) -> Counted {
        let ring = self.ring();
        Counted { name: ring.index("sign-in/name", user_name), address: ring.index("sign-in/address", &network(address)) }
    }

    /// Whether either is locked.
    pub(super) fn locked(
        &self,
        database: &mut Database,
        counted: &Counted,
        now: DateTime<Utc>,
    ) -> Result<Option<SignInRefusal>, ServiceError> {
        let mut until = None;
        for subject in [&counted.name, &counted.address] {
            until = until.max(database.failures(subject)?.locked_until);
        }
        Ok(refused(until, now))
    }

    /// Until when a name is locked, if it is.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn name_locked(&self, database: &mut Database, user_name: &str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ServiceError> {
        let until = database.failures(&self.ring().index("sign-in/name", user_name))?.locked_until;
        Ok(until.map(|until| until.and_utc()).filter(|until| *until > now))
    }

    /// Counts a failure against both; the refusal to answer with.
    pub(super) fn failed(&self, database: &mut Database, counted: &Counted, now: DateTime<Utc>) -> Result<SignInRefusal, ServiceError> {
        let rules = &self.rules;
        database.failure_add(&counted.name, now, FORGET, |count| lock(rules, rules.tries, count))?;
        database.failure_add(&counted.address, now, FORGET, |count| lock(rules, rules.tries_per_address, count))?;
        Ok(self.locked(database, counted, now)?.unwrap_or(SignInRefusal::Wrong))
    }

    /// Forgets the failures of a name, and takes them off its address: the slips of a whole office do not add up, while who
    /// signs in with an account of his own between tries at those of others gains nothing.
    pub(super) fn forgive(&self, database: &mut Database, counted: &Counted) -> Result<(), ServiceError> {
        let failures = database.failures(&counted.name)?;
        database.failures_take_off(&counted.address, failures.count)?;
        Ok(database.failures_clear(&counted.name)?)
    }

    /// Forgets the failures of a name: its person proved otherwise who they are.
    pub(super) fn forget(&self, database: &mut Database, user_name: &str) -> Result<(), ServiceError> {
        Ok(database.failures_clear(&self.ring().index("sign-in/name", user_name))?)
    }
}

impl Entrance {
    /// Whether an address has asked for too many feeds that are none. They are counted apart from sign-in: a calendar that keeps asking
    /// for a feed that was revoked must lock nobody out of the office it stands in.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn feeds_locked(
        &self,
        database: &mut Database,
        address: IpAddr,
        now: DateTime<Utc>,
    ) -> Result<Option<SignInRefusal>, ServiceError> {
        Ok(refused(database.failures(&self.feeds_from(address))?.locked_until, now))
    }

    /// Counts a request for a feed that is none.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn feed_missed(&self, database: &mut Database, address: IpAddr, now: DateTime<Utc>) -> Result<(), ServiceError> {
        let rules = &self.rules;
        database.failure_add(&self.feeds_from(address), now, FORGET, |count| lock(rules, rules.tries_per_address, count))?;
        Ok(())
    }

    fn feeds_from(&self, address: IpAddr) -> String {
        self.ring().index("feed/address", &network(address))
    }
}

/// The refusal while a lock lasts.
fn refused(until: Option<NaiveDateTime>, now: DateTime<Utc>) -> Option<SignInRefusal> {
    until.map(|until| until.and_utc()).filter(|until| *until > now).map(|until| {
        // a part of a second counts whole: who comes back then finds it open
        let seconds = u32::try_from((until - now).num_seconds()).unwrap_or(u32::MAX).saturating_add(1);
        SignInRefusal::Locked { until, seconds }
    })
}

/// How long so many failures lock: not at all below the limit, then the first lock, doubled by each further one.
fn lock(rules: &SignInSettings, tries: u32, count: u32) -> Option<TimeDelta> {
    let beyond = count.checked_sub(tries)?;
    let length = 1_i32.checked_shl(beyond).filter(|times| *times > 0).and_then(|times| rules.lock.checked_mul(times));
    Some(length.map_or(LONGEST, |length| length.min(LONGEST)))
}

/// Whoever has one address of version 6 has 2⁶⁴ of them: they count as one.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_lock_doubles_up_to_a_day() {
        let rules = Settings::load(None, [], []).unwrap().sign_in;
        let minutes = |count| lock(&rules, 5, count).map(|length| length.num_minutes());
        assert_eq!([1, 4, 5, 6, 7, 8].map(minutes), [None, None, Some(10), Some(20), Some(40), Some(80)]);
        assert_eq!([12, 13, 40, 1000, u32::MAX].map(minutes), [Some(1280), Some(1440), Some(1440), Some(1440), Some(1440)]);
    }

    #[test]
    fn an_address_of_version_six_counts_with_its_network_and_a_mapped_one_as_itself() {
        for (address, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(address.parse().unwrap()), counted);
        }
    }
}
