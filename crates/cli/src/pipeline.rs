//! Work on many threads with results in the order of the items, and never more than a few items in memory.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Stack of each worker, bytes: deep trees are walked by recursion in places.
const STACK: usize = 16 << 20;

/// Applies `work` to `items` on `jobs` threads and hands each result to `finish`, in the order of the items; `None` when
/// the work on an item panicked. At most `4 * jobs` items are under way at a time, however slow one of them is.
///
/// The threads are not waited for when `finish` fails, as the source of items may block for ever.
///
/// # Errors
/// The first error of `finish`, or of starting a thread.
pub fn in_order<T, R>(
    items: impl Iterator<Item = T> + Send + 'static,
    jobs: usize,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    mut finish: impl FnMut(Option<R>) -> anyhow::Result<()>,
) -> anyhow::Result<()>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let jobs = jobs.max(1);
    // Each item travels with a channel of its own for its result; the queue of those channels keeps the order.
    let (results, in_turn) = sync_channel::<Receiver<R>>(3 * jobs);
    let (sender, receiver) = sync_channel::<(T, SyncSender<R>)>(jobs);
    let receiver = Arc::new(Mutex::new(receiver));
    let work = Arc::new(work);
    for _ in 0..jobs {
        let (receiver, work) = (Arc::clone(&receiver), Arc::clone(&work));
        thread::Builder::new().stack_size(STACK).spawn(move || {
            loop {
                let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((item, answer)) = next else { return };
                if let Ok(result) = catch_unwind(AssertUnwindSafe(|| work(item))) {
                    let _ = answer.send(result);
                }
            }
        })?;
    }
    thread::Builder::new().stack_size(STACK).spawn(move || {
        for item in items {
            let (answer, result) = sync_channel(1);
            if results.send(result).is_err() || sender.send((item, answer)).is_err() {
                return;
            }
        }
    })?;
    for result in in_turn {
        finish(result.recv().ok())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut found = Vec::new();
        let work = |n: u64| {
            thread::sleep(Duration::from_micros((7 * n) % 13 * 50));
            n * 2
        };
        in_order(0..200, 4, work, |n| {
            found.extend(n);
            Ok(())
        })
        .unwrap();
        assert_eq!(found, (0..200).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn few_items_are_under_way_at_a_time() {
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&taken);
        let mut done = 0;
        in_order(
            (0..1000).inspect(move |_| _ = counter.fetch_add(1, Ordering::SeqCst)),
            2,
            |n| n,
            |_| {
                done += 1;
                assert!(taken.load(Ordering::SeqCst) <= done + 12);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(done, 1000);
    }

    #[test]
    fn a_panic_costs_its_own_item_only() {
        let mut found = Vec::new();
        let work = |n: i32| if n == 1 { std::panic::resume_unwind(Box::new(())) } else { n };
        in_order(0..3, 2, work, |n| {
            found.push(n);
            Ok(())
        })
        .unwrap();
        assert_eq!(found, [Some(0), None, Some(2)]);
    }

    #[test]
    fn an_error_stops_even_an_endless_source() {
        let result =
            in_order(0.., 2, |n: u64| n, |n| if n == Some(5) { anyhow::bail!("stop") } else { Ok(()) });
        assert_eq!(result.unwrap_err().to_string(), "stop");
    }
}
