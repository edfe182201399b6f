//! The tree of units: listed, imported, changed.

use std::path::Path;

use super::access::Access;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::access::{Action, Object, UnitEntry, read_units};
use crate::domain::id::UnitId;
use crate::domain::ledger::{Faults, Row, RowSource};
use crate::domain::words::Sentence;
use crate::office::{self, Limits};
use crate::store::{Act, Database, StoreError, Unit, UnitsPut};

/// Units within reach, by full name.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn units(database: &mut Database, access: &Access) -> Result<Vec<Unit>, ServiceError> {
    let within = access.scope(Action::UnitRead)?.units(&access.tree);
    let mut units = database.units_list()?;
    if let Some(within) = within {
        units.retain(|unit| within.binary_search(&unit.id).is_ok());
    }
    Ok(units)
}

/// One unit, by any of its names.
///
/// # Errors
/// [`ServiceError::Denied`], or no such unit.
pub fn unit(database: &mut Database, access: &Access, name: &str) -> Result<Unit, ServiceError> {
    let (id, full_name) = unit_named(database, name)?;
    access.may(Action::UnitRead, &Object::Unit(id))?;
    let unit = database.units_list()?.into_iter().find(|unit| unit.id == id);
    unit.ok_or_else(|| unknown(&full_name))
}

/// Reads a list of units (.csv, .xlsx, .xls; first sheet) and puts it into the tree, all of it or nothing.
///
/// # Errors
/// Every cell that cannot be read; a name of another unit; a unit above that is not there or would stand below itself.
pub fn units_import(
    database: &mut Database,
    access: &Access,
    file: &Path,
    limits: Limits,
    act: &Act<'_>,
) -> Result<UnitsPut, ServiceError> {
    let mut workbook = office::open(file, limits)?;
    let sheet = workbook.sheets().first().map(|sheet| sheet.name.clone()).unwrap_or_default();
    let rows: Vec<Row> = workbook.rows(0)?.collect::<Result<_, _>>()?;
    let entries = read_units(&sheet, &rows).map_err(|faults| ServiceError::Rows(faults.into_iter().collect::<Faults>()))?;
    put(database, access, &entries, act)
}

/// Adds one unit.
///
/// # Errors
/// As [`units_import`], and a unit of this name that is there already.
pub fn unit_add(database: &mut Database, access: &Access, entry: UnitEntry, act: &Act<'_>) -> Result<UnitId, ServiceError> {
    if entry.full_name.trim().is_empty() {
        return Err(ServiceError::said("单位全称不能为空", "a unit needs a full name"));
    }
    if database.unit_find(&entry.full_name)?.is_some() {
        return Err(ServiceError::said(
            format!("已有名为“{}”的单位", entry.full_name),
            format!("there is a unit \"{}\" already", entry.full_name),
        ));
    }
    let name = entry.full_name.clone();
    put(database, access, &[entry], act)?;
    Ok(unit_named(database, &name)?.0)
}

/// A new unit is put where the granted unit reaches; a known one must be within reach before and after.
fn put(database: &mut Database, access: &Access, entries: &[UnitEntry], act: &Act<'_>) -> Result<UnitsPut, ServiceError> {
    let listed = |name: &str| entries.iter().any(|entry| entry.full_name == name || entry.aliases.iter().any(|alias| alias == name));
    for entry in entries {
        if let Some((id, _)) = database.unit_find(&entry.full_name)? {
            access.may(Action::UnitWrite, &Object::Unit(id))?;
        }
        match &entry.parent {
            // a parent of the same list is judged by its own line
            Some(parent) => match database.unit_find(parent)? {
                Some((id, _)) => access.may(Action::UnitWrite, &Object::Unit(id))?,
                None if listed(parent) => {}
                None => return Err(unknown(parent)),
            },
            None if database.unit_find(&entry.full_name)?.is_none() => access.may(Action::UnitWrite, &Object::Deployment)?,
            None => {}
        }
    }
    Ok(database.units_put(entries, act)?)
}

/// Adds short names to a unit, as it was at the version seen: names that ledgers and people use for it, and those it had before.
///
/// # Errors
/// [`ServiceError::Denied`]; no such unit; no name at all, or one of another unit.
pub fn unit_names(
    database: &mut Database,
    access: &Access,
    (unit, seen): (UnitId, usize),
    names: Vec<String>,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    access.may(Action::UnitWrite, &Object::Unit(unit))?;
    if names.is_empty() {
        return Err(ServiceError::said("请填写简称", "give a short name"));
    }
    database.together(|database| {
        let found = database.units_list()?.into_iter().find(|known| known.id == unit);
        let known = found.ok_or_else(|| unknown(&unit.to_string()))?;
        if known.version != seen {
            let thing = Sentence::new(format!("单位 {unit}"), format!("unit {unit}"));
            return Err(StoreError::Outdated { thing, found: known.version }.into());
        }
        let entry = UnitEntry { full_name: known.full_name, aliases: names, ..UnitEntry::default() };
        put(database, access, &[entry], act)?;
        Ok(())
    })
}

/// Puts a unit, as it was at the version seen, under another, or directly under the deployment.
///
/// # Errors
/// [`ServiceError::Denied`] where either place is out of reach; no such unit; a unit that would stand below itself.
pub fn unit_move(
    database: &mut Database,
    access: &Access,
    (unit, seen): (UnitId, usize),
    parent: Option<&str>,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    access.may(Action::UnitWrite, &Object::Unit(unit))?;
    let parent = parent.map(|name| unit_named(database, name)).transpose()?.map(|(id, _)| id);
    access.may(Action::UnitWrite, &parent.map_or(Object::Deployment, Object::Unit))?;
    Ok(database.unit_move(unit, seen, parent, act)?)
}

/// Notes that a unit, as it was at the version seen, was dissolved, or merged into another.
///
/// # Errors
/// [`ServiceError::Denied`], or no such unit.
pub fn unit_close(
    database: &mut Database,
    access: &Access,
    (unit, seen): (UnitId, usize),
    on: Day,
    successor: Option<&str>,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    access.may(Action::UnitWrite, &Object::Unit(unit))?;
    let successor = successor.map(|name| unit_named(database, name)).transpose()?.map(|(id, _)| id);
    if successor == Some(unit) {
        return Err(ServiceError::said("单位不能由自己承继", "a unit cannot be its own successor"));
    }
    Ok(database.unit_close(unit, seen, on, successor, act)?)
}

/// The unit of a name: its id and full name.
///
/// # Errors
/// There is none.
pub fn unit_named(database: &mut Database, name: &str) -> Result<(UnitId, String), ServiceError> {
    database.unit_find(name)?.ok_or_else(|| unknown(name))
}

/// Units come with a ledger or a list of units.
pub(super) fn unknown(name: &str) -> ServiceError {
    ServiceError::said(
        format!("没有名为“{name}”的单位；单位由台账的“单位名录”工作表或 fuyi unit import 导入，可用全称或简称"),
        format!(
            "there is no unit \"{name}\"; units come with the sheet 单位名录 of a ledger or with fuyi unit import, and go by full or short name"
        ),
    )
}
