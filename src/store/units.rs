//! The list of units 单位名录: full names, and the short names ledgers use.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{unit_aliases, units};
use super::types::stored;
use crate::domain::id::UnitId;

/// A unit and every name it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id in this database.
    pub id: UnitId,
    /// Full name 单位全称.
    pub full_name: String,
    /// Short names 简称, sorted.
    pub aliases: Vec<String>,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = units, treat_none_as_default_value = false)]
pub(super) struct UnitRow {
    id: i64,
    full_name: String,
    created_at: NaiveDateTime,
}

#[derive(Debug, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = unit_aliases, treat_none_as_default_value = false)]
pub(super) struct AliasRow {
    alias: String,
    unit_id: i64,
}

/// Which unit a recorded name means.
#[derive(Debug, Default)]
pub(super) struct UnitBook(HashMap<String, i64>);

impl UnitBook {
    /// Every name there is.
    pub(super) fn load(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let names: Vec<(String, i64)> = units::table.select((units::full_name, units::id)).load(connection)?;
        let aliases: Vec<(String, i64)> = unit_aliases::table.load(connection)?;
        Ok(Self(names.into_iter().chain(aliases).collect()))
    }

    /// Only these names: one act knows a few, a bureau's list has hundreds.
    pub(super) fn of<'a>(connection: &mut AnyConnection, names: impl Iterator<Item = &'a str>) -> Result<Self, StoreError> {
        let names: HashSet<&str> = names.filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            return Ok(Self::default());
        }
        let found: Vec<(String, i64)> =
            units::table.filter(units::full_name.eq_any(&names)).select((units::full_name, units::id)).load(connection)?;
        let aliases: Vec<(String, i64)> = unit_aliases::table.filter(unit_aliases::alias.eq_any(&names)).load(connection)?;
        Ok(Self(found.into_iter().chain(aliases).collect()))
    }

    /// The unit of a name; 0 when no name was recorded.
    pub(super) fn id(&self, name: &str) -> Result<i64, StoreError> {
        match self.0.get(name) {
            Some(id) => Ok(*id),
            None if name.is_empty() => Ok(0),
            None => Err(StoreError::UnknownUnit { name: name.to_owned() }),
        }
    }
}

/// See [`Database::units_write`]; part of a larger transaction.
pub(super) fn write(connection: &mut AnyConnection, list: &[(String, Vec<String>)], act: &Act<'_>) -> Result<(usize, usize), StoreError> {
    let mut book = UnitBook::load(connection)?;
    let full_names: HashSet<String> = units::table.select(units::full_name).load(connection)?.into_iter().collect();
    let (mut new_units, mut new_aliases) = (Vec::new(), Vec::new());
    for (full_name, aliases) in list {
        let id = match book.0.get(full_name) {
            Some(id) if full_names.contains(full_name) || new_units.contains(&full_name) => *id,
            Some(_) => return Err(StoreError::UnitNameTaken { name: full_name.clone() }),
            None => {
                let id = unit_insert(connection, full_name, act)?;
                book.0.insert(full_name.clone(), id);
                new_units.push(full_name);
                id
            }
        };
        for alias in aliases {
            match book.0.get(alias) {
                Some(owner) if *owner == id => {}
                Some(_) => return Err(StoreError::UnitNameTaken { name: alias.clone() }),
                None => {
                    diesel::insert_into(unit_aliases::table)
                        .values((unit_aliases::alias.eq(alias), unit_aliases::unit_id.eq(id)))
                        .execute(connection)?;
                    book.0.insert(alias.clone(), id);
                    new_aliases.push(alias);
                }
            }
        }
    }
    if !(new_units.is_empty() && new_aliases.is_empty()) {
        audit::write(connection, act, "units-written", "units", &serde_json::json!({"units": new_units, "aliases": new_aliases}))?;
    }
    Ok((new_units.len(), new_aliases.len()))
}

impl Database {
    /// Adds what the list does not know yet: units by full name, aliases of each. How many units and aliases were new.
    ///
    /// # Errors
    /// [`StoreError::UnitNameTaken`] when a name belongs to another unit already.
    pub fn units_write(&mut self, list: &[(String, Vec<String>)], act: &Act<'_>) -> Result<(usize, usize), StoreError> {
        self.write(|connection| write(connection, list, act))
    }

    /// Every unit, by full name.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn units_list(&mut self) -> Result<Vec<Unit>, StoreError> {
        self.read(|connection| {
            let names: Vec<(i64, String)> = units::table.select((units::id, units::full_name)).order(units::full_name).load(connection)?;
            let aliases: Vec<(String, i64)> = unit_aliases::table.order(unit_aliases::alias).load(connection)?;
            let mut of_unit: HashMap<i64, Vec<String>> = HashMap::new();
            for (alias, unit) in aliases {
                of_unit.entry(unit).or_default().push(alias);
            }
            Ok(names
                .into_iter()
                .map(|(id, full_name)| Unit { id: UnitId(id), full_name, aliases: of_unit.remove(&id).unwrap_or_default() })
                .collect())
        })
    }

    /// The unit a name means, full or alias: its id and full name.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn unit_find(&mut self, name: &str) -> Result<Option<(UnitId, String)>, StoreError> {
        self.read(|connection| {
            let Some(&id) = UnitBook::of(connection, std::iter::once(name))?.0.get(name) else {
                return Ok(None);
            };
            let full_name = units::table.find(id).select(units::full_name).first(connection)?;
            Ok(Some((UnitId(id), full_name)))
        })
    }
}

fn unit_insert(connection: &mut AnyConnection, full_name: &str, act: &Act<'_>) -> Result<i64, StoreError> {
    Ok(diesel::insert_into(units::table)
        .values((units::full_name.eq(full_name), units::created_at.eq(stored(act.at))))
        .returning(units::id)
        .get_result(connection)?)
}
