//! The title is not body, and neither are its repeats.

use super::cues::{Comparer, folded, is_line};
use super::{Document, Edits, Filter};
use crate::document::Block;

/// Two wordings this alike are the same title.
const ALIKE: f64 = 0.9;
/// Shorter titles ("Home", "News") match headings by accident.
const TITLE_WORDS: usize = 2;

/// Drops the headline, wherever it stands again as a block of its own.
///
/// # What it removes
/// Blocks that say the title and nothing else, in the same or nearly the same words, also with the site's name after it.
/// # What it leaves
/// Sentences that quote the title, and headings that share only some of its words.
/// # Known limits
/// A title of one word is only matched as a first-level heading.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::TitleMatch};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(TitleMatch)).build();
/// let article = cleaner.clean_text(
///     "Harbour to close for a week\n\nHarbour to close for a week\n\n\
///      The harbour will be closed for a week from Monday while the old pier is taken down, the council said.");
/// assert!(article.body().starts_with("The harbour will be closed"));
/// assert_eq!(article.title(), Some("Harbour to close for a week"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TitleMatch;

impl Filter for TitleMatch {
    fn name(&self) -> &'static str {
        "title-match"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let Some(written) = doc.title() else { return };
        let title = folded(written);
        if title.is_empty() {
            return;
        }
        let short = title.split(' ').count() < TITLE_WORDS && !title.chars().any(crate::words::is_ideograph);
        let comparer = Comparer::new();
        // A look at the length spares most blocks the comparison.
        let near = |block: &Block<'_>| block.text().len() * 2 > written.len() && block.text().len() < written.len() * 2;
        for block in doc.blocks().filter(|block| is_line(block) && near(block)) {
            let is_headline = block.kind() == crate::BlockKind::Heading && block.level() == 1;
            if (!short || is_headline) && is_title(&folded(block.text()), &title, &comparer) {
                edits.drop(block.index(), "repeats-title");
            }
        }
    }
}

fn is_title(text: &str, title: &str, comparer: &Comparer) -> bool {
    let (long, short) = (text.len().max(title.len()), text.len().min(title.len()));
    let close = || short * 10 > long * 8 && short > 20 && share_an_end(text, title);
    text == title || (close() && comparer.alike(text, title, ALIKE))
}

/// Comparing letters takes long, and versions of a title begin or end alike.
fn share_an_end(one: &str, other: &str) -> bool {
    one.split(' ').next() == other.split(' ').next() || one.rsplit(' ').next() == other.rsplit(' ').next()
}
