//! From a URL to a connection, and the two ways to use one: `read` a snapshot, `write` all or nothing.

use std::fs::File;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, Connection, SimpleConnection, TransactionManager};
use diesel::{PgConnection, SqliteConnection};

use super::error::StoreError;
use super::fresh::Fresh;
use super::lists::Ways;
use super::migrate;
use super::sums::Labels;

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub(super) enum AnyConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Runs on the engine at hand a statement that diesel cannot type for both at once (ON CONFLICT, many rows, streaming).
macro_rules! each {
    ($connection:expr, $engine:ident => $run:expr) => {
        match $connection {
            $crate::store::connection::AnyConnection::Sqlite($engine) => $run,
            $crate::store::connection::AnyConnection::Postgres($engine) => $run,
        }
    };
}
pub(super) use each;

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Location {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Location {
    /// `AnyConnection::establish` would guess: a mistyped URL became an empty SQLite file. We read the scheme ourselves.
    fn parse(url: &str) -> Result<Self, StoreError> {
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"));
        match path {
            Some("") => Err(StoreError::unknown_url(url)),
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
            None if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(Self::Postgres(url.to_owned())),
            None => Err(StoreError::unknown_url(url)),
        }
    }
}

/// One open database: one connection, cheap to open again for another thread.
pub struct Database {
    connection: AnyConnection,
    ways: Ways,
    labels: Labels,
}

/// A transaction that takes longer is worth a line in the log. Its statements and the URL, which may hold a password, are not.
const SLOW: Duration = Duration::from_secs(1);

impl Database {
    /// Opens an existing database whose schema is the one this program knows: `sqlite://path` or `postgres://…`.
    ///
    /// # Errors
    /// Another scheme, no such file, no connection, a schema that is older (`fuyi migrate`) or newer than the program.
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let mut database = Self::connect(&Location::parse(url)?)?;
        match migrate::is_current(&mut database.connection)? {
            true => Ok(database),
            false => Err(StoreError::NotMigrated),
        }
    }

    /// As [`Database::open`]; `None` when there is no database yet: no file, or no schema in it.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn open_if_any(url: &str) -> Result<Option<Self>, StoreError> {
        let mut database = match Self::connect(&Location::parse(url)?) {
            Err(StoreError::Missing { .. }) => return Ok(None),
            connected => connected?,
        };
        match (migrate::is_current(&mut database.connection)?, migrate::is_bare(&mut database.connection)?) {
            (true, _) => Ok(Some(database)),
            (false, true) => Ok(None),
            (false, false) => Err(StoreError::NotMigrated),
        }
    }

    /// Opens a database, creating a missing SQLite file, and brings its schema up to date.
    ///
    /// # Errors
    /// As [`Database::open`], and whatever keeps the disk from being written.
    pub fn create(url: &str) -> Result<Self, StoreError> {
        Self::migrate(url).map(|(database, _)| database)
    }

    /// As [`Database::create`], for an act that may yet be refused: unless [`Fresh::keep`] is called, a file that was not
    /// there before is gone again afterwards.
    ///
    /// # Errors
    /// As [`Database::create`].
    pub fn create_for(url: &str) -> Result<(Fresh, Self), StoreError> {
        Self::made(url).map(|(fresh, database, _)| (fresh, database))
    }

    /// As [`Database::create`]; also names the migrations that were applied.
    ///
    /// # Errors
    /// As [`Database::create`].
    pub fn migrate(url: &str) -> Result<(Self, Vec<String>), StoreError> {
        let (fresh, database, applied) = Self::made(url)?;
        fresh.keep();
        Ok((database, applied))
    }

    /// The file stands first: what is bound last is dropped first, and a file goes after its connection.
    fn made(url: &str) -> Result<(Fresh, Self, Vec<String>), StoreError> {
        let location = Location::parse(url)?;
        let fresh = match &location {
            Location::Postgres(_) => Fresh::new(None),
            Location::Sqlite(path) => match File::create_new(path) {
                Ok(_) => Fresh::new(Some(path)),
                Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Fresh::new(None),
                Err(cause) => return Err(StoreError::io(path, &cause)),
            },
        };
        let mut database = Self::connect(&location)?;
        if migrate::is_current(&mut database.connection)? {
            return Ok((fresh, database, Vec::new()));
        }
        if let AnyConnection::Sqlite(sqlite) = &mut database.connection {
            // kept in the file: pages that hold a dozen events, and readers who go on while one writes
            sqlite.batch_execute("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL")?;
        }
        let applied = database.write(migrate::run_pending)?;
        Ok((fresh, database, applied))
    }

    fn connect(location: &Location) -> Result<Self, StoreError> {
        let connection = match location {
            Location::Sqlite(path) => AnyConnection::Sqlite(connect_sqlite(path)?),
            Location::Postgres(url) => {
                let mut connection = PgConnection::establish(url).map_err(|cause| StoreError::unreachable(&cause))?;
                connection.batch_execute("SET lock_timeout = 5000")?;
                AnyConnection::Postgres(connection)
            }
        };
        Ok(Self { connection, ways: Ways::default(), labels: Labels::default() })
    }

    /// Runs `act` as one transaction that is kept whole or not at all; within [`Database::together`] as a part of it that is
    /// kept or not at all.
    ///
    /// SQLite begins IMMEDIATE: a transaction that reads first and then writes cannot wait for another writer, it fails.
    pub(super) fn write<T, E>(&mut self, act: impl FnOnce(&mut AnyConnection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.together(|database| act(&mut database.connection))
    }

    /// Runs several acts as one: all are kept or none. Acts within acts are savepoints: one that fails leaves no trace, and
    /// those before it stand.
    ///
    /// # Errors
    /// Those of `acts`, and what keeps the engine from beginning or from keeping them.
    pub fn together<T, E>(&mut self, acts: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.within("BEGIN IMMEDIATE", "BEGIN", acts)
    }

    /// Runs `look` on one unchanging state of the database, whatever others write meanwhile.
    pub(super) fn read<T, E>(&mut self, look: impl FnOnce(&mut AnyConnection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.within("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", |database| look(&mut database.connection))
    }

    fn within<T, E>(&mut self, sqlite: &str, postgres: &str, run: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let started = Instant::now();
        match (self.in_transaction(), &mut self.connection) {
            (true, connection) => each!(connection, engine => AnsiTransactionManager::begin_transaction(engine)),
            (false, AnyConnection::Sqlite(engine)) => AnsiTransactionManager::begin_transaction_sql(engine, sqlite),
            (false, AnyConnection::Postgres(engine)) => AnsiTransactionManager::begin_transaction_sql(engine, postgres),
        }
        .map_err(StoreError::from)?;
        let result = match catch_unwind(AssertUnwindSafe(|| run(self))) {
            Ok(result) => result,
            Err(panic) => {
                self.labels.clear();
                // a fault of ours leaves nothing half-done, and the connection usable
                let _ = each!(&mut self.connection, engine => AnsiTransactionManager::rollback_transaction(engine));
                resume_unwind(panic)
            }
        };
        let (elapsed_ms, kept) = (started.elapsed().as_millis(), result.is_ok());
        if started.elapsed() >= SLOW {
            tracing::warn!(elapsed_ms, kept, "slow transaction {sqlite}");
        } else {
            tracing::debug!(elapsed_ms, kept, "transaction {sqlite}");
        }
        match result {
            Ok(value) => {
                each!(&mut self.connection, engine => AnsiTransactionManager::commit_transaction(engine)).map_err(StoreError::from)?;
                Ok(value)
            }
            Err(error) => {
                // what was given in it may be given again to others
                self.labels.clear();
                // the first error tells more than a failure to roll back; a connection that cannot is broken for the next act
                let _ = each!(&mut self.connection, engine => AnsiTransactionManager::rollback_transaction(engine));
                Err(error)
            }
        }
    }

    fn in_transaction(&mut self) -> bool {
        let status = each!(&mut self.connection, engine => AnsiTransactionManager::transaction_manager_status_mut(engine));
        matches!(status.transaction_depth(), Ok(Some(_)))
    }

    /// Makes this a connection that cannot write, whatever is asked of it.
    pub(super) fn only_read(&mut self) -> Result<(), StoreError> {
        match &mut self.connection {
            AnyConnection::Sqlite(engine) => engine.batch_execute("PRAGMA query_only = ON")?,
            AnyConnection::Postgres(engine) => engine.batch_execute("SET default_transaction_read_only = on")?,
        }
        Ok(())
    }

    /// Within a transaction: waits until no other process is in one that takes turns. On PostgreSQL writers would otherwise lock
    /// the same running totals in different orders; SQLite has one writer at a time anyway.
    pub(super) fn take_turns(&mut self) -> Result<(), StoreError> {
        /// "fuyi" in ASCII: any number that no other program is likely to lock.
        const TURN: &str = "SELECT pg_advisory_xact_lock(1718974841)";
        if let AnyConnection::Postgres(engine) = &mut self.connection {
            engine.batch_execute(TURN)?;
        }
        Ok(())
    }

    /// Whether the database has exactly the schema this program knows.
    ///
    /// # Errors
    /// A newer one, or what the engine reports.
    pub fn is_current(&mut self) -> Result<bool, StoreError> {
        migrate::is_current(&mut self.connection)
    }

    /// Whether the engine still answers on this connection.
    pub(super) fn answers(&mut self) -> bool {
        self.connection.batch_execute("SELECT 1").is_ok()
    }

    /// How lists that were read on this connection were found sooner.
    pub(super) fn ways(&mut self) -> &mut Ways {
        &mut self.ways
    }

    /// What labels of totals are known on this connection to stand for.
    pub(super) fn known_labels(&mut self) -> &mut Labels {
        &mut self.labels
    }

    /// The connection itself, for a single statement that needs no transaction.
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }
}

fn connect_sqlite(path: &Path) -> Result<SqliteConnection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing { path: path.to_owned() });
    }
    let mut connection = SqliteConnection::establish(&uri(path)).map_err(|cause| match File::open(path) {
        Ok(_) if path.is_dir() => StoreError::io(path, &ErrorKind::IsADirectory.into()),
        Ok(_) => StoreError::unreachable(&cause),
        Err(cause) => StoreError::io(path, &cause),
    })?;
    connection
        .batch_execute("PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000")?;
    Ok(connection)
}

/// `mode=rw` never creates a file; characters that mean something in a URI are escaped.
pub(super) fn uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode=rw")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_its_engine() {
        assert_eq!(Location::parse("sqlite://a/b.sqlite").ok(), Some(Location::Sqlite("a/b.sqlite".into())));
        assert_eq!(Location::parse("sqlite:///srv/b.sqlite").ok(), Some(Location::Sqlite("/srv/b.sqlite".into())));
        assert_eq!(Location::parse("sqlite:b.sqlite").ok(), Some(Location::Sqlite("b.sqlite".into())));
        let url = "postgres://host/db";
        assert_eq!(Location::parse(url).ok(), Some(Location::Postgres(url.into())));
        assert_eq!(Location::parse("postgresql://host/db").ok(), Some(Location::Postgres("postgresql://host/db".into())));
        for url in ["", "fuyi.sqlite", "sqlite:", "postgers://host/db", "mysql://host/db", "Sqlite://x"] {
            assert!(matches!(Location::parse(url), Err(StoreError::UnknownUrl { .. })), "{url}");
        }
    }

    #[test]
    fn a_path_is_no_uri() {
        assert_eq!(uri(Path::new("/a b/100%?#.sqlite")), "file:/a b/100%25%3f%23.sqlite?mode=rw");
    }
}
