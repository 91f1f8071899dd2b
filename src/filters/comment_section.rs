//! Readers' comments and the form to write one.

use super::cues::{self, phrase_reason};
use super::{Document, Edits, Filter};
use crate::hints::Hints;
use crate::prose::is_long_prose;

/// Drops comment forms, and on pages that are no forum the comments themselves.
///
/// # What it removes
/// "Leave a Reply", "Please enter your name here", Akismet notices; blocks in comment elements after the article's last
/// long paragraph.
/// # What it leaves
/// Posts and answers of forums, where they are the content.
/// # Known limits
/// In text, comments themselves look like short paragraphs; only what follows the form's words is dropped
/// (see [`EndOfArticle`](super::EndOfArticle)).
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::CommentSection};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(CommentSection)).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday.\n\nLEAVE A REPLY\n\nPlease enter your name here");
/// assert!(article.removed().iter().all(|removed| removed.filter() == "comment-section"));
/// assert_eq!(article.removed().len(), 2);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct CommentSection;

impl Filter for CommentSection {
    fn name(&self) -> &'static str {
        "comment-section"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let forum = cues::is_forum(doc);
        let body_end = doc.blocks().rev().find(|block| !block.hints().has(Hints::COMMENT) && is_long_prose(block));
        for block in doc.blocks() {
            let after = body_end.is_some_and(|end| block.index() > end.index());
            if let Some(reason) = phrase_reason(&block, &["comment-form"]) {
                edits.drop(block.index(), reason);
            } else if !forum && after && !cues::is_sure(&block) && block.hints().has(Hints::COMMENT) {
                edits.drop(block.index(), "comments");
            }
        }
    }
}
