//! Supervision 督办: records, proposals, and the analysis of lost and corrected cases.

pub mod analyses;
pub mod list;
pub mod new;
pub mod proposals;
pub mod record;

use std::collections::HashMap;

use crate::domain::id::UnitId;
use crate::http::Problem;
use crate::service::Database;

/// The names of the units.
fn unit_names(database: &mut Database) -> Result<HashMap<UnitId, String>, Problem> {
    let units = database.units_list().map_err(crate::service::ServiceError::from)?;
    Ok(units.into_iter().map(|unit| (unit.id, unit.full_name)).collect())
}
