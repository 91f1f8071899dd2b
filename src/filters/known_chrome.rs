//! Lines that the user knows to be furniture.

use super::{Document, Edits, Filter};
use crate::chrome::ChromeList;
use crate::document::{Block, Input};
use crate::span::{Source, Span};

/// Drops the lines of a [`ChromeList`]: those that a user wrote down, or that [`SiteLines`](crate::SiteLines) learned.
///
/// # What it removes
/// Blocks that say a line of the list and nothing else; in text input, also such lines inside a block of several lines.
/// # What it leaves
/// Everything that says more than a line of the list: part of a block never matches.
/// # Known limits
/// The list is taken at its word: a heading or a paragraph that stands in it goes, even if nothing is left.
/// # Example
/// ```
/// use unspun::{ChromeList, Cleaner, Pipeline, filters::KnownChrome};
/// let list = ChromeList::parse("mine", "Coast Press Group")?;
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(KnownChrome::new(list))).build();
/// assert_eq!(cleaner.clean_text("Coast Press Group\n\nThe ferry left late.").body(), "The ferry left late.");
/// # Ok::<(), unspun::ChromeListError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct KnownChrome {
    list: ChromeList,
}

impl KnownChrome {
    pub(crate) const NAME: &'static str = "known-chrome";

    /// With this list.
    pub fn new(list: ChromeList) -> Self {
        KnownChrome { list }
    }
}

impl Filter for KnownChrome {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if self.list.is_empty() {
            return;
        }
        for block in doc.blocks() {
            if self.list.contains(block.text()) {
                edits.drop(block.index(), "known-line");
            } else if doc.input() == Input::Text {
                let known = source_lines(&block).filter(|(line, _)| self.list.contains(line));
                known.for_each(|(_, span)| edits.cut(span, "known-line"));
            }
        }
    }

    fn may_empty(&self) -> bool {
        true
    }
}

/// The lines of the source that a block was joined from, with their line breaks; none if it is one line.
fn source_lines<'d>(block: &Block<'d>) -> impl Iterator<Item = (&'d str, Span<Source>)> + use<'d> {
    let mut at = block.span().start();
    let several = block.text().contains('\n');
    block.text().split_inclusive('\n').filter(move |_| several).map(move |line| {
        let span = Span::new(at, at + line.len());
        at += line.len();
        (line, span)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Pipeline};

    fn cleaner() -> Cleaner {
        let list = ChromeList::parse("list", "Our team\nCoast Press Group").unwrap();
        Cleaner::builder().pipeline(Pipeline::new().then(KnownChrome::new(list))).build()
    }

    #[test]
    fn html_and_text_alike() {
        let html = "<p>Our <b>team</b></p><p>Our team won.</p><li>COAST PRESS\n group</li>";
        assert_eq!(cleaner().clean_html(html).unwrap().body(), "Our team won.");
        assert_eq!(
            cleaner().clean_text("* Our team\n\nOur team won.\n\nCoast  Press Group\r\n").body(),
            "Our team won."
        );
    }

    #[test]
    fn a_known_line_inside_a_joined_block_is_cut() {
        let wrapped = "The harbour will be closed for a week from Monday, so the council said\n\
                       on Friday evening, and no ferry will sail in all of that week from the\n\
                       Coast Press Group\n\
                       old pier, which is to be taken down stone by stone by workers from the\n\
                       next town, where they built another one like it some four years before.\n";
        let body = cleaner().clean_text(wrapped).into_body();
        assert!(body.contains("from the") && body.contains("old pier") && !body.contains("Press"), "{body}");
    }
}
