//! Trains the block model: pages with gold text in, packed weights out.
//!
//! The same parser, measures and features as at run time; labels by alignment; lexicons
//! fitted out of fold; boosted trees. Same input and seed, same bytes.

mod boost;
mod card;
mod corpus;
mod course;
mod flat;
mod labels;
mod learn;
mod logistic;
mod quality;
mod score;
mod spin;
mod titles;

use crate::document::{Document, Input};
use crate::eval::flatten::{Flattening, flatten};
use crate::filters::BlockModel;
use crate::model::{Judge, Model, weights};
use crate::pipeline::Pipeline;
use crate::words::fold_space;
use crate::{Cleaner, Limits, Page};
use corpus::Gold;
pub use quality::QualityFit;
pub use score::Scores;
pub use spin::{SpinLists, SpinModel, SpinTraining};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What can go wrong in training.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TrainError {
    /// A file could not be read or written.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A set of pages cannot be read.
    #[error(transparent)]
    Corpus(#[from] crate::eval::EvalError),
    /// No honest texts, which keep formal and older English from being accused, are in the folder.
    #[error("no honest texts in {}: give the folder of cases that holds neg-…/gold.txt", .0.display())]
    NoHonestTexts(PathBuf),
    /// The lists of spun words can't be chosen without both thesauri.
    #[error("no thesaurus: give both --moby and --wordnet")]
    NoThesaurus,
    /// No folder with `ground-truth` and `html` was found.
    #[error("no pages below {}: give a folder that holds ground-truth/*.json and html/*.html.gz", .0.display())]
    NoPages(PathBuf),
}

impl TrainError {
    fn io(path: &Path, error: std::io::Error) -> Self {
        TrainError::Io { path: path.to_owned(), error }
    }
}

/// Where what was learned goes: made before the learning, lest half an hour of it end for want of a folder.
struct Folder<'p>(&'p Path);

impl<'p> Folder<'p> {
    fn made(path: &'p Path) -> Result<Self, TrainError> {
        std::fs::create_dir_all(path).map_err(|error| TrainError::io(path, error))?;
        Ok(Folder(path))
    }

    fn write<'f>(&self, files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Result<(), TrainError> {
        files.into_iter().try_for_each(|(name, content)| {
            let path = self.0.join(name);
            std::fs::write(&path, content).map_err(|error| TrainError::io(&path, error))
        })
    }
}

/// Where to read and what to write.
#[derive(Debug, Clone)]
pub struct Training {
    /// Folder of the page sets.
    data: PathBuf,
    /// Seed of all random choices.
    seed: u64,
}

/// Folds of the cross-validation and of the lexicons.
const FOLDS: usize = 5;

/// A page of the corpora, parsed and labelled.
struct Sample {
    gold: Gold,
    fold: usize,
    doc: Document,
    /// Share of each block's words that are content.
    labels: Vec<f32>,
}

/// A cleaned held-out page.
#[derive(Debug)]
pub struct Prediction {
    /// The set's folder.
    pub set: String,
    /// The page's id.
    pub id: String,
    /// The body.
    pub text: String,
}

impl Training {
    /// Trains from a folder's page sets.
    pub fn new(data: impl Into<PathBuf>, seed: u64) -> Self {
        Training { data: data.into(), seed }
    }

    /// Trains on every page and packs the weights.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn run(&self) -> Result<Vec<u8>, TrainError> {
        let (html, text) = (self.course(Input::Html)?.judge(), self.course(Input::Text)?.judge());
        Ok(weights::pack(&Model { html, text }, self.seed))
    }

    /// Trains on all folds but one and cleans the pages of that one, for every fold.
    ///
    /// With `alone` the block model decides; else the whole default pipeline with it.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn cross_validate(&self, input: Input, alone: bool) -> Result<(Vec<Prediction>, Scores), TrainError> {
        let mut course = self.course(input)?;
        let predictions = course.predict(&course.models(), alone);
        let scores = course.score(&predictions);
        Ok((predictions, scores))
    }

    /// Trains, cross-validates both inputs and, if asked, leaves out each part of the model in turn; writes
    /// `weights.bin`, `MODEL.md`, `pages.txt` and, if asked, `ABLATION.md` into `out`.
    ///
    /// # Errors
    /// If the data cannot be read or a file not be written.
    pub fn write(&self, out: &Path, ablation: bool) -> Result<(), TrainError> {
        let out = Folder::made(out)?;
        let (html, of_html, pages) = self.examine(Input::Html, ablation)?;
        let (text, of_text, _) = self.examine(Input::Text, ablation)?;
        let weights = weights::pack(&Model { html, text }, self.seed);
        let card =
            card::card([&of_html, &of_text], [Input::Html, Input::Text].map(|input| self.growth(input)), weights.len());
        let ablations = card::ablations([&of_html, &of_text]);
        let files = [("weights.bin", &weights[..]), ("MODEL.md", card.as_bytes()), ("pages.txt", pages.as_bytes())];
        let more = ablation.then_some(("ABLATION.md", ablations.as_bytes()));
        out.write(files.into_iter().chain(more))
    }

    /// Learns one kind of input, and how well that goes; with the names of the pages.
    fn examine(&self, input: Input, ablation: bool) -> Result<(Judge, card::Results, String), TrainError> {
        let mut course = self.course(input)?;
        let models = course.models();
        let without = if ablation { course.ablate(&models) } else { Vec::new() };
        let flat = (input == Input::Text).then(|| flat::measure(&course.samples, &models));
        let alone = course.predict(&models, true);
        let results = card::Results { input, scores: course.score(&alone), flat, without };
        Ok((course.judge(), results, card::manifest(&course.samples)))
    }

    /// Everything before the last trees: lexicons, rows, trust in pages.
    fn learn(&self, samples: &[Sample], input: Input) -> learn::Lessons {
        let mut lessons = learn::Lessons::new(samples, input);
        let firsts = lessons.firsts(&self.growth(input));
        lessons.portray(samples, &firsts);
        lessons.trust(samples, &firsts);
        lessons
    }

    /// Flat text has no elements to go by, and needs more trees.
    fn growth(&self, input: Input) -> boost::Growth {
        boost::Growth {
            trees: if input == Input::Html { 240 } else { 260 },
            leaves: 31,
            rate: 0.07,
            least: 300,
            l2: 5.0,
            features: 0.25,
            rows: 0.6,
            seed: self.seed,
        }
    }

    fn samples(&self, input: Input) -> Result<Vec<Sample>, TrainError> {
        let pages = corpus::load(&self.data)?;
        let folds = corpus::folds(&pages, FOLDS);
        let jobs: Vec<(Gold, usize)> = pages.into_iter().zip(folds).collect();
        let samples = parallel(&jobs, |(gold, fold)| {
            let bytes = gold.html()?;
            let html = crate::parse::decode(&bytes, None).unwrap_or_else(|_| String::from_utf8_lossy(&bytes));
            Ok(match input {
                Input::Html => vec![html_sample(gold, *fold, &html), bare_sample(gold, *fold)],
                Input::Text => {
                    let sample =
                        |name: &str, text: &str| text_sample(&gold.in_set(format!("{}-{name}", gold.set)), *fold, text);
                    let flat = Flattening::ALL.map(|how| sample(how.name(), &flatten(&html, how)));
                    let mut samples: Vec<Sample> = flat.into();
                    samples.push(sample("gold", &gold.text));
                    samples.push(sample("gold-line", &fold_space(&gold.text)));
                    let excerpt = excerpt(gold);
                    samples.push(text_sample(&gold.bare(excerpt.join("\n")), *fold, &excerpt.join("\n\n")));
                    samples
                }
            })
        });
        Ok(samples.into_iter().collect::<Result<Vec<_>, TrainError>>()?.into_iter().flatten().collect())
    }
}

fn html_sample(gold: &Gold, fold: usize, html: &str) -> Sample {
    let doc = Cleaner::new().parse(&Page::html(html).url(&gold.url));
    let doc = doc.unwrap_or_else(|_| Document::new(Input::Html, String::new()));
    let labels = labels::shares(&doc, &gold.text);
    Sample { gold: gold.clone(), fold, doc, labels }
}

fn text_sample(gold: &Gold, fold: usize, text: &str) -> Sample {
    let doc = crate::parse::parse_text(text, Limits::default());
    let labels = labels::shares(&doc, &gold.text);
    Sample { gold: gold.clone(), fold, doc, labels }
}

/// A few paragraphs without any furniture, as people paste them: there is nothing to take out of it.
fn bare_sample(gold: &Gold, fold: usize) -> Sample {
    let excerpt = excerpt(gold);
    let html: String = excerpt.iter().map(|line| format!("<p>{}</p>", line.replace('<', "&lt;"))).collect();
    let text = excerpt.join("\n");
    html_sample(&gold.bare(text), fold, &html)
}

/// One to six lines from the start of the gold text.
fn excerpt(gold: &Gold) -> Vec<&str> {
    let lines = gold.text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(1 + crate::hints::hash_word(&gold.id) as usize % 6).collect()
}

/// The default filters with another model, or the model alone.
fn pipeline(model: BlockModel, alone: bool) -> Pipeline {
    if alone {
        return Pipeline::new().then(model);
    }
    let rest = crate::preset::standard().without(BlockModel::NAME).unwrap_or_default();
    let first = rest.names().first().copied().unwrap_or_default();
    rest.insert_before(first, model).unwrap_or_default()
}

/// Maps in parallel; results in order.
fn parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            match items.get(at) {
                Some(item) => done.push((at, work(item))),
                None => return done,
            }
        }
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker panicked")).collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// A small generator of random numbers: xorshift64*.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to 1.
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// A dozen small sites: menus, a story, a footer.
    fn fixture(folder: &Path) {
        for part in ["html", "ground-truth"] {
            std::fs::create_dir_all(folder.join("set").join(part)).unwrap();
        }
        for site in 0..12 {
            let line = |n: usize| {
                format!("Paragraph {n} of site {site} tells, at some length, what happened at the port that day.")
            };
            let story: Vec<String> = (0..8 + site).map(line).collect();
            let html = format!(
                "<nav>{}</nav><article><p>{}</p></article><footer><p>All rights reserved</p></footer>",
                "<a href=/>Menu entry</a><br><br>".repeat(9),
                story.join("</p><p>")
            );
            let gz = std::fs::File::create(folder.join(format!("set/html/{site}.html.gz"))).unwrap();
            GzEncoder::new(gz, Compression::fast()).write_all(html.as_bytes()).unwrap();
            let truth = serde_json::json!({
                "url": format!("https://site{site}.example/story"),
                "ground_truth": {"main_content": story.join("\n\n")},
            });
            std::fs::write(folder.join(format!("set/ground-truth/{site}.json")), truth.to_string()).unwrap();
        }
    }

    #[test]
    fn same_pages_and_seed_same_bytes_and_they_work() {
        let folder = std::env::temp_dir().join(format!("unspun-train-{}", std::process::id()));
        fixture(&folder);
        let training = Training::new(&folder, 7);
        let (first, second) = (training.run().unwrap(), training.run().unwrap());
        let other = Training::new(&folder, 8).run().unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(first == second, "training twice gave different weights");
        assert!(first != other, "the seed does not matter");
        let cleaner =
            Cleaner::builder().pipeline(Pipeline::new().then(BlockModel::from_bytes(&first).unwrap())).build();
        let page = "<nav><a href=/>Menu entry</a></nav><article><p>Paragraph 3 of the site tells, at some length, what \
                    happened at the port that day.</p></article><footer><p>All rights reserved</p></footer>";
        let body = cleaner.clean_html(page).unwrap();
        assert!(body.body().starts_with("Paragraph 3") && body.body().ends_with("that day."), "{:?}", body.body());
    }

    #[test]
    fn the_score_is_fitted_the_same_twice_and_its_card_names_every_bar() {
        let folder = std::env::temp_dir().join(format!("unspun-quality-{}", std::process::id()));
        fixture(&folder);
        let training = Training::new(&folder, 7);
        let (first, second) = (training.quality().unwrap(), training.quality().unwrap());
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(first.numbers == second.numbers && first.card == second.card && first.plot == second.plot);
        for words in
            ["Spearman with word F1, HTML", "AUC gold against shuffled lines", "calibration error", "reliability.svg"]
        {
            assert!(first.card.contains(words), "no {words} in the card");
        }
        assert!(first.plot.starts_with("<svg") && first.plot.contains("<circle"));
    }

    #[test]
    fn a_folder_without_pages_is_an_error() {
        let error = Training::new("no/such/folder", 1).run().unwrap_err();
        assert!(error.to_string().starts_with("no/such/folder"), "{error}");
    }

    #[test]
    fn the_folder_for_what_is_learned_is_made_before_anything_is() {
        let out = std::env::temp_dir().join(format!("unspun-out-{}/new", std::process::id()));
        Training::new("no/such/folder", 1).write_quality(&out).unwrap_err();
        assert!(out.is_dir());
        Folder::made(&out).unwrap().write([("a.bin", &b"a"[..])]).unwrap();
        assert_eq!(std::fs::read(out.join("a.bin")).unwrap(), b"a");
        std::fs::remove_dir_all(out.parent().unwrap()).unwrap();
    }
}
