//! Short blocks go with what stands around them.

use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind, Input};
use crate::prose::is_long_prose;

/// Drops headings that nothing follows, and keeps short lines inside running prose.
///
/// # What it removes
/// A heading at the end of the body, with nothing kept under it up to the end of the page; the rest of a table row
/// whose words were mostly dropped.
/// # What it keeps
/// In HTML, a heading that was dropped between two kept long paragraphs of the same element; the rest of a table row
/// whose words are mostly kept.
/// # Known limits
/// A last heading whose text stands in a picture goes too.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Neighbours};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Neighbours)).build();
/// let article = cleaner.clean_html(
///     "<article><p>The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will \
///      sail from the old pier in that week.</p><h2>More from the coast</h2></article>")?;
/// assert!(!article.body().contains("More from"));
/// # Ok::<(), unspun::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Neighbours;

impl Filter for Neighbours {
    fn name(&self) -> &'static str {
        "neighbours"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let prose = doc.kept().any(|block| is_long_prose(&block));
        let trailing = doc.kept().rev().take_while(|block| block.kind() == BlockKind::Heading);
        for block in trailing.filter(|_| prose) {
            edits.drop(block.index(), "heading-of-nothing");
        }
        if doc.input() == Input::Html {
            mend_rows(doc, edits);
            for block in doc.blocks().filter(is_lost_heading) {
                edits.keep(block.index(), "heading-in-prose");
            }
        }
    }
}

/// A row of a table is kept or dropped as a whole, as most of its words are.
fn mend_rows(doc: &Document, edits: &mut Edits) {
    let cells: Vec<Block<'_>> =
        doc.blocks().filter(|block| block.kind() == BlockKind::Cell && block.group() != 0).collect();
    for row in cells.chunk_by(|one, other| one.group() == other.group()) {
        let words = |kept: bool| -> usize {
            row.iter().filter(|cell| cell.is_kept() == kept).map(|cell| cell.words().max(1)).sum()
        };
        let (kept, dropped) = (words(true), words(false));
        if kept > 0 && dropped > 0 {
            let keep = kept >= dropped;
            row.iter().filter(|cell| cell.is_kept() != keep).for_each(|cell| match keep {
                true => edits.keep(cell.index(), "row-is-kept"),
                false => edits.drop(cell.index(), "row-is-dropped"),
            });
        }
    }
}

fn is_lost_heading(block: &Block<'_>) -> bool {
    let same = |near: Option<Block<'_>>| {
        near.is_some_and(|near| near.is_kept() && is_long_prose(&near) && parent(&near) == parent(block))
    };
    block.kind() == BlockKind::Heading && !block.is_kept() && same(block.prev()) && same(block.next())
}

fn parent(block: &Block<'_>) -> Option<u32> {
    block.ancestors().nth(1).map(|(element, _)| element)
}
