//! The list of units 单位名录 as a tree: full names, the short names ledgers use, who stands above whom, and since when.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database, each};
use super::error::StoreError;
use super::reach;
use super::schema::{facts, unit_aliases, units};
use super::totals;
use super::types::{first_version, seen_version, stored, version_of};
use super::verify::Difference;
use crate::domain::Day;
use crate::domain::access::{Branch, Tree, TreeFault, UnitEntry, UnitKind};
use crate::domain::audit::AuditAction;
use crate::domain::id::UnitId;
use crate::domain::words::Sentence;

/// A unit and every name it goes by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Its id in this database.
    pub id: UnitId,
    /// Full name 单位全称.
    pub full_name: String,
    /// Short names 简称, sorted.
    pub aliases: Vec<String>,
    /// What it is, where recorded.
    pub kind: Option<UnitKind>,
    /// The unit above; `None`: directly under the deployment.
    pub parent: Option<UnitId>,
    /// First day it was there, where recorded.
    pub valid_from: Option<Day>,
    /// First day it was no longer there: dissolved, or merged.
    pub valid_until: Option<Day>,
    /// The unit it was merged into.
    pub successor: Option<UnitId>,
    /// Grows with every change.
    pub version: usize,
}

/// How many units a list brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct UnitsPut {
    /// New ones.
    pub added: usize,
    /// Known ones of which something new was said.
    pub changed: usize,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = units, treat_none_as_default_value = false)]
pub(super) struct UnitRow {
    id: i64,
    full_name: String,
    created_at: NaiveDateTime,
    kind: Option<String>,
    parent_id: Option<i64>,
    /// Empty in a backup from before there was a tree; see [`settle_restored`].
    #[serde(default)]
    path: String,
    valid_from: Option<Day>,
    valid_until: Option<Day>,
    successor_id: Option<i64>,
    #[serde(default)]
    revision: i64,
    #[serde(default = "first_version")]
    version: i32,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = unit_aliases, treat_none_as_default_value = false)]
pub(super) struct AliasRow {
    alias: String,
    unit_id: i64,
}

/// Which unit a recorded name means, and which units stand above it.
#[derive(Debug, Default)]
pub(super) struct UnitBook {
    names: HashMap<String, i64>,
    /// From the top down to the unit itself.
    paths: HashMap<i64, Vec<i64>>,
}

impl UnitBook {
    /// Every name there is.
    pub(super) fn load(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let tree = tree(connection)?;
        let full: Vec<(String, i64)> = units::table.select((units::full_name, units::id)).load(connection)?;
        let aliases: Vec<(String, i64)> = unit_aliases::table.load(connection)?;
        let paths = tree.units().map(|unit| (unit.0, path_of(&tree, unit))).collect();
        Ok(Self { names: full.into_iter().chain(aliases).collect(), paths })
    }

    /// Only these names, and a unit by its id: one act knows a few, a bureau's list has hundreds.
    pub(super) fn of<'a>(
        connection: &mut AnyConnection,
        names: impl Iterator<Item = &'a str>,
        id: Option<i64>,
    ) -> Result<Self, StoreError> {
        let names: HashSet<&str> = names.filter(|name| !name.is_empty()).collect();
        if names.is_empty() && id.is_none() {
            return Ok(Self::default());
        }
        let columns = (units::full_name, units::id, units::path);
        let wanted = units::full_name.eq_any(&names).or(units::id.nullable().eq(id).assume_not_null());
        let full: Vec<(String, i64, String)> = units::table.filter(wanted).select(columns).load(connection)?;
        let aliases: Vec<(String, i64, String)> = unit_aliases::table
            .inner_join(units::table)
            .filter(unit_aliases::alias.eq_any(&names))
            .select((unit_aliases::alias, units::id, units::path))
            .load(connection)?;
        let mut book = Self::default();
        for (name, id, path) in full.into_iter().chain(aliases) {
            book.names.insert(name, id);
            book.paths.insert(id, steps(&path).collect());
        }
        Ok(book)
    }

    /// The unit of a name; 0 when no name was recorded.
    pub(super) fn id(&self, name: &str) -> Result<i64, StoreError> {
        match self.names.get(name) {
            Some(id) => Ok(*id),
            None if name.is_empty() => Ok(0),
            None => Err(StoreError::UnknownUnit { name: name.to_owned() }),
        }
    }

    /// The unit and all below it, in order of id.
    pub(super) fn below(&self, unit: i64) -> Vec<i64> {
        let mut below: Vec<i64> = self.paths.iter().filter(|(_, path)| path.contains(&unit)).map(|(id, _)| *id).collect();
        below.sort_unstable();
        below
    }

    /// The unit and all above it; nothing for a unit that is not in the book.
    pub(super) fn path(&self, unit: i64) -> &[i64] {
        self.paths.get(&unit).map_or(&[], Vec::as_slice)
    }
}

fn path_of(tree: &Tree, unit: UnitId) -> Vec<i64> {
    let mut path: Vec<i64> = tree.path(unit).map(|above| above.0).collect();
    path.reverse();
    path
}

/// A path as stored: `/1/7/`.
fn written(path: &[i64]) -> String {
    path.iter().fold("/".to_owned(), |text, step| format!("{text}{step}/"))
}

/// The units of a path as stored.
fn steps(path: &str) -> impl Iterator<Item = i64> {
    path.split('/').filter_map(|step| step.parse().ok())
}

/// The tree as the parents say.
pub(super) fn tree(connection: &mut AnyConnection) -> Result<Tree, StoreError> {
    let rows: Vec<(i64, Option<i64>, Option<String>)> = units::table.select((units::id, units::parent_id, units::kind)).load(connection)?;
    let mut branches = Vec::with_capacity(rows.len());
    for (id, parent, kind) in rows {
        branches.push(Branch { id: UnitId(id), parent: parent.map(UnitId), kind: kind_of(id, kind.as_deref())? });
    }
    Tree::new(branches).map_err(|fault| unreadable_tree(connection, fault))
}

fn kind_of(id: i64, code: Option<&str>) -> Result<Option<UnitKind>, StoreError> {
    let place = || Sentence::new(format!("单位 {id}"), format!("unit {id}"));
    code.map(|code| UnitKind::from_code(code).ok_or_else(|| StoreError::unreadable_word(place(), "单位类别", "kind", code))).transpose()
}

fn unreadable_tree(connection: &mut AnyConnection, fault: TreeFault) -> StoreError {
    let (TreeFault::Loop(unit) | TreeFault::Unknown(unit)) = fault;
    match units::table.find(unit.0).select(units::full_name).first(connection) {
        Ok(name) => StoreError::UnitLoop { unit: name },
        Err(_) => StoreError::UnknownUnit { name: unit.to_string() },
    }
}

/// Whoever changes the tree is alone while he does: two moves that are each fine could make a loop together.
fn lock(connection: &mut AnyConnection) -> Result<(), StoreError> {
    if let AnyConnection::Postgres(engine) = connection {
        diesel::sql_query("LOCK TABLE units IN SHARE ROW EXCLUSIVE MODE").execute(engine)?;
    }
    Ok(())
}

/// The number of the change being made.
fn next_revision(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    Ok(revision(connection)? + 1)
}

fn revision(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    let newest: Option<i64> = units::table.select(max(units::revision)).first(connection)?;
    Ok(newest.unwrap_or_default())
}

/// See [`Database::units_write`]; part of a larger transaction.
pub(super) fn write(connection: &mut AnyConnection, list: &[(String, Vec<String>)], act: &Act<'_>) -> Result<(usize, usize), StoreError> {
    let mut book = UnitBook::load(connection)?;
    let full_names: HashSet<String> = units::table.select(units::full_name).load(connection)?.into_iter().collect();
    let (mut new_units, mut new_aliases) = (Vec::new(), Vec::new());
    let mut renamed = HashSet::new();
    for (full_name, aliases) in list {
        let id = match book.names.get(full_name) {
            Some(id) if full_names.contains(full_name) || new_units.contains(&full_name) => *id,
            Some(_) => return Err(StoreError::UnitNameTaken { name: full_name.clone() }),
            None => {
                let id = unit_insert(connection, full_name, act)?;
                book.names.insert(full_name.clone(), id);
                new_units.push(full_name);
                id
            }
        };
        for alias in aliases {
            if alias_write(connection, &mut book, alias, id)? {
                new_aliases.push(alias);
                if !new_units.contains(&full_name) {
                    renamed.insert(id);
                }
            }
        }
    }
    if !renamed.is_empty() {
        diesel::update(units::table.filter(units::id.eq_any(renamed))).set(units::version.eq(units::version + 1)).execute(connection)?;
    }
    if !(new_units.is_empty() && new_aliases.is_empty()) {
        audit::write(connection, act, AuditAction::UnitsWritten, "units", &json!({"units": new_units, "aliases": new_aliases}))?;
    }
    Ok((new_units.len(), new_aliases.len()))
}

/// Adds a short name; whether it was new.
fn alias_write(connection: &mut AnyConnection, book: &mut UnitBook, alias: &str, unit: i64) -> Result<bool, StoreError> {
    match book.names.get(alias) {
        Some(owner) if *owner == unit => Ok(false),
        Some(_) => Err(StoreError::UnitNameTaken { name: alias.to_owned() }),
        None => {
            let row = AliasRow { alias: alias.to_owned(), unit_id: unit };
            diesel::insert_into(unit_aliases::table).values(row).execute(connection)?;
            book.names.insert(alias.to_owned(), unit);
            Ok(true)
        }
    }
}

fn unit_insert(connection: &mut AnyConnection, full_name: &str, act: &Act<'_>) -> Result<i64, StoreError> {
    lock(connection)?;
    let revision = next_revision(connection)?;
    let id: i64 = diesel::insert_into(units::table)
        .values((units::full_name.eq(full_name), units::created_at.eq(stored(act.at)), units::path.eq(""), units::revision.eq(revision)))
        .returning(units::id)
        .get_result(connection)?;
    diesel::update(units::table.find(id)).set(units::path.eq(written(&[id]))).execute(connection)?;
    Ok(id)
}

/// A unit whose path was another, with every unit above it before or after.
struct Replaced {
    id: i64,
    above: Vec<i64>,
}

/// Writes the paths the parents say; the units whose path was another.
fn replace_paths(connection: &mut AnyConnection, write: bool) -> Result<Vec<Replaced>, StoreError> {
    let tree = tree(connection)?;
    let rows: Vec<(i64, String)> = units::table.select((units::id, units::path)).order(units::id).load(connection)?;
    let mut moved = Vec::new();
    for (id, path) in rows {
        let mut above = path_of(&tree, UnitId(id));
        let right = written(&above);
        if right != path {
            above.extend(steps(&path));
            moved.push(Replaced { id, above });
            if write {
                diesel::update(units::table.find(id)).set(units::path.eq(right)).execute(connection)?;
            }
        }
    }
    Ok(moved)
}

/// Units whose stored path is not the one their parents say; mended where asked.
pub(super) fn misplaced(connection: &mut AnyConnection, repair: bool) -> Result<Vec<Difference>, StoreError> {
    let moved: Vec<i64> = replace_paths(connection, repair)?.into_iter().map(|replaced| replaced.id).collect();
    let names: Vec<String> = units::table.filter(units::id.eq_any(moved)).select(units::full_name).order(units::id).load(connection)?;
    Ok(names.into_iter().map(|unit| Difference::Place { unit }).collect())
}

/// After parents changed: paths, the cases under the units that moved, and the figures of every unit they left or came under.
fn settle(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let replaced = replace_paths(connection, true)?;
    if replaced.is_empty() {
        return Ok(());
    }
    let moved: Vec<i64> = replaced.iter().map(|replaced| replaced.id).collect();
    reach::replant(connection, &moved)?;
    let with_facts: Vec<i64> = facts::table.filter(facts::unit_id.eq_any(&moved)).select(facts::unit_id).distinct().load(connection)?;
    let mut above: Vec<i64> =
        replaced.into_iter().filter(|replaced| with_facts.contains(&replaced.id)).flat_map(|replaced| replaced.above).collect();
    above.sort_unstable();
    above.dedup();
    let book = UnitBook::load(connection)?;
    totals::regrow(connection, &above, &book)
}

/// What a backup from before there was a tree does not carry: every unit stands directly under the deployment, and reaches the
/// cases it is on.
pub(super) fn settle_restored(connection: &mut AnyConnection) -> Result<(), StoreError> {
    replace_paths(connection, true)?;
    reach::complete(connection)
}

/// A change that no row took: the unit is no longer as it was seen.
fn as_seen(connection: &mut AnyConnection, unit: UnitId, changed: usize) -> Result<(), StoreError> {
    if changed == 1 {
        return Ok(());
    }
    let now: Option<i32> = units::table.find(unit.0).select(units::version).first(connection).optional()?;
    let found = version_of(now.ok_or_else(|| StoreError::UnknownUnit { name: unit.to_string() })?);
    Err(StoreError::Outdated { thing: Sentence::new(format!("单位 {unit}"), format!("unit {unit}")), found })
}

impl Database {
    /// Adds what the list does not know yet: units by full name, aliases of each. How many units and aliases were new.
    ///
    /// # Errors
    /// [`StoreError::UnitNameTaken`] when a name belongs to another unit already.
    pub fn units_write(&mut self, list: &[(String, Vec<String>)], act: &Act<'_>) -> Result<(usize, usize), StoreError> {
        self.write(|connection| write(connection, list, act))
    }

    /// Adds units and what is new about known ones, in one act. Units that get another place take their cases with them.
    ///
    /// # Errors
    /// [`StoreError::UnitNameTaken`], [`StoreError::UnknownUnit`] for a parent, [`StoreError::UnitLoop`].
    pub fn units_put(&mut self, list: &[UnitEntry], act: &Act<'_>) -> Result<UnitsPut, StoreError> {
        self.write(|connection| {
            lock(connection)?;
            let known: HashMap<String, UnitRow> = {
                let rows: Vec<UnitRow> = units::table.load(connection)?;
                rows.into_iter().map(|row| (row.full_name.clone(), row)).collect()
            };
            let listed: Vec<(String, Vec<String>)> = list.iter().map(|entry| (entry.full_name.clone(), entry.aliases.clone())).collect();
            let (added, new_aliases) = write(connection, &listed, act)?;
            let book = UnitBook::load(connection)?;
            let revision = next_revision(connection)?;
            let mut changed = Vec::new();
            for entry in list {
                let id = book.id(&entry.full_name)?;
                let row: UnitRow = units::table.find(id).first(connection)?;
                let kind = entry.kind.map(|kind| kind.code().to_owned()).or_else(|| row.kind.clone());
                let parent = entry.parent.as_deref().map(|name| book.id(name)).transpose()?.filter(|id| *id != 0).or(row.parent_id);
                let (from, until) = (entry.valid_from.or(row.valid_from), entry.valid_until.or(row.valid_until));
                if (&kind, parent, from, until) != (&row.kind, row.parent_id, row.valid_from, row.valid_until) {
                    let places = (units::kind.eq(kind), units::parent_id.eq(parent), units::revision.eq(revision));
                    let days = (units::valid_from.eq(from), units::valid_until.eq(until), units::version.eq(units::version + 1));
                    diesel::update(units::table.find(id)).set((places, days)).execute(connection)?;
                    changed.push(entry.full_name.as_str());
                }
            }
            settle(connection)?;
            if !changed.is_empty() {
                audit::write(connection, act, AuditAction::UnitsChanged, "units", &json!({"units": changed}))?;
            }
            let changed = changed.iter().filter(|name| known.contains_key(**name)).count();
            Ok(UnitsPut { added, changed: changed.max(usize::from(added == 0 && changed == 0 && new_aliases > 0)) })
        })
    }

    /// Puts a unit, as it was at the version `seen`, under another, or directly under the deployment; its cases are reached from
    /// its new place at once.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`], [`StoreError::UnitLoop`], [`StoreError::Outdated`].
    pub fn unit_move(&mut self, unit: UnitId, seen: usize, parent: Option<UnitId>, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            lock(connection)?;
            let before = tree(connection)?;
            before.may_move(unit, parent).map_err(|fault| unreadable_tree(connection, fault))?;
            let revision = next_revision(connection)?;
            let set = (units::parent_id.eq(parent.map(|unit| unit.0)), units::revision.eq(revision), units::version.eq(units::version + 1));
            let moved = diesel::update(units::table.find(unit.0).filter(units::version.eq(seen_version(seen)))).set(set);
            let moved = moved.execute(connection)?;
            as_seen(connection, unit, moved)?;
            settle(connection)?;
            let from = before.get(unit).and_then(|branch| branch.parent);
            audit::write(connection, act, AuditAction::UnitMoved, &format!("unit {unit}"), &json!({"before": from, "after": parent}))
        })
    }

    /// Notes that a unit, as it was at the version `seen`, is no longer there from a day on, and which one took its place. Its
    /// cases stay.
    ///
    /// # Errors
    /// [`StoreError::UnknownUnit`], [`StoreError::Outdated`].
    pub fn unit_close(&mut self, unit: UnitId, seen: usize, on: Day, successor: Option<UnitId>, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            lock(connection)?;
            let tree = tree(connection)?;
            if let Some(unknown) = std::iter::once(unit).chain(successor).find(|unit| tree.get(*unit).is_none()) {
                return Err(StoreError::UnknownUnit { name: unknown.to_string() });
            }
            let revision = next_revision(connection)?;
            let successor = successor.map(|unit| unit.0);
            let numbers = (units::revision.eq(revision), units::version.eq(units::version + 1));
            let set = (units::valid_until.eq(on), units::successor_id.eq(successor), numbers);
            let closed = diesel::update(units::table.find(unit.0).filter(units::version.eq(seen_version(seen)))).set(set);
            let closed = closed.execute(connection)?;
            as_seen(connection, unit, closed)?;
            audit::write(connection, act, AuditAction::UnitClosed, &format!("unit {unit}"), &json!({"on": on, "successor": successor}))
        })
    }

    /// Every unit, by full name.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn units_list(&mut self) -> Result<Vec<Unit>, StoreError> {
        self.read(|connection| {
            let rows: Vec<UnitRow> = units::table.order(units::full_name).load(connection)?;
            let aliases: Vec<(String, i64)> = unit_aliases::table.order(unit_aliases::alias).load(connection)?;
            let mut of_unit: HashMap<i64, Vec<String>> = HashMap::new();
            for (alias, unit) in aliases {
                of_unit.entry(unit).or_default().push(alias);
            }
            rows.into_iter()
                .map(|row| {
                    Ok(Unit {
                        id: UnitId(row.id),
                        aliases: of_unit.remove(&row.id).unwrap_or_default(),
                        kind: kind_of(row.id, row.kind.as_deref())?,
                        parent: row.parent_id.map(UnitId),
                        valid_from: row.valid_from,
                        valid_until: row.valid_until,
                        successor: row.successor_id.map(UnitId),
                        version: version_of(row.version),
                        full_name: row.full_name,
                    })
                })
                .collect()
        })
    }

    /// The unit a name means, full or alias: its id and full name.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn unit_find(&mut self, name: &str) -> Result<Option<(UnitId, String)>, StoreError> {
        let by_alias = unit_aliases::table.find(name).select(unit_aliases::unit_id).single_value();
        let named = units::full_name.eq(name).or(units::id.nullable().eq(by_alias));
        let query = units::table.filter(named).select((units::id, units::full_name));
        let found: Vec<(i64, String)> = each!(self.connection(), engine => query.load(engine))?;
        Ok(found.into_iter().next().map(|(id, full_name)| (UnitId(id), full_name)))
    }

    /// The tree of units, and the number of its latest change.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn unit_tree(&mut self) -> Result<(i64, Tree), StoreError> {
        self.read(|connection| Ok((revision(connection)?, tree(connection)?)))
    }

    /// The number of the latest change to any unit: a tree kept in memory is good as long as this stays.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn unit_revision(&mut self) -> Result<i64, StoreError> {
        revision(self.connection())
    }
}
