//! Bylines and dates that readers see: marked by microdata, `rel=author`, class names, or by their wording alone.

use super::dom::{Attributes, has_word, starts_with, word_starts};
use scraper::{ElementRef, Node};

/// Class lists longer than this many bytes style, they don't name.
const CLASS_LIMIT: usize = 160;
/// A line that is a date and little else has this many bytes.
const DATE_LINE: std::ops::RangeInclusive<usize> = 8..=48;
const BYLINE_LIMIT: usize = 60;
/// Texts looked at: how many children of an element, how many bytes with white space.
const CHILD_LIMIT: usize = 8;
const TEXT_LIMIT: usize = 240;

/// What the marks on an element promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Author,
    Published,
    Modified,
}

/// The mark of microdata or a link relation.
pub(super) fn stated(attributes: &Attributes<'_>) -> Option<Mark> {
    match attributes.itemprop {
        "author" | "creator" => Some(Mark::Author),
        "datePublished" | "dateCreated" => Some(Mark::Published),
        "dateModified" => Some(Mark::Modified),
        _ if attributes.rel == "author" => Some(Mark::Author),
        _ => None,
    }
}

/// The mark of a class name.
pub(super) fn named(class: &str) -> Option<Mark> {
    if class.is_empty() || class.len() > CLASS_LIMIT {
        return None;
    }
    let bytes = class.as_bytes();
    let mark = word_starts(class).find_map(|at| mark_at(&bytes[at..]))?;
    let about = ["bio", "image", "avatar", "title", "role", "desc", "social", "job", "photo", "img", "thumb"];
    let misleads = mark == Mark::Author && about.iter().any(|word| has_word(class, word));
    (!misleads).then_some(mark)
}

fn mark_at(word: &[u8]) -> Option<Mark> {
    let (mark, words): (_, &[&str]) = match word[0] | 0x20 {
        b'a' => (Mark::Author, &["author"]),
        b'b' => (Mark::Author, &["byline"]),
        b'w' => (Mark::Author, &["writer", "writtenby"]),
        b'c' => (Mark::Author, &["creator"]),
        b'u' if starts_with(word, "updated") => (Mark::Modified, &["updated"]),
        b'u' => (Mark::Author, &["username"]),
        b'm' => (Mark::Modified, &["modified"]),
        b'd' => (Mark::Published, &["date"]),
        b'p' => (Mark::Published, &["publi", "posted", "pubdate"]),
        b't' => (Mark::Published, &["timestamp"]),
        _ => return None,
    };
    words.iter().any(|name| starts_with(word, name)).then_some(mark)
}

/// A text of the element's own that could be a date and little else: short, with enough digits.
pub(super) fn date_line<'a>(node: ElementRef<'a>) -> Option<&'a str> {
    own_texts(node).find(|text| DATE_LINE.contains(&text.len()) && text.bytes().filter(u8::is_ascii_digit).count() >= 5)
}

/// The element's own first text, if it is short enough for a byline.
pub(super) fn byline<'a>(node: ElementRef<'a>) -> Option<&'a str> {
    own_texts(node).next().filter(|text| (2..=BYLINE_LIMIT).contains(&text.len()))
}

/// The texts directly inside an element, trimmed, among its first children.
fn own_texts<'a>(node: ElementRef<'a>) -> impl Iterator<Item = &'a str> {
    let texts = node.children().take(CHILD_LIMIT).filter_map(|child| match child.value() {
        Node::Text(text) if text.len() <= TEXT_LIMIT => Some(text.trim()),
        _ => None,
    });
    texts.filter(|text| !text.is_empty())
}
