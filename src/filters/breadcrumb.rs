//! The path to the page.

use super::cues::is_sure;
use super::{Document, Edits, Filter};
use crate::document::Block;
use crate::hints::Hints;
use foldhash::HashSet;
use std::sync::LazyLock;

/// Longer blocks are sentences about a path, not a path.
const PATH_WORDS: usize = 25;
/// A step of a path is a name.
const STEP_WORDS: usize = 8;
/// Deeper paths are rare, and looking farther takes time.
const MOST_STEPS: usize = 6;
/// Signs that stand between the steps of a path.
const STEPS: [char; 10] = ['›', '»', '>', '/', '→', '▸', '❯', '·', '|', '｜'];

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

/// The end of a path: two steps or more, the first one a word for the front page.
pub(crate) fn last_step(text: &str) -> Option<&str> {
    // A look at the bytes tells most lines: the signs beyond ASCII begin with these three.
    if !text.bytes().any(|byte| matches!(byte, b'>' | b'/' | b'|' | 0xc2 | 0xe2 | 0xef)) {
        return None;
    }
    let mut steps = text.split(STEPS).map(str::trim).filter(|step| !step.is_empty());
    steps.next().filter(|first| is_front_page(first))?;
    steps.next_back()
}

/// What stands glued before the title, step by step.
fn is_glued_path<'d>(block: &Block<'d>, title: Option<&str>) -> bool {
    let Some(title) = title.filter(|_| block.words() <= STEP_WORDS) else { return false };
    let glued = |from: &Block<'d>| from.next().filter(|next| next.hints().has(Hints::GLUED));
    let mut after = std::iter::successors(glued(block), glued).take(MOST_STEPS);
    after.any(|next| next.text().starts_with(title))
}

fn is_front_page(step: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("front_page.txt").lines().collect());
    let step = step.to_lowercase();
    NAMES.contains(step.as_str())
}

#[cfg(test)]
mod tests {
    use super::last_step;

    #[test]
    fn paths_begin_at_a_front_page_in_any_language() {
        assert_eq!(last_step("Trang chủ › Thời sự › Bến cảng"), Some("Bến cảng"));
        assert_eq!(last_step("صفحه نخست » جامعه » بندر"), Some("بندر"));
        assert_eq!(last_step("ホーム｜社会｜港"), Some("港"));
        assert_eq!(last_step("Salt / pepper / lemon"), None);
    }
}
