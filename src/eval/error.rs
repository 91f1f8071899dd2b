//! What ends a benchmark. A contender that fails does not: it is scored.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A corpus that cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EvalError {
    /// A file could not be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// A file says something that its format does not allow.
    #[error("{}:{line}: {message}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A page that the library cannot decode.
    #[error("{}: {error}", path.display())]
    Page {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: crate::Error,
    },
    /// A folder without a page.
    #[error(
        "no pages in {}: give a folder of cases (page.html or page.txt beside gold.txt), of NAME.html or NAME.txt beside \
         NAME.gold.txt, or one in the layout of WCXB (ground-truth/, html/) or ScrapingHub (ground-truth.json, html/)",
        .0.display()
    )]
    NoPages(PathBuf),
}

impl EvalError {
    pub(super) fn read(path: &Path, error: io::Error) -> Self {
        EvalError::Read { path: path.to_owned(), error }
    }

    pub(super) fn format(path: &Path, line: usize, message: impl Into<String>) -> Self {
        EvalError::Format { path: path.to_owned(), line, message: message.into() }
    }
}
