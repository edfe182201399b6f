//! When to remind of a deadline.

use super::reader::Reader;

/// `[reminders]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemindersSettings {
    /// How many working days before a deadline it is brought to mind, besides the day itself.
    pub before_working_days: Vec<u32>,
}

impl RemindersSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        Some(Self { before_working_days: reader.numbers("reminders.before-working-days", 1..=60)? })
    }
}
