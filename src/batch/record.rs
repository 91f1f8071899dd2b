//! One record: the line that came in, the line that goes out.

use super::error::RecordError;
use crate::cleaner::{Cleaned, Page};
use crate::render::json;
use serde_json::value::RawValue;
use serde_json::{Deserializer, Map, Value};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The fields of a line, values as they are written there.
pub(super) struct Fields<'l>(BTreeMap<String, &'l RawValue>);

/// The page of a record.
pub(super) enum Content {
    Html(String),
    Text(String),
}

impl Content {
    pub fn page(&self) -> Page<'_> {
        match self {
            Content::Html(html) => Page::html(html),
            Content::Text(text) => Page::text(text),
        }
    }
}

impl<'l> Fields<'l> {
    pub fn parse(line: &'l str) -> Result<Self, RecordError> {
        let object = serde_json::from_str(line);
        object.map(Fields).map_err(|error| RecordError::json("the record", "a JSON object", &error))
    }

    /// The id as JSON; null if there is none.
    pub fn id(&self) -> &'l str {
        self.0.get("id").map_or("null", |raw| raw.get())
    }

    /// The page and its address.
    pub fn page(&self) -> Result<(Content, Option<String>), RecordError> {
        let url = self.string("url")?;
        let content = match self.string("html")? {
            Some(html) => Content::Html(html),
            None => Content::Text(self.string("text")?.ok_or(RecordError::MissingField)?),
        };
        Ok((content, url))
    }

    /// A field that holds a string or null.
    fn string(&self, name: &'static str) -> Result<Option<String>, RecordError> {
        let value = self.0.get(name).map(|raw| serde_json::from_str(raw.get()));
        value.transpose().map(Option::flatten).map_err(|error| RecordError::json(name, "a string", &error))
    }

    /// The cleaned record, with the fields that are passed through.
    pub fn line(&self, cleaned: &Cleaned, removed: bool) -> String {
        let fields = output(cleaned, removed);
        let ours = |name: &str| matches!(name, "id" | "html" | "text" | "error") || fields.contains_key(name);
        let mut rest: Vec<_> =
            self.0.iter().filter(|(name, _)| !ours(name)).map(|(name, raw)| (name, raw.get())).collect();
        // All values are slices of one line: their addresses are their order.
        rest.sort_by_key(|(_, raw)| raw.as_ptr());
        let fields = fields.iter().map(|(name, value)| (name, value.to_string()));
        object(self.id(), fields.chain(rest.into_iter().map(|(name, raw)| (name, raw.to_owned()))))
    }
}

/// The record of a page that came without one, on one line.
pub fn record_line(id: &str, cleaned: &Cleaned, removed: bool) -> String {
    let fields = output(cleaned, removed);
    object(&Value::from(id).to_string(), fields.iter().map(|(name, value)| (name, value.to_string())))
}

/// The record in the place of a page that failed, on one line.
pub fn error_line(id: &str, error: &RecordError) -> String {
    error_object(&Value::from(id).to_string(), error)
}

/// The same; the id is JSON.
pub(super) fn error_object(id: &str, error: &RecordError) -> String {
    let value = serde_json::json!({"kind": error.kind(), "message": error.to_string()});
    object(id, std::iter::once((&"error".to_owned(), value.to_string())))
}

/// The id of a line that can't be read to its end, if it is the first field; else null.
pub(super) fn id_of_broken(line: &[u8]) -> &str {
    let valid = line.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut rest = valid.strip_prefix('\u{feff}').unwrap_or(valid);
    for mark in ["{", "\"id\"", ":"] {
        let Some(after) = rest.trim_ascii_start().strip_prefix(mark) else { return "null" };
        rest = after;
    }
    let mut values = Deserializer::from_str(rest).into_iter::<&RawValue>();
    let id = values.next().and_then(Result::ok).map_or("null", RawValue::get);
    let ended = rest[values.byte_offset()..].trim_ascii_start().starts_with(',');
    if ended { id } else { "null" }
}

fn output(cleaned: &Cleaned, removed: bool) -> Map<String, Value> {
    let mut fields = json::fields(&cleaned.article);
    if removed {
        fields.insert("removed".to_owned(), cleaned.article.removed().iter().map(json::removed).collect());
        fields.insert("source_text".to_owned(), cleaned.document.text().into());
    }
    fields
}

/// A JSON object of values that are JSON already.
fn object<'n>(id: &str, fields: impl Iterator<Item = (&'n String, String)>) -> String {
    let mut line = format!("{{\"id\":{id}");
    for (name, value) in fields {
        // Writing to a string can't fail.
        let _ = write!(line, ",{}:{value}", Value::from(name.as_str()));
    }
    line.push('}');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_the_end_of_its_line() {
        assert_eq!(id_of_broken(br#"{"id": "a,1", "html": "<p>cut of"#), r#""a,1""#);
        assert_eq!(id_of_broken(br#" { "id" :42,"text":nonsense}"#), "42");
        assert_eq!(id_of_broken(b"{\"id\":\"b\",\"text\":\"\xff\"}"), r#""b""#);
        // 42 may be the beginning of 421.
        assert_eq!(id_of_broken(br#"{"id":42"#), "null");
        assert_eq!(id_of_broken(br#"{"text":"x","id":"later""#), "null");
        assert_eq!(id_of_broken(b""), "null");
    }
}
