//! Reading connections, shared by the requests of a service.

use std::time::Duration;

use super::connection::Database;
use super::error::StoreError;

/// How long a reader waits for a free connection before it is told that the service is busy.
const PATIENCE: Duration = Duration::from_secs(5);

/// A handful of connections that can only read. Cheap to clone.
#[derive(Clone)]
pub struct Pool {
    readers: r2d2::Pool<Readers>,
}

impl Pool {
    /// A pool of at most `size` connections to an existing database; they are opened when first needed.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn open(url: &str, size: u32) -> Result<Self, StoreError> {
        let builder = r2d2::Pool::builder().max_size(size).min_idle(Some(0)).test_on_check_out(false).connection_timeout(PATIENCE);
        let readers = builder.error_handler(Box::new(ToLog)).build_unchecked(Readers { url: url.to_owned() });
        drop(Database::open(url)?);
        Ok(Self { readers })
    }

    /// Lends a connection to `look`. One that fails is asked whether it still answers before anybody else gets it.
    ///
    /// # Errors
    /// Those of `look`; [`StoreError::Busy`] when no connection becomes free in time.
    pub fn read<T, E>(&self, look: impl FnOnce(&mut Database) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let mut reader = self.readers.get().map_err(|_| StoreError::Busy)?;
        let result = look(&mut reader.database);
        reader.suspect = result.is_err();
        result
    }

    /// Connections open now, and how many of them are free.
    pub fn usage(&self) -> (u32, u32) {
        let state = self.readers.state();
        (state.connections, state.idle_connections)
    }
}

struct Readers {
    url: String,
}

struct Reader {
    database: Database,
    suspect: bool,
}

impl r2d2::ManageConnection for Readers {
    type Connection = Reader;
    type Error = StoreError;

    fn connect(&self) -> Result<Reader, StoreError> {
        let mut database = Database::open(&self.url)?;
        database.only_read()?;
        Ok(Reader { database, suspect: false })
    }

    fn is_valid(&self, reader: &mut Reader) -> Result<(), StoreError> {
        if reader.database.answers() { Ok(()) } else { Err(StoreError::Unreachable { reason: String::new() }) }
    }

    fn has_broken(&self, reader: &mut Reader) -> bool {
        reader.suspect && !reader.database.answers()
    }
}

/// A connection that cannot be opened is told to the log; who waits for one is told [`StoreError::Busy`].
#[derive(Debug)]
struct ToLog;

impl r2d2::HandleError<StoreError> for ToLog {
    fn handle_error(&self, error: StoreError) {
        tracing::warn!(%error, "no reading connection");
    }
}
