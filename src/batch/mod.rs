//! Streams of pages: JSON Lines, WARC and WET in, JSON Lines out, in order, on all cores, in bounded memory.
//!
//! [`run`] goes from a reader to a writer, [`articles`] is an iterator for those who go on with articles in Rust, and
//! [`for_each`] is what both are made of. [`Unpacked`] reads gzip and Zstandard.
//!
//! A record in is `{"id", "html" or "text", "url"?}`; of both, `html` counts; [`Options`] can name the fields otherwise.
//! The record out holds `id`, then the fields of [`render::json`](crate::render::json), then every further field of the
//! input, unchanged and in its order, unless the cleaned record has one of that name (`error` is kept free, too).
//! [`Options::removed`] adds `removed` (`start`, `end`, `filter`, `reason`; UTF-8 bytes of `source_text`) and
//! `source_text`, the flattened source. A record of an archive gives `url` and `warc_date` on; its `id` is its
//! WARC-Record-ID.
//!
//! What a host may rely on:
//! - one line out for one line in, in the same order, blank lines included;
//! - a record that fails gives `{"id", "error": {"kind", "message"}}` in its place and the run goes on
//!   (kinds: [`RecordError::kind`]); a panic in a filter is such a failure;
//! - an article that is [dropped](Options::drop_if) is in the hands of the caller: [`run`] leaves it out, the command keeps
//!   its line ([`Fields::dropped_line`]) unless there is a file for it;
//! - an answer never waits for the next line: what is ready is flushed when nothing else is;
//! - only `\n` separates lines, a final `\r` is cut; UTF-8 in and out;
//! - the output is the same for any number of jobs;
//! - memory does not grow with the number of records: no more than 64 MiB of input is in work at once, or one record if
//!   that is larger.
//!
//! ```
//! use unspun::{Cleaner, batch};
//! let input = "{\"id\":7,\"text\":\"The ferry will run again from Monday, the port said.\",\"shelf\":\"B\"}\nnonsense\n";
//! let mut output = Vec::new();
//! let counts = batch::run(input.as_bytes(), &mut output, &Cleaner::new(), &batch::Options::default())?;
//! assert_eq!((counts.total(), counts.failed()), (2, 1));
//! let lines = String::from_utf8_lossy(&output);
//! assert!(lines.starts_with("{\"id\":7,\"title\":"));
//! assert!(lines.contains("\"shelf\":\"B\"}\n{\"id\":null,\"error\":{\"kind\":\"invalid_json\""));
//! # Ok::<(), batch::Error>(())
//! ```

mod answer;
mod archived;
mod articles;
mod budget;
mod compressed;
mod counts;
mod error;
mod files;
mod http;
mod lines;
mod object;
mod options;
mod ordered;
mod reader;
mod record;
mod warc;
mod wet;

pub use answer::{Answer, Outcome, clean};
pub use articles::{Articles, articles};
pub use compressed::Unpacked;
pub use counts::Counts;
pub use error::{Error, RecordError};
pub use files::{files_in, read_page};
pub use options::{Format, Options};
pub use ordered::ordered;
pub use reader::Records;
pub use record::{Fields, Record, record_line};

use crate::cleaner::{Cleaned, Cleaner};
use budget::Budget;
use std::io::{self, BufRead, BufWriter, Write};

/// Bytes of records that may be in work at once.
const IN_WORK: usize = 64 << 20;

/// Cleans a stream of records: reads to the end of the input and answers record by record. Articles that are
/// [dropped](Options::drop_if) are not written.
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
    let mut out = BufWriter::new(writer);
    let mut counts = Counts::default();
    let line = |fields: &Fields<'_>, cleaned: Cleaned| fields.line(&cleaned, options.removed);
    for_each(reader, cleaner, options, line, |ready: Option<Answer<String>>| {
        let Some(answer) = ready else { return out.flush() };
        counts.add(&answer);
        match answer.error_line() {
            Some(error) => writeln!(out, "{error}"),
            None => match answer.into_outcome() {
                Outcome::Kept(line) => writeln!(out, "{line}"),
                _ => Ok(()),
            },
        }
    })?;
    Ok(counts)
}

/// Cleans a stream of records and hands each answer to `sink`, in order. What `render` makes of an article on one of the
/// working threads is in the answer. A `None` tells the sink that no answer is ready now: the moment to flush.
///
/// ```
/// use unspun::{Cleaner, batch, render};
/// let input = "{\"id\":1,\"text\":\"The ferry will run again from Monday, the port said.\"}\n";
/// let mut pages = Vec::new();
/// let markdown = |_: &batch::Fields<'_>, cleaned: unspun::Cleaned| render::markdown::render(&cleaned.article, true);
/// batch::for_each(input.as_bytes(), &Cleaner::new(), &batch::Options::default(), markdown, |ready| {
///     if let Some(answer) = ready && let batch::Outcome::Kept(markdown) = answer.into_outcome() {
///         pages.push(markdown);
///     }
///     Ok(())
/// })?;
/// assert_eq!(pages, ["The ferry will run again from Monday, the port said.\n"]);
/// # Ok::<(), batch::Error>(())
/// ```
///
/// # Errors
/// As [`run`]; an error of the sink is an [`Error::Write`].
pub fn for_each<T: Send>(
    reader: impl BufRead,
    cleaner: &Cleaner,
    options: &Options,
    render: impl Fn(&Fields<'_>, Cleaned) -> T + Sync,
    mut sink: impl FnMut(Option<Answer<T>>) -> io::Result<()> + Send,
) -> Result<(), Error> {
    let mut broken = None;
    let budget = Budget::new(IN_WORK);
    let mut records = Records::new(reader, options);
    let items = std::iter::from_fn(|| match records.next()? {
        Ok(record) => Some((budget.take(record.len()), record)),
        Err(error) => {
            broken = Some(error);
            None
        }
    });
    let work = |(share, record): (_, Record)| (share, record.clean(cleaner, options, &render));
    // The share of a record is given back when it is written.
    let write = |ready: Option<(_, Answer<T>)>| sink(ready.map(|(_share, answer)| answer));
    ordered(items, options.jobs, work, write).map_err(Error::Write)?;
    broken.map_or(Ok(()), |error| Err(Error::Read(error)))
}
