//! How much may be in memory at once.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// A number of bytes that records share while they are read, cleaned and written.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    limit: usize,
    used: Arc<(Mutex<usize>, Condvar)>,
}

/// A record's part of it, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    bytes: usize,
    of: Budget,
}

impl Budget {
    pub fn new(limit: usize) -> Self {
        Budget { limit, used: Arc::default() }
    }

    /// Takes a share; waits until there is room for it, or nothing else is in memory.
    pub fn take(&self, bytes: usize) -> Share {
        let full = |used: &mut usize| *used > 0 && used.saturating_add(bytes) > self.limit;
        let free = self.used.1.wait_while(self.used(), full);
        *free.unwrap_or_else(PoisonError::into_inner) += bytes;
        Share { bytes, of: self.clone() }
    }

    fn used(&self) -> MutexGuard<'_, usize> {
        self.used.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.of.used() -= self.bytes;
        self.of.used.1.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn what_does_not_fit_waits_and_what_never_fits_goes_alone() {
        let budget = Budget::new(10);
        let first = budget.take(6);
        let small = budget.take(4);
        let (taken, news) = channel();
        std::thread::scope(|scope| {
            let budget = &budget;
            scope.spawn(move || {
                let _huge = budget.take(1_000);
                taken.send(()).unwrap();
            });
            assert!(news.recv_timeout(Duration::from_millis(20)).is_err());
            drop(first);
            assert!(news.recv_timeout(Duration::from_millis(20)).is_err());
            drop(small);
            news.recv_timeout(Duration::from_secs(20)).expect("there is room now");
        });
    }
}
