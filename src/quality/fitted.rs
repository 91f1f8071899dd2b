//! What was fitted on data: small forests and the weights of the score.

use super::score::Weights;
use super::{completeness, extraction, order};
use crate::model::lexicon::Lexicon;
use crate::model::trees::Forest;
use crate::model::weights::{self, WeightsError};
use std::sync::LazyLock;

/// What a forest judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judge {
    /// Expected word F1 of a page of HTML.
    Html,
    /// The same of flat text.
    Text,
    /// Whether the text ends where its author ended it.
    End,
    /// Whether one line follows another.
    Pair,
    /// Whether the lines are in order.
    Order,
}

/// Widths of the forests' rows, in the order of [`Judge`].
const WIDTHS: [usize; 5] =
    [extraction::WIDTH, extraction::WIDTH, completeness::WIDTH, order::PAIR_WIDTH, extraction::WIDTH];

/// The fitted numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fitted {
    /// How the score is made of the parts.
    pub weights: Weights,
    /// Words of lines that stand early or late in texts.
    pub places: Lexicon,
    forests: [Forest; WIDTHS.len()],
}

static EMBEDDED: LazyLock<Fitted> = LazyLock::new(|| Fitted::read(include_bytes!("quality.bin")).unwrap_or_default());

impl Fitted {
    /// What the crate carries.
    pub fn embedded() -> &'static Fitted {
        &EMBEDDED
    }

    pub fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (numbers, places, forests) = weights::unpack_forests(bytes, WIDTHS)?;
        Ok(Fitted { weights: Weights::of(numbers), places, forests })
    }

    #[cfg(feature = "train")]
    pub fn write(&self) -> Vec<u8> {
        weights::pack_forests(self.weights.numbers(), &self.places, &self.forests, WIDTHS)
    }

    /// What is learned of lines, before anything else.
    #[cfg(feature = "train")]
    pub fn of_lines(places: Lexicon, pairs: Forest) -> Self {
        let mut fitted = Fitted { places, ..Fitted::default() };
        fitted.set(Judge::Pair, pairs);
        fitted
    }

    #[cfg(feature = "train")]
    pub fn set(&mut self, judge: Judge, forest: Forest) {
        self.forests[judge as usize] = forest;
    }

    /// The log-odds that a forest gives a row, if there is such a forest.
    pub fn score(&self, judge: Judge, row: &[f32]) -> Option<f32> {
        let forest = &self.forests[judge as usize];
        (!forest.is_empty()).then(|| forest.score_row(row))
    }

    /// Log-odds for each of several pairs of lines that one follows the other.
    pub fn pairs(&self, rows: &[f32]) -> Vec<f32> {
        self.forests[Judge::Pair as usize].score_rows(rows, order::PAIR_WIDTH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_numbers_are_whole_and_small() {
        let bytes = include_bytes!("quality.bin");
        let fitted = Fitted::read(bytes).expect("run `unspun train quality` again");
        assert!(fitted.forests.iter().all(|forest| !forest.is_empty()));
        assert!(bytes.len() < 64 << 10, "{} bytes", bytes.len());
        let mut damaged = bytes.to_vec();
        damaged[40] ^= 1;
        assert!(matches!(Fitted::read(&damaged), Err(WeightsError::Checksum { .. })));
    }
}
