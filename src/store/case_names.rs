//! What cases are called, many at once.

use std::collections::HashMap;

use diesel::prelude::*;

use super::connection::Database;
use super::error::StoreError;
use super::lists::within;
use super::schema::cases;
use crate::domain::access::Scope;
use crate::domain::id::CaseId;

/// Cases of one statement at most.
const CHUNK: usize = 500;

impl Database {
    /// The case numbers 案号 of those of some cases that lie within a scope, normalised; `None` for a case without one. A case out of the
    /// scope, or one whose import was undone, is not among them.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn case_numbers(&mut self, ids: &[CaseId], scope: &Scope) -> Result<HashMap<CaseId, Option<String>>, StoreError> {
        let mut found = HashMap::new();
        for some in ids.chunks(CHUNK) {
            let these: Vec<i64> = some.iter().map(|id| id.0).collect();
            let query = cases::table.filter(cases::withdrawn_at.is_null().and(cases::id.eq_any(these)).and(within(scope)));
            let rows: Vec<(i64, Option<String>)> = query.select((cases::id, cases::number)).load(self.connection())?;
            found.extend(rows.into_iter().map(|(id, number)| (CaseId(id), number)));
        }
        Ok(found)
    }
}
