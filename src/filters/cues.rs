//! Small questions that several filters ask of a block.

use super::BlockModel;
use crate::document::{Block, BlockKind, Document, Input};
use crate::edits::{Decision, Verdict};
use crate::furniture::is_furnished;
use crate::hints::Hints;
use crate::page_kind::PageKind;
use crate::prose::{is_own_prose, is_own_sentence};
use crate::words;
use std::cell::Cell;

/// From this chance on the block model is not overruled by a class name: measured on WCXB dev, where doing so costs
/// 0.025 of word F1.
const SURE: f32 = 0.5;
/// From this chance on the block model knows better than what a line looks like among others: of the words so sure that
/// filters took for captions or for what follows an article, three of four were content (development texts, out of fold).
const CERTAIN: f32 = 0.9;
/// Lists of short lines are kept from lower chances on: the cut is made anew for every page.
const LIKELY: f32 = 0.4;
/// Lines up to this long can be labels, captions, headings.
const LINE_WORDS: usize = 48;
/// Some scripts have no spaces that would tell words apart.
const LINE_BYTES: usize = 1_200;

/// The reason of the built-in phrase rule that claims the whole block, if it is one of `reasons`.
pub(super) fn phrase_reason(block: &Block<'_>, reasons: &[&str]) -> Option<&'static str> {
    use crate::phrases::Place::{End, Starts, Teaser, Whole};
    let found = block.phrase().filter(|found| matches!(found.place(), Whole | Starts | Teaser | End))?;
    reasons.contains(&found.reason()).then(|| found.reason())
}

/// Whether the block model would have it so surely that a class name alone does not overrule it.
pub(super) fn is_sure(block: &Block<'_>) -> bool {
    block.chance().is_some_and(|chance| chance >= SURE)
}

/// Short enough to be a label or a caption.
pub(super) fn is_line(block: &Block<'_>) -> bool {
    block.words() <= LINE_WORDS && block.text().len() <= LINE_BYTES
}

/// Compares wordings letter by letter. That takes quadratic time, so it has only so much to spend on a page; after
/// that, nothing is alike.
#[derive(Debug)]
pub(super) struct Comparer {
    letters: Cell<usize>,
}

impl Comparer {
    /// Enough for three thousand pairs of short paragraphs.
    pub fn new() -> Self {
        Comparer { letters: Cell::new(50_000_000) }
    }

    /// Whether two wordings are at least so alike, 0 to 1.
    pub fn alike(&self, one: &str, other: &str, least: f64) -> bool {
        let Some(left) = self.letters.get().checked_sub(one.len() * other.len()) else { return false };
        self.letters.set(left);
        strsim::normalized_levenshtein(&folded(one), &folded(other)) >= least
    }
}

/// Numbers of the first and the last kept block of long prose, or of any if none is long and the text was not cleaned
/// before; what asks for consent to cookies is not the page's own.
pub(super) fn prose_range(doc: &Document) -> Option<(usize, usize)> {
    range_of(doc, is_own_prose).or_else(|| if is_whole(doc) { None } else { range_of(doc, is_own_sentence) })
}

fn range_of(doc: &Document, is_own: impl Fn(&Block<'_>) -> bool) -> Option<(usize, usize)> {
    let last = doc.kept().rev().find(&is_own)?.index();
    Some((doc.kept().find(&is_own)?.index(), last))
}

/// Whether links, dates and short lines are the content: on pages that list things.
pub(super) fn is_list(doc: &Document) -> bool {
    matches!(doc.page_kind(), Some(PageKind::Collection | PageKind::Listing))
}

/// Whether the page holds posts of several people, so that replies are its content.
pub(super) fn is_forum(doc: &Document) -> bool {
    let kinds = doc.metadata().kinds();
    let said = kinds.iter().any(|kind| kind.contains("Forum") || kind.contains("QAPage"));
    let posts =
        doc.blocks().filter(|block| block.hints().has(Hints::POST) && block.hints().has(Hints::SIGNATURE)).count();
    said || (posts >= 4
        && !doc.blocks().any(|block| block.kind() == BlockKind::Button && block.hints().has(Hints::PAYWALL)))
}

/// The text in lower case, words only, single spaces: for comparing wordings.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in words::split(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            let start = out.len();
            out.push_str(word);
            out[start..].make_ascii_lowercase();
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

/// What was decided last about a block, if that was to drop it.
pub(super) fn last_drop<'d>(doc: &'d Document, block: &Block<'_>) -> Option<&'d Decision> {
    doc.trail().last(block.index()).filter(|last| last.verdict() == Verdict::Drop)
}

/// Whether the block model would rather have it.
pub(super) fn is_likely(block: &Block<'_>) -> bool {
    block.chance().is_some_and(|chance| chance >= LIKELY)
}

/// Whether the block model has hardly a doubt.
pub(super) fn is_certain(block: &Block<'_>) -> bool {
    block.chance().is_some_and(|chance| chance >= CERTAIN)
}

/// Whether this is a text of which the block model dropped nothing and whose edges hold no furniture: it was cleaned
/// before, and what it repeats it means.
pub(super) fn is_whole(doc: &Document) -> bool {
    let judged = doc.trail().decisions().iter().filter(|decision| decision.filter() == BlockModel::NAME);
    let mut judged = judged.peekable();
    doc.input() == Input::Text
        && judged.peek().is_some()
        && judged.all(|decision| decision.verdict() == Verdict::Keep)
        && !is_furnished(doc, doc.page_kind())
}

/// Whether no other filter found furniture in such a text either.
pub(super) fn is_untouched(doc: &Document) -> bool {
    is_whole(doc) && doc.trail().decisions().iter().all(|decision| decision.verdict() == Verdict::Keep)
}

#[cfg(test)]
pub(super) mod stub {
    use super::super::{BlockModel, Document, Edits, Filter};
    use crate::edits::Reason;
    use crate::{Cleaner, Pipeline};

    /// A block model that would keep every block, with this chance.
    #[derive(Debug)]
    pub struct Keeps(pub f32);

    impl Filter for Keeps {
        fn name(&self) -> &'static str {
            BlockModel::NAME
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            doc.blocks().for_each(|block| edits.keep(block.index(), Reason::Probability(self.0)));
        }
    }

    /// What a filter leaves of a text of whose every block the model is so sure.
    pub fn body(chance: f32, filter: impl Filter + 'static, text: &str) -> String {
        let pipeline = Pipeline::new().then(Keeps(chance)).then(filter);
        Cleaner::builder().pipeline(pipeline).build().clean_text(text).into_body()
    }

    /// Paragraphs of thirty words each.
    pub fn prose(paragraphs: std::ops::Range<usize>) -> Vec<String> {
        let paragraph = |n| {
            format!(
                "On day {n} of the storm the harbour stayed closed, the council said on Friday, and no ferry sailed from the \
                 old pier, which divers had found to be cracked in two places."
            )
        };
        paragraphs.map(paragraph).collect()
    }
}
