//! Cases about the same act: found by the number of the document, which the first entry of a reconsideration names.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use crate::domain::id::CaseId;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    case_id: i64,
}

impl Database {
    /// The newest cases whose application names this document, as it is written there.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn cases_of_act(&mut self, act_number: &str, most: i64) -> Result<Vec<CaseId>, StoreError> {
        let of = |field: &str, place: [&str; 2]| {
            format!(
                "SELECT DISTINCT case_id FROM events WHERE event = 'application-received' AND {field} = {} \
                 ORDER BY case_id DESC LIMIT {}",
                place[0], place[1]
            )
        };
        // JSON is the one thing the engines spell each in its own way
        let found: Vec<Found> = match self.connection() {
            AnyConnection::Sqlite(engine) => diesel::sql_query(of("json_extract(data, '$.act_number')", ["?", "?"]))
                .bind::<Text, _>(act_number)
                .bind::<BigInt, _>(most)
                .load(engine)?,
            AnyConnection::Postgres(engine) => diesel::sql_query(of("(data::json ->> 'act_number')", ["$1", "$2"]))
                .bind::<Text, _>(act_number)
                .bind::<BigInt, _>(most)
                .load(engine)?,
        };
        Ok(found.into_iter().map(|found| CaseId(found.case_id)).collect())
    }
}
