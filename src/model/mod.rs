//! The learned block model at run time: how likely each block is content, and which blocks to keep.
//!
//! A document is measured once ([`page`]), every block becomes a row of numbers ([`features`]), boosted trees turn rows
//! into probabilities ([`trees`]), and one decision is made for the whole page ([`decision`]). What was learned stands
//! in one packed file ([`weights`]); `MODEL.md` beside it tells from what and how well.

mod decision;
pub(crate) mod features;
pub(crate) mod kinds;
pub(crate) mod lexicon;
pub(crate) mod page;
mod reading;
mod survey;
pub(crate) mod trees;
pub(crate) mod weights;

use crate::document::{Document, Input};
use decision::Decision;
use features::Schema;
use kinds::Kinds;
use lexicon::Lexicon;
use page::Page;
use std::ops::Range;
use std::sync::LazyLock;
use trees::{Column, Forest, LANES, sigmoid};
pub use weights::WeightsError;

/// Everything learned, for HTML and for text.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub html: Judge,
    pub text: Judge,
}

/// What was learned for one kind of input.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    pub kinds: Kinds,
    pub class: Lexicon,
    pub words: Lexicon,
    pub forest: Forest,
    /// Hears what the first forest said of the blocks around; may be empty.
    pub second: Forest,
}

/// What the model thinks of a page.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub probabilities: Vec<f32>,
    pub decision: Decision,
}

static EMBEDDED: LazyLock<Model> = LazyLock::new(|| weights::unpack(include_bytes!("weights.bin")).unwrap_or_default());

impl Model {
    /// The weights that the crate carries; a test holds them to this version's features.
    pub fn embedded() -> &'static Model {
        &EMBEDDED
    }

    /// A model of one kind of input.
    #[cfg(feature = "train")]
    pub fn only(input: Input, judge: Judge) -> Self {
        match input {
            Input::Html => Model { html: judge, text: Judge::default() },
            Input::Text => Model { html: Judge::default(), text: judge },
        }
    }

    /// Judges every block of a document; nothing where nothing was learned for its kind of input.
    pub fn judge(&self, doc: &Document) -> Option<Judgement> {
        let judge = match doc.input() {
            Input::Html => &self.html,
            Input::Text => &self.text,
        };
        (!judge.forest.is_empty()).then(|| judge.judge(doc))
    }
}

/// A page's blocks, as many at a time as trees take.
pub(crate) fn pieces(blocks: usize) -> impl Iterator<Item = Range<usize>> {
    (0..blocks).step_by(LANES).map(move |from| from..blocks.min(from + LANES))
}

impl Judge {
    /// Both stages; the mean of the two where there is a second.
    fn probabilities(&self, page: &mut Page<'_>) -> Vec<f32> {
        let (first, mut columns) = self.first(page);
        if self.second.is_empty() {
            return first;
        }
        page.hear(first.clone());
        let mut second = Vec::with_capacity(first.len());
        for (blocks, columns) in pieces(page.len()).zip(&mut columns) {
            columns.extend(Schema::echo().columns(page, blocks.clone()));
            second.extend_from_slice(&self.second.score(columns)[..blocks.len()]);
        }
        first.into_iter().zip(second).map(|(one, two)| (one + sigmoid(two)) / 2.0).collect()
    }

    /// The first stage's probabilities, and what a second one wants to see again.
    pub(crate) fn first(&self, page: &Page<'_>) -> (Vec<f32>, Vec<Vec<Column>>) {
        let schema = Schema::of(page.doc.input());
        let (mut first, mut seen) = (Vec::with_capacity(page.len()), Vec::new());
        for blocks in pieces(page.len()) {
            let columns = schema.columns(page, blocks.clone());
            first.extend(self.forest.score(&columns)[..blocks.len()].iter().copied().map(sigmoid));
            if !self.second.is_empty() {
                seen.push(columns);
            }
        }
        (first, seen)
    }

    pub(crate) fn judge(&self, doc: &Document) -> Judgement {
        let mut page = Page::read(doc);
        page.kinds = self.kinds.judge(doc);
        page.weigh(&self.class, &self.words);
        let mut probabilities = self.probabilities(&mut page);
        let weights: Vec<f32> = page.readings.iter().map(|reading| reading.tokens() as f32).collect();
        if doc.input() == Input::Html {
            smooth(&page, &weights, &mut probabilities);
        }
        let decision = decision::decide(&probabilities, &weights);
        Judgement { probabilities, decision }
    }
}

/// How much blocks in the same kind of place share.
const SHARED: f32 = 0.5;

/// Blocks that a template put in the same kind of place are mostly all content or none.
fn smooth(page: &Page<'_>, weights: &[f32], probabilities: &mut [f32]) {
    let mut order: Vec<(u64, usize)> = (0..page.len()).map(|block| (page.place_key(block), block)).collect();
    order.sort_unstable();
    for run in order.chunk_by(|one, other| one.0 == other.0) {
        let words: f32 = run.iter().map(|(_, block)| weights[*block]).sum();
        let content: f32 = run.iter().map(|(_, block)| weights[*block] * probabilities[*block]).sum();
        for (_, block) in run.iter().filter(|_| words > 0.0) {
            probabilities[*block] = (1.0 - SHARED) * probabilities[*block] + SHARED * content / words;
        }
    }
}
