//! Where the article ends, nothing after it is article.

use super::cues;
use super::{Document, Edits, Filter};
use crate::document::{Block, Input};
use crate::phrases::Place;
use crate::prose::{is_long_prose, is_prose};

/// Prose after the end may be at most this share of the prose before it.
const REST: f32 = 0.34;
/// Nor may the block model be certain of so many words of it: then the line was a box in the middle.
const REST_WORDS: usize = 60;
/// The end does not come before so many words of prose.
const BODY_WORDS: usize = 40;

/// Drops everything after a line that ends articles: "Related articles", "Leave a reply", "Source link".
///
/// # What it removes
/// All blocks after the first such line that stands behind most of the page's prose.
/// # What it leaves
/// Pages where much prose follows, or some that the block model is certain of: then the line was a box in the middle. Forums, and texts that were cleaned before.
/// # Known limits
/// Comments longer than a third of the article keep their place in text, unless [`CommentSection`](super::CommentSection)
/// knows them by their buttons.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::EndOfArticle};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(EndOfArticle)).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday, and in that week no ferry \
///      will sail from the old pier, which is to be taken down stone by stone and built again in the spring.\n\n\
///      LEAVE A REPLY\n\nGreat news, thanks!");
/// assert!(article.removed().iter().any(|removed| removed.filter() == "end-of-article"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct EndOfArticle;

impl Filter for EndOfArticle {
    fn name(&self) -> &'static str {
        "end-of-article"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        // A text that was cleaned before may name one of its parts so.
        if cues::is_forum(doc) || cues::is_whole(doc) {
            return;
        }
        let prose = |block: &Block<'_>| if is_prose(block) { block.words() } else { 0 };
        let certain = |block: &Block<'_>| if cues::is_certain(block) { prose(block) } else { 0 };
        let total: usize = doc.kept().map(|block| prose(&block)).sum();
        let mut certain_rest: usize = doc.kept().map(|block| certain(&block)).sum();
        let mut before = 0;
        for block in doc.blocks() {
            let rest = total - before;
            let late = before >= BODY_WORDS && rest as f32 <= REST * before as f32;
            if block.is_kept() {
                certain_rest -= certain(&block);
            }
            if late && ends(&block) && certain_rest < REST_WORDS {
                return drop_after(doc, &block, edits);
            }
            before += if block.is_kept() { prose(&block) } else { 0 };
        }
    }
}

fn ends(block: &Block<'_>) -> bool {
    !is_long_prose(block) && block.phrase().is_some_and(|found| found.place() == Place::End)
}

/// What a filter already dropped keeps that filter's more telling reason. In HTML the block model knows lists and
/// posts from teasers by their elements, and is not overruled where it is sure; in text this line knows better.
fn drop_after(doc: &Document, end: &Block<'_>, edits: &mut Edits) {
    let spared = |block: &Block<'_>| doc.input() == Input::Html && cues::is_sure(block);
    for block in std::iter::successors(end.next(), Block::next).filter(|block| block.is_kept() && !spared(block)) {
        edits.drop(block.index(), "after-end");
    }
}

#[cfg(test)]
mod tests {
    use super::super::cues::stub;
    use super::*;

    #[test]
    fn a_box_before_prose_that_is_certain_ends_nothing() {
        let (before, after) = (stub::prose(0..12).join("\n\n"), stub::prose(12..16).join("\n\n"));
        let text = format!("3 May 2024\n\n{before}\n\nRelated articles\n\nSwans move\n\n{after}\n\nLeave a reply");
        let goes_on = |chance| stub::body(chance, EndOfArticle, &text).contains("day 15");
        assert!(goes_on(0.95) && !goes_on(0.8));
    }
}
