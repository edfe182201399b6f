//! Answers kept for a day, so that a request that is sent twice is done once.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::idempotency;
use super::types::stored;
use crate::domain::id::CaseId;
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

/// An answer to be kept with the case it tells of.
pub struct Keeping {
    /// Whose key.
    pub actor: String,
    /// The key.
    pub key: String,
    /// Answers given before are let go of.
    pub since: DateTime<Utc>,
    /// The answer, once the case has its id; `None` where it cannot be written.
    pub answer: Box<dyn Fn(CaseId) -> Option<KeptAnswer> + Send>,
}

#[derive(Insertable)]
#[diesel(table_name = idempotency, treat_none_as_default_value = false)]
struct AnswerRow {
    actor: String,
    key: String,
    fingerprint: String,
    status: i32,
    headers: String,
    body: Option<String>,
    answered_at: NaiveDateTime,
}

impl AnswerRow {
    fn new(actor: &str, key: &str, answer: KeptAnswer, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let KeptAnswer { fingerprint, status, headers, body } = answer;
        let headers = serde_json::to_string(&headers).map_err(|_| unreadable(key))?;
        let (actor, key, status) = (actor.to_owned(), key.to_owned(), i32::from(status));
        Ok(Self { actor, key, fingerprint, status, headers, body, answered_at: stored(now) })
    }
}

/// Keeps the answers about cases just opened, and lets go of old ones.
pub(super) fn keep_all<'a>(
    connection: &mut AnyConnection,
    answers: impl Iterator<Item = (&'a Keeping, CaseId, DateTime<Utc>)>,
) -> Result<(), StoreError> {
    let (mut rows, mut since) = (Vec::new(), None);
    for (keeping, case, now) in answers {
        let answer = (keeping.answer)(case).ok_or_else(|| unreadable(&keeping.key))?;
        rows.push(AnswerRow::new(&keeping.actor, &keeping.key, answer, now)?);
        since = since.max(Some(keeping.since));
    }
    if let Some(since) = since {
        diesel::delete(idempotency::table.filter(idempotency::answered_at.lt(stored(since)))).execute(connection)?;
        insert_all!(connection, idempotency::table, rows);
    }
    Ok(())
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
        let row = AnswerRow::new(actor, key, answer.clone(), now)?;
        self.write(|connection| {
            diesel::delete(idempotency::table.filter(idempotency::answered_at.lt(stored(since)))).execute(connection)?;
            diesel::insert_into(idempotency::table).values(row).execute(connection)?;
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
