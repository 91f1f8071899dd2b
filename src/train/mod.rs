//! Trains the block model: pages with gold text in, packed weights out.
//!
//! The same parser, measures and features as at run time; labels by alignment; lexicons
//! fitted out of fold; boosted trees. Same input and seed, same bytes.

mod boost;
mod corpus;
mod labels;
mod learn;
mod logistic;
mod score;
mod spin;

use crate::document::{Document, Input};
use crate::filters::BlockModel;
use crate::model::{Judge, Model, weights};
use crate::pipeline::Pipeline;
use crate::{Cleaner, Page};
use corpus::Gold;
pub use score::Scores;
pub use spin::{SpinLists, SpinModel, SpinTraining};
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    /// A record of gold text is no JSON.
    #[error("{}: {error}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// Where it breaks.
        error: serde_json::Error,
    },
    /// No folder with `ground-truth` and `html` was found.
    #[error("no pages below {}: give a folder that holds ground-truth/*.json and html/*.html.gz", .0.display())]
    NoPages(PathBuf),
}

impl TrainError {
    fn io(path: &Path, error: std::io::Error) -> Self {
        TrainError::Io { path: path.to_owned(), error }
    }

    fn json(path: &Path, error: serde_json::Error) -> Self {
        TrainError::Json { path: path.to_owned(), error }
    }
}

/// Where to read and what to write.
#[derive(Debug, Clone)]
pub struct Training {
    /// Folder of the page sets.
    pub data: PathBuf,
    /// Seed of all random choices.
    pub seed: u64,
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
    /// Trains on every page and packs the weights.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn run(&self) -> Result<Vec<u8>, TrainError> {
        let samples = self.samples()?;
        let lessons = learn::Lessons::new(&samples, Input::Html);
        let html = lessons.judge(None, &self.growth());
        Ok(weights::pack(&Model { html, text: Judge::default() }, self.seed))
    }

    /// Trains on all folds but one and cleans the pages of that one, for every fold.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn cross_validate(&self) -> Result<(Vec<Prediction>, Scores), TrainError> {
        let mut samples = self.samples()?;
        log("lexicons");
        let lessons = learn::Lessons::new(&samples, Input::Html);
        let models: Vec<Arc<Model>> = (0..FOLDS)
            .map(|fold| {
                log("fold");
                let html = lessons.judge(Some(fold), &self.growth());
                Arc::new(Model { html, text: Judge::default() })
            })
            .collect();
        log("predicting");
        let (mut predictions, mut scores) = (Vec::new(), Scores::default());
        for sample in &mut samples {
            pipeline(BlockModel::with(models[sample.fold].clone())).run(&mut sample.doc);
            let text = crate::body::Draft::of(&sample.doc).text().to_owned();
            let f1 = score::word_f1(&text, &sample.gold.text);
            scores.add(sample.gold.set.clone(), f1);
            scores.add(format!("{} {}", sample.gold.set, sample.gold.kind), f1);
            predictions.push(Prediction { set: sample.gold.set.clone(), id: sample.gold.id.clone(), text });
        }
        log("done");
        Ok((predictions, scores))
    }

    fn growth(&self) -> boost::Growth {
        boost::Growth {
            trees: 150,
            leaves: 31,
            rate: 0.08,
            least: 60,
            l2: 5.0,
            features: 0.3,
            rows: 0.6,
            seed: self.seed,
        }
    }

    fn samples(&self) -> Result<Vec<Sample>, TrainError> {
        let pages = corpus::load(&self.data)?;
        let folds = corpus::folds(&pages, FOLDS);
        let jobs: Vec<(Gold, usize)> = pages.into_iter().zip(folds).collect();
        let samples = parallel(&jobs, |(gold, fold)| {
            let bytes = gold.html()?;
            let text = crate::parse::decode(&bytes, None).unwrap_or_else(|_| String::from_utf8_lossy(&bytes));
            let doc = Cleaner::new().parse(&Page::html(&text).url(&gold.url));
            let doc = doc.unwrap_or_else(|_| Document::new(Input::Html, String::new()));
            let labels = labels::shares(&doc, &gold.text);
            Ok(Sample { gold: gold.clone(), fold: *fold, doc, labels })
        });
        log("parsed");
        let samples: Result<Vec<Sample>, TrainError> = samples.into_iter().collect();
        if let Ok(s) = &samples {
            let b: usize = s.iter().map(|s| s.doc.len()).sum();
            let l: f32 = s.iter().flat_map(|s| &s.labels).sum();
            let e: usize = s.iter().map(|s| s.doc.outline.elements.len()).sum();
            eprintln!("{} pages {b} blocks {e} elements {l} positive {:?}", s.len(), s[0].doc.text().len());
        }
        samples
    }
}

fn log(what: &str) {
    eprintln!(
        "{what} {:?}",
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map(|d| d.as_secs() % 10000)
    );
}

/// The default filters with another model, or the model alone.
fn pipeline(model: BlockModel) -> Pipeline {
    if std::env::var("ALONE").is_ok() {
        return Pipeline::new().then(model);
    }
    let rest = crate::preset::standard().without("block-model").unwrap_or_default();
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
