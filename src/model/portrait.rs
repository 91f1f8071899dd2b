//! A page as one row of numbers, and the kind of page that such a row belongs to.

use super::reading::Reading;
use super::trees::{Column, Forest, LANES};
use crate::page_kind::PageKind;

/// The mean of a page's block features, each block counting as much as the content it promises.
#[derive(Debug)]
pub(crate) struct Portrait {
    sums: Vec<f32>,
    content: f32,
    words: f32,
}

/// Rows that are summed before they are added to the sums: another number would round otherwise than in the training.
const TOGETHER: usize = 32;

impl Portrait {
    /// Of no block yet.
    pub fn new(width: usize) -> Self {
        Portrait { sums: vec![0.0; width], content: 0.0, words: 0.0 }
    }

    /// Numbers in a row of so many features: two amounts come after the means.
    pub fn width(features: usize) -> usize {
        features + 2
    }

    /// Takes a piece of the page in.
    pub fn add(&mut self, columns: &[Column], chances: &Column, readings: &[Reading]) {
        let mut weights = [0.0; LANES];
        for ((weight, chance), reading) in weights.iter_mut().zip(chances).zip(readings) {
            let words = reading.tokens() as f32;
            *weight = chance * words;
            self.words += words;
        }
        for (weights, at) in weights.chunks_exact(TOGETHER).zip((0..).step_by(TOGETHER)) {
            self.content += weights.iter().sum::<f32>();
            for (sum, column) in self.sums.iter_mut().zip(columns) {
                *sum += weights.iter().zip(&column[at..]).map(|(weight, value)| weight * value).sum::<f32>();
            }
        }
    }

    /// The means, the expected words of content, and their share of all words.
    pub fn row(&self) -> Vec<f32> {
        let means = self.sums.iter().map(|sum| sum / self.content.max(1e-6));
        means.chain([self.content, self.content / self.words.max(1.0)]).collect()
    }
}

/// For every kind of page, trees that tell it from the others.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageKinds {
    pub forests: Vec<Forest>,
}

impl PageKinds {
    /// The likeliest kind; none where nothing was learned.
    pub fn judge(&self, portrait: &Portrait) -> Option<PageKind> {
        let row = portrait.row();
        let odds = self.forests.iter().map(|forest| forest.score_row(&row));
        PageKind::ALL.into_iter().zip(odds).max_by(|one, other| one.1.total_cmp(&other.1)).map(|(kind, _)| kind)
    }
}
