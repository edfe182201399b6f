//! Units of the deployment: a tree.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::{Done, Found, Made, Versioned};
use super::take::{InBody, InPath};
use crate::domain::access::{Action, Object, UnitEntry, UnitKind};
use crate::domain::id::UnitId;
use crate::http::{Call, Problem, code};
use crate::service::{self, Database, Unit};

/// Units.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitList {
    /// By full name.
    items: Vec<UnitBody>,
}

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitBody {
    id: i64,
    /// Full name.
    name: String,
    /// Short names.
    aliases: Vec<String>,
    /// What it is.
    kind: Option<&'static str>,
    /// Id of the unit above; null directly under the deployment.
    parent: Option<i64>,
    /// First day it was there.
    valid_from: Option<NaiveDate>,
    /// First day it was no longer there.
    valid_until: Option<NaiveDate>,
    /// Id of the unit it was merged into.
    successor: Option<i64>,
    /// Grows with every change; also its ETag.
    version: usize,
}

/// A unit to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUnitBody {
    /// Full name.
    name: String,
    /// Short names.
    aliases: Option<Vec<String>>,
    /// What it is: `province`, `city`, `county`, `department`, `street`, `township`, `town`.
    #[schema(value_type = Option<String>)]
    kind: Option<UnitKind>,
    /// The unit above, by full or short name; directly under the deployment unless said.
    parent: Option<String>,
    /// First day it was there.
    valid_from: Option<NaiveDate>,
}

/// Where a unit is put.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveBody {
    /// The unit above, by full or short name; directly under the deployment unless said.
    parent: Option<String>,
}

/// How a unit ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseBody {
    /// First day it is no longer there.
    on: NaiveDate,
    /// The unit it is merged into, by full or short name.
    successor: Option<String>,
}

/// The unit an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct UnitPath {
    /// Id of the unit.
    #[param(minimum = 1)]
    unit: i64,
}

impl From<Unit> for UnitBody {
    fn from(unit: Unit) -> Self {
        Self {
            id: unit.id.0,
            name: unit.full_name,
            aliases: unit.aliases,
            kind: unit.kind.map(UnitKind::code),
            parent: unit.parent.map(|parent| parent.0),
            valid_from: unit.valid_from,
            valid_until: unit.valid_until,
            successor: unit.successor.map(|successor| successor.0),
            version: unit.version,
        }
    }
}

/// `GET /units`.
pub(super) fn list(call: &Call, database: &mut Database, (): ()) -> Result<Found<UnitList>, Problem> {
    let units = service::units(database, call.access()?)?;
    Ok(Found(UnitList { items: units.into_iter().map(UnitBody::from).collect() }))
}

/// `GET /units/{unit}`.
pub(super) fn show(call: &Call, database: &mut Database, InPath(path): InPath<UnitPath>) -> Result<Versioned<UnitBody>, Problem> {
    Ok(versioned(within(call, database, Action::UnitRead, path.unit)?))
}

/// `POST /units`.
pub(super) fn create(call: &Call, database: &mut Database, InBody(body): InBody<NewUnitBody>) -> Result<Made<UnitBody>, Problem> {
    let entry = UnitEntry {
        full_name: body.name,
        aliases: body.aliases.unwrap_or_default(),
        kind: body.kind,
        parent: body.parent,
        valid_from: body.valid_from,
        valid_until: None,
    };
    let id = service::unit_add(database, call.access()?, entry, &call.act()?)?;
    let unit = find(database, id.0)?;
    Ok(Made { location: format!("{}/units/{id}", super::BASE), version: unit.version, body: unit.into() })
}

/// `POST /units/{unit}/move`.
pub(super) fn relocate(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<UnitPath>, InBody<MoveBody>),
) -> Result<Versioned<UnitBody>, Problem> {
    let unit = within(call, database, Action::UnitWrite, path.unit)?;
    call.require_version(unit.version)?;
    service::unit_move(database, call.access()?, (unit.id, unit.version), body.parent.as_deref(), &call.act()?)?;
    Ok(versioned(find(database, path.unit)?))
}

/// `POST /units/{unit}/closure`.
pub(super) fn close(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<UnitPath>, InBody<CloseBody>),
) -> Result<Done, Problem> {
    let unit = within(call, database, Action::UnitWrite, path.unit)?;
    call.require_version(unit.version)?;
    service::unit_close(database, call.access()?, (unit.id, unit.version), body.on, body.successor.as_deref(), &call.act()?)?;
    Ok(Done)
}

fn versioned(unit: Unit) -> Versioned<UnitBody> {
    Versioned(unit.version, unit.into())
}

/// A unit the caller may do this to. One they may not even know of is not there.
fn within(call: &Call, database: &mut Database, action: Action, unit: i64) -> Result<Unit, Problem> {
    call.access()?.may(action, &Object::Unit(UnitId(unit)))?;
    find(database, unit)
}

fn find(database: &mut Database, unit: i64) -> Result<Unit, Problem> {
    let found = database.units_list()?.into_iter().find(|known| known.id == UnitId(unit));
    found.ok_or_else(|| Problem::of(code::NOT_FOUND))
}
