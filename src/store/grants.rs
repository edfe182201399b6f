//! What was granted to whom: added and ended, never changed or deleted. Every change raises the epoch of rights.

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::people::{Client, ClientRow, Person, PersonRow};
use super::schema::{clients, grants, people, units};
use super::types::stored;
use crate::domain::Day;
use crate::domain::access::{Grant, Holder, Role};
use crate::domain::audit::AuditAction;
use crate::domain::id::{ClientId, GrantId, PersonId, UnitId};
use crate::domain::words::Sentence;

/// A grant to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewGrant {
    /// To whom.
    pub to: Holder,
    /// What, where and how long.
    pub grant: Grant,
}

/// A grant as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Id.
    pub id: GrantId,
    /// To whom.
    pub to: Holder,
    /// What, where and how long.
    pub grant: Grant,
    /// When it was made, UTC.
    pub granted_at: NaiveDateTime,
    /// By whom.
    pub granted_by: String,
    /// When it was ended, and by whom.
    pub ended: Option<(NaiveDateTime, String)>,
}

/// What a request needs to know of who makes it, read in one query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<T> {
    /// The person or the client.
    pub holder: T,
    /// Everything granted, in force or not.
    pub grants: Vec<Grant>,
    /// Number of the latest change to the tree of units.
    pub unit_revision: i64,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = grants, treat_none_as_default_value = false)]
pub(super) struct GrantRow {
    id: i64,
    person_id: Option<i64>,
    client_id: Option<i64>,
    role: String,
    unit_id: Option<i64>,
    from_day: Day,
    until_day: Option<Day>,
    granted_at: NaiveDateTime,
    granted_by: String,
    ended_at: Option<NaiveDateTime>,
    ended_by: Option<String>,
}

impl GrantRow {
    pub(super) fn grant(&self) -> Result<Grant, StoreError> {
        let place = || Sentence::new(format!("授权 {}", self.id), format!("grant {}", self.id));
        let role = Role::from_code(&self.role).ok_or_else(|| StoreError::unreadable_word(place(), "角色", "role", &self.role))?;
        Ok(Grant { role, unit: self.unit_id.map(UnitId), from: self.from_day, until: self.until_day })
    }

    fn granted(self) -> Result<Granted, StoreError> {
        let to = match (self.person_id, self.client_id) {
            (Some(person), _) => Holder::Person(PersonId(person)),
            (None, client) => Holder::Client(ClientId(client.unwrap_or_default())),
        };
        Ok(Granted {
            id: GrantId(self.id),
            to,
            grant: self.grant()?,
            granted_at: self.granted_at,
            granted_by: self.granted_by,
            ended: self.ended_at.zip(self.ended_by),
        })
    }
}

impl Holder {
    /// The two columns of a row that a person or a program holds.
    pub(super) fn columns(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Person(id) => (Some(id.0), None),
            Self::Client(id) => (None, Some(id.0)),
        }
    }

    fn subject(self) -> String {
        match self {
            Self::Person(id) => format!("person {id}"),
            Self::Client(id) => format!("client {id}"),
        }
    }
}

/// Joins the rows of one holder.
pub(super) fn held<R, T>(
    rows: Vec<(R, Option<GrantRow>, Option<i64>)>,
    holder: impl FnOnce(R) -> Result<T, StoreError>,
) -> Result<Option<Held<T>>, StoreError> {
    let mut grants = Vec::with_capacity(rows.len());
    let mut first = None;
    for (row, grant, revision) in rows {
        grants.extend(grant.as_ref().map(GrantRow::grant).transpose()?);
        first.get_or_insert((row, revision));
    }
    first.map(|(row, revision)| Ok(Held { holder: holder(row)?, grants, unit_revision: revision.unwrap_or_default() })).transpose()
}

fn of(connection: &mut AnyConnection, to: Holder) -> Result<Vec<GrantRow>, StoreError> {
    let query = grants::table.order(grants::id).into_boxed();
    let query = match to {
        Holder::Person(id) => query.filter(grants::person_id.eq(id.0)),
        Holder::Client(id) => query.filter(grants::client_id.eq(id.0)),
    };
    Ok(query.load(connection)?)
}

impl Database {
    /// A person and everything granted, in one query; `None` where there is no such person.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn person_held(&mut self, id: PersonId) -> Result<Option<Held<Person>>, StoreError> {
        let rows: Vec<(PersonRow, Option<GrantRow>, Option<i64>)> = people::table
            .left_join(grants::table)
            .filter(people::id.eq(id.0))
            .select((people::all_columns, grants::all_columns.nullable(), units::table.select(max(units::revision)).single_value()))
            .load(self.connection())?;
        held(rows, |row| Ok(row.into()))
    }

    /// A client and everything granted, in one query; `None` where there is no such client.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn client_held(&mut self, id: ClientId) -> Result<Option<Held<Client>>, StoreError> {
        let rows: Vec<(ClientRow, Option<GrantRow>, Option<i64>)> = clients::table
            .left_join(grants::table)
            .filter(clients::id.eq(id.0))
            .select((clients::all_columns, grants::all_columns.nullable(), units::table.select(max(units::revision)).single_value()))
            .load(self.connection())?;
        held(rows, Client::try_from)
    }

    /// Everything granted to one holder, oldest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn grants_of(&mut self, to: Holder) -> Result<Vec<Granted>, StoreError> {
        of(self.connection(), to)?.into_iter().map(GrantRow::granted).collect()
    }

    /// A grant by id.
    ///
    /// # Errors
    /// [`StoreError::UnknownGrant`], or what the engine reports.
    pub fn grant(&mut self, grant: GrantId) -> Result<Granted, StoreError> {
        let row: Option<GrantRow> = grants::table.find(grant.0).first(self.connection()).optional()?;
        row.ok_or(StoreError::UnknownGrant { grant })?.granted()
    }

    /// Makes a grant, unless what the holder has excludes it: `check` sees all of it while nobody else can add to it.
    ///
    /// # Errors
    /// What `check` answers, [`StoreError::UnknownPerson`], [`StoreError::UnknownClient`], or what the engine reports.
    pub fn grant_add<E: From<StoreError>>(
        &mut self,
        new: &NewGrant,
        check: impl FnOnce(&[Granted]) -> Result<(), E>,
        act: &Act<'_>,
    ) -> Result<GrantId, E> {
        self.write(|connection| {
            lock_holder(connection, new.to)?;
            let held: Vec<Granted> = of(connection, new.to)?.into_iter().map(GrantRow::granted).collect::<Result<_, _>>()?;
            check(&held)?;
            Ok(insert(connection, new, act)?)
        })
    }

    /// Ends a grant: from `until` on it counts no more.
    ///
    /// # Errors
    /// [`StoreError::UnknownGrant`] where there is none, or none that still runs.
    pub fn grant_end(&mut self, grant: GrantId, until: Day, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let open = grants::table.filter(grants::id.eq(grant.0).and(grants::ended_at.is_null()));
            let row: Option<GrantRow> = open.first(connection).optional()?;
            let row = row.ok_or(StoreError::UnknownGrant { grant })?;
            let last = row.until_day.map_or(until, |until_day| until_day.min(until));
            diesel::update(grants::table.find(grant.0))
                .set((grants::until_day.eq(last), grants::ended_at.eq(stored(act.at)), grants::ended_by.eq(act.actor)))
                .execute(connection)?;
            let to = row.granted()?.to.subject();
            audit::write(connection, act, AuditAction::GrantEnded, &to, &json!({"grant": grant, "until": last}))
        })
    }
}

/// Two grants to one holder wait for each other: each alone may be fine, both together not. On SQLite the writer is alone.
fn lock_holder(connection: &mut AnyConnection, to: Holder) -> Result<(), StoreError> {
    let found: Option<i64> = match (&mut *connection, to) {
        (AnyConnection::Postgres(engine), Holder::Person(id)) => {
            people::table.find(id.0).select(people::id).for_update().first(engine).optional()?
        }
        (AnyConnection::Postgres(engine), Holder::Client(id)) => {
            clients::table.find(id.0).select(clients::id).for_update().first(engine).optional()?
        }
        (AnyConnection::Sqlite(engine), Holder::Person(id)) => people::table.find(id.0).select(people::id).first(engine).optional()?,
        (AnyConnection::Sqlite(engine), Holder::Client(id)) => clients::table.find(id.0).select(clients::id).first(engine).optional()?,
    };
    match (found, to) {
        (Some(_), _) => Ok(()),
        (None, Holder::Person(id)) => Err(StoreError::UnknownPerson { person: id.to_string() }),
        (None, Holder::Client(client)) => Err(StoreError::UnknownClient { client }),
    }
}

fn insert(connection: &mut AnyConnection, new: &NewGrant, act: &Act<'_>) -> Result<GrantId, StoreError> {
    let Grant { role, unit, from, until } = new.grant;
    let (person, client) = new.to.columns();
    let id: i64 = diesel::insert_into(grants::table)
        .values((
            grants::person_id.eq(person),
            grants::client_id.eq(client),
            grants::role.eq(role.code()),
            grants::unit_id.eq(unit.map(|unit| unit.0)),
            grants::from_day.eq(from),
            grants::until_day.eq(until),
            grants::granted_at.eq(stored(act.at)),
            grants::granted_by.eq(act.actor),
        ))
        .returning(grants::id)
        .get_result(connection)?;
    let details = json!({"grant": id, "role": role.code(), "unit": unit, "from": from, "until": until});
    audit::write(connection, act, AuditAction::RoleGranted, &new.to.subject(), &details)?;
    Ok(GrantId(id))
}
