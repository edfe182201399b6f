//! What every subcommand is given.

use std::cell::Cell;

use super::Failure;
use crate::clock::Clock;
use crate::domain::words::Lang;
use crate::service::{self, Access, Act, Books, Database, ServiceError};
use crate::settings::Settings;

/// The settings of this run and the clock it goes by.
#[derive(Debug)]
pub struct Context {
    /// All settings, every layer applied.
    pub settings: Settings,
    /// The only source of "now".
    pub clock: Clock,
    /// Name of the person at the terminal, for the audit trail.
    pub actor: String,
    /// Whether this run meant to write: what it wrote is sealed at its end.
    pub acted: Cell<bool>,
}

impl Context {
    /// The law and the registry of figures, with this bureau's choices and the calendars its database holds.
    ///
    /// # Errors
    /// The bundled files do not hold together, or the database cannot be read.
    pub fn books(&self) -> Result<Books, Failure> {
        Ok(Books::of_database(&self.settings, self.url())?)
    }

    /// As [`Context::books`], for a command that needs no database: with the bundled calendars.
    ///
    /// # Errors
    /// The bundled files do not hold together.
    pub fn bundled_books(&self) -> Result<Books, Failure> {
        Ok(Books::open(&self.settings)?)
    }

    /// The database to use, open.
    ///
    /// # Errors
    /// There is none, or none that this program can use.
    pub fn database(&self) -> Result<Database, Failure> {
        Ok(Database::open(self.url()).map_err(ServiceError::from)?)
    }

    /// What the operator at the machine may do there: everything the command line offers, under the own name.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn access(&self, database: &mut Database) -> Result<Access, Failure> {
        Ok(Access::terminal(database, &self.actor, self.clock.today())?)
    }

    /// URL of the database to use.
    pub fn url(&self) -> &str {
        &self.settings.database.url
    }

    /// Who acts, as the operating system names the person at the terminal, and when: for whoever is about to write.
    pub fn act(&self) -> Act<'_> {
        self.acted.set(true);
        Act { actor: &self.actor, origin: "", at: self.clock.now() }
    }

    /// Seals what this run wrote into the audit trail, if it wrote.
    pub fn seal(&self) {
        if self.acted.get() {
            service::seal_trail(self.url(), &self.act());
        }
    }

    /// The language to speak.
    pub fn lang(&self) -> Lang {
        self.settings.lang
    }
}
