//! Boosted decision trees, walked by many rows at once. Trees ask the same questions over and over, so each question is
//! answered once for all rows, as one bit a row; a split is then a look at its answer.

use std::ops::Range;
use std::sync::OnceLock;

/// A sum of regression trees, read as log-odds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Forest {
    pub base: f32,
    pub trees: Vec<Tree>,
    plan: OnceLock<Plan>,
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
pub(crate) const LANES: usize = 64;
/// One feature of the rows scored together.
pub(crate) type Column = [f32; LANES];
/// A set of such rows.
type Rows = u64;

/// The same trees in the order in which they are walked.
#[derive(Debug, Clone, Default)]
struct Plan {
    /// Every threshold of every feature, ascending within a feature: a question's number is its place.
    thresholds: Vec<f32>,
    /// Which of them belong to which feature.
    features: Vec<(u16, Range<usize>)>,
    /// Numbers of splits and of leaves of each tree, and all of them one after the other.
    trees: Vec<(u8, u16)>,
    splits: Vec<Ask>,
    leaves: Vec<f32>,
}

/// A split: the number of its question, and its children.
#[derive(Debug, Clone, Copy)]
struct Ask {
    question: u16,
    low: u8,
    high: u8,
}

impl Forest {
    /// Of these trees; with thresholds of more than 2¹⁶ sorts no row could be scored.
    pub const fn new(base: f32, trees: Vec<Tree>) -> Self {
        Forest { base, trees, plan: OnceLock::new() }
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// The log-odds of the first so many rows.
    pub fn score(&self, columns: &[Column], rows: usize) -> Column {
        self.plan.get_or_init(|| Plan::of(&self.trees)).score(self.base, columns, rows)
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
            scores.extend_from_slice(&self.score(&columns, rows.len() / width)[..rows.len() / width]);
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
}

impl Plan {
    fn of(trees: &[Tree]) -> Self {
        let splits = || trees.iter().flat_map(|tree| &tree.splits);
        let mut questions: Vec<(u16, f32)> = splits().map(|split| (split.feature, split.threshold)).collect();
        let order = |one: &(u16, f32), other: &(u16, f32)| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1));
        questions.sort_unstable_by(order);
        questions.dedup_by(|one, other| order(one, other).is_eq());
        let number = |split: &Split| questions.binary_search_by(|one| order(one, &(split.feature, split.threshold)));
        let ask = |split: &Split| Ask {
            question: number(split).unwrap_or_default() as u16,
            low: split.low,
            high: split.high,
        };
        let mut features: Vec<(u16, Range<usize>)> = Vec::new();
        for run in questions.chunk_by(|one, other| one.0 == other.0) {
            let from = features.last().map_or(0, |(_, before)| before.end);
            features.push((run[0].0, from..from + run.len()));
        }
        Plan {
            features,
            trees: trees.iter().map(|tree| (tree.splits.len() as u8, tree.leaves.len() as u16)).collect(),
            splits: splits().map(ask).collect(),
            leaves: trees.iter().flat_map(|tree| tree.leaves.iter().copied()).collect(),
            thresholds: questions.into_iter().map(|(_, threshold)| threshold).collect(),
        }
    }

    fn score(&self, base: f32, columns: &[Column], rows: usize) -> Column {
        let answers = self.answer(columns, rows);
        let all = Rows::MAX >> (LANES - rows.clamp(1, LANES));
        let mut scores = [base; LANES];
        let mut reached = [0; 1 << u8::BITS];
        let (mut splits, mut leaves) = (&self.splits[..], &self.leaves[..]);
        for &(inner, outer) in &self.trees {
            let (tree, later) = splits.split_at(usize::from(inner));
            splits = later;
            hand_down(tree, &answers, all, &mut reached);
            let (tree, later) = leaves.split_at(usize::from(outer));
            leaves = later;
            add(tree, &mut reached[usize::from(LEAF)..], rows, &mut scores);
        }
        scores
    }

    /// For every question, the rows that do not exceed its threshold.
    fn answer(&self, columns: &[Column], rows: usize) -> Vec<Rows> {
        let mut answers = vec![0; self.thresholds.len()];
        for (feature, questions) in &self.features {
            let thresholds = &self.thresholds[questions.clone()];
            answer(&columns[usize::from(*feature)], rows, thresholds, &mut answers[questions.clone()]);
        }
        answers
    }
}

/// For each of the rising thresholds, the rows that do not exceed it. Many features are the same for all rows.
fn answer(column: &Column, rows: usize, thresholds: &[f32], answers: &mut [Rows]) {
    if column[..rows].iter().all(|value| *value == column[0]) {
        let answer = |threshold: &f32| Rows::MAX * Rows::from(column[0] <= *threshold);
        return answers.iter_mut().zip(thresholds).for_each(|(rows, threshold)| *rows = answer(threshold));
    }
    let mut reached = [0u32; LANES];
    for threshold in thresholds {
        reached.iter_mut().zip(column).for_each(|(count, value)| *count += u32::from(*value <= *threshold));
    }
    for (row, count) in reached[..rows].iter().enumerate() {
        if let Some(rows) = answers.get_mut(thresholds.len() - *count as usize) {
            *rows |= 1 << row;
        }
    }
    // Who does not exceed a threshold does not exceed the next.
    answers.iter_mut().fold(0, |before, rows| {
        *rows |= before;
        *rows
    });
}

/// Splits hand sets of rows down: parents come before their children.
fn hand_down(splits: &[Ask], answers: &[Rows], all: Rows, reached: &mut [Rows; 1 << u8::BITS]) {
    reached[if splits.is_empty() { usize::from(LEAF) } else { 0 }] = all;
    for (number, ask) in splits.iter().enumerate() {
        let here = reached[number % reached.len()];
        let low = here & answers[usize::from(ask.question)];
        reached[usize::from(ask.low)] = low;
        reached[usize::from(ask.high)] = here & !low;
    }
}

/// Adds each row's leaf to its score. From sets of rows by leaf to leaves by row it goes bit by bit of the leaves' numbers:
/// a walk through the sets would have the processor guess at each leaf how many rows are in it.
fn add(leaves: &[f32], reached: &mut [Rows], rows: usize, scores: &mut Column) {
    let mut numbers = [0u64; LANES / 8];
    let numbers = &mut numbers[..rows.div_ceil(8)];
    let (mut sets, mut bit) = (leaves.len(), 0);
    while sets > 1 {
        if let Some(none) = reached.get_mut(sets) {
            *none = 0;
        }
        let odd = merge_pairs(reached, sets);
        for (numbers, rows) in numbers.iter_mut().zip(odd.to_le_bytes()) {
            *numbers |= SPREAD[usize::from(rows)] << bit;
        }
        (sets, bit) = (sets.div_ceil(2), bit + 1);
    }
    for (scores, numbers) in scores.chunks_exact_mut(8).zip(numbers) {
        for (score, number) in scores.iter_mut().zip(numbers.to_le_bytes()) {
            *score += leaves.get(usize::from(number)).copied().unwrap_or_default();
        }
    }
}

/// Puts every two of the first so many sets together; returns the rows that were in the second of two.
fn merge_pairs(reached: &mut [Rows], sets: usize) -> Rows {
    (0..sets.div_ceil(2)).fold(0, |odd, at| {
        let Some(&[first, second]) = reached.as_chunks().0.get(at) else { return odd };
        reached[at] = first | second;
        odd | second
    })
}

/// Eight bits as eight bytes.
const SPREAD: [u64; 256] = {
    let mut spread = [0; 256];
    let mut bits = 0;
    while bits < 256 {
        let mut bit = 0;
        while bit < 8 {
            spread[bits] |= (bits as u64 >> bit & 1) << (8 * bit);
            bit += 1;
        }
        bits += 1;
    }
    spread
};

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
        let forest = Forest::new(0.5, vec![tree, Tree { splits: vec![], leaves: vec![8.0] }]);
        let mut columns = [[0.0; LANES]; 2];
        (columns[0][1], columns[0][2], columns[0][63]) = (2.0, 2.0, f32::NAN);
        (columns[1][1], columns[1][2], columns[1][63]) = (5.0, 6.0, f32::NAN);
        let scores = forest.score(&columns, LANES);
        assert_eq!([scores[0], scores[1], scores[2], scores[63]], [9.5, 10.5, 12.5, 12.5]);
        assert_eq!([forest.score_row(&[2.0, 5.0]), forest.score_row(&[f32::NAN, f32::NAN])], [10.5, 12.5]);
    }
}
