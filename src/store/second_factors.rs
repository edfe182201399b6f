//! Second factors: the sealed secret a telephone shares with us, and the codes for the day it is lost.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::connection::Database;
use super::error::StoreError;
use super::schema::{recovery_codes, second_factors};
use super::types::stored;
use crate::domain::id::PersonId;

/// The second factor of a person.
#[derive(Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = second_factors, treat_none_as_default_value = false)]
pub struct SecondFactor {
    person_id: i64,
    /// Sealed.
    pub secret: String,
    /// When the person proved to have it, UTC; before that it asks for nothing.
    pub confirmed_at: Option<NaiveDateTime>,
    /// The newest step a code was taken of.
    pub last_step: i64,
}

impl SecondFactor {
    /// Whose it is.
    pub fn person(&self) -> PersonId {
        PersonId(self.person_id)
    }
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactor").field("confirmed_at", &self.confirmed_at).finish_non_exhaustive()
    }
}

#[derive(Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = recovery_codes, treat_none_as_default_value = false)]
pub(super) struct RecoveryCodeRow {
    person_id: i64,
    code_hash: String,
}

impl Database {
    /// The second factor of a person, confirmed or not.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn second_factor(&mut self, person: PersonId) -> Result<Option<SecondFactor>, StoreError> {
        Ok(second_factors::table.find(person.0).first(self.connection()).optional()?)
    }

    /// Keeps a sealed secret that is not confirmed yet, in place of another that was not; `false` when one was confirmed.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn second_factor_begin(&mut self, person: PersonId, sealed: &str) -> Result<bool, StoreError> {
        self.write(|connection| {
            diesel::delete(second_factors::table.find(person.0).filter(second_factors::confirmed_at.is_null())).execute(connection)?;
            if diesel::select(diesel::dsl::exists(second_factors::table.find(person.0))).get_result(connection)? {
                return Ok(false);
            }
            let row = SecondFactor { person_id: person.0, secret: sealed.to_owned(), confirmed_at: None, last_step: 0 };
            diesel::insert_into(second_factors::table).values(row).execute(connection)?;
            Ok(true)
        })
    }

    /// Confirms the second factor with the step of its first code, and keeps the hashes of recovery codes; `false` when there
    /// is none to confirm.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn second_factor_confirm(
        &mut self,
        person: PersonId,
        step: i64,
        code_hashes: Vec<String>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.write(|connection| {
            let open = second_factors::table.find(person.0).filter(second_factors::confirmed_at.is_null());
            let confirmed = diesel::update(open)
                .set((second_factors::confirmed_at.eq(stored(at)), second_factors::last_step.eq(step)))
                .execute(connection)?;
            diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person.0))).execute(connection)?;
            for code_hash in code_hashes.into_iter().take(if confirmed == 1 { usize::MAX } else { 0 }) {
                diesel::insert_into(recovery_codes::table)
                    .values(RecoveryCodeRow { person_id: person.0, code_hash })
                    .execute(connection)?;
            }
            Ok(confirmed == 1)
        })
    }

    /// Uses a step up: `false` when it, or a later one, was used before.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn second_factor_step(&mut self, person: PersonId, step: i64) -> Result<bool, StoreError> {
        self.write(|connection| {
            let newer = second_factors::table.find(person.0).filter(second_factors::last_step.lt(step));
            Ok(diesel::update(newer).set(second_factors::last_step.eq(step)).execute(connection)? == 1)
        })
    }

    /// Uses a recovery code up: `false` when there is none like it. How many are left is [`Database::recovery_codes_left`].
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn recovery_code_take(&mut self, person: PersonId, code_hash: &str) -> Result<bool, StoreError> {
        self.write(|connection| Ok(diesel::delete(recovery_codes::table.find((person.0, code_hash))).execute(connection)? == 1))
    }

    /// How many recovery codes a person has left.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn recovery_codes_left(&mut self, person: PersonId) -> Result<u64, StoreError> {
        let left: i64 = recovery_codes::table.filter(recovery_codes::person_id.eq(person.0)).count().get_result(self.connection())?;
        Ok(left.unsigned_abs())
    }

    /// Takes the second factor and its recovery codes away; `false` when there was none.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn second_factor_remove(&mut self, person: PersonId) -> Result<bool, StoreError> {
        self.write(|connection| {
            diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person.0))).execute(connection)?;
            Ok(diesel::delete(second_factors::table.find(person.0)).execute(connection)? == 1)
        })
    }

    /// Every sealed secret, for sealing again under a new key.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn second_factors_all(&mut self) -> Result<Vec<SecondFactor>, StoreError> {
        Ok(second_factors::table.order(second_factors::person_id).load(self.connection())?)
    }

    /// Replaces a sealed secret by the same under another key, unless it changed meanwhile.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn second_factor_reseal(&mut self, person: PersonId, from: &str, to: &str) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::update(second_factors::table.find(person.0).filter(second_factors::secret.eq(from)))
                .set(second_factors::secret.eq(to))
                .execute(connection)?;
            Ok(())
        })
    }
}
