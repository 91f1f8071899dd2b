//! One score and its named parts.

use crate::body::Draft;
use crate::document::{Block, BlockKind, Document};
use crate::edits::{Reason, Verdict};
use crate::filters::{ends_sentence, is_prose};
use crate::words;
use std::collections::HashSet;

/// The version of the formulas below; it changes whenever a score can change.
const SCORE_VERSION: u32 = 1;
/// A body of so few words hardly is an article.
const FEW_WORDS: f32 = 60.0;
/// Parts are floored here, so that one part alone does not make the score zero.
const FLOOR: f32 = 0.02;

/// How good the result is: one score in 0..=1 and the parts that it is made of, each in 0..=1, 1 being good.
///
/// The score is the product of the parts, each raised to its weight; an empty body scores 0.
///
/// | part | weight | what it is |
/// |---|---|---|
/// | `extraction` | 1 | expected word F1 of the body against what a careful editor would keep: 2·Σ p·w over kept blocks / (Σ w of kept + Σ p·w of all), p being the block model's probability and w words; the share of prose where no model spoke |
/// | `completeness` | 0.25 | low if the body ends inside a sentence, or a paywall prompt was found behind it |
/// | `chrome` | 0.2 | one minus the share of words in kept blocks that are links, or known chrome |
/// | `repetition` | 0.3 | share of distinct sentences of four words and more, by words |
/// | `language` | 0.3 | shape of prose: share of letters among what is not space, and enough words |
/// | `originality` | 0.3 | one minus the spun probability; 1 where that was not judged |
///
/// ```
/// let quality = unspun::Cleaner::new().clean_text("").quality().clone();
/// assert_eq!(quality.score(), 0.0);
/// assert!(quality.parts().any(|(name, _)| name == "completeness"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    score: f32,
    parts: [(&'static str, f32); 6],
}

impl Quality {
    pub(crate) fn of(doc: &Document, draft: &Draft, spun: Option<f32>) -> Self {
        let parts = [
            ("extraction", extraction(doc)),
            ("completeness", completeness(doc)),
            ("chrome", chrome(doc)),
            ("repetition", repetition(draft.text())),
            ("language", language(draft.text())),
            ("originality", 1.0 - spun.unwrap_or(0.0)),
        ];
        let weights = [1.0, 0.25, 0.2, 0.3, 0.3, 0.3];
        let product = parts.iter().zip(weights).map(|((_, part), weight)| part.max(FLOOR).powf(weight)).product();
        let score = if draft.text().is_empty() { 0.0 } else { product };
        Quality { score, parts }
    }

    /// The score, 0 to 1.
    pub fn score(&self) -> f32 {
        self.score
    }

    /// Every part with its name, 0 to 1, 1 being good.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, f32)> {
        self.parts.iter().copied()
    }

    /// Version of the formulas: scores of different versions do not compare.
    pub fn version(&self) -> u32 {
        SCORE_VERSION
    }
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}

fn extraction(doc: &Document) -> f32 {
    let (mut hits, mut kept, mut wanted) = (0.0, 0.0, 0.0);
    for block in doc.blocks() {
        let words = block.words() as f32;
        let chance = block.chance().unwrap_or(if is_prose(&block) { 0.95 } else { 0.5 });
        let chance = if overruled(doc, &block) { 0.1 } else { chance };
        wanted += chance * words;
        if block.is_kept() {
            hits += chance * words;
            kept += words;
        }
    }
    ratio(2.0 * hits, kept + wanted)
}

/// Dropped by a filter that knows better than a probability.
fn overruled(doc: &Document, block: &Block<'_>) -> bool {
    let last = doc.trail().last(block.index()).filter(|last| last.verdict() == Verdict::Drop);
    last.is_some_and(|last| !matches!(last.reason(), Reason::Probability(_)))
}

fn completeness(doc: &Document) -> f32 {
    let Some(last) = doc.kept().rev().find(|block| block.words() > 0) else { return 0.0 };
    let paywall =
        doc.blocks().skip(last.index()).any(|block| block.phrase().is_some_and(|found| found.reason() == "paywall"));
    let text = last.text().trim_end();
    let running = last.kind() == BlockKind::Paragraph && last.words() >= 12 && last.link_density() < 0.5;
    let cut = text.ends_with('…') || text.ends_with("...") || (running && !ends_sentence(text) && !text.ends_with(':'));
    match (paywall, cut) {
        (true, true) => 0.1,
        (true, false) => 0.85,
        (false, true) => 0.5,
        (false, false) => 1.0,
    }
}

fn chrome(doc: &Document) -> f32 {
    let (mut chrome, mut all) = (0.0, 0.0);
    for block in doc.kept() {
        let words = block.words() as f32;
        let known = block.phrase().is_some_and(|found| found.range().len() * 2 > block.text().len());
        chrome += if known { words } else { words * block.link_density().powi(2) };
        all += words;
    }
    if all > 0.0 { 1.0 - ratio(chrome, all) } else { 0.0 }
}

/// Sentences are compared by their letters; short ones may repeat.
fn repetition(body: &str) -> f32 {
    let mut seen = HashSet::new();
    let (mut distinct, mut all) = (0, 0);
    for sentence in body.split(['.', '!', '?', '\n', '。']).map(str::trim) {
        let words = words::count(sentence);
        if words >= 4 {
            all += words;
            distinct += if seen.insert(sentence) { words } else { 0 };
        }
    }
    if all == 0 { 1.0 } else { ratio(distinct as f32, all as f32) }
}

fn language(body: &str) -> f32 {
    let (mut letters, mut signs) = (0u32, 0u32);
    for c in body.chars().filter(|c| !c.is_whitespace()) {
        *(if c.is_alphabetic() { &mut letters } else { &mut signs }) += 1;
    }
    let share = ratio(letters as f32, (letters + signs) as f32);
    // Prose has some nine letters in ten signs; half is a table of numbers.
    let shape = ((share - 0.4) / 0.45).clamp(0.0, 1.0);
    shape * (words::count(body) as f32 / FEW_WORDS).clamp(0.1, 1.0)
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    const PROSE: &str = "The harbour will be closed for a week from Monday, the council said on Friday. No ferry will sail \
        from the old pier in that week. It will be taken down stone by stone, and a new one is to open in the spring. The \
        cost of four million is shared by the town and the county, which will borrow the money. Fishermen had asked for \
        a later date because the herring season ends in March.";

    fn part(text: &str, name: &str) -> f32 {
        let article = Cleaner::new().clean_text(text);
        article.quality().parts().find(|(part, _)| *part == name).expect("a part").1
    }

    #[test]
    fn prose_scores_high_and_less_when_cut_or_repeated() {
        let score = |text: &str| Cleaner::new().clean_text(text).quality().score();
        assert!(score(PROSE) > 0.6);
        assert!(score(&PROSE[..PROSE.len() - 20]) < score(PROSE));
        assert!(part(&format!("{PROSE} {PROSE}"), "repetition") < 0.6);
        assert!(part("12 34 56 78 90 — 11 12 13", "language") < 0.1);
    }
}
