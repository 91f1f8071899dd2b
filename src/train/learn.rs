//! From labelled pages to a judge: lexicons first, then trees on rows that hold the lexicons' out-of-fold scores.

use super::boost::{Binned, Growth, grow};
use super::logistic::{Rows, Vocabulary, fit, fit_kinds};
use super::{FOLDS, Random, Sample, parallel};
use crate::document::Input;
use crate::model::Judge;
use crate::model::features::{Schema, beside};
use crate::model::kinds::{KINDS, Kinds, page_words};
use crate::model::lexicon::Lexicon;
use crate::model::page::Page;
use crate::model::trees::Forest;
use std::collections::HashMap;

/// Words on fewer domains teach nothing general; so many words are kept.
const FEWEST_DOMAINS: u32 = 10;
const CLASS_WORDS: usize = 6_000;
const KIND_WORDS: usize = 2_000;
const SPOKEN_WORDS: usize = 12_000;
/// Rows are drawn by weight, about so many.
const ROWS: f64 = 160_000.0;

/// Share of the pages whose words the trees do not get to see.
const FOREIGN_PAGES: f64 = 0.08;
/// Excerpts without furniture only remind the trees that such pages exist.
const BARE_WEIGHT: f32 = 0.4;
/// Small corpora grow smaller leaves.
const ROWS_A_LEAF: usize = 400;
/// Pages judged worse than this by a model of other domains count only so much.
const DOUBTFUL_F1: f32 = 0.5;
const DOUBTFUL_WEIGHT: f32 = 0.2;

/// Lexicons by fold, and the rows that trees learn from.
pub(super) struct Lessons {
    /// Without the pages of one fold each; the last from all pages.
    kinds: Vec<Kinds>,
    class: Vec<Lexicon>,
    words: Vec<Lexicon>,
    matrix: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    folds: Vec<usize>,
    /// The page of each row.
    pages: Vec<usize>,
    width: usize,
    /// Rows drawn of each page: block numbers.
    drawn: Vec<Vec<u32>>,
    /// First-stage rows beside what the second stage hears; empty before [`hear`](Lessons::hear).
    heard: Vec<f32>,
    input: Input,
}

impl Lessons {
    pub fn new(samples: &[Sample], input: Input) -> Self {
        let kinds = match input {
            Input::Html => kinds(samples),
            Input::Text => vec![Kinds::default(); FOLDS + 1],
        };
        let class = lexicons(samples, CLASS_WORDS, |page, block, out| page.class_words(block, |hash| out.push(hash)));
        let words = lexicons(samples, SPOKEN_WORDS, |page, block, out| page.spoken_words(block, |hash| out.push(hash)));
        let schema = Schema::of(input);
        let mut lessons = Lessons {
            kinds,
            class,
            words,
            matrix: Vec::new(),
            labels: Vec::new(),
            weights: Vec::new(),
            folds: Vec::new(),
            pages: Vec::new(),
            width: schema.width(),
            drawn: Vec::new(),
            heard: Vec::new(),
            input,
        };
        lessons.draw(samples, schema);
        lessons
    }

    fn draw(&mut self, samples: &[Sample], schema: &Schema) {
        let total: f64 = samples.iter().flat_map(row_weights).map(f64::from).sum();
        let share = ROWS / total;
        let numbered: Vec<(usize, &Sample)> = samples.iter().enumerate().collect();
        let drawn = parallel(&numbered, |(number, sample)| {
            let mut random = Random::new(*number as u64 + 1);
            let mut page = Page::read(&sample.doc);
            page.kinds = self.kinds[sample.fold].judge(&sample.doc);
            // Some pages are read as if in an unknown language, so that the trees can do without words.
            let foreign = random.unit() < FOREIGN_PAGES;
            let words = if foreign { &Lexicon::default() } else { &self.words[sample.fold] };
            page.weigh(&self.class[sample.fold], words);
            let matrix = schema.matrix(&page);
            let mut rows = (Vec::<f32>::new(), Vec::new(), Vec::new(), Vec::new());
            for (block, weight) in row_weights(sample).enumerate() {
                let chance = (f64::from(weight) * share).min(1.0);
                if random.unit() < chance {
                    rows.0.extend(&matrix[block * schema.width()..(block + 1) * schema.width()]);
                    rows.1.push(sample.labels[block]);
                    rows.3.push(block as u32);
                    rows.2.push((f64::from(weight) / chance) as f32);
                }
            }
            rows
        });
        for (number, ((matrix, labels, weights, blocks), sample)) in drawn.into_iter().zip(samples).enumerate() {
            self.drawn.push(blocks);
            self.pages.extend(std::iter::repeat_n(number, labels.len()));
            self.folds.extend(std::iter::repeat_n(sample.fold, labels.len()));
            self.matrix.extend(matrix);
            self.labels.extend(labels);
            self.weights.extend(weights);
        }
    }

    /// Makes the features of a group say nothing.
    pub fn leave_out(&mut self, group: &str) {
        let features = &Schema::of(self.input).features;
        for row in self.matrix.chunks_exact_mut(self.width) {
            row.iter_mut()
                .zip(features)
                .filter(|(_, feature)| feature.group == group)
                .for_each(|(value, _)| *value = 0.0);
        }
    }

    /// Makes pages count less whose gold text a model of other domains misses by far: it is often cut short or empty.
    pub fn trust(&mut self, samples: &[Sample], growth: &Growth) {
        let first: Vec<Judge> = (0..FOLDS).map(|fold| self.judge(Some(fold), growth)).collect();
        let trust =
            parallel(
                samples,
                |sample| {
                    if f1(&first[sample.fold], sample) < DOUBTFUL_F1 { DOUBTFUL_WEIGHT } else { 1.0 }
                },
            );
        for (weight, page) in self.weights.iter_mut().zip(&self.pages) {
            *weight *= trust[*page];
        }
    }

    /// Lets the second stage hear the first: every page through a first stage grown without its fold.
    pub fn hear(&mut self, samples: &[Sample], growth: &Growth) {
        let first: Vec<Judge> = (0..FOLDS).map(|fold| self.judge(Some(fold), growth)).collect();
        let numbered: Vec<(usize, &Sample)> = samples.iter().enumerate().collect();
        let echo = Schema::echo();
        let heard = parallel(&numbered, |(number, sample)| {
            let judge = &first[sample.fold];
            let mut page = Page::read(&sample.doc);
            page.kinds = judge.kinds.judge(&sample.doc);
            page.weigh(&judge.class, &judge.words);
            page.hear(judge.first(&page).0);
            let (mut rows, matrix) = (Vec::new(), echo.matrix(&page));
            for block in self.drawn[*number].iter().map(|block| *block as usize) {
                rows.extend(&matrix[block * echo.width()..(block + 1) * echo.width()]);
            }
            rows
        });
        self.heard = beside(&self.matrix, self.width, &heard.concat(), echo.width());
    }

    /// Trees from all rows, or from all but one fold's.
    pub fn judge(&self, without: Option<usize>, growth: &Growth) -> Judge {
        let rows: Vec<usize> = (0..self.labels.len()).filter(|row| Some(self.folds[*row]) != without).collect();
        let fold = without.unwrap_or(FOLDS);
        let second = if self.heard.is_empty() {
            Forest::default()
        } else {
            self.forest(&self.heard, self.width + Schema::echo().width(), &rows, growth)
        };
        Judge {
            kinds: self.kinds[fold].clone(),
            class: self.class[fold].clone(),
            words: self.words[fold].clone(),
            forest: self.forest(&self.matrix, self.width, &rows, growth),
            second,
        }
    }

    fn forest(&self, matrix: &[f32], width: usize, rows: &[usize], growth: &Growth) -> Forest {
        let matrix: Vec<f32> = rows.iter().flat_map(|row| &matrix[row * width..(row + 1) * width]).copied().collect();
        let labels: Vec<f32> = rows.iter().map(|row| self.labels[*row]).collect();
        let weights: Vec<f32> = rows.iter().map(|row| self.weights[*row]).collect();
        let mean = weights.iter().sum::<f32>() / weights.len().max(1) as f32;
        let weights: Vec<f32> = weights.into_iter().map(|weight| weight / mean).collect();
        let least = growth.least.min(rows.len() / ROWS_A_LEAF + 1);
        grow(&Binned::new(&matrix, width), &labels, &weights, &Growth { least, ..growth.clone() })
    }
}

/// What each block counts: long blocks more, but less than their words; long pages more, but less than theirs.
fn row_weights(sample: &Sample) -> impl Iterator<Item = f32> {
    let page: usize = sample.doc.blocks().map(|block| block.words()).sum();
    let bare = if sample.gold.is_bare() { BARE_WEIGHT } else { 1.0 };
    let root = (page.max(1) as f32).powf(0.3) / bare;
    sample.doc.blocks().map(move |block| (block.words() as f32).sqrt() / root)
}

/// The F1 of a judge's decision for a page, taking its labels for the truth.
fn f1(judge: &Judge, sample: &Sample) -> f32 {
    let keep = judge.judge(&sample.doc).decision.keep;
    let (mut hit, mut kept, mut truth) = (0.0, 0.0, 0.0);
    for (block, (keep, label)) in sample.doc.blocks().zip(keep.into_iter().zip(&sample.labels)) {
        let words = block.words() as f32;
        truth += words * label;
        hit += if keep { words * label } else { 0.0 };
        kept += if keep { words } else { 0.0 };
    }
    2.0 * hit / (kept + truth).max(1.0)
}

type Collect = fn(&Page<'_>, usize, &mut Vec<u32>);

/// One lexicon without each fold, and one of all pages.
fn lexicons(samples: &[Sample], most: usize, collect: Collect) -> Vec<Lexicon> {
    let vocabulary = vocabulary(samples, most, |sample| block_words(sample, collect));
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

/// One judge of page kinds without each fold, and one of all pages.
fn kinds(samples: &[Sample]) -> Vec<Kinds> {
    let words = |sample: &Sample| {
        let mut words = Vec::new();
        page_words(&sample.doc, |hash| words.push(hash));
        words
    };
    let vocabulary = vocabulary(samples, KIND_WORDS, words);
    let pages: Vec<(Vec<u32>, Option<usize>)> = parallel(samples, |sample| {
        let mut known: Vec<u32> =
            words(sample).iter().filter_map(|hash| vocabulary.numbers.get(hash).copied()).collect();
        known.sort_unstable();
        known.dedup();
        (known, KINDS.iter().position(|kind| *kind == sample.gold.kind))
    });
    let jobs: Vec<usize> = (0..=FOLDS).collect();
    parallel(&jobs, |&fold| {
        let chosen: Vec<usize> = (0..samples.len()).filter(|page| samples[*page].fold != fold).collect();
        fit_kinds(&pages, &chosen, &vocabulary)
    })
}

fn block_words(sample: &Sample, collect: Collect) -> Vec<u32> {
    let page = Page::read(&sample.doc);
    let mut words = Vec::new();
    (0..page.len()).for_each(|block| collect(&page, block, &mut words));
    words
}

fn vocabulary(samples: &[Sample], most: usize, collect: impl Fn(&Sample) -> Vec<u32> + Sync) -> Vocabulary {
    let mut order: Vec<&Sample> = samples.iter().collect();
    order.sort_by(|one, other| one.gold.domain.cmp(&other.gold.domain));
    let sets = parallel(&order, |sample| {
        let mut words = collect(sample);
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
