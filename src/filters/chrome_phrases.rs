//! The wording of page furniture, from the phrase lists.

use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind};
use crate::edits::Reason;
use crate::phrases::{Match, Place};
use crate::prose::is_long_prose;
use crate::span::Span;

/// Drops blocks that are known chrome, and cuts known chrome from the edges of others.
///
/// The lists stand in `src/phrases`, one a language; all languages apply to every page.
///
/// # What it removes
/// Whole blocks ("Skip to content", "All rights reserved"), lines of hyphens or underscores, short blocks that begin as chrome does, and such
/// beginnings and ends of longer blocks.
/// # What it leaves
/// Long prose, whatever it begins with; what an item of a list begins with; more specific filters name comment forms, share
/// bars and related links.
/// # Known limits
/// Knows the wording of 52 languages; elsewhere the other filters have to do.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::ChromePhrases};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(ChromePhrases)).build();
/// let article = cleaner.clean_text(
///     "Skip to content\n\nThe harbour will be closed for a week from Monday, the council said on Friday.\n\nAll rights reserved.");
/// assert_eq!(article.body(), "The harbour will be closed for a week from Monday, the council said on Friday.");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ChromePhrases;

impl ChromePhrases {
    pub(crate) const NAME: &'static str = "chrome-phrases";
}

impl Filter for ChromePhrases {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks() {
            if is_rule(&block) {
                edits.drop(block.index(), "rule");
            }
            if let Some(found) = block.phrase() {
                take_out(&block, found, found.reason(), edits);
            }
        }
    }
}

/// Cuts a phrase at an edge; drops the block that is one, or begins with it.
pub(super) fn take_out(block: &Block<'_>, found: &Match<'_>, reason: impl Into<Reason>, edits: &mut Edits) {
    match found.place() {
        // "Recommended: a bank account": what an item of a list begins with is its name.
        Place::Head if block.kind() == BlockKind::ListItem => {}
        Place::Head | Place::Tail => {
            let start = block.span().start();
            edits.cut(Span::new(start + found.range().start, start + found.range().end), reason);
        }
        Place::Teaser | Place::Starts | Place::Whole | Place::End if !is_long_prose(block) => {
            edits.drop(block.index(), reason);
        }
        _ => {}
    }
}

/// A line drawn with characters.
fn is_rule(block: &Block<'_>) -> bool {
    let drawn = |c: char| matches!(c, '_' | '-' | '=' | '~' | '—' | '–') || c.is_whitespace();
    let text = block.text();
    let may = !matches!(block.kind(), BlockKind::Code | BlockKind::Cell);
    may && text.len() > 3 && text.chars().all(drawn)
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Pipeline};

    fn body(text: &str) -> String {
        Cleaner::builder().pipeline(Pipeline::new().then(super::ChromePhrases)).build().clean_text(text).into_body()
    }

    #[test]
    fn drawn_lines_go() {
        assert_eq!(
            body("The harbour is closed.\n\n____________\n\nThe ferry sails."),
            "The harbour is closed.\n\nThe ferry sails."
        );
        assert!(body("| a | b |\n|---|---|\n| 1 | 2 |").contains("---"));
    }

    #[test]
    fn the_name_of_a_list_item_is_no_label() {
        let paragraph = "Recommended: the new ferry has been late on nine of ten days since the spring.";
        assert!(!body(paragraph).contains("Recommended"));
        let item = "* Recommended: a bank account, to which the ferry company can send the money.";
        assert_eq!(body(item), item);
    }

    #[test]
    fn marks_for_editors_go_from_headings() {
        assert_eq!(body("Construction [edit]"), "Construction");
        assert_eq!(body("Storia [modifica | modifica wikitesto]"), "Storia");
        assert_eq!(
            body("He opened the text for them. Edit by edit it grew"),
            "He opened the text for them. Edit by edit it grew"
        );
    }
}
