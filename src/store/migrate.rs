//! The schema's migrations, compiled in: same numbers and names on both engines.

use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::{AnyConnection, each};
use super::error::StoreError;
use super::{postings, totals};
use crate::domain::words::Sentence;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
/// The migration that brought what cases are found by: the program fills in those that were there before.
const SEARCH: &str = "0012";
/// The migration since which they are found by tails and fours of digits as well.
const TAILS: &str = "0028";
/// The migration that keeps all that is counted of a member in a period in one row: the program counts it anew.
const TOTALS: &str = "0029";
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Whether the database has every migration of the program. One it does not know is refused.
pub(super) fn is_current(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    let known = known()?;
    let applied = applied(connection)?;
    match applied.iter().find(|version| !known.contains(version)) {
        Some(found) => Err(StoreError::Newer { found: found.clone(), known: known.last().cloned().unwrap_or_default() }),
        None => Ok(applied == known),
    }
}

/// Whether the database has no migration at all.
pub(super) fn is_bare(connection: &mut AnyConnection) -> Result<bool, StoreError> {
    Ok(applied(connection)?.is_empty())
}

/// Number of the last migration the database has; empty where it has none.
pub(super) fn newest(connection: &mut AnyConnection) -> Result<String, StoreError> {
    Ok(applied(connection)?.pop().unwrap_or_default())
}

/// Applies what is missing; the names of what was applied.
pub(super) fn run_pending(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let applied = match connection {
        AnyConnection::Sqlite(engine) => engine.run_pending_migrations(SQLITE).map(names),
        AnyConnection::Postgres(engine) => engine.run_pending_migrations(POSTGRES).map(names),
    };
    let applied = applied.map_err(|cause| match cause.downcast::<diesel::result::Error>() {
        Ok(cause) => StoreError::from(*cause),
        Err(cause) => unreadable(Sentence::new("结构", "the schema"), &*cause),
    })?;
    let newly = |version: &str| applied.iter().any(|known| known == version);
    if newly(SEARCH) || newly(TAILS) {
        postings::fill(connection, newly(SEARCH))?;
    }
    if newly(TOTALS) {
        totals::fill(connection)?;
    }
    Ok(applied)
}

fn names(versions: Vec<diesel::migration::MigrationVersion<'_>>) -> Vec<String> {
    versions.into_iter().map(|version| version.to_string()).collect()
}

/// What diesel says of its migrations, quoted.
fn unreadable(place: Sentence, cause: &dyn std::error::Error) -> StoreError {
    StoreError::Unreadable { place, reason: Sentence::new(format!("系统报告“{cause}”"), format!("the system reports \"{cause}\"")) }
}

/// Versions the program carries, oldest first.
pub(super) fn known() -> Result<Vec<String>, StoreError> {
    let migrations: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> =
        SQLITE.migrations().map_err(|cause| unreadable(Sentence::new("结构升级步骤", "the migrations"), &*cause))?;
    let mut versions: Vec<_> = migrations.iter().map(|migration| migration.name().version().to_string()).collect();
    versions.sort();
    Ok(versions)
}

/// Versions the database has, oldest first. Asks the catalogue first: diesel's own question would create its table.
fn applied(connection: &mut AnyConnection) -> Result<Vec<String>, StoreError> {
    let table = match connection {
        AnyConnection::Sqlite(_) => "SELECT COUNT(*) AS count FROM sqlite_master WHERE name = '__diesel_schema_migrations'",
        AnyConnection::Postgres(_) => {
            "SELECT COUNT(*) AS count FROM pg_catalog.pg_class WHERE oid = to_regclass('__diesel_schema_migrations')"
        }
    };
    let found: Found = diesel::sql_query(table).get_result(connection)?;
    if found.count == 0 {
        return Ok(Vec::new());
    }
    let versions = "SELECT version FROM __diesel_schema_migrations ORDER BY version";
    let versions: Vec<Version> = each!(connection, engine => diesel::sql_query(versions).load(engine))?;
    Ok(versions.into_iter().map(|row| row.version).collect())
}
