//! Captions of pictures and the credits behind them.

use super::cues::{self, ends_sentence, folded, is_line, is_prose, phrase_reason};
use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind, Input};
use crate::hints::Hints;
use crate::phrases::Place;
use crate::words;

/// Two captions this alike are one, written twice or spun once.
const ALIKE: f64 = 0.6;
/// A caption without a credit has at least this many words: fewer make a heading.
const CAPTION_WORDS: usize = 5;

/// Drops captions and photo credits.
///
/// # What it removes
/// Captions of figures; lines that end in a credit ("© AFP/Getty", "Photo: …"), with what was glued to them; a line that
/// says the same as such a caption in other words (one copy spun); in a text with credited captions, also
/// sentence-like lines without a full stop between paragraphs.
/// # What it leaves
/// Headings, list items, captions of tables, and paragraphs that only mention a photograph.
/// # Known limits
/// In a text without a single credit, a caption looks like a heading and stays.
/// # Example
/// ```
/// let article = unspun::Cleaner::new().clean_text(
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
        let credited: Vec<Block<'_>> = doc.blocks().filter(has_credit).collect();
        for block in doc.blocks().filter(|block| is_line(block) && is_figure_caption(block)) {
            edits.drop(block.index(), "caption");
        }
        for block in &credited {
            edits.drop(block.index(), "credit");
            glued_before(*block).for_each(|part| edits.drop(part.index(), "caption"));
        }
        if doc.input() == Input::Text && !credited.is_empty() {
            let captions = doc.blocks().filter(|block| stands_as_caption(block));
            captions.for_each(|block| edits.drop(block.index(), "caption"));
        }
    }
}

fn is_figure_caption(block: &Block<'_>) -> bool {
    block.kind() == BlockKind::Caption && !block.hints().has(Hints::TABLE) && !cues::is_sure(block)
}

/// A line that ends with, or is, the credit of a picture.
fn has_credit(block: &Block<'_>) -> bool {
    is_line(block)
        && !matches!(block.kind(), BlockKind::Heading | BlockKind::Code)
        && !block.hints().has(Hints::FOOTER)
        && (phrase_reason(block, &["credit"]).is_some() || ends_in_credit(block) || credit(block.text()))
}

/// The phrase lists know the ends of captions: "… Photo: Jane Doe".
fn ends_in_credit(block: &Block<'_>) -> bool {
    block.phrase().is_some_and(|found| found.reason() == "credit" && found.place() == Place::Tail)
        && !cues::is_long_prose(block)
}

fn credit(text: &str) -> bool {
    let sign = text.rfind('©').or_else(|| text.rfind("(c) "));
    if let Some(at) = sign {
        let holder = &text[at..];
        // "© 2024 Harbour News" is the copyright line of the page.
        return words::count(holder) <= 10 && !holder.contains("20") && words::count(text) > words::count(holder);
    }
    cues::is_signed_by_agency(text)
}

/// The pieces that the line was glued to, back to a break, as long as they look like captions.
fn glued_before<'d>(block: Block<'d>) -> impl Iterator<Item = Block<'d>> {
    let glued = |block: &Block<'d>| block.hints().has(Hints::GLUED);
    let pairs = std::iter::successors(Some(block), move |at| at.prev().filter(|_| glued(at)));
    pairs.skip(1).filter(move |part| repeats(part, &block) || !ends_sentence(part.text()))
}

/// The same caption twice, perhaps spun once.
fn repeats(one: &Block<'_>, other: &Block<'_>) -> bool {
    is_line(one)
        && is_line(other)
        && strsim::normalized_levenshtein(&folded(one.text()), &folded(other.text())) >= ALIKE
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
        lower += usize::from(word.chars().next().is_some_and(char::is_lowercase));
    }
    all > 2 && lower * 2 >= all
}
