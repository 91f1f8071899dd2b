//! The same text twice in one page.

use super::cues::{self, Comparer};
use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind};
use crate::page_kind::PageKind;
use crate::words;
use foldhash::{HashMap, HashSet};

/// Shorter blocks repeat for good reason: labels, cells, "Yes".
const LEAST_WORDS: usize = 8;
/// So many kept blocks of code make a page a reference.
const REFERENCE_BLOCKS: usize = 3;
/// Near copies are compared letter by letter only if they begin with the same words.
const OPENING_WORDS: usize = 6;
/// Before the end of an article come so many words.
const MIDST_WORDS: usize = 400;
/// Two texts this alike are copies.
const ALIKE: f64 = 0.92;
/// Longer texts are compared by hash alone: comparing letters takes quadratic time.
const COMPARED_BYTES: usize = 1_200;

/// Drops later copies of a block.
///
/// Stateless: only this page is looked at, so the same page gives the same text on every call.
///
/// # What it removes
/// Blocks of eight words or more that say the same as an earlier kept block, or nearly so.
/// # What it leaves
/// The first copy; short refrains, code and table cells; in the midst of a long article, what the block model would have;
/// documentation, and pages with three blocks of code or more; texts of which the block model drops nothing, which were
/// cleaned before.
/// # Known limits
/// A near copy is found only if it opens with the same six words, and on a page of thousands of candidates only the first ones.
/// # Example
/// ```
/// let text = "The harbour will be closed for a week from Monday, the council said on Friday.";
/// use unspun::{Cleaner, Pipeline, filters::NearDuplicates};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(NearDuplicates)).build();
/// let article = cleaner.clean_text(&format!("{text}\n\n{text}"));
/// assert_eq!(article.body(), text);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct NearDuplicates;

impl NearDuplicates {
    pub(crate) const NAME: &'static str = "near-duplicates";
}

impl Filter for NearDuplicates {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if is_reference(doc) || cues::is_whole(doc) {
            return;
        }
        let mut whole: HashSet<u64> = HashSet::default();
        // By the hash of its opening: the block that was first.
        let mut opening: HashMap<u64, usize> = HashMap::default();
        let comparer = Comparer::new();
        let mut copies = Vec::new();
        for block in doc.kept().filter(is_comparable) {
            let wording = Wording::of(block.text());
            if !whole.insert(wording.whole) {
                copies.push((block, "duplicate"));
            } else if let Some(&first) = opening.get(&wording.opening) {
                if doc.get(first).is_some_and(|first| alike(first.text(), block.text(), &comparer)) {
                    copies.push((block, "near-duplicate"));
                }
            } else {
                opening.insert(wording.opening, block.index());
            }
        }
        let meant = meant(doc, &copies);
        let others = copies.iter().zip(meant).filter(|(_, meant)| !meant);
        others.for_each(|((block, reason), _)| edits.drop(block.index(), *reason));
    }
}

/// Which copies the article means: instructions and refrains come again in its midst, teasers and second versions of a
/// page at its end or all together.
fn meant(doc: &Document, copies: &[(Block<'_>, &'static str)]) -> Vec<bool> {
    let mut stays: Vec<bool> = doc.blocks().map(|block| block.is_kept()).collect();
    copies.iter().for_each(|(block, _)| stays[block.index()] = false);
    let mut after = vec![0; stays.len() + 1];
    for block in doc.blocks().rev() {
        after[block.index()] = after[block.index() + 1] + if stays[block.index()] { block.words() } else { 0 };
    }
    let stays = |near: Option<Block<'_>>| near.is_some_and(|near| stays[near.index()]);
    let midst = |block: &Block<'_>| stays(block.prev()) && stays(block.next()) && after[block.index()] >= MIDST_WORDS;
    copies.iter().map(|(block, _)| cues::is_likely(block) && midst(block)).collect()
}

/// Hashes of a text's words, whatever their case and the signs between.
struct Wording {
    whole: u64,
    opening: u64,
}

impl Wording {
    fn of(text: &str) -> Self {
        let (mut whole, mut opening) = (0, 0);
        for (at, word) in words::split(text).enumerate() {
            whole = words::hash(whole, word);
            if at + 1 == OPENING_WORDS {
                opening = whole;
            }
        }
        Wording { whole, opening }
    }
}

/// Documentation says the same of every entry, and means it.
fn is_reference(doc: &Document) -> bool {
    doc.page_kind() == Some(PageKind::Documentation)
        || doc.kept().filter(|block| block.kind() == BlockKind::Code).nth(REFERENCE_BLOCKS - 1).is_some()
}

fn is_comparable(block: &Block<'_>) -> bool {
    block.words() >= LEAST_WORDS && !matches!(block.kind(), BlockKind::Code | BlockKind::Cell)
}

/// Compared letter by letter.
fn alike(one: &str, other: &str, comparer: &Comparer) -> bool {
    let (long, short) = (one.len().max(other.len()), one.len().min(other.len()));
    let close = long <= COMPARED_BYTES && short * 10 >= long * 9;
    close && comparer.alike(one, other, ALIKE)
}

#[cfg(test)]
mod tests {
    use super::super::cues::stub;
    use super::*;

    #[test]
    fn copies_in_the_midst_of_a_long_article_are_meant() {
        let weekly = "Run for ten minutes, then walk until your breath comes back.";
        let week = |weeks| format!("{}\n\n{weekly}", stub::prose(weeks).join("\n\n"));
        let text = format!("3 May 2024\n\n{}\n\n{}\n\n{}\n\nLeave a reply", week(0..3), week(3..6), week(6..28));
        let copies = |chance| stub::body(chance, NearDuplicates, &text).matches(weekly).count();
        assert_eq!((copies(0.6), copies(0.3)), (2, 1), "the last one ends the article");
    }
}
