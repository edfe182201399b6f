//! What proves who somebody is: password hashes, the last few before, one-time links, and the failures counted against them.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::connection::{AnyConnection, Database, each};
use super::error::StoreError;
use super::schema::{credentials, former_passwords, set_up_links, sign_in_failures};
use super::types::stored;
use crate::domain::id::PersonId;

/// The password of a person. `Debug` shows no hash.
#[derive(Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = credentials, treat_none_as_default_value = false)]
pub struct Credential {
    /// Whose.
    person_id: i64,
    /// argon2id, PHC string.
    pub password: String,
    /// When it was set, UTC.
    pub set_at: NaiveDateTime,
    /// It opens nothing any more; a one-time link sets another.
    pub revoked: bool,
    /// When the person last signed in, UTC.
    pub last_at: Option<NaiveDateTime>,
    /// From which address.
    pub last_from: Option<String>,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential").field("set_at", &self.set_at).field("revoked", &self.revoked).finish_non_exhaustive()
    }
}

#[derive(Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = former_passwords, treat_none_as_default_value = false)]
pub(super) struct FormerPasswordRow {
    person_id: i64,
    set_at: NaiveDateTime,
    password: String,
}

/// Failures counted against an account's name or an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many in a row.
    pub count: u32,
    /// No sign-in before this moment, UTC.
    pub locked_until: Option<NaiveDateTime>,
}

impl Database {
    /// The password of a person, if one was ever set.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn credential(&mut self, person: PersonId) -> Result<Option<Credential>, StoreError> {
        Ok(credentials::table.find(person.0).first(self.connection()).optional()?)
    }

    /// The hash in use and the last ones before it, newest first, `count` in all.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn passwords_recent(&mut self, person: PersonId, count: u32) -> Result<Vec<String>, StoreError> {
        self.read(|connection| {
            let now: Option<String> = credentials::table.find(person.0).select(credentials::password).first(connection).optional()?;
            let former: Vec<String> = former_passwords::table
                .filter(former_passwords::person_id.eq(person.0))
                .order(former_passwords::set_at.desc())
                .limit(i64::from(count))
                .select(former_passwords::password)
                .load(connection)?;
            Ok(now.into_iter().chain(former).take(count as usize).collect())
        })
    }

    /// Sets a password. The one it replaces is kept among the last `remember`, older ones are forgotten.
    ///
    /// # Errors
    /// No such person; whatever the engine reports.
    pub fn password_set(&mut self, person: PersonId, password: &str, remember: u32, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|connection| {
            let replaced: Option<Credential> = credentials::table.find(person.0).first(connection).optional()?;
            let new = (credentials::password.eq(password), credentials::set_at.eq(stored(at)), credentials::revoked.eq(false));
            let Some(replaced) = replaced else {
                diesel::insert_into(credentials::table).values((credentials::person_id.eq(person.0), new)).execute(connection)?;
                return Ok(());
            };
            diesel::update(credentials::table.find(person.0)).set(new).execute(connection)?;
            let row = FormerPasswordRow { person_id: person.0, set_at: replaced.set_at, password: replaced.password };
            // two changes within a microsecond: the later stands for both
            diesel::delete(former_passwords::table.find((row.person_id, row.set_at))).execute(connection)?;
            diesel::insert_into(former_passwords::table).values(row).execute(connection)?;
            let of_person = former_passwords::person_id.eq(person.0);
            // the one in use is remembered as well
            let oldest: Option<NaiveDateTime> = former_passwords::table
                .filter(of_person)
                .order(former_passwords::set_at.desc())
                .offset(i64::from(remember).saturating_sub(1))
                .select(former_passwords::set_at)
                .first(connection)
                .optional()?;
            if let Some(oldest) = oldest {
                let forgotten = former_passwords::table.filter(of_person.and(former_passwords::set_at.le(oldest)));
                diesel::delete(forgotten).execute(connection)?;
            }
            Ok(())
        })
    }

    /// Makes a password open nothing any more; `false` when there is none. It counts as a former one all the same.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn password_revoke(&mut self, person: PersonId) -> Result<bool, StoreError> {
        self.write(|connection| {
            let revoked = diesel::update(credentials::table.find(person.0)).set(credentials::revoked.eq(true)).execute(connection)?;
            Ok(revoked == 1)
        })
    }

    /// Replaces the hash of the same password by one at a higher cost, unless the password was changed meanwhile.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn password_upgrade(&mut self, person: PersonId, from: &str, to: &str) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::update(credentials::table.find(person.0).filter(credentials::password.eq(from)))
                .set(credentials::password.eq(to))
                .execute(connection)?;
            Ok(())
        })
    }

    /// Notes a sign-in; the one before it, when and from where.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn signed_in(&mut self, person: PersonId, address: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::update(credentials::table.find(person.0))
                .set((credentials::last_at.eq(stored(at)), credentials::last_from.eq(address)))
                .execute(connection)?;
            Ok(())
        })
    }

    /// Keeps the hash of a one-time code to set a password with, in place of an earlier one.
    ///
    /// # Errors
    /// No such person; whatever the engine reports.
    pub fn set_up_link_make(&mut self, person: PersonId, code_hash: &str, ends: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::delete(set_up_links::table.find(person.0)).execute(connection)?;
            diesel::insert_into(set_up_links::table)
                .values((
                    set_up_links::person_id.eq(person.0),
                    set_up_links::code_hash.eq(code_hash),
                    set_up_links::ends_at.eq(stored(ends)),
                ))
                .execute(connection)?;
            Ok(())
        })
    }

    /// Whose one-time code this is, if it is one that still counts.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn set_up_link_find(&mut self, code_hash: &str, now: DateTime<Utc>) -> Result<Option<PersonId>, StoreError> {
        let live = set_up_links::code_hash.eq(code_hash).and(set_up_links::ends_at.gt(stored(now)));
        let person = set_up_links::table.filter(live).select(set_up_links::person_id).first(self.connection()).optional()?;
        Ok(person.map(PersonId))
    }

    /// Uses a one-time code up; whose it was, or `None` when somebody else was first or its time is over.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn set_up_link_take(&mut self, code_hash: &str, now: DateTime<Utc>) -> Result<Option<PersonId>, StoreError> {
        self.write(|connection| {
            let live = set_up_links::code_hash.eq(code_hash).and(set_up_links::ends_at.gt(stored(now)));
            let person: Option<i64> =
                diesel::delete(set_up_links::table.filter(live)).returning(set_up_links::person_id).get_result(connection).optional()?;
            Ok(person.map(PersonId))
        })
    }

    /// Failures against a subject; none when there were none.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn failures(&mut self, subject: &str) -> Result<Failures, StoreError> {
        let row: Option<(i32, Option<NaiveDateTime>)> = sign_in_failures::table
            .find(subject)
            .select((sign_in_failures::failures, sign_in_failures::locked_until))
            .first(self.connection())
            .optional()?;
        let (count, locked_until) = row.unwrap_or_default();
        Ok(Failures { count: count.unsigned_abs(), locked_until })
    }

    /// Counts a failure against a subject and locks it for as long as `lock` says of the new count. Failures whose last is
    /// older than `forget` no longer count. What stands afterwards.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn failure_add(
        &mut self,
        subject: &str,
        at: DateTime<Utc>,
        forget: TimeDelta,
        lock: impl FnOnce(u32) -> Option<TimeDelta>,
    ) -> Result<Failures, StoreError> {
        self.write(|connection| {
            diesel::delete(sign_in_failures::table.filter(sign_in_failures::last_at.lt(stored(at - forget)))).execute(connection)?;
            let count = count_failure(connection, subject, stored(at))?;
            let locked_until = lock(count).map(|length| stored(at + length));
            if locked_until.is_some() {
                diesel::update(sign_in_failures::table.find(subject))
                    .set(sign_in_failures::locked_until.eq(locked_until))
                    .execute(connection)?;
            }
            Ok(Failures { count, locked_until })
        })
    }

    /// Takes some failures off a subject, which leaves none at the least.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn failures_take_off(&mut self, subject: &str, count: u32) -> Result<(), StoreError> {
        self.write(|connection| {
            let count = i32::try_from(count).unwrap_or(i32::MAX);
            let row = sign_in_failures::table.find(subject);
            diesel::delete(row.filter(sign_in_failures::failures.le(count))).execute(connection)?;
            diesel::update(row).set(sign_in_failures::failures.eq(sign_in_failures::failures - count)).execute(connection)?;
            Ok(())
        })
    }

    /// Forgets the failures against a subject.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn failures_clear(&mut self, subject: &str) -> Result<(), StoreError> {
        self.write(|connection| {
            diesel::delete(sign_in_failures::table.find(subject)).execute(connection)?;
            Ok(())
        })
    }
}

/// One statement, so that failures at the same moment are all counted.
fn count_failure(connection: &mut AnyConnection, subject: &str, at: NaiveDateTime) -> Result<u32, StoreError> {
    let first = (sign_in_failures::subject.eq(subject), sign_in_failures::failures.eq(1), sign_in_failures::last_at.eq(at));
    let more = (sign_in_failures::failures.eq(sign_in_failures::failures + 1), sign_in_failures::last_at.eq(at));
    // ON CONFLICT is typed by engine
    let count: i32 = each!(connection, engine => diesel::insert_into(sign_in_failures::table)
        .values(first)
        .on_conflict(sign_in_failures::subject)
        .do_update()
        .set(more)
        .returning(sign_in_failures::failures)
        .get_result(engine))?;
    Ok(count.unsigned_abs())
}
