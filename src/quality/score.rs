//! One number from the parts.

use super::PARTS;

/// The version of the score and of its parts; it changes whenever one of them can change.
pub(super) const VERSION: u32 = 3;
/// The least score of a page that has a body.
const LEAST: f32 = 1e-4;

/// The fitted numbers of the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weights {
    /// The power of `extraction`.
    pub power: f32,
    /// What the other parts can take, in the order of their names.
    pub stakes: [Stake; PARTS.len() - 1],
}

/// What a part can take from the score, and from where on it does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stake {
    /// What a part at 0 takes.
    pub most: f32,
    /// A part that is no less takes nothing: honest texts differ above it, and that is noise.
    pub from: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights { power: 1.0, stakes: [Stake { most: 0.5, from: 0.9 }; PARTS.len() - 1] }
    }
}

impl Stake {
    /// What is left of a score: all of it from `from` on, 1 − `most` where the part is 0, a straight line between.
    fn leaves(self, part: f32) -> f32 {
        1.0 - self.most * (1.0 - part / self.from).clamp(0.0, 1.0)
    }
}

impl Weights {
    /// How many numbers they are.
    pub const NUMBERS: usize = 2 * PARTS.len() - 1;

    /// extractionᵏ · Π (1 − stake · max(0, 1 − part ÷ from)) over the other parts.
    pub fn score(&self, parts: &[f32; PARTS.len()]) -> f32 {
        let [extraction, others @ ..] = parts;
        let rest: f32 = others.iter().zip(self.stakes).map(|(part, stake)| stake.leaves(*part)).product();
        (extraction.clamp(0.0, 1.0).powf(self.power) * rest).max(LEAST)
    }

    pub fn of(numbers: [f32; Self::NUMBERS]) -> Self {
        let [power, pairs @ ..] = numbers;
        let mut weights = Weights { power, ..Weights::default() };
        for (stake, pair) in weights.stakes.iter_mut().zip(pairs.chunks_exact(2)) {
            *stake = Stake { most: pair[0], from: pair[1] };
        }
        weights
    }

    #[cfg(feature = "train")]
    pub fn numbers(&self) -> [f32; Self::NUMBERS] {
        let mut numbers = [self.power; Self::NUMBERS];
        for (pair, stake) in numbers[1..].chunks_exact_mut(2).zip(self.stakes) {
            pair.copy_from_slice(&[stake.most, stake.from]);
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_its_stake_at_most_and_nothing_above_its_threshold() {
        let weights = Weights::of([2.0, 0.5, 1.0, 0.0, 1.0, 0.5, 0.8, 1.0, 1.0, 0.6, 0.5]);
        let scores = |parts: [f32; 6], score: f32| assert!((weights.score(&parts) - score).abs() < 1e-4, "{parts:?}");
        scores([0.9, 1.0, 1.0, 1.0, 1.0, 1.0], 0.81);
        scores([1.0, 1.0, 0.0, 0.8, 1.0, 0.5], 1.0);
        scores([1.0, 1.0, 1.0, 0.4, 1.0, 1.0], 0.75);
        scores([1.0, 0.5, 1.0, 1.0, 1.0, 0.0], 0.3);
        assert!(weights.score(&[0.0; 6]) > 0.0);
    }
}
