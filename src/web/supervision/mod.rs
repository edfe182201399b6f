//! Supervision 督办: records with their attachments, proposals, the analysis of lost and corrected cases, legal counsel.

pub mod analyses;
pub mod counsel;
pub mod list;
pub mod new;
pub mod papers;
pub mod proposals;
pub mod record;

use std::collections::HashMap;

use crate::domain::Day;
use crate::domain::id::UnitId;
use crate::http::Problem;
use crate::service::Database;

/// A day of a form; `None` where nothing was typed.
fn day(text: &str) -> Result<Option<Day>, Problem> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Problem::unacceptable("on", "日期应写作 2024-03-01", "a day is written 2024-03-01")),
    }
}

/// The names of the units.
fn unit_names(database: &mut Database) -> Result<HashMap<UnitId, String>, Problem> {
    let units = database.units_list().map_err(crate::service::ServiceError::from)?;
    Ok(units.into_iter().map(|unit| (unit.id, unit.full_name)).collect())
}
