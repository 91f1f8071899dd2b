//! Trains the spun-text engine: counts of clean text, weights, and a card of what was measured.
//!
//! The gold text of the corpora is the clean text; a simulated spinner makes the spun text from it. A page is always judged
//! by counts that were made without its domain's fold. Same input, same bytes.

mod card;
mod fit;
mod seed;
mod simulate;
mod tally;
mod thesaurus;
mod widen;

use super::{Random, TrainError, corpus, parallel};
use crate::spin::LEAST_WORDS;
use crate::spin::document::{REGISTER_MEASURE, Reading};
use crate::spin::evidence::Evidence;
use crate::spin::features::{Bins, Measures, Weights};
use crate::spin::lexicon::{Lexicon, SOURCES};
use crate::spin::source::{self, Source};
use crate::spin::token::tokens;
use simulate::{Manner, respin};
use std::path::{Path, PathBuf};
use tally::Tally;
use thesaurus::Thesaurus;

/// Folds of whole domains.
const FOLDS: usize = 5;

/// Where the spun-text engine's training reads; what it makes is handed back.
#[derive(Debug, Clone)]
pub struct SpinTraining {
    /// Folder of the page sets.
    pub data: PathBuf,
    /// Seed of all random choices.
    pub seed: u64,
    /// Folder of cases like `corpus/`; the texts of those named `neg-…` are clean text to learn from, but aren't counted.
    pub negatives: PathBuf,
    /// The Moby thesaurus: one root and its synonyms a line, joined by commas.
    pub moby: Option<PathBuf>,
    /// The folder of WordNet's `data.*` files.
    pub wordnet: Option<PathBuf>,
    /// Another spinner's list to measure with, in the format of `en.spun`; nothing is learned from it.
    pub spinner: Option<PathBuf>,
}

/// What training makes.
#[derive(Debug, Clone)]
pub struct SpinModel {
    /// `en.counts`.
    pub counts: Vec<u8>,
    /// `en.weights`.
    pub weights: String,
    /// `SPIN.md`: what was measured on held-out folds.
    pub card: String,
}

/// The lists chosen from the two thesauri.
#[derive(Debug, Clone)]
pub struct SpinLists {
    /// `en.moby.spun`.
    pub moby: String,
    /// `en.wordnet.spun`.
    pub wordnet: String,
}

/// A clean text and the fold of its domain.
#[derive(Debug, Clone)]
struct Page {
    text: String,
    fold: usize,
}

impl SpinTraining {
    /// Counts the clean text, fits the weights and measures them.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn run(&self) -> Result<SpinModel, TrainError> {
        let pages = self.pages()?;
        let source = shipped();
        let tally = Tally::new(&pages, &[&source]);
        let school = School::new(self, &pages, &tally)?;
        let (weights, folds) = school.fit(&source);
        let mut card = card::write(&school, &source, &folds);
        card += &seed::measure(&self.data.join("../seeds"), &school.lexicons(&source)[0], &weights);
        Ok(SpinModel { counts: tally.table(None, &source), weights: weights.write(), card })
    }

    /// Only counts the clean text, as `en.counts`.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn counts(&self) -> Result<Vec<u8>, TrainError> {
        let source = shipped();
        Ok(Tally::new(&self.pages()?, &[&source]).table(None, &source))
    }

    /// Chooses the lists from Moby and WordNet.
    ///
    /// # Errors
    /// If the data cannot be read, or a thesaurus is not given.
    pub fn widen(&self) -> Result<SpinLists, TrainError> {
        let (Some(moby), Some(wordnet)) = (&self.moby, &self.wordnet) else {
            return Err(TrainError::NoThesaurus);
        };
        Ok(widen::choose(&self.pages()?, &thesaurus::moby(moby)?, &thesaurus::wordnet(wordnet)?))
    }

    fn pages(&self) -> Result<Vec<Page>, TrainError> {
        let gold: Vec<_> =
            corpus::load(&self.data)?.into_iter().filter(|gold| gold.set.contains("benchmark")).collect();
        let folds = corpus::folds(&gold, FOLDS);
        let english = |text: &str| crate::Language::of(text).is_none_or(|language| language.code() == "en");
        let pages = gold.into_iter().zip(folds).map(|(gold, fold)| Page { text: gold.text, fold });
        Ok(pages.filter(|page| english(&page.text)).collect())
    }
}

/// A text with such a share of its words replaced from the lists that ship; `None` if hardly any could be.
pub(super) fn spun(text: &str, intensity: f64, random: &mut Random) -> Option<String> {
    static THESAURUS: std::sync::LazyLock<Thesaurus> = std::sync::LazyLock::new(|| {
        let source = shipped();
        Thesaurus::of_lines(&source.lines, &source, |_, _| true)
    });
    let spun = respin(text, &THESAURUS, Manner::plain(intensity), random);
    (spun.spans.len() >= 3).then_some(spun.text)
}

/// The lists that ship.
fn shipped() -> Source<'static> {
    source::parse(&SOURCES).unwrap_or_default()
}

/// A document's measures, whether it was spun, and whether by lists like our own: thesauri as wide as Moby, of which nobody
/// knows more than a part, teach the weights, but a probability that allowed for them would be timid.
struct Row {
    measures: Measures,
    spun: bool,
    fold: usize,
    ours: bool,
}

/// How many of the thesauri are made of our own lists.
const OURS: usize = 4;

/// Clean pages, their counts, and the thesauri that spin them.
struct School<'p> {
    pages: &'p [Page],
    negatives: Vec<Page>,
    tally: &'p Tally,
    seed: u64,
    moby: Option<Thesaurus>,
    wordnet: Option<Thesaurus>,
    spinner: Option<Thesaurus>,
}

/// One document, clean or spun, as the engine sees it.
struct Lesson {
    fold: usize,
    spun: bool,
    /// Each hit's bins, and whether the spinner wrote it.
    hits: Vec<(Bins, bool)>,
}

impl<'p> School<'p> {
    fn new(training: &SpinTraining, pages: &'p [Page], tally: &'p Tally) -> Result<Self, TrainError> {
        let irregular = shipped();
        let moby = training.moby.as_deref().map(thesaurus::moby).transpose()?;
        let wordnet = training.wordnet.as_deref().map(thesaurus::wordnet).transpose()?;
        let common = widen::common(pages);
        let moby = moby.as_ref().map(|lists| Thesaurus::of_moby(lists, wordnet.as_ref(), &common, &irregular));
        let wordnet = wordnet.as_ref().map(|lists| Thesaurus::of_wordnet(lists, &common, &irregular));
        let spinner = training.spinner.as_deref().map(read).transpose()?;
        let spinner = spinner.map(|text| {
            let lines = source::parse(&[(text.as_str(), source::Origin::Own)]).unwrap_or_default().lines;
            Thesaurus::of_lines(&lines, &irregular, |_, _| true)
        });
        Ok(Self {
            pages,
            negatives: negatives(&training.negatives)?,
            tally,
            seed: training.seed,
            moby,
            wordnet,
            spinner,
        })
    }

    /// One lexicon a fold, with counts that don't know the fold.
    fn lexicons(&self, source: &Source<'static>) -> Vec<Lexicon> {
        let folds: Vec<usize> = (0..FOLDS).collect();
        parallel(&folds, |fold| {
            let counts = crate::spin::counts::Counts::read(self.tally.table(Some(*fold), source).into());
            Lexicon::with(source.clone(), counts)
        })
    }

    /// Weights fitted on all folds, and for every fold on the others.
    fn fit(&self, source: &Source<'static>) -> (Weights, Vec<Weights>) {
        let lexicons = self.lexicons(source);
        let blank = Weights::read("");
        // Half of the rounds know only half of the pairs, as a spinner's own list would.
        let own: Vec<_> = source
            .lines
            .iter()
            .filter(|line| matches!(line.origin, source::Origin::Own | source::Origin::General))
            .cloned()
            .collect();
        let any = |_: &str, _: &str| true;
        let thesauri = [
            Thesaurus::of_lines(&own, source, any),
            Thesaurus::of_lines(&own, source, half),
            Thesaurus::of_lines(&source.lines, source, any),
            Thesaurus::of_lines(&source.lines, source, |phrase, word| !half(phrase, word)),
        ];
        let thesauri: Vec<&Thesaurus> = thesauri.iter().chain(&self.moby).chain(&self.wordnet).collect();
        let lessons = self.lessons(&lexicons, &thesauri, &blank);
        let folds: Vec<Option<usize>> = std::iter::once(None).chain((0..FOLDS).map(Some)).collect();
        let mut fitted = parallel(&folds, |without| Weights {
            bins: fit::bins(&lessons, blank.bins.len(), *without),
            ..blank.clone()
        });
        let rows = self.measured(&lexicons, &thesauri, &fitted[1..]);
        for (weights, without) in fitted.iter_mut().zip(folds) {
            weights.document = fit::documents(&rows, without);
            // Legal and older English is rare in the pages: they teach too little of it.
            let register = &mut weights.document[REGISTER_MEASURE];
            *register = register.min(LEAST_REGISTER);
        }
        let ours = rows.iter().filter(|row| row.ours);
        let judged: Vec<(f32, bool, usize)> =
            ours.map(|row| (fitted[1 + row.fold].document(&row.measures), row.spun, row.fold)).collect();
        for (weights, without) in fitted.iter_mut().zip((0..=FOLDS).map(|number| number.checked_sub(1))) {
            let others = judged.iter().filter(|(.., fold)| Some(*fold) != without);
            weights.calibration = fit::calibration(others.map(|(logit, spun, _)| (*logit, *spun)).collect());
        }
        let all = fitted.remove(0);
        (all, fitted)
    }

    /// Every page clean, and spun in several ways.
    fn lessons(&self, lexicons: &[Lexicon], thesauri: &[&Thesaurus], weights: &Weights) -> Vec<Lesson> {
        self.each(thesauri, |page, text, spans, _| {
            let tokens = tokens(text);
            let reading = Reading::new(text, &tokens, &lexicons[page.fold], weights);
            let written = |start: usize, end: usize| spans.iter().any(|span| span.start < end && start < span.end);
            let hits = reading.hits.iter().map(|hit| {
                let source = reading.source(&hit.found);
                (hit.bins, written(source.start, source.end))
            });
            Lesson { fold: page.fold, spun: !spans.is_empty(), hits: hits.collect() }
        })
    }

    fn measured(&self, lexicons: &[Lexicon], thesauri: &[&Thesaurus], weights: &[Weights]) -> Vec<Row> {
        self.each(thesauri, |page, text, spans, spinner| {
            let tokens = tokens(text);
            let reading = Reading::new(text, &tokens, &lexicons[page.fold], &weights[page.fold]);
            let Evidence { measures, .. } = reading.evidence();
            Row { measures, spun: !spans.is_empty(), fold: page.fold, ours: spinner < OURS }
        })
    }

    /// Calls `work` with each page as it is, then spun, and with the number of the thesaurus.
    fn each<R: Send>(
        &self,
        thesauri: &[&Thesaurus],
        work: impl Fn(&Page, &str, &[std::ops::Range<usize>], usize) -> R + Sync,
    ) -> Vec<R> {
        let negatives = self.negatives.iter().cycle().take(self.negatives.len() * NEGATIVES);
        let pages = self.pages.iter().chain(negatives).filter(|page| tokens(&page.text).len() >= LEAST_WORDS);
        let numbered: Vec<(usize, &Page)> = pages.enumerate().collect();
        let done = parallel(&numbered, |(number, page)| {
            let mut random = Random::new(self.seed + *number as u64);
            let short = excerpt(&page.text, &mut random);
            let mut results = vec![work(page, &page.text, &[], 0), work(page, short, &[], 0)];
            for round in 0..ROUNDS {
                let text = if round == ROUNDS - 1 { short } else { &page.text };
                let spinner = (number + round * 5 / 2) % thesauri.len();
                let intensity = INTENSITIES[(random.next() % INTENSITIES.len() as u64) as usize];
                let part = if random.unit() < 0.15 { 0.4 } else { 1.0 };
                let manner = Manner { intensity, part, consistent: round % 2 == 0 };
                let spun = respin(text, thesauri[spinner], manner, &mut random);
                if spun.spans.len() >= 3 {
                    results.push(work(page, &spun.text, &spun.spans, spinner));
                }
            }
            results
        });
        done.into_iter().flatten().collect()
    }
}

/// The corpus's honest texts, spread over the folds.
fn negatives(folder: &Path) -> Result<Vec<Page>, TrainError> {
    let none = || TrainError::NoHonestTexts(folder.to_owned());
    let mut cases = corpus::list(folder).map_err(|_| none())?;
    cases.retain(|case| case.file_name().is_some_and(|name| name.to_string_lossy().starts_with("neg-")));
    let texts = cases.iter().map(|case| read(&case.join("gold.txt"))).enumerate();
    let pages = texts.map(|(number, text)| Ok(Page { text: text?, fold: number % FOLDS }));
    pages.collect::<Result<Vec<_>, _>>().and_then(|pages| if pages.is_empty() { Err(none()) } else { Ok(pages) })
}

/// A piece of 80 to 240 words, for short texts are harder to judge.
fn excerpt<'t>(text: &'t str, random: &mut Random) -> &'t str {
    let tokens = tokens(text);
    let words = (LEAST_WORDS + (random.unit() * 160.0) as usize).min(tokens.len());
    let start = (random.unit() * (tokens.len() - words) as f64) as usize;
    &text[tokens[start].range().start..tokens[start + words - 1].range().end]
}

/// Times each negative is learned from: few texts stand for whole registers.
const NEGATIVES: usize = 2;
/// What words of legal or older English count for at least.
const LEAST_REGISTER: f32 = -2.6;
/// Spun copies of each page.
const ROUNDS: usize = 4;
/// Shares of words that the simulated spinner replaces.
const INTENSITIES: [f64; 5] = [0.03, 0.05, 0.08, 0.12, 0.2];

/// Which half of the lexicon a pair belongs to.
fn half(phrase: &str, original: &str) -> bool {
    let hash = crate::hints::hash_word(&format!("{phrase}={original}"));
    (hash ^ hash >> 7 ^ hash >> 15).count_ones().is_multiple_of(2)
}

fn read(path: &Path) -> Result<String, TrainError> {
    let bytes = std::fs::read(path).map_err(|error| TrainError::io(path, error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_honest_texts_is_named() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(!negatives(&project.join("corpus")).expect("the corpus").is_empty());
        for folder in ["no-such-folder", "src"] {
            let error = negatives(&project.join(folder)).expect_err("no texts").to_string();
            assert!(error.contains(folder), "{error}");
        }
    }

    #[test]
    fn the_shipped_counts_are_those_of_the_data() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let data = project.join("../shared/data");
        if !data.is_dir() {
            println!("skipped: no pages beside the checkout");
            return;
        }
        let training =
            SpinTraining { data, seed: 1, negatives: project.join("corpus"), moby: None, wordnet: None, spinner: None };
        let counts = training.counts().expect("the pages can be read");
        assert!(counts == include_bytes!("../../spin/en.counts"), "run `unspun train spin` again");
    }
}
