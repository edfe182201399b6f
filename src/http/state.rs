//! What every request is given: the settings, the books, the database, the figures.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::metrics::Metrics;
use super::runs::Runs;
use crate::clock::Clock;
use crate::files::Files;
use crate::service::sign_in::Entrance;
use crate::service::{Pool, Shelf, Trees, Writer};
use crate::settings::Settings;

/// Shared by all requests of one running service.
pub struct State {
    /// All settings.
    pub settings: Settings,
    /// The only source of "now".
    pub clock: Clock,
    /// Law and registry of figures, as they stand now.
    pub shelf: Shelf,
    /// Readers of the database.
    pub pool: Pool,
    /// Reads that may run: as many as there are readers. Whoever waits for one waits here, not on a thread.
    pub reads: Semaphore,
    /// The one writer.
    pub writer: Writer,
    /// Uploaded documents.
    pub files: Files,
    /// Sign-in: the keys, the password hasher, the bureau's choices.
    pub entrance: Arc<Entrance>,
    /// The tree of units, kept as long as no unit changes.
    pub trees: Trees,
    /// Figures about the service.
    pub metrics: Metrics,
    /// Imports that may begin.
    pub imports: Semaphore,
    /// Imports that were begun by page.
    pub runs: Runs,
}
