//! How to run.

use crate::cleaner::Cleaned;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What a stream of records is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// JSON Lines: one object a line.
    #[default]
    Jsonl,
    /// A web archive: the `response` records of WARC, the `conversion` records of WET.
    Warc,
}

/// Says why an article is to be dropped, if it is.
type Judge = Arc<dyn Fn(&Cleaned) -> Option<String> + Send + Sync>;

/// How to run.
#[derive(Clone)]
#[must_use]
pub struct Options {
    pub(super) format: Format,
    pub(super) jobs: usize,
    pub(super) max_line_bytes: usize,
    pub(super) removed: bool,
    pub(super) html_field: String,
    pub(super) text_field: String,
    pub(super) id_field: String,
    pub(super) timeout: Option<Duration>,
    pub(super) judge: Option<Judge>,
}

impl Default for Options {
    /// JSON Lines of `html`, `text` and `id`, all cores, records of up to 256 MiB, no removed spans, no time limit;
    /// every article is kept.
    fn default() -> Self {
        Options {
            format: Format::Jsonl,
            jobs: 0,
            max_line_bytes: 256 << 20,
            removed: false,
            html_field: "html".to_owned(),
            text_field: "text".to_owned(),
            id_field: "id".to_owned(),
            timeout: None,
            judge: None,
        }
    }
}

impl Options {
    /// What the input is.
    pub fn format(self, format: Format) -> Self {
        Options { format, ..self }
    }

    /// Threads that clean; 0 is one for each core.
    pub fn jobs(self, jobs: usize) -> Self {
        Options { jobs, ..self }
    }

    /// Longest line in bytes, its end not counted, and longest record of an archive; a longer one becomes an error
    /// record and is not stored.
    pub fn max_line_bytes(self, bytes: usize) -> Self {
        Options { max_line_bytes: bytes, ..self }
    }

    /// Whether records tell what was removed: `removed` and `source_text`.
    pub fn removed(self, removed: bool) -> Self {
        Options { removed, ..self }
    }

    /// The field of a line that holds a page of HTML.
    pub fn html_field(self, name: impl Into<String>) -> Self {
        Options { html_field: name.into(), ..self }
    }

    /// The field of a line that holds flattened text.
    pub fn text_field(self, name: impl Into<String>) -> Self {
        Options { text_field: name.into(), ..self }
    }

    /// The field of a line that becomes the `id` of its answer.
    pub fn id_field(self, name: impl Into<String>) -> Self {
        Options { id_field: name.into(), ..self }
    }

    /// Longest time for one record, after which it becomes an error record; see
    /// [`clean_within`](crate::Cleaner::clean_within) for what that promises.
    pub fn timeout(self, timeout: Duration) -> Self {
        Options { timeout: Some(timeout), ..self }
    }

    /// Drops the articles for which `judge` gives a reason.
    ///
    /// ```
    /// use unspun::{Cleaner, batch};
    /// let options = batch::Options::default()
    ///     .drop_if(|cleaned| cleaned.article.body().is_empty().then(|| "empty".to_owned()));
    /// let mut output = Vec::new();
    /// let counts = batch::run("{\"text\":\"\"}\n".as_bytes(), &mut output, &Cleaner::new(), &options)?;
    /// assert_eq!((counts.total(), counts.kept(), counts.dropped()["empty"], output.len()), (1, 0, 1, 0));
    /// # Ok::<(), batch::Error>(())
    /// ```
    pub fn drop_if(self, judge: impl Fn(&Cleaned) -> Option<String> + Send + Sync + 'static) -> Self {
        Options { judge: Some(Arc::new(judge)), ..self }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Options")
            .field("format", &self.format)
            .field("jobs", &self.jobs)
            .field("max_line_bytes", &self.max_line_bytes)
            .field("removed", &self.removed)
            .field("fields", &[&self.html_field, &self.text_field, &self.id_field])
            .field("timeout", &self.timeout)
            .field("judge", &self.judge.is_some())
            .finish()
    }
}
