//! The spun-text engine: what a thesaurus spinner wrote, and what stood there before.
//!
//! A dictionary hit is scored by how rare the phrase is in clean text beside its originals, and by its neighbours; the
//! document by the sum over its hits. Hits are flagged after that: leniently in a spun document, in a clean one only
//! phrases that nobody writes. English only; a paraphrase by a language model leaves none of these marks.

mod context;
mod document;
mod fragments;
mod inflect;
mod lexicon;
mod source;
mod token;

use std::ops::Range;

pub(crate) use document::judge;
pub(crate) use fragments::{Fragment, fragments};

/// How much a phrase says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// No careful writer produces it: flagged alone.
    Impossible,
    /// Good English elsewhere: flagged where its neighbours speak against it, in a spun document.
    WrongContext,
    /// Good English: counts for the document, flagged only on strong evidence in a spun one.
    RateOnly,
}

/// A phrase that stands where another word should.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hit {
    range: Range<usize>,
    originals: &'static [&'static str],
    class: Class,
    confidence: f32,
}

impl Hit {
    /// Bytes of the judged text.
    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What probably stood there, most probable first, in the form that fits.
    pub(crate) fn originals(&self) -> &'static [&'static str] {
        self.originals
    }

    pub(crate) fn class(&self) -> Class {
        self.class
    }

    /// 0 to 1.
    pub(crate) fn confidence(&self) -> f32 {
        self.confidence
    }
}

/// What the engine says about one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Judgement {
    probability: Option<f32>,
    hits: Vec<Hit>,
}

impl Judgement {
    /// That the text was spun; `None` when it is too short to say.
    pub(crate) fn probability(&self) -> Option<f32> {
        self.probability
    }

    /// Hits to flag, in text order.
    pub(crate) fn hits(&self) -> &[Hit] {
        &self.hits
    }
}
