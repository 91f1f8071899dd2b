//! Cleans pages with the models of their folds and takes down what the score reads.

use super::states::{self, State};
use crate::document::{Document, Input};
use crate::eval::word_f1;
use crate::filters::BlockModel;
use crate::model::Model;
use crate::quality::evidence::Evidence;
use crate::quality::fitted::Fitted;
use crate::train::{Random, Sample, parallel, pipeline};
use std::sync::{Arc, Mutex, PoisonError};

/// A cleaned page, or a text in some state.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub state: State,
    pub article: bool,
    pub fold: usize,
    /// Word F1 of what came out against what should.
    pub f1: f64,
    pub words: usize,
    pub evidence: Evidence,
}

/// Cleans a document as its fold's model sees it.
fn look(
    doc: &mut Document,
    sample: &Sample,
    state: State,
    gold: &str,
    models: &[Arc<Model>],
    lines: &[Fitted],
) -> Seen {
    pipeline(BlockModel::with(models[sample.fold].clone()), false).run(doc);
    let doc = &*doc;
    let draft = doc.draft();
    Seen {
        state,
        article: sample.gold.kind == "article",
        fold: sample.fold,
        f1: word_f1(draft.text(), gold),
        words: crate::words::count(draft.text()),
        evidence: Evidence::read(&lines[sample.fold], doc, draft, doc.trail().spun_probability()),
    }
}

/// Every page as it came.
pub(super) fn samples(samples: Vec<Sample>, models: &[Arc<Model>], lines: &[Fitted]) -> Vec<Seen> {
    let samples: Vec<Mutex<Sample>> = samples.into_iter().map(Mutex::new).collect();
    parallel(&samples, |sample| {
        let sample = &mut *sample.lock().unwrap_or_else(PoisonError::into_inner);
        let empty = Document::new(sample.doc.input(), String::new());
        let mut doc = std::mem::replace(&mut sample.doc, empty);
        let state = match sample.gold.set.rsplit('-').next() {
            Some("bare") => State::Excerpt,
            Some("gold") => State::Gold,
            _ if doc.input() == Input::Html => State::Html,
            Some("block") => State::Block,
            Some("line") => State::Line,
            _ => State::Flat,
        };
        look(&mut doc, sample, state, &sample.gold.text, models, lines)
    })
}

/// Gold texts in worse states; `samples` are those of text.
pub(super) fn states(samples: &[Sample], models: &[Arc<Model>], lines: &[Fitted], seed: u64) -> Vec<Seen> {
    let all = parallel(samples, |sample| {
        let mut random = Random::new(seed + u64::from(crate::hints::hash_word(&sample.gold.id)));
        let made = match sample.gold.set.rsplit('-').next() {
            Some("gold") => states::worse(&sample.gold.text, &mut random),
            Some("block") => vec![(State::Chrome, chrome(sample))],
            _ => Vec::new(),
        };
        let look = |(state, text): (State, String)| {
            let mut doc = crate::parse::parse_text(&text, crate::Limits::default());
            look(&mut doc, sample, state, "", models, lines)
        };
        made.into_iter().map(look).collect::<Vec<_>>()
    });
    all.into_iter().flatten().collect()
}

/// The lines of a page that are no content.
fn chrome(sample: &Sample) -> String {
    let rest = sample.doc.blocks().zip(&sample.labels).filter(|(_, label)| **label < 0.1);
    rest.map(|(block, _)| block.text()).collect::<Vec<_>>().join("\n")
}
