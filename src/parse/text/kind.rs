//! What a segment is, told from its own shape and from its neighbours.

use super::{Segment, evidence};
use crate::chars;

/// The kind of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Paragraph,
    Heading,
    ListItem,
    TableRow,
    /// A block of code, with its fences if it has them.
    Code,
}

/// Gives every paragraph its kind.
pub(super) fn classify(text: &str, segments: &mut [Segment]) {
    for segment in segments.iter_mut().filter(|segment| segment.kind == Kind::Paragraph && !segment.inline) {
        segment.kind = own_kind(&text[segment.range.clone()]);
    }
    let mut shapes: Vec<Shape> = segments.iter().map(|segment| shape(text, segment)).collect();
    for at in (1..segments.len()).filter(|&at| segments[at].glued) {
        shapes[at - 1] = shapes[at - 1].unless_short();
    }
    let mut at = 0;
    while at < shapes.len() {
        let run = shapes[at..].iter().take_while(|shape| **shape == Shape::Short).count();
        let before = at.checked_sub(1).map(|before| shapes[before]);
        let after = shapes.get(at + run);
        if (1..=2).contains(&run) && before != Some(Shape::Other) && after.is_some_and(|shape| *shape == Shape::Body) {
            segments[at..at + run].iter_mut().for_each(|segment| segment.kind = Kind::Heading);
        }
        at += run + 1;
    }
}

fn own_kind(body: &str) -> Kind {
    if is_table_row(body) {
        Kind::TableRow
    } else if has_marker(body) {
        Kind::ListItem
    } else if is_marked_heading(body) {
        Kind::Heading
    } else {
        Kind::Paragraph
    }
}

/// Cells between tabs, or between bars on both sides.
pub(super) fn is_table_row(body: &str) -> bool {
    body.contains('\t') || (body.starts_with('|') && body.ends_with('|') && body.len() > 2)
}

/// Markdown: up to six number signs and a space.
pub(super) fn is_marked_heading(body: &str) -> bool {
    let title = body.trim_start_matches('#');
    (1..=6).contains(&(body.len() - title.len())) && title.starts_with(' ')
}

/// A bullet or a number in front, with a space behind it and then text; "3. März" is a date.
pub(super) fn has_marker(body: &str) -> bool {
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = body.len() - rest.len();
    let rest = match digits {
        0 => body.strip_prefix(['*', '-', '+', '•', '◦', '‣', '▪', '●', '○', '■', '·', '✓', '✔', '➤', '►']),
        1..=3 => rest.strip_prefix(['.', ')']),
        _ => None,
    };
    let Some(item) = rest.filter(|rest| rest.starts_with(char::is_whitespace)).map(str::trim_start) else {
        return false;
    };
    let is_date = digits > 0 && evidence::starts_with_month(item);
    !item.is_empty() && !is_date
}

/// What a segment is for its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// It may be a heading.
    Short,
    /// Long prose, a list item, a table row, code, a marked heading: what headings stand between.
    Body,
    Other,
}

impl Shape {
    fn unless_short(self) -> Shape {
        if self == Shape::Short { Shape::Other } else { self }
    }
}

fn shape(text: &str, segment: &Segment) -> Shape {
    /// Bytes: about one line and a half of a column of print.
    const LONG: usize = 120;
    const HEADING_WORDS: usize = 14;
    let body = &text[segment.range.clone()];
    if segment.kind != Kind::Paragraph || segment.inline || body.len() >= LONG {
        return Shape::Body;
    }
    let more_words_than = |n| body.split_whitespace().nth(n).is_some();
    if body.ends_with(['.', '!', '。', '！', '।', '؟', '”', '"']) {
        return if more_words_than(7) { Shape::Body } else { Shape::Other };
    }
    let open = body.ends_with([',', ';', ':', '…', '-', '–', '|', '/']);
    let begins = body
        .chars()
        .next()
        .is_some_and(|c| chars::is_alphanumeric(c) && !chars::is_lowercase(c) || "“\"«¿¡„「".contains(c));
    if begins && !open && !more_words_than(HEADING_WORDS) { Shape::Short } else { Shape::Other }
}
