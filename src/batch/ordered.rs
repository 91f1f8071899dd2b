//! Work on several threads whose results come out in order.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Items a thread may be ahead of the one that is written next.
const AHEAD: usize = 16;
/// More threads than any machine has cores for would only cost memory.
const MOST_JOBS: usize = 1024;

/// Runs `work` over the items on `jobs` threads (0: one for each core; at most 1,024, and as many as the system gives) and
/// hands the results to `sink` in the items' order. A `None` tells the sink that no result is ready now: the moment to
/// flush.
///
/// The items are drawn on the calling thread, no more than a few for each job ahead of the sink, so memory is bounded.
///
/// ```
/// use unspun::batch::ordered;
/// let mut squares = Vec::new();
/// ordered(1..=4, 2, |n| n * n, |ready| -> Result<(), ()> { squares.extend(ready); Ok(()) })?;
/// assert_eq!(squares, [1, 4, 9, 16]);
/// # Ok::<(), ()>(())
/// ```
///
/// # Errors
/// The first error of the sink; it ends the run.
pub fn ordered<T: Send, O: Send, E: Send>(
    items: impl IntoIterator<Item = T>,
    jobs: usize,
    work: impl Fn(T) -> O + Sync,
    sink: impl FnMut(Option<O>) -> Result<(), E> + Send,
) -> Result<(), E> {
    let jobs = if jobs == 0 { thread::available_parallelism().map_or(1, NonZero::get) } else { jobs.min(MOST_JOBS) };
    let (tasks, todo) = sync_channel::<(T, SyncSender<O>)>(jobs * AHEAD);
    let (queue, results) = sync_channel::<Receiver<O>>(jobs * AHEAD);
    let todo = Arc::new(Mutex::new(todo));
    thread::scope(|scope| {
        let start = || {
            let (todo, work) = (Arc::clone(&todo), &work);
            move || worker(&todo, work)
        };
        scope.spawn(start());
        // With fewer threads than asked for it only takes longer.
        let _more = (1..jobs).take_while(|_| thread::Builder::new().spawn_scoped(scope, start()).is_ok()).count();
        // If all workers are gone, sending a task must fail rather than wait.
        drop(todo);
        let written = scope.spawn(move || write(&results, sink));
        for item in items {
            let (answer, result) = sync_channel(1);
            if queue.send(result).is_err() || tasks.send((item, answer)).is_err() {
                break;
            }
        }
        drop((queue, tasks));
        written.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn worker<T, O>(todo: &Mutex<Receiver<(T, SyncSender<O>)>>, work: &impl Fn(T) -> O) {
    loop {
        let task = todo.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((item, answer)) = task else { return };
        // Nobody waits for the answer any more if the sink failed.
        let _ = answer.send(work(item));
    }
}

/// Hands over results in the order of the queue; ends with the queue.
fn write<O, E>(results: &Receiver<Receiver<O>>, mut sink: impl FnMut(Option<O>) -> Result<(), E>) -> Result<(), E> {
    while let Some(result) = next(results, &mut sink)? {
        let Some(output) = next(&result, &mut sink)? else { break };
        sink(Some(output))?;
    }
    sink(None)
}

/// The channel's next message; if it has to be waited for, the sink is told.
fn next<M, O, E>(from: &Receiver<M>, sink: &mut impl FnMut(Option<O>) -> Result<(), E>) -> Result<Option<M>, E> {
    match from.try_recv() {
        Ok(message) => Ok(Some(message)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            sink(None)?;
            Ok(from.recv().ok())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn late_results_keep_their_place() {
        let mut seen = Vec::new();
        let slow_first = |n: u64| {
            thread::sleep(Duration::from_millis(if n == 0 { 30 } else { 0 }));
            n
        };
        ordered(0..100, 4, slow_first, |ready| -> Result<(), ()> {
            seen.extend(ready);
            Ok(())
        })
        .unwrap();
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn more_threads_than_there_can_be_are_as_many_as_can_be() {
        let mut sum = 0;
        let add = |ready: Option<usize>| -> Result<(), ()> {
            sum += ready.unwrap_or(0);
            Ok(())
        };
        ordered(0..1000, usize::MAX, |n| n, add).unwrap();
        assert_eq!(sum, 499_500);
    }

    #[test]
    fn an_error_of_the_sink_ends_an_endless_input() {
        let fail_at = |ready: Option<u64>| if ready == Some(20) { Err("full") } else { Ok(()) };
        assert_eq!(ordered(0.., 3, |n| n, fail_at), Err("full"));
    }

    #[test]
    fn no_more_is_drawn_than_can_be_held() {
        let drawn = std::sync::atomic::AtomicUsize::new(0);
        let items = (0..500).inspect(|_| {
            drawn.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        });
        let mut written = 0;
        ordered(
            items,
            2,
            |n| n,
            |ready| -> Result<(), usize> {
                written += ready.iter().count();
                let ahead = drawn.load(std::sync::atomic::Ordering::SeqCst) - written;
                if ahead > 2 * AHEAD + 4 { Err(ahead) } else { Ok(()) }
            },
        )
        .unwrap();
    }
}
