//! The learned block model at run time: how likely each block is content, and which blocks to keep.
//!
//! A document is measured once ([`page`]), every block becomes a row of numbers ([`features`]), boosted trees turn rows
//! into probabilities ([`trees`]), and one decision is made for the whole page ([`decision`]). What was learned stands
//! in one packed file ([`weights`]); `MODEL.md` beside it tells from what and how well.

mod decision;
pub(crate) mod features;
pub(crate) mod lexicon;
pub(crate) mod page;
mod reading;
pub(crate) mod trees;
pub(crate) mod weights;

use crate::document::{Document, Input};
use decision::Decision;
use features::Schema;
use lexicon::Lexicon;
use page::Page;
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
    pub class: Lexicon,
    pub words: Lexicon,
    pub forest: Forest,
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

    /// Judges every block of a document; nothing where nothing was learned for its kind of input.
    pub fn judge(&self, doc: &Document) -> Option<Judgement> {
        let judge = match doc.input() {
            Input::Html => &self.html,
            Input::Text => &self.text,
        };
        (!judge.forest.is_empty()).then(|| judge.judge(doc))
    }
}

impl Judge {
    fn judge(&self, doc: &Document) -> Judgement {
        let mut page = Page::read(doc);
        page.weigh(&self.class, &self.words);
        let schema = Schema::of(doc.input());
        let blocks = (0..page.len()).step_by(ROWS).map(|from| from..page.len().min(from + ROWS));
        let scores = blocks.flat_map(|blocks| self.forest.score(&schema.matrix(&page, blocks), schema.width()));
        let probabilities: Vec<f32> = scores.map(sigmoid).collect();
        let weights: Vec<f32> = page.readings.iter().map(|reading| reading.tokens() as f32).collect();
        let decision = decision::decide(&probabilities, &weights);
        Judgement { probabilities, decision }
    }
}
