//! Small readings of the tree: attributes in one pass, the text of an element, where it stands.

use crate::words::head;
use html5ever::local_name;
use scraper::node::Element;
use scraper::{ElementRef, Node};

/// Text read from one element, in bytes and in nodes.
const TEXT_LIMIT: usize = 400;
const NODE_LIMIT: usize = 64;
const ANCESTOR_LIMIT: usize = 24;

/// The attributes that tell, read in one pass.
#[derive(Default)]
pub(super) struct Attributes<'a> {
    pub(super) class: &'a str,
    pub(super) id: &'a str,
    pub(super) itemprop: &'a str,
    pub(super) rel: &'a str,
    pub(super) content: &'a str,
    /// `property`, or else `name`.
    pub(super) key: &'a str,
    pub(super) href: &'a str,
    pub(super) kind: &'a str,
    pub(super) datetime: &'a str,
    pub(super) lang: &'a str,
}

impl<'a> Attributes<'a> {
    pub(super) fn of(element: &'a Element) -> Self {
        let mut found = Self::default();
        for (name, value) in &element.attrs {
            let value: &str = value;
            match name.local {
                local_name!("class") => found.class = value,
                local_name!("id") => found.id = value,
                local_name!("itemprop") => found.itemprop = value,
                local_name!("rel") => found.rel = value,
                local_name!("content") => found.content = value,
                local_name!("property") => found.key = value,
                local_name!("name") if found.key.is_empty() => found.key = value,
                local_name!("href") => found.href = value,
                local_name!("type") => found.kind = value,
                local_name!("datetime") => found.datetime = value,
                local_name!("lang") => found.lang = value,
                _ => {}
            }
        }
        found
    }
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the flow of the page.
    Main,
    /// In a sidebar or a widget: less trusted.
    Side,
    /// In a footer, a navigation, comments or a list of other articles: not about this page.
    Elsewhere,
}

impl Place {
    pub(super) fn of(node: ElementRef<'_>) -> Self {
        let mut place = Self::Main;
        for element in
            node.ancestors().take(ANCESTOR_LIMIT).filter_map(ElementRef::wrap).map(|ancestor| ancestor.value())
        {
            match element.name.local {
                local_name!("footer") | local_name!("nav") => return Self::Elsewhere,
                local_name!("body") | local_name!("main") => break,
                local_name!("aside") => place = Self::Side,
                _ => {}
            }
            let attributes = Attributes::of(element);
            let has = |words: &[&str]| {
                words.iter().any(|word| has_word(attributes.class, word) || has_word(attributes.id, word))
            };
            if has(&["comment", "related", "recommend", "popular", "footer"]) {
                return Self::Elsewhere;
            }
            if has(&["sidebar", "widget"]) {
                place = Self::Side;
            }
        }
        place
    }
}

/// True if a word of a class list starts with `word`, in lower case.
pub(super) fn has_word(class: &str, word: &str) -> bool {
    let bytes = class.as_bytes();
    let first = word.as_bytes()[0];
    (0..bytes.len()).any(|at| bytes[at] | 0x20 == first && is_word_start(bytes, at) && starts_with(&bytes[at..], word))
}

pub(super) fn starts_with(bytes: &[u8], word: &str) -> bool {
    bytes.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
}

/// True after anything but a letter, and for a capital after a small letter: the words of `post-meta__authorName`.
pub(super) fn is_word_start(bytes: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| bytes[at]) else {
        return true;
    };
    !before.is_ascii_alphabetic() || bytes[at].is_ascii_uppercase() && before.is_ascii_lowercase()
}

/// The text of an element. Blocks and line breaks end lines, `gap` stands between inline elements.
pub(super) fn text_of(node: ElementRef<'_>, gap: &str) -> String {
    let mut text = String::new();
    for part in node.descendants().skip(1).take(NODE_LIMIT) {
        let before = part.prev_sibling().or_else(|| part.parent());
        let unseen = part.parent().and_then(ElementRef::wrap).is_some_and(|parent| is_unseen(parent.value()));
        match (part.value(), before.and_then(ElementRef::wrap)) {
            _ if unseen => continue,
            (_, Some(before)) if is_block(before.value()) => text.push('\n'),
            (Node::Element(element), _) if is_block(element) => text.push('\n'),
            _ => text.push_str(gap),
        }
        if let Node::Text(run) = part.value() {
            text.push_str(head(run, TEXT_LIMIT));
        }
        if text.len() > TEXT_LIMIT {
            break;
        }
    }
    text
}

fn is_unseen(element: &Element) -> bool {
    matches!(element.name(), "style" | "script" | "noscript" | "svg" | "button")
}

fn is_block(element: &Element) -> bool {
    matches!(
        element.name(),
        "br" | "div" | "p" | "li" | "ul" | "h1" | "h2" | "h3" | "h4" | "section" | "header" | "td" | "tr"
    )
}

pub(super) fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}
