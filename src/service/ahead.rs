//! Pure work done on a second thread, a little ahead of the database that writes what comes of it.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::{iter, mem, thread};

/// Items handed over together, so that threads seldom wait for each other.
const CHUNK: usize = 128;
/// Chunks that may wait for the consumer: what is in memory is bounded, however much there is to do.
const WAITING: usize = 4;

/// Runs `produce` on a thread of its own while `consume` takes what it puts, in the same order.
///
/// A panic of `produce` reaches `consume` where the items end, so that nothing half-made is taken for the whole; when
/// `consume` stops early, the next item put answers `Break`.
pub(super) fn ahead<T: Send, R>(
    produce: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>) + Send,
    consume: impl FnOnce(&mut dyn Iterator<Item = T>) -> R,
) -> R {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        let producer = scope.spawn(move || {
            let mut chunk = Vec::with_capacity(CHUNK);
            produce(&mut |item| {
                chunk.push(item);
                if chunk.len() < CHUNK {
                    return ControlFlow::Continue(());
                }
                match sender.send(mem::replace(&mut chunk, Vec::with_capacity(CHUNK))) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            // whoever has stopped listening needs no rest
            let _ = sender.send(chunk);
        });
        let mut producer = Some(producer);
        let mut chunks = iter::from_fn(move || {
            receiver.recv().ok().or_else(|| {
                if let Some(Err(panic)) = producer.take().map(thread::ScopedJoinHandle::join) {
                    resume_unwind(panic);
                }
                None
            })
        })
        .flatten();
        consume(&mut chunks)
    })
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    fn count_to(last: u32) -> impl FnOnce(&mut dyn FnMut(u32) -> ControlFlow<()>) + Send {
        move |put| {
            let _ = (0..last).try_for_each(put);
        }
    }

    #[test]
    fn everything_arrives_in_order() {
        for last in [0, 1, CHUNK as u32, 10 * CHUNK as u32 + 1] {
            assert!(ahead(count_to(last), |items| items.eq(0..last)), "{last}");
        }
    }

    #[test]
    fn a_consumer_may_stop_early() {
        assert_eq!(ahead(count_to(u32::MAX), |items| items.take(3).collect::<Vec<_>>()), [0, 1, 2]);
    }

    #[test]
    fn a_panic_of_the_producer_is_never_an_end() {
        let mut ended = false;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            ahead(
                |put| {
                    let _ = (0..300).try_for_each(put);
                    panic!("half-way");
                },
                |items: &mut dyn Iterator<Item = u32>| {
                    items.for_each(drop);
                    ended = true;
                },
            );
        }));
        assert!(outcome.is_err() && !ended);
    }
}
