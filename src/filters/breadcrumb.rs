//! The path to the page.

use super::cues::is_sure;
use super::{Document, Edits, Filter};
use crate::document::Block;
use crate::hints::Hints;
use crate::parse::path::last_step;

/// Longer blocks are sentences about a path, not a path.
const PATH_WORDS: usize = 25;
/// A step of a path is a name.
const STEP_WORDS: usize = 8;
/// Deeper paths are rare, and looking farther takes time.
const MOST_STEPS: usize = 6;
/// Drops breadcrumbs: "Home › Business › Harbour".
///
/// # What it removes
/// Blocks inside breadcrumb elements; in text, the part that was glued to the title ("HomeIran News|US held …") and lines
/// of steps with signs between.
/// # What it leaves
/// Sentences, and lists of links that no breadcrumb class or sign marks.
/// # Known limits
/// In text, a path of one step that nothing was glued to looks like any short line.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Breadcrumb};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Breadcrumb)).build();
/// let article = cleaner.clean_text(
///     "Home › News › Harbour\n\nThe harbour will be closed for a week from Monday, the council said on Friday.");
/// assert!(article.body().starts_with("The harbour"));
/// assert_eq!(article.removed()[0].filter(), "breadcrumb");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Breadcrumb;

impl Filter for Breadcrumb {
    fn name(&self) -> &'static str {
        "breadcrumb"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks().filter(|block| block.words() <= PATH_WORDS) {
            if !is_sure(&block) && block.hints().has(Hints::BREADCRUMB)
                || last_step(block.text()).is_some()
                || is_glued_path(&block, doc.title())
            {
                edits.drop(block.index(), "path");
            }
        }
    }
}

/// What stands glued before the title, step by step.
fn is_glued_path<'d>(block: &Block<'d>, title: Option<&str>) -> bool {
    let Some(title) = title.filter(|_| block.words() <= STEP_WORDS) else { return false };
    let glued = |from: &Block<'d>| from.next().filter(|next| next.hints().has(Hints::GLUED));
    let mut after = std::iter::successors(glued(block), glued).take(MOST_STEPS);
    after.any(|next| next.text().starts_with(title))
}
