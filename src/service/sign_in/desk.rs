//! How a use case reaches the database when it must not hold it the whole time: a password hash takes tens of milliseconds,
//! and nobody else should wait for it.

use std::sync::{Mutex, PoisonError};

use crate::service::ServiceError;
use crate::store::{Database, Pool, Writer};

/// Lends the database twice: to look, and later to act. What `write` is given is kept whole or not at all.
pub trait Desk {
    /// Looks something up.
    ///
    /// # Errors
    /// Those of `look`, and what keeps the database from being read.
    fn read<T>(&self, look: impl FnOnce(&mut Database) -> Result<T, ServiceError>) -> Result<T, ServiceError>;

    /// Acts, all or nothing.
    ///
    /// # Errors
    /// Those of `act`, and what keeps the database from being written.
    fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Database) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError>;
}

/// Of a running service: readers, and the one writer.
impl Desk for (&Pool, &Writer) {
    fn read<T>(&self, look: impl FnOnce(&mut Database) -> Result<T, ServiceError>) -> Result<T, ServiceError> {
        self.0.read(look)
    }

    fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Database) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.1.run(act)
    }
}

/// Of a command: one connection.
impl Desk for Mutex<Database> {
    fn read<T>(&self, look: impl FnOnce(&mut Database) -> Result<T, ServiceError>) -> Result<T, ServiceError> {
        look(&mut self.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Database) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.lock().unwrap_or_else(PoisonError::into_inner).together(act)
    }
}
