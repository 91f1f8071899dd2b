//! Buttons to share, follow and print.

use super::cues::{is_sure, phrase_reason};
use super::{Document, Edits, Filter};
use crate::hints::Hints;

/// Longer blocks say something.
const LABEL_WORDS: usize = 10;

/// Drops share and follow bars, also "Print" and "E-mail this".
///
/// # What it removes
/// Lines of the phrase lists, and short blocks in share elements.
/// # What it leaves
/// Sentences about sharing, and "Share" as a heading of a longer text.
/// # Known limits
/// In text, a bar that names only networks ("Facebook Twitter") is known by the phrase lists alone.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::ShareBar};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(ShareBar)).build();
/// let article = cleaner.clean_text(
///     "Share this article\n\nThe harbour will be closed for a week from Monday, the council said on Friday.");
/// assert_eq!(article.removed()[0].filter(), "share-bar");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ShareBar;

impl Filter for ShareBar {
    fn name(&self) -> &'static str {
        "share-bar"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks() {
            if let Some(reason) = phrase_reason(&block, &["share", "follow", "print-email"]) {
                edits.drop(block.index(), reason);
            } else if block.words() <= LABEL_WORDS && !is_sure(&block) && own_share(&block) {
                edits.drop(block.index(), "share");
            }
        }
    }
}

/// Whether one of the three nearest elements is a share bar: pages call far ancestors "social" too.
fn own_share(block: &crate::Block<'_>) -> bool {
    let link_like = block.link_density() > 0.5 || block.kind() == crate::BlockKind::Button || block.words() <= 3;
    link_like && block.ancestors().take(3).any(|(_, element)| element.own.has(Hints::SHARE))
}
