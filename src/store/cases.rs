//! Case files: created, appended to, read back.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::bearers;
use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::days::{At, OnDay};
use super::deadlines;
use super::error::StoreError;
use super::events::{self, EventRow};
use super::facts;
use super::idempotency;
use super::postings::{self, Postings};
use super::reach;
use super::schema::{case_units, cases, deadlines as deadlines_table, events as events_table, facts as facts_table};
use super::telling::{self, Written};
use super::totals::Totals;
use super::types::{Projection, third_parties};
use super::units::UnitBook;
use super::writer::Opening;
use crate::domain::audit::AuditAction;
use crate::domain::case::{CaseKind, CaseNumber, Entry, History};
use crate::domain::id::CaseId;
use crate::domain::search::{Attribute, Folded, attribute_token};
use crate::domain::statistics::CaseFacts;

/// A case to be written, with what its history amounts to.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Kind of case.
    pub kind: CaseKind,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Unit that runs the file 承办机构, by any of its names; `None`: not recorded.
    pub handler: Option<String>,
    /// Its entries, at least one.
    pub entries: Vec<Entry>,
    /// What they amount to.
    pub projection: Projection,
}

/// Entries to be added to a case.
#[derive(Debug, Clone, Copy)]
pub struct Append<'a> {
    /// The case.
    pub case: CaseId,
    /// Number of entries the writer has seen and decided upon.
    pub expected_version: usize,
    /// The new entries, at least one.
    pub entries: &'a [Entry],
    /// What the case added to the figures before.
    pub before: &'a CaseFacts,
    /// What the whole history amounts to now.
    pub after: &'a Projection,
    /// A case number given with this act, normalised.
    pub number: Option<&'a str>,
}

/// A case file read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCase {
    /// Its id.
    pub id: CaseId,
    /// Kind of case.
    pub kind: CaseKind,
    /// Case number, normalised.
    pub number: Option<String>,
    /// Number of entries; to be named when adding more.
    pub version: usize,
    /// The import that brought the case was undone: it is in no list and no figure.
    pub withdrawn: bool,
    /// Its entries.
    pub history: History,
}

/// A case as stored. Written whole: what a fold changes is set by [`CaseRow::project`].
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = cases, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct CaseRow {
    pub(super) id: i64,
    pub(super) kind: Cow<'static, str>,
    pub(super) number: Option<String>,
    instance: Option<Cow<'static, str>>,
    pub(super) state: Cow<'static, str>,
    parties: String,
    matter: Option<String>,
    category: Option<String>,
    officer: Option<String>,
    court: Option<String>,
    pub(super) listed_on: OnDay,
    received_on: Option<OnDay>,
    accepted_on: Option<OnDay>,
    concluded_on: Option<OnDay>,
    outcome: Option<String>,
    pub(super) version: i32,
    batch_id: Option<i64>,
    batch_entries: Option<i32>,
    created_at: At,
    pub(super) withdrawn_at: Option<NaiveDateTime>,
    pub(super) handler_id: Option<i64>,
    pub(super) officer_id: Option<i64>,
    /// Empty in a backup from before there was a search, as is the next; see [`CaseRow::complete`].
    #[serde(default)]
    number_order: String,
    #[serde(default)]
    third_parties: String,
}

impl CaseRow {
    /// The row of a new case.
    pub(super) fn new(id: i64, case: &NewCase, handler_id: Option<i64>, batch: Option<i64>, act: &Act<'_>) -> Result<Self, StoreError> {
        let version = version(case.entries.len())?;
        let mut row = Self {
            id,
            kind: Cow::Borrowed(case.kind.code()),
            number: case.number.clone(),
            instance: None,
            state: Cow::Borrowed(""),
            parties: String::new(),
            matter: None,
            category: None,
            officer: None,
            court: None,
            listed_on: OnDay(case.projection.listed_on),
            received_on: None,
            accepted_on: None,
            concluded_on: None,
            outcome: None,
            version,
            batch_id: batch,
            batch_entries: batch.map(|_| version),
            created_at: At::of(act),
            withdrawn_at: None,
            handler_id,
            officer_id: None,
            number_order: String::new(),
            third_parties: String::new(),
        };
        row.project(&case.projection);
        Ok(row)
    }

    /// Sets the columns that are computed from the history.
    pub(super) fn project(&mut self, projection: &Projection) {
        self.instance = projection.instance.map(|instance| Cow::Borrowed(instance.code()));
        self.state = Cow::Borrowed(projection.state.code());
        self.parties.clone_from(&projection.parties);
        self.number_order = self.number.as_deref().map(number_order).unwrap_or_default();
        self.third_parties.clone_from(&projection.third_parties);
        self.matter.clone_from(&projection.matter);
        self.category.clone_from(&projection.category);
        self.officer.clone_from(&projection.officer);
        self.court.clone_from(&projection.court);
        self.listed_on = OnDay(projection.listed_on);
        self.received_on = projection.received_on.map(OnDay);
        self.accepted_on = projection.accepted_on.map(OnDay);
        self.concluded_on = projection.concluded_on.map(OnDay);
        self.outcome = projection.outcome.as_ref().map(ToString::to_string);
    }

    /// Its texts, folded, and every token it is found by, ascending; none of a case that was taken back.
    pub(super) fn found_by(&self) -> (Folded, Vec<i64>) {
        let folded = Folded::new(self.number.as_deref(), [self.parties.as_str(), &self.third_parties]);
        if self.withdrawn_at.is_some() {
            return (folded, Vec::new());
        }
        let attributes = [
            (Attribute::State, Some(&*self.state)),
            (Attribute::Matter, self.matter.as_deref()),
            (Attribute::Category, self.category.as_deref()),
            (Attribute::Officer, self.officer.as_deref()),
            (Attribute::Outcome, self.outcome.as_deref()),
        ];
        let mut tokens = folded.tokens();
        tokens.extend(attributes.into_iter().filter_map(|(attribute, value)| Some(attribute_token(attribute, value?))));
        tokens.sort_unstable();
        (folded, tokens)
    }

    /// Fills in what a backup or a database from before there was a search does not hold; whether anything was missing.
    pub(super) fn complete(&mut self, history: &History) -> bool {
        let before = (self.number_order.clone(), self.third_parties.clone());
        self.number_order = self.number.as_deref().map(number_order).unwrap_or_default();
        self.third_parties = third_parties(history);
        before != (self.number_order.clone(), self.third_parties.clone())
    }

    /// The kind as the domain knows it.
    pub(super) fn kind(&self) -> Result<CaseKind, StoreError> {
        kind_of(self.id, &self.kind)
    }

    /// The number people know the case by, else its id.
    pub(super) fn name(&self) -> String {
        self.number.clone().unwrap_or_else(|| self.id.to_string())
    }
}

/// A number as lists are sorted by it; one that cannot be read stands before all others.
fn number_order(number: &str) -> String {
    CaseNumber::parse(number).map_or_else(|_| format!(" {number}"), |number| number.ordered())
}

/// The kind of a case by its code, as the domain knows it.
pub(super) fn kind_of(id: i64, code: &str) -> Result<CaseKind, StoreError> {
    CaseKind::from_code(code).ok_or_else(|| StoreError::unreadable_case(CaseId(id), code))
}

/// Number of entries as stored.
fn version(entries: usize) -> Result<i32, StoreError> {
    match i32::try_from(entries) {
        Ok(0) | Err(_) => Err(StoreError::NoEntries),
        Ok(version) => Ok(version),
    }
}

/// What new cases bring into tables where those of many are best written together.
#[derive(Debug, Default)]
pub(super) struct Besides {
    /// What they add to the figures.
    pub(super) totals: Totals,
    /// What they are found by.
    pub(super) found_by: Postings,
}

/// Writes new cases with their events, units, deadlines and facts, and adds to `besides` what is left to be written.
pub(super) fn insert(
    connection: &mut AnyConnection,
    new: &[(&NewCase, Act<'_>)],
    units: &UnitBook,
    besides: &mut Besides,
    batch: Option<i64>,
) -> Result<Vec<CaseId>, StoreError> {
    require_numbers_free(connection, new.iter().filter_map(|(case, _)| case.number.as_deref()))?;
    let ids = reserve_ids(connection, new.len())?;
    let mut rows = Vec::with_capacity(new.len());
    let mut of_units = Vec::with_capacity(new.len());
    let mut pending = Vec::new();
    let mut entries = Vec::with_capacity(new.len() * 8);
    let mut told = Vec::with_capacity(new.len() * 8);
    for (&id, (case, act)) in ids.iter().zip(new) {
        let row = CaseRow::new(id, case, case.handler.as_deref().map(|name| units.id(name)).transpose()?, batch, act)?;
        of_units.extend(reach::of_case(&row, &case.projection, units)?);
        pending.extend(deadlines::rows(id, &case.projection, units)?);
        besides.found_by.add(&row);
        rows.push(row);
        entries.extend((0..).zip(&case.entries).map(|(seq, entry)| EventRow::new(id, seq, entry, act)));
        told.extend(facts::rows(id, &case.projection.facts, units)?);
        besides.totals.add(&case.projection.facts, units)?;
    }
    facts::side_by_side(&mut told);
    insert_all!(connection, cases::table, rows);
    insert_all!(connection, case_units::table, of_units);
    insert_all!(connection, deadlines_table::table, pending);
    insert_all!(connection, facts_table::table, told);
    insert_all!(connection, events_table::table, entries);
    Ok(ids.into_iter().map(CaseId).collect())
}

/// Names the first number that is taken, by a stored case or twice among these: SQLite's own message would not.
fn require_numbers_free<'a>(connection: &mut AnyConnection, numbers: impl Iterator<Item = &'a str>) -> Result<(), StoreError> {
    let mut seen = HashSet::new();
    for number in numbers {
        if !seen.insert(number) {
            return Err(StoreError::NumberTaken { number: number.to_owned() });
        }
    }
    if seen.is_empty() {
        return Ok(());
    }
    let taken: Option<Option<String>> = cases::table
        .filter(cases::number.eq_any(&seen).and(cases::withdrawn_at.is_null()))
        .select(cases::number)
        .order(cases::number)
        .first(connection)
        .optional()?;
    match taken.flatten() {
        Some(number) => Err(StoreError::NumberTaken { number }),
        None => Ok(()),
    }
}

/// Ids of new cases, ascending. PostgreSQL hands them out of its sequence, so that concurrent writers do not wait for each
/// other; on SQLite the writer is alone.
fn reserve_ids(connection: &mut AnyConnection, count: usize) -> Result<Vec<i64>, StoreError> {
    #[derive(QueryableByName)]
    struct Reserved {
        #[diesel(sql_type = BigInt)]
        id: i64,
    }
    let count = count as i64;
    match connection {
        AnyConnection::Sqlite(engine) => {
            let last: Option<i64> = cases::table.select(diesel::dsl::max(cases::id)).first(engine)?;
            let first = last.unwrap_or_default() + 1;
            Ok((first..first + count).collect())
        }
        AnyConnection::Postgres(engine) => {
            let sequence = "SELECT nextval(pg_get_serial_sequence('cases', 'id')) AS id FROM generate_series(1, $1)";
            let ids: Vec<Reserved> = diesel::sql_query(sequence).bind::<BigInt, _>(count).load(engine)?;
            Ok(ids.into_iter().map(|reserved| reserved.id).collect())
        }
    }
}

/// Opens case files, with their totals and a line each in the audit trail.
fn create(connection: &mut AnyConnection, new: &[(&NewCase, Act<'_>)]) -> Result<Vec<CaseId>, StoreError> {
    let named = new.iter().flat_map(|(case, _)| names(&case.projection).chain(case.handler.as_deref()));
    let units = UnitBook::of(connection, named, None)?;
    let mut besides = Besides::default();
    let ids = insert(connection, new, &units, &mut besides, None)?;
    besides.found_by.write(connection)?;
    besides.totals.note(connection)?;
    for (id, (case, act)) in ids.iter().zip(new) {
        let row = CaseRow::new(id.0, case, case.handler.as_deref().map(|name| units.id(name)).transpose()?, None, act)?;
        let written = Written { row: &row, projection: &case.projection, units: &units, entries: &case.entries, first: 0 };
        telling::tell(connection, &written, act)?;
    }
    let lines = ids.iter().zip(new).map(|(id, (case, act))| {
        let details = json!({"number": case.number, "entries": codes(&case.entries)});
        audit::Line::new(act, AuditAction::CaseCreated, &format!("case {id}"), &details)
    });
    audit::write_all(connection, &lines.collect::<Vec<_>>())?;
    Ok(ids)
}

/// Every unit name a projection needs.
fn names(projection: &Projection) -> impl Iterator<Item = &str> {
    projection.units.iter().map(|unit| unit.unit.as_str()).chain(projection.facts.facts.iter().map(|fact| fact.unit.as_str()))
}

impl Database {
    /// Opens a case file.
    ///
    /// # Errors
    /// [`StoreError::NumberTaken`], [`StoreError::UnknownUnit`], [`StoreError::NoEntries`], or what the engine reports.
    pub fn case_create(&mut self, case: &NewCase, act: &Act<'_>) -> Result<CaseId, StoreError> {
        self.write(|connection| Ok(create(connection, &[(case, *act)])?[0]))
    }

    /// Opens several case files of several people as one act, each with the answer kept for a repetition, as long as what they
    /// were decided upon stands.
    ///
    /// # Errors
    /// As [`Database::case_create`], or [`StoreError::RightsChanged`]: if one cannot be opened, none is.
    pub(super) fn cases_open(&mut self, openings: &[&Opening]) -> Result<Vec<CaseId>, StoreError> {
        if openings.is_empty() {
            return Ok(Vec::new());
        }
        self.write(|connection| {
            bearers::require_standing(connection, openings.iter().filter_map(|opening| opening.basis.as_ref()))?;
            let new: Vec<(&NewCase, Act<'_>)> = openings.iter().map(|opening| (&opening.case, opening.act())).collect();
            let ids = create(connection, &new)?;
            let answers = openings.iter().zip(&ids).filter_map(|(opening, id)| Some((opening.keep.as_ref()?, *id, opening.at)));
            idempotency::keep_all(connection, answers)?;
            Ok(ids)
        })
    }

    /// Adds entries to a case file; the new version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when the case is not at the expected version any more, [`StoreError::UnknownCase`],
    /// [`StoreError::Withdrawn`], the errors of [`Database::case_create`].
    pub fn case_append(&mut self, append: &Append<'_>, act: &Act<'_>) -> Result<usize, StoreError> {
        let expected = version(append.expected_version)?;
        let next = version(append.expected_version + append.entries.len())?;
        if append.entries.is_empty() {
            return Err(StoreError::NoEntries);
        }
        self.write(|connection| {
            let id = append.case.0;
            let unknown = StoreError::UnknownCase { case: append.case };
            let mut row: CaseRow = cases::table.find(id).first(connection).optional()?.ok_or(unknown)?;
            let was = row.clone();
            row.version = next;
            if let Some(number) = append.number.filter(|number| row.number.as_deref() != Some(number)) {
                require_numbers_free(connection, std::iter::once(number))?;
                row.number = Some(number.to_owned());
            }
            row.project(append.after);
            // another writer is caught here, whatever was read above
            let unchanged = cases::id.eq(id).and(cases::version.eq(expected)).and(cases::withdrawn_at.is_null());
            let changed = diesel::update(cases::table.filter(unchanged)).set(&row).execute(connection)?;
            if changed == 0 {
                return Err(why_unchanged(connection, append)?);
            }
            let before = append.before.facts.iter().map(|fact| fact.unit.as_str());
            let units = UnitBook::of(connection, names(append.after).chain(before), row.handler_id)?;
            reach::write(connection, id, reach::of_case(&row, append.after, &units)?)?;
            postings::replace(connection, &was, &row)?;
            deadlines::replace(connection, &[id], deadlines::rows(id, append.after, &units)?)?;
            let rows: Vec<EventRow> = (expected..).zip(append.entries).map(|(seq, entry)| EventRow::new(id, seq, entry, act)).collect();
            insert_all!(connection, events_table::table, rows);
            let written = Written { row: &row, projection: append.after, units: &units, entries: append.entries, first: expected };
            telling::tell(connection, &written, act)?;
            let mut totals = Totals::default();
            totals.subtract(append.before, &units)?;
            totals.add(&append.after.facts, &units)?;
            totals.note(connection)?;
            let (told, tell) = (facts::rows(id, append.before, &units)?, facts::rows(id, &append.after.facts, &units)?);
            facts::replace(connection, id, &told, tell)?;
            let details = json!({"number": append.number, "version": next, "entries": codes(append.entries)});
            audit::write(connection, act, AuditAction::CaseAppended, &format!("case {id}"), &details)?;
            Ok(append.expected_version + append.entries.len())
        })
    }

    /// A case file by id.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], or a row that cannot be read.
    pub fn case_history(&mut self, id: CaseId) -> Result<StoredCase, StoreError> {
        self.read(|connection| {
            let row: Option<CaseRow> = cases::table.find(id.0).first(connection).optional()?;
            let row = row.ok_or(StoreError::UnknownCase { case: id })?;
            Ok(StoredCase {
                id,
                kind: row.kind()?,
                version: row.version as usize,
                withdrawn: row.withdrawn_at.is_some(),
                history: events::history(connection, id.0)?,
                number: row.number,
            })
        })
    }

    /// The case with this number, normalised.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn case_find(&mut self, number: &str) -> Result<Option<CaseId>, StoreError> {
        let id: Option<i64> = cases::table
            .filter(cases::number.eq(number).and(cases::withdrawn_at.is_null()))
            .select(cases::id)
            .first(self.connection())
            .optional()?;
        Ok(id.map(CaseId))
    }
}

/// Why no row was at the expected version.
fn why_unchanged(connection: &mut AnyConnection, append: &Append<'_>) -> Result<StoreError, StoreError> {
    let now: CaseRow = cases::table.find(append.case.0).first(connection)?;
    Ok(match now.withdrawn_at {
        Some(_) => StoreError::Withdrawn { case: append.case },
        None => StoreError::Stale { case: append.case, expected: append.expected_version, found: now.version as usize },
    })
}

fn codes(entries: &[Entry]) -> Vec<&'static str> {
    entries.iter().map(|entry| entry.event.code()).collect()
}
