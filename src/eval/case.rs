//! One page and what should come of it.

use super::error::EvalError;
use super::expectations::Expectations;
use super::flatten::{Flattening, flatten};
use crate::document::Input;
use crate::parse;
use flate2::read::MultiGzDecoder;
use std::fmt;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::str::FromStr;

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
        let bytes = fs::read(path).map_err(|error| EvalError::read(path, error))?;
        if path.extension().is_none_or(|ending| ending != "gz") {
            return Ok(bytes);
        }
        let mut page = Vec::new();
        MultiGzDecoder::new(&bytes[..]).read_to_end(&mut page).map_err(|error| EvalError::read(path, error))?;
        Ok(page)
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
