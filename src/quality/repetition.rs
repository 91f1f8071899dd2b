//! `repetition`: how little the page says twice.

use crate::document::Document;
use crate::edits::Verdict;
use crate::words;
use std::collections::HashSet;

/// Shorter sentences may repeat.
const LEAST_WORDS: usize = 4;
/// A copy that was found and taken out counts for so much of one that stayed.
const REMOVED: f32 = 0.5;

/// Words of distinct sentences, by all words of sentences of four words and more; what was dropped as a copy counts half.
pub(super) fn judge(doc: &Document, body: &str) -> f32 {
    let mut seen = HashSet::new();
    let (mut distinct, mut all) = (0, 0);
    for sentence in body.split(['.', '!', '?', '\n', '\t', '。']).map(str::trim) {
        let words = words::count(sentence);
        if words >= LEAST_WORDS {
            all += words;
            distinct += if seen.insert(sentence) { words } else { 0 };
        }
    }
    let copies = REMOVED * removed(doc);
    if all == 0 { 1.0 } else { (distinct as f32 / (all as f32 + copies)).min(1.0) }
}

/// Words that were dropped because an earlier block says the same.
fn removed(doc: &Document) -> f32 {
    let copies = doc.blocks().filter(|block| {
        let last = doc.trail().last(block.index());
        last.is_some_and(|last| last.verdict() == Verdict::Drop && last.filter() == "near-duplicates")
    });
    copies.map(|block| block.words() as f32).sum()
}
