//! When to remind of a deadline.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::reader::Reader;
use crate::domain::reminder::Schedule;
use crate::domain::words::Sentence;

/// `[reminders]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemindersSettings {
    /// How many working days before a deadline it is brought to mind, besides the day itself.
    pub before_working_days: Vec<u32>,
    /// Rules that differ.
    pub per_rule: BTreeMap<String, Vec<u32>>,
    /// Hour in China from which the digest is sent.
    pub digest_hour: u32,
    /// Minutes between two runs of the service; 0: none.
    pub every_minutes: u64,
}

/// Working days before a deadline that can be set.
const DAYS: RangeInclusive<u32> = 1..=60;

impl RemindersSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let before_working_days = reader.numbers("reminders.before-working-days", DAYS);
        let per_rule = reader.parsed("reminders.per-rule", || {
            Sentence::new(
                "应为 规则代码: 工作日, 工作日; …，工作日为 1 至 60",
                "expected rule: days, days; … with working days from 1 to 60",
            )
        });
        let digest_hour = reader.number("reminders.digest-hour", 0..=23);
        let every_minutes = reader.number("reminders.every-minutes", 0..=720);
        let PerRule(per_rule) = per_rule?;
        Some(Self {
            before_working_days: before_working_days?,
            per_rule,
            digest_hour: u32::try_from(digest_hour?).ok()?,
            every_minutes: every_minutes?,
        })
    }

    /// The steps ahead of deadlines.
    pub fn schedule(&self) -> Schedule {
        Schedule { usual: self.before_working_days.clone(), by_rule: self.per_rule.clone() }
    }
}

/// `rule: 7, 3; other: 10`, as written.
struct PerRule(BTreeMap<String, Vec<u32>>);

impl std::str::FromStr for PerRule {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut rules = BTreeMap::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (rule, days) = part.split_once(':').ok_or(())?;
            let day = |day: &str| day.trim().parse().ok().filter(|day| DAYS.contains(day)).ok_or(());
            let days = days.split(',').map(day).collect::<Result<Vec<u32>, ()>>()?;
            if rules.insert(rule.trim().to_owned(), days).is_some() {
                return Err(());
            }
        }
        Ok(Self(rules))
    }
}
