//! Bytes and strings to documents. Knows no filter.

mod attributes;
mod charset;
pub(crate) mod credit;
pub(crate) mod dateline;
mod decoder;
mod flatten;
mod frame;
mod html;
mod lines;
pub(crate) mod metadata;
pub(crate) mod path;
mod scan;
mod space;
mod text;
pub(crate) mod title;

use crate::document::Document;
use crate::error::{Error, Result};
use crate::{Input, Page};
use std::borrow::Cow;

/// What a page may ask of the machine. What happens at each limit stands with it: the input is refused, or what fits is
/// cleaned and the rest is kept as text. An article of which something was cut or joined
/// [says so](crate::Article::is_truncated), and so does its record (`truncated_input`).
///
/// ```
/// use unspun::{Cleaner, Limits};
/// let cleaner = Cleaner::builder().limits(Limits::default().max_bytes(1_000)).build();
/// assert!(cleaner.clean_html(&"<p>long</p>".repeat(200)).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    bytes: usize,
    depth: usize,
    nodes: usize,
    blocks: usize,
}

/// Spans count bytes in 32 bits. Text in UTF-8 may be three times as long as the bytes that it was decoded from.
const MOST_BYTES: usize = i32::MAX as usize;

impl Default for Limits {
    /// 64 MiB, 512 elements deep, one million nodes, 100,000 blocks.
    fn default() -> Self {
        Limits { bytes: 64 << 20, depth: 512, nodes: 1_000_000, blocks: 100_000 }
    }
}

impl Limits {
    /// Longest input in bytes, under 2 GiB; a longer one is [`Error::TooLarge`]. [`clean_text`](crate::Cleaner::clean_text)
    /// alone, which has no error to give, reads the beginning, and its article is [truncated](crate::Article::is_truncated).
    pub fn max_bytes(self, bytes: usize) -> Self {
        Limits { bytes: bytes.min(MOST_BYTES), ..self }
    }

    #[cfg(feature = "batch")]
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Deepest nesting of elements; deeper tags are passed over, their text joins the element that holds them. No text
    /// is lost by that, so the document does not count as truncated.
    pub fn max_depth(self, depth: usize) -> Self {
        Limits { depth: depth.max(8), ..self }
    }

    /// Most nodes (elements and texts) of a page's tree, a little more or less; later tags are passed over, their text joins the
    /// element that is open (titles, styles, scripts and frames have none to join), and the document says that it was
    /// [truncated](Document::is_truncated). So it goes with
    /// pages of fewer nodes in which every tag stands very deep. Attributes are no nodes: of a tag with thousands of them
    /// those that nobody reads are passed over.
    pub fn max_nodes(self, nodes: usize) -> Self {
        Limits { nodes: nodes.max(64), ..self }
    }

    /// Most blocks of a page; the text beyond joins the last block, and the document says that it was
    /// [truncated](Document::is_truncated). Flat text has at most four lines a block: what stands behind them all is one
    /// line more, however long.
    pub fn max_blocks(self, blocks: usize) -> Self {
        Limits { blocks: blocks.max(1), ..self }
    }

    pub(crate) fn blocks(self) -> usize {
        self.blocks
    }

    pub(crate) fn nodes(self) -> usize {
        self.nodes
    }

    pub(crate) fn depth(self) -> usize {
        self.depth
    }
}

/// Parses a page of any kind.
pub(crate) fn parse(page: &Page<'_>, limits: Limits) -> Result<Document> {
    let len = page.len();
    if len > limits.bytes {
        return Err(Error::TooLarge { len, limit: limits.bytes });
    }
    let text: Cow<'_, str> = page.decode()?;
    if text.len() > MOST_BYTES {
        return Err(Error::TooLarge { len: text.len(), limit: MOST_BYTES });
    }
    match page.input().unwrap_or_else(|| sniff(&text)) {
        Input::Html => Ok(html::parse(&text, page.address(), limits)),
        Input::Text => Ok(lines::parse(text.into_owned(), limits)),
    }
}

/// Parses flattened text; what is over the limit of bytes is left out.
pub(crate) fn parse_text(text: &str, limits: Limits) -> Document {
    let head = crate::words::head(text, limits.bytes);
    let mut doc = lines::parse(head.to_owned(), limits);
    doc.truncated |= head.len() < text.len();
    doc
}

pub(crate) use charset::decode;

/// HTML if it starts with a tag, or holds several kinds of common tags near its start.
pub(crate) fn sniff(text: &str) -> Input {
    const TAGS: [&str; 12] =
        ["<html", "<head", "<body", "<div", "<p>", "<p ", "<br", "<a ", "<span", "<article", "<h1", "<table"];
    let head = crate::words::head(text, 4_096).to_ascii_lowercase();
    let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']);
    let tagged = start
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?'));
    let closed = tagged && start.contains('>');
    let several = TAGS.iter().filter(|tag| head.contains(*tag)).count() > 2;
    if closed || several { Input::Html } else { Input::Text }
}
