//! What a page says of itself in JSON-LD (schema.org), read without recursion and within limits.

use serde_json::{Map, Value};
use std::collections::HashMap;

/// Scripts larger than this many bytes are product catalogues, not articles: not read.
const SIZE_LIMIT: usize = 256 * 1024;
/// Objects visited in one script, and how deep an object may lie.
const OBJECT_LIMIT: usize = 512;
const DEPTH_LIMIT: usize = 6;
const NAME_LIMIT: usize = 32;

/// How closely an object speaks of the page's own text. Lower is closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Article,
    Page,
    Other,
}

/// One object that describes the page: its strings as written.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) role: Role,
    pub(super) kinds: Vec<String>,
    pub(super) headline: Option<String>,
    pub(super) description: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) site: Option<String>,
    pub(super) language: Option<String>,
    /// Whether it is said to be readable without paying.
    pub(super) free: Option<bool>,
}

/// Reads one script. Broken JSON gives what a mild repair can save, or nothing.
pub(super) fn read(script: &str) -> Vec<Entry> {
    if script.len() > SIZE_LIMIT {
        return Vec::new();
    }
    let Some(root) = parse(script) else {
        return Vec::new();
    };
    let objects = objects(&root);
    let named = named(&objects);
    objects.iter().filter_map(|object| entry(object, &named)).collect()
}

fn parse(script: &str) -> Option<Value> {
    let trimmed = script.trim();
    serde_json::from_str(trimmed).or_else(|_| serde_json::from_str(&repaired(trimmed))).ok()
}

/// Undoes the usual slips: comment wrappers around the JSON, raw line breaks in strings, commas before a closing bracket.
fn repaired(script: &str) -> String {
    let from = script.find(['{', '[']).unwrap_or(0);
    let to = script.rfind(['}', ']']).map_or(script.len(), |at| at + 1);
    let mut json = String::with_capacity(script.len());
    for char in script.get(from..to).unwrap_or_default().chars() {
        if matches!(char, '}' | ']') && json.trim_end().ends_with(',') {
            json.truncate(json.trim_end().len() - 1);
        }
        json.push(if char.is_control() { ' ' } else { char });
    }
    json
}

/// Every object down to the depth limit, in document order.
fn objects(root: &Value) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut pending = vec![(root, 0)];
    while let Some((value, depth)) = pending.pop() {
        if found.len() == OBJECT_LIMIT {
            break;
        }
        match value {
            Value::Array(items) if depth < DEPTH_LIMIT => {
                pending.extend(items.iter().rev().map(|item| (item, depth + 1)))
            }
            Value::Object(object) => {
                found.push(object);
                if depth < DEPTH_LIMIT {
                    pending.extend(
                        object
                            .values()
                            .rev()
                            .filter(|child| child.is_object() || child.is_array())
                            .map(|child| (child, depth + 1)),
                    );
                }
            }
            _ => {}
        }
    }
    found
}

/// The names of the objects that others may refer to, by their `@id`; the first of one id counts.
type Named<'v> = HashMap<&'v str, &'v Value>;

fn named<'v>(objects: &[&'v Map<String, Value>]) -> Named<'v> {
    let pair = |object: &&'v Map<String, Value>| Some((object.get("@id")?.as_str()?, object.get("name")?));
    objects.iter().rev().filter_map(pair).collect()
}

fn entry(object: &Map<String, Value>, all: &Named<'_>) -> Option<Entry> {
    let kinds = kinds(object);
    let role = kinds.iter().map(|kind| role(kind)).min()?;
    let site = match kinds.iter().any(|kind| kind == "WebSite") {
        true => string(object.get("name")),
        false => object.get("publisher").and_then(|publisher| names(publisher, all).into_iter().next()),
    };
    if role == Role::Other && !kinds.iter().any(|kind| kind == "WebSite") {
        return None;
    }
    let author = object.get("author").or_else(|| object.get("creator"));
    Some(Entry {
        role,
        headline: string(object.get("headline")).or_else(|| string(object.get("name"))),
        description: string(object.get("description")),
        authors: author.map(|author| names(author, all)).unwrap_or_default(),
        published: string(object.get("datePublished"))
            .or_else(|| string(object.get("uploadDate")))
            .or_else(|| string(object.get("dateCreated"))),
        modified: string(object.get("dateModified")),
        language: string(object.get("inLanguage")),
        free: truth(object.get("isAccessibleForFree")),
        site,
        kinds,
    })
}

fn kinds(object: &Map<String, Value>) -> Vec<String> {
    let strip = |kind: &str| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind).to_owned();
    match object.get("@type") {
        Some(Value::String(kind)) => vec![strip(kind)],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).map(strip).collect(),
        _ => Vec::new(),
    }
}

fn role(kind: &str) -> Role {
    match kind {
        "Report" | "Recipe" | "HowTo" | "Question" | "LiveBlogPosting" => Role::Article,
        _ if kind.ends_with("Article") || kind.ends_with("Posting") => Role::Article,
        _ if kind.ends_with("Page") || kind == "VideoObject" || kind == "CreativeWork" => Role::Page,
        _ => Role::Other,
    }
}

/// The names in an author or publisher value: strings, objects, lists of either, references by `@id`.
fn names(value: &Value, all: &Named<'_>) -> Vec<String> {
    let named = |item: &'_ Value| match item.as_object() {
        Some(object) => strings(object.get("name").or_else(|| all.get(object.get("@id")?.as_str()?).copied())),
        None => strings(Some(item)),
    };
    match value {
        Value::Array(items) => items.iter().take(NAME_LIMIT).flat_map(named).collect(),
        one => named(one),
    }
}

/// A truth value, also one written as a string or as an address of schema.org.
fn truth(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => text.rsplit('/').next()?.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// A string, or the strings of a list.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().take(NAME_LIMIT).filter_map(|item| string(Some(item))).collect(),
        value => string(value).into_iter().collect(),
    }
}

/// A non-empty string, or the first of a list.
fn string(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text,
        Value::Array(items) => items.first()?.as_str()?,
        Value::Object(object) => object.get("name")?.as_str()?,
        _ => return None,
    };
    (!text.trim().is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_come_in_every_shape() {
        let authors =
            |value: &str| read(&format!(r#"{{"@type": "NewsArticle", "author": {value}}}"#)).remove(0).authors;
        assert_eq!(authors(r#""Ann Lee""#), ["Ann Lee"]);
        assert_eq!(authors(r#"{"name": "Ann Lee"}"#), ["Ann Lee"]);
        assert_eq!(authors(r#"{"name": ["Ann Lee", "Bo Ek"]}"#), ["Ann Lee", "Bo Ek"]);
        assert_eq!(authors(r#"["Ann Lee", {"name": "Bo Ek"}, 7, null]"#), ["Ann Lee", "Bo Ek"]);
    }

    #[test]
    fn what_must_be_paid_for_is_said_in_several_ways() {
        for (value, free) in [
            ("false", Some(false)),
            ("\"False\"", Some(false)),
            ("\"https://schema.org/True\"", Some(true)),
            ("0", None),
        ] {
            let script = format!(r#"{{"@type": "NewsArticle", "isAccessibleForFree": {value}}}"#);
            assert_eq!(read(&script)[0].free, free, "{value}");
        }
    }

    #[test]
    fn slips_are_mended_and_nonsense_gives_nothing() {
        let slips = "<!-- {\"@type\": \"Article\", \"headline\": \"Two\nlines\", } -->";
        assert_eq!(read(slips)[0].headline.as_deref(), Some("Two lines"));
        for script in ["", "{", "}{", "null", "[[[", "{\"@type\": 3}"] {
            assert!(read(script).is_empty(), "{script}");
        }
    }

    #[test]
    fn depth_and_size_are_limited() {
        let deep = format!("{}{{\"@type\": \"Article\"}}{}", "[".repeat(DEPTH_LIMIT + 1), "]".repeat(DEPTH_LIMIT + 1));
        assert!(read(&deep).is_empty());
        assert!(read(&"[".repeat(100_000)).is_empty());
        let long = format!("{{\"@type\": \"Article\", \"name\": \"{}\"}}", "x".repeat(SIZE_LIMIT));
        assert!(read(&long).is_empty());
    }
}
