//! Logistic regression over hashed words, for the lexicons.

use crate::model::kinds::{KINDS, Kinds, softmax};
use crate::model::lexicon::{Lexicon, STEP};
use std::collections::HashMap;

/// Blocks as lists of word numbers, with their labels and weights.
#[derive(Debug, Default)]
pub(super) struct Rows {
    words: Vec<u32>,
    ends: Vec<usize>,
    labels: Vec<f32>,
    weights: Vec<f32>,
}

impl Rows {
    pub fn push(&mut self, words: impl Iterator<Item = u32>, label: f32, weight: f32) {
        self.words.extend(words);
        self.ends.push(self.words.len());
        self.labels.push(label);
        self.weights.push(weight);
    }

    fn row(&self, row: usize) -> &[u32] {
        let from = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[from..self.ends[row]]
    }
}

/// The words that the most domains use.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub hashes: Vec<u32>,
    pub numbers: HashMap<u32, u32>,
}

impl Vocabulary {
    /// From every domain's set of hashes: what at least `fewest` domains use, at most `most` words.
    pub fn new(counts: HashMap<u32, u32>, fewest: u32, most: usize) -> Self {
        let mut words: Vec<(u32, u32)> = counts.into_iter().filter(|(_, domains)| *domains >= fewest).collect();
        words.sort_by_key(|(hash, domains)| (std::cmp::Reverse(*domains), *hash));
        words.truncate(most);
        let mut hashes: Vec<u32> = words.into_iter().map(|(hash, _)| hash).collect();
        hashes.sort_unstable();
        let numbers = hashes.iter().enumerate().map(|(number, hash)| (*hash, number as u32)).collect();
        Vocabulary { hashes, numbers }
    }
}

const EPOCHS: usize = 4;
const RATE: f32 = 0.15;
const L2: f32 = 2e-5;

/// Fits weights by AdaGrad over the chosen rows and rounds them to a lexicon.
pub(super) fn fit(rows: &Rows, chosen: &[usize], vocabulary: &Vocabulary) -> Lexicon {
    let mut weights = vec![0.0f32; vocabulary.hashes.len()];
    let mut squares = vec![1e-4f32; vocabulary.hashes.len()];
    let (mut bias, mut bias_square) = (0.0f32, 1e-4f32);
    let mut order = chosen.to_vec();
    let mut random = super::Random::new(17);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for &row in &order {
            let words = rows.row(row);
            let scale = 1.0 / (words.len().max(1) as f32).sqrt();
            let score = bias + scale * words.iter().map(|word| weights[*word as usize]).sum::<f32>();
            let error = (crate::model::trees::sigmoid(score) - rows.labels[row]) * rows.weights[row];
            bias_square += error * error;
            bias -= RATE * error / bias_square.sqrt();
            for &word in words {
                let word = word as usize;
                let gradient = error * scale + L2 * weights[word];
                squares[word] += gradient * gradient;
                weights[word] -= RATE * gradient / squares[word].sqrt();
            }
        }
    }
    let entries: Vec<(u32, i8)> = vocabulary.hashes.iter().copied().zip(weights.into_iter().map(rounded)).collect();
    Lexicon::new(entries.into_iter())
}

const KIND_EPOCHS: usize = 30;
const KIND_RATE: f32 = 0.3;
const KIND_L2: f32 = 2e-3;

/// Fits page kinds by multinomial regression; pages whose kind is unknown teach nothing.
pub(super) fn fit_kinds(pages: &[(Vec<u32>, Option<usize>)], chosen: &[usize], vocabulary: &Vocabulary) -> Kinds {
    const N: usize = KINDS;
    let mut weights = vec![[0.0f32; N]; vocabulary.hashes.len()];
    let mut squares = vec![[1e-3f32; N]; vocabulary.hashes.len()];
    let (mut bias, mut bias_squares) = ([0.0f32; N], [1e-3f32; N]);
    let mut order = chosen.to_vec();
    let mut random = super::Random::new(23);
    for _ in 0..KIND_EPOCHS {
        random.shuffle(&mut order);
        for (words, truth) in order.iter().filter_map(|page| Some((&pages[*page].0, pages[*page].1?))) {
            let scale = 1.0 / (words.len().max(1) as f32).sqrt();
            let mut errors = bias;
            words.iter().for_each(|word| (0..N).for_each(|kind| errors[kind] += scale * weights[*word as usize][kind]));
            errors = softmax(errors);
            errors[truth] -= 1.0;
            for kind in 0..N {
                bias_squares[kind] += errors[kind] * errors[kind];
                bias[kind] -= KIND_RATE * errors[kind] / bias_squares[kind].sqrt();
                for word in words.iter().map(|word| *word as usize) {
                    let gradient = errors[kind] * scale + KIND_L2 * weights[word][kind];
                    squares[word][kind] += gradient * gradient;
                    weights[word][kind] -= KIND_RATE * gradient / squares[word][kind].sqrt();
                }
            }
        }
    }
    let weights = weights.into_iter().map(|row| row.map(rounded)).collect();
    Kinds::new(vocabulary.hashes.clone(), weights, bias)
}

fn rounded(weight: f32) -> i8 {
    (weight / STEP).round().clamp(-127.0, 127.0) as i8
}
