//! The same text twice in one page.

use super::cues::folded;
use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Shorter blocks repeat for good reason: labels, cells, "Yes".
const LEAST_WORDS: usize = 8;
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
/// The first copy; refrains, code and table cells.
/// # Known limits
/// A near copy is found only if it opens with the same six words.
/// # Example
/// ```
/// let text = "The harbour will be closed for a week from Monday, the council said on Friday.";
/// let article = unspun::Cleaner::new().clean_text(&format!("{text}\n\n{text}"));
/// assert_eq!(article.body(), text);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct NearDuplicates;

impl Filter for NearDuplicates {
    fn name(&self) -> &'static str {
        "near-duplicates"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        // Keyed by the hash of the opening: what stands there first, and a copy of each whole text seen.
        let mut whole: HashMap<u64, usize> = HashMap::new();
        let mut opening: HashMap<u64, String> = HashMap::new();
        for block in doc.kept().filter(is_comparable) {
            let text = folded(block.text());
            if whole.insert(hash(&text), block.index()).is_some() {
                edits.drop(block.index(), "duplicate");
                continue;
            }
            let start = text.match_indices(' ').nth(OPENING_WORDS - 1).map_or(text.len(), |(at, _)| at);
            match opening.entry(hash(&text[..start])) {
                std::collections::hash_map::Entry::Occupied(first) if alike(first.get(), &text) => {
                    edits.drop(block.index(), "near-duplicate")
                }
                std::collections::hash_map::Entry::Occupied(_) => {}
                std::collections::hash_map::Entry::Vacant(free) => drop(free.insert(text)),
            }
        }
    }
}

fn is_comparable(block: &Block<'_>) -> bool {
    block.words() >= LEAST_WORDS && !matches!(block.kind(), BlockKind::Code | BlockKind::Cell)
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn alike(one: &str, other: &str) -> bool {
    let (long, short) = (one.len().max(other.len()), one.len().min(other.len()));
    long <= COMPARED_BYTES && short * 10 >= long * 9 && strsim::normalized_levenshtein(one, other) >= ALIKE
}
