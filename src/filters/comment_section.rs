//! Readers' comments and the form to write one.

use super::cues::{self, phrase_reason};
use super::{Document, Edits, Filter};
use crate::chars;
use crate::document::{Block, Input};
use crate::hints::Hints;
use crate::page_kind::PageKind;
use crate::prose::is_long_prose;
use foldhash::HashMap;
use std::ops::Range;

/// A button under a comment has so few words, and stands so often where comments are.
const BUTTON_WORDS: usize = 2;
const THREADS: usize = 2;
/// Paragraphs of a comment.
const PROSE_A_THREAD: usize = 4;
/// An article is at least one in so many words of the prose.
const ARTICLE_SHARE: usize = 3;

/// Drops comment forms, and on pages that are no forum the comments themselves.
///
/// # What it removes
/// "Leave a Reply", "Please enter your name here", Akismet notices; blocks in comment elements after the article's last
/// long paragraph; under an article in text, what stands between a heading for comments and the last of the short lines, such as
/// "Reply", that end each.
/// # What it leaves
/// Posts and answers of forums, where they are the content.
/// # Known limits
/// In text, comments without such lines look like short paragraphs; only what follows the form's words is dropped
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

impl CommentSection {
    pub(crate) const NAME: &'static str = "comment-section";
}

impl Filter for CommentSection {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let forum = cues::is_forum(doc);
        let body_end = doc.blocks().rev().find(|block| !block.hints().has(Hints::COMMENT) && is_long_prose(block));
        if !forum && doc.input() == Input::Text && doc.page_kind() == Some(PageKind::Article) {
            threads(doc).into_iter().flatten().for_each(|block| edits.drop(block, "comments"));
        }
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

/// From a heading for comments to the last of the short lines that end each of them.
fn threads(doc: &Document) -> Option<Range<usize>> {
    let (first, _) = cues::prose_range(doc)?;
    let is_heading = |block: &Block<'_>| phrase_reason(block, &["comment-form"]).is_some();
    let heading = doc.blocks().skip(first + 1).find(is_heading)?.index();
    let (times, last) = most_repeated(doc.blocks().skip(heading + 1))?;
    let prose =
        |blocks: Range<usize>| doc.kept().filter(is_long_prose).filter(move |block| blocks.contains(&block.index()));
    let words = |blocks: Range<usize>| prose(blocks).map(|block| block.words()).sum::<usize>();
    let telling = times >= THREADS && prose(heading..last).count() <= PROSE_A_THREAD * times;
    (telling && words(0..heading) * ARTICLE_SHARE >= words(0..doc.len())).then_some(heading..last + 1)
}

/// How often the button that stands most often does so, and where the last one stands.
fn most_repeated<'d>(blocks: impl Iterator<Item = Block<'d>>) -> Option<(usize, usize)> {
    let mut lines: HashMap<&str, (usize, usize)> = HashMap::default();
    for block in blocks.filter(|block| block.words() <= BUTTON_WORDS && block.text().contains(chars::is_alphabetic)) {
        let (times, last) = lines.entry(block.text()).or_default();
        (*times, *last) = (*times + 1, block.index());
    }
    lines.into_values().max()
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, PageKind};

    #[test]
    fn comments_in_text_are_known_by_the_button_under_each() {
        let article =
            "The harbour will be closed for a week from Monday, the council said on Friday, and in that week no \
            ferry will sail from the old pier, which is to be taken down stone by stone.\n\n"
                .repeat(4);
        let comment = |name: &str| {
            format!(
                "{name}\n\n6 February 2026 at 9:14 am\n\nI have lived in this town for sixty-one years and have seen the \
                 baths go, the library go and now the pier. What do we pay our rates for, I ask {name}?\n\nReply\n\n"
            )
        };
        let text = format!("{article}Comments (2)\n\n{}{}", comment("Bill"), comment("Anna"));
        let cleaner = Cleaner::builder().page_kind(PageKind::Article).build();
        let body = cleaner.clean_text(&text).into_body();
        assert!(body.contains("stone by stone") && !body.contains("sixty-one years"), "{body}");
    }
}
