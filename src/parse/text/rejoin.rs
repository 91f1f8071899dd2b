//! Lines that are pieces of one sentence become one paragraph again.

use std::ops::Range;

use super::kind;
use super::layout::{Layout, is_full};
use super::lines::{End, Line, Start};

/// Byte ranges of the paragraphs.
pub(super) fn paragraphs(text: &str, lines: &[Line], layout: &Layout) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = Open::default();
    for (i, line) in lines.iter().enumerate() {
        let joins = i > 0 && !line.after_blank && joins(text, lines, i, layout, &open);
        match out.last_mut() {
            Some(last) if joins => {
                last.end = line.range.end;
                open = Open { words: open.words.saturating_add(line.words), joined: true };
            }
            _ => {
                out.push(line.range.clone());
                open = Open { words: line.words, joined: false };
            }
        }
    }
    out
}

/// The paragraph before the break in question.
#[derive(Default)]
struct Open {
    words: u32,
    joined: bool,
}

fn joins(text: &str, lines: &[Line], i: usize, layout: &Layout, open: &Open) -> bool {
    let (before, after) = (&lines[i - 1], &lines[i]);
    match *layout {
        Layout::Blocks => false,
        Layout::Pieces { bar } => {
            cues(open, before, after, lines.get(i + 1)) > bar && text[before.range.clone()] != text[after.range.clone()]
        }
        Layout::Wrapped(width) => {
            let body = &text[after.range.clone()];
            is_full(before, after, width) && !kind::has_marker(body)
        }
    }
}

/// The evidence that a break cuts a sentence, as a sum of small weights (rounded from a regression on pages whose
/// block elements were known).
fn cues(open: &Open, before: &Line, after: &Line, next: Option<&Line>) -> i32 {
    let continued = after.words <= 8 && after.end != End::Stop && next.is_some_and(continues);
    let label = after.end == End::Colon && after.words <= 3;
    start_weight(before, after, open) + end_weight(before.end, after, open) + 3 * i32::from(continued)
        - 3 * i32::from(label)
}

fn continues(line: &Line) -> bool {
    !line.after_blank && matches!(line.start, Start::Lower | Start::Closing)
}

/// What the start of the line after the break says.
fn start_weight(before: &Line, after: &Line, open: &Open) -> i32 {
    let label = before.start == Start::Lower && open.words <= 3 && !open.joined;
    match after.start {
        Start::Closing if before.end == End::Stop => 2,
        Start::Closing => 8,
        Start::Lower => 1 + 3 * i32::from(after.words >= 4) - i32::from(label),
        Start::Symbol => 3,
        Start::Opening => 1,
        Start::Digit => -2,
        Start::Upper | Start::Other => -3,
    }
}

/// What the end of the line before the break says, and how much of a sentence is open there.
fn end_weight(end: End, after: &Line, open: &Open) -> i32 {
    let prose = open.words >= 8;
    let unfinished = 3 * i32::from(open.joined) + 2 * i32::from(prose);
    match end {
        End::Hanging => 3 + unfinished,
        End::ShortLower if open.words >= 4 => 3 + unfinished,
        End::ShortLower | End::Comma => 1 + unfinished,
        End::Lower => unfinished - 2 + i32::from(prose),
        End::Upper | End::Digit | End::Other => unfinished - 2,
        End::Colon if open.words <= 3 && after.words >= 5 => 5,
        End::Colon => -2,
        End::Stop => 2 * i32::from(open.joined) - 3 * i32::from(prose),
    }
}
