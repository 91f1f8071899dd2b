//! One walk over scraper's tree: elements become an outline, text becomes blocks.

use super::attributes::{is_hidden, role_hints};
use super::frame::Frame;
use super::metadata::Collector;
use super::space::{gap_len, run_len};
use super::{Limits, title};
use crate::chars;
use crate::document::{BlockData, BlockKind, Document, Input, Mark, MarkKind};
use crate::hints::{Hints, for_each_word};
use crate::outline::{Element, Tag};
use crate::span::Span;
use crate::words;
use ego_tree::NodeRef;
use html5ever::local_name;
use scraper::{ElementRef, Html, Node, node};

/// Walks the tree without recursion: a page may nest as deep as the parser lets it.
pub(super) fn flatten(html: &Html, len: usize, url: Option<&str>, limits: Limits) -> Document {
    let mut walk = Walk::new(len, url, limits);
    let mut at = html.tree.root();
    loop {
        if walk.open(at) {
            if let Some(child) = at.first_child() {
                at = child;
                continue;
            }
            walk.close();
        }
        while at.next_sibling().is_none() {
            match at.parent() {
                Some(parent) => at = parent,
                None => return walk.finish(),
            }
            walk.close();
        }
        let Some(next) = at.next_sibling() else { return walk.finish() };
        at = next;
    }
}

/// Marks nest no deeper: each is cut at every block it runs over.
const MARK_DEPTH: usize = 8;

/// An element that was entered, and how to leave it.
#[derive(Debug, Clone, Copy)]
enum Open {
    /// Nothing to be done when it is left: the document itself, and most inline elements.
    Plain,
    Inline,
    Marked(MarkKind, usize),
    Block,
}

struct Walk {
    doc: Document,
    collector: Collector,
    limits: Limits,
    frames: Vec<Frame>,
    open: Vec<Open>,
    /// Where the current block starts in the text.
    start: usize,
    /// White space is due before the next word; so many `<br>` came since the last one.
    space: bool,
    breaks: u8,
    links: usize,
    strong: usize,
    /// Inline elements open that leave a mark.
    marked: usize,
    after_link: bool,
    link_bytes: usize,
    strong_bytes: usize,
    link_count: u16,
    images: u16,
}

impl Walk {
    fn new(len: usize, url: Option<&str>, limits: Limits) -> Self {
        Walk {
            doc: Document::new(Input::Html, String::with_capacity(len / 4)),
            collector: Collector::default().with_url(url),
            limits,
            frames: vec![Frame::ROOT],
            open: Vec::new(),
            start: 0,
            space: false,
            breaks: 0,
            links: 0,
            strong: 0,
            marked: 0,
            after_link: false,
            link_bytes: 0,
            strong_bytes: 0,
            link_count: 0,
            images: 0,
        }
    }

    fn frame(&self) -> Frame {
        self.frames[self.frames.len() - 1]
    }

    /// Takes a node in; true if its children are to be walked (then `close` follows).
    fn open(&mut self, at: NodeRef<'_, Node>) -> bool {
        match at.value() {
            Node::Text(text) => self.text(text),
            Node::Element(element) => return self.open_element(at, element),
            Node::Document | Node::Fragment => {
                self.open.push(Open::Plain);
                return true;
            }
            _ => {}
        }
        false
    }

    fn open_element(&mut self, at: NodeRef<'_, Node>, element: &node::Element) -> bool {
        let tag = Tag::of(&element.name.local);
        if let Some(element) = ElementRef::wrap(at) {
            self.collector.element(element);
        }
        match tag {
            _ if tag.is_skipped() => return false,
            Tag::Br => self.breaks = self.breaks.saturating_add(1),
            Tag::Img => self.images = self.images.saturating_add(1),
            Tag::Hr => self.flush(),
            Tag::Wbr => {}
            _ if tag.is_inline() && !is_hidden(element) => {
                self.open_inline(tag, element);
                return true;
            }
            _ => {
                self.open_block(tag, element);
                return true;
            }
        }
        false
    }

    fn open_inline(&mut self, tag: Tag, element: &node::Element) {
        let kind = match tag {
            Tag::A => {
                // Two links with nothing between are two words.
                self.space |= self.after_link;
                self.links += 1;
                self.link_count = self.link_count.saturating_add(1);
                Some(self.link(element))
            }
            Tag::B | Tag::Strong => Some(MarkKind::Strong),
            Tag::I | Tag::Em => Some(MarkKind::Emphasis),
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Some(MarkKind::Code),
            _ => None,
        };
        self.strong += usize::from(matches!(kind, Some(MarkKind::Strong | MarkKind::Emphasis)));
        let inline = if matches!(tag, Tag::Time | Tag::Label) { Open::Inline } else { Open::Plain };
        self.open.push(kind.map_or(inline, |kind| Open::Marked(kind, self.doc.text.len())));
        self.marked += usize::from(kind.is_some());
    }

    fn link(&mut self, element: &node::Element) -> MarkKind {
        let href = element.attrs.iter().find(|(name, _)| name.local == local_name!("href"));
        let start = self.doc.hrefs.len() as u32;
        self.doc.hrefs.push_str(href.map_or("", |(_, value)| value.trim()));
        MarkKind::Link(start, self.doc.hrefs.len() as u32)
    }

    fn open_block(&mut self, tag: Tag, element: &node::Element) {
        self.flush();
        let frame = self.frame();
        let index = self.record(tag, element, frame.element);
        self.open.push(Open::Block);
        self.frames.push(frame.inside(tag, index));
    }

    /// Adds the element to the outline.
    fn record(&mut self, tag: Tag, element: &node::Element, parent: u32) -> u32 {
        let outline = &mut self.doc.outline;
        let index = outline.elements.len() as u32;
        let from = outline.words.len() as u32;
        let mut own = tag.hints();
        let mut signature = tag as u32 + 1;
        for (name, value) in &element.attrs {
            match name.local {
                local_name!("class") | local_name!("id") => for_each_word(value, |hash| {
                    own |= Hints::of_word(hash);
                    outline.words.push(hash);
                    if name.local == local_name!("class") {
                        signature = signature.rotate_left(5) ^ hash;
                    }
                }),
                local_name!("role") => own |= role_hints(value),
                _ => {}
            }
        }
        if is_hidden(element) {
            own |= Hints::HIDDEN;
        }
        let above = &mut outline.elements[parent as usize];
        let (all, depth, sibling) = (above.all | own, above.depth.saturating_add(1), above.children);
        above.children += 1;
        let first = self.doc.blocks.len() as u32;
        let words = (from, outline.words.len() as u32);
        outline.elements.push(Element {
            parent,
            tag,
            depth,
            own,
            all,
            first,
            end: first,
            words,
            signature,
            sibling,
            children: 0,
        });
        index
    }

    fn close(&mut self) {
        self.after_link = false;
        match self.open.pop() {
            Some(Open::Block) => self.close_block(),
            Some(Open::Inline) => self.space = true,
            Some(Open::Marked(kind, start)) => self.close_mark(kind, start),
            Some(Open::Plain) | None => {}
        }
    }

    fn close_mark(&mut self, kind: MarkKind, start: usize) {
        if matches!(kind, MarkKind::Link(..)) && is_permalink(&self.doc.text[start.max(self.start)..]) {
            self.take_back(start.max(self.start));
        }
        let end = self.doc.text.len();
        match kind {
            MarkKind::Link(..) => {
                self.links -= 1;
                self.after_link = true;
            }
            MarkKind::Strong | MarkKind::Emphasis => self.strong -= 1,
            MarkKind::Code => {}
        }
        self.marked -= 1;
        if end > start && self.marked < MARK_DEPTH {
            self.doc.marks.push(Mark { span: Span::new(start, end), kind });
        }
    }

    fn close_block(&mut self) {
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        let end = self.doc.blocks.len();
        let element = &mut self.doc.outline.elements[frame.element as usize];
        element.end = end as u32;
        // A cell of several blocks is layout or prose, not a value of a table.
        if matches!(element.tag, Tag::Td | Tag::Th) && end - element.first as usize > 1 {
            let cells = self.doc.blocks[element.first as usize..].iter_mut();
            for block in cells.filter(|block| block.kind == BlockKind::Cell && block.group == frame.group) {
                (block.kind, block.group) = (BlockKind::Paragraph, 0);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.frame().kind == BlockKind::Code {
            self.run(text);
            return;
        }
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let gap = gap_len(&bytes[at..]);
            if gap > 0 {
                self.space = true;
                at += gap;
                continue;
            }
            let end = at + run_len(&bytes[at..]);
            self.run(&text[at..end]);
            at = end;
        }
    }

    /// Adds text without white space around it.
    fn run(&mut self, run: &str) {
        self.after_link = false;
        let code = self.frame().kind == BlockKind::Code;
        if self.breaks > 1 && !code {
            self.flush();
        }
        let mut run = run;
        if self.doc.text.len() > self.start {
            match self.breaks {
                0 if self.space => self.doc.text.push(' '),
                0 => {}
                _ => self.doc.text.push('\n'),
            }
        } else if !code {
            run = run.trim_start_matches(chars::is_weightless);
        }
        (self.space, self.breaks) = (false, 0);
        self.doc.text.push_str(run);
        self.link_bytes += if self.links > 0 { run.len() } else { 0 };
        self.strong_bytes += if self.strong > 0 { run.len() } else { 0 };
    }

    /// Ends the current block, if it holds anything.
    fn flush(&mut self) {
        (self.space, self.after_link, self.breaks) = (false, false, 0);
        let end = self.doc.text.len();
        let frame = self.frame();
        if end > self.start && !self.says_something(frame.kind) {
            self.take_back(self.start);
        } else if end > self.start {
            let text = &self.doc.text[self.start..];
            let weighty =
                if frame.kind == BlockKind::Code { text } else { text.trim_end_matches(chars::is_weightless) };
            let end = self.start + weighty.len();
            self.take_back(end);
            self.push_block(frame, end);
        }
        self.start = self.doc.text.len();
        (self.link_bytes, self.strong_bytes, self.link_count) = (0, 0, 0);
    }

    /// Text behind `end` goes, and so does what of marks is in it; marks that are open begin there at the latest.
    fn take_back(&mut self, end: usize) {
        if end == self.doc.text.len() {
            return;
        }
        self.doc.text.truncate(end);
        let within = self.doc.marks.partition_point(|mark| mark.span.end() <= end);
        let beyond = self.doc.marks.split_off(within).into_iter().filter(|mark| mark.span.start() < end);
        self.doc.marks.extend(beyond.map(|mark| Mark { span: Span::new(mark.span.start(), end), ..mark }));
        for open in &mut self.open {
            if let Open::Marked(_, start) = open {
                *start = end.min(*start);
            }
        }
    }

    /// Signs alone are rules and bullets; in a cell they are a value.
    fn says_something(&self, kind: BlockKind) -> bool {
        let text = &self.doc.text[self.start..];
        text.chars().any(|c| chars::is_alphanumeric(c) || (kind == BlockKind::Cell && !c.is_whitespace()))
    }

    fn push_block(&mut self, frame: Frame, end: usize) {
        let span = Span::new(self.start, end);
        self.doc.text.push('\n');
        if self.doc.blocks.len() >= self.limits.blocks() {
            let words = words::count(&self.doc.text[span.range()]) as u32;
            return self.doc.join_last(end, words);
        }
        let element = self.doc.outline.get(frame.element);
        let mut hints = element.all | (frame.flags & (Hints::ORDERED | Hints::HEADER_CELL));
        if self.links > 0 && self.link_bytes >= span.len() {
            hints |= Hints::LINK;
        }
        let level = if frame.kind == BlockKind::Heading { frame.heading } else { frame.list_depth };
        let words = words::count(&self.doc.text[span.range()]) as u32;
        self.doc.push(BlockData {
            span,
            kind: frame.kind,
            level,
            element: frame.element,
            group: if matches!(frame.kind, BlockKind::ListItem | BlockKind::Cell) { frame.group } else { 0 },
            hints,
            words,
            link_bytes: self.link_bytes as u32,
            strong_bytes: self.strong_bytes as u32,
            links: self.link_count,
            images: std::mem::take(&mut self.images),
        });
    }

    fn finish(mut self) -> Document {
        self.flush();
        let end = self.doc.blocks.len() as u32;
        self.doc.outline.elements[0].end = end;
        self.doc.marks.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end())));
        self.doc.metadata = self.collector.finish();
        self.doc.title = title::of_html(&self.doc);
        self.doc
    }
}

/// The sign behind a heading that links to itself.
fn is_permalink(text: &str) -> bool {
    matches!(text.trim(), "#" | "¶" | "§" | "🔗")
}
