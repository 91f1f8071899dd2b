//! Gradient-boosted trees: leaf-wise growth on binned features, log loss.
//!
//! The method is that of histogram boosting (Ke et al., LightGBM, 2017): each feature is cut into at most 63 bins,
//! gradients are summed by bin, the leaf whose best split gains most is split next, and of two children only the
//! smaller one is counted, the other being what is left of the parent.

use super::{Random, parallel};
use crate::model::trees::{Forest, LEAF, Split, Tree, sigmoid};
use crate::model::weights::rounded;

/// How to grow.
#[derive(Debug, Clone)]
pub(super) struct Growth {
    pub trees: usize,
    pub leaves: usize,
    pub rate: f32,
    /// Fewest rows a leaf may hold.
    pub least: usize,
    pub l2: f32,
    /// Share of the features and of the rows that each tree sees.
    pub features: f64,
    pub rows: f64,
    pub seed: u64,
}

/// Features as bin numbers, column by column.
#[derive(Debug)]
pub(super) struct Binned {
    rows: usize,
    /// Upper bounds of the bins, the last bin having none.
    pub cuts: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

const BINS: usize = 64;

impl Binned {
    /// Bins a row-major matrix at the quantiles of its columns.
    pub fn new(matrix: &[f32], width: usize) -> Self {
        let rows = matrix.len() / width;
        let columns: Vec<usize> = (0..width).collect();
        let (cuts, bins) = parallel(&columns, |&column| {
            let values: Vec<f32> = matrix.iter().skip(column).step_by(width).copied().collect();
            let cuts = cuts(&values);
            let bins = values.iter().map(|value| cuts.partition_point(|cut| cut < value) as u8).collect();
            (cuts, bins)
        })
        .into_iter()
        .unzip();
        Binned { rows, cuts, bins }
    }
}

/// Bounds between the quantiles, half way between two values that occur.
fn cuts(values: &[f32]) -> Vec<f32> {
    let mut sorted: Vec<f32> = values.iter().copied().step_by(values.len().div_ceil(200_000).max(1)).collect();
    sorted.sort_by(f32::total_cmp);
    let mut distinct: Vec<(f32, usize)> = Vec::new();
    for value in &sorted {
        match distinct.last_mut() {
            Some((last, count)) if last == value => *count += 1,
            _ => distinct.push((*value, 1)),
        }
    }
    let share = sorted.len() as f64 / BINS as f64;
    let (mut cuts, mut held, mut next) = (Vec::new(), 0.0, share);
    for two in distinct.windows(2) {
        held += two[0].1 as f64;
        if (distinct.len() <= BINS || held >= next) && cuts.len() < BINS - 1 {
            cuts.push(rounded(two[0].0 + (two[1].0 - two[0].0) / 2.0));
            next = held + share;
        }
    }
    cuts.dedup();
    cuts
}

/// Grows a forest on rows with labels 0 or 1 and weights.
pub(super) fn grow(data: &Binned, labels: &[f32], weights: &[f32], growth: &Growth) -> Forest {
    let mass: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
    let hits: f64 = labels.iter().zip(weights).map(|(label, weight)| f64::from(label * weight)).sum();
    let base = ((hits + 1e-3) / (mass - hits + 1e-3)).ln() as f32;
    let mut scores = vec![base; data.rows];
    let mut random = Random::new(growth.seed);
    let mut trees = Vec::with_capacity(growth.trees);
    let mut gradients = vec![(0.0f32, 0.0f32); data.rows];
    for _ in 0..growth.trees {
        for (row, gradient) in gradients.iter_mut().enumerate() {
            let p = sigmoid(scores[row]);
            *gradient = ((p - labels[row]) * weights[row], (p * (1.0 - p)).max(1e-6) * weights[row]);
        }
        let rows: Vec<u32> = (0..data.rows as u32).filter(|_| random.unit() < growth.rows).collect();
        let columns: Vec<usize> = (0..data.cuts.len()).filter(|_| random.unit() < growth.features).collect();
        let tree = Grower { data, gradients: &gradients, growth, columns }.tree(rows);
        add(data, &tree, &mut scores);
        trees.push(tree.tree);
    }
    Forest::new(base, trees)
}

/// A tree with its thresholds as bins.
struct Binning {
    tree: Tree,
    bins: Vec<u8>,
}

fn add(data: &Binned, binning: &Binning, scores: &mut [f32]) {
    let Binning { tree, bins } = binning;
    for (row, score) in scores.iter_mut().enumerate() {
        let mut at = if tree.splits.is_empty() { LEAF } else { 0 };
        while at < LEAF {
            let split = &tree.splits[usize::from(at)];
            let low = data.bins[usize::from(split.feature)][row] <= bins[usize::from(at)];
            at = if low { split.low } else { split.high };
        }
        *score += tree.leaves[usize::from(at - LEAF)];
    }
}

struct Grower<'g> {
    data: &'g Binned,
    gradients: &'g [(f32, f32)],
    growth: &'g Growth,
    columns: Vec<usize>,
}

#[derive(Clone, Copy, Default)]
struct Bin {
    gradient: f64,
    hessian: f64,
    count: u32,
}

/// A leaf that may be split.
struct Open {
    rows: Vec<u32>,
    histogram: Vec<[Bin; BINS]>,
    total: Bin,
    best: Option<Best>,
    /// The split that points to it and whether from its low side.
    parent: Option<(usize, bool)>,
}

#[derive(Clone, Copy)]
struct Best {
    gain: f64,
    column: usize,
    bin: u8,
}

impl Grower<'_> {
    fn tree(&self, rows: Vec<u32>) -> Binning {
        let histogram = self.histogram(&rows);
        let mut open = vec![self.open(rows, histogram, None)];
        let (mut splits, mut bins) = (Vec::new(), Vec::new());
        while open.len() < self.growth.leaves {
            let gains = open.iter().enumerate().filter_map(|(at, leaf)| Some((leaf.best?.gain, at)));
            let Some((_, at)) = gains.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else { break };
            let leaf = open.swap_remove(at);
            let Some(best) = leaf.best else { break };
            let number = splits.len();
            link(&mut splits, leaf.parent, number as u8);
            let threshold = self.data.cuts[best.column][usize::from(best.bin)];
            splits.push(Split { threshold, feature: best.column as u16, low: LEAF, high: LEAF });
            bins.push(best.bin);
            open.extend(self.split(leaf, best, number));
        }
        let mut leaves = Vec::with_capacity(open.len());
        for leaf in open {
            link(&mut splits, leaf.parent, LEAF + leaves.len() as u8);
            let value = -leaf.total.gradient / (leaf.total.hessian + f64::from(self.growth.l2));
            leaves.push((value * f64::from(self.growth.rate)) as f32);
        }
        Binning { tree: Tree { splits, leaves }, bins }
    }

    fn split(&self, leaf: Open, best: Best, number: usize) -> [Open; 2] {
        let bins = &self.data.bins[best.column];
        let (low, high): (Vec<u32>, Vec<u32>) = leaf.rows.iter().partition(|row| bins[**row as usize] <= best.bin);
        let small = self.histogram(if low.len() < high.len() { &low } else { &high });
        let mut large = leaf.histogram;
        for (bins, taken) in large.iter_mut().zip(&small) {
            for (bin, taken) in bins.iter_mut().zip(taken) {
                bin.gradient -= taken.gradient;
                bin.hessian -= taken.hessian;
                bin.count -= taken.count;
            }
        }
        let (for_low, for_high) = if low.len() < high.len() { (small, large) } else { (large, small) };
        [self.open(low, for_low, Some((number, true))), self.open(high, for_high, Some((number, false)))]
    }

    fn open(&self, rows: Vec<u32>, histogram: Vec<[Bin; BINS]>, parent: Option<(usize, bool)>) -> Open {
        let total = rows.iter().fold(Bin::default(), |total, row| {
            let (gradient, hessian) = self.gradients[*row as usize];
            Bin {
                gradient: total.gradient + f64::from(gradient),
                hessian: total.hessian + f64::from(hessian),
                count: total.count + 1,
            }
        });
        let best = self.best(&histogram, &total);
        Open { rows, histogram, total, best, parent }
    }

    fn histogram(&self, rows: &[u32]) -> Vec<[Bin; BINS]> {
        let of_column = |&column: &usize| {
            let bins = &self.data.bins[column];
            let mut histogram = [Bin::default(); BINS];
            for &row in rows {
                let (gradient, hessian) = self.gradients[row as usize];
                let bin = &mut histogram[usize::from(bins[row as usize]) & (BINS - 1)];
                bin.gradient += f64::from(gradient);
                bin.hessian += f64::from(hessian);
                bin.count += 1;
            }
            histogram
        };
        self.columns.iter().map(of_column).collect()
    }

    fn best(&self, histogram: &[[Bin; BINS]], total: &Bin) -> Option<Best> {
        let worth = |gradient: f64, hessian: f64| gradient * gradient / (hessian + f64::from(self.growth.l2));
        let before = worth(total.gradient, total.hessian);
        let mut best: Option<Best> = None;
        for (bins, &column) in histogram.iter().zip(&self.columns) {
            let mut low = Bin::default();
            for (number, bin) in bins.iter().enumerate().take(self.data.cuts[column].len()) {
                low.gradient += bin.gradient;
                low.hessian += bin.hessian;
                low.count += bin.count;
                let least = (low.count as usize).min((total.count - low.count) as usize);
                if least < self.growth.least {
                    continue;
                }
                let high = (total.gradient - low.gradient, total.hessian - low.hessian);
                let gain = worth(low.gradient, low.hessian) + worth(high.0, high.1) - before;
                if gain > best.map_or(1e-6, |best| best.gain) {
                    best = Some(Best { gain, column, bin: number as u8 });
                }
            }
        }
        best
    }
}

fn link(splits: &mut [Split], parent: Option<(usize, bool)>, child: u8) {
    match parent {
        Some((number, true)) => splits[number].low = child,
        Some((number, false)) => splits[number].high = child,
        None => {}
    }
}
