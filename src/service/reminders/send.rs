//! Sending: some messages are claimed, each is composed, carried, and its fate noted. Nothing is held while the server is spoken to.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::super::sign_in::Desk;
use super::compose::{Prepared, compose};
use crate::domain::reminder::{LEASE, backoff};
use crate::domain::words::Sentence;
use crate::i18n::mail as words;
use crate::mail::{Carrier, Undelivered};
use crate::service::{Books, ServiceError};
use crate::settings::MailSettings;
use crate::store::{Fate, Mail};

/// Messages claimed at a time.
const BATCH: u32 = 20;

/// What a round of sending did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Round {
    /// Delivered.
    pub sent: u64,
    /// To be tried again.
    pub again: u64,
    /// Put aside.
    pub parked: u64,
    /// Cancelled.
    pub cancelled: u64,
}

/// Sends what may be sent, until nothing is left or the server cannot be reached.
///
/// # Errors
/// What the engine reports. What was sent by then is noted; what was claimed is taken up again when its lease has ended.
pub fn send(
    desk: &impl Desk,
    books: &Arc<Books>,
    carrier: &dyn Carrier,
    settings: &MailSettings,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Round, ServiceError> {
    let worker = Uuid::new_v4().to_string();
    let mut round = Round::default();
    loop {
        let (now, name) = (clock(), worker.clone());
        let claimed = desk.write(move |database| {
            database.mail_pull_back(now)?;
            Ok(database.mail_claim(&name, now, BATCH)?)
        })?;
        if claimed.is_empty() {
            return Ok(round);
        }
        let began = Instant::now();
        let mut reachable = true;
        for mail in claimed {
            let now = clock();
            // what is left of a slow batch goes to whoever comes next, long before its lease ends
            let in_time = began.elapsed().as_secs() < LEASE.num_seconds().unsigned_abs() / 3;
            let fate = match (reachable, in_time) {
                (false, _) => Fate::GivenBack { at: now + backoff(mail.attempts, jitter(&mail)) },
                (true, false) => Fate::GivenBack { at: now },
                (true, true) => {
                    let (books, pages, asked) = (Arc::clone(books), settings.pages.clone(), mail.clone());
                    match desk.write(move |database| compose(database, &books, &pages, &asked, now, true))? {
                        Prepared::Cancel(why) => Fate::Cancelled(why),
                        Prepared::Park(why) => Fate::Parked(why),
                        Prepared::Letter(letter) => {
                            let outcome = carrier.carry(&letter);
                            reachable = !matches!(outcome, Err(Undelivered::Unreachable(_)));
                            fate(&mail, outcome, settings, clock())
                        }
                    }
                }
            };
            match &fate {
                Fate::Sent => round.sent += 1,
                Fate::Again { why, .. } => {
                    tracing::warn!(mail = mail.id.0, attempts = mail.attempts, why = why.en, "a message was not delivered");
                    round.again += 1;
                }
                Fate::Parked(why) => {
                    tracing::warn!(mail = mail.id.0, why = why.en, "a message was put aside");
                    round.parked += 1;
                }
                Fate::Cancelled(_) => round.cancelled += 1,
                Fate::GivenBack { .. } => {}
            }
            let (name, id) = (worker.clone(), mail.id);
            if !desk.write(move |database| Ok(database.mail_end(id, &name, &fate, now)?))? {
                tracing::warn!(mail = mail.id.0, "a message took longer than its lease; another worker has it");
            }
        }
        if !reachable {
            return Ok(round);
        }
    }
}

/// What becomes of a message after a try.
fn fate(mail: &Mail, outcome: Result<(), Undelivered>, settings: &MailSettings, now: DateTime<Utc>) -> Fate {
    let undelivered = match outcome {
        Ok(()) => return Fate::Sent,
        Err(undelivered) => undelivered,
    };
    let why: Sentence = undelivered.sentence().clone();
    match undelivered {
        Undelivered::Refused(_) => Fate::Parked(why),
        _ if now - mail.since >= settings.park_after => Fate::Parked(words::tried_for(settings.park_after.num_hours(), &why)),
        Undelivered::Lost(_) => Fate::Again { at: now + backoff(mail.attempts, jitter(mail)), why, uncertain: true },
        _ => Fate::Again { at: now + backoff(mail.attempts, jitter(mail)), why, uncertain: false },
    }
}

/// A number from 0 to 1 that differs from message to message and from try to try.
fn jitter(mail: &Mail) -> f64 {
    let seed = mail.message_id.bytes().fold(mail.attempts, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    f64::from(seed % 1000) / 1000.0
}
