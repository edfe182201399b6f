//! When a message that could not be sent is tried again.

use chrono::TimeDelta;

/// How long a worker may hold a message before another may take it: longer than all timeouts of one delivery together.
pub const LEASE: TimeDelta = TimeDelta::minutes(10);

/// The longest a message waits for its next try. Whatever waits longer was put off by a clock that ran ahead.
pub const LONGEST_WAIT: TimeDelta = TimeDelta::hours(2);

/// Minutes before the first repetition; each further one doubles them.
const FIRST: u32 = 1;
/// The longest wait before jitter, in minutes.
const LONGEST: u32 = 60;

/// How long to wait after so many tries that failed. `jitter`, 0 to 1, spreads messages that failed together over half as long again.
pub fn backoff(attempts: u32, jitter: f64) -> TimeDelta {
    let minutes = FIRST.checked_shl(attempts.saturating_sub(1).min(16)).unwrap_or(LONGEST).min(LONGEST);
    let spread = f64::from(minutes * 60) * 0.5 * jitter.clamp(0.0, 1.0);
    TimeDelta::seconds(i64::from(minutes) * 60 + spread as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour_and_are_spread() {
        let waits: Vec<i64> = (1..=9).map(|attempts| backoff(attempts, 0.0).num_minutes()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(backoff(u32::MAX, 1.0), TimeDelta::minutes(90));
        assert_eq!(backoff(1, 0.5), TimeDelta::seconds(75));
        assert!(backoff(u32::MAX, 7.0) < LONGEST_WAIT);
    }
}
