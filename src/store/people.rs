//! People with an account, and machine clients. Who may do what stands in `grants`; how a person signs in, elsewhere.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{cases, clients, people};
use super::types::{first_version, seen_version, stored, version_of};
use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::audit::AuditAction;
use crate::domain::case::State;
use crate::domain::id::{ClientId, PersonId, UnitId};
use crate::domain::words::Sentence;

/// A person with an account. Every account belongs to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// User name, lower case, unique.
    pub user_name: String,
    /// Name shown, as officer of cases too.
    pub display_name: String,
    /// Home unit.
    pub unit: Option<UnitId>,
    /// E-mail.
    pub email: Option<String>,
    /// Language, by the name settings give it.
    pub lang: String,
    /// First day of the account.
    pub active_from: Day,
    /// First day it is no longer active.
    pub active_until: Option<Day>,
    /// Grows with every change.
    pub version: usize,
}

impl Person {
    /// Whether the account is active on a day.
    pub fn is_active(&self, today: Day) -> bool {
        self.active_from <= today && self.active_until.is_none_or(|until| today < until)
    }
}

/// A person to be given an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// User name.
    pub user_name: String,
    /// Name shown.
    pub display_name: String,
    /// Home unit.
    pub unit: Option<UnitId>,
    /// E-mail.
    pub email: Option<String>,
    /// Language.
    pub lang: String,
    /// First day of the account.
    pub active_from: Day,
}

/// What changes about a person; what is not given stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonChange {
    /// Name shown.
    pub display_name: Option<String>,
    /// Home unit.
    pub unit: Option<UnitId>,
    /// E-mail.
    pub email: Option<String>,
    /// Language.
    pub lang: Option<String>,
}

/// A program that uses the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Client {
    /// Id.
    pub id: ClientId,
    /// Name, unique.
    pub name: String,
    /// The actions it is confined to.
    pub scopes: Vec<Action>,
    /// First day it may act.
    pub active_from: Day,
    /// First day it may no longer.
    pub active_until: Option<Day>,
    /// Grows with every change.
    pub version: usize,
}

impl Client {
    /// Whether it may act on a day.
    pub fn is_active(&self, today: Day) -> bool {
        self.active_from <= today && self.active_until.is_none_or(|until| today < until)
    }
}

/// A program to be let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewClient {
    /// Name.
    pub name: String,
    /// The actions it is confined to.
    pub scopes: Vec<Action>,
    /// First day it may act.
    pub active_from: Day,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = people, treat_none_as_default_value = false)]
pub(super) struct PersonRow {
    id: i64,
    user_name: String,
    display_name: String,
    unit_id: Option<i64>,
    email: Option<String>,
    lang: String,
    active_from: Day,
    active_until: Option<Day>,
    created_at: NaiveDateTime,
    #[serde(default = "first_version")]
    version: i32,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = clients, treat_none_as_default_value = false)]
pub(super) struct ClientRow {
    id: i64,
    name: String,
    /// Codes of actions, blank between.
    scopes: String,
    active_from: Day,
    active_until: Option<Day>,
    created_at: NaiveDateTime,
    #[serde(default = "first_version")]
    version: i32,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self {
            id: PersonId(row.id),
            user_name: row.user_name,
            display_name: row.display_name,
            unit: row.unit_id.map(UnitId),
            email: row.email,
            lang: row.lang,
            active_from: row.active_from,
            active_until: row.active_until,
            version: version_of(row.version),
        }
    }
}

impl TryFrom<ClientRow> for Client {
    type Error = StoreError;

    fn try_from(row: ClientRow) -> Result<Self, StoreError> {
        let place = || Sentence::new(format!("客户端 {}", row.id), format!("client {}", row.id));
        let scope = |code: &str| Action::from_code(code).ok_or_else(|| StoreError::unreadable_word(place(), "权限", "scope", code));
        Ok(Self {
            scopes: row.scopes.split_whitespace().map(scope).collect::<Result<_, _>>()?,
            id: ClientId(row.id),
            name: row.name,
            active_from: row.active_from,
            active_until: row.active_until,
            version: version_of(row.version),
        })
    }
}

/// States in which nothing is left to do on a file.
const DONE: [State; 6] = [State::Closed, State::Rejected, State::Abandoned, State::Terminated, State::HandedOver, State::Ended];

fn find(connection: &mut AnyConnection, id: PersonId) -> Result<PersonRow, StoreError> {
    let row: Option<PersonRow> = people::table.find(id.0).first(connection).optional()?;
    row.ok_or_else(|| StoreError::UnknownPerson { person: id.to_string() })
}

/// A change that no row took: there is none, or it is no longer as it was seen.
fn person_as_seen(connection: &mut AnyConnection, id: PersonId, changed: usize) -> Result<(), StoreError> {
    if changed == 1 {
        return Ok(());
    }
    let now = version_of(find(connection, id)?.version);
    Err(StoreError::Outdated { thing: Sentence::new(format!("人员 {id}"), format!("person {id}")), found: now })
}

/// As [`person_as_seen`], of a client.
fn client_as_seen(connection: &mut AnyConnection, client: ClientId, changed: usize) -> Result<(), StoreError> {
    if changed == 1 {
        return Ok(());
    }
    let now: Option<i32> = clients::table.find(client.0).select(clients::version).first(connection).optional()?;
    let found = version_of(now.ok_or(StoreError::UnknownClient { client })?);
    Err(StoreError::Outdated { thing: Sentence::new(format!("客户端 {client}"), format!("client {client}")), found })
}

/// Codes of actions, blank between.
fn scope_codes(scopes: &[Action]) -> String {
    scopes.iter().map(|action| action.code()).collect::<Vec<_>>().join(" ")
}

impl Database {
    /// Gives a person an account, without any way to sign in yet.
    ///
    /// # Errors
    /// [`StoreError::UserNameTaken`], or what the engine reports.
    pub fn person_add(&mut self, new: &NewPerson, act: &Act<'_>) -> Result<PersonId, StoreError> {
        self.write(|connection| {
            let taken: Option<i64> =
                people::table.filter(people::user_name.eq(&new.user_name)).select(people::id).first(connection).optional()?;
            if taken.is_some() {
                return Err(StoreError::UserNameTaken { name: new.user_name.clone() });
            }
            let id: i64 = diesel::insert_into(people::table)
                .values((
                    people::user_name.eq(&new.user_name),
                    people::display_name.eq(&new.display_name),
                    people::unit_id.eq(new.unit.map(|unit| unit.0)),
                    people::email.eq(&new.email),
                    people::lang.eq(&new.lang),
                    people::active_from.eq(new.active_from),
                    people::created_at.eq(stored(act.at)),
                ))
                .returning(people::id)
                .get_result(connection)?;
            let details = json!({"user_name": new.user_name, "unit": new.unit});
            audit::write(connection, act, AuditAction::PersonAdded, &format!("person {id}"), &details)?;
            Ok(PersonId(id))
        })
    }

    /// Changes what is said of a person, as it was at the version `seen`.
    ///
    /// # Errors
    /// [`StoreError::UnknownPerson`], [`StoreError::Outdated`], or what the engine reports.
    pub fn person_change(&mut self, id: PersonId, seen: usize, change: &PersonChange, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let before = find(connection, id)?;
            let unit = change.unit.map(|unit| unit.0).or(before.unit_id);
            let changed = diesel::update(people::table.find(id.0).filter(people::version.eq(seen_version(seen))))
                .set((
                    people::display_name.eq(change.display_name.as_ref().unwrap_or(&before.display_name)),
                    people::unit_id.eq(unit),
                    people::email.eq(change.email.as_ref().or(before.email.as_ref())),
                    people::lang.eq(change.lang.as_ref().unwrap_or(&before.lang)),
                    people::version.eq(people::version + 1),
                ))
                .execute(connection)?;
            person_as_seen(connection, id, changed)?;
            let details = json!({
                "name": change.display_name.is_some(), "email": change.email.is_some(), "lang": change.lang,
                "unit": {"before": before.unit_id, "after": unit},
            });
            audit::write(connection, act, AuditAction::PersonChanged, &format!("person {id}"), &details)
        })
    }

    /// Ends an account as it was at the version `seen`: from that day on nothing is granted to it.
    ///
    /// # Errors
    /// [`StoreError::UnknownPerson`], [`StoreError::Outdated`], or what the engine reports.
    pub fn person_deactivate(&mut self, id: PersonId, seen: usize, until: Day, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let ended = diesel::update(people::table.find(id.0).filter(people::version.eq(seen_version(seen))))
                .set((people::active_until.eq(until), people::version.eq(people::version + 1)))
                .execute(connection)?;
            person_as_seen(connection, id, ended)?;
            audit::write(connection, act, AuditAction::PersonDeactivated, &format!("person {id}"), &json!({"until": until}))
        })
    }

    /// A person by id.
    ///
    /// # Errors
    /// [`StoreError::UnknownPerson`], or what the engine reports.
    pub fn person(&mut self, id: PersonId) -> Result<Person, StoreError> {
        Ok(find(self.connection(), id)?.into())
    }

    /// A person by user name, in lower case.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn person_named(&mut self, user_name: &str) -> Result<Option<Person>, StoreError> {
        let row: Option<PersonRow> = people::table.filter(people::user_name.eq(user_name)).first(self.connection()).optional()?;
        Ok(row.map(Person::from))
    }

    /// People of these home units, by user name; of all units, and of none, where no units are given.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn people_list(&mut self, units: Option<&[UnitId]>) -> Result<Vec<Person>, StoreError> {
        let query = people::table.order(people::user_name).into_boxed();
        let query = match units {
            None => query,
            Some(units) => query.filter(people::unit_id.eq_any(units.iter().map(|unit| Some(unit.0)).collect::<Vec<_>>())),
        };
        Ok(query.load::<PersonRow>(self.connection())?.into_iter().map(Person::from).collect())
    }

    /// Files that still need this person: named as officer by the account, or by name where no account is named and the file is
    /// run by the person's home unit or by none recorded. Number or id of each, by id.
    ///
    /// # Errors
    /// [`StoreError::UnknownPerson`], or what the engine reports.
    pub fn cases_of_officer(&mut self, id: PersonId) -> Result<Vec<String>, StoreError> {
        self.read(|connection| {
            let person = find(connection, id)?;
            let by_name = cases::officer_id
                .is_null()
                .and(cases::officer.eq(&person.display_name).assume_not_null())
                .and(cases::handler_id.is_null().or(cases::handler_id.eq(person.unit_id).assume_not_null()));
            let rows: Vec<(i64, Option<String>)> = cases::table
                .filter(cases::officer_id.eq(id.0).assume_not_null().or(by_name))
                .filter(cases::withdrawn_at.is_null().and(cases::state.ne_all(DONE.map(State::code))))
                .select((cases::id, cases::number))
                .order(cases::id)
                .load(connection)?;
            Ok(rows.into_iter().map(|(id, number)| number.unwrap_or_else(|| id.to_string())).collect())
        })
    }

    /// Lets a program in, without any way to sign in yet.
    ///
    /// # Errors
    /// [`StoreError::ClientNameTaken`], or what the engine reports.
    pub fn client_add(&mut self, new: &NewClient, act: &Act<'_>) -> Result<ClientId, StoreError> {
        self.write(|connection| {
            let taken: Option<i64> = clients::table.filter(clients::name.eq(&new.name)).select(clients::id).first(connection).optional()?;
            if taken.is_some() {
                return Err(StoreError::ClientNameTaken { name: new.name.clone() });
            }
            let scopes = scope_codes(&new.scopes);
            let id: i64 = diesel::insert_into(clients::table)
                .values((
                    clients::name.eq(&new.name),
                    clients::scopes.eq(&scopes),
                    clients::active_from.eq(new.active_from),
                    clients::created_at.eq(stored(act.at)),
                ))
                .returning(clients::id)
                .get_result(connection)?;
            audit::write(connection, act, AuditAction::ClientAdded, &format!("client {id}"), &json!({"name": new.name, "scopes": scopes}))?;
            Ok(ClientId(id))
        })
    }

    /// Confines a client, as it was at the version `seen`, to other actions.
    ///
    /// # Errors
    /// [`StoreError::UnknownClient`], [`StoreError::Outdated`], or what the engine reports.
    pub fn client_confine(&mut self, client: ClientId, seen: usize, scopes: &[Action], act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let before: Option<String> = clients::table.find(client.0).select(clients::scopes).first(connection).optional()?;
            let after = scope_codes(scopes);
            let changed = diesel::update(clients::table.find(client.0).filter(clients::version.eq(seen_version(seen))))
                .set((clients::scopes.eq(&after), clients::version.eq(clients::version + 1)))
                .execute(connection)?;
            client_as_seen(connection, client, changed)?;
            let details = json!({"scopes": {"before": before, "after": after}});
            audit::write(connection, act, AuditAction::ClientChanged, &format!("client {client}"), &details)
        })
    }

    /// Ends a client, as it was at the version `seen`, from a day on.
    ///
    /// # Errors
    /// [`StoreError::UnknownClient`], [`StoreError::Outdated`], or what the engine reports.
    pub fn client_deactivate(&mut self, client: ClientId, seen: usize, until: Day, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let ended = diesel::update(clients::table.find(client.0).filter(clients::version.eq(seen_version(seen))))
                .set((clients::active_until.eq(until), clients::version.eq(clients::version + 1)))
                .execute(connection)?;
            client_as_seen(connection, client, ended)?;
            audit::write(connection, act, AuditAction::ClientDeactivated, &format!("client {client}"), &json!({"until": until}))
        })
    }

    /// A client by id.
    ///
    /// # Errors
    /// [`StoreError::UnknownClient`], or what the engine reports.
    pub fn client(&mut self, client: ClientId) -> Result<Client, StoreError> {
        let row: Option<ClientRow> = clients::table.find(client.0).first(self.connection()).optional()?;
        row.ok_or(StoreError::UnknownClient { client })?.try_into()
    }

    /// Every client, by name.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn clients_list(&mut self) -> Result<Vec<Client>, StoreError> {
        let rows: Vec<ClientRow> = clients::table.order(clients::name).load(self.connection())?;
        rows.into_iter().map(Client::try_from).collect()
    }
}
