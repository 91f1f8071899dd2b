//! What became of a record.

use super::error::RecordError;
use super::options::Options;
use crate::cleaner::{Cleaned, Cleaner, Page};
use serde_json::Value;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of a record: its id, and what was made of its article.
#[derive(Debug)]
pub struct Answer<T> {
    id: String,
    outcome: Outcome<T>,
    removed: Vec<(&'static str, u64)>,
}

/// The ways in which a record ends.
#[derive(Debug)]
pub enum Outcome<T> {
    /// An article.
    Kept(T),
    /// An article that is not wanted, and why.
    Dropped(T, String),
    /// No article: something is wrong with the record.
    Failed(RecordError),
    /// No article: an archive holds responses that are no pages. They are passed over; here is why.
    Skipped(&'static str),
}

impl<T> Answer<T> {
    /// That of a page that could not even be read; `id` is text.
    pub fn failed(id: &str, error: RecordError) -> Self {
        Answer::failed_json(Value::from(id).to_string(), error)
    }

    /// The same; the id is JSON.
    pub(super) fn failed_json(id: String, error: RecordError) -> Self {
        Answer { id, outcome: Outcome::Failed(error), removed: Vec::new() }
    }

    pub(super) fn skipped(reason: &'static str) -> Self {
        Answer { id: "null".to_owned(), outcome: Outcome::Skipped(reason), removed: Vec::new() }
    }

    /// The record's id as JSON; null if it has none.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What became of it.
    pub fn outcome(&self) -> &Outcome<T> {
        &self.outcome
    }

    /// The same, for good.
    pub fn into_outcome(self) -> Outcome<T> {
        self.outcome
    }

    /// Bytes of the flattened source that each filter removed, by its name.
    pub fn removed(&self) -> &[(&'static str, u64)] {
        &self.removed
    }

    /// The same answer with something else made of its article.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Answer<U> {
        let outcome = match self.outcome {
            Outcome::Kept(article) => Outcome::Kept(make(article)),
            Outcome::Dropped(article, reason) => Outcome::Dropped(make(article), reason),
            Outcome::Failed(error) => Outcome::Failed(error),
            Outcome::Skipped(reason) => Outcome::Skipped(reason),
        };
        Answer { id: self.id, outcome, removed: self.removed }
    }

    /// The same answer, its article dropped if there is a reason to.
    pub fn drop_if(self, reason: impl FnOnce(&T) -> Option<String>) -> Self {
        let outcome = match self.outcome {
            Outcome::Kept(article) => match reason(&article) {
                Some(reason) => Outcome::Dropped(article, reason),
                None => Outcome::Kept(article),
            },
            other => other,
        };
        Answer { outcome, ..self }
    }

    /// The line of JSON that says what went wrong, if something did.
    pub fn error_line(&self) -> Option<String> {
        let Outcome::Failed(error) = &self.outcome else { return None };
        let value = serde_json::json!({"kind": error.kind(), "message": error.to_string()});
        Some(format!("{{\"id\":{},\"error\":{value}}}", self.id))
    }
}

/// Cleans one page and makes something of it, as a run does with each of its records: panics are caught, the time limit
/// and the judge of the options count.
pub fn clean<T>(
    id: &str,
    page: &Page<'_>,
    cleaner: &Cleaner,
    options: &Options,
    render: impl FnOnce(Cleaned) -> T,
) -> Answer<T> {
    answer(Value::from(id).to_string(), page, cleaner, options, render)
}

/// The same; the id is JSON.
pub(super) fn answer<T>(
    id: String,
    page: &Page<'_>,
    cleaner: &Cleaner,
    options: &Options,
    render: impl FnOnce(Cleaned) -> T,
) -> Answer<T> {
    let work = || {
        let cleaned = cleaner.clean_within(page, options.timeout)?;
        let dropped = options.judge.as_ref().and_then(|judge| judge(&cleaned));
        let removed = removed(&cleaned);
        let made = render(cleaned);
        let outcome = match dropped {
            Some(reason) => Outcome::Dropped(made, reason),
            None => Outcome::Kept(made),
        };
        Ok((outcome, removed))
    };
    // Nothing that the work could leave half done outlives it: the cleaner is only read.
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(RecordError::panic(&*panic)));
    match done {
        Ok((outcome, removed)) => Answer { id, outcome, removed },
        Err(error) => Answer::failed_json(id, error),
    }
}

fn removed(cleaned: &Cleaned) -> Vec<(&'static str, u64)> {
    let mut bytes = BTreeMap::new();
    for removed in cleaned.article.removed() {
        *bytes.entry(removed.filter()).or_default() += removed.span().len() as u64;
    }
    bytes.into_iter().collect()
}
