//! The audit trail as a file over HTTP. Both faces go this way.

use super::call::Call;
use super::problem::Problem;
use super::rendered::Rendered;
use crate::service::{self, Database};

/// Media type of an export: a line of JSON for every row and seal.
const LINES: &str = "application/jsonl";

/// The whole trail in one file, as `fuyi audit export` writes it; it is not kept here. It changes the trail: from then on the export is
/// one of its rows.
///
/// # Errors
/// The caller may not; a disk that keeps nothing; what the engine reports.
pub fn export(call: &Call) -> Result<Rendered, Problem> {
    let name = format!("fuyi-audit-{}.jsonl", call.now.format("%Y%m%dT%H%M%SZ"));
    let at = call.state.files.scratch(&name).map_err(|error| Problem::internal(&error))?;
    // a long reading, on a connection of its own: nobody waits for it
    let mut database = Database::open(&call.state.settings.database.url)?;
    service::audit_export(&mut database, call.access()?, at.path(), &call.act()?)?;
    let file = at.open().map_err(|error| Problem::internal(&error))?;
    Ok(Rendered::file(&name, LINES, file))
}
