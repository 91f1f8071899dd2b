//! Flattened text to a document: its segments become blocks.

use super::Limits;
use super::metadata::Metadata;
use super::text::{self, Kind};
use super::title::{self, Ranking};
use crate::document::{BlockData, BlockKind, Document, Input};
use crate::hints::Hints;
use crate::language::Language;
use crate::prose::is_long_prose;
use crate::span::Span;
use crate::words;

/// Datelines and bylines stand in the first lines of a text, before its first paragraph.
const HEAD_BLOCKS: usize = 40;
/// Where lines were cut inside sentences, a block has some lines.
const LINES_PER_BLOCK: usize = 4;

/// Parses flattened text. The document's text is the input itself.
pub(super) fn parse(input: String, limits: Limits) -> Document {
    let (segments, truncated) = text::segment(&input, limits.blocks().saturating_mul(LINES_PER_BLOCK));
    let mut doc = Document::new(Input::Text, input);
    doc.truncated = truncated;
    for segment in segments {
        let words = words::count(&doc.text[segment.range.clone()]) as u32;
        if doc.len() >= limits.blocks() {
            doc.join_last(segment.range.end, words);
            continue;
        }
        let hint = |is: bool, hint| if is { hint } else { Hints::NONE };
        let hints = hint(segment.glued, Hints::GLUED) | hint(segment.inline, Hints::INLINE);
        doc.push(BlockData {
            span: Span::new(segment.range.start, segment.range.end),
            kind: kind(segment.kind),
            level: u8::from(segment.kind == Kind::Heading) * 2,
            element: 0,
            group: 0,
            hints,
            words,
            link_bytes: 0,
            strong_bytes: 0,
            links: 0,
            images: 0,
        });
    }
    doc.outline.elements[0].end = doc.len() as u32;
    let head: Vec<&str> =
        doc.blocks().take(HEAD_BLOCKS).take_while(|block| !is_long_prose(block)).map(|block| block.text()).collect();
    doc.metadata = Metadata::from_text(&head, || is_american(&doc));
    doc.title = title::of_text(&doc, Ranking::embedded());
    doc
}

/// Whether dates may be written with the month first: of all languages, only English does so.
fn is_american(doc: &Document) -> bool {
    let prose = doc.blocks().find(is_long_prose).and_then(|block| Language::of(block.text()));
    prose.is_none_or(|language| language.code() == "en")
}

fn kind(kind: Kind) -> BlockKind {
    match kind {
        Kind::Paragraph => BlockKind::Paragraph,
        Kind::Heading => BlockKind::Heading,
        Kind::ListItem => BlockKind::ListItem,
        Kind::TableRow => BlockKind::Cell,
        Kind::Code => BlockKind::Code,
    }
}
