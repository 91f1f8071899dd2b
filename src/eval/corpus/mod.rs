//! Sets of cases, in four layouts.

mod folder;
mod ours;
mod scrapinghub;
pub(super) mod sheet;
mod wcxb;

use super::case::{Case, Split};
use super::error::EvalError;
use super::flatten::Flattening;
use crate::document::Input;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages with gold text.
#[derive(Debug, Clone)]
pub struct Corpus {
    name: String,
    cases: Vec<Case>,
}

impl Corpus {
    /// A corpus of these cases.
    pub fn new(name: impl Into<String>, cases: Vec<Case>) -> Self {
        Corpus { name: name.into(), cases }
    }

    /// Reads a folder, whose layout is found out:
    ///
    /// | layout | known by |
    /// |---|---|
    /// | this project's (see `corpus/README.md`) | folders with a `gold.txt` each |
    /// | WCXB (Foley 2026) | `ground-truth/ID.json` beside `html/ID.html.gz` |
    /// | ScrapingHub's article-extraction-benchmark | `ground-truth.json` beside `html/ID.html.gz` |
    /// | plain | `NAME.html` or `NAME.txt` beside `NAME.gold.txt` |
    ///
    /// # Errors
    /// [`EvalError`] for whatever cannot be read, and for a folder without a page.
    pub fn open(folder: &Path) -> Result<Self, EvalError> {
        let cases = if folder.join("ground-truth").is_dir() {
            wcxb::read(folder)?
        } else if folder.join("ground-truth.json").is_file() {
            scrapinghub::read(folder)?
        } else {
            let paths = list(folder)?;
            if paths.iter().any(|path| path.join("gold.txt").is_file()) {
                ours::read(&paths)?
            } else {
                folder::read(&paths)?
            }
        };
        let name =
            folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into());
        if cases.is_empty() { Err(EvalError::NoPages(folder.to_owned())) } else { Ok(Corpus { name, cases }) }
    }

    /// Only the cases of one split.
    pub fn split(mut self, split: Split) -> Self {
        self.cases.retain(|case| case.split() == Some(split));
        Corpus { name: format!("{}, {split} split", self.name), ..self }
    }

    /// Only the cases that come as HTML, or as text.
    pub fn only(mut self, input: Input) -> Self {
        self.cases.retain(|case| case.input() == input);
        self
    }

    /// The HTML pages as flat text; those that are text already are left out.
    pub fn flattened(self, how: Flattening) -> Self {
        let Corpus { name, mut cases } = self.only(Input::Html);
        cases.iter_mut().for_each(|case| case.flattening = Some(how));
        Corpus { name: format!("{name}, flattened ({})", how.name()), cases }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The cases, by id.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }
}

/// What is in a folder, sorted.
pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, EvalError> {
    let entries = fs::read_dir(folder).map_err(|error| EvalError::read(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}

pub(super) fn read_text(path: &Path) -> Result<String, EvalError> {
    fs::read_to_string(path).map_err(|error| EvalError::read(path, error))
}

fn read_json(path: &Path) -> Result<serde_json::Value, EvalError> {
    let text = read_text(path)?;
    serde_json::from_str(&text).map_err(|error| EvalError::format(path, error.line(), error.to_string()))
}

/// File name without its last ending.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
