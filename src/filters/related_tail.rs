//! Other stories: related, recommended, most popular.

use super::cues::{is_long_prose, is_prose, is_sure, phrase_reason};
use super::{Document, Edits, Filter};
use crate::document::Block;
use crate::hints::Hints;
use crate::phrases::Place;

/// A teaser under a "related" line is at most this long.
const TEASER_WORDS: usize = 30;
/// So many teasers may follow one line.
const TEASERS: usize = 12;

/// Drops lines that lead to other stories, and the teasers under them.
///
/// # What it removes
/// "Related articles", "Read more: …", "Most popular" from the phrase lists; after such a line, short blocks without a sentence up to
/// the next prose; short blocks in related elements that are mostly links.
/// # What it leaves
/// Prose, and headings that more article follows.
/// # Known limits
/// Teasers with whole sentences are left to the block model.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::RelatedTail};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(RelatedTail)).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday.\n\nRELATED ARTICLES\n\nFerry fares to rise");
/// assert_eq!(article.body(), "The harbour will be closed for a week from Monday, the council said on Friday.");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RelatedTail;

impl Filter for RelatedTail {
    fn name(&self) -> &'static str {
        "related-tail"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks() {
            if let Some(reason) = phrase_reason(&block, &["related", "most-popular", "read-more"]) {
                edits.drop(block.index(), reason);
                // A line that names its story at once has nothing under it.
                let leads = block.phrase().is_some_and(|found| found.place() != Place::Starts);
                if leads && reason != "read-more" {
                    teasers(block).for_each(|teaser| edits.drop(teaser.index(), "teaser"));
                }
            } else if !is_sure(&block) && own_related(&block) {
                edits.drop(block.index(), "related");
            }
        }
    }
}

/// Short blocks without a sentence right under a line; none if the article's headings and prose follow at once.
fn teasers(line: Block<'_>) -> impl Iterator<Item = Block<'_>> {
    let after = std::iter::successors(line.next(), Block::next);
    after
        .take_while(|block| block.words() <= TEASER_WORDS && !is_prose(block))
        .take(TEASERS)
        .filter(|block| !is_sure(block))
        .filter(|block| block.link_density() > 0.5 || !block.next().is_some_and(|next| is_long_prose(&next)))
}

fn own_related(block: &Block<'_>) -> bool {
    block.link_density() > 0.7
        && block.words() <= TEASER_WORDS
        && block.ancestors().take(4).any(|(_, element)| element.own.has(Hints::RELATED))
}
