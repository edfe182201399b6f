//! The dead-man's alarm: reminders that do not come are told of by those who look, not by a message that would not come either.

use chrono::{DateTime, Utc};

use crate::domain::reminder::{SILENCE, UNSENT};
use crate::domain::words::Sentence;
use crate::i18n::mail as words;
use crate::service::ServiceError;
use crate::store::{Database, MailCounts, Run};

/// How reminders stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watch {
    /// When it was looked at.
    pub at: DateTime<Utc>,
    /// The last run.
    pub last_run: Option<Run>,
    /// There is something to be reminded of.
    pub anything: bool,
    /// Messages somebody may have to see to.
    pub counts: MailCounts,
}

/// How reminders stand at a moment.
///
/// # Errors
/// What the engine reports.
pub fn reminders_watch(database: &mut Database, now: DateTime<Utc>) -> Result<Watch, ServiceError> {
    Ok(Watch {
        at: now,
        last_run: database.reminder_last_run(now)?,
        anything: database.any_deadline()?,
        counts: database.mails_count(now - UNSENT)?,
    })
}

impl Watch {
    /// What somebody must be told.
    pub fn alarms(&self) -> Vec<Sentence> {
        let mut alarms = Vec::new();
        if self.anything && self.last_run.is_none_or(|run| self.at - run.at > SILENCE) {
            alarms.push(words::silent(SILENCE.num_hours()));
        }
        if self.counts.late > 0 {
            alarms.push(words::late(self.counts.late, UNSENT.num_hours()));
        }
        if self.counts.parked > 0 {
            alarms.push(words::parked(self.counts.parked));
        }
        if let Some(run) = self.last_run.filter(|run| run.unaddressed > 0) {
            alarms.push(words::unaddressed(run.unaddressed));
        }
        alarms
    }
}
