//! What the site wants of the reader: consent, an address, money, an app.

use super::cues::{asks_consent, is_long_prose, is_sure, phrase_reason};
use super::{Document, Edits, Filter};
use crate::hints::Hints;

/// Longer blocks in such boxes are kept: whole articles stand in elements called "premium".
const BOX_WORDS: usize = 60;

/// Drops cookie notices, newsletter boxes, paywall prompts, log-in prompts and app promotions.
///
/// # What it removes
/// Lines of the phrase lists, and short blocks in cookie and newsletter elements.
/// # What it leaves
/// The text before a paywall, and long prose in elements that are named for one.
/// # Known limits
/// Text behind a paywall is not in the page; [`Quality`](crate::Quality) says that the article looks incomplete.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Prompts};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Prompts)).build();
/// let article = cleaner.clean_text(
///     "We use cookies to improve your experience.\n\nThe harbour will be closed for a week, the council said on Friday.");
/// assert_eq!(article.removed()[0].filter(), "prompts");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Prompts;

impl Filter for Prompts {
    fn name(&self) -> &'static str {
        "prompts"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks() {
            let reasons = ["cookie", "newsletter", "paywall", "login", "app-download"];
            if let Some(reason) = phrase_reason(&block, &reasons).filter(|_| !is_long_prose(&block)) {
                edits.drop(block.index(), reason);
            } else if block.words() <= BOX_WORDS && !is_sure(&block) && block.hints().has(Hints::COOKIE) {
                edits.drop(block.index(), "cookie");
            } else if block.words() <= BOX_WORDS && !is_sure(&block) && near_newsletter(&block) {
                edits.drop(block.index(), "newsletter");
            }
        }
        consent(doc).for_each(|block| edits.drop(block, "cookie"));
    }
}

/// Paragraphs about cookies before and after all other prose; none if the article speaks of them as well.
fn consent(doc: &Document) -> impl Iterator<Item = usize> {
    let prose = doc.kept().filter(is_long_prose);
    let prose: Vec<(usize, bool)> = prose.map(|block| (block.index(), asks_consent(block.text()))).collect();
    let first = prose.iter().position(|(_, asks)| !asks);
    let last = prose.iter().rposition(|(_, asks)| !asks);
    let edges = first.zip(last).filter(|(first, last)| !prose[*first..*last].iter().any(|(_, asks)| *asks));
    let at_edge = move |at: usize| edges.is_some_and(|(first, last)| at < first || at > last);
    prose.into_iter().enumerate().filter(move |(at, _)| at_edge(*at)).map(|(_, (block, _))| block)
}

fn near_newsletter(block: &crate::Block<'_>) -> bool {
    block.ancestors().take(3).any(|(_, element)| element.own.has(Hints::NEWSLETTER))
}
