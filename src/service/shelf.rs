//! The books of a running service: replaced as a whole when a calendar is taken in.

use std::sync::{Arc, PoisonError, RwLock};

use super::books::Books;
use super::error::ServiceError;
use crate::settings::Settings;
use crate::store::Database;

/// The books as they stand now. Whoever takes them keeps one edition from beginning to end.
#[derive(Debug)]
pub struct Shelf {
    bundled: Books,
    now: RwLock<Arc<Books>>,
}

impl Shelf {
    /// Puts the bundled books on the shelf, with the calendars of a database laid over them.
    ///
    /// # Errors
    /// Faults of the bundled files; a database of another version, or what the engine reports.
    pub fn open(settings: &Settings, url: &str) -> Result<Self, ServiceError> {
        let bundled = Books::open(settings)?;
        let shelf = Self { now: RwLock::new(Arc::new(bundled.clone())), bundled };
        if let Some(mut database) = Database::open_if_any(url)? {
            shelf.refresh(&mut database)?;
            shelf.books().remembered_by(&mut database)?;
        }
        Ok(shelf)
    }

    /// The books as they stand now.
    pub fn books(&self) -> Arc<Books> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The books without the calendars of the database.
    pub fn bundled(&self) -> &Books {
        &self.bundled
    }

    /// Takes up the calendars the database holds by now. Calendars are read while the shelf is held, so that of two who refresh it
    /// the later one never puts an older edition back.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn refresh(&self, database: &mut Database) -> Result<(), ServiceError> {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let calendars = database.calendars()?.into_iter().map(|stored| stored.calendar);
        *now = Arc::new(self.bundled.with_calendar(calendars));
        Ok(())
    }

    /// Takes up the calendars of the database when it holds an edition the books do not have yet, as after an import from the
    /// terminal; whether it did. Costs one small query while nothing is new.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn refresh_if_newer(&self, database: &mut Database) -> Result<bool, ServiceError> {
        let books = self.books();
        let known = |version: &String, year: i32| books.law.calendar.version(year) == Some(version.as_str());
        let newer = database.calendar_versions()?.iter().any(|(year, version)| !known(version, *year));
        if newer {
            self.refresh(database)?;
        }
        Ok(newer)
    }
}
