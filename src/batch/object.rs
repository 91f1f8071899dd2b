//! Records of JSON Lines: what there is to clean in them.

use super::answer::{Answer, answer};
use super::error::RecordError;
use super::lines::Line;
use super::options::Options;
use super::record::Fields;
use crate::cleaner::{Cleaned, Cleaner, Page};
use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Cleans the page of a line.
pub(super) fn clean<T>(
    line: &Line,
    cleaner: &Cleaner,
    options: &Options,
    render: impl FnOnce(&Fields<'_>, Cleaned) -> T,
) -> Answer<T> {
    let object = match line.text(options.max_line_bytes).and_then(Object::parse) {
        Ok(object) => object,
        Err(error) => return Answer::failed_json(id_of_broken(line.head(), &options.id_field).to_owned(), error),
    };
    let fields = object.fields(options);
    let id = fields.id().to_owned();
    match object.page(options) {
        Ok((content, url)) => {
            let page = url.iter().fold(content.page(), |page, url| page.url(url));
            answer(id, &page, cleaner, options, |cleaned| render(&fields, cleaned))
        }
        Err(error) => Answer::failed_json(id, error),
    }
}

/// The page of a record.
enum Content {
    Html(String),
    Text(String),
}

impl Content {
    fn page(&self) -> Page<'_> {
        match self {
            Content::Html(html) => Page::html(html),
            Content::Text(text) => Page::text(text),
        }
    }
}

/// The object of a line, values as they are written there.
struct Object<'l>(BTreeMap<String, &'l RawValue>);

impl<'l> Object<'l> {
    fn parse(line: &'l str) -> Result<Self, RecordError> {
        let object = serde_json::from_str(line);
        object.map(Object).map_err(|error| RecordError::json("the record", "a JSON object", &error))
    }

    /// The id, and what is passed through: all but the page.
    fn fields(&self, options: &Options) -> Fields<'l> {
        let Options { html_field, text_field, id_field, .. } = options;
        let ours = |name: &String| [html_field, text_field, id_field].contains(&name);
        let rest = self.0.iter().filter(|(name, _)| !ours(name));
        let mut rest: Vec<_> = rest.map(|(name, raw)| (Cow::Owned(name.clone()), Cow::Borrowed(raw.get()))).collect();
        // All values are slices of one line: their addresses are their order.
        rest.sort_by_key(|(_, raw)| raw.as_ptr());
        Fields::new(Cow::Borrowed(self.0.get(id_field).map_or("null", |raw| raw.get())), rest)
    }

    /// What there is to clean, and its address; of HTML and text, HTML counts.
    fn page(&self, options: &Options) -> Result<(Content, Option<String>), RecordError> {
        let url = self.string("url")?;
        let content = match self.string(&options.html_field)? {
            Some(html) => Content::Html(html),
            None => Content::Text(self.string(&options.text_field)?.ok_or_else(|| RecordError::missing(options))?),
        };
        Ok((content, url))
    }

    /// A field that holds a string or null.
    fn string(&self, name: &str) -> Result<Option<String>, RecordError> {
        let value = self.0.get(name).map(|raw| serde_json::from_str(raw.get()));
        value.transpose().map(Option::flatten).map_err(|error| RecordError::json(name, "a string", &error))
    }
}

/// The id of a line that can't be read to its end, if it is the first field; else null.
fn id_of_broken<'l>(line: &'l [u8], id_field: &str) -> &'l str {
    let valid = line.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut rest = valid.strip_prefix('\u{feff}').unwrap_or(valid);
    for mark in ["{", &Value::from(id_field).to_string(), ":"] {
        let Some(after) = rest.trim_ascii_start().strip_prefix(mark) else { return "null" };
        rest = after;
    }
    let mut values = Deserializer::from_str(rest).into_iter::<&RawValue>();
    let id = values.next().and_then(Result::ok).map_or("null", RawValue::get);
    let ended = rest[values.byte_offset()..].trim_ascii_start().starts_with(',');
    if ended { id } else { "null" }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_id_survives_the_end_of_its_line() {
        let id_of_broken = |line| super::id_of_broken(line, "id");
        assert_eq!(id_of_broken(br#"{"id": "a,1", "html": "<p>cut of"#), r#""a,1""#);
        assert_eq!(id_of_broken(br#" { "id" :42,"text":nonsense}"#), "42");
        assert_eq!(id_of_broken(b"{\"id\":\"b\",\"text\":\"\xff\"}"), r#""b""#);
        // 42 may be the beginning of 421.
        assert_eq!(id_of_broken(br#"{"id":42"#), "null");
        assert_eq!(id_of_broken(br#"{"text":"x","id":"later""#), "null");
        assert_eq!(id_of_broken(b""), "null");
        assert_eq!(super::id_of_broken(br#"{"doc":8,"#, "doc"), "8");
    }
}
