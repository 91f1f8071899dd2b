//! How well the score does: ranking, calibration, separation of states, false alarms.

use super::fit::scored;
use super::observe::Seen;
use super::states::{Cut, State};
use crate::document::Input;
use crate::quality::score::Weights;
use crate::quality::{Grade, PARTS};

/// Something seen and its parts.
pub(super) struct Judged<'s> {
    pub seen: &'s Seen,
    pub parts: [f32; PARTS.len()],
}

/// A figure with the bar that it has to reach.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub name: String,
    pub value: f64,
    pub bar: f64,
    /// Whether less is better.
    pub least: bool,
}

impl Figure {
    pub fn is_met(&self) -> bool {
        if self.least { self.value <= self.bar } else { self.value >= self.bar }
    }
}

/// Pages by tenths of `extraction`: how many, its mean, and the mean of the true F1.
#[derive(Debug, Clone, Default)]
pub(super) struct Reliability {
    pub bins: [(usize, f64, f64); 10],
}

/// All figures of a score.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures {
    pub figures: Vec<Figure>,
    /// The same ranking figures for `extraction` alone.
    pub alone: Vec<Figure>,
    pub html: Reliability,
    pub text: Reliability,
}

/// Pages of this F1 and more are well cleaned.
const GOOD_F1: f64 = 0.8;
/// Spun texts are to score no more than this.
const SPUN: f32 = 0.45;
/// Clean texts are to score no less.
const CLEAN: f32 = 0.85;
/// What a missing hundredth of a bar weighs against one beyond it.
const MISSED: f64 = 25.0;
/// The same where pages are ranked.
const RANKED_WORSE: f64 = 100.0;
/// Texts within this share of a length are of the same length.
const SAME_LENGTH: f64 = 0.1;

impl Figures {
    pub fn of(judged: &[Judged<'_>], weights: &Weights) -> Self {
        let scores: Vec<f32> = judged.iter().map(|one| scored(one, weights)).collect();
        let extraction: Vec<f32> = judged.iter().map(|one| one.parts[0]).collect();
        let mut figures = Figures {
            figures: ranking(judged, &scores),
            alone: ranking(judged, &extraction),
            html: Reliability::of(judged, Input::Html),
            text: Reliability::of(judged, Input::Text),
        };
        let least = |name: &str, value: f64, bar: f64| Figure { name: name.into(), value, bar, least: true };
        figures.figures.push(least("calibration error of `extraction`, HTML", figures.html.error(), 0.03));
        figures.figures.push(least("calibration error of `extraction`, text", figures.text.error(), 0.03));
        figures.figures.extend(separation(judged, &scores));
        figures
    }

    /// One number to fit the weights by: bars first, then what is beyond them. Pages are to be ranked no worse than by
    /// `extraction` alone: that is the bar there.
    pub fn worth(&self) -> f64 {
        let alone = self.alone.iter().map(|alone| (alone.value, RANKED_WORSE));
        let bars = alone.chain(self.figures.iter().skip(self.alone.len()).map(|figure| (figure.bar, MISSED)));
        let gain = |(figure, (bar, missed)): (&Figure, (f64, f64))| {
            let gain = if figure.least { bar - figure.value } else { figure.value - bar };
            if gain < 0.0 { missed * gain } else { gain }
        };
        self.figures.iter().zip(bars).map(gain).sum()
    }
}

fn figure(name: String, value: f64, bar: f64) -> Figure {
    Figure { name, value, bar, least: false }
}

fn is_page(seen: &Seen, input: Input) -> bool {
    seen.evidence.input == input && matches!(seen.state, State::Html | State::Block | State::Flat)
}

/// Rank correlation with the true F1, and how well pages of a good F1 are told from others.
fn ranking(judged: &[Judged<'_>], scores: &[f32]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (name, input) in [("HTML", Input::Html), ("text", Input::Text)] {
        let pages: Vec<(f32, f64, bool)> = judged
            .iter()
            .zip(scores)
            .filter(|(one, _)| is_page(one.seen, input))
            .map(|(one, score)| (*score, one.seen.f1, one.seen.article))
            .collect();
        let articles: Vec<_> = pages.iter().copied().filter(|page| page.2).collect();
        figures.push(figure(format!("Spearman with word F1, {name}, all"), spearman(&pages), 0.66));
        figures.push(figure(format!("Spearman with word F1, {name}, articles"), spearman(&articles), 0.42));
        let good = pages.iter().filter(|page| page.1 >= GOOD_F1).map(|page| page.0).collect::<Vec<_>>();
        let bad = pages.iter().filter(|page| page.1 < GOOD_F1).map(|page| page.0).collect::<Vec<_>>();
        figures.push(figure(format!("AUC of F1 ≥ 0.8, {name}"), auc(&good, &bad), 0.91));
    }
    figures
}

/// Articles by state: their words and scores.
struct Articles<'j, 's> {
    judged: &'j [Judged<'s>],
    scores: &'j [f32],
}

impl Articles<'_, '_> {
    fn of(&self, state: State) -> Vec<(usize, f32)> {
        let articles =
            self.judged.iter().zip(self.scores).filter(|(one, _)| one.seen.article && one.seen.state == state);
        articles.map(|(one, score)| (one.seen.words, *score)).collect()
    }

    fn scores(&self, state: State) -> Vec<f32> {
        self.of(state).into_iter().map(|(_, score)| score).collect()
    }

    /// Share of those in a state whose score fits.
    fn share(&self, state: State, fits: impl Fn(f32) -> bool) -> f64 {
        let scores = self.scores(state);
        scores.iter().filter(|score| fits(**score)).count() as f64 / scores.len().max(1) as f64
    }
}

/// Gold texts of articles against their worse states.
fn separation(judged: &[Judged<'_>], scores: &[f32]) -> Vec<Figure> {
    let articles = Articles { judged, scores };
    let mut figures = told_apart(&articles);
    let is_poor = |score| score < Grade::USABLE;
    let most = |name: &str, value, bar| Figure { name: name.into(), value, bar, least: true };
    let clean = articles.share(State::Gold, |score| score >= CLEAN);
    figures.push(figure("clean articles that score 0.85 or more".into(), clean, 0.95));
    figures.push(most("clean articles under `usable`", articles.share(State::Gold, is_poor), 0.02));
    figures.push(most("excerpts of one to six lines under `usable`", articles.share(State::Excerpt, is_poor), 0.04));
    let spun = articles.share(State::Spun, |score| score <= SPUN);
    figures.push(figure("spun at 10 %, share that scores 0.45 or less".into(), spun, 0.8));
    figures
}

/// How often a gold text scores above a worse state of one.
fn told_apart(articles: &Articles<'_, '_>) -> Vec<Figure> {
    let bars = [
        ("raw page", State::Block, 0.97),
        ("chrome only", State::Chrome, 0.995),
        ("shuffled lines", State::Shuffled, 0.95),
        ("repeated body", State::Repeated, 0.97),
        ("spun at 10 %", State::Spun, 0.95),
    ];
    // A text cut between lines looks like a shorter text: little more than chance is asked of that.
    let cuts =
        [("inside a sentence", Cut::Word, 0.8), ("inside a word", Cut::Sign, 0.8), ("between lines", Cut::Line, 0.5)];
    let (gold, scores) = (articles.of(State::Gold), articles.scores(State::Gold));
    let apart = bars.map(|(name, state, bar)| {
        figure(format!("AUC gold against {name}"), auc(&scores, &articles.scores(state)), bar)
    });
    let cut = cuts.map(|(name, cut, bar)| {
        let value = matched(&gold, &articles.of(State::Cut(cut)));
        figure(format!("AUC gold against cut {name}, same length"), value, bar)
    });
    apart.into_iter().chain(cut).collect()
}

/// How often a gold text scores above a worse one of its length; ties count half.
fn matched(gold: &[(usize, f32)], worse: &[(usize, f32)]) -> f64 {
    let mut gold: Vec<(usize, f32)> = gold.to_vec();
    gold.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let (mut won, mut all) = (0.0, 0.0);
    for (words, score) in worse {
        let at = gold.partition_point(|(known, _)| known < words).min(gold.len().saturating_sub(1));
        let Some((known, other)) = gold.get(at) else { continue };
        if known.abs_diff(*words) as f64 <= SAME_LENGTH * *words as f64 {
            all += 1.0;
            won += if other > score {
                1.0
            } else if other == score {
                0.5
            } else {
                0.0
            };
        }
    }
    won / f64::max(all, 1.0)
}

/// The chance that one of the first is above one of the second.
pub(super) fn auc(above: &[f32], below: &[f32]) -> f64 {
    let all: Vec<f64> = above.iter().chain(below).map(|score| f64::from(*score)).collect();
    let ranks = ranks(&all);
    let sum: f64 = ranks[..above.len()].iter().sum();
    let (n, m) = (above.len() as f64, below.len() as f64);
    if n * m == 0.0 { 0.5 } else { (sum - n * (n + 1.0) / 2.0) / (n * m) }
}

fn spearman(pages: &[(f32, f64, bool)]) -> f64 {
    let one = ranks(&pages.iter().map(|page| f64::from(page.0)).collect::<Vec<_>>());
    let other = ranks(&pages.iter().map(|page| page.1).collect::<Vec<_>>());
    let mean = (pages.len() as f64 + 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>();
    product(&one, &other) / (product(&one, &one) * product(&other, &other)).sqrt().max(1e-9)
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for run in order.chunk_by(|one, other| values[*one] == values[*other]) {
        let rank = before as f64 + (run.len() as f64 + 1.0) / 2.0;
        run.iter().for_each(|at| ranks[*at] = rank);
        before += run.len();
    }
    ranks
}

impl Reliability {
    fn of(judged: &[Judged<'_>], input: Input) -> Self {
        let mut bins = [(0, 0.0, 0.0); 10];
        for one in judged.iter().filter(|one| is_page(one.seen, input) && one.seen.words > 0) {
            let bin = &mut bins[((one.parts[0] * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1, bin.1 + f64::from(one.parts[0]), bin.2 + one.seen.f1);
        }
        Reliability { bins: bins.map(|(n, said, true_f1)| (n, said / n.max(1) as f64, true_f1 / n.max(1) as f64)) }
    }

    /// Mean distance of what is said from what is true, by pages.
    pub fn error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|bin| bin.0).sum();
        self.bins.iter().map(|(n, said, true_f1)| *n as f64 * (said - true_f1).abs()).sum::<f64>() / all.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_known_rankings() {
        assert_eq!(auc(&[0.9, 0.8], &[0.1, 0.2]), 1.0);
        assert_eq!(auc(&[0.5], &[0.5]), 0.5);
        let page = |score: f32, f1: f64| (score, f1, true);
        assert!((spearman(&[page(0.1, 0.2), page(0.2, 0.4), page(0.3, 0.5)]) - 1.0).abs() < 1e-9);
        assert!((spearman(&[page(0.3, 0.2), page(0.2, 0.4), page(0.1, 0.5)]) + 1.0).abs() < 1e-9);
        assert_eq!(matched(&[(100, 0.9), (500, 0.2)], &[(98, 0.3), (490, 0.3), (900, 0.0)]), 0.5);
    }
}
