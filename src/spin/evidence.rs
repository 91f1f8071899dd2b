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

impl Evidence {
    pub(super) fn new(lexicon: &Lexicon, hits: &[Scored], words: usize) -> Self {
        let mut hits: Vec<&Scored> = hits.iter().collect();
        hits.sort_by_cached_key(|hit| (hit.found.surface, falling(hit.score)));
        let [
            mut strength,
            mut likely,
            mut sure,
            mut impossible,
            mut clashes,
            mut surprise,
            mut all,
            mut strict,
            mut share,
        ] = [0.0f32; 9];
        for same in hits.chunk_by(|a, b| a.found.surface == b.found.surface) {
            let entry = lexicon.entry(same[0].found.surface);
            // Repetition of one habit says less and less.
            let each = same.iter().zip(1u32..).map(|(hit, rank)| hit.strength / rank as f32);
            strength += each.sum::<f32>().min(MOST);
            let best = same[0].score * same[0].weight;
            all += same[0].score;
            strict += softplus(best - STRICT).min(MOST);
            share += same[0].weight * sigmoid(same[0].score);
            likely += if best > -1.0 { 1.0 } else { 0.0 };
            sure += if best > 1.0 { 1.0 } else { 0.0 };
            impossible += if entry.class == Class::Impossible && same[0].weight > 0.5 { 1.0 } else { 0.0 };
            clashes += same.iter().filter(|hit| hit.clash).count() as f32;
            surprise += binomial_surprise(entry.count, same[0]).min(MOST);
        }
        let length = words.max(1) as f32;
        let root = length.sqrt();
        let hundred = 100.0 / length;
        let measures = [
            1.0,
            strength / root,
            (strength * hundred + 0.2).ln(),
            (likely * hundred + 0.2).ln(),
            sure.ln_1p(),
            impossible.ln_1p(),
            clashes.ln_1p(),
            surprise / root,
            0.0,
            length.ln(),
            all / (hits.len() as f32 + 5.0),
            0.0,
            strict / root,
            share / (hits.len() as f32 + 5.0),
        ];
        Self { measures, entries: likely as usize }
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
