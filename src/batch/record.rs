//! One record: what came in, the line that goes out.

use super::answer::Answer;
use super::error::RecordError;
use super::lines::Line;
use super::options::Options;
use super::warc::{Content, Damage, Entry};
use super::{archived, object};
use crate::cleaner::{Cleaned, Cleaner};
use crate::render::json;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt::{Display, Write};

/// What is said of an article that is dropped.
const DROPPED_FIELDS: [&str; 5] = ["score", "score_version", "verdict", "quality", "truncated_input"];

/// A record as it was read; nothing of it is parsed yet.
#[derive(Debug)]
pub struct Record(pub(super) Raw);

#[derive(Debug)]
pub(super) enum Raw {
    Line(Line),
    Entry(Entry),
    Damage(Damage),
}

/// What a record came with, beside its page: the id, and fields that are passed through.
#[derive(Debug, Default)]
pub struct Fields<'r> {
    /// JSON; null if there is none.
    id: Cow<'r, str>,
    /// Names, and values that are JSON.
    rest: Vec<(Cow<'r, str>, Cow<'r, str>)>,
}

impl Record {
    /// Its size in memory, more or less.
    pub(super) fn len(&self) -> usize {
        match &self.0 {
            Raw::Line(line) => line.head().len(),
            Raw::Entry(Entry { content: Content::Whole(bytes), .. }) => bytes.len(),
            Raw::Entry(_) | Raw::Damage(_) => 0,
        }
    }

    /// Cleans its page and makes something of it; whatever goes wrong stands in the answer.
    pub fn clean<T>(
        &self,
        cleaner: &Cleaner,
        options: &Options,
        render: impl FnOnce(&Fields<'_>, Cleaned) -> T,
    ) -> Answer<T> {
        match &self.0 {
            Raw::Line(line) => object::clean(line, cleaner, options, render),
            Raw::Entry(entry) => archived::clean(entry, cleaner, options, render),
            Raw::Damage(Damage { offset, problem }) => {
                let error = RecordError::InvalidWarc { offset: *offset, problem };
                Answer::failed_json("null".to_owned(), error)
            }
        }
    }
}

impl<'r> Fields<'r> {
    pub(super) fn new(id: Cow<'r, str>, rest: Vec<(Cow<'r, str>, Cow<'r, str>)>) -> Self {
        Fields { id, rest }
    }

    /// The record's id as JSON; null if it has none.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The page's address, if the record has one.
    pub fn url(&self) -> Option<String> {
        let (_, value) = self.rest.iter().find(|(name, _)| name == "url")?;
        serde_json::from_str(value).ok()
    }

    /// The fields of a page that came without a record: nothing but its id, which is text.
    pub fn of_page(id: &str) -> Self {
        Fields::new(Value::from(id).to_string().into(), Vec::new())
    }

    /// The cleaned record on one line: the id, what was found, and the fields that are passed through, unless the
    /// cleaned record has one of that name.
    pub fn line(&self, cleaned: &Cleaned, removed: bool) -> String {
        self.line_with(cleaned, removed, [])
    }

    /// The same with fields of the caller's own after those that were found.
    pub fn line_with<'n>(
        &self,
        cleaned: &Cleaned,
        removed: bool,
        more: impl IntoIterator<Item = (&'n str, Value)>,
    ) -> String {
        let mut fields = output(cleaned, removed);
        fields.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self.object(&fields)
    }

    /// What stands in the place of an article that is dropped: `dropped`, the reason; score, parts and verdict, but no
    /// text; and the fields that are passed through.
    pub fn dropped_line(&self, cleaned: &Cleaned, reason: &str) -> String {
        let mut fields = Map::new();
        fields.insert("dropped".to_owned(), reason.into());
        let found = json::fields(&cleaned.article).into_iter();
        fields.extend(found.filter(|(name, _)| DROPPED_FIELDS.contains(&name.as_str())));
        self.object(&fields)
    }

    fn object(&self, fields: &Map<String, Value>) -> String {
        let ours = |name: &str| matches!(name, "id" | "error") || fields.contains_key(name);
        let rest = self.rest.iter().filter(|(name, _)| !ours(name));
        let mut line = format!("{{\"id\":{}", self.id);
        for (name, value) in fields {
            push(&mut line, name, value);
        }
        rest.for_each(|(name, value)| push(&mut line, name, value));
        line.push('}');
        line
    }
}

/// The record of a page that came without one, on one line.
pub fn record_line(id: &str, cleaned: &Cleaned, removed: bool) -> String {
    Fields::of_page(id).line(cleaned, removed)
}

fn output(cleaned: &Cleaned, removed: bool) -> Map<String, Value> {
    let mut fields = json::fields(&cleaned.article);
    if removed {
        fields.insert("removed".to_owned(), cleaned.article.removed().iter().map(json::removed).collect());
        fields.insert("source_text".to_owned(), cleaned.document.text().into());
    }
    fields
}

fn push(line: &mut String, name: &str, value: &impl Display) {
    // Writing to a string can't fail.
    let _ = write!(line, ",{}:{value}", Value::from(name));
}
