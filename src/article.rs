//! What comes out of a page.

use crate::body::Draft;
use crate::document::{BlockKind, Document, Input, Mark, MarkKind};
use crate::edits::{Decision, Flag, Reason, Verdict};
use crate::filters::{KnownChrome, TitleMatch};
use crate::hints::Hints;
use crate::judgement::SpunJudgement;
use crate::language::Language;
use crate::page_kind::PageKind;
use crate::parse::metadata::Metadata;
use crate::quality::Quality;
use crate::span::{Body, Source, Span};
use crate::words;

/// The article that was in a page.
///
/// ```
/// let article = unspun::Cleaner::new().clean_html(
///     "<nav><a href=/>Home</a></nav><h1>Bridge opens</h1><p>The new bridge over the river opened on Monday \
///      after three years of work, and the first cars crossed it at noon.</p>")?;
/// assert_eq!(article.title(), Some("Bridge opens"));
/// assert!(article.body().starts_with("The new bridge"));
/// # Ok::<(), unspun::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Article {
    pub(crate) title: Option<String>,
    pub(crate) body: String,
    pub(crate) blocks: Vec<BodyBlock>,
    pub(crate) marks: Vec<BodyMark>,
    pub(crate) hrefs: String,
    pub(crate) flags: Vec<Flag<Body>>,
    pub(crate) removed: Vec<Removed>,
    pub(crate) quality: Quality,
    pub(crate) metadata: Metadata,
    pub(crate) language: Option<Language>,
    pub(crate) page_kind: Option<PageKind>,
    pub(crate) spun_judgement: SpunJudgement,
    pub(crate) unspun: Option<usize>,
    pub(crate) truncated: bool,
}

/// A block of the body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BodyBlock {
    pub(crate) span: Span<Body>,
    pub(crate) kind: BlockKind,
    level: u8,
    group: u32,
    hints: Hints,
}

impl BodyBlock {
    /// Where it stands in the body.
    pub fn span(&self) -> Span<Body> {
        self.span
    }

    /// Paragraph, heading, list item …
    pub fn kind(&self) -> BlockKind {
        self.kind
    }

    /// Heading level 1 to 6, or nesting depth of a list item; else 0.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// Whether it is an item of a numbered list.
    pub fn is_ordered(&self) -> bool {
        self.hints.has(Hints::ORDERED)
    }

    /// Whether it is a header cell of a table.
    pub fn is_header(&self) -> bool {
        self.hints.has(Hints::HEADER_CELL)
    }

    /// Blocks of one list item or one table row share a number; 0 is none.
    pub(crate) fn group(&self) -> u32 {
        self.group
    }

    /// What the elements around it said.
    pub(crate) fn hints(&self) -> Hints {
        self.hints
    }
}

/// Inline markup of the body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyMark {
    pub span: Span<Body>,
    pub kind: MarkKind,
}

/// A stretch of the source that is not in the body, with who removed it and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    span: Span<Source>,
    filter: &'static str,
    reason: Reason,
}

impl Removed {
    /// Where in [`Document::text`].
    pub fn span(&self) -> Span<Source> {
        self.span
    }

    /// Name of the filter.
    pub fn filter(&self) -> &'static str {
        self.filter
    }

    /// Why.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

/// Of a text, the line that was taken out of it as its title, else the one that reads like it and is not left on top of the
/// body.
fn title(doc: &Document, body: &str) -> Option<String> {
    let by = |decision: &Decision, filter: &str| decision.filter() == filter;
    let mut taken = doc.trail().decisions().iter().filter(|decision| by(decision, TitleMatch::NAME));
    let line = taken.find_map(|decision| {
        let block = doc.get(decision.block()).filter(|_| doc.input() == Input::Text)?;
        (!block.decisions().any(|decision| by(decision, KnownChrome::NAME))).then_some(block)
    });
    let leads = |title: &&str| body.strip_prefix(*title).is_some_and(|rest| rest.is_empty() || rest.starts_with('\n'));
    let said = || doc.title().filter(|title| doc.input() == Input::Html || !leads(title)).map(str::to_owned);
    line.map(|line| words::fold_space(line.text())).or_else(said)
}

impl Article {
    /// Gathers what the filters left of a document.
    pub(crate) fn of(doc: &Document) -> Self {
        let draft = doc.draft();
        let flags = doc.trail().flags().iter().filter_map(|flag| Some(flag.at(draft.to_body(flag.span())?))).collect();
        let language = doc.language();
        let spun_judgement = doc.trail().spun_judgement();
        let quality = Quality::of(doc, draft, spun_judgement.probability());
        let marks = body_marks(doc, draft);
        Article {
            title: title(doc, draft.text()),
            blocks: draft.blocks().iter().map(|&(block, span)| body_block(doc, block, span)).collect(),
            body: draft.text().to_owned(),
            marks,
            hrefs: doc.hrefs.clone(),
            flags,
            removed: removed(doc),
            quality,
            metadata: doc.metadata().clone(),
            language,
            page_kind: doc.page_kind(),
            spun_judgement,
            unspun: None,
            truncated: doc.is_truncated(),
        }
    }

    /// The headline, if the page has one. It is not part of the body.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The article's text: blocks with blank lines between, list items after `- `, cells of a row between tabs.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The body without the rest.
    pub fn into_body(self) -> String {
        self.body
    }

    /// The blocks of the body, in order.
    pub fn blocks(&self) -> &[BodyBlock] {
        &self.blocks
    }

    /// Text of a span of the body.
    pub fn quote(&self, span: Span<Body>) -> &str {
        self.body.get(span.range()).unwrap_or_default()
    }

    /// What was flagged, in order of the body.
    pub fn flags(&self) -> &[Flag<Body>] {
        &self.flags
    }

    /// What was removed, in order of the source.
    pub fn removed(&self) -> &[Removed] {
        &self.removed
    }

    /// How good the result is.
    pub fn quality(&self) -> &Quality {
        &self.quality
    }

    /// What the page says of itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The language of the body, if it can be told.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// How likely it is that a synonym spinner rewrote the body; `None` if that was not judged, for which
    /// [`spun_judgement`](Article::spun_judgement) says why.
    pub fn spun_probability(&self) -> Option<f32> {
        self.spun_judgement.probability()
    }

    /// Whether a synonym spinner rewrote the body, or why that was not judged: the body is too short, not English,
    /// or the filter did not run.
    pub fn spun_judgement(&self) -> SpunJudgement {
        self.spun_judgement
    }

    /// How many suggestions were written into the body; `None` unless [`unspin`](crate::CleanerBuilder::unspin) was asked for.
    pub fn unspun(&self) -> Option<usize> {
        self.unspun
    }

    /// What kind of page it came from; none if neither the caller nor a filter said.
    pub fn page_kind(&self) -> Option<PageKind> {
        self.page_kind
    }

    /// Whether a limit cut the input short, or joined what was left of it to one block (see [`Limits`](crate::Limits)).
    /// Records name it `truncated_input`.
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }
}

fn body_block(doc: &Document, block: usize, span: Span<Body>) -> BodyBlock {
    let data = &doc.blocks[block];
    BodyBlock { span, kind: data.kind, level: data.level, group: data.group, hints: data.hints }
}

/// Inline markup that is still in the body; one that runs over several blocks is cut at each.
fn body_marks(doc: &Document, draft: &Draft) -> Vec<BodyMark> {
    let mut marks = Vec::new();
    for &Mark { span, kind } in &doc.marks {
        let Some(span) = draft.to_body(span) else { continue };
        let first = draft.blocks().partition_point(|(_, block)| block.end() <= span.start());
        for (_, block) in draft.blocks()[first..].iter().take_while(|(_, block)| block.start() < span.end()) {
            let span = Span::new(span.start().max(block.start()), span.end().min(block.end()));
            marks.push(BodyMark { span, kind });
        }
    }
    marks
}

/// Dropped blocks and cuts of kept ones, in order of the source.
pub(crate) fn removed(doc: &Document) -> Vec<Removed> {
    let dropped = doc.blocks().filter_map(|block| {
        let last = doc.trail().last(block.index()).filter(|last| last.verdict() == Verdict::Drop)?;
        Some(Removed { span: block.span(), filter: last.filter(), reason: last.reason().clone() })
    });
    let mut all: Vec<Removed> = dropped.collect();
    let blocks = all.len();
    for cut in doc.trail().cuts() {
        let at = all[..blocks].partition_point(|removed| removed.span.end() <= cut.span().start());
        if all[..blocks].get(at).is_none_or(|removed| !removed.span.contains(cut.span())) {
            all.push(Removed { span: cut.span(), filter: cut.filter(), reason: cut.reason().clone() });
        }
    }
    all.sort_by_key(|removed| (removed.span.start(), removed.span.end()));
    all
}
