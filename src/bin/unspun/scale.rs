//! Arguments for many records.

use crate::progress::When;
use std::path::PathBuf;
use std::time::Duration;
use unspun::batch::Options;

/// How records are read.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Records")]
pub struct RecordArgs {
    /// Field of a record that holds a page of HTML.
    #[arg(long, default_value = "html", value_name = "NAME")]
    pub html_field: String,

    /// Field of a record that holds flattened text; HTML counts if there are both.
    #[arg(long, default_value = "text", value_name = "NAME")]
    pub text_field: String,

    /// Field of a record that becomes the "id" of its answer.
    #[arg(long, default_value = "id", value_name = "NAME")]
    pub id_field: String,

    /// Longest line of records, and longest record of an archive; a longer one becomes an error record.
    #[arg(long, default_value_t = 256 << 20, value_name = "BYTES")]
    pub max_line_bytes: usize,

    /// Longest time for one page, after which it becomes an error record. The clock is looked at between the filters.
    #[arg(long, value_name = "MS")]
    pub timeout_ms: Option<u64>,
}

impl RecordArgs {
    /// The same for the library.
    pub fn options(&self) -> Options {
        let options = Options::default()
            .html_field(&self.html_field)
            .text_field(&self.text_field)
            .id_field(&self.id_field)
            .max_line_bytes(self.max_line_bytes);
        self.timeout_ms.into_iter().map(Duration::from_millis).fold(options, Options::timeout)
    }
}

/// How a long run goes.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Long runs")]
pub struct RunArgs {
    /// Files to take from folders, such as '*.php' or '!index.*'; may be repeated [default: .html .htm .xhtml .txt .text
    /// .jsonl .ndjson .warc .wet, each also .gz or .zst]
    #[arg(short, long, value_name = "PATTERN")]
    pub glob: Vec<String>,

    /// Go on after a run that was stopped: inputs that it finished are not cleaned again. The files become those of a run
    /// that was not stopped.
    #[arg(long, requires = "output")]
    pub resume: bool,

    /// Write counts as JSON to this file when all is done: total, kept, dropped by reason, errors by kind, bytes removed
    /// by each filter.
    #[arg(long, value_name = "FILE")]
    pub stats: Option<PathBuf>,

    /// Show how far it is.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub progress: When,
}
