//! The reminders of a running service, on a thread of their own: a run now and then from the hour of the digest on, and messages sent soon
//! after they are written. It may be killed at any point: the next one takes up what it left.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use actix_web::web::Data;
use chrono::Timelike;

use crate::clock::in_china;
use crate::http::State;
use crate::service::{self, Carrier, ServiceError};

/// How soon a message is sent after it was written.
const SOON: Duration = Duration::from_secs(10);

/// Starts the thread; it ends when what is returned is dropped. Nothing where the settings say that the service makes no runs.
pub(super) fn start(state: &Data<State>, carrier: Option<Box<dyn Carrier>>) -> Option<Sender<()>> {
    let every = state.settings.reminders.every_minutes;
    if every == 0 {
        return None;
    }
    let (stop, stopped) = channel::<()>();
    let (state, every) = (state.clone(), Duration::from_secs(every * 60));
    let work = move || {
        let mut last: Option<Instant> = None;
        loop {
            if last.is_none_or(|last| last.elapsed() >= every) && from_the_hour(&state) {
                last = Some(Instant::now());
                note(run(&state));
            }
            if let Some(carrier) = &carrier {
                note(send(&state, &**carrier));
            }
            match stopped.recv_timeout(SOON) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    };
    match std::thread::Builder::new().name("reminders".to_owned()).spawn(work) {
        Ok(_) => Some(stop),
        Err(error) => {
            tracing::error!(%error, "reminders do not run: the system has no thread left");
            None
        }
    }
}

fn from_the_hour(state: &State) -> bool {
    in_china(state.clock.now()).hour() >= state.settings.reminders.digest_hour
}

fn run(state: &State) -> Result<(), ServiceError> {
    let report = service::remind(&(&state.pool, &state.writer), &state.shelf.books(), state.clock.now())?;
    tracing::info!(seen = report.seen, noted = report.noted, unaddressed = report.unaddressed, "reminders ran");
    Ok(())
}

fn send(state: &State, carrier: &dyn Carrier) -> Result<(), ServiceError> {
    let desk = (&state.pool, &state.writer);
    service::send(&desk, &state.shelf.books(), carrier, &state.settings.mail, || state.clock.now()).map(drop)
}

/// A run that failed is made again; whoever watches is told when none succeeds.
fn note(outcome: Result<(), ServiceError>) {
    if let Err(error) = outcome {
        tracing::error!(%error, "reminders did not run to their end");
    }
}
