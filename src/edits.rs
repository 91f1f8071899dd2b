//! What filters propose, and the trail of what was decided, by whom and why.

mod trail;

use crate::judgement::SpunJudgement;
use crate::page_kind::PageKind;
use crate::span::{Source, Span};
use std::fmt;
use std::sync::Arc;

pub use trail::Trail;

/// What the filters so far say about a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    /// No filter has spoken; the block stays.
    #[default]
    Undecided,
    /// The last filter that spoke keeps it.
    Keep,
    /// The last filter that spoke drops it.
    Drop,
}

/// Why a filter decided so.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// A fixed word or phrase in kebab-case: `comment-form`, `repeats-title`.
    Word(&'static str),
    /// The block model's probability that the block is content, 0 to 1.
    Probability(f32),
    /// Anything else: a user's own rule.
    Text(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Word(word) => f.write_str(word),
            Reason::Probability(p) => write!(f, "p={p:.2}"),
            Reason::Text(text) => f.write_str(text),
        }
    }
}

impl From<&'static str> for Reason {
    fn from(word: &'static str) -> Self {
        Reason::Word(word)
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Reason::Text(text)
    }
}

/// One verdict about one block, with its author.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    filter: &'static str,
    block: u32,
    verdict: Verdict,
    reason: Reason,
}

impl Decision {
    /// Name of the filter.
    pub fn filter(&self) -> &'static str {
        self.filter
    }

    /// Number of the block.
    pub fn block(&self) -> usize {
        self.block as usize
    }

    /// Keep or drop.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Why.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

/// A stretch of the source that a filter took out of a block that stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    filter: &'static str,
    span: Span<Source>,
    reason: Reason,
}

impl Cut {
    /// Name of the filter.
    pub fn filter(&self) -> &'static str {
        self.filter
    }

    /// Where.
    pub fn span(&self) -> Span<Source> {
        self.span
    }

    /// Why.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

/// What a flag is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FlagKind {
    /// A word or phrase that a synonym spinner put in the place of another.
    SpunSynonym,
    /// A broken piece of a sentence: `Ta.`, `was.`
    Fragment,
}

impl FlagKind {
    /// In kebab-case, as in JSON records.
    pub fn name(self) -> &'static str {
        match self {
            FlagKind::SpunSynonym => "spun-synonym",
            FlagKind::Fragment => "fragment",
        }
    }
}

/// What makes a flagged span suspicious: how much it says by itself, or what kind of leftover it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FlagClass {
    /// A phrase that no careful writer produces: flagged wherever it stands.
    Impossible,
    /// Good English elsewhere: flagged where its neighbours speak against it, in a spun document.
    WrongContext,
    /// Good English: counts for the document, and is flagged only on strong evidence in a spun one.
    RateOnly,
    /// A fragment: one word behind a whole sentence, `was.` or `Ta.`
    StrayWord,
    /// A fragment: who said it, cut from what was said, `US officers added.`
    CutAttribution,
    /// A fragment: a short sentence torn from its context.
    HangingSentence,
}

impl FlagClass {
    /// In kebab-case, as in JSON records.
    pub fn name(self) -> &'static str {
        match self {
            FlagClass::Impossible => "impossible",
            FlagClass::WrongContext => "wrong-context",
            FlagClass::RateOnly => "rate-only",
            FlagClass::StrayWord => "stray-word",
            FlagClass::CutAttribution => "cut-attribution",
            FlagClass::HangingSentence => "hanging-sentence",
        }
    }
}

/// A span marked for the reader; the text stays as it is, unless [`unspin`](crate::CleanerBuilder::unspin) was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag<T> {
    pub(crate) filter: &'static str,
    pub(crate) kind: FlagKind,
    pub(crate) class: Option<FlagClass>,
    pub(crate) span: Span<T>,
    pub(crate) replaced: Option<String>,
    /// Shared by the page's flag and the article's: there may be a million.
    pub(crate) suggestions: Arc<Vec<String>>,
    pub(crate) confidence: f32,
}

impl<T> Flag<T> {
    /// Name of the filter.
    pub fn filter(&self) -> &'static str {
        self.filter
    }

    /// What it is about.
    pub fn kind(&self) -> FlagKind {
        self.kind
    }

    /// What makes it suspicious, if the filter said.
    pub fn class(&self) -> Option<FlagClass> {
        self.class
    }

    /// Where.
    pub fn span(&self) -> Span<T> {
        self.span
    }

    /// What the page had in this place, if a suggestion was [written in](crate::CleanerBuilder::unspin) instead.
    pub fn replaced(&self) -> Option<&str> {
        self.replaced.as_deref()
    }

    /// Probable originals, best first; may be empty.
    pub fn suggestions(&self) -> &[String] {
        &self.suggestions
    }

    /// How sure, 0 to 1.
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// The same flag at a place in another text.
    pub(crate) fn at<U>(&self, span: Span<U>) -> Flag<U> {
        Flag {
            filter: self.filter,
            kind: self.kind,
            class: self.class,
            span,
            replaced: self.replaced.clone(),
            suggestions: self.suggestions.clone(),
            confidence: self.confidence,
        }
    }
}

/// The proposals of one filter. The pipeline applies them and signs them with the filter's name.
#[derive(Debug, Default)]
pub struct Edits {
    verdicts: Vec<(u32, Verdict, Reason)>,
    cuts: Vec<(Span<Source>, Reason)>,
    flags: Vec<Flag<Source>>,
    spun: Option<SpunJudgement>,
    page_kind: Option<PageKind>,
}

impl Edits {
    /// Keep the block.
    pub fn keep(&mut self, block: usize, reason: impl Into<Reason>) {
        self.verdicts.push((block as u32, Verdict::Keep, reason.into()));
    }

    /// Drop the block.
    pub fn drop(&mut self, block: usize, reason: impl Into<Reason>) {
        self.verdicts.push((block as u32, Verdict::Drop, reason.into()));
    }

    /// Cut a span out of whatever blocks hold it.
    pub fn cut(&mut self, span: Span<Source>, reason: impl Into<Reason>) {
        self.cuts.push((span, reason.into()));
    }

    /// Flag a span; chain [`suggest`](FlagEdit::suggest) and [`confidence`](FlagEdit::confidence).
    pub fn flag(&mut self, span: Span<Source>, kind: FlagKind) -> FlagEdit<'_> {
        let (class, replaced, suggestions) = (None, None, Arc::default());
        self.flags.push(Flag { filter: "", kind, class, span, replaced, suggestions, confidence: 1.0 });
        FlagEdit(self.flags.last_mut().expect("pushed above"))
    }

    /// Say whether a synonym spinner rewrote the page, or why that was not judged.
    pub fn spun(&mut self, judgement: SpunJudgement) {
        self.spun = Some(judgement);
    }

    /// Say what kind of page it is.
    pub fn page_kind(&mut self, kind: PageKind) {
        self.page_kind = Some(kind);
    }

    /// Whether nothing is proposed.
    pub fn is_empty(&self) -> bool {
        let said = self.spun.is_some() || self.page_kind.is_some();
        self.verdicts.is_empty() && self.cuts.is_empty() && self.flags.is_empty() && !said
    }

    /// The blocks proposed to be dropped.
    pub fn dropped(&self) -> impl Iterator<Item = usize> {
        self.verdicts.iter().filter(|(_, verdict, _)| *verdict == Verdict::Drop).map(|(block, ..)| *block as usize)
    }

    /// The verdicts proposed, in order: a later one about the same block overrides.
    pub fn verdicts(&self) -> impl Iterator<Item = (usize, Verdict)> {
        self.verdicts.iter().map(|(block, verdict, _)| (*block as usize, *verdict))
    }

    /// Whether they change what the body says.
    pub(crate) fn touch_body(&self) -> bool {
        !self.verdicts.is_empty() || !self.cuts.is_empty()
    }

    /// The spans proposed to be cut.
    pub fn cuts(&self) -> impl Iterator<Item = Span<Source>> {
        self.cuts.iter().map(|(span, _)| *span)
    }

    /// The flags proposed.
    pub fn flags(&self) -> &[Flag<Source>] {
        &self.flags
    }
}

/// A flag being described.
#[derive(Debug)]
pub struct FlagEdit<'e>(&'e mut Flag<Source>);

impl FlagEdit<'_> {
    /// Add a probable original; the first is the best.
    pub fn suggest(self, original: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0.suggestions).push(original.into());
        self
    }

    /// Probable originals, best first, in place of those so far.
    pub(crate) fn suggest_all(self, originals: &Arc<Vec<String>>) -> Self {
        self.0.suggestions = Arc::clone(originals);
        self
    }

    /// What makes it suspicious.
    pub fn class(self, class: FlagClass) -> Self {
        self.0.class = Some(class);
        self
    }

    /// How sure, 0 to 1; 1 if never said.
    pub fn confidence(self, confidence: f32) -> Self {
        self.0.confidence = confidence.clamp(0.0, 1.0);
        self
    }
}
