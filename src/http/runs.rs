//! Ledgers being looked through or taken in: how far they are, and what came of it, until the person who asked has seen it. Kept in
//! memory; what is taken in stands in the database, whatever becomes of this.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::upload::Upload;
use crate::domain::id::PersonId;
use crate::domain::ledger::Mapping;
use crate::domain::words::Sentence;
use crate::service::{ImportReport, Progress};

/// One ledger of one person.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its number.
    pub id: u64,
    /// Who brought it.
    pub person: PersonId,
    /// The file; it is there as long as the run is.
    pub upload: Arc<Upload>,
    /// Unit that runs the files.
    pub handler: Option<String>,
    /// Columns as the person wants them read.
    pub mapping: Option<Mapping>,
    /// How far it is.
    pub progress: Option<Progress>,
    /// What came of it; `None` while it is at work.
    pub outcome: Option<Result<Arc<ImportReport>, Sentence>>,
}

/// Those of everybody.
#[derive(Debug, Default)]
pub struct Runs(Mutex<(u64, Vec<Run>)>);

/// Runs kept for one person: the newest.
const EACH: usize = 3;
/// Runs kept for everybody.
const ALL: usize = 64;

impl Runs {
    fn all(&self) -> MutexGuard<'_, (u64, Vec<Run>)> {
        // a panic of another request cannot leave a half-made run: each is put in whole
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins one, and lets go of older ones that are done; its number.
    pub fn begin(&self, person: PersonId, upload: Arc<Upload>, handler: Option<String>, mapping: Option<Mapping>) -> u64 {
        let mut all = self.all();
        all.0 += 1;
        let id = all.0;
        all.1.push(Run { id, person, upload, handler, mapping, progress: None, outcome: None });
        let theirs: Vec<u64> = all.1.iter().rev().filter(|run| run.person == person).map(|run| run.id).skip(EACH).collect();
        let spare = all.1.len().saturating_sub(ALL);
        let oldest: Vec<u64> = all.1.iter().map(|run| run.id).take(spare).collect();
        all.1.retain(|run| run.outcome.is_none() || !theirs.contains(&run.id) && !oldest.contains(&run.id));
        id
    }

    /// One of a person's.
    pub fn of(&self, person: PersonId, id: u64) -> Option<Run> {
        self.all().1.iter().find(|run| run.id == id && run.person == person).cloned()
    }

    /// Changes one, where it is still there.
    pub fn change(&self, id: u64, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.all().1.iter_mut().find(|run| run.id == id) {
            change(run);
        }
    }
}
