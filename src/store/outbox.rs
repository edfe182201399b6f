//! The outbox 待发邮件: messages and what becomes of each. Workers in one or many processes claim some with a lease, send them outside of
//! any transaction, and say how that ended; whoever dies meanwhile leaves them to the next one.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{outbox, people};
use super::types::stored;
use crate::domain::audit::AuditAction;
use crate::domain::id::{CaseId, MailId, PersonId};
use crate::domain::reminder::{LEASE, LONGEST_WAIT, MailKind, MailState};
use crate::domain::words::Sentence;

/// A message about to be put into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewMail {
    /// What makes it one: a second message with the same key is not written.
    pub key: String,
    /// What it is.
    pub kind: MailKind,
    /// To whom.
    pub person: i64,
    /// The case it is about, if it is about one.
    pub case: Option<i64>,
    /// JSON of what it says; empty where reminders say it.
    pub content: String,
}

/// A message of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Id.
    pub id: MailId,
    /// What it is.
    pub kind: MailKind,
    /// To whom.
    pub person: PersonId,
    /// The case it is about, if it is about one.
    pub case: Option<CaseId>,
    /// JSON of what it says; empty where reminders say it.
    pub content: String,
    /// Name of the message on the way, the same however often it is tried.
    pub message_id: String,
    /// When it was written, UTC.
    pub created_at: DateTime<Utc>,
    /// Since when it is being tried, UTC.
    pub since: DateTime<Utc>,
    /// What has become of it.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it may be tried next, UTC.
    pub next_at: DateTime<Utc>,
    /// The answer to a try was lost: it may have arrived.
    pub uncertain: bool,
    /// What was said last.
    pub remark: Option<Sentence>,
    /// When it was sent, parked or cancelled, UTC.
    pub ended_at: Option<DateTime<Utc>>,
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The server took it.
    Sent,
    /// To be tried again.
    Again {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        why: Sentence,
        /// The answer was lost.
        uncertain: bool,
    },
    /// It was not tried at all: nobody could have.
    GivenBack {
        /// When it may be tried.
        at: DateTime<Utc>,
    },
    /// Nothing but a person can help it.
    Parked(Sentence),
    /// It no longer holds.
    Cancelled(Sentence),
}

/// A message in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailListed {
    /// The message.
    pub mail: Mail,
    /// Name of whom it is for.
    pub to: String,
}

/// How many messages there are that somebody may have to see to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct MailCounts {
    /// Waiting or being sent.
    pub unsent: i64,
    /// Among them those that were to go before the moment asked about.
    pub late: i64,
    /// Parked.
    pub parked: i64,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
pub(super) struct MailRow {
    id: i64,
    key: String,
    kind: String,
    person_id: i64,
    case_id: Option<i64>,
    content: String,
    message_id: String,
    created_at: NaiveDateTime,
    since: NaiveDateTime,
    state: String,
    attempts: i32,
    next_at: NaiveDateTime,
    worker: Option<String>,
    uncertain: bool,
    remark: Option<String>,
    ended_at: Option<NaiveDateTime>,
}

impl TryFrom<MailRow> for Mail {
    type Error = StoreError;

    fn try_from(row: MailRow) -> Result<Self, StoreError> {
        let place = || Sentence::new(format!("邮件 {}", row.id), format!("message {}", row.id));
        let unknown = |zh, en, word: &str| StoreError::unreadable_word(place(), zh, en, word);
        Ok(Self {
            id: MailId(row.id),
            kind: MailKind::from_code(&row.kind).ok_or_else(|| unknown("邮件种类", "kind", &row.kind))?,
            state: MailState::from_code(&row.state).ok_or_else(|| unknown("邮件状态", "state", &row.state))?,
            person: PersonId(row.person_id),
            case: row.case_id.map(CaseId),
            content: row.content,
            message_id: row.message_id,
            created_at: row.created_at.and_utc(),
            since: row.since.and_utc(),
            attempts: row.attempts.unsigned_abs(),
            next_at: row.next_at.and_utc(),
            uncertain: row.uncertain,
            remark: row.remark.as_deref().and_then(|remark| serde_json::from_str(remark).ok()),
            ended_at: row.ended_at.map(|at| at.and_utc()),
        })
    }
}

fn written(remark: &Sentence) -> String {
    json!({"zh": remark.zh, "en": remark.en}).to_string()
}

/// Puts a message into the outbox; `None` when it is there already.
pub(super) fn put(connection: &mut AnyConnection, new: &NewMail, at: DateTime<Utc>) -> Result<Option<i64>, StoreError> {
    let known: Option<i64> = outbox::table.filter(outbox::key.eq(&new.key)).select(outbox::id).first(connection).optional()?;
    if known.is_some() {
        return Ok(None);
    }
    let at = stored(at);
    let id: i64 = diesel::insert_into(outbox::table)
        .values((
            outbox::key.eq(&new.key),
            outbox::kind.eq(new.kind.code()),
            outbox::person_id.eq(new.person),
            outbox::case_id.eq(new.case),
            outbox::content.eq(&new.content),
            outbox::message_id.eq(format!("<{}@fuyi>", Uuid::new_v4())),
            outbox::created_at.eq(at),
            outbox::since.eq(at),
            outbox::state.eq(MailState::Waiting.code()),
            outbox::attempts.eq(0),
            outbox::next_at.eq(at),
            outbox::uncertain.eq(false),
        ))
        .returning(outbox::id)
        .get_result(connection)?;
    Ok(Some(id))
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

impl Database {
    /// Claims at most so many messages that may be tried, for `worker` and for the time of a lease, those that wait longest first. A
    /// message whose worker has not come back within its lease may have been sent: it is claimed as one whose answer was lost.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn mail_claim(&mut self, worker: &str, now: DateTime<Utc>, most: u32) -> Result<Vec<Mail>, StoreError> {
        const DUE: &str = "state IN ('waiting', 'claimed') AND next_at <= ";
        const SET: &str = "state = 'claimed', attempts = attempts + 1, uncertain = uncertain OR state = 'claimed'";
        self.write(|connection| {
            let ids: Vec<Claimed> = match &mut *connection {
                AnyConnection::Sqlite(engine) => {
                    let sql = format!(
                        "UPDATE outbox SET {SET}, worker = ?, next_at = ? \
                         WHERE id IN (SELECT id FROM outbox WHERE {DUE} ? ORDER BY next_at, id LIMIT ?) RETURNING id"
                    );
                    let query = diesel::sql_query(sql).bind::<Text, _>(worker).bind::<Timestamp, _>(stored(now + LEASE));
                    query.bind::<Timestamp, _>(stored(now)).bind::<BigInt, _>(i64::from(most)).load(engine)?
                }
                // two workers never wait for each other: what one has locked the other passes over
                AnyConnection::Postgres(engine) => {
                    let sql = format!(
                        "WITH next AS MATERIALIZED (SELECT id FROM outbox WHERE {DUE} $3 ORDER BY next_at, id LIMIT $4 FOR UPDATE SKIP LOCKED) \
                         UPDATE outbox SET {SET}, worker = $1, next_at = $2 FROM next WHERE outbox.id = next.id RETURNING outbox.id"
                    );
                    let query = diesel::sql_query(sql).bind::<Text, _>(worker).bind::<Timestamp, _>(stored(now + LEASE));
                    query.bind::<Timestamp, _>(stored(now)).bind::<BigInt, _>(i64::from(most)).load(engine)?
                }
            };
            let ids: Vec<i64> = ids.into_iter().map(|claimed| claimed.id).collect();
            let rows: Vec<MailRow> = outbox::table.filter(outbox::id.eq_any(ids)).order(outbox::id).load(connection)?;
            rows.into_iter().map(Mail::try_from).collect()
        })
    }

    /// Says how a try of `worker` ended; `false` when another worker has it by now.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn mail_end(&mut self, mail: MailId, worker: &str, fate: &Fate, now: DateTime<Utc>) -> Result<bool, StoreError> {
        self.write(|connection| {
            let mine =
                outbox::id.eq(mail.0).and(outbox::state.eq(MailState::Claimed.code())).and(outbox::worker.eq(worker).assume_not_null());
            let row: Option<MailRow> = outbox::table.filter(mine).first(connection).optional()?;
            let Some(mut row) = row else { return Ok(false) };
            row.worker = None;
            let (state, remark) = match fate {
                Fate::Sent => (MailState::Sent, None),
                Fate::Again { why, .. } => (MailState::Waiting, Some(why)),
                Fate::GivenBack { .. } => (MailState::Waiting, None),
                Fate::Parked(why) => (MailState::Parked, Some(why)),
                Fate::Cancelled(why) => (MailState::Cancelled, Some(why)),
            };
            match fate {
                Fate::Again { at, uncertain, .. } => {
                    row.next_at = stored(*at);
                    row.uncertain |= uncertain;
                }
                Fate::GivenBack { at } => {
                    row.next_at = stored(*at);
                    row.attempts = (row.attempts - 1).max(0);
                }
                Fate::Sent | Fate::Parked(_) | Fate::Cancelled(_) => row.ended_at = Some(stored(now)),
            }
            // what was said last stays while nothing new is to be said
            let remark = remark.map(written).or(row.remark.filter(|_| state == MailState::Waiting));
            diesel::update(outbox::table.find(mail.0))
                .set((
                    outbox::state.eq(state.code()),
                    outbox::attempts.eq(row.attempts),
                    outbox::next_at.eq(row.next_at),
                    outbox::worker.eq(None::<String>),
                    outbox::uncertain.eq(row.uncertain),
                    outbox::remark.eq(remark),
                    outbox::ended_at.eq(row.ended_at),
                ))
                .execute(connection)?;
            Ok(true)
        })
    }

    /// Puts back what waits longer than any message is made to wait: the clock ran ahead when it was put off.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn mail_pull_back(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let unsent = outbox::state.eq_any([MailState::Waiting.code(), MailState::Claimed.code()]);
        let beyond = outbox::next_at.gt(stored(now + LONGEST_WAIT));
        self.write(|connection| {
            Ok(diesel::update(outbox::table.filter(unsent.and(beyond))).set(outbox::next_at.eq(stored(now))).execute(connection)?)
        })
    }

    /// Puts a parked or waiting message, or all that are parked, back to be tried at once; how many.
    ///
    /// # Errors
    /// [`StoreError::UnknownMail`] where the one is neither parked nor waiting, or what the engine reports.
    pub fn mail_retry(&mut self, mail: Option<MailId>, act: &Act<'_>) -> Result<usize, StoreError> {
        self.write(|connection| {
            let states: &[&str] = if mail.is_some() { &["waiting", "parked"] } else { &["parked"] };
            let query = diesel::update(outbox::table.filter(outbox::state.eq_any(states)));
            let now = stored(act.at);
            let set = (
                outbox::state.eq(MailState::Waiting.code()),
                outbox::since.eq(now),
                outbox::next_at.eq(now),
                outbox::attempts.eq(0),
                outbox::ended_at.eq(None::<NaiveDateTime>),
            );
            let changed = match mail {
                Some(mail) => query.filter(outbox::id.eq(mail.0)).set(set).execute(connection)?,
                None => query.set(set).execute(connection)?,
            };
            if let (Some(mail), 0) = (mail, changed) {
                return Err(StoreError::UnknownMail { mail });
            }
            if changed > 0 {
                let subject = mail.map_or_else(|| "outbox".to_owned(), |mail| format!("mail {mail}"));
                audit::write(connection, act, AuditAction::MailRetried, &subject, &json!({"messages": changed}))?;
            }
            Ok(changed)
        })
    }

    /// A message by id.
    ///
    /// # Errors
    /// [`StoreError::UnknownMail`], or what the engine reports.
    pub fn mail(&mut self, mail: MailId) -> Result<MailListed, StoreError> {
        let row: Option<(MailRow, String)> = outbox::table
            .inner_join(people::table)
            .filter(outbox::id.eq(mail.0))
            .select((MailRow::as_select(), people::display_name))
            .first(self.connection())
            .optional()?;
        let (row, to) = row.ok_or(StoreError::UnknownMail { mail })?;
        Ok(MailListed { mail: row.try_into()?, to })
    }

    /// Messages, the newest first; those of one state, those before an id.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn mails_list(&mut self, state: Option<MailState>, before: Option<MailId>, limit: u32) -> Result<Vec<MailListed>, StoreError> {
        let mut query = outbox::table.inner_join(people::table).order(outbox::id.desc()).limit(i64::from(limit)).into_boxed();
        if let Some(state) = state {
            query = query.filter(outbox::state.eq(state.code()));
        }
        if let Some(before) = before {
            query = query.filter(outbox::id.lt(before.0));
        }
        let rows: Vec<(MailRow, String)> = query.select((MailRow::as_select(), people::display_name)).load(self.connection())?;
        rows.into_iter().map(|(row, to)| Ok(MailListed { mail: row.try_into()?, to })).collect()
    }

    /// How many messages are not sent, and how many of them were written before a moment; reads no message that was sent.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn mails_count(&mut self, before: DateTime<Utc>) -> Result<MailCounts, StoreError> {
        self.read(|connection| {
            // the states stand in the statement as in the index, which otherwise would not be used
            let unsent = || diesel::dsl::sql::<diesel::sql_types::Bool>("state IN ('waiting', 'claimed')");
            let parked = diesel::dsl::sql::<diesel::sql_types::Bool>("state = 'parked'");
            Ok(MailCounts {
                unsent: outbox::table.filter(unsent()).count().get_result(connection)?,
                late: outbox::table.filter(unsent()).filter(outbox::created_at.lt(stored(before))).count().get_result(connection)?,
                parked: outbox::table.filter(parked).count().get_result(connection)?,
            })
        })
    }
}
