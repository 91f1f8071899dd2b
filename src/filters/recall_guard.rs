//! Phrases must not cost an article its paragraphs.

use super::{Byline, ChromePhrases, CommentSection, Document, Edits, Filter, Prompts, RelatedTail, ShareBar, cues};
use crate::document::Block;
use crate::edits::{Decision, Reason};
use crate::prose::is_long_prose;

/// A paragraph is judged by its neighbours within this many blocks.
const REACH: usize = 3;
/// Filters that go by the wording of an edge, and so can be taken in by a paragraph.
const BY_WORDING: [&str; 6] =
    [ChromePhrases::NAME, Prompts::NAME, RelatedTail::NAME, CommentSection::NAME, ShareBar::NAME, Byline::NAME];

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
/// use unspun::{Cleaner, Pipeline, filters::{CommentSection, RecallGuard}};
/// let prose = "The harbour will be closed for a week from Monday, the council said on Friday, and in that week no ferry \
///     will sail from the old pier, which is to be taken down.";
/// let text = format!("{prose}\n\nLeave a reply to us when you know more of this, said {prose}\n\n{prose} It was old.");
/// let kept = |pipeline| Cleaner::builder().pipeline(pipeline).build().clean_text(&text).body().contains("Leave a reply");
/// assert!(!kept(Pipeline::new().then(CommentSection)));
/// assert!(kept(Pipeline::new().then(CommentSection).then(RecallGuard)));
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
    let phrase = |last: &&Decision| BY_WORDING.contains(&last.filter());
    let last = cues::last_drop(doc, block).filter(phrase);
    last.is_some_and(|last| !matches!(last.reason(), Reason::Word("comments")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Pipeline};

    /// Drops the blocks that hold a word, under the name of a phrase filter or another.
    #[derive(Debug)]
    struct Drops(&'static str);

    impl Filter for Drops {
        fn name(&self) -> &'static str {
            self.0
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            doc.blocks()
                .filter(|block| block.text().contains("ferry"))
                .for_each(|block| edits.drop(block.index(), "word"));
        }
    }

    const PROSE: [&str; 2] = [
        "The harbour will be closed for a week from Monday, the council said on Friday, and a new pier is to open in the spring \
         of next year, when the old one is gone.",
        "In all that week no ferry will sail from the old pier, and whoever wants to cross has to take the long way round by the \
         bridge in the next town.",
    ];

    fn body(filter: &'static str, paragraphs: &[&str]) -> String {
        let pipeline = Pipeline::new().then(Drops(filter)).then(RecallGuard);
        Cleaner::builder().pipeline(pipeline).build().clean_text(&paragraphs.join("\n\n")).into_body()
    }

    #[test]
    fn prose_between_prose_comes_back_from_a_phrase_only() {
        let between = [PROSE[0], PROSE[1], PROSE[0]];
        assert!(body("prompts", &between).contains("ferry"));
        assert!(!body("near-duplicates", &between).contains("ferry"));
        assert!(!body("prompts", &PROSE).contains("ferry"), "at the edge it stays dropped");
    }
}
