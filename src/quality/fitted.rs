//! What was fitted on data: small forests and the weights of the score.

use crate::model::trees::Forest;
use crate::model::weights::{self, WeightsError};
use std::sync::LazyLock;

/// Widths of the forests' rows, in the file's order.
pub(crate) const WIDTHS: [usize; 4] =
    [super::extraction::WIDTH, super::completeness::WIDTH, super::order::PAIR_WIDTH, super::order::WIDTH];

/// The fitted numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fitted {
    /// How much each part can take from the score, 0 to 1.
    pub stakes: [f32; super::PARTS.len()],
    /// For `extraction`, `completeness`, pairs of lines, and `language`.
    pub forests: [Forest; 4],
}

static EMBEDDED: LazyLock<Fitted> = LazyLock::new(|| Fitted::read(include_bytes!("quality.bin")).unwrap_or_default());

impl Fitted {
    /// What the crate carries.
    pub fn embedded() -> &'static Fitted {
        &EMBEDDED
    }

    pub fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (stakes, forests) = weights::unpack_forests(bytes, WIDTHS)?;
        Ok(Fitted { stakes, forests })
    }

    #[cfg(feature = "train")]
    pub fn write(&self) -> Vec<u8> {
        weights::pack_forests(self.stakes, &self.forests, WIDTHS)
    }

    /// The log-odds that a forest gives a row, if there is such a forest.
    fn score(&self, forest: usize, row: &[f32]) -> Option<f32> {
        let forest = &self.forests[forest];
        (!forest.is_empty()).then(|| forest.score(row, row.len())[0])
    }

    pub fn extraction(&self, row: &[f32]) -> Option<f32> {
        self.score(0, row)
    }

    pub fn completeness(&self, row: &[f32]) -> Option<f32> {
        self.score(1, row)
    }

    /// Log-odds for each of several rows that one line follows the other.
    pub fn pairs(&self, rows: &[f32]) -> Vec<f32> {
        self.forests[2].score(rows, WIDTHS[2])
    }

    pub fn order(&self, row: &[f32]) -> Option<f32> {
        self.score(3, row)
    }
}
