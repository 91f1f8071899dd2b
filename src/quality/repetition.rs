//! `repetition`: how little the page says twice.

use crate::document::Document;
use crate::edits::Verdict;
use crate::filters::NearDuplicates;
use crate::words;
use foldhash::HashSet;

/// Shorter sentences may repeat.
const LEAST_WORDS: usize = 4;
/// A copy that was found and taken out counts for so much of one that stayed.
const REMOVED: f32 = 0.5;

/// Words of distinct sentences, by all words of sentences of four words and more; what was dropped as a copy counts half.
pub(super) fn judge(doc: &Document, body: &str) -> f32 {
    let mut seen = HashSet::default();
    let (mut distinct, mut all) = (0, 0);
    for sentence in sentences(body).map(str::trim) {
        let words = words::count(sentence);
        if words >= LEAST_WORDS {
            all += words;
            distinct += if seen.insert(sentence) { words } else { 0 };
        }
    }
    let copies = REMOVED * removed(doc);
    if all == 0 { 1.0 } else { (distinct as f32 / (all as f32 + copies)).min(1.0) }
}

/// What stands between the ends of sentences, lines and cells.
fn sentences(body: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let ends = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n' | b'\t');
        let full_stop = |at: usize| text.as_bytes()[at..].starts_with("。".as_bytes());
        let end = text.bytes().enumerate().find(|(at, byte)| ends(byte) || *byte == 0xe3 && full_stop(*at));
        let Some((end, byte)) = end else { return Some(text) };
        rest = Some(&text[end + if byte.is_ascii() { 1 } else { "。".len() }..]);
        Some(&text[..end])
    })
}

/// Words that were dropped because an earlier block says the same.
fn removed(doc: &Document) -> f32 {
    let copies = doc.blocks().filter(|block| {
        let last = doc.trail().last(block.index());
        last.is_some_and(|last| last.verdict() == Verdict::Drop && last.filter() == NearDuplicates::NAME)
    });
    copies.map(|block| block.words() as f32).sum()
}
