//! Bylines and dates that readers see: marked by microdata, `rel=author`, class names, or by their wording alone.

use super::author;
use super::best::rank;
use super::collector::Collector;
use super::dates::Day;
use super::dom::{Attributes, Place, has_word, is_word_start, starts_with, text_of};
use crate::chars;
use crate::words::head;
use scraper::{ElementRef, Node};

/// Class lists longer than this many bytes style, they don't name.
const CLASS_LIMIT: usize = 100;
/// A line that is a date and little else has this many characters.
const DATE_LINE: std::ops::RangeInclusive<usize> = 8..=48;
const BYLINE_LIMIT: usize = 60;
/// Texts looked at: how many children of an element, how many bytes.
const CHILD_LIMIT: usize = 8;
const TEXT_LIMIT: usize = 240;

/// Visible bylines and dates looked at.
const VISIBLE_LIMIT: usize = 64;
/// How many elements after a main heading a byline or a date may stand.
pub(super) const AFTER_HEADING: usize = 400;
/// On a page without a heading so many are looked at; real pages have some thousand.
const HEADLESS: usize = 20_000;

/// What the marks on an element promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Author,
    Published,
    Modified,
}

/// The mark of microdata or a link relation.
fn stated(attributes: &Attributes<'_>) -> Option<Mark> {
    match attributes.itemprop {
        "author" | "creator" => Some(Mark::Author),
        "datePublished" | "dateCreated" => Some(Mark::Published),
        "dateModified" => Some(Mark::Modified),
        _ if attributes.rel == "author" => Some(Mark::Author),
        _ => None,
    }
}

/// The mark of a class name: the first word that has one.
fn named(class: &str) -> Option<Mark> {
    if class.len() > CLASS_LIMIT {
        return None;
    }
    let bytes = class.as_bytes();
    let mark = bytes.windows(4).enumerate().find_map(|(at, head)| {
        let mark = mark_at(head, &bytes[at..])?;
        is_word_start(bytes, at).then_some(mark)
    })?;
    let about =
        ["authori", "bio", "image", "avatar", "title", "role", "desc", "social", "job", "photo", "img", "thumb"];
    let misleads = mark == Mark::Author && about.iter().any(|word| has_word(class, word));
    (!misleads).then_some(mark)
}

/// The words that mark, each found by its first four letters.
const MARKS: [(u32, &str, Mark); 13] = [
    (letters(b"auth"), "author", Mark::Author),
    (letters(b"byli"), "byline", Mark::Author),
    (letters(b"writ"), "writer", Mark::Author),
    (letters(b"writ"), "writtenby", Mark::Author),
    (letters(b"crea"), "creator", Mark::Author),
    (letters(b"user"), "username", Mark::Author),
    (letters(b"upda"), "updated", Mark::Modified),
    (letters(b"modi"), "modified", Mark::Modified),
    (letters(b"date"), "date", Mark::Published),
    (letters(b"publ"), "publi", Mark::Published),
    (letters(b"pubd"), "pubdate", Mark::Published),
    (letters(b"post"), "posted", Mark::Published),
    (letters(b"time"), "timestamp", Mark::Published),
];

/// Four letters in one number, lower case: a long class list costs a few comparisons a byte.
const fn letters(four: &[u8; 4]) -> u32 {
    u32::from_ne_bytes(*four) | u32::from_ne_bytes([0x20; 4])
}

fn mark_at(head: &[u8], word: &[u8]) -> Option<Mark> {
    let head = letters(head.try_into().ok()?);
    let mut marks = MARKS.iter().filter(|(letters, ..)| *letters == head);
    marks.find(|(_, name, _)| starts_with(word, name)).map(|(.., mark)| *mark)
}

/// True for a text that could be a date and little else: short, with enough digits.
fn is_date_line(text: &str) -> bool {
    let digits = || text.chars().filter(|char| chars::is_numeric(*char)).count();
    DATE_LINE.contains(&text.chars().count()) && digits() >= 5
}

/// True for a text short enough for a byline, or for its opening.
fn is_byline(text: &str) -> bool {
    (2..=BYLINE_LIMIT).contains(&text.len()) && !text.starts_with(|char: char| char.is_ascii_digit())
}

/// The texts directly inside an element, trimmed, among its first children.
fn own_texts<'a>(node: ElementRef<'a>) -> impl Iterator<Item = &'a str> {
    let texts = node.children().take(CHILD_LIMIT).filter_map(|child| match child.value() {
        Node::Text(text) if text.len() <= TEXT_LIMIT => Some(text.trim_ascii()),
        _ => None,
    });
    texts.filter(|text| !text.is_empty())
}

/// The part of the collector that looks at the page's body.
impl Collector {
    pub(super) fn time(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>) {
        if self.date.wants(rank::MARKED)
            && let Some(placed) = self.place(node)
        {
            let published = ["publish", "pubdate", "entry", "post"].iter().any(|word| has_word(attributes.class, word));
            let updated = has_word(attributes.class, "updated")
                || has_word(attributes.class, "modified")
                || attributes.itemprop == "dateModified";
            let written = match head(attributes.datetime, TEXT_LIMIT) {
                "" => text_of(node, " "),
                datetime => datetime.to_owned(),
            };
            if attributes.itemprop == "datePublished" || published {
                self.day(rank::MICRODATA.max(placed), &written);
            } else if updated {
                self.offer_modified(&written);
            } else {
                self.day(rank::MARKED.max(placed), &written);
            }
        }
    }

    pub(super) fn visible(&mut self, node: ElementRef<'_>) {
        if !self.authors.wants(rank::MICRODATA) && !self.date.wants(rank::MICRODATA) {
            return;
        }
        let attributes = Attributes::of(node.value());
        if let Some(mark) = stated(&attributes) {
            self.marked(node, &attributes, mark, rank::MICRODATA);
        }
        if !attributes.datetime.is_empty() {
            self.time(node, &attributes);
        }
        if self.near_heading() {
            self.worded(node, &attributes);
        }
    }

    /// Bylines and dates that only class names and wording tell.
    fn worded(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>) {
        if !self.authors.wants(rank::CLASS) && !self.date.wants(rank::CLASS) {
            return;
        }
        if let Some(mark) = named(attributes.class) {
            self.marked(node, attributes, mark, rank::CLASS);
        }
        for (at, line) in own_texts(node).enumerate() {
            if is_date_line(line) && self.date.wants(rank::WORDING) {
                self.dated(node, line);
            } else if at == 0 && is_byline(line) && self.authors.wants(rank::WORDING) {
                self.signed(node, line);
            }
        }
    }

    /// True up to some elements past the last main heading, or past the beginning of a page without one.
    fn near_heading(&self) -> bool {
        self.heading_at.map_or(self.elements <= HEADLESS, |at| self.elements - at <= AFTER_HEADING)
    }

    /// The best rank that something visible can have where it stands; counts what was looked at.
    fn place(&mut self, node: ElementRef<'_>) -> Option<u8> {
        if self.visible == VISIBLE_LIMIT {
            return None;
        }
        self.visible += 1;
        let placed = match Place::of(node) {
            Place::Main => 0,
            Place::Side => rank::SIDE,
            Place::Elsewhere => return None,
        };
        self.visible_at = self.elements;
        Some(placed)
    }

    fn marked(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>, mark: Mark, rank: u8) {
        let wanted = if mark == Mark::Author { self.authors.wants(rank) } else { self.date.wants(rank) };
        let Some(placed) = wanted.then(|| self.place(node)).flatten() else {
            return;
        };
        let text = match head(attributes.content, TEXT_LIMIT) {
            "" => text_of(node, " "),
            content => content.to_owned(),
        };
        match mark {
            Mark::Author => {
                self.author(rank.max(placed), author::from_byline(&text));
                self.day(rank::WORDING.max(placed), &text);
            }
            Mark::Published => self.day(rank.max(placed), &text),
            Mark::Modified => self.offer_modified(&text),
        }
    }

    /// An unmarked line that is a date.
    fn dated(&mut self, node: ElementRef<'_>, line: &str) {
        if let Some(day) = Day::find(line, self.month_first())
            && let Some(placed) = self.place(node)
        {
            self.date.offer(rank::WORDING.max(placed), day);
        }
    }

    /// An unmarked line that opens like a byline; the name may stand in the next element.
    fn signed(&mut self, node: ElementRef<'_>, line: &str) {
        let alone = author::is_opener(line);
        if !alone && !author::opens(line) {
            return;
        }
        let Some(placed) = self.place(node) else {
            return;
        };
        let mut text = text_of(node, " ");
        if alone && text.trim().len() == line.len() {
            let next = node.next_siblings().find_map(ElementRef::wrap);
            text = next.map(|next| text_of(next, " ")).unwrap_or_default();
        }
        self.author(rank::WORDING.max(placed), author::from_byline(&text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_words_mark() {
        for (class, mark) in [
            ("entry-author vcard", Some(Mark::Author)),
            ("ArticleByline", Some(Mark::Author)),
            ("c-post__publishedAt", Some(Mark::Published)),
            ("post-date", Some(Mark::Published)),
            ("last-updated", Some(Mark::Modified)),
            ("author-bio", None),
            ("candidate update authority-x", None),
            ("", None),
        ] {
            assert_eq!(named(class), mark, "{class}");
        }
    }
}
