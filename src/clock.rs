//! The only source of "now", and the day of an instant in China.
//!
//! Everything else is given the instant or the day as a value, so a test or a `case replay` decides which day it is.

use chrono::{DateTime, NaiveDateTime, SubsecRound, TimeDelta, Utc};

use crate::domain::Day;

/// How far China is ahead of UTC: one zone, no summer time since 1991.
const CHINA: TimeDelta = TimeDelta::hours(8);

/// Tells the time: the system's, or always the same instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock(Option<DateTime<Utc>>);

impl Clock {
    /// The clock of the machine.
    pub const fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still.
    pub const fn fixed(instant: DateTime<Utc>) -> Self {
        Self(Some(instant))
    }

    /// This instant, to the microsecond: PostgreSQL keeps no more, and what is read back must equal what was written.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.unwrap_or_else(Utc::now).trunc_subsecs(6)
    }

    /// The day it is in China.
    pub fn today(&self) -> Day {
        day_of(self.now())
    }
}

/// The day of an instant in China (Asia/Shanghai, UTC+8).
pub fn day_of(instant: DateTime<Utc>) -> Day {
    in_china(instant).date()
}

/// Day and time of day of an instant in China, as clocks there show it.
pub fn in_china(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.naive_utc() + CHINA
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Clock {
        Clock::fixed(text.parse().unwrap())
    }

    #[test]
    fn the_day_turns_at_sixteen_hours_utc() {
        assert_eq!(at("2023-12-31T15:59:59Z").today(), "2023-12-31".parse().unwrap());
        assert_eq!(at("2023-12-31T16:00:00Z").today(), "2024-01-01".parse().unwrap());
        assert_eq!(in_china(at("2023-12-31T16:05:00Z").now()).to_string(), "2024-01-01 00:05:00");
    }

    #[test]
    fn an_instant_is_kept_to_the_microsecond() {
        assert_eq!(at("2024-01-01T00:00:00.123456789Z").now().timestamp_subsec_nanos(), 123_456_000);
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1000, 0);
    }
}
