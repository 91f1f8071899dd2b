//! Flattened text into segments: paragraphs, headings, list items, table rows.
//!
//! Scraped text arrives in several shapes: one block a line, one text node a line (links and bold words cut
//! sentences apart), blank lines between paragraphs, or lines hard-wrapped at a column. The shape is decided once
//! for a whole text ([`layout`]), code is set apart ([`code`]), pieces of one sentence are joined again ([`rejoin`]), a page that stands on one line is
//! cut into sentences and menus ([`running`]), what was stuck together without a space is split where there is evidence
//! for it ([`unglue`]), and each segment gets a kind ([`kind`]).
//!
//! All passes are linear in the length of the text, and no rule needs spaces, case or a known language to keep a line.

mod code;
mod evidence;
mod kind;
mod layout;
mod lines;
mod rejoin;
mod running;
mod unglue;

use std::ops::Range;

pub(crate) use kind::Kind;

/// A piece of the text that belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Bytes of the input, without white space at either end; line breaks may stand inside. Code keeps its indentation.
    pub(crate) range: Range<usize>,
    pub(crate) kind: Kind,
    /// Starts right where the segment before it ends: the two were stuck together.
    pub(crate) glued: bool,
    /// Goes on in the line of the segment before it, behind a space.
    pub(crate) inline: bool,
}

/// Cuts a text into segments: in order, disjoint, with only white space between them. Past so many lines all the rest
/// counts as one; true if it came to that.
pub(crate) fn segment(text: &str, most_lines: usize) -> (Vec<Segment>, bool) {
    let lines = lines::split(text, most_lines);
    let layout = layout::Layout::of(&lines);
    let paragraphs = rejoin::paragraphs(text, &lines, layout);
    let mut segments = unglue::split(text, running::split(text, paragraphs));
    kind::classify(text, &mut segments);
    (segments, lines.last().is_some_and(|last| lines::is_several(text, last)))
}

#[cfg(test)]
mod tests;
