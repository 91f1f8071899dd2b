//! Measures the engine on pages that its counts and weights don't know, and writes `SPIN.md`.

use super::simulate::{Manner, respin};
use super::thesaurus::Thesaurus;
use super::{FOLDS, School, half, parallel};
use crate::judgement::SpunJudgement;
use crate::spin::document::{Reading, judge_with};
use crate::spin::features::Weights;
use crate::spin::lexicon::Lexicon;
use crate::spin::source::{Line, Origin, Source};
use crate::spin::token::tokens;
use crate::train::Random;
use std::fmt::Write;

/// Shares of words spun in the tables.
const INTENSITIES: [f64; 4] = [0.02, 0.05, 0.1, 0.2];
/// Every how many-th page is spun for a cell.
const EVERY: usize = 3;
/// Words of the texts that are judged at least.
const LEAST: usize = 150;

/// The engine with lists and weights of its own for each fold.
struct Bench<'s> {
    school: &'s School<'s>,
    lexicons: Vec<Lexicon>,
    weights: &'s [Weights],
    /// Probabilities of the clean pages, rising.
    clean: Vec<f32>,
}

impl<'s> Bench<'s> {
    fn new(school: &'s School<'s>, source: &Source<'static>, weights: &'s [Weights]) -> Self {
        let mut bench = Self { school, lexicons: school.lexicons(source), weights, clean: Vec::new() };
        bench.clean = bench.probabilities(1, |_, text| text.to_owned());
        bench.clean.sort_by(f32::total_cmp);
        bench
    }

    fn probabilities(&self, every: usize, change: impl Fn(usize, &str) -> String + Sync) -> Vec<f32> {
        let pages: Vec<_> = self.school.pages.iter().enumerate().step_by(every).collect();
        let judged = parallel(&pages, |(number, page)| {
            let text = change(*number, &page.text);
            let tokens = tokens(&text);
            (tokens.len() >= LEAST).then(|| {
                Reading::new(&text, &tokens, &self.lexicons[page.fold], &self.weights[page.fold]).probability()
            })
        });
        judged.into_iter().flatten().collect()
    }

    fn spun(&self, thesaurus: &Thesaurus, intensity: f64) -> Vec<f32> {
        self.probabilities(EVERY, |number, text| {
            let mut random = Random::new(77 + self.school.seed + number as u64);
            respin(text, thesaurus, Manner::plain(intensity), &mut random).text
        })
    }

    /// Share of spun texts above all but one in 200 clean ones, at each intensity; then the share over one half.
    fn row(&self, name: &str, thesaurus: &Thesaurus) -> String {
        let limit = self.clean[self.clean.len() - 1 - self.clean.len() / 200];
        let cells = INTENSITIES.map(|intensity| {
            let spun = self.spun(thesaurus, intensity);
            let share = |limit: f32| spun.iter().filter(|p| **p > limit).count() as f32 / spun.len().max(1) as f32;
            format!("{:.2} ({:.2})", share(limit), share(SpunJudgement::SPUN))
        });
        format!("| {name} | {} |\n", cells.join(" | "))
    }
}

/// The card.
pub(super) fn write(school: &School, source: &Source<'static>, weights: &[Weights]) -> String {
    let mut card = String::from(HEAD);
    let full = Bench::new(school, source, weights);
    let own: Vec<Line> = only(source, |line| matches!(line.origin, Origin::Own | Origin::General)).lines;
    let _ = writeln!(card, "| spun with | 2 % | 5 % | 10 % | 20 % |\n|---|---|---|---|---|");
    card += &full.row("own list, all known", &Thesaurus::of_lines(&own, source, |_, _| true));
    let halved = Bench::new(school, &halved(source), weights);
    card += &halved.row("own list, known half", &Thesaurus::of_lines(&own, source, half));
    card +=
        &halved.row("own list, unknown half", &Thesaurus::of_lines(&own, source, |phrase, word| !half(phrase, word)));
    let others = only(source, |line| matches!(line.origin, Origin::Own | Origin::General));
    let without = Bench::new(school, &others, weights);
    if let Some(spinner) = &school.spinner {
        card += &full.row("another spinner's list", spinner);
    }
    if let (Some(moby), Some(wordnet)) = (&school.moby, &school.wordnet) {
        card += &full.row("Moby, all lists", moby);
        card += &without.row("Moby, own list only", moby);
        card += &full.row("WordNet, all lists", wordnet);
        card += &without.row("WordNet, own list only", wordnet);
    }
    let judged = full.clean.len();
    let over = full.clean.iter().filter(|p| **p > SpunJudgement::SPUN).count();
    let _ =
        writeln!(card, "\nClean pages over 0.5: {over} of {judged} ({:.2} %).", 100.0 * over as f32 / judged as f32);
    let (flags, words) = false_flags(&full);
    let _ = writeln!(
        card,
        "False flags in pages judged clean: {flags} in {words} words ({:.4} per 1,000).",
        1000.0 * flags as f32 / words as f32
    );
    let _ = writeln!(
        card,
        "Expected calibration error, ten bins, one spun text (3 to 20 %) for two clean ones: {:.3}.",
        ece(&full, &own, source)
    );
    card
}

const HEAD: &str = "# The spun-text engine, measured\n\n\
    Written by `unspun train spin`. Every page is judged by counts and weights made without its domain's fold. In a cell: share of\n\
    spun pages that score above all but 0.5 % of the clean ones, and (in brackets) share over 0.5. Texts of 150 words and more.\n\n";

/// The lists with half of their pairs.
fn halved(source: &Source<'static>) -> Source<'static> {
    let mut source = source.clone();
    source.lines = source
        .lines
        .iter()
        .flat_map(|line| {
            let kept = line.each_original().filter(|original| half(line.phrase, original));
            kept.map(|original| Line { originals: original, ..line.clone() }).collect::<Vec<_>>()
        })
        .collect();
    source
}

fn only(source: &Source<'static>, wanted: impl Fn(&Line) -> bool) -> Source<'static> {
    let mut source = source.clone();
    source.lines.retain(|line| wanted(line));
    source
}

/// Flags in clean pages that are not taken for spun, and their words.
fn false_flags(bench: &Bench) -> (usize, usize) {
    let judged = parallel(bench.school.pages, |page| {
        let judgement = judge_with(&page.text, &bench.lexicons[page.fold], &bench.weights[page.fold]);
        let clean = judgement.probability().is_none_or(|probability| probability <= SpunJudgement::SPUN);
        if clean { (judgement.hits().len(), tokens(&page.text).len()) } else { (0, 0) }
    });
    judged.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

fn ece(bench: &Bench, own: &[Line], source: &Source) -> f32 {
    let thesaurus = Thesaurus::of_lines(own, source, |_, _| true);
    let spun = super::INTENSITIES.iter().flat_map(|intensity| bench.spun(&thesaurus, *intensity));
    let mut bins = [(0.0f32, 0.0f32, 0.0f32); 10];
    let weight = 0.5 * bench.clean.len() as f32 / (bench.clean.len() as f32 / EVERY as f32 * FOLDS as f32);
    let all = spun.map(|p| (p, 1.0, weight)).chain(bench.clean.iter().map(|p| (*p, 0.0, 1.0)));
    for (p, label, weight) in all {
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        (bin.0, bin.1, bin.2) = (bin.0 + weight, bin.1 + weight * p, bin.2 + weight * label);
    }
    let total: f32 = bins.iter().map(|bin| bin.0).sum();
    bins.iter().map(|bin| (bin.1 - bin.2).abs()).sum::<f32>() / total
}
