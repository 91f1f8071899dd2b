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
/// The first copy; refrains, code and table cells; documentation, and pages with three blocks of code or more; texts of
/// which the block model drops nothing, which were cleaned before.
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
        for block in doc.kept().filter(is_comparable) {
            let wording = Wording::of(block.text());
            if !whole.insert(wording.whole) {
                edits.drop(block.index(), "duplicate");
            } else if let Some(&first) = opening.get(&wording.opening) {
                if doc.get(first).is_some_and(|first| alike(first.text(), block.text(), &comparer)) {
                    edits.drop(block.index(), "near-duplicate");
                }
            } else {
                opening.insert(wording.opening, block.index());
            }
        }
    }
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
