//! Captions of pictures and the credits behind them.

use super::cues::{self, Comparer, is_line, phrase_reason};
use super::{Document, Edits, Filter};
use crate::chars;
use crate::document::{Block, BlockKind, Input};
use crate::hints::Hints;
use crate::parse::credit;
use crate::prose::{ends_sentence, is_prose};
use crate::span::Span;
use crate::words;

/// Two captions this alike are one, written twice or spun once.
const ALIKE: f64 = 0.6;
/// A caption without a credit has at least this many words: fewer make a heading.
const CAPTION_WORDS: usize = 5;
/// So many lines without a credit are more than captions.
const MANY: usize = 3;
/// Copies and glued pieces of a caption stand so near.
const REACH: usize = 4;

/// Drops captions and photo credits.
///
/// # What it removes
/// Captions of figures; lines that end in a credit ("© AFP/Getty", "Photo: …"), with what was glued to them; a line that
/// says the same as such a caption in other words (one copy spun); in a text with credited captions, also
/// sentence-like lines without a full stop between paragraphs.
/// # What it leaves
/// Headings, list items, captions of tables, and paragraphs that only mention a photograph; where three lines or more look
/// like captions without a credit, those that the block model is certain of.
/// # Known limits
/// In a text without a single credit, a caption looks like a heading and stays.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Captions};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Captions)).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail.\n\n\
///      The old pier seen from the ferry © Jane Doe/Harbour News\n\n\
///      The old pier will be taken down stone by stone in that week, and a new one is to open in the spring.");
/// assert!(!article.body().contains("seen from the ferry"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Captions;

impl Filter for Captions {
    fn name(&self) -> &'static str {
        "captions"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let comparer = Comparer::new();
        let credited: Vec<(Block<'_>, usize)> =
            doc.blocks().filter_map(|block| Some((block, credit_at(&block)?))).collect();
        for block in doc.blocks().filter(|block| is_line(block) && is_figure_caption(block)) {
            edits.drop(block.index(), "caption");
            twins(block, &comparer).for_each(|twin| edits.drop(twin.index(), "caption-twin"));
        }
        for &(block, at) in &credited {
            drop_credited(block, at, &comparer, edits);
        }
        if doc.input() == Input::Text && !credited.is_empty() {
            uncredited(doc).for_each(|block| edits.drop(block.index(), "caption"));
        }
    }
}

fn is_figure_caption(block: &Block<'_>) -> bool {
    block.kind() == BlockKind::Caption && !block.hints().has(Hints::TABLE) && !cues::is_sure(block)
}

/// Where the credit of a line begins, if it ends in one.
fn credit_at(block: &Block<'_>) -> Option<usize> {
    // What looks like a heading in text may well be a caption; in HTML it is marked as one.
    let heading = block.kind() == BlockKind::Heading && block.tag().heading_level().is_some();
    let line = is_line(block) && !heading && block.kind() != BlockKind::Code && !block.hints().has(Hints::FOOTER);
    let listed = || phrase_reason(block, &["credit"]).map(|_| 0);
    if line { credit::start(block.text()).or_else(listed) } else { None }
}

/// A credit behind a sentence that the block model would keep is cut off; else the line is a caption.
fn drop_credited(block: Block<'_>, at: usize, comparer: &Comparer, edits: &mut Edits) {
    if at > 0 && ends_sentence(&block.text()[..at]) && cues::is_likely(&block) {
        edits.cut(Span::new(block.span().start() + at, block.span().end()), "credit");
        return;
    }
    edits.drop(block.index(), "credit");
    glued_before(block, comparer).for_each(|part| edits.drop(part.index(), "caption"));
    twins(block, comparer).for_each(|twin| edits.drop(twin.index(), "caption-twin"));
}

/// The pieces that the line was glued to, back to a break, as long as they look like captions.
fn glued_before<'d>(block: Block<'d>, comparer: &Comparer) -> impl Iterator<Item = Block<'d>> {
    let glued = |block: &Block<'d>| block.hints().has(Hints::GLUED);
    let pairs = std::iter::successors(Some(block), move |at| at.prev().filter(|_| glued(at)));
    pairs.skip(1).take(REACH).filter(move |part| repeats(part, &block, comparer) || !ends_sentence(part.text()))
}

/// Lines near a caption that say the same, one of them spun.
fn twins<'d>(caption: Block<'d>, comparer: &Comparer) -> impl Iterator<Item = Block<'d>> {
    let before = std::iter::successors(caption.prev(), Block::prev).take(REACH);
    let after = std::iter::successors(caption.next(), Block::next).take(REACH);
    let opens = move |block: &Block<'d>| words::split(block.text()).take(2).eq(words::split(caption.text()).take(2));
    before.chain(after).filter(move |block| block.words() > 4 && opens(block) && repeats(block, &caption, comparer))
}

/// The same caption twice, perhaps spun once.
fn repeats(one: &Block<'_>, other: &Block<'_>, comparer: &Comparer) -> bool {
    is_line(one) && is_line(other) && comparer.alike(one.text(), other.text(), ALIKE)
}

/// Captions of a text whose other captions have credits. Where many lines look like them, those that the block model has
/// hardly a doubt of are headings.
fn uncredited(doc: &Document) -> impl Iterator<Item = Block<'_>> {
    let captions: Vec<Block<'_>> = doc.blocks().filter(stands_as_caption).collect();
    let many = captions.len() >= MANY;
    captions.into_iter().filter(move |block| !(many && cues::is_certain(block)))
}

/// Between two paragraphs, a line with the shape of a sentence but no full stop.
fn stands_as_caption(block: &Block<'_>) -> bool {
    let paragraph = block.kind() == BlockKind::Paragraph || block.kind() == BlockKind::Heading;
    paragraph
        && (CAPTION_WORDS..=30).contains(&block.words())
        && !ends_sentence(block.text())
        && !block.text().ends_with(':')
        && sentence_case(block.text())
        && [block.prev(), block.next()].iter().all(|near| near.is_some_and(|near| is_prose(&near)))
}

/// Most words after the first are lower case, as in a sentence and unlike a headline.
fn sentence_case(text: &str) -> bool {
    let (mut lower, mut all) = (0, 0);
    for word in words::split(text).skip(1).filter(|word| word.len() > 3) {
        all += 1;
        lower += usize::from(word.chars().next().is_some_and(chars::is_lowercase));
    }
    all > 2 && lower * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::super::cues::stub;
    use super::*;

    #[test]
    fn many_lines_that_are_certain_are_headings() {
        let parts = |lines: &[&str]| {
            let paragraphs = stub::prose(0..lines.len() + 1);
            let parts = lines.iter().zip(&paragraphs).map(|(line, paragraph)| format!("{paragraph}\n\n{line}\n\n"));
            format!(
                "{}{}\n\nThe pier at dawn © Jane Doe/Harbour News",
                parts.collect::<String>(),
                paragraphs[lines.len()]
            )
        };
        let lines = ["Why the ferry stayed at home", "What divers found under water", "When the pier will open again"];
        let kept = |chance, lines: &[&str]| stub::body(chance, Captions, &parts(lines)).contains("divers found");
        assert!(kept(0.95, &lines) && !kept(0.8, &lines) && !kept(0.95, &lines[1..2]));
    }
}
