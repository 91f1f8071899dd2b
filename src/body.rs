//! Puts the kept blocks together, and knows where in the source every piece came from.

use crate::document::{Block, BlockKind, Document, Input};
use crate::hints::Hints;
use crate::span::{Body, Source, Span};
use crate::words;
use foldhash::HashSet;

/// The body as the verdicts stand: its text, and for each piece its place in the source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    text: String,
    pieces: Vec<Piece>,
    blocks: Vec<(usize, Span<Body>)>,
}

/// A stretch copied from the source byte by byte.
#[derive(Debug, Clone, Copy)]
struct Piece {
    source: Span<Source>,
    body: Span<Body>,
}

impl Draft {
    /// Assembles the kept blocks minus the cuts, white space folded, blank lines between.
    pub fn of(doc: &Document) -> Self {
        let mut draft = Draft { text: String::with_capacity(doc.text().len() / 4), ..Draft::default() };
        let mut cuts = doc.trail().cuts();
        let mut last: Option<Block<'_>> = None;
        let mut opened = HashSet::default();
        for block in doc.kept() {
            while cuts.first().is_some_and(|cut| cut.span().end() <= block.span().start()) {
                cuts = &cuts[1..];
            }
            let here = cuts.iter().map(|cut| cut.span()).take_while(|cut| cut.start() < block.span().end());
            let marker = if is_item(block) && !opened.contains(&block.group()) { "- " } else { "" };
            if draft.add(doc, block, [last.map_or("", |last| separator(last, block)), marker], here) {
                last = Some(block);
                opened.extend(is_item(block).then_some(block.group()));
            }
        }
        draft
    }

    /// The same body in the lines that a reading of it found: some parted, some joined.
    pub fn in_lines_of(&self, again: &Draft, doc: &Document) -> Self {
        let pieces = again.pieces.iter().flat_map(|piece| self.trace(piece)).collect();
        let mut draft = Draft { text: again.text.clone(), pieces, blocks: Vec::new() };
        let block = |span| {
            let start = draft.to_source(span)?.start();
            Some((doc.blocks.partition_point(|block| block.span.end() <= start), span))
        };
        draft.blocks = again.blocks.iter().filter_map(|(_, span)| block(*span)).collect();
        draft
    }

    /// A piece that was copied from this body, as pieces of the source.
    fn trace(&self, piece: &Piece) -> impl Iterator<Item = Piece> {
        let Piece { source: here, body } = *piece;
        let first = self.pieces.partition_point(|own| own.body.end() <= here.start());
        let copied = self.pieces[first..].iter().take_while(move |own| own.body.start() < here.end());
        copied.map(move |own| {
            let (start, end) = (own.body.start().max(here.start()), own.body.end().min(here.end()));
            let (source, body) = (own.source.start() + start - own.body.start(), body.start() + start - here.start());
            Piece { source: Span::new(source, source + end - start), body: Span::new(body, body + end - start) }
        })
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Kept blocks that left text, with where it stands.
    pub fn blocks(&self) -> &[(usize, Span<Body>)] {
        &self.blocks
    }

    /// Where a span of the body came from.
    pub fn to_source(&self, span: Span<Body>) -> Option<Span<Source>> {
        let first = self.pieces.partition_point(|piece| piece.body.end() <= span.start());
        let last = self.pieces.partition_point(|piece| piece.body.start() < span.end()).checked_sub(1)?;
        let (first, last) = (self.pieces.get(first)?, self.pieces.get(last)?);
        let start = first.source.start() + span.start().saturating_sub(first.body.start());
        let end = last.source.start() + span.end().min(last.body.end()) - last.body.start();
        (start < end).then(|| Span::new(start, end))
    }

    /// Where a span of the source stands in the body, if any of it does.
    pub fn to_body(&self, span: Span<Source>) -> Option<Span<Body>> {
        let first = self.pieces.partition_point(|piece| piece.source.end() <= span.start());
        let last = self.pieces.partition_point(|piece| piece.source.start() < span.end()).checked_sub(1)?;
        let (first, last) = (self.pieces.get(first)?, self.pieces.get(last)?);
        let start = first.body.start() + span.start().saturating_sub(first.source.start());
        let end = last.body.start() + span.end().min(last.source.end()) - last.source.start();
        (start < end).then(|| Span::new(start, end))
    }

    /// Adds what the cuts leave of a block, after what leads it in; false if that is nothing. Pieces of one line make one
    /// block of the body.
    fn add(
        &mut self,
        doc: &Document,
        block: Block<'_>,
        lead: [&str; 2],
        cuts: impl Iterator<Item = Span<Source>>,
    ) -> bool {
        let (length, pieces) = (self.text.len(), self.pieces.len());
        self.text.extend(lead);
        let start = self.text.len();
        let mut at = block.span().start();
        for cut in cuts {
            self.copy(doc, Span::new(at, cut.start().max(at)), start, block.kind());
            at = at.max(cut.end());
        }
        self.copy(doc, Span::new(at, block.span().end()), start, block.kind());
        if self.text.len() == start {
            self.text.truncate(length);
            self.pieces.truncate(pieces);
            return false;
        }
        match self.blocks.last_mut().filter(|_| lead[0] == " ") {
            Some((_, span)) => *span = Span::new(span.start(), self.text.len()),
            None => self.blocks.push((block.index(), Span::new(start, self.text.len()))),
        }
        true
    }

    /// Copies a stretch of the source, folding each run of white space (outside code) to one character.
    fn copy(&mut self, doc: &Document, span: Span<Source>, block_start: usize, kind: BlockKind) {
        if kind == BlockKind::Code {
            let text = doc.quote(span).trim_end();
            return self.piece(text, span.start());
        }
        let text = doc.quote(span);
        let mut gap = (span.start() > 0 && self.text.len() > block_start).then_some(" ");
        let mut at = 0;
        while at < text.len() {
            let run = run_len(&text[at..]);
            if run > 0 {
                self.spaced(&text[at..at + run], span.start() + at, gap);
                (at, gap) = (at + run, Some(" "));
            }
            let rest = text[at..].trim_start();
            let space = &text[at..text.len() - rest.len()];
            gap = gap.and_then(|_| self.gap(space, rest, doc.input(), kind));
            at += space.len();
        }
    }

    /// What stays of white space before `rest`.
    fn gap(&self, space: &str, rest: &str, input: Input, kind: BlockKind) -> Option<&'static str> {
        // Where a line was cut at a link, the sign after it stood close.
        let close = || leans_back(rest) || self.text.ends_with(['(', '[', '“']) || are_spaceless(&self.text, rest);
        let closed = input == Input::Text && space.contains(['\n', '\r']) && close();
        let sign = match input {
            Input::Html if space.contains('\n') => "\n",
            Input::Text if kind == BlockKind::Cell && space.contains('\t') => "\t",
            _ => " ",
        };
        (!closed).then_some(sign)
    }

    fn spaced(&mut self, text: &str, source: usize, gap: Option<&str>) {
        // One space that is one byte in both texts joins two pieces to one.
        if let (Some(" "), Some(last)) = (gap, self.pieces.last_mut())
            && last.source.end() + 1 == source
            && last.body.end() == self.text.len()
        {
            self.text.push(' ');
            self.text.push_str(text);
            last.source = Span::new(last.source.start(), source + text.len());
            last.body = Span::new(last.body.start(), self.text.len());
            return;
        }
        self.text.push_str(gap.unwrap_or_default());
        self.piece(text, source);
    }

    fn piece(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces
            .push(Piece { source: Span::new(source, source + text.len()), body: Span::new(start, self.text.len()) });
    }
}

/// Whether what follows is punctuation that stands close to the word before it.
fn leans_back(rest: &str) -> bool {
    rest.starts_with([',', '.', ';', ':', '!', '?', ')', ']', '”', '®', '™']) || rest.starts_with("’s ")
}

/// Length up to white space that is more, or other, than a single space before a letter.
fn run_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at += match bytes[at] {
            b' ' if at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) => 2,
            b'\t'..=b'\r' | b' ' => return at,
            // Spaces of several bytes begin so.
            0xc2 | 0xe1..=0xe3 => match text[at..].chars().next() {
                Some(c) if !c.is_whitespace() => c.len_utf8(),
                _ => return at,
            },
            _ => 1,
        };
    }
    at
}

/// Whether a line break between them stood inside a script that puts no spaces between its words.
fn are_spaceless(before: &str, after: &str) -> bool {
    let spaceless = |c: char| {
        words::is_ideograph(c) || matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3001}'..='\u{301f}' | '\u{ff01}'..='\u{ff60}')
    };
    before.ends_with(spaceless) && after.starts_with(spaceless)
}

/// Rows and items stand on lines of their own, cells are set apart by tabs, pieces of one line by a space, all else by a
/// blank line.
fn separator(last: Block<'_>, block: Block<'_>) -> &'static str {
    let inline = |block: &Block<'_>| block.hints().has(Hints::INLINE);
    // Only one line of a text is cut into pieces.
    let goes_on = || inline(&block) && (inline(&last) || last.next().is_some_and(|next| inline(&next)));
    match (last.kind(), block.kind()) {
        (BlockKind::Paragraph, BlockKind::Paragraph) if goes_on() => " ",
        (BlockKind::Cell, BlockKind::Cell) if last.group() == block.group() && block.group() != 0 => "\t",
        (BlockKind::Cell, BlockKind::Cell) | (BlockKind::ListItem, BlockKind::ListItem) => "\n",
        _ => "\n\n",
    }
}

/// HTML list items lost their marker, which stands before the first that is left of them; items of flattened text carry
/// theirs.
fn is_item(block: Block<'_>) -> bool {
    block.kind() == BlockKind::ListItem && block.group() != 0
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Document, Edits, Filter, Page, Pipeline};

    /// Drops the blocks that say so.
    #[derive(Debug)]
    struct Drops;

    impl Filter for Drops {
        fn name(&self) -> &'static str {
            "drops"
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            doc.blocks().filter(|block| block.text() == "drop").for_each(|block| edits.drop(block.index(), "test"));
        }
    }

    fn body(html: &str) -> String {
        let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Drops)).build();
        cleaner.run(cleaner.parse(&Page::html(html)).unwrap()).article.into_body()
    }

    #[test]
    fn every_item_has_one_marker_before_the_first_that_is_left_of_it() {
        for (html, expected) in [
            ("<ul><li>one<p>more</p></li><li>two</li></ul>", "- one\nmore\n- two"),
            ("<ul><li><p>drop</p><p>one</p><p>more</p></li></ul>", "- one\nmore"),
            ("<ul><li>one<ul><li>inner</li></ul>more</li><li>two</li></ul>", "- one\n- inner\nmore\n- two"),
            ("<ul><li>drop<ul><li>inner</li></ul>more</li><li>two</li></ul>", "- inner\n- more\n- two"),
            ("<ul><li>one<ul><li>drop</li></ul>more</li></ul>", "- one\nmore"),
        ] {
            assert_eq!(body(html), expected, "{html}");
        }
    }
}
