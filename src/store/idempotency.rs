//! Answers kept for a day, so that a request that is sent twice is done once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::connection::Database;
use super::error::StoreError;
use super::schema::idempotency;
use super::types::stored;
use crate::domain::words::Sentence;

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Hash of the request it answers.
    pub fingerprint: String,
    /// HTTP status.
    pub status: u16,
    /// Headers by name.
    pub headers: Vec<(String, String)>,
    /// What followed them, when anything did.
    pub body: Option<String>,
}

impl Database {
    /// The answer an actor got under a key, unless it was given before `since`.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn answer_find(&mut self, actor: &str, key: &str, since: DateTime<Utc>) -> Result<Option<KeptAnswer>, StoreError> {
        let found: Option<(String, i32, String, Option<String>)> = idempotency::table
            .filter(idempotency::actor.eq(actor).and(idempotency::key.eq(key)).and(idempotency::answered_at.ge(stored(since))))
            .select((idempotency::fingerprint, idempotency::status, idempotency::headers, idempotency::body))
            .first(self.connection())
            .optional()?;
        found
            .map(|(fingerprint, status, headers, body)| {
                let headers = serde_json::from_str(&headers).map_err(|_| unreadable(key))?;
                let status = u16::try_from(status).map_err(|_| unreadable(key))?;
                Ok(KeptAnswer { fingerprint, status, headers, body })
            })
            .transpose()
    }

    /// Keeps an answer given at `now`, and lets go of all that were given before `since`.
    ///
    /// # Errors
    /// Whatever the engine reports; another process kept an answer under the same key meanwhile.
    pub fn answer_keep(
        &mut self,
        actor: &str,
        key: &str,
        answer: &KeptAnswer,
        now: DateTime<Utc>,
        since: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let headers = serde_json::to_string(&answer.headers).map_err(|_| unreadable(key))?;
        self.write(|connection| {
            diesel::delete(idempotency::table.filter(idempotency::answered_at.lt(stored(since)))).execute(connection)?;
            diesel::insert_into(idempotency::table)
                .values((
                    idempotency::actor.eq(actor),
                    idempotency::key.eq(key),
                    idempotency::fingerprint.eq(&answer.fingerprint),
                    idempotency::status.eq(i32::from(answer.status)),
                    idempotency::headers.eq(headers),
                    idempotency::body.eq(&answer.body),
                    idempotency::answered_at.eq(stored(now)),
                ))
                .execute(connection)?;
            Ok(())
        })
    }
}

fn unreadable(key: &str) -> StoreError {
    StoreError::Unreadable {
        place: Sentence::new(format!("重复请求的答复 {key}"), format!("the answer kept under {key}")),
        reason: Sentence::new("格式有误", "not well-formed"),
    }
}
