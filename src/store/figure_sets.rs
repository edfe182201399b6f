//! Figures as they were published: written once, never changed. Triggers refuse what would.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::Database;
use super::error::StoreError;
use super::schema::figure_sets;
use super::types::stored;
use crate::domain::audit::AuditAction;
use crate::domain::id::FigureSetId;

/// Figures about to be published.
#[derive(Debug, Clone, Copy)]
pub struct NewFigureSet<'a> {
    /// What they are published as.
    pub name: &'a str,
    /// The figures, as JSON.
    pub content: &'a str,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: &'a str,
}

/// Figures that were published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureSet {
    /// Its id.
    pub id: FigureSetId,
    /// What they were published as.
    pub name: String,
    /// The figures, as JSON.
    pub content: String,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// When, UTC.
    pub published_at: NaiveDateTime,
    /// By whom.
    pub actor: String,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = figure_sets, treat_none_as_default_value = false)]
pub(super) struct FigureSetRow {
    id: i64,
    name: String,
    content: String,
    sha256: String,
    published_at: NaiveDateTime,
    actor: String,
}

impl Database {
    /// Keeps figures as they are published, with a row in the trail.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn figure_set_add(&mut self, set: &NewFigureSet<'_>, act: &Act<'_>) -> Result<FigureSetId, StoreError> {
        self.write(|connection| {
            let id: i64 = diesel::insert_into(figure_sets::table)
                .values((
                    figure_sets::name.eq(set.name),
                    figure_sets::content.eq(set.content),
                    figure_sets::sha256.eq(set.sha256),
                    figure_sets::published_at.eq(stored(act.at)),
                    figure_sets::actor.eq(act.actor),
                ))
                .returning(figure_sets::id)
                .get_result(connection)?;
            let details = json!({"name": set.name, "sha256": set.sha256});
            audit::write(connection, act, AuditAction::FiguresPublished, &format!("figures {id}"), &details)?;
            Ok(FigureSetId(id))
        })
    }

    /// Every published set, newest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn figure_sets(&mut self) -> Result<Vec<FigureSet>, StoreError> {
        let rows: Vec<FigureSetRow> = figure_sets::table.order(figure_sets::id.desc()).load(self.connection())?;
        Ok(rows.into_iter().map(FigureSet::from).collect())
    }

    /// One published set.
    ///
    /// # Errors
    /// [`StoreError::UnknownFigureSet`], or what the engine reports.
    pub fn figure_set(&mut self, id: FigureSetId) -> Result<FigureSet, StoreError> {
        let row: Option<FigureSetRow> = figure_sets::table.find(id.0).first(self.connection()).optional()?;
        row.map(FigureSet::from).ok_or(StoreError::UnknownFigureSet { set: id })
    }
}

impl From<FigureSetRow> for FigureSet {
    fn from(row: FigureSetRow) -> Self {
        let FigureSetRow { id, name, content, sha256, published_at, actor } = row;
        Self { id: FigureSetId(id), name, content, sha256, published_at, actor }
    }
}
