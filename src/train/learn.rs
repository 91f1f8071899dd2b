//! From labelled pages to a judge: lexicons first, then trees on rows that hold the lexicons' out-of-fold scores.

use super::boost::{Binned, Growth, grow};
use super::corpus::BARE_WEIGHT;
use super::logistic::{Rows, Vocabulary, fit, fit_kinds};
use super::{FOLDS, Random, Sample, parallel};
use crate::document::Input;
use crate::model::Judge;
use crate::model::features::Schema;
use crate::model::kinds::{Kinds, page_words};
use crate::model::lexicon::{Lexicon, role};
use crate::model::page::Page;
use crate::model::portrait::{PageKinds, Portrait};
use crate::model::rhythm::cue_words;
use crate::model::stretches::gap_words;
use crate::model::trees::Forest;
use crate::page_kind::PageKind;
use std::collections::HashMap;

/// Words on fewer domains teach nothing general; so many words are kept, for HTML and for text.
const FEWEST_DOMAINS: u32 = 10;
const CLASS_WORDS: usize = 6_000;
const KIND_WORDS: [usize; 2] = [1_200, 500];
const CUE_WORDS: usize = 1_500;
const GAP_WORDS: usize = 2_200;
/// A line announces so many words, or lines.
const ANNOUNCED_WORDS: f32 = 120.0;
const ANNOUNCED_LINES: usize = 12;
const SPOKEN_WORDS: [usize; 2] = [10_500, 5_500];
/// Rows are drawn by weight, about so many; text comes in several forms.
const ROWS: [f64; 2] = [240_000.0, 420_000.0];

/// Share of the pages that the trees also get to see without their words.
const FOREIGN_PAGES: f64 = 0.3;
/// Small corpora grow smaller leaves.
const ROWS_A_LEAF: usize = 400;
/// Pages judged worse than this by a model of other domains count only so much.
const DOUBTFUL_F1: f32 = 0.5;
const DOUBTFUL_WEIGHT: f32 = 0.2;
/// Page kinds are learned from as many rows as there are pages.
const PORTRAITS: Growth =
    Growth { trees: 30, leaves: 6, rate: 0.1, least: 15, l2: 5.0, features: 0.25, rows: 0.6, seed: 0 };

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
    /// Pages as rows, with the number of their kind and their fold; empty before [`portray`](Lessons::portray).
    portraits: Vec<(Vec<f32>, usize, usize)>,
    input: Input,
}

/// Rows drawn from a page.
#[derive(Default)]
struct Drawn {
    matrix: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
}

impl Lessons {
    pub fn new(samples: &[Sample], input: Input) -> Self {
        let kinds = kinds(samples, input);
        let class = lexicons(samples, CLASS_WORDS, |page, block, out| page.class_words(block, |hash| out.push(hash)));
        let mut words = lexicons(samples, SPOKEN_WORDS[input as usize], |page, block, out| {
            page.spoken_words(block, |hash| out.push(hash))
        });
        if input == Input::Text {
            words = with_cues(samples, &words);
        }
        let mut lessons = Lessons {
            kinds,
            class,
            words,
            matrix: Vec::new(),
            labels: Vec::new(),
            weights: Vec::new(),
            folds: Vec::new(),
            pages: Vec::new(),
            width: Schema::of(input).width(),
            portraits: Vec::new(),
            input,
        };
        lessons.draw(samples);
        lessons
    }

    /// Draws the rows to learn from. Some pages come again as if in an unknown language, so that the trees learn to do
    /// without words.
    fn draw(&mut self, samples: &[Sample]) {
        let total: f64 = samples.iter().flat_map(row_weights).map(f64::from).sum();
        let share = ROWS[self.input as usize] / total;
        let numbered: Vec<(usize, &Sample)> = samples.iter().enumerate().collect();
        let drawn = parallel(&numbered, |(number, sample)| {
            let mut random = Random::new(*number as u64 + 1);
            let mut rows = Drawn::default();
            self.draw_page(sample, &self.words[sample.fold], share, &mut random, &mut rows);
            if random.unit() < FOREIGN_PAGES {
                self.draw_page(sample, &Lexicon::default(), share, &mut random, &mut rows);
            }
            rows
        });
        for (number, (rows, sample)) in drawn.into_iter().zip(samples).enumerate() {
            self.pages.extend(std::iter::repeat_n(number, rows.labels.len()));
            self.folds.extend(std::iter::repeat_n(sample.fold, rows.labels.len()));
            self.matrix.extend(rows.matrix);
            self.labels.extend(rows.labels);
            self.weights.extend(rows.weights);
        }
    }

    /// Draws blocks of a page by weight: a share of all, so that what is drawn counts as much as the whole page.
    fn draw_page(&self, sample: &Sample, words: &Lexicon, share: f64, random: &mut Random, rows: &mut Drawn) {
        let schema = Schema::of(self.input);
        let mut page = Page::read(&sample.doc);
        page.look_up(&self.kinds[sample.fold], &self.class[sample.fold], words);
        let matrix = schema.matrix(&page);
        for (block, weight) in row_weights(sample).enumerate() {
            let chance = (f64::from(weight) * share).min(1.0);
            if random.unit() < chance {
                rows.matrix.extend(&matrix[block * schema.width()..(block + 1) * schema.width()]);
                rows.labels.push(sample.labels[block]);
                rows.weights.push((f64::from(weight) / chance) as f32);
            }
        }
    }

    /// Makes the features of a group say nothing; gives what they said.
    pub fn leave_out(&mut self, group: &str) -> Vec<f32> {
        let whole = self.matrix.clone();
        let features = &Schema::of(self.input).features;
        for row in self.matrix.chunks_exact_mut(self.width) {
            let silenced = row.iter_mut().zip(features).filter(|(_, feature)| feature.group == group);
            silenced.for_each(|(value, _)| *value = 0.0);
        }
        whole
    }

    /// Undoes that.
    pub fn put_back(&mut self, whole: Vec<f32>) {
        self.matrix = whole;
    }

    /// For every fold, a judge that never saw its pages.
    pub fn firsts(&self, growth: &Growth) -> Vec<Judge> {
        let folds: Vec<usize> = (0..FOLDS).collect();
        parallel(&folds, |fold| self.judge(Some(*fold), growth))
    }

    /// Makes pages count less whose gold text a model of other domains misses by far: it is often cut short or empty.
    pub fn trust(&mut self, samples: &[Sample], firsts: &[Judge]) {
        let trust = parallel(samples, |sample| trust(&firsts[sample.fold].judge(&sample.doc).decision.keep, sample));
        self.weigh_pages(&trust);
    }

    fn weigh_pages(&mut self, trust: &[f32]) {
        for (weight, page) in self.weights.iter_mut().zip(&self.pages) {
            *weight *= trust[*page];
        }
    }

    /// Portrays every page of a known kind, as a judge sees it that never saw its fold.
    pub fn portray(&mut self, samples: &[Sample], firsts: &[Judge]) {
        let rows = parallel(samples, |sample| {
            let judge = &firsts[sample.fold];
            judge.weigh(&judge.read(&sample.doc)).1.row()
        });
        let whole = samples.iter().zip(rows).filter(|(sample, _)| !sample.gold.is_excerpt() && !sample.doc.is_empty());
        self.portraits = whole.filter_map(|(sample, row)| Some((row, number(sample)?, sample.fold))).collect();
    }

    /// Trees that tell the kinds of pages apart, from all portraits or from all but one fold's.
    fn page_kinds(&self, without: Option<usize>, seed: u64) -> PageKinds {
        let chosen: Vec<_> = self.portraits.iter().filter(|(.., fold)| Some(*fold) != without).collect();
        if chosen.is_empty() {
            return PageKinds::default();
        }
        let matrix: Vec<f32> = chosen.iter().flat_map(|(row, ..)| row).copied().collect();
        let binned = Binned::new(&matrix, Portrait::width(self.width));
        let weights = vec![1.0; chosen.len()];
        let kinds: Vec<usize> = (0..PageKind::ALL.len()).collect();
        let grow_one = |kind: &usize| {
            let labels: Vec<f32> = chosen.iter().map(|(_, own, _)| f32::from(u8::from(own == kind))).collect();
            grow(&binned, &labels, &weights, &Growth { seed, ..PORTRAITS })
        };
        PageKinds { forests: parallel(&kinds, grow_one) }
    }

    /// Trees from all rows, or from all but one fold's.
    pub fn judge(&self, without: Option<usize>, growth: &Growth) -> Judge {
        let rows: Vec<usize> = (0..self.labels.len()).filter(|row| Some(self.folds[*row]) != without).collect();
        let fold = without.unwrap_or(FOLDS);
        Judge {
            kinds: self.kinds[fold].clone(),
            class: self.class[fold].clone(),
            words: self.words[fold].clone(),
            forest: self.forest(&self.matrix, self.width, &rows, growth),
            page_kinds: self.page_kinds(without, growth.seed),
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
    let root = page_root(sample);
    sample.doc.blocks().map(move |block| (block.words() as f32).sqrt() / root)
}

fn page_root(sample: &Sample) -> f32 {
    let page: usize = sample.doc.blocks().map(|block| block.words()).sum();
    (page.max(1) as f32).powf(0.3) / sample.gold.weight()
}

/// What a page counts, by the F1 of a decision about it, taking its labels for the truth.
fn trust(keep: &[bool], sample: &Sample) -> f32 {
    let (mut hit, mut kept, mut truth) = (0.0, 0.0, 0.0);
    for (block, (keep, label)) in sample.doc.blocks().zip(keep.iter().zip(&sample.labels)) {
        let words = block.words() as f32;
        truth += words * label;
        hit += if *keep { words * label } else { 0.0 };
        kept += if *keep { words } else { 0.0 };
    }
    if 2.0 * hit / (kept + truth).max(1.0) < DOUBTFUL_F1 { DOUBTFUL_WEIGHT } else { 1.0 }
}

type Collect = fn(&Page<'_>, usize, &mut Vec<u32>);

/// One lexicon without each fold, and one of all pages.
fn lexicons(samples: &[Sample], most: usize, collect: Collect) -> Vec<Lexicon> {
    let targets = |sample: &Sample| sample.labels.iter().copied().zip(row_weights(sample)).collect();
    lexicons_for(samples, most, collect, targets)
}

/// The same for other targets than the blocks' labels: a share and a weight for every block.
fn lexicons_for(
    samples: &[Sample],
    most: usize,
    collect: Collect,
    targets: impl Fn(&Sample) -> Vec<(f32, f32)>,
) -> Vec<Lexicon> {
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
        for (words, (label, weight)) in blocks.into_iter().zip(targets(sample)) {
            if weight > 0.0 {
                rows.push(words.into_iter(), label, weight);
                folds.push(sample.fold);
            }
        }
    }
    let jobs: Vec<usize> = (0..=FOLDS).collect();
    parallel(&jobs, |&fold| {
        let chosen: Vec<usize> = (0..folds.len()).filter(|row| folds[*row] != fold).collect();
        fit(&rows, &chosen, &vocabulary)
    })
}

/// Adds to lexicons of spoken words what short lines say of the lines after and before them, and what the words between
/// two paragraphs say together.
fn with_cues(samples: &[Sample], words: &[Lexicon]) -> Vec<Lexicon> {
    let leads: Collect = |page, block, out| cue_words(page, block, role::LEADS, |hash| out.push(hash));
    let closes: Collect = |page, block, out| cue_words(page, block, role::CLOSES, |hash| out.push(hash));
    let leads = lexicons_for(samples, CUE_WORDS, leads, |sample| announced(sample, false));
    let closes = lexicons_for(samples, CUE_WORDS, closes, |sample| announced(sample, true));
    let gaps: Collect = |page, block, out| gap_words(page, block, |hash| out.push(hash));
    let gaps = lexicons_for(samples, GAP_WORDS, gaps, gap_shares);
    let fold = |fold: usize| {
        let entries = [&words[fold], &leads[fold], &closes[fold], &gaps[fold]].into_iter().flat_map(Lexicon::entries);
        Lexicon::new(entries.collect::<Vec<_>>().into_iter())
    };
    (0..words.len()).map(fold).collect()
}

/// For the first line of every gap between paragraphs, the content share of its words, and what that counts.
fn gap_shares(sample: &Sample) -> Vec<(f32, f32)> {
    let page = Page::read(&sample.doc);
    let mut shares = vec![(0.0, 0.0); page.len()];
    let mut first = 0;
    for block in (0..page.len()).filter(|block| !page.is_long(*block)) {
        if block > 0 && page.is_long(block - 1) {
            first = block;
        }
        let words = page.readings[block].words;
        shares[first] = (shares[first].0 + words * sample.labels[block], shares[first].1 + words);
    }
    let root = page_root(sample);
    let share = |(content, all): (f32, f32)| if all > 0.0 { (content / all, all.sqrt() / root) } else { (0.0, 0.0) };
    shares.into_iter().map(share).collect()
}

/// For every block, the content share of the next words (or the last ones), and what that counts.
fn announced(sample: &Sample, before: bool) -> Vec<(f32, f32)> {
    let words: Vec<f32> = sample.doc.blocks().map(|block| block.words() as f32).collect();
    let bare = if sample.gold.is_bare() { BARE_WEIGHT } else { 1.0 };
    let weight = bare / (words.len().max(1) as f32).sqrt();
    let share = |range: &mut dyn Iterator<Item = usize>| {
        let (mut seen, mut content) = (0.0, 0.0);
        for at in range.take(ANNOUNCED_LINES) {
            let counted = words[at].min(ANNOUNCED_WORDS - seen);
            (seen, content) = (seen + counted, content + counted * sample.labels[at]);
            if seen >= ANNOUNCED_WORDS {
                break;
            }
        }
        if seen > 0.0 { (content / seen, weight) } else { (0.0, 0.0) }
    };
    let blocks = 0..words.len();
    blocks.map(|at| if before { share(&mut (0..at).rev()) } else { share(&mut (at + 1..words.len())) }).collect()
}

/// One judge of page kinds without each fold, and one of all pages.
fn kinds(samples: &[Sample], input: Input) -> Vec<Kinds> {
    let words = |sample: &Sample| {
        let mut words = Vec::new();
        page_words(&Page::read(&sample.doc), |hash| words.push(hash));
        words
    };
    let vocabulary = vocabulary(samples, KIND_WORDS[input as usize], words);
    let pages: Vec<(Vec<u32>, Option<usize>)> = parallel(samples, |sample| {
        let mut known: Vec<u32> =
            words(sample).iter().filter_map(|hash| vocabulary.numbers.get(hash).copied()).collect();
        known.sort_unstable();
        known.dedup();
        (known, number(sample))
    });
    let jobs: Vec<usize> = (0..=FOLDS).collect();
    parallel(&jobs, |&fold| {
        let chosen: Vec<usize> = (0..samples.len()).filter(|page| samples[*page].fold != fold).collect();
        fit_kinds(&pages, &chosen, &vocabulary)
    })
}

/// The number of a page's kind, if it is known.
fn number(sample: &Sample) -> Option<usize> {
    PageKind::ALL.iter().position(|kind| kind.name() == sample.gold.kind)
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
