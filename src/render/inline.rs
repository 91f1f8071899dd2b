//! Inline markup of a stretch of the body, properly nested.

use crate::article::{Article, BodyMark};
use crate::document::MarkKind;
use crate::span::{Body, Span};

/// Text with what starts and ends in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece {
    Text(Span<Body>),
    Open(MarkKind),
    Close(MarkKind),
}

/// The inline markup of an article in an order that can be nested.
pub(super) struct Inline {
    marks: Vec<BodyMark>,
}

impl Inline {
    pub fn new(article: &Article) -> Self {
        let mut marks: Vec<BodyMark> = article.marks.iter().filter_map(|mark| trimmed(article, mark)).collect();
        marks.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end()), rank(mark.kind)));
        Inline { marks }
    }

    /// Text and markup of a span that lies in one block.
    pub fn pieces(&self, span: Span<Body>) -> Vec<Piece> {
        let mut nest = Nest { at: span.start(), open: Vec::new(), pieces: Vec::new() };
        for mark in self.joined(span) {
            nest.close_until(mark.span.start());
            nest.open(mark);
        }
        nest.close_until(span.end());
        nest.text_to(span.end());
        nest.pieces
    }

    /// The marks of a span; two of one kind that touch are one.
    fn joined(&self, span: Span<Body>) -> Vec<BodyMark> {
        let first = self.marks.partition_point(|mark| mark.span.start() < span.start());
        let mut joined: Vec<BodyMark> = Vec::new();
        let mut last = [None; 4];
        for &mark in self.marks[first..].iter().take_while(|mark| mark.span.start() < span.end()) {
            let slot = &mut last[rank(mark.kind)];
            let before: Option<&mut BodyMark> = slot.and_then(|at: usize| joined.get_mut(at));
            match before.filter(|before| before.kind == mark.kind && before.span.end() == mark.span.start()) {
                Some(before) => before.span = Span::new(before.span.start(), mark.span.end()),
                None => {
                    *slot = Some(joined.len());
                    joined
                        .push(BodyMark { span: Span::new(mark.span.start(), mark.span.end().min(span.end())), ..mark });
                }
            }
        }
        joined
    }
}

/// Makes one text of texts that stand side by side because what stood between was left out.
pub(super) fn join_texts(pieces: &mut Vec<Piece>) {
    pieces.dedup_by(|next, last| match (next, last) {
        (Piece::Text(next), Piece::Text(last)) => {
            *last = Span::new(last.start(), next.end());
            true
        }
        _ => false,
    });
}

/// Links outside, code inside: the order in which marks of one span nest.
fn rank(kind: MarkKind) -> usize {
    match kind {
        MarkKind::Link(..) => 0,
        MarkKind::Strong => 1,
        MarkKind::Emphasis => 2,
        MarkKind::Code => 3,
    }
}

/// A mark without white space at its ends; none if nothing else is in it.
fn trimmed(article: &Article, mark: &BodyMark) -> Option<BodyMark> {
    let text = article.quote(mark.span);
    let start = mark.span.start() + text.len() - text.trim_start().len();
    let len = text.trim().len();
    (len > 0).then(|| BodyMark { span: Span::new(start, start + len), ..*mark })
}

struct Nest {
    at: usize,
    open: Vec<(usize, MarkKind)>,
    pieces: Vec<Piece>,
}

impl Nest {
    fn text_to(&mut self, end: usize) {
        if end > self.at {
            self.pieces.push(Piece::Text(Span::new(self.at, end)));
            self.at = end;
        }
    }

    fn close_until(&mut self, offset: usize) {
        while let Some(&(end, kind)) = self.open.last().filter(|(end, _)| *end <= offset) {
            self.open.pop();
            self.text_to(end);
            self.pieces.push(Piece::Close(kind));
        }
    }

    /// Bold in bold says nothing, and a link holds no link.
    fn open(&mut self, mark: BodyMark) {
        if self.open.iter().any(|(_, kind)| rank(*kind) == rank(mark.kind)) {
            return;
        }
        let end = self.open.last().map_or(mark.span.end(), |(end, _)| mark.span.end().min(*end));
        self.text_to(mark.span.start());
        self.pieces.push(Piece::Open(mark.kind));
        self.open.push((end, mark.kind));
    }
}
