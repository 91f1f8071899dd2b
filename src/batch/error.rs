//! What ends a run, and what goes wrong with one record.

use super::options::Options;
use std::any::Any;
use std::io;
use thiserror::Error;

/// What ends a run.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The input could not be read on.
    #[error("cannot read the input: {0}")]
    Read(#[source] io::Error),
    /// The output could not be written on.
    #[error("cannot write the output: {0}")]
    Write(#[source] io::Error),
}

/// What goes wrong with one record; the run goes on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RecordError {
    /// A line without anything in it.
    #[error("the line is empty; give one JSON object a line")]
    EmptyLine,
    /// A line over [`Options::max_line_bytes`](super::Options::max_line_bytes).
    #[error("the line is over the limit of {limit} bytes; raise max-line-bytes or split the record")]
    LineTooLong {
        /// The limit in force.
        limit: usize,
    },
    /// A line that is not UTF-8.
    #[error("byte {offset} of the line is not UTF-8; convert the records to UTF-8")]
    InvalidUtf8 {
        /// Where in the line, counted from 0.
        offset: usize,
    },
    /// A line that is not JSON.
    #[error("not JSON: {message} (byte {column}); give one JSON object a line")]
    InvalidJson {
        /// What the parser says.
        message: String,
        /// Where in the line, or in the field that it names, counted from 1.
        column: usize,
    },
    /// The record holds no page.
    #[error("no field {html:?} or {text:?}; give one of them, or name yours with html-field or text-field")]
    MissingField {
        /// [`Options::html_field`](super::Options::html_field).
        html: String,
        /// [`Options::text_field`](super::Options::text_field).
        text: String,
    },
    /// A field, or the record itself, is of another type.
    #[error("{what} must be {expected}")]
    WrongType {
        /// The field.
        what: String,
        /// What it has to be.
        expected: &'static str,
    },
    /// A record of an archive over [`Options::max_line_bytes`](super::Options::max_line_bytes).
    #[error("the record is over the limit of {limit} bytes; raise max-line-bytes")]
    RecordTooLong {
        /// The limit in force.
        limit: usize,
    },
    /// An archive that can't be understood; the run goes on with the next record that can.
    #[error("the archive is damaged {offset} bytes from its start, unpacked: {problem}; fetch it again")]
    InvalidWarc {
        /// Bytes before the damage, unpacked.
        offset: u64,
        /// What is wrong.
        problem: &'static str,
    },
    /// A record of an archive that should hold an HTTP response.
    #[error("the response is no HTTP: {0}")]
    InvalidHttp(&'static str),
    /// A response that can't be unpacked.
    #[error("the response can't be unpacked: {0}; fetch it again")]
    ContentEncoding(String),
    /// A file of the input could not be read.
    #[error("cannot read the file: {0}; check it, or fetch it again")]
    Unreadable(#[source] io::Error),
    /// The library refuses the page.
    #[error(transparent)]
    Page(#[from] crate::Error),
    /// A filter panicked.
    #[error("a filter panicked: {0}; please report the page")]
    Panic(String),
}

impl RecordError {
    /// A stable word for the kind of error, used in JSON records.
    pub fn kind(&self) -> &'static str {
        match self {
            RecordError::EmptyLine => "empty_line",
            RecordError::LineTooLong { .. } => "line_too_long",
            RecordError::InvalidUtf8 { .. } => "invalid_utf8",
            RecordError::InvalidJson { .. } => "invalid_json",
            RecordError::MissingField { .. } => "missing_field",
            RecordError::WrongType { .. } => "wrong_type",
            RecordError::RecordTooLong { .. } => "record_too_long",
            RecordError::InvalidWarc { .. } => "invalid_warc",
            RecordError::InvalidHttp(_) => "invalid_http",
            RecordError::ContentEncoding(_) => "content_encoding",
            RecordError::Unreadable(_) => "unreadable",
            RecordError::Page(error) => error.kind(),
            RecordError::Panic(_) => "panic",
        }
    }

    /// From what [`catch_unwind`](std::panic::catch_unwind) caught.
    pub(super) fn panic(caught: &(dyn Any + Send)) -> Self {
        let text = caught.downcast_ref::<&str>().copied().map(str::to_owned);
        RecordError::Panic(text.or_else(|| caught.downcast_ref::<String>().cloned()).unwrap_or_default())
    }

    /// No page under the names of the options.
    pub(super) fn missing(options: &Options) -> Self {
        RecordError::MissingField { html: options.html_field.clone(), text: options.text_field.clone() }
    }

    /// From the JSON parser, which counts lines that a record doesn't have.
    pub(super) fn json(what: &str, expected: &'static str, error: &serde_json::Error) -> Self {
        if error.is_data() {
            return RecordError::WrongType { what: what.to_owned(), expected };
        }
        let text = error.to_string();
        let message = text.split(" at line ").next().unwrap_or_default().to_owned();
        RecordError::InvalidJson { message, column: error.column() }
    }
}
