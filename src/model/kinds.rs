//! What kind of page it is: article, forum, product …, from the words of its classes, its address and its own labels.

use super::lexicon::{STEP, Table, salted};
use super::page::Page;
use crate::document::Input;
use crate::hints::{for_each_word, hash_word};
use crate::page_kind::PageKind;
use std::sync::OnceLock;

/// How many kinds of pages there are; numbered as in [`PageKind::ALL`].
pub(crate) const KINDS: usize = PageKind::ALL.len();

/// Words with a weight for every kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kinds {
    /// Hashes in ascending order: a word's row of weights is its place.
    pub rows: Vec<u32>,
    pub weights: Vec<[i8; KINDS]>,
    pub bias: [f32; KINDS],
    /// The rows' numbers by hash.
    numbers: OnceLock<Table<u16>>,
}

impl Kinds {
    /// Hashes in ascending order, and a row of weights for each.
    #[cfg(feature = "train")]
    pub fn new(rows: Vec<u32>, weights: Vec<[i8; KINDS]>, bias: [f32; KINDS]) -> Self {
        Kinds { rows, weights, bias, numbers: OnceLock::new() }
    }

    /// How probable every kind is of a page that says nothing.
    pub fn prior(&self) -> [f32; KINDS] {
        softmax(self.bias)
    }

    /// A probability for every kind.
    pub fn judge(&self, page: &Page<'_>) -> [f32; KINDS] {
        let numbers = self
            .numbers
            .get_or_init(|| Table::new(self.rows.iter().enumerate().map(|(row, hash)| (*hash, row as u16))));
        let mut seen = vec![false; self.rows.len()];
        page_words(page, |hash| {
            if let Some(row) = numbers.get(hash) {
                seen[usize::from(row)] = true;
            }
        });
        let rows = seen.iter().zip(&self.weights).filter_map(|(seen, weights)| seen.then_some(weights));
        let scale = STEP / (rows.clone().count().max(1) as f32).sqrt();
        let mut scores = self.bias;
        for weights in rows {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += f32::from(*weight) * scale;
            }
        }
        softmax(scores)
    }
}

/// The probabilities of a page whose kind is known.
pub(crate) fn certainly(kind: PageKind) -> [f32; KINDS] {
    PageKind::ALL.map(|other| f32::from(u8::from(other == kind)))
}

pub(crate) fn softmax<const N: usize>(scores: [f32; N]) -> [f32; N] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - most).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

const CLASS: u32 = 12;
const ADDRESS: u32 = 13;
const LABEL: u32 = 14;
const TITLE: u32 = 15;

/// Calls `each` with every hashed word that tells of the page as a whole; words may come twice.
pub(crate) fn page_words(page: &Page<'_>, mut each: impl FnMut(u32)) {
    let doc = page.doc;
    if doc.input() == Input::Text {
        return line_words(page, each);
    }
    let holding = doc.outline.elements.iter().filter(|element| element.first < element.end);
    for element in holding {
        doc.outline.words_of(element).iter().for_each(|word| each(salted(*word, CLASS)));
    }
    for kind in doc.metadata().kinds() {
        each(salted(hash_word(kind), LABEL));
    }
    let address = doc.metadata().canonical_url().unwrap_or_default();
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    each(salted(path.matches('/').count() as u32, ADDRESS));
    for_each_word(path, |word| each(salted(word, ADDRESS)));
    for_each_word(doc.title().unwrap_or_default(), |word| each(salted(word, TITLE)));
}

/// Short lines of a text hold so many words at most.
const SHORT: usize = 6;

/// Of a text: the words of its short lines, and the words of its longer ones as others.
fn line_words(page: &Page<'_>, mut each: impl FnMut(u32)) {
    for block in 0..page.len() {
        let words = page.words(block);
        let role = if words.len() <= SHORT { LABEL } else { CLASS };
        words.iter().for_each(|word| each(salted(*word, role)));
    }
}
