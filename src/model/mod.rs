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
pub(crate) mod portrait;
mod reading;
pub(crate) mod rhythm;
pub(crate) mod stretches;
mod survey;
pub(crate) mod trees;
pub(crate) mod weights;

use crate::document::{Document, Input};
use crate::furniture::is_furnished;
use crate::language::Language;
use crate::page_kind::PageKind;
use decision::{Decision, Rule};
use features::Schema;
use kinds::Kinds;
use lexicon::Lexicon;
use page::Page;
use portrait::{PageKinds, Portrait};
use std::ops::Range;
use std::sync::LazyLock;
use trees::{Forest, LANES, sigmoid};
pub use weights::WeightsError;

/// Everything learned, for HTML and for text.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub html: Judge,
    pub text: Judge,
}

/// What was learned for one kind of input.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judge {
    pub kinds: Kinds,
    pub class: Lexicon,
    pub words: Lexicon,
    pub forest: Forest,
    pub page_kinds: PageKinds,
}

/// What the model thinks of a page.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub probabilities: Vec<f32>,
    pub decision: Decision,
    pub page_kind: Option<PageKind>,
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

    /// What was learned for one kind of input.
    pub fn of(&self, input: Input) -> &Judge {
        match input {
            Input::Html => &self.html,
            Input::Text => &self.text,
        }
    }

    /// Judges every block of a document; nothing where nothing was learned for its kind of input.
    pub fn judge(&self, doc: &Document) -> Option<Judgement> {
        let judge = self.of(doc.input());
        (!judge.forest.is_empty()).then(|| judge.judge(doc))
    }
}

/// A page's blocks, as many at a time as trees take.
pub(crate) fn pieces(blocks: usize) -> impl Iterator<Item = Range<usize>> {
    (0..blocks).step_by(LANES).map(move |from| from..blocks.min(from + LANES))
}

impl Judge {
    /// Every block's probability, and the page's portrait.
    pub(crate) fn weigh(&self, page: &Page<'_>) -> (Vec<f32>, Portrait) {
        let schema = Schema::of(page.doc.input());
        let (mut chances, mut portrait) = (Vec::with_capacity(page.len()), Portrait::new(schema.width()));
        for blocks in pieces(page.len()) {
            let columns = schema.columns(page, blocks.clone());
            let scored = self.forest.score(&columns, blocks.len()).map(sigmoid);
            chances.extend_from_slice(&scored[..blocks.len()]);
            portrait.add(&columns, &scored, &page.readings[blocks]);
        }
        (chances, portrait)
    }

    /// A page measured, its words looked up in this judge's lexicons.
    pub(crate) fn read<'d>(&self, doc: &'d Document) -> Page<'d> {
        let mut page = Page::read(doc);
        page.look_up(&self.kinds, &self.class, &self.words);
        page
    }

    pub(crate) fn judge(&self, doc: &Document) -> Judgement {
        let page = self.read(doc);
        let (mut probabilities, portrait) = self.weigh(&page);
        let page_kind = doc.said_kind.or_else(|| self.page_kinds.judge(&portrait)).filter(|_| page.len() > 0);
        let weights: Vec<f32> = page.readings.iter().map(|reading| reading.tokens() as f32).collect();
        if doc.input() == Input::Html {
            smooth(&page, &weights, &mut probabilities);
        }
        if doc.input() == Input::Text && page.foreign && in_other_language(&page) {
            probabilities.iter_mut().for_each(|chance| *chance = doubted(*chance));
        }
        let rule = Rule::of(doc.input(), page_kind, page.foreign);
        let raw = doc.input() == Input::Text && is_furnished(doc, page_kind);
        let rule = if raw { rule.of_raw() } else { rule };
        let decision = decision::decide(&probabilities, &weights, &rule);
        Judgement { probabilities, decision, page_kind }
    }
}

/// Simpler ways to decide, for the ablation table.
#[cfg(feature = "train")]
impl Judge {
    /// Keeps every block that is more likely content than not.
    pub fn keep_likely(&self, doc: &Document) -> Vec<bool> {
        self.judge(doc).probabilities.iter().map(|chance| *chance >= 0.5).collect()
    }

    /// Decides on the probabilities as they are, for all kinds of pages alike.
    pub fn keep_plainly(&self, doc: &Document) -> Vec<bool> {
        let page = self.read(doc);
        let (probabilities, _) = self.weigh(&page);
        let weights: Vec<f32> = page.readings.iter().map(|reading| reading.tokens() as f32).collect();
        decision::decide(&probabilities, &weights, &Rule::default()).keep
    }
}

/// Lines in an unknown language promise too much, in log-odds: what is learned of shapes alone was learned from English.
const DOUBT: f32 = 0.7;

/// Whether the longest stretch of prose is of another language than the lexicon's.
fn in_other_language(page: &Page<'_>) -> bool {
    let (from, to) = page.rhythm.stretch;
    let stretch = &page.doc.blocks[from..to];
    let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { return false };
    let prose = &page.doc.text()[first.span.start()..last.span.end()];
    Language::of(prose).is_some_and(|language| language.code() != "en")
}

fn doubted(chance: f32) -> f32 {
    sigmoid((chance / (1.0 - chance)).ln() - DOUBT)
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
