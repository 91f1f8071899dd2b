//! One page and what should come of it.

use super::error::EvalError;
use super::expectations::Expectations;
use super::flatten::{Flattening, flatten};
use crate::document::Input;
use crate::parse;
use flate2::read::MultiGzDecoder;
use std::fmt;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Bytes of a page, unpacked; cleaners take no more by default.
const LARGEST: u64 = 64 << 20;

/// Which half of a corpus a case is in. Cleaners may be made and tuned on `dev`; `test` is for comparing them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// To look at.
    Dev,
    /// To measure on.
    Test,
}

impl FromStr for Split {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "dev" => Ok(Split::Dev),
            "test" => Ok(Split::Test),
            other => Err(format!("split is \"dev\" or \"test\", not {other:?}")),
        }
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Split::Dev { "dev" } else { "test" })
    }
}

/// One page and what should come of it.
#[derive(Debug, Clone)]
pub struct Case {
    pub(super) id: String,
    pub(super) place: Place,
    pub(super) input: Input,
    pub(super) flattening: Option<Flattening>,
    pub(super) url: Option<String>,
    pub(super) gold: String,
    pub(super) site: Option<String>,
    pub(super) split: Option<Split>,
    pub(super) expectations: Expectations,
}

/// Where the page is.
#[derive(Debug, Clone)]
pub(super) enum Place {
    File(PathBuf),
    Memory(String),
}

impl Case {
    /// A case of flat text.
    pub fn text(id: impl Into<String>, page: impl Into<String>, gold: impl Into<String>) -> Self {
        Case::at(id, Place::Memory(page.into()), Input::Text, gold)
    }

    /// A case of HTML.
    pub fn html(id: impl Into<String>, page: impl Into<String>, gold: impl Into<String>) -> Self {
        Case::at(id, Place::Memory(page.into()), Input::Html, gold)
    }

    pub(super) fn at(id: impl Into<String>, place: Place, input: Input, gold: impl Into<String>) -> Self {
        Case {
            id: id.into(),
            place,
            input,
            flattening: None,
            url: None,
            gold: gold.into(),
            site: None,
            split: None,
            expectations: Expectations::default(),
        }
    }

    /// The same with expectations beside the gold text.
    pub fn expecting(self, expectations: Expectations) -> Self {
        Case { expectations, ..self }
    }

    /// Its name, unique in its corpus.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What contenders are given.
    pub fn input(&self) -> Input {
        if self.flattening.is_some() { Input::Text } else { self.input }
    }

    /// The address of the page.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The body that a careful editor would keep; empty for a page without one.
    pub fn gold(&self) -> &str {
        &self.gold
    }

    /// The site that it is from, or in the manner of.
    pub fn site(&self) -> Option<&str> {
        self.site.as_deref()
    }

    /// dev or test, where the corpus is split.
    pub fn split(&self) -> Option<Split> {
        self.split
    }

    /// What is expected beside the body.
    pub fn expectations(&self) -> &Expectations {
        &self.expectations
    }

    /// The page as it stands in its file.
    ///
    /// # Errors
    /// [`EvalError::Read`].
    pub fn bytes(&self) -> Result<Vec<u8>, EvalError> {
        let path = match &self.place {
            Place::Memory(page) => return Ok(page.clone().into_bytes()),
            Place::File(path) => path,
        };
        let packed = path.extension().is_some_and(|ending| ending == "gz");
        let bytes = if packed { unpacked(path) } else { fs::read(path) };
        bytes.map_err(|error| EvalError::read(path, error))
    }

    /// The page as contenders get it: decoded, and flattened if its corpus is.
    ///
    /// # Errors
    /// [`EvalError::Read`]; [`EvalError::Page`] for bytes that are no text.
    pub fn page(&self) -> Result<String, EvalError> {
        let bytes = self.bytes()?;
        let page = parse::decode(&bytes, None).map_err(|error| match &self.place {
            Place::File(path) => EvalError::Page { path: path.clone(), error },
            Place::Memory(_) => EvalError::Page { path: PathBuf::from(&self.id), error },
        })?;
        Ok(self.flattening.map_or_else(|| page.to_string(), |how| flatten(&page, how)))
    }
}

/// The bytes of a page that is packed with gzip; a bomb is an error.
pub(crate) fn unpacked(path: &Path) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let file = BufReader::new(fs::File::open(path)?);
    let read = MultiGzDecoder::new(file).take(LARGEST + 1).read_to_end(&mut page);
    match read.map_err(|error| io::Error::new(error.kind(), format!("{error}; fetch the corpus again")))? as u64 {
        ..=LARGEST => Ok(page),
        _ => Err(io::Error::other(format!("it unpacks to more than {LARGEST} bytes; take the page out"))),
    }
}
