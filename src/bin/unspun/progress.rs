//! The line at the bottom of a terminal that tells how far a run is.

use crate::manners::Manners;
use std::io::{self, IsTerminal, Read, Write, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use unspun::batch::{Answer, Outcome};

/// How often it is drawn.
const TICK: Duration = Duration::from_millis(100);
/// Whether it is there now.
static SHOWN: AtomicBool = AtomicBool::new(false);

/// When to show it.
#[derive(Debug, Clone, Copy, PartialEq, Default, clap::ValueEnum)]
pub enum When {
    /// In a terminal that the articles are not written to
    #[default]
    Auto,
    Always,
    Never,
}

/// What takes the line away, if it is there.
pub fn wipe() -> &'static str {
    if SHOWN.load(Relaxed) { "\r\x1b[K" } else { "" }
}

/// How far a run is.
#[derive(Debug, Default)]
struct Meter {
    read: AtomicU64,
    kept: AtomicU64,
    dropped: AtomicU64,
    failed: AtomicU64,
}

/// Counts, and shows the counts while it lives.
#[derive(Debug)]
pub struct Progress {
    meter: Arc<Meter>,
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins; `bytes` are those of all inputs, 0 if nobody knows.
    pub fn start(when: When, manners: &Manners, to_terminal: bool, bytes: u64) -> Self {
        let meter = Arc::new(Meter::default());
        let wanted = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => !manners.quiet && stderr().is_terminal() && !to_terminal,
        };
        let shown = wanted.then(|| {
            let (end, ended) = channel();
            let meter = Arc::clone(&meter);
            let draw = move || {
                let start = Instant::now();
                SHOWN.store(true, Relaxed);
                while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                    show(&meter.line(start.elapsed(), bytes));
                }
                show("");
                SHOWN.store(false, Relaxed);
            };
            (end, thread::spawn(draw))
        });
        Progress { meter, shown }
    }

    /// Counts an answer.
    pub fn count<T>(&self, answer: &Answer<T>) {
        let counter = match answer.outcome() {
            Outcome::Kept(_) => &self.meter.kept,
            Outcome::Dropped(..) => &self.meter.dropped,
            Outcome::Failed(_) => &self.meter.failed,
            Outcome::Skipped(_) => return,
        };
        counter.fetch_add(1, Relaxed);
    }

    /// Counts the bytes of an input that is read at once.
    pub fn count_bytes(&self, bytes: u64) {
        self.meter.read.fetch_add(bytes, Relaxed);
    }

    /// Counts the bytes of an input as they are read.
    pub fn watch<R>(&self, reader: R) -> Watched<R> {
        Watched { reader, meter: Arc::clone(&self.meter) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.shown.take() {
            drop(end);
            // It has nothing to tell.
            let _ = thread.join();
        }
    }
}

/// A reader whose bytes are counted.
pub struct Watched<R> {
    reader: R,
    meter: Arc<Meter>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        self.meter.read.fetch_add(read as u64, Relaxed);
        Ok(read)
    }
}

impl Meter {
    fn line(&self, time: Duration, bytes: u64) -> String {
        let [read, kept, dropped, failed] =
            [&self.read, &self.kept, &self.dropped, &self.failed].map(|counter| counter.load(Relaxed));
        let seconds = time.as_secs_f64().max(1e-3);
        let left = match read {
            1.. if bytes >= read => clock(seconds * (bytes - read) as f64 / read as f64),
            _ => "-:--".to_owned(),
        };
        let records = kept + dropped + failed;
        let rate = read as f64 / 1e6 / seconds;
        format!("{records} records  {rate:.1} MB/s  {left} left  {kept} kept  {dropped} dropped  {failed} failed")
    }
}

fn clock(seconds: f64) -> String {
    let seconds = seconds as u64;
    match (seconds / 3_600, seconds / 60 % 60, seconds % 60) {
        (0, minutes, seconds) => format!("{minutes}:{seconds:02}"),
        (hours, minutes, seconds) => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn show(line: &str) {
    // A terminal that is gone is no reason to fail.
    let _ = write!(stderr(), "\r\x1b[K{line}").and_then(|()| stderr().flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_goes_by_the_bytes() {
        let meter = Meter::default();
        assert!(meter.line(Duration::from_secs(2), 100).contains("0 records  0.0 MB/s  -:-- left"));
        meter.read.store(2_000_000, Relaxed);
        meter.kept.store(7, Relaxed);
        meter.failed.store(1, Relaxed);
        let line = meter.line(Duration::from_secs(2), 200_000_000);
        assert_eq!(line, "8 records  1.0 MB/s  3:18 left  7 kept  0 dropped  1 failed");
        assert!(meter.line(Duration::from_secs(2), 9_000_000_000).contains("2:29:58 left"));
        assert!(meter.line(Duration::from_secs(2), 0).contains("-:-- left"), "nobody knows");
    }
}
