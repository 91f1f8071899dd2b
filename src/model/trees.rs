//! Boosted decision trees, walked by many rows at once: a split sorts a set of rows with a few vector instructions.

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
/// Rows scored together.
pub(crate) const LANES: usize = 32;
/// One feature of the rows scored together.
pub(crate) type Column = [f32; LANES];
/// A set of such rows.
type Rows = u32;

impl Forest {
    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// The log-odds of every row.
    pub fn score(&self, columns: &[Column]) -> Column {
        let mut scores = [self.base; LANES];
        let mut reached = [0; 1 << u8::BITS];
        self.trees.iter().for_each(|tree| tree.add(columns, &mut reached, &mut scores));
        scores
    }

    /// The log-odds of every row of a row-major matrix.
    pub fn score_rows(&self, rows: &[f32], width: usize) -> Vec<f32> {
        let mut scores = Vec::with_capacity(rows.len() / width.max(1));
        for rows in rows.chunks(width * LANES) {
            let column = |feature: usize| {
                let mut column = [0.0; LANES];
                rows.chunks_exact(width).zip(&mut column).for_each(|(row, slot)| *slot = row[feature]);
                column
            };
            let columns: Vec<Column> = (0..width).map(column).collect();
            scores.extend_from_slice(&self.score(&columns)[..rows.len() / width]);
        }
        scores
    }

    /// The log-odds of a single row.
    pub fn score_row(&self, row: &[f32]) -> f32 {
        self.trees.iter().fold(self.base, |score, tree| score + tree.leaf(row))
    }
}

impl Tree {
    /// The value of the leaf that a row falls into.
    fn leaf(&self, row: &[f32]) -> f32 {
        let mut at = if self.splits.is_empty() { LEAF } else { 0 };
        while at < LEAF {
            let split = &self.splits[usize::from(at)];
            at = if row[usize::from(split.feature)] <= split.threshold { split.low } else { split.high };
        }
        self.leaves[usize::from(at - LEAF)]
    }

    /// Adds each row's leaf to its score. Splits hand sets of rows down: parents come before their children.
    fn add(&self, columns: &[Column], reached: &mut [Rows; 1 << u8::BITS], scores: &mut Column) {
        reached[if self.splits.is_empty() { usize::from(LEAF) } else { 0 }] = Rows::MAX;
        for (number, split) in self.splits.iter().enumerate() {
            let here = reached[number];
            let low = if here == 0 { 0 } else { here & below(&columns[usize::from(split.feature)], split.threshold) };
            reached[usize::from(split.low)] = low;
            reached[usize::from(split.high)] = here & !low;
        }
        for (leaf, &rows) in self.leaves.iter().zip(&reached[usize::from(LEAF)..]) {
            let mut rows = rows;
            while rows != 0 {
                scores[rows.trailing_zeros() as usize % LANES] += leaf;
                rows &= rows - 1;
            }
        }
    }
}

/// The rows that do not exceed a threshold. Inlined, the compiler would not make vector instructions of it.
#[inline(never)]
fn below(column: &Column, threshold: f32) -> Rows {
    let mut rows = 0;
    for (row, value) in column.iter().enumerate() {
        rows |= if *value <= threshold { 1 << row } else { 0 };
    }
    rows
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
        let mut columns = [[0.0; LANES]; 2];
        (columns[0][1], columns[0][2], columns[0][31]) = (2.0, 2.0, f32::NAN);
        (columns[1][1], columns[1][2], columns[1][31]) = (5.0, 6.0, f32::NAN);
        let scores = forest.score(&columns);
        assert_eq!([scores[0], scores[1], scores[2], scores[31]], [9.5, 10.5, 12.5, 12.5]);
        assert_eq!([forest.score_row(&[2.0, 5.0]), forest.score_row(&[f32::NAN, f32::NAN])], [10.5, 12.5]);
    }
}
