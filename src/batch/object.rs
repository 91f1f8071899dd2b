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
    let object = match line.text(options.max_line_bytes).and_then(|text| Object::parse(text, options)) {
        Ok(object) => object,
        Err(error) => return Answer::failed_json(id_of_broken(line.head(), &options.id_field).to_owned(), error),
    };
    let id = object.fields.id().to_owned();
    match object.content {
        Ok(content) => {
            let page = object.url.iter().fold(content.page(), |page, url| page.url(url));
            answer(id, &page, cleaner, options, |cleaned| render(&object.fields, cleaned))
        }
        Err(error) => Answer::failed_json(id, error),
    }
}

/// What JSON takes for space.
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// What a line holds.
#[derive(Debug)]
struct Object<'l> {
    fields: Fields<'l>,
    content: Result<Content, RecordError>,
    url: Option<String>,
}

/// The page of a record.
#[derive(Debug)]
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

/// A field that is passed through: its name, and its value as it is written.
type Raw<'l> = (String, &'l str);

impl<'l> Object<'l> {
    fn parse(line: &'l str, options: &Options) -> Result<Self, RecordError> {
        Object::quick(line, options).map_or_else(|| Object::careful(line, options), Ok)
    }

    /// Reads a plain record, looking at each byte of its page once. `None` for anything out of the ordinary.
    fn quick(mut line: &'l str, options: &Options) -> Option<Self> {
        let (mut html, mut text, mut url, mut rest) = (None, None, None, Vec::new());
        let line = &mut line;
        take(line, "{")?;
        loop {
            let name = string(line)?;
            take(line, ":")?;
            match &name {
                name if *name == options.html_field => put(&mut html, string(line)?)?,
                name if *name == options.text_field => put(&mut text, string(line)?)?,
                _ => {
                    let value = raw(line)?;
                    if name == "url" {
                        put(&mut url, string(&mut &*value)?)?;
                    }
                    rest.push((name, value));
                }
            }
            if take(line, ",").is_none() {
                break;
            }
        }
        take(line, "}")?;
        let content = html.map(Content::Html).or(text.map(Content::Text))?;
        let fields = fields(rest, options).filter(|_| line.trim_start_matches(SPACE).is_empty())?;
        Some(Object { fields, content: Ok(content), url })
    }

    /// Reads any record, and tells what is wrong with it.
    fn careful(line: &'l str, options: &Options) -> Result<Self, RecordError> {
        let all: BTreeMap<String, &RawValue> =
            serde_json::from_str(line).map_err(|error| RecordError::json("the record", "a JSON object", &error))?;
        let string = |name: &str| -> Result<Option<String>, RecordError> {
            let value = all.get(name).map(|raw| serde_json::from_str(raw.get()));
            value.transpose().map(Option::flatten).map_err(|error| RecordError::json(name, "a string", &error))
        };
        let page = || match string(&options.html_field)? {
            Some(html) => Ok(Content::Html(html)),
            None => string(&options.text_field)?.map(Content::Text).ok_or_else(|| RecordError::missing(options)),
        };
        let (url, content) = string("url").map_or_else(|error| (None, Err(error)), |url| (url, page()));
        let ours = |name: &String| *name == options.html_field || *name == options.text_field;
        let mut rest: Vec<Raw<'_>> =
            all.iter().filter(|(name, _)| !ours(name)).map(|(name, raw)| (name.clone(), raw.get())).collect();
        // All values are slices of one line: their addresses are their order.
        rest.sort_by_key(|(_, raw)| raw.as_ptr());
        // No name is there twice.
        let fields = fields(rest, options).unwrap_or_default();
        Ok(Object { fields, content, url })
    }
}

/// The id and the fields that are passed through; `None` if one of them is there twice.
fn fields<'l>(mut rest: Vec<Raw<'l>>, options: &Options) -> Option<Fields<'l>> {
    let mut names: Vec<&str> = rest.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return None;
    }
    let id = rest.iter().position(|(name, _)| *name == options.id_field);
    let id = id.map_or("null", |at| rest.remove(at).1);
    let rest = rest.into_iter().map(|(name, raw)| (Cow::Owned(name), Cow::Borrowed(raw))).collect();
    Some(Fields::new(Cow::Borrowed(id), rest))
}

/// Fills a place that must be empty.
fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

/// Takes a mark off the beginning, and the space before it.
fn take(line: &mut &str, mark: &str) -> Option<()> {
    *line = line.trim_start_matches(SPACE).strip_prefix(mark)?;
    Some(())
}

/// Takes a string off the beginning.
fn string(line: &mut &str) -> Option<String> {
    let mut values = Deserializer::from_str(line).into_iter::<String>();
    let value = values.next()?.ok()?;
    *line = &line[values.byte_offset()..];
    Some(value)
}

/// Takes a value off the beginning, as it is written.
fn raw<'l>(line: &mut &'l str) -> Option<&'l str> {
    let mut values = Deserializer::from_str(line).into_iter::<&RawValue>();
    let value = values.next()?.ok()?.get();
    *line = &line[values.byte_offset()..];
    Some(value)
}

/// The id of a line that can't be read to its end, if it is the first field; else null.
fn id_of_broken<'l>(line: &'l [u8], id_field: &str) -> &'l str {
    let valid = line.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut rest = valid.strip_prefix('\u{feff}').unwrap_or(valid);
    let id = ["{", &Value::from(id_field).to_string(), ":"].iter().try_for_each(|mark| take(&mut rest, mark));
    let id = id.and_then(|()| raw(&mut rest));
    id.filter(|_| rest.trim_ascii_start().starts_with(',')).unwrap_or("null")
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn what_is_read_quickly_is_what_is_read_carefully() {
        let plain = [
            r#"{"id":1,"html":"<p>a\n\u00e9\"</p>"}"#,
            r#" { "text" : "a" , "html":"b","url":"http:\/\/x" , "n":-1.50e3,"o":[1, {"x":null}],"id":"i" } "#,
            r#"{"text":"","h\u0074ml":"escaped name"}"#,
            // Half a surrogate pair is passed through as it is.
            r#"{"id":"\ud83d","html":"a","n":"\ufea2\ud83d"}"#,
        ];
        let odd = [
            "",
            "{}",
            "[1]",
            r#"{"html":null,"text":"a"}"#,
            r#"{"html":"a","html":"b"}"#,
            r#"{"html":"a","n":1,"n":2}"#,
            r#"{"html":"a"} x"#,
            r#"{"html":"a",}"#,
            r#"{"html":"a" "text":"b"}"#,
            r#"{"html":"\ud83d"}"#,
            r#"{"html":"a","text":3}"#,
            r#"{"html":"a","url":3}"#,
            r#"{"html":"a","url":null}"#,
            r#"{"html":"a","n":tru}"#,
            r#"{"html":"a"#,
        ];
        let options = Options::default();
        let told = |line| format!("{:?}", Object::careful(line, &options));
        for line in plain {
            let quick = Object::quick(line, &options).map(|object| format!("Ok({object:?})"));
            assert_eq!(quick, Some(told(line)), "{line}");
        }
        for line in odd {
            assert!(Object::quick(line, &options).is_none(), "{line}");
        }
    }
}
