//! The one writer of a service: acts of many people wait in a queue, and those that have queued commit together.
//!
//! A durable commit waits for the disk; a single one serves whoever waits. Each act stands alone all the same: it is a
//! savepoint, one that is refused leaves no trace and does not disturb the others, and nobody is answered before the commit
//! that holds his act is on the disk. On PostgreSQL the writers of several processes take turns.
//!
//! Imports and the commands of the terminal write on connections of their own, each in one transaction. The acts that queue
//! meanwhile are not refused: the writer asks again until the other has done.
//!
//! Between commits the writer seals the audit trail, after a thousand acts or a minute, whichever comes first.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::audit::Act;
use super::bearers::Basis;
use super::cases::NewCase;
use super::connection::Database;
use super::error::StoreError;
use super::idempotency::Keeping;
use crate::domain::id::CaseId;

/// Acts that may wait; one more is refused.
const QUEUE: usize = 1024;

/// Most acts of one commit.
const TOGETHER: usize = 128;

/// Acts after which the audit trail is sealed at the latest.
const SEAL_ROWS: u64 = 1000;

/// Time after which the audit trail is sealed at the latest.
const SEAL_AFTER: Duration = Duration::from_secs(60);

/// How long acts wait for another who writes, an import above all, before they are refused.
const PATIENCE: Duration = Duration::from_secs(120);

/// Owns the writing connection and its thread. Dropping it finishes what has queued.
pub struct Writer {
    queue: Option<SyncSender<Task>>,
    thread: Option<JoinHandle<()>>,
    tally: Arc<WriterTally>,
}

/// What a writer has done since it began.
#[derive(Debug, Default)]
pub struct WriterTally {
    /// Acts taken into the queue.
    pub queued: AtomicU64,
    /// Acts answered, kept or refused.
    pub answered: AtomicU64,
    /// Commits.
    pub commits: AtomicU64,
}

/// A case to be opened. Everything that needs the law was decided before it queues, so that cases that wait together are
/// written together, in the same few statements.
pub struct Opening {
    /// The case.
    pub case: NewCase,
    /// Who opens it.
    pub actor: String,
    /// From where, as in [`Act`].
    pub origin: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What it was decided upon: it is opened as long as that stands. Nothing where nobody's rights were asked.
    pub basis: Option<Basis>,
    /// The answer that is kept with it for a repetition.
    pub keep: Option<Keeping>,
}

/// Takes the outcome of an act to whoever asked for it.
type Reply<T, E> = Box<dyn FnOnce(Result<T, E>) + Send>;

/// An answer that waits for the commit; `Err` tells that nothing was kept.
type Told = Box<dyn FnOnce(Result<(), StoreError>)>;

enum Task {
    Open(Box<Opening>, Reply<CaseId, StoreError>),
    Other(Box<dyn Job>),
}

/// An act of whatever outcome.
trait Job: Send {
    fn run(self: Box<Self>, database: &mut Database) -> Told;
    fn refuse(self: Box<Self>, reason: StoreError);
}

struct Asked<A, R> {
    act: A,
    reply: R,
}

impl<A, R, T, E> Job for Asked<A, R>
where
    A: FnOnce(&mut Database) -> Result<T, E> + Send,
    R: FnOnce(Result<T, E>) + Send + 'static,
    T: 'static,
    E: From<StoreError> + 'static,
{
    fn run(self: Box<Self>, database: &mut Database) -> Told {
        let Self { act, reply } = *self;
        let result = database.together(act);
        Box::new(|kept| reply(result.and_then(|value| kept.map(|()| value).map_err(E::from))))
    }

    fn refuse(self: Box<Self>, reason: StoreError) {
        (self.reply)(Err(E::from(reason)));
    }
}

impl Writer {
    /// Starts the writer of an existing database; `now` tells the time of its seals.
    ///
    /// # Errors
    /// As [`Database::open`]; the system has no thread left.
    pub fn start(url: &str, now: impl Fn() -> DateTime<Utc> + Send + 'static) -> Result<Self, StoreError> {
        let database = Database::open(url)?;
        let (queue, tasks) = sync_channel(QUEUE);
        let tally = Arc::new(WriterTally::default());
        let mut desk = Desk { url: url.to_owned(), database, suspect: false, tally: Arc::clone(&tally) };
        let thread = Builder::new().name("writer".to_owned()).spawn(move || desk.work(&tasks, now));
        let thread = thread.map_err(|cause| StoreError::Unreachable { reason: cause.to_string() })?;
        Ok(Self { queue: Some(queue), thread: Some(thread), tally })
    }

    /// Queues an act: `act` loads, decides and saves, all or nothing, and `reply` is called on the writer's thread once that is
    /// durable. What must be kept although the answer is no (a failed sign-in, say) belongs in the value, not in the error.
    pub fn submit<T, E>(
        &self,
        act: impl FnOnce(&mut Database) -> Result<T, E> + Send + 'static,
        reply: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: 'static,
        E: From<StoreError> + 'static,
    {
        self.send(Task::Other(Box::new(Asked { act, reply })));
    }

    /// Queues the opening of a case; `reply` as in [`Writer::submit`].
    pub fn open_case(&self, opening: Opening, reply: impl FnOnce(Result<CaseId, StoreError>) + Send + 'static) {
        self.send(Task::Open(Box::new(opening), Box::new(reply)));
    }

    /// As [`Writer::submit`], waiting for the outcome.
    ///
    /// # Errors
    /// Those of `act`; [`StoreError::NotKept`] when the commit failed, [`StoreError::Busy`] when too many wait.
    pub fn run<T, E>(&self, act: impl FnOnce(&mut Database) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, outcome) = sync_channel(1);
        // who no longer waits needs no answer
        self.submit(act, move |result| drop(reply.send(result)));
        outcome.recv().unwrap_or_else(|_| Err(E::from(StoreError::Busy)))
    }

    /// What it has done so far.
    pub fn tally(&self) -> &WriterTally {
        &self.tally
    }

    fn send(&self, task: Task) {
        let Some(queue) = &self.queue else { return };
        match queue.try_send(task) {
            Ok(()) => drop(self.tally.queued.fetch_add(1, Ordering::Relaxed)),
            Err(TrySendError::Full(task) | TrySendError::Disconnected(task)) => task.refuse(StoreError::Busy),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // it ends when the queue has; a panic there has been logged
            let _ = thread.join();
        }
    }
}

impl Task {
    fn refuse(self, reason: StoreError) {
        match self {
            Self::Open(_, reply) => reply(Err(reason)),
            Self::Other(job) => job.refuse(reason),
        }
    }
}

/// The writer's side of the queue.
struct Desk {
    url: String,
    database: Database,
    /// Its last transaction failed: the connection may be gone.
    suspect: bool,
    tally: Arc<WriterTally>,
}

impl Desk {
    fn work(&mut self, tasks: &Receiver<Task>, now: impl Fn() -> DateTime<Utc>) {
        let (mut unsealed, mut sealed_at) = (0, Instant::now());
        loop {
            match tasks.recv_timeout(SEAL_AFTER.saturating_sub(sealed_at.elapsed())) {
                Ok(first) => {
                    let batch: Vec<Task> = std::iter::once(first).chain(tasks.try_iter().take(TOGETHER - 1)).collect();
                    let count = batch.len() as u64;
                    self.keep(batch);
                    self.tally.answered.fetch_add(count, Ordering::Relaxed);
                    unsealed += count;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.seal(now()),
            }
            if unsealed >= SEAL_ROWS || sealed_at.elapsed() >= SEAL_AFTER {
                self.seal(now());
                (unsealed, sealed_at) = (0, Instant::now());
            }
        }
    }

    /// A seal that does not succeed now is set the next time: it covers all there is.
    fn seal(&mut self, at: DateTime<Utc>) {
        if let Err(error) = self.database.audit_seal(at) {
            self.suspect = true;
            tracing::warn!(%error, "the audit trail is not sealed yet");
        }
    }

    /// Runs a batch as one transaction and answers when it is kept, or is not.
    fn keep(&mut self, batch: Vec<Task>) {
        if self.suspect && !self.database.answers() {
            match Database::open(&self.url) {
                Ok(database) => self.database = database,
                Err(cause) => return refuse(batch, cause),
            }
        }
        let mut waiting = Some(batch);
        let mut answers = Vec::new();
        let asked = Instant::now();
        let kept = loop {
            let kept = self.database.together(|database| {
                database.take_turns()?;
                answers = run(database, waiting.take().unwrap_or_default());
                Ok::<_, StoreError>(())
            });
            // a ledger being taken in holds the database as a whole: its turn ends, and nothing of ours has begun
            let its_turn = matches!(kept, Err(StoreError::Locked)) && waiting.is_some() && asked.elapsed() < PATIENCE;
            if !its_turn {
                break kept;
            }
        };
        self.suspect = kept.is_err();
        self.tally.commits.fetch_add(1, Ordering::Relaxed);
        match (kept, waiting) {
            (Ok(()), _) => answers.into_iter().for_each(|tell| tell(Ok(()))),
            // it never began
            (Err(cause), Some(batch)) => refuse(batch, cause),
            (Err(cause), None) => {
                tracing::error!(error = %cause, acts = answers.len(), "a commit failed; none of its acts is kept");
                let cause = Arc::new(cause);
                answers.into_iter().for_each(|tell| tell(Err(StoreError::NotKept { cause: Arc::clone(&cause) })));
            }
        }
    }
}

fn refuse(batch: Vec<Task>, cause: StoreError) {
    let cause = Arc::new(cause);
    batch.into_iter().for_each(|task| task.refuse(StoreError::NotKept { cause: Arc::clone(&cause) }));
}

/// The acts of a batch, cases to be opened first: what has not begun has no order.
fn run(database: &mut Database, batch: Vec<Task>) -> Vec<Told> {
    let mut openings = Vec::new();
    let mut jobs = Vec::new();
    for task in batch {
        match task {
            Task::Open(opening, reply) => openings.push((opening, reply)),
            Task::Other(job) => jobs.push(job),
        }
    }
    let mut answers: Vec<Told> = open(database, openings);
    // an act that panics is undone; dropping its reply tells whoever waits
    answers.extend(jobs.into_iter().filter_map(|job| catch_unwind(AssertUnwindSafe(|| job.run(database))).ok()));
    answers
}

/// Opens all at once; when that is refused, one by one, so that only those are refused that are at fault.
fn open(database: &mut Database, openings: Vec<(Box<Opening>, Reply<CaseId, StoreError>)>) -> Vec<Told> {
    let all: Vec<&Opening> = openings.iter().map(|(opening, _)| &**opening).collect();
    let results: Vec<Result<CaseId, StoreError>> = match database.cases_open(&all) {
        Ok(ids) => ids.into_iter().map(Ok).collect(),
        Err(refusal) if all.len() == 1 => vec![Err(refusal)],
        Err(_) => all.iter().map(|opening| database.cases_open(&[opening]).map(|ids| ids[0])).collect(),
    };
    let answer = |((_, reply), result): ((_, Reply<CaseId, StoreError>), Result<CaseId, StoreError>)| -> Told {
        Box::new(|kept| reply(result.and_then(|id| kept.map(|()| id))))
    };
    openings.into_iter().zip(results).map(answer).collect()
}

impl Opening {
    /// Who, and when.
    pub(super) fn act(&self) -> Act<'_> {
        Act { actor: &self.actor, origin: &self.origin, at: self.at }
    }
}
