//! The nesting behind a flat list of blocks: items in lists, lists in items, quotations, tables.

use crate::article::{Article, BodyBlock};
use crate::chars;
use crate::document::BlockKind;
use crate::hints::Hints;
use crate::span::{Body, Span};

/// What a writer of a nested format is told, in order; every `Open` has its `Close`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Event<'a> {
    Open(Container),
    Close(Container),
    /// A block with the part of it that is to be shown: the markers of flattened text are not.
    Block(&'a BodyBlock, Span<Body>),
    Table(Table),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Container {
    /// A numbered list has the number of its first item.
    List(Option<u32>),
    Item(Option<u32>),
    Quote,
}

pub(super) type Table = Vec<Vec<Cell>>;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub span: Span<Body>,
    pub header: bool,
}

/// Whether a row holds nothing but header cells.
pub(super) fn is_header(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.header)
}

/// Tells `each` of all blocks and the containers around them.
pub(super) fn walk<'a>(article: &'a Article, each: impl FnMut(Event<'a>)) {
    let mut walk = Walk { article, open: Vec::new(), each };
    let mut rest = article.blocks();
    while let Some(block) = rest.first() {
        let cells = rest.iter().take_while(|block| block.kind() == BlockKind::Cell).count();
        walk.place(block);
        match cells {
            0 => walk.block(block),
            _ => walk.table(&rest[..cells]),
        }
        rest = &rest[cells.max(1)..];
    }
    walk.close_to(0);
}

/// An open container, and what tells whether the next block belongs to it.
#[derive(Clone, Copy)]
enum Open {
    List { depth: u8, ordered: bool, number: u32 },
    Item { group: u32, number: Option<u32> },
    Quote,
}

impl Open {
    fn container(self) -> Container {
        match self {
            Open::List { ordered, number, .. } => Container::List(ordered.then_some(number)),
            Open::Item { number, .. } => Container::Item(number),
            Open::Quote => Container::Quote,
        }
    }
}

struct Walk<'a, F> {
    article: &'a Article,
    open: Vec<Open>,
    each: F,
}

impl<'a, F: FnMut(Event<'a>)> Walk<'a, F> {
    /// Closes what the block is not in and opens what it is in.
    fn place(&mut self, block: &BodyBlock) {
        let quote = self.open.iter().position(|open| matches!(open, Open::Quote));
        let quoted = block.kind() == BlockKind::Quote || (quote.is_some() && block.hints().has(Hints::QUOTE));
        if let Some(quote) = quote.filter(|_| !quoted) {
            self.close_to(quote);
        }
        match block.kind() {
            BlockKind::ListItem => self.place_item(block),
            BlockKind::Heading => self.close_lists(|_| true),
            _ => self.close_lists(|depth| depth > nesting(block) || nesting(block) == 0),
        }
        if block.kind() == BlockKind::Quote && !self.open.iter().any(|open| matches!(open, Open::Quote)) {
            self.push(Open::Quote);
        }
    }

    fn place_item(&mut self, block: &BodyBlock) {
        self.close_lists(|depth| depth > nesting(block));
        let marker = Marker::of(self.article, block);
        let ordered = block.is_ordered() || marker.number.is_some();
        let list = self.open.iter().rposition(|open| matches!(open, Open::List { .. }));
        let mut number = 0;
        if let Some(at) = list
            && let Open::List { depth, ordered: same, number: last } = self.open[at]
            && depth == nesting(block)
        {
            if let Some(Open::Item { group, .. }) = self.open.get(at + 1)
                && *group == block.group()
                && *group != 0
            {
                return;
            }
            self.close_to(if same == ordered { at + 1 } else { at });
            number = if same == ordered { last } else { 0 };
        }
        let number = marker.number.unwrap_or(number.saturating_add(1));
        match self.open.last_mut() {
            Some(Open::List { depth, number: last, .. }) if *depth == nesting(block) => *last = number,
            _ => self.push(Open::List { depth: nesting(block), ordered, number }),
        }
        self.push(Open::Item { group: block.group(), number: ordered.then_some(number) });
    }

    fn block(&mut self, block: &'a BodyBlock) {
        let skip = match block.kind() {
            BlockKind::ListItem => Marker::of(self.article, block).len,
            BlockKind::Heading if block.level() == 0 => heading_marks(self.article.quote(block.span())),
            _ => 0,
        };
        (self.each)(Event::Block(block, Span::new(block.span().start() + skip, block.span().end())));
    }

    /// Rows of more than one cell make tables; other cells are blocks of their own.
    fn table(&mut self, cells: &'a [BodyBlock]) {
        let same_row = |a: &BodyBlock, b: &BodyBlock| a.group() == b.group() && a.group() != 0;
        let rows: Table = cells.chunk_by(same_row).map(|row| self.row(row)).collect();
        if rows.iter().all(|row| row.len() < 2) {
            return cells.iter().for_each(|cell| self.block(cell));
        }
        let mut table = Table::new();
        for row in rows {
            if let Some(last) = table.last_mut().filter(|_| self.is_rule(&row)) {
                last.iter_mut().for_each(|cell| cell.header = true);
                continue;
            }
            if row.len() > 1 && is_header(&row) && table.last().is_some_and(|last| !is_header(last)) {
                (self.each)(Event::Table(std::mem::take(&mut table)));
            }
            table.push(row);
        }
        (self.each)(Event::Table(table));
    }

    /// The cells of a row; a row of flattened text holds them in itself.
    fn row(&self, row: &[BodyBlock]) -> Vec<Cell> {
        match row.first().filter(|block| block.group() == 0) {
            Some(block) => flat_cells(block.span(), self.article.quote(block.span())),
            None => row.iter().map(|block| Cell { span: block.span(), header: block.is_header() }).collect(),
        }
    }

    /// The row of dashes under the header of a Markdown table.
    fn is_rule(&self, row: &[Cell]) -> bool {
        let dashes = |cell: &Cell| self.article.quote(cell.span).trim_matches([':', '-']).is_empty();
        row.len() > 1 && row.iter().all(|cell| !cell.span.is_empty() && dashes(cell))
    }

    fn push(&mut self, open: Open) {
        self.open.push(open);
        (self.each)(Event::Open(open.container()));
    }

    /// Closes the outermost list whose depth says so, and all that is in it.
    fn close_lists(&mut self, ends: impl Fn(u8) -> bool) {
        if let Some(at) = self.open.iter().position(|open| matches!(open, Open::List { depth, .. } if ends(*depth))) {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, len: usize) {
        while self.open.len() > len {
            if let Some(open) = self.open.pop() {
                (self.each)(Event::Close(open.container()));
            }
        }
    }
}

/// How deep in lists a block is. Deeper nesting than anybody writes is flattened: it would indent every line.
fn nesting(block: &BodyBlock) -> u8 {
    const DEEPEST: u8 = 16;
    block.level().min(DEEPEST)
}

/// What stands between bars, in `| a | b |`, or between tabs.
fn flat_cells(span: Span<Body>, text: &str) -> Vec<Cell> {
    let bars = text.strip_prefix('|');
    let (inner, sign) = bars.map_or((text, '\t'), |inner| (inner.strip_suffix('|').unwrap_or(inner), '|'));
    let mut at = span.start() + usize::from(bars.is_some());
    let mut cells = Vec::new();
    for part in inner.split(sign) {
        let start = at + part.len() - part.trim_start().len();
        cells.push(Cell { span: Span::new(start, start + part.trim().len()), header: false });
        at += part.len() + 1;
    }
    cells
}

/// The bullet or number that an item of flattened text carries in its text.
#[derive(Default)]
struct Marker {
    len: usize,
    number: Option<u32>,
}

impl Marker {
    fn of(article: &Article, block: &BodyBlock) -> Marker {
        let text = article.quote(block.span());
        let Some((mark, rest)) = text.split_once(' ').filter(|_| block.group() == 0) else { return Marker::default() };
        let number = mark.strip_suffix(['.', ')']).and_then(|digits| digits.parse().ok());
        let is_sign = mark.chars().count() == 1 && !mark.chars().any(chars::is_alphanumeric);
        let len = if number.is_some() || is_sign { text.len() - rest.trim_start().len() } else { 0 };
        Marker { len, number }
    }
}

/// Length of the number signs before a heading of flattened text.
fn heading_marks(text: &str) -> usize {
    let title = text.trim_start_matches('#');
    match text.len() - title.len() {
        signs @ 1..=6 if title.starts_with(' ') => signs + 1,
        _ => 0,
    }
}
