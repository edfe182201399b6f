//! What a database says of itself: engine, size, schema, and how much of the audit trail no seal covers yet.

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::connection::{AnyConnection, Database, each};
use super::error::StoreError;
use super::migrate;
use super::schema::{audit, audit_seals};

/// A database, as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vitals {
    /// Engine with its version.
    pub engine: String,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Number of the last migration it has.
    pub schema: String,
    /// Number of the last migration the program knows.
    pub known: String,
    /// Rows of the audit trail that no seal covers yet.
    pub unsealed: u64,
    /// When the last seal was set, UTC.
    pub sealed_at: Option<NaiveDateTime>,
}

#[derive(QueryableByName)]
struct Engine {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = BigInt)]
    bytes: i64,
}

impl Database {
    /// What the database says of itself.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn vitals(&mut self) -> Result<Vitals, StoreError> {
        let schema = migrate::newest(self.connection())?;
        let known = migrate::known()?.pop().unwrap_or_default();
        self.read(|connection| {
            // each engine tells of itself in its own words
            let (name, question) = match connection {
                AnyConnection::Sqlite(_) => (
                    "SQLite",
                    "SELECT sqlite_version() AS version, page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()",
                ),
                AnyConnection::Postgres(_) => {
                    ("PostgreSQL", "SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes")
                }
            };
            let engine: Engine = each!(connection, engine => diesel::sql_query(question).get_result(engine))?;
            let last: Option<(i64, NaiveDateTime)> = audit_seals::table
                .order(audit_seals::id.desc())
                .select((audit_seals::last_row, audit_seals::sealed_at))
                .first(connection)
                .optional()?;
            let sealed_to = last.map_or(0, |(row, _)| row);
            let unsealed: i64 = audit::table.filter(audit::id.gt(sealed_to)).select(count_star()).first(connection)?;
            Ok(Vitals {
                engine: format!("{name} {}", engine.version),
                bytes: engine.bytes.unsigned_abs(),
                schema,
                known,
                unsealed: unsealed.unsigned_abs(),
                sealed_at: last.map(|(_, at)| at),
            })
        })
    }
}
