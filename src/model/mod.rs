//! The learned block model at run time: how likely each block is content, and which blocks to keep.
//!
//! A document is measured once ([`page`]), every block becomes a row of numbers ([`features`]), boosted trees turn rows
//! into probabilities ([`trees`]), and one decision is made for the whole page ([`decision`]). What was learned stands
//! in one packed file ([`weights`]); `MODEL.md` beside it tells from what and how well.

pub(crate) mod decision;
pub(crate) mod features;
pub(crate) mod kinds;
pub(crate) mod lexicon;
pub(crate) mod page;
mod reading;
pub(crate) mod rhythm;
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
use trees::{Forest, sigmoid};
pub use weights::WeightsError;

/// Rows that are scored together: their matrix stays in a near cache, and a page of any length needs no more memory.
const ROWS: usize = 64;

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

/// A page's blocks, so many at a time that the features of a page of any size take little memory.
fn pieces(blocks: usize) -> impl Iterator<Item = Range<usize>> {
    (0..blocks).step_by(ROWS).map(move |from| from..blocks.min(from + ROWS))
}

impl Judge {
    /// Both stages; the mean of the two where there is a second.
    fn probabilities(&self, page: &mut Page<'_>) -> Vec<f32> {
        let (schema, echo) = (Schema::of(page.doc.input()), Schema::echo());
        let first: Vec<f32> = pieces(page.len())
            .flat_map(|blocks| self.forest.score(&schema.matrix(page, blocks), schema.width()))
            .map(sigmoid)
            .collect();
        if self.second.is_empty() {
            return first;
        }
        page.hear(first.clone());
        let second = pieces(page.len()).flat_map(|blocks| {
            let (own, heard) = (schema.matrix(page, blocks.clone()), echo.matrix(page, blocks));
            let rows = features::beside(&own, schema.width(), &heard, echo.width());
            self.second.score(&rows, schema.width() + echo.width())
        });
        first.into_iter().zip(second).map(|(one, two)| (one + sigmoid(two)) / 2.0).collect()
    }

    pub(crate) fn judge(&self, doc: &Document) -> Judgement {
        let mut page = Page::read(doc);
        page.kinds = self.kinds.judge(&page);
        page.weigh(&self.class, &self.words);
        let mut probabilities = self.probabilities(&mut page);
        let weights: Vec<f32> = page.readings.iter().map(|reading| reading.tokens() as f32).collect();
        if doc.input() == Input::Html {
            smooth(&page, &weights, &mut probabilities);
        }
        let decision = decision::decide(&probabilities, &weights, slack(doc.input()));
        Judgement { probabilities, decision }
    }
}

/// How much a page must promise to gain before anything of it is dropped. A text may have been cleaned before, and what
/// nearly all reads as content is not worth cutting: so cleaning twice is cleaning once.
fn slack(input: Input) -> f32 {
    match input {
        Input::Html => 0.0,
        Input::Text => 0.02,
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
