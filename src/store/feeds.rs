//! Addresses that calendars subscribe to: one a person, known by the hash of the secret in it.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::Database;
use super::error::StoreError;
use super::schema::feeds;
use super::types::stored;
use crate::domain::audit::AuditAction;
use crate::domain::id::PersonId;

/// A feed as stored.
#[derive(Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = feeds, treat_none_as_default_value = false)]
pub(super) struct FeedRow {
    person_id: i64,
    token_hash: String,
    made_at: NaiveDateTime,
}

impl Database {
    /// Keeps the hash of a person's new feed address; the one before opens nothing any more.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn feed_make(&mut self, person: PersonId, token_hash: &str, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let row = FeedRow { person_id: person.0, token_hash: token_hash.to_owned(), made_at: stored(act.at) };
            let replaced = diesel::delete(feeds::table.find(person.0)).execute(connection)? > 0;
            diesel::insert_into(feeds::table).values(row).execute(connection)?;
            audit::write(connection, act, AuditAction::FeedMade, &format!("person {person}"), &json!({"replaced": replaced}))
        })
    }

    /// Revokes a person's feed address; whether there was one.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn feed_revoke(&mut self, person: PersonId, act: &Act<'_>) -> Result<bool, StoreError> {
        self.write(|connection| {
            if diesel::delete(feeds::table.find(person.0)).execute(connection)? == 0 {
                return Ok(false);
            }
            audit::write(connection, act, AuditAction::FeedRevoked, &format!("person {person}"), &json!({}))?;
            Ok(true)
        })
    }

    /// When a person's feed address was made, if there is one.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn feed_since(&mut self, person: PersonId) -> Result<Option<DateTime<Utc>>, StoreError> {
        let made: Option<NaiveDateTime> = feeds::table.find(person.0).select(feeds::made_at).first(self.connection()).optional()?;
        Ok(made.map(|at| at.and_utc()))
    }

    /// Whose feed address has this hash.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn feed_of(&mut self, token_hash: &str) -> Result<Option<PersonId>, StoreError> {
        let of_hash = feeds::table.filter(feeds::token_hash.eq(token_hash));
        Ok(of_hash.select(feeds::person_id).first(self.connection()).optional()?.map(PersonId))
    }
}
