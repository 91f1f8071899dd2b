//! From labelled pages to a judge: lexicons first, then trees on rows that hold the lexicons' out-of-fold scores.

use super::boost::{Binned, Growth, grow};
use super::logistic::{Rows, Vocabulary, fit};
use super::{FOLDS, Random, Sample, parallel};
use crate::document::Input;
use crate::model::Judge;
use crate::model::features::Schema;
use crate::model::lexicon::Lexicon;
use crate::model::page::Page;
use std::collections::HashMap;

/// Words on fewer domains teach nothing general; so many words are kept.
const FEWEST_DOMAINS: u32 = 10;
const CLASS_WORDS: usize = 6_000;
const SPOKEN_WORDS: usize = 12_000;
/// Rows are drawn by weight, about so many.
const ROWS: f64 = 160_000.0;

/// Lexicons by fold, and the rows that trees learn from.
pub(super) struct Lessons {
    /// Without the pages of one fold each; the last from all pages.
    class: Vec<Lexicon>,
    words: Vec<Lexicon>,
    matrix: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    folds: Vec<usize>,
    width: usize,
}

impl Lessons {
    pub fn new(samples: &[Sample], input: Input) -> Self {
        let class = lexicons(samples, CLASS_WORDS, |page, block, out| page.class_words(block, |hash| out.push(hash)));
        let words = lexicons(samples, SPOKEN_WORDS, |page, block, out| page.spoken_words(block, |hash| out.push(hash)));
        super::log("lexicons fitted");
        let schema = Schema::of(input);
        let mut lessons = Lessons {
            class,
            words,
            matrix: Vec::new(),
            labels: Vec::new(),
            weights: Vec::new(),
            folds: Vec::new(),
            width: schema.width(),
        };
        lessons.draw(samples, schema);
        super::log("rows drawn");
        lessons
    }

    fn draw(&mut self, samples: &[Sample], schema: &Schema) {
        let total: f64 = samples.iter().flat_map(row_weights).map(f64::from).sum();
        let share = ROWS / total;
        let numbered: Vec<(usize, &Sample)> = samples.iter().enumerate().collect();
        let drawn = parallel(&numbered, |(number, sample)| {
            let mut random = Random::new(*number as u64 + 1);
            let mut page = Page::read(&sample.doc);
            page.weigh(&self.class[sample.fold], &self.words[sample.fold]);
            let matrix = schema.matrix(&page, 0..page.len());
            let mut rows = (Vec::<f32>::new(), Vec::new(), Vec::new());
            for (block, weight) in row_weights(sample).enumerate() {
                let chance = (f64::from(weight) * share).min(1.0);
                if random.unit() < chance {
                    rows.0.extend(&matrix[block * schema.width()..(block + 1) * schema.width()]);
                    rows.1.push(sample.labels[block]);
                    rows.2.push((f64::from(weight) / chance) as f32);
                }
            }
            rows
        });
        for ((matrix, labels, weights), sample) in drawn.into_iter().zip(samples) {
            self.folds.extend(std::iter::repeat_n(sample.fold, labels.len()));
            self.matrix.extend(matrix);
            self.labels.extend(labels);
            self.weights.extend(weights);
        }
    }

    /// Trees from all rows, or from all but one fold's.
    pub fn judge(&self, without: Option<usize>, growth: &Growth) -> Judge {
        let rows: Vec<usize> = (0..self.labels.len()).filter(|row| Some(self.folds[*row]) != without).collect();
        let matrix: Vec<f32> =
            rows.iter().flat_map(|row| &self.matrix[row * self.width..(row + 1) * self.width]).copied().collect();
        let labels: Vec<f32> = rows.iter().map(|row| self.labels[*row]).collect();
        let weights: Vec<f32> = rows.iter().map(|row| self.weights[*row]).collect();
        let mean = weights.iter().sum::<f32>() / weights.len().max(1) as f32;
        let weights: Vec<f32> = weights.into_iter().map(|weight| weight / mean).collect();
        let forest = grow(&Binned::new(&matrix, self.width), &labels, &weights, growth);
        let fold = without.unwrap_or(FOLDS);
        Judge { class: self.class[fold].clone(), words: self.words[fold].clone(), forest }
    }
}

/// What each block counts: long blocks more, but less than their words; long pages more, but less than theirs.
fn row_weights(sample: &Sample) -> impl Iterator<Item = f32> {
    let page: usize = sample.doc.blocks().map(|block| block.words()).sum();
    let root = (page.max(1) as f32).sqrt();
    sample.doc.blocks().map(move |block| (block.words() as f32).powf(0.6) / root)
}

type Collect = fn(&Page<'_>, usize, &mut Vec<u32>);

/// One lexicon without each fold, and one of all pages.
fn lexicons(samples: &[Sample], most: usize, collect: Collect) -> Vec<Lexicon> {
    let vocabulary = vocabulary(samples, most, collect);
    let pages = parallel(samples, |sample| {
        let page = Page::read(&sample.doc);
        let mut words = Vec::new();
        (0..page.len())
            .map(|block| {
                words.clear();
                collect(&page, block, &mut words);
                words.iter().filter_map(|hash| vocabulary.numbers.get(hash).copied()).collect::<Vec<u32>>()
            })
            .collect::<Vec<_>>()
    });
    let (mut rows, mut folds) = (Rows::default(), Vec::new());
    for (sample, blocks) in samples.iter().zip(pages) {
        for ((words, weight), label) in blocks.into_iter().zip(row_weights(sample)).zip(&sample.labels) {
            rows.push(words.into_iter(), *label, weight);
            folds.push(sample.fold);
        }
    }
    let jobs: Vec<usize> = (0..=FOLDS).collect();
    parallel(&jobs, |&fold| {
        let chosen: Vec<usize> = (0..folds.len()).filter(|row| folds[*row] != fold).collect();
        fit(&rows, &chosen, &vocabulary)
    })
}

fn vocabulary(samples: &[Sample], most: usize, collect: Collect) -> Vocabulary {
    let mut order: Vec<&Sample> = samples.iter().collect();
    order.sort_by(|one, other| one.gold.domain.cmp(&other.gold.domain));
    let sets = parallel(&order, |sample| {
        let page = Page::read(&sample.doc);
        let mut words = Vec::new();
        (0..page.len()).for_each(|block| collect(&page, block, &mut words));
        words.sort_unstable();
        words.dedup();
        words
    });
    let mut seen: HashMap<u32, (u32, &str)> = HashMap::new();
    for (sample, words) in order.iter().zip(sets) {
        for word in words {
            let (domains, last) = seen.entry(word).or_insert((0, ""));
            if *last != sample.gold.domain {
                (*domains, *last) = (*domains + 1, &sample.gold.domain);
            }
        }
    }
    Vocabulary::new(seen.into_iter().map(|(word, (domains, _))| (word, domains)).collect(), FEWEST_DOMAINS, most)
}
