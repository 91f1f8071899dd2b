//! What a page says of itself in JSON-LD (schema.org), read without recursion and within limits.

use serde_json::{Map, Value};

/// Scripts larger than this many bytes are product catalogues, not articles: not read.
const SIZE_LIMIT: usize = 256 * 1024;
/// Objects visited in one script, and how deep an object may lie.
const OBJECT_LIMIT: usize = 512;
const DEPTH_LIMIT: usize = 6;

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
}

/// Reads one script. Broken JSON gives what a mild repair can save, or nothing.
pub(super) fn read(script: &str) -> Vec<Entry> {
    if script.len() > SIZE_LIMIT {
        return Vec::new();
    }
    let Some(root) = parse(script) else { return Vec::new() };
    let objects = objects(&root);
    objects.iter().filter_map(|object| entry(object, &objects)).collect()
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

fn entry(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> Option<Entry> {
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
fn names(value: &Value, all: &[&Map<String, Value>]) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    items.iter().take(32).filter_map(|item| name(item, all)).collect()
}

fn name(value: &Value, all: &[&Map<String, Value>]) -> Option<String> {
    let Some(object) = value.as_object() else { return string(Some(value)) };
    string(object.get("name")).or_else(|| {
        let id = object.get("@id")?;
        let target = all.iter().find(|other| other.get("@id") == Some(id) && other.contains_key("name"))?;
        string(target.get("name"))
    })
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
