//! Fits the forests on rows of all folds but one, and the weights of the parts by what the score is for.

use super::measure::{Figures, Judged};
use super::observe::Seen;
use super::states::{Cut, State};
use crate::document::Input;
use crate::quality::PARTS;
use crate::quality::fitted::{Fitted, Judge};
use crate::quality::order::{Order, PAIR_WIDTH};
use crate::quality::score::{Stake, Weights};
use crate::train::boost::{Binned, Growth, grow};
use crate::train::corpus::Gold;
use crate::train::logistic::{self, Vocabulary};
use crate::train::{FOLDS, Random, parallel};
use std::collections::{HashMap, HashSet};

/// Fits on all folds, and on all but each.
pub(super) struct Folds {
    pub all: Fitted,
    without: Vec<Fitted>,
}

/// Rows with labels, their weights and their folds.
#[derive(Default)]
struct Rows {
    matrix: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    folds: Vec<usize>,
}

impl Rows {
    fn push(&mut self, row: &[f32], label: f32, weight: f32, fold: usize) {
        self.matrix.extend(row);
        self.labels.push(label);
        self.weights.push(weight);
        self.folds.push(fold);
    }

    /// A forest of the rows outside a fold.
    fn forest(&self, without: usize, growth: &Growth) -> crate::model::trees::Forest {
        let width = self.matrix.len() / self.labels.len().max(1);
        let mut chosen = Rows::default();
        for (row, fold) in self.folds.iter().enumerate().filter(|(_, fold)| **fold != without) {
            let values = &self.matrix[row * width..(row + 1) * width];
            chosen.push(values, self.labels[row], self.weights[row], *fold);
        }
        let least = growth.least.min(chosen.labels.len() / 40 + 1);
        let growth = Growth { least, ..growth.clone() };
        grow(&Binned::new(&chosen.matrix, width.max(1)), &chosen.labels, &chosen.weights, &growth)
    }
}

fn growth(trees: usize, leaves: usize, rate: f32, seed: u64) -> Growth {
    Growth { trees, leaves, rate, least: 30, l2: 5.0, features: 0.5, rows: 0.7, seed }
}

/// What is learned of lines: trees that tell neighbours from others, and words that stand early or late; without each
/// fold and, last, from all.
pub(super) fn lines(pages: &[Gold], folds: &[usize], seed: u64) -> Vec<Fitted> {
    let numbered: Vec<(&Gold, usize)> = pages.iter().zip(folds.iter().copied()).collect();
    let drawn = parallel(&numbered, |(gold, _)| pairs_of(gold, seed));
    let mut rows = Rows::default();
    for (drawn, (_, fold)) in drawn.iter().zip(&numbered) {
        let weight = 1.0 / (drawn.len() as f32).sqrt().max(1.0);
        drawn.iter().for_each(|(row, label)| rows.push(row, *label, weight, *fold));
    }
    let mean = rows.weights.iter().sum::<f32>() / rows.weights.len().max(1) as f32;
    rows.weights.iter_mut().for_each(|weight| *weight /= mean);
    let (telling, vocabulary) = telling(&numbered);
    let jobs: Vec<usize> = (0..=FOLDS).collect();
    parallel(&jobs, |without| {
        let chosen: Vec<usize> = (0..telling.folds.len()).filter(|row| telling.folds[*row] != *without).collect();
        let places = logistic::fit(&telling.rows, &chosen, &vocabulary);
        Fitted::of_lines(places, rows.forest(*without, &growth(50, 10, 0.14, seed)))
    })
}

/// Lines with their places in their texts, 0 to 1.
struct Telling {
    rows: logistic::Rows,
    folds: Vec<usize>,
}

/// Words on fewer domains teach nothing general; so many are kept.
const FEWEST_DOMAINS: u32 = 12;
const PLACED_WORDS: usize = 2_000;

fn telling(pages: &[(&Gold, usize)]) -> (Telling, Vocabulary) {
    let orders = parallel(pages, |(gold, _)| Order::of(&gold.text));
    let mut domains: HashMap<u32, HashSet<&str>> = HashMap::new();
    for (order, (gold, _)) in orders.iter().zip(pages) {
        order.telling().flatten().for_each(|hash| {
            domains.entry(*hash).or_default().insert(&gold.domain);
        });
    }
    let counts = domains.into_iter().map(|(hash, domains)| (hash, domains.len() as u32)).collect();
    let vocabulary = Vocabulary::new(counts, FEWEST_DOMAINS, PLACED_WORDS);
    let mut telling = Telling { rows: logistic::Rows::default(), folds: Vec::new() };
    for (order, (_, fold)) in orders.iter().zip(pages).filter(|(order, _)| order.len() > 1) {
        let last = order.len() as f32 - 1.0;
        for (at, hashes) in order.telling().enumerate() {
            let known = hashes.iter().filter_map(|hash| vocabulary.numbers.get(hash).copied());
            telling.rows.push(known, at as f32 / last, 1.0 / last.sqrt());
            telling.folds.push(*fold);
        }
    }
    (telling, vocabulary)
}

/// A gold text's neighbours, and as many pairs that are none.
fn pairs_of(gold: &Gold, seed: u64) -> Vec<([f32; PAIR_WIDTH], f32)> {
    let order = Order::of(&gold.text);
    let mut random = Random::new(seed + u64::from(crate::hints::hash_word(&gold.id)));
    let (neighbours, mut others) = order.pairs();
    others.retain(|pair| !neighbours.contains(pair));
    random.shuffle(&mut others);
    others.truncate(neighbours.len());
    let both = neighbours.into_iter().map(|pair| (pair, 1.0)).chain(others.into_iter().map(|pair| (pair, 0.0)));
    both.map(|((one, other), label)| (order.pair(one, other), label)).collect()
}

/// What each state counts in the forests of `extraction`: pages as they come decide the calibration.
fn extraction_weight(state: State) -> f32 {
    match state {
        State::Html => 1.0,
        State::Block | State::Flat => 0.4,
        State::Line => 0.15,
        State::Gold => 1.0,
        State::Excerpt => 0.2,
        State::Chrome => 0.04,
        _ => 0.0,
    }
}

/// The same in the forest of the order: pages as they come are in order, too, and must not be taken for shuffled ones.
fn order_weight(state: State) -> f32 {
    match state {
        State::Gold | State::Shuffled => 1.0,
        State::Html => 0.3,
        State::Block | State::Flat => 0.15,
        State::Excerpt => 0.2,
        _ => 0.0,
    }
}

impl Folds {
    /// Fits everything; `lines` are the fits of [`lines`].
    pub fn fit(seen: &[Seen], lines: Vec<Fitted>, seed: u64) -> Self {
        let rows = [Judge::Html, Judge::Text, Judge::End, Judge::Order].map(|judge| (judge, rows(seen, judge)));
        let numbered: Vec<(usize, Fitted)> = lines.into_iter().enumerate().collect();
        let mut without = parallel(&numbered, |(fold, lines)| {
            let mut fitted = lines.clone();
            for (judge, rows) in rows.iter().filter(|(_, rows)| !rows.labels.is_empty()) {
                let growth = match judge {
                    Judge::Html | Judge::Text => growth(220, 6, 0.04, seed),
                    Judge::Order => growth(100, 8, 0.08, seed),
                    _ => growth(60, 8, 0.08, seed),
                };
                fitted.set(*judge, rows.forest(*fold, &growth));
            }
            fitted
        });
        let all = without.pop().unwrap_or_default();
        let mut folds = Folds { all, without };
        folds.all.weights = weights(&folds.judged(seen));
        folds
    }

    /// The parts of everything seen, by a fit that does not know its fold.
    pub fn judged<'s>(&self, seen: &'s [Seen]) -> Vec<Judged<'s>> {
        let seen: Vec<&'s Seen> = seen.iter().collect();
        parallel(&seen, |seen| Judged { seen, parts: seen.evidence.parts(&self.without[seen.fold]) })
    }
}

/// The rows that a forest learns from.
fn rows(seen: &[Seen], judge: Judge) -> Rows {
    let mut rows = Rows::default();
    for one in seen {
        let evidence = &one.evidence;
        let html = evidence.input == Input::Html;
        match (judge, one.state) {
            (Judge::Html | Judge::Text, state) if html == (judge == Judge::Html) && extraction_weight(state) > 0.0 => {
                rows.push(&evidence.row(), one.f1 as f32, extraction_weight(state), one.fold);
            }
            (Judge::End, State::Gold) => rows.push(&evidence.end, 1.0, 3.0, one.fold),
            (Judge::End, State::Cut(Cut::Line)) => rows.push(&evidence.end, 0.0, 0.4, one.fold),
            (Judge::End, State::Cut(_)) => rows.push(&evidence.end, 0.0, 1.0, one.fold),
            (Judge::Order, state) if evidence.lines > 1 && order_weight(state) > 0.0 => {
                let ordered = if state == State::Shuffled { 0.0 } else { 1.0 };
                rows.push(&evidence.row(), ordered, order_weight(state), one.fold);
            }
            _ => {}
        }
    }
    rows
}

/// What is tried: powers of `extraction`, stakes of the other parts, and where they begin.
const POWERS: [f32; 4] = [1.0, 1.5, 2.0, 3.0];
const STAKES: [f32; 12] = [0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const FROM: [f32; 7] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0];
/// Below an even chance a text is not said to be spun: so much of `originality` always counts as all of it.
const EVEN: f32 = 0.5;
/// Rounds over all parts, at most.
const ROUNDS: usize = 4;

/// The score's weights: power, then part by part the stake together with where it begins, take what serves the bars best,
/// until nothing changes.
fn weights(judged: &[Judged<'_>]) -> Weights {
    let mut weights = Weights::default();
    for _ in 0..ROUNDS {
        let before = weights;
        for part in 0..PARTS.len() {
            weights = best(judged, &tries(&weights, part));
        }
        if weights == before {
            break;
        }
    }
    weights
}

/// The weights with every value that one part can have.
fn tries(weights: &Weights, part: usize) -> Vec<Weights> {
    let Some(at) = part.checked_sub(1) else {
        return POWERS.map(|power| Weights { power, ..*weights }).to_vec();
    };
    let from = if PARTS[part] == "originality" { &[EVEN][..] } else { &FROM };
    let stakes = STAKES.iter().flat_map(|most| from.iter().map(|from| Stake { most: *most, from: *from }));
    let with = |stake| {
        let mut weights = *weights;
        weights.stakes[at] = stake;
        weights
    };
    stakes.map(with).collect()
}

/// Of weights that serve alike, the first: smaller stakes that begin lower.
fn best(judged: &[Judged<'_>], tried: &[Weights]) -> Weights {
    let tried: Vec<&Weights> = tried.iter().collect();
    let worths = parallel(&tried, |weights| Figures::of(judged, weights).worth());
    let best = (0..tried.len()).rev().max_by(|one, other| worths[*one].total_cmp(&worths[*other]));
    best.map_or_else(Weights::default, |best| *tried[best])
}

/// The score that a set of weights gives.
pub(super) fn scored(judged: &Judged<'_>, weights: &Weights) -> f32 {
    if judged.seen.words == 0 { 0.0 } else { weights.score(&judged.parts) }
}
