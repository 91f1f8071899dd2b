//! Lines that are pieces of one sentence become one paragraph again.

use super::kind::{self, Kind};
use super::layout::{Layout, is_full};
use super::lines::{End, Line, Start};
use super::{Segment, code};

/// Joins lines to paragraphs; code stays in one piece.
pub(super) fn paragraphs(text: &str, lines: &[Line], layout: Layout) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut code = code::blocks(text, lines).into_iter().peekable();
    let mut open = Open::default();
    let mut i = 0;
    while let Some(line) = lines.get(i) {
        if let Some((_, last)) = code.next_if(|(first, _)| *first == i) {
            out.push(Segment {
                range: code::start(text, line)..lines[last].range.end,
                kind: Kind::Code,
                glued: false,
                inline: false,
            });
            i = last + 1;
            continue;
        }
        match out.last_mut() {
            Some(before) if before.kind != Kind::Code && joins(text, lines, i, layout, &open) => {
                before.range.end = line.range.end;
                // What follows a label is a line of its own, not the start of a sentence.
                let joined = lines[i - 1].end != End::Colon;
                open = Open { words: open.words.saturating_add(line.words), joined };
            }
            _ => {
                out.push(Segment { range: line.range.clone(), kind: Kind::Paragraph, glued: false, inline: false });
                open = Open { words: line.words, joined: false };
            }
        }
        i += 1;
    }
    out
}

/// The paragraph before the break in question.
#[derive(Default)]
struct Open {
    words: u32,
    joined: bool,
}

fn joins(text: &str, lines: &[Line], i: usize, layout: Layout, open: &Open) -> bool {
    let Some((before, after)) = i.checked_sub(1).map(|before| (&lines[before], &lines[i])) else { return false };
    let (above, below) = (&text[before.range.clone()], &text[after.range.clone()]);
    let wrapped = || {
        let indented =
            after.indent > before.indent && !kind::has_marker(above) && !hangs(before, after, lines.get(i + 1));
        let next_entry = after.indent < before.indent && open.joined && before.end == End::Stop;
        layout.width.is_some_and(|width| is_full(before, after, width))
            && !indented
            && !next_entry
            && !kind::has_marker(below)
    };
    let cut = || layout.bar.is_some_and(|bar| cues(open, before, after, lines.get(i + 1)) > bar);
    !after.after_blank && (wrapped() || cut()) && above != below && !stands_alone(above) && !stands_alone(below)
}

/// Whether an indented line goes on with the sentence before it, as in a bibliography, and begins no paragraph.
fn hangs(before: &Line, after: &Line, next: Option<&Line>) -> bool {
    let alike = || next.is_some_and(|next| !next.after_blank && next.indent == after.indent);
    before.end != End::Stop && (after.start == Start::Lower || alike())
}

/// Table rows, marked headings and drawn rules are whole lines.
fn stands_alone(line: &str) -> bool {
    let is_rule = line.len() > 3 && ['-', '=', '_', '*', '~', '#'].iter().any(|&c| line.trim_matches(c).is_empty());
    is_rule || kind::is_table_row(line) || kind::is_marked_heading(line)
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
    let unfinished = 2 * i32::from(open.joined) + 2 * i32::from(prose);
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
