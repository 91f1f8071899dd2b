//! Streams of pages: JSON Lines in, JSON Lines out, in order, on several threads, in bounded memory.
//!
//! A record in is `{"id", "html" or "text", "url"?}`; of both, `html` counts. The record out holds `id`, then the fields
//! of [`render::json`](crate::render::json), then every further field of the input, unchanged and in its order, unless
//! the cleaned record has one of that name (`error` is kept free, too). [`Options::removed`] adds `removed`
//! (`start`, `end`, `filter`, `reason`; UTF-8 bytes of `source_text`) and `source_text`, the flattened source.
//!
//! What a host may rely on:
//! - one line out for one line in, in the same order, blank lines included;
//! - a record that fails gives `{"id", "error": {"kind", "message"}}` in its place and the run goes on
//!   (kinds: [`RecordError::kind`]);
//! - an answer never waits for the next line: what is ready is flushed when nothing else is;
//! - only `\n` separates lines, a final `\r` is cut; UTF-8 in and out;
//! - the output is the same for any number of jobs.
//!
//! ```
//! use unspun::{Cleaner, batch};
//! let input = "{\"id\":7,\"text\":\"The ferry will run again from Monday, the port said.\",\"shelf\":\"B\"}\nnonsense\n";
//! let mut output = Vec::new();
//! let counts = batch::run(input.as_bytes(), &mut output, &Cleaner::new(), &batch::Options::default())?;
//! assert_eq!((counts.records(), counts.failed()), (2, 1));
//! let lines = String::from_utf8_lossy(&output);
//! assert!(lines.starts_with("{\"id\":7,\"title\":"));
//! assert!(lines.contains("\"shelf\":\"B\"}\n{\"id\":null,\"error\":{\"kind\":\"invalid_json\""));
//! # Ok::<(), batch::Error>(())
//! ```

mod error;
mod files;
mod lines;
mod ordered;
mod record;

pub use error::{Error, RecordError};
pub use files::{files_in, read_page};
pub use ordered::ordered;
pub use record::{error_line, record_line};

use crate::cleaner::{Cleaned, Cleaner, Page};
use lines::{Line, Lines};
use record::Fields;
use std::collections::BTreeMap;
use std::io::{BufRead, BufWriter, Write};
use std::ops::AddAssign;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    jobs: usize,
    max_line_bytes: usize,
    removed: bool,
}

impl Default for Options {
    /// All cores, lines of up to 256 MiB, no removed spans.
    fn default() -> Self {
        Options { jobs: 0, max_line_bytes: 256 << 20, removed: false }
    }
}

impl Options {
    /// Threads that clean; 0 is one for each core.
    pub fn jobs(self, jobs: usize) -> Self {
        Options { jobs, ..self }
    }

    /// Longest line in bytes, its end not counted; a longer one becomes an error record and is not stored.
    pub fn max_line_bytes(self, bytes: usize) -> Self {
        Options { max_line_bytes: bytes, ..self }
    }

    /// Whether records tell what was removed: `removed` and `source_text`.
    pub fn removed(self, removed: bool) -> Self {
        Options { removed, ..self }
    }
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    records: u64,
    errors: BTreeMap<&'static str, u64>,
}

impl Counts {
    /// Records written, failed ones included.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Records that failed.
    pub fn failed(&self) -> u64 {
        self.errors.values().sum()
    }

    /// Number of failed records of each [kind](RecordError::kind).
    pub fn errors(&self) -> &BTreeMap<&'static str, u64> {
        &self.errors
    }

    /// Counts one more record, and the kind of its error if it failed.
    pub fn add(&mut self, error: Option<&'static str>) {
        self.records += 1;
        if let Some(kind) = error {
            *self.errors.entry(kind).or_default() += 1;
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.records += other.records;
        for (kind, count) in other.errors {
            *self.errors.entry(kind).or_default() += count;
        }
    }
}

/// Cleans a stream of records: reads JSON Lines to the end of the input and answers line by line.
///
/// Reading happens on the calling thread, so the reader need not be [`Send`].
///
/// # Errors
/// [`Error::Read`] and [`Error::Write`], when the input or the output fails; whatever is wrong with a record stands in
/// its place in the output.
pub fn run(
    reader: impl BufRead,
    writer: impl Write + Send,
    cleaner: &Cleaner,
    options: &Options,
) -> Result<Counts, Error> {
    let mut lines = Lines::new(reader, options.max_line_bytes);
    let mut broken = None;
    let items = std::iter::from_fn(|| match lines.next() {
        Ok(line) => line,
        Err(error) => {
            broken = Some(error);
            None
        }
    });
    let mut out = BufWriter::new(writer);
    let mut counts = Counts::default();
    let sink = |ready: Option<Answer>| match ready {
        Some(answer) => {
            counts.add(answer.error);
            writeln!(out, "{}", answer.line)
        }
        None => out.flush(),
    };
    ordered(items, options.jobs, |line| answer(&line, cleaner, options), sink).map_err(Error::Write)?;
    broken.map_or(Ok(counts), |error| Err(Error::Read(error)))
}

/// Cleans one page and makes something of it; a panic in either comes back as an error.
///
/// # Errors
/// [`RecordError::Page`] and [`RecordError::Panic`].
pub fn clean<T>(cleaner: &Cleaner, page: &Page<'_>, render: impl FnOnce(&Cleaned) -> T) -> Result<T, RecordError> {
    let work = || Ok(render(&cleaner.run(cleaner.parse(page)?)));
    // Nothing that the work could leave half done outlives it: the cleaner is only read.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(RecordError::panic(&*panic)))
}

/// A line of output, and the kind of its error if it is one.
struct Answer {
    line: String,
    error: Option<&'static str>,
}

fn answer(line: &Line, cleaner: &Cleaner, options: &Options) -> Answer {
    let (id, cleaned) = match line.text(options.max_line_bytes).and_then(Fields::parse) {
        Ok(fields) => (fields.id(), clean_record(&fields, cleaner, options)),
        Err(error) => (record::id_of_broken(line.head()), Err(error)),
    };
    match cleaned {
        Ok(line) => Answer { line, error: None },
        Err(error) => Answer { line: record::error_object(id, &error), error: Some(error.kind()) },
    }
}

fn clean_record(fields: &Fields<'_>, cleaner: &Cleaner, options: &Options) -> Result<String, RecordError> {
    let (content, url) = fields.page()?;
    let page = url.iter().fold(content.page(), |page, url| page.url(url));
    clean(cleaner, &page, |cleaned| fields.line(cleaned, options.removed))
}
