//! What the hits of a text, or of a part of it, add up to.

use super::Class;
use super::document::{Scored, softplus};
use super::features::Measures;
use super::lexicon::Lexicon;
use crate::model::trees::sigmoid;

/// What a stretch of text has to say for being spun.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Evidence {
    pub(crate) measures: Measures,
    /// Distinct entries with a word to say.
    pub(crate) entries: usize,
}

/// What one entry can add at most.
const MOST: f32 = 7.0;
/// Log-odds from which a replacement counts as strong evidence.
const STRICT: f32 = 2.0;

/// What the entries of a stretch sum up to.
#[derive(Default)]
struct Sums {
    strength: f32,
    /// Entries by how sure the best of their hits is.
    likely: f32,
    sure: f32,
    impossible: f32,
    clashes: f32,
    surprise: f32,
    /// Log-odds, the part of them above [`STRICT`], and probabilities.
    all: f32,
    strict: f32,
    share: f32,
}

impl Sums {
    /// Adds the hits of one entry, the best first.
    fn add(&mut self, lexicon: &Lexicon, same: &[&Scored]) {
        let Some(&best) = same.first() else { return };
        let (entry, odds) = (lexicon.entry(best.found.surface), best.score * best.weight);
        let one = |is: bool| f32::from(u8::from(is));
        // Repetition of one habit says less and less.
        let each = same.iter().zip(1u32..).map(|(hit, rank)| hit.strength / rank as f32);
        self.strength += each.sum::<f32>().min(MOST);
        self.all += best.score;
        self.strict += softplus(odds - STRICT).min(MOST);
        self.share += best.weight * sigmoid(best.score);
        self.likely += one(odds > -1.0);
        self.sure += one(odds > 1.0);
        self.impossible += one(entry.class == Class::Impossible && best.weight > 0.5);
        self.clashes += same.iter().filter(|hit| hit.clash).count() as f32;
        self.surprise += binomial_surprise(entry.count, best).min(MOST);
    }

    /// Held against the length of the stretch.
    fn measures(&self, hits: usize, words: usize) -> Measures {
        let length = words.max(1) as f32;
        let (root, hundred) = (length.sqrt(), 100.0 / length);
        [
            1.0,
            self.strength / root,
            (self.strength * hundred + 0.2).ln(),
            (self.likely * hundred + 0.2).ln(),
            self.sure.ln_1p(),
            self.impossible.ln_1p(),
            self.clashes.ln_1p(),
            self.surprise / root,
            0.0,
            length.ln(),
            self.all / (hits as f32 + 5.0),
            0.0,
            self.strict / root,
            self.share / (hits as f32 + 5.0),
        ]
    }
}

impl Evidence {
    pub(super) fn new(lexicon: &Lexicon, hits: &[Scored], words: usize) -> Self {
        let mut hits: Vec<&Scored> = hits.iter().collect();
        hits.sort_by_cached_key(|hit| (hit.found.surface, falling(hit.score)));
        let mut sums = Sums::default();
        hits.chunk_by(|a, b| a.found.surface == b.found.surface).for_each(|same| sums.add(lexicon, same));
        Self { measures: sums.measures(hits.len(), words), entries: sums.likely as usize }
    }

    pub(super) fn density(&self) -> f32 {
        self.measures[1]
    }
}

/// Nats by which the document prefers a replacement to its originals more than clean text does: a consistent spinner leaves
/// its word everywhere and the original nowhere.
fn binomial_surprise(count: f32, hit: &Scored) -> f32 {
    let usual = (count + 0.5) / (count + hit.rivals + 1.0);
    let (here, all) = (hit.here.0 as f32, (hit.here.0 + hit.here.1) as f32);
    let share = here / all.max(1.0);
    if share <= usual || here < 2.0 {
        return 0.0;
    }
    let rest = if share < 1.0 { (all - here) * ((1.0 - share) / (1.0 - usual)).ln() } else { 0.0 };
    here * (share / usual).ln() + rest
}

/// A key that puts higher scores first.
fn falling(score: f32) -> u32 {
    let bits = score.to_bits();
    if bits >> 31 == 0 { !(bits | 1 << 31) } else { bits }
}
