//! Who stands behind a session, with everything granted to them: what a request needs to know of who makes it. Read in one
//! statement, and again before an act is written that was decided on a reader. It may be kept in memory for as long as the epoch
//! of rights is the one it was read under: every change to anybody's rights raises it in its own transaction.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::connection::{AnyConnection, Database, each};
use super::error::StoreError;
use super::grants::{GrantRow, Held, held};
use super::people::{Client, ClientRow, Person, PersonRow};
use super::schema::{access_epoch, clients, grants, people, sessions, units};
use super::sessions::{OpenSession, SessionRow};
use crate::domain::Day;
use crate::domain::access::{Grant, Holder};
use crate::domain::id::SessionId;

/// A session that nobody has ended, and who holds it.
pub struct Bearer<T> {
    /// The session. Whether its time is over is for the caller to say.
    pub open: OpenSession,
    /// The person or the program, with everything granted.
    pub held: Held<T>,
    /// The epoch of rights all this was read under.
    pub epoch: Option<i64>,
}

/// What an act was decided upon: it is written as long as this still stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The session the request belongs to.
    pub session: SessionId,
    /// Who holds it.
    pub holder: Holder,
    /// The days their account is open.
    pub account: (Day, Option<Day>),
    /// Everything granted to them, in the order it was.
    pub grants: Vec<Grant>,
    /// Number of the latest change to the tree of units.
    pub unit_revision: i64,
}

/// The open sessions of people that a condition lets through, a line for each grant.
macro_rules! of_people {
    ($which:expr) => {
        sessions::table
            .inner_join(people::table)
            .left_join(grants::table.on(grants::person_id.eq(sessions::person_id)))
            .filter(sessions::ended_at.is_null())
            .filter($which)
            .order((sessions::id, grants::id))
            .select((
                SessionRow::as_select(),
                people::all_columns,
                grants::all_columns.nullable(),
                units::table.select(diesel::dsl::max(units::revision)).single_value(),
                access_epoch::table.select(access_epoch::epoch).single_value(),
            ))
    };
}

/// The same of programs.
macro_rules! of_clients {
    ($which:expr) => {
        sessions::table
            .inner_join(clients::table)
            .left_join(grants::table.on(grants::client_id.eq(sessions::client_id)))
            .filter(sessions::ended_at.is_null())
            .filter($which)
            .order((sessions::id, grants::id))
            .select((
                SessionRow::as_select(),
                clients::all_columns,
                grants::all_columns.nullable(),
                units::table.select(diesel::dsl::max(units::revision)).single_value(),
                access_epoch::table.select(access_epoch::epoch).single_value(),
            ))
    };
}

type Line<R> = (SessionRow, R, Option<GrantRow>, Option<i64>, Option<i64>);

impl Database {
    /// The epoch of rights: who was read under it stands as they were read, but for what the clock alone ends. `None` where there is
    /// none, and nothing may be kept.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn access_epoch(&mut self) -> Result<Option<i64>, StoreError> {
        let query = access_epoch::table.select(access_epoch::epoch);
        Ok(each!(self.connection(), engine => query.first(engine).optional())?)
    }

    /// The person behind a session; `None` where it was ended, or is none of a person.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn person_behind(&mut self, session: SessionId, today: Day) -> Result<Option<Bearer<Person>>, StoreError> {
        let lines: Vec<Line<PersonRow>> = each!(self.connection(), engine => of_people!(sessions::id.eq(session.0)).load(engine))?;
        Ok(bearers(lines, |row| Ok(Person::from(row)), |person| person.is_active(today))?.pop())
    }

    /// The program behind a session; `None` where it was ended, or is none of a program.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn client_behind(&mut self, session: SessionId, today: Day) -> Result<Option<Bearer<Client>>, StoreError> {
        let lines: Vec<Line<ClientRow>> = each!(self.connection(), engine => of_clients!(sessions::id.eq(session.0)).load(engine))?;
        Ok(bearers(lines, Client::try_from, |client| client.is_active(today))?.pop())
    }
}

/// Refuses acts that were decided upon what does not stand any more.
///
/// # Errors
/// [`StoreError::RightsChanged`]; whatever the engine reports.
pub(super) fn require_standing<'a>(connection: &mut AnyConnection, decided: impl Iterator<Item = &'a Basis>) -> Result<(), StoreError> {
    let decided: Vec<&Basis> = decided.collect();
    let sessions_of = |people: bool| -> BTreeSet<i64> {
        let theirs = decided.iter().filter(|basis| matches!(basis.holder, Holder::Person(_)) == people);
        theirs.map(|basis| basis.session.0).collect()
    };
    let (of_people, of_clients) = (sessions_of(true), sessions_of(false));
    let mut now: Vec<Basis> = Vec::with_capacity(decided.len());
    if !of_people.is_empty() {
        let lines: Vec<Line<PersonRow>> = each!(connection, engine => of_people!(sessions::id.eq_any(&of_people)).load(engine))?;
        now.extend(bearers(lines, |row| Ok(Person::from(row)), |_| true)?.iter().map(Bearer::basis));
    }
    if !of_clients.is_empty() {
        let lines: Vec<Line<ClientRow>> = each!(connection, engine => of_clients!(sessions::id.eq_any(&of_clients)).load(engine))?;
        now.extend(bearers(lines, Client::try_from, |_| true)?.iter().map(Bearer::basis));
    }
    if decided.iter().all(|basis| now.contains(basis)) { Ok(()) } else { Err(StoreError::RightsChanged) }
}

/// An account that is open for some days.
pub trait Account {
    /// First day it may act, and first day it may no longer.
    fn days(&self) -> (Day, Option<Day>);
}

impl Account for Person {
    fn days(&self) -> (Day, Option<Day>) {
        (self.active_from, self.active_until)
    }
}

impl Account for Client {
    fn days(&self) -> (Day, Option<Day>) {
        (self.active_from, self.active_until)
    }
}

impl<T: Account> Bearer<T> {
    /// What is decided now rests on this.
    pub fn basis(&self) -> Basis {
        Basis {
            session: self.open.session.id,
            holder: self.open.session.holder,
            account: self.held.holder.days(),
            grants: self.held.grants.clone(),
            unit_revision: self.held.unit_revision,
        }
    }
}

/// Joins the lines of each session.
fn bearers<R, T>(
    lines: Vec<Line<R>>,
    holder: impl Fn(R) -> Result<T, StoreError>,
    active: impl Fn(&T) -> bool,
) -> Result<Vec<Bearer<T>>, StoreError> {
    let mut bearers = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some((session, row, grant, revision, epoch)) = lines.next() {
        let id = session.id;
        let mut of_holder = vec![(row, grant, revision)];
        while let Some((_, row, grant, revision, _)) = lines.next_if(|(next, ..)| next.id == id) {
            of_holder.push((row, grant, revision));
        }
        if let Some(held) = held(of_holder, &holder)? {
            let holder_active = active(&held.holder);
            bearers.push(Bearer { open: OpenSession::of(session, holder_active)?, held, epoch });
        }
    }
    Ok(bearers)
}
