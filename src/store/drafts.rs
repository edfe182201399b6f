//! Drafts: what somebody has typed into a form and not sent yet. One a person and form; forgotten when the form is sent, or in time.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::connection::Database;
use super::error::StoreError;
use super::schema::drafts;
use super::types::stored;
use crate::domain::id::PersonId;
use crate::domain::words::Sentence;

/// How long a draft is kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(30);

/// What was typed into a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Names and values in the order they were sent.
    pub fields: Vec<(String, String)>,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// A draft as stored.
#[derive(Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = drafts, treat_none_as_default_value = false)]
pub(super) struct DraftRow {
    person_id: i64,
    form: String,
    fields: String,
    saved_at: NaiveDateTime,
}

impl Database {
    /// What a person last typed into the form at an address, if it was not sent.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn draft(&mut self, person: PersonId, form: &str) -> Result<Option<Draft>, StoreError> {
        let found: Option<DraftRow> = drafts::table.find((person.0, form)).first(self.connection()).optional()?;
        found
            .map(|row| {
                let fields = serde_json::from_str(&row.fields).map_err(|_| StoreError::Unreadable {
                    place: Sentence::new(format!("表单 {form} 的草稿"), format!("the draft of the form {form}")),
                    reason: Sentence::new("格式有误", "not well-formed"),
                })?;
                Ok(Draft { fields, saved_at: row.saved_at.and_utc() })
            })
            .transpose()
    }

    /// Keeps what a person has typed, in the place of what was kept before, and lets go of drafts nobody came back to.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn draft_keep(&mut self, person: PersonId, form: &str, fields: &[(String, String)], at: DateTime<Utc>) -> Result<(), StoreError> {
        let fields = serde_json::to_string(fields).map_err(|error| StoreError::Unreadable {
            place: Sentence::new(format!("表单 {form} 的草稿"), format!("the draft of the form {form}")),
            reason: Sentence::new(error.to_string(), error.to_string()),
        })?;
        let row = DraftRow { person_id: person.0, form: form.to_owned(), fields, saved_at: stored(at) };
        self.write(|connection| {
            diesel::delete(drafts::table.filter(drafts::saved_at.lt(stored(at - KEPT_FOR)))).execute(connection)?;
            diesel::delete(drafts::table.find((person.0, form))).execute(connection)?;
            diesel::insert_into(drafts::table).values(row).execute(connection)?;
            Ok(())
        })
    }

    /// Forgets a draft.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn draft_forget(&mut self, person: PersonId, form: &str) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::delete(drafts::table.find((person.0, form))).execute(connection)?;
            Ok(())
        })
    }
}
