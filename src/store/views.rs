//! Views of the list of cases that a person has saved, by name.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::Database;
use super::error::StoreError;
use super::schema::saved_views;
use super::types::stored;
use crate::domain::audit::AuditAction;
use crate::domain::id::PersonId;

/// A saved view as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = saved_views, treat_none_as_default_value = false)]
pub(super) struct ViewRow {
    person_id: i64,
    name: String,
    query: String,
    saved_at: NaiveDateTime,
}

/// A view of the list of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Name its person gave it.
    pub name: String,
    /// Query of the address, without the question mark.
    pub query: String,
}

impl Database {
    /// The views of a person, by name.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn views_of(&mut self, person: PersonId) -> Result<Vec<SavedView>, StoreError> {
        let of_person = saved_views::table.filter(saved_views::person_id.eq(person.0)).order(saved_views::name);
        let rows: Vec<(String, String)> = of_person.select((saved_views::name, saved_views::query)).load(self.connection())?;
        Ok(rows.into_iter().map(|(name, query)| SavedView { name, query }).collect())
    }

    /// Saves a view under a name; one of that name is replaced.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn view_save(&mut self, person: PersonId, view: &SavedView, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let row = ViewRow { person_id: person.0, name: view.name.clone(), query: view.query.clone(), saved_at: stored(act.at) };
            let named = saved_views::person_id.eq(person.0).and(saved_views::name.eq(&view.name));
            diesel::delete(saved_views::table.filter(named)).execute(connection)?;
            diesel::insert_into(saved_views::table).values(&row).execute(connection)?;
            let details = json!({"name": view.name, "query": view.query});
            audit::write(connection, act, AuditAction::ViewSaved, &format!("person {person}"), &details)
        })
    }

    /// Gives a view up; whether there was one.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn view_remove(&mut self, person: PersonId, name: &str, act: &Act<'_>) -> Result<bool, StoreError> {
        self.write(|connection| {
            let named = saved_views::person_id.eq(person.0).and(saved_views::name.eq(name));
            if diesel::delete(saved_views::table.filter(named)).execute(connection)? == 0 {
                return Ok(false);
            }
            audit::write(connection, act, AuditAction::ViewRemoved, &format!("person {person}"), &json!({"name": name}))?;
            Ok(true)
        })
    }
}
