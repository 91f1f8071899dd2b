//! Records of archives: what there is to clean in them.

use super::answer::{Answer, answer};
use super::error::RecordError;
use super::http::Response;
use super::options::Options;
use super::record::Fields;
use super::warc::{Content, Entry, Kind};
use super::wet;
use crate::cleaner::{Cleaned, Cleaner, Page};
use crate::document::Input;
use serde_json::Value;
use std::borrow::Cow;

/// A page in an archive.
pub(super) struct Body<'c> {
    pub bytes: Cow<'c, [u8]>,
    /// HTML or text, if the archive says so.
    pub input: Option<Input>,
    pub charset: Option<String>,
}

/// What there is to clean, or why nothing is: the record is passed over, or wrong.
type Found<'c> = Result<Result<Body<'c>, &'static str>, RecordError>;

/// Cleans the page of a record.
pub(super) fn clean<T>(
    entry: &Entry,
    cleaner: &Cleaner,
    options: &Options,
    render: impl FnOnce(&Fields<'_>, Cleaned) -> T,
) -> Answer<T> {
    let fields = fields(entry);
    let id = fields.id().to_owned();
    match body(entry, options.max_line_bytes, cleaner.max_bytes()) {
        Ok(Ok(body)) => {
            let page = page(&body, entry.url.as_deref());
            answer(id, &page, cleaner, options, |cleaned| render(&fields, cleaned))
        }
        Ok(Err(reason)) => Answer::skipped(reason),
        Err(error) => Answer::failed_json(id, error),
    }
}

/// The address and the date are passed through.
fn fields(entry: &Entry) -> Fields<'_> {
    let json = |text: &str| Cow::Owned(Value::from(text).to_string());
    let url = entry.url.iter().map(|url| (Cow::Borrowed("url"), json(url)));
    let date = entry.date.iter().map(|date| (Cow::Borrowed("warc_date"), json(date)));
    let id = if entry.id.is_empty() { Cow::Borrowed("null") } else { json(&entry.id) };
    Fields::new(id, url.chain(date).collect())
}

/// No more is unpacked than what is refused: as a record over `limit`, or as a page over `most`.
fn body(entry: &Entry, limit: usize, most: usize) -> Found<'_> {
    let Content::Whole(content) = &entry.content else { return Err(RecordError::RecordTooLong { limit }) };
    if entry.kind == Kind::Conversion {
        return Ok(Ok(wet::body(content)));
    }
    let response = Response::parse(content)?;
    match response.not_a_page() {
        Some(reason) => Ok(Err(reason)),
        None => match response.body(limit.min(most))? {
            body if body.bytes.len() > limit => Err(RecordError::RecordTooLong { limit }),
            body => Ok(Ok(body)),
        },
    }
}

fn page<'p>(body: &'p Body<'_>, url: Option<&'p str>) -> Page<'p> {
    let page = Page::bytes(&body.bytes);
    let page = body.input.into_iter().fold(page, Page::kind);
    let page = body.charset.iter().fold(page, |page, label| page.charset(label));
    url.into_iter().fold(page, Page::url)
}
