//! A page as one text, cut into blocks.

use crate::body::Draft;
use crate::edits::{Decision, Edits, Trail, Verdict};
use crate::hints::Hints;
use crate::language::Language;
use crate::outline::{Element, Outline, Tag};
use crate::page_kind::PageKind;
use crate::parse::metadata::Metadata;
use crate::phrases::{Match, PhraseBook};
use crate::span::{Source, Span};
use std::sync::OnceLock;

/// What the page came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// HTML: blocks know the elements around them.
    Html,
    /// Flattened text: blocks are lines, re-joined and un-glued.
    Text,
}

/// What a block is in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text, and everything that is nothing else.
    Paragraph,
    /// A heading; its level is [`Block::level`].
    Heading,
    /// An item of a list.
    ListItem,
    /// A cell of a table row (HTML), or a whole row (text).
    Cell,
    /// Preformatted text: line breaks and spaces count.
    Code,
    /// Part of a block quotation.
    Quote,
    /// A caption of a figure or table.
    Caption,
    /// The label of a button.
    Button,
}

/// A page as one text cut into blocks, with what every filter so far decided about them.
///
/// Blocks are byte ranges of [`text`](Document::text), in order and disjoint; only white space lies between them.
/// For flattened text that text is the input itself; for HTML it is what the page's elements hold, one block a line.
#[derive(Debug)]
pub struct Document {
    pub(crate) text: String,
    pub(crate) blocks: Vec<BlockData>,
    pub(crate) outline: Outline,
    pub(crate) marks: Vec<Mark>,
    pub(crate) hrefs: String,
    pub(crate) metadata: Metadata,
    pub(crate) input: Input,
    pub(crate) title: Option<String>,
    pub(crate) trail: Trail,
    pub(crate) truncated: bool,
    /// What the caller says that it is.
    pub(crate) said_kind: Option<PageKind>,
    phrases: OnceLock<Vec<Option<Match<'static>>>>,
    language: OnceLock<Option<Language>>,
    draft: OnceLock<Draft>,
}

/// A block's shallow numbers.
#[derive(Debug, Clone)]
pub(crate) struct BlockData {
    pub span: Span<Source>,
    pub kind: BlockKind,
    /// Heading level, list depth; else 0.
    pub level: u8,
    /// The nearest recorded element.
    pub element: u32,
    /// The `li` or `tr` that it belongs to, or 0.
    pub group: u32,
    pub hints: Hints,
    pub words: u32,
    /// Bytes inside links, and inside bold or italic.
    pub link_bytes: u32,
    pub strong_bytes: u32,
    pub links: u16,
    /// Pictures seen since the previous block.
    pub images: u16,
}

/// Inline markup that output formats can keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// A link: a range of `Document::hrefs`.
    Link(u32, u32),
    Strong,
    Emphasis,
    Code,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub span: Span<Source>,
    pub kind: MarkKind,
}

impl Document {
    pub(crate) fn new(input: Input, text: String) -> Self {
        Document {
            text,
            blocks: Vec::new(),
            outline: Outline::new(),
            marks: Vec::new(),
            hrefs: String::new(),
            metadata: Metadata::default(),
            input,
            title: None,
            trail: Trail::default(),
            truncated: false,
            said_kind: None,
            phrases: OnceLock::new(),
            language: OnceLock::new(),
            draft: OnceLock::new(),
        }
    }

    /// The flattened source: every [`Span<Source>`] points into it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span.
    pub fn quote(&self, span: Span<Source>) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// HTML or text.
    pub fn input(&self) -> Input {
        self.input
    }

    /// What the page says of itself: title, author, date, site …
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The headline: what the head of the page says, or the first heading; of a text, the line that stands as its title.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What kind of page it is: what the caller said, or what a filter judged.
    pub fn page_kind(&self) -> Option<PageKind> {
        self.said_kind.or(self.trail.page_kind())
    }

    /// Whether a limit cut the input short (see [`Limits`](crate::Limits)).
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Number of blocks.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether the page holds no block at all.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Block number `index`, if there is one.
    pub fn get(&self, index: usize) -> Option<Block<'_>> {
        (index < self.blocks.len()).then_some(Block { doc: self, index })
    }

    /// All blocks in page order.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + ExactSizeIterator {
        (0..self.blocks.len()).map(|index| Block { doc: self, index })
    }

    /// The blocks that no filter has dropped so far.
    pub fn kept(&self) -> impl DoubleEndedIterator<Item = Block<'_>> {
        self.blocks().filter(Block::is_kept)
    }

    /// What the filters so far decided, cut and flagged.
    pub fn trail(&self) -> &Trail {
        &self.trail
    }

    /// The language of what is kept, if it can be told. Found once, when it is first asked for.
    pub fn language(&self) -> Option<Language> {
        let sample = || -> String {
            let prose = self.kept().filter(|block| block.words() > 8).map(|block| block.text());
            prose.flat_map(|text| [text, " "]).flat_map(str::chars).take(Language::SAMPLE_CHARS).collect()
        };
        *self.language.get_or_init(|| Language::of(&sample()))
    }

    /// The body as the verdicts stand.
    pub(crate) fn draft(&self) -> &Draft {
        self.draft.get_or_init(|| Draft::of(self))
    }

    /// Has the body stand in the lines in which a reading of it left it.
    pub(crate) fn lay_out_as(&mut self, again: &Document) {
        self.draft = OnceLock::from(self.draft().in_lines_of(again.draft(), self));
    }

    /// Writes a filter's proposals down under its name.
    pub(crate) fn sign(&mut self, filter: &'static str, edits: Edits) {
        if edits.touch_body() {
            self.draft = OnceLock::new();
        }
        self.trail.sign(filter, edits, self.blocks.len(), &self.text);
    }

    /// Matches of the built-in phrase lists, found once a document.
    fn phrase(&self, index: usize) -> Option<&Match<'static>> {
        let find = || self.blocks().map(|block| PhraseBook::builtin().find(block.text())).collect();
        self.phrases.get_or_init(find)[index].as_ref()
    }

    /// Past the limit of blocks: the text stays, as part of the last one.
    pub(crate) fn join_last(&mut self, end: usize, words: u32) {
        self.truncated = true;
        if let Some(last) = self.blocks.last_mut() {
            last.span = Span::new(last.span.start(), end);
            last.words = last.words.saturating_add(words);
        }
    }

    /// Blocks belong to the page as found: spans lie on character boundaries and follow one another.
    pub(crate) fn push(&mut self, block: BlockData) {
        debug_assert!(self.text.get(block.span.range()).is_some());
        debug_assert!(self.blocks.last().is_none_or(|last| last.span.end() <= block.span.start()));
        self.blocks.push(block);
    }
}

/// One block of a document: a small copyable view.
#[derive(Clone, Copy)]
pub struct Block<'d> {
    doc: &'d Document,
    index: usize,
}

impl<'d> Block<'d> {
    fn data(&self) -> &'d BlockData {
        &self.doc.blocks[self.index]
    }

    /// Its number in the document.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Where it stands in the source.
    pub fn span(&self) -> Span<Source> {
        self.data().span
    }

    /// Its text. In text input it may hold line breaks, where cut lines were re-joined.
    pub fn text(&self) -> &'d str {
        &self.doc.text[self.data().span.range()]
    }

    /// What it is: paragraph, heading, list item …
    pub fn kind(&self) -> BlockKind {
        self.data().kind
    }

    /// Heading level 1 to 6, or nesting depth of a list item; else 0.
    pub fn level(&self) -> u8 {
        self.data().level
    }

    /// Number of words; each ideograph is a word.
    pub fn words(&self) -> usize {
        self.data().words as usize
    }

    /// Share of its bytes inside links, 0 to 1.
    pub fn link_density(&self) -> f32 {
        share(self.data().link_bytes, self.data().span.len())
    }

    /// Number of links that start in it.
    pub fn links(&self) -> usize {
        usize::from(self.data().links)
    }

    /// Share of its bytes in bold or italic, 0 to 1.
    pub fn emphasis(&self) -> f32 {
        share(self.data().strong_bytes, self.data().span.len())
    }

    /// Number of pictures between the previous block and the end of this one.
    pub fn images(&self) -> usize {
        usize::from(self.data().images)
    }

    /// What the elements around it say, all ancestors together.
    pub fn hints(&self) -> Hints {
        self.data().hints
    }

    /// The block before it.
    pub fn prev(&self) -> Option<Block<'d>> {
        self.index.checked_sub(1).and_then(|index| self.doc.get(index))
    }

    /// The block after it.
    pub fn next(&self) -> Option<Block<'d>> {
        self.doc.get(self.index + 1)
    }

    /// What the last filter that spoke about it said.
    pub fn verdict(&self) -> Verdict {
        self.doc.trail.verdict(self.index)
    }

    /// Whether it is in the body as things stand: everything that no filter dropped.
    pub fn is_kept(&self) -> bool {
        self.verdict() != Verdict::Drop
    }

    /// The probability of being content that the block model gave it, if it ran.
    pub fn chance(&self) -> Option<f32> {
        self.doc.trail.chance(self.index)
    }

    /// Every decision about it, oldest first.
    pub fn decisions(&self) -> impl Iterator<Item = &'d Decision> {
        self.doc.trail.about(self.index)
    }

    /// The built-in phrase rule that it matches, if any.
    pub(crate) fn phrase(&self) -> Option<&'d Match<'static>> {
        self.doc.phrase(self.index)
    }

    /// The nearest recorded element and its ancestors, without the root.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = (u32, &'d Element)> {
        self.doc.outline.ancestors(self.data().element)
    }

    /// The tag of the nearest recorded element.
    pub fn tag(&self) -> Tag {
        self.doc.outline.get(self.data().element).tag
    }

    /// The `li` or `tr` it belongs to, or 0.
    pub(crate) fn group(&self) -> u32 {
        self.data().group
    }
}

impl std::fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Block {} {:?} {:?}", self.index, self.kind(), self.text())
    }
}

fn share(part: u32, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { (part as f32 / whole as f32).min(1.0) }
}
