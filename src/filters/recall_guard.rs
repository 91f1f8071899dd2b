//! Phrases must not cost an article its paragraphs.

use super::cues::is_long_prose;
use super::{Document, Edits, Filter};
use crate::document::Block;
use crate::edits::{Decision, Reason, Verdict};

/// A paragraph is judged by its neighbours within this many blocks.
const REACH: usize = 3;

/// Takes long prose back that a phrase dropped between two kept paragraphs.
///
/// # What it keeps
/// Blocks of long prose whose last decision was a drop for their wording or their place, with kept long prose shortly before and after.
/// # What it leaves dropped
/// What the block model, the duplicates filter or the captions filter dropped: these judged the whole block.
/// # Known limits
/// A long consent text in the middle of an article comes back too.
/// # Example
/// ```
/// let names: Vec<_> = unspun::preset::standard().names();
/// assert!(names.contains(&"recall-guard"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RecallGuard;

impl Filter for RecallGuard {
    fn name(&self) -> &'static str {
        "recall-guard"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks().filter(|block| is_long_prose(block) && was_dropped_by_phrase(doc, block)) {
            let before = std::iter::successors(block.prev(), Block::prev).take(REACH).any(|near| is_kept_prose(&near));
            let after = std::iter::successors(block.next(), Block::next).take(REACH).any(|near| is_kept_prose(&near));
            if before && after {
                edits.keep(block.index(), "prose-between-prose");
            }
        }
    }
}

fn is_kept_prose(block: &Block<'_>) -> bool {
    block.is_kept() && is_long_prose(block)
}

fn was_dropped_by_phrase(doc: &Document, block: &Block<'_>) -> bool {
    let phrase = |last: &&Decision| {
        matches!(
            last.filter(),
            "chrome-phrases" | "prompts" | "related-tail" | "comment-section" | "share-bar" | "byline"
        )
    };
    let last = doc.trail().last(block.index()).filter(|last| last.verdict() == Verdict::Drop);
    last.filter(phrase).is_some_and(|last| !matches!(last.reason(), Reason::Word("comments")))
}
