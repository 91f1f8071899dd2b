//! Fits the two sets of weights.

use super::{Lesson, Row};
use crate::spin::calibration::Calibration;
use crate::spin::features::{MEASURES, Measures};
use crate::train::Random;

const EPOCHS: usize = 6;
const RATE: f32 = 0.1;
const L2: f32 = 1e-5;
/// Clean text weighs as if it were this many times longer: a hit is far more often honest than not.
const CLEAN: f32 = 3.0;

/// Logistic regression of "the spinner wrote it" on a hit's bins (AdaGrad).
pub(super) fn bins(lessons: &[Lesson], size: usize, without: Option<usize>) -> Vec<f32> {
    let rows = lessons.iter().filter(|lesson| Some(lesson.fold) != without).flat_map(|lesson| {
        let weight = if lesson.spun { 1.0 } else { CLEAN };
        lesson.hits.iter().map(move |(bins, label)| (bins, *label, weight))
    });
    let mut rows: Vec<_> = rows.collect();
    let mut random = Random::new(5);
    let (mut weights, mut squares) = (vec![0.0f32; size], vec![1e-4f32; size]);
    for _ in 0..EPOCHS {
        random.shuffle(&mut rows);
        for (bins, label, weight) in &rows {
            let score: f32 = bins.iter().map(|&bin| weights[usize::from(bin)]).sum();
            let error = (crate::model::trees::sigmoid(score) - f32::from(u8::from(*label))) * weight;
            for &bin in bins.iter() {
                let bin = usize::from(bin);
                let gradient = error + L2 * weights[bin];
                squares[bin] += gradient * gradient;
                weights[bin] -= RATE * gradient / squares[bin].sqrt();
            }
        }
    }
    weights
}

/// How much a clean document weighs against a spun one.
const CLEAN_DOCUMENT: f64 = 50.0;
const STEPS: usize = 12;
const RIDGE: f64 = 1.0;

/// Logistic regression of "the document was spun" on its measures (Newton's method).
pub(super) fn documents(rows: &[Row], without: Option<usize>) -> Measures {
    const N: usize = MEASURES.len();
    let mut weights = [0.0f64; N];
    for _ in 0..STEPS {
        let (mut slope, mut bend) = ([0.0; N], [[0.0; N]; N]);
        for at in 0..N {
            slope[at] = RIDGE * weights[at];
            bend[at][at] = RIDGE;
        }
        for row in rows.iter().filter(|row| Some(row.fold) != without) {
            let weight = if row.spun { 1.0 } else { CLEAN_DOCUMENT };
            let x = row.measures.map(f64::from);
            let score: f64 = weights.iter().zip(x).map(|(weight, x)| weight * x).sum();
            let p = 1.0 / (1.0 + (-score).exp());
            for i in 0..N {
                slope[i] += weight * (p - f64::from(u8::from(row.spun))) * x[i];
                (0..N).for_each(|j| bend[i][j] += weight * (p * (1.0 - p)).max(1e-6) * x[i] * x[j]);
            }
        }
        let step = solve(bend, slope);
        (0..N).for_each(|at| weights[at] -= step[at]);
    }
    weights.map(|weight| weight as f32)
}

/// Clean documents for one spun one, where the probability is to hold.
const CLEAN_FOR_ONE: f32 = 2.0;
/// Share of clean documents that may pass for spun.
const ACCUSED: f32 = 0.002;
/// What a document below and above the even chance is given at most and at least.
const DOUBT: (f32, f32) = (0.48, 0.52);
/// Share of all documents that makes a point of the curve.
const POINT: f32 = 0.02;

/// Isotonic regression of "was spun" on the log-odds of documents that the weights don't know, with the even chance where
/// all but a few clean documents lie below: the honest are accused late, whatever the odds.
pub(super) fn calibration(mut judged: Vec<(f32, bool)>) -> Calibration {
    judged.sort_by(|a, b| a.0.total_cmp(&b.0));
    let clean: Vec<f32> = judged.iter().filter(|(_, spun)| !spun).map(|(logit, _)| *logit).collect();
    let even = clean.iter().rev().nth((clean.len() as f32 * ACCUSED) as usize).copied().unwrap_or(0.0);
    let weight = CLEAN_FOR_ONE * (judged.len() - clean.len()).max(1) as f32 / clean.len().max(1) as f32;
    let mut knots = points(pooled(judged, weight), even);
    knots.push((even, 0.5));
    knots.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut rising: Vec<(f32, f32)> = Vec::new();
    for (logit, share) in knots {
        let share = share.clamp(0.002, 0.998);
        if rising.last().is_none_or(|last| last.0 + 0.01 < logit && last.1 + 0.001 < share) {
            rising.push((logit, share));
        }
    }
    Calibration::new(rising)
}

/// Neighbours whose shares don't rise become one (pool adjacent violators).
fn pooled(judged: Vec<(f32, bool)>, clean_weight: f32) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (logit, spun) in judged {
        let mut block = Block::of(logit, spun, if spun { 1.0 } else { clean_weight });
        while let Some(last) = blocks.pop_if(|last| last.share() >= block.share()) {
            block = last.with(block);
        }
        blocks.push(block);
    }
    blocks
}

/// Log-odds and share of blocks of some weight.
fn points(blocks: Vec<Block>, even: f32) -> Vec<(f32, f32)> {
    let least = POINT * blocks.iter().map(|block| block.weight).sum::<f32>();
    let mut points = Vec::new();
    let mut waiting: Option<Block> = None;
    for block in blocks {
        let block = waiting.take().map_or(block, |last: Block| last.with(block));
        if block.weight < least {
            waiting = Some(block);
            continue;
        }
        let (logit, share) = (block.logits / block.weight, block.share());
        points.push((logit, if logit < even { share.min(DOUBT.0) } else { share.max(DOUBT.1) }));
    }
    points
}

/// Neighbours in log-odds with one share of spun documents.
#[derive(Debug, Clone, Copy)]
struct Block {
    weight: f32,
    spun: f32,
    logits: f32,
}

impl Block {
    fn of(logit: f32, spun: bool, weight: f32) -> Self {
        Self { weight, spun: if spun { weight } else { 0.0 }, logits: logit * weight }
    }

    fn with(self, other: Self) -> Self {
        let (weight, spun) = (self.weight + other.weight, self.spun + other.spun);
        Self { weight, spun, logits: self.logits + other.logits }
    }

    fn share(&self) -> f32 {
        self.spun / self.weight
    }
}

/// Gaussian elimination; the matrix is positive definite.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        for row in pivot + 1..N {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let above = matrix[pivot];
            (pivot..N).for_each(|column| matrix[row][column] -= factor * above[column]);
            right[row] -= factor * right[pivot];
        }
    }
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_says_how_often_it_is_right_and_accuses_late() {
        let judged = (0..4000).map(|number| {
            let logit = (number % 400) as f32 / 100.0 - 2.0;
            (logit, number / 400 < 5 && logit > -1.0 || logit > 1.0)
        });
        let curve = calibration(judged.collect());
        assert!(curve.probability(-1.5) < 0.05 && curve.probability(1.5) > 0.9, "{curve:?}");
        assert!((curve.probability(0.5) - 0.33).abs() < 0.1 && curve.probability(0.9) < 0.5, "{curve:?}");
    }

    #[test]
    fn equations_are_solved() {
        let [x, y] = solve([[4.0, 1.0], [1.0, 3.0]], [1.0, 2.0]);
        assert!((4.0 * x + y - 1.0).abs() < 1e-9 && (x + 3.0 * y - 2.0).abs() < 1e-9);
    }
}
