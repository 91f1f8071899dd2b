//! Fits the two sets of weights.

use super::Lesson;
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
pub(super) fn documents(rows: &[(Measures, bool, usize)], without: Option<usize>) -> Measures {
    const N: usize = MEASURES.len();
    let mut weights = [0.0f64; N];
    for _ in 0..STEPS {
        let (mut slope, mut bend) = ([0.0; N], [[0.0; N]; N]);
        for at in 0..N {
            slope[at] = RIDGE * weights[at];
            bend[at][at] = RIDGE;
        }
        for (measures, spun, _) in rows.iter().filter(|(.., fold)| Some(*fold) != without) {
            let weight = if *spun { 1.0 } else { CLEAN_DOCUMENT };
            let x = measures.map(f64::from);
            let score: f64 = weights.iter().zip(x).map(|(weight, x)| weight * x).sum();
            let p = 1.0 / (1.0 + (-score).exp());
            for i in 0..N {
                slope[i] += weight * (p - f64::from(u8::from(*spun))) * x[i];
                (0..N).for_each(|j| bend[i][j] += weight * (p * (1.0 - p)).max(1e-6) * x[i] * x[j]);
            }
        }
        let step = solve(bend, slope);
        (0..N).for_each(|at| weights[at] -= step[at]);
    }
    weights.map(|weight| weight as f32)
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
    fn equations_are_solved() {
        let [x, y] = solve([[4.0, 1.0], [1.0, 3.0]], [1.0, 2.0]);
        assert!((4.0 * x + y - 1.0).abs() < 1e-9 && (x + 3.0 * y - 2.0).abs() < 1e-9);
    }
}
