//! What can go wrong. A bad page is not an error: it gives an empty body and quality 0.

use std::time::Duration;
use thiserror::Error;

/// Everything the library refuses to do, with what to do about it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is longer than [`Limits::max_bytes`](crate::Limits::max_bytes).
    #[error(
        "input of {len} bytes is over the limit of {limit}; split it, or clean it with the library, whose Limits::max_bytes can be raised"
    )]
    TooLarge {
        /// Bytes of the input.
        len: usize,
        /// The limit in force.
        limit: usize,
    },
    /// The bytes are no text in any character set: images, archives, programs.
    #[error("input looks binary (byte {offset} is {byte:#04x}); give HTML or text")]
    Binary {
        /// Where the tell-tale byte stands.
        offset: usize,
        /// The byte.
        byte: u8,
    },
    /// The page took longer than [`Cleaner::clean_within`](crate::Cleaner::clean_within) was given.
    #[error("not done within {limit:?}; allow more time or drop the page")]
    Timeout {
        /// The limit in force.
        limit: Duration,
    },
    /// [`Pipeline`](crate::Pipeline) was asked for a filter that it doesn't hold.
    #[error("no filter named {name:?} in this pipeline; it holds {}", known.join(", "))]
    UnknownFilter {
        /// The name asked for.
        name: String,
        /// The names it holds.
        known: Vec<&'static str>,
    },
    /// Weights of the block model that cannot be used.
    #[error(transparent)]
    Weights(#[from] crate::model::WeightsError),
}

impl Error {
    /// A stable word for the kind of error, used in JSON records.
    pub fn kind(&self) -> &'static str {
        match self {
            Error::TooLarge { .. } => "too_large",
            Error::Binary { .. } => "binary",
            Error::Timeout { .. } => "timeout",
            Error::UnknownFilter { .. } => "unknown_filter",
            Error::Weights(_) => "weights",
        }
    }
}

/// A result with this crate's [`enum@Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// The line of a file in which a byte stands, counted from 1.
pub(crate) fn line_at(file: &[u8], offset: usize) -> usize {
    1 + file[..offset.min(file.len())].iter().filter(|byte| **byte == b'\n').count()
}
