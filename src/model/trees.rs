//! Boosted decision trees, packed flat: small enough to stay in the nearest cache.

/// A sum of regression trees, read as log-odds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Forest {
    pub base: f32,
    pub trees: Vec<Tree>,
}

/// Splits in the order they were found; the root is split 0. A tree without a split is its one leaf.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Tree {
    pub splits: Vec<Split>,
    pub leaves: Vec<f32>,
}

/// `row[feature] <= threshold` goes to `low`, all else (NaN too) to `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Split {
    pub threshold: f32,
    pub feature: u16,
    /// A split's number, or a leaf's plus [`LEAF`].
    pub low: u8,
    pub high: u8,
}

/// Children from here on are leaves.
pub(crate) const LEAF: u8 = 128;
/// Rows walked side by side, so that their waits for memory overlap.
const LANES: usize = 8;

impl Forest {
    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// The log-odds of every row of a row-major matrix with `width` columns.
    pub fn score(&self, matrix: &[f32], width: usize) -> Vec<f32> {
        let mut scores = vec![self.base; matrix.len() / width.max(1)];
        for tree in &self.trees {
            let lanes = matrix.chunks(width * LANES).zip(scores.chunks_mut(LANES));
            for (rows, scores) in lanes {
                tree.add(rows, width, scores);
            }
        }
        scores
    }
}

impl Tree {
    /// Adds each row's leaf to its score: all rows go one split deeper a turn.
    fn add(&self, rows: &[f32], width: usize, scores: &mut [f32]) {
        let mut at = [if self.splits.is_empty() { LEAF } else { 0 }; LANES];
        let at = &mut at[..scores.len()];
        let mut open = !self.splits.is_empty();
        while open {
            open = false;
            for (row, at) in rows.chunks_exact(width).zip(at.iter_mut()).filter(|(_, at)| **at < LEAF) {
                let split = &self.splits[usize::from(*at)];
                *at = if row[usize::from(split.feature)] <= split.threshold { split.low } else { split.high };
                open |= *at < LEAF;
            }
        }
        for (score, at) in scores.iter_mut().zip(at) {
            *score += self.leaves[usize::from(*at - LEAF)];
        }
    }
}

/// Log-odds to probability.
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_find_their_leaves() {
        let split = |feature, threshold, low, high| Split { feature, threshold, low, high };
        let tree = Tree {
            splits: vec![split(0, 1.0, LEAF, 1), split(1, 5.0, LEAF + 1, LEAF + 2)],
            leaves: vec![1.0, 2.0, 4.0],
        };
        let forest = Forest { base: 0.5, trees: vec![tree, Tree { splits: vec![], leaves: vec![8.0] }] };
        let rows = [0.0, 0.0, 2.0, 5.0, 2.0, 6.0, f32::NAN, f32::NAN].repeat(5);
        assert_eq!(forest.score(&rows, 2)[12..16], [9.5, 10.5, 12.5, 12.5]);
    }
}
