//! A cleaned page in the order of its source, for showing people what happened to it.

use crate::document::{Block, Document};
use crate::edits::{Cut, Flag, Reason, Verdict};
use crate::span::Source;
use std::collections::BTreeMap;

/// Neighbouring blocks with one fate.
#[derive(Debug, Clone)]
pub struct Run<'d> {
    blocks: Vec<Block<'d>>,
    removed: Option<(&'static str, &'d Reason)>,
}

impl<'d> Run<'d> {
    /// The blocks in order; never empty.
    pub fn blocks(&self) -> &[Block<'d>] {
        &self.blocks
    }

    /// The filter that removed them and why; `None` if they were kept.
    pub fn removed(&self) -> Option<(&'static str, &'d Reason)> {
        self.removed
    }
}

/// The whole page as runs of blocks.
///
/// ```
/// use unspun::{Cleaner, Page, render::trace};
/// let cleaner = Cleaner::new();
/// let page = "<h1>Tides</h1><p>High water is at noon today, the office said.</p><footer>All rights reserved.</footer>";
/// let cleaned = cleaner.run(cleaner.parse(&Page::html(page))?);
/// let last = trace::runs(&cleaned.document).pop().unwrap();
/// assert!(last.removed().is_some());
/// # Ok::<(), unspun::Error>(())
/// ```
pub fn runs(doc: &Document) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for block in doc.blocks() {
        let last = doc.trail().last(block.index()).filter(|last| last.verdict() == Verdict::Drop);
        let removed = last.map(|last| (last.filter(), last.reason()));
        match runs.last_mut().filter(|run| run.removed == removed) {
            Some(run) => run.blocks.push(block),
            None => runs.push(Run { blocks: vec![block], removed }),
        }
    }
    runs
}

/// A stretch of a kept block.
#[derive(Debug, Clone, Copy)]
pub enum Part<'d> {
    /// Stays as it is.
    Plain(&'d str),
    /// Was taken out.
    Cut(&'d str, &'d Cut),
    /// Stays, and was flagged; more than once if flags overlap.
    Flagged(&'d str, &'d [Flag<Source>]),
}

/// A kept block, cut at the ends of what was taken out or flagged in it.
pub fn parts<'d>(doc: &'d Document, block: Block<'d>) -> Vec<Part<'d>> {
    let (trail, span) = (doc.trail(), block.span());
    let first_cut = trail.cuts().partition_point(|cut| cut.span().end() <= span.start());
    let first_flag = trail.flags().partition_point(|flag| flag.span().start() < span.start());
    let cuts = trail.cuts()[first_cut..].iter().take_while(|cut| cut.span().start() < span.end());
    let mut edits: Vec<(usize, usize, Edit<'d>)> = Vec::new();
    edits.extend(cuts.map(|cut| (cut.span().start(), cut.span().end(), Edit::Cut(cut))));
    let mut rest = &trail.flags()[first_flag..];
    while let Some(first) = rest.first().filter(|flag| flag.span().start() < span.end()) {
        let (overlap, end) = overlapping(rest);
        edits.push((first.span().start(), end, Edit::Flags(&rest[..overlap])));
        rest = &rest[overlap..];
    }
    edits.sort_by_key(|(start, ..)| *start);
    let mut parts = Vec::new();
    let mut at = span.start();
    for (start, end, edit) in edits {
        let (start, end) = (start.max(at), end.min(span.end()));
        let Some(text) = doc.text().get(start..end).filter(|text| !text.is_empty()) else { continue };
        parts.extend(doc.text().get(at..start).filter(|text| !text.is_empty()).map(Part::Plain));
        parts.push(match edit {
            Edit::Cut(cut) => Part::Cut(text, cut),
            Edit::Flags(flags) => Part::Flagged(text, flags),
        });
        at = end;
    }
    parts.extend(doc.text().get(at..span.end()).filter(|text| !text.is_empty()).map(Part::Plain));
    parts
}

enum Edit<'d> {
    Cut(&'d Cut),
    Flags(&'d [Flag<Source>]),
}

/// How many flags at the start of the list hang together, and where they end.
fn overlapping(flags: &[Flag<Source>]) -> (usize, usize) {
    let mut end = flags.first().map_or(0, |flag| flag.span().end());
    let mut count = 0;
    for flag in flags {
        if count > 0 && flag.span().start() >= end {
            break;
        }
        end = end.max(flag.span().end());
        count += 1;
    }
    (count, end)
}

/// What one filter removed from a page.
#[derive(Debug, Clone)]
pub struct Total<'d> {
    filter: &'static str,
    chars: usize,
    pieces: usize,
    example: &'d str,
}

impl<'d> Total<'d> {
    /// Name of the filter.
    pub fn filter(&self) -> &'static str {
        self.filter
    }

    /// Characters removed.
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// Blocks dropped and spans cut.
    pub fn pieces(&self) -> usize {
        self.pieces
    }

    /// The first piece with at least two words, or else the first.
    pub fn example(&self) -> &'d str {
        self.example
    }
}

/// What each filter removed, most characters first.
pub fn totals<'d>(doc: &'d Document, removed: &[crate::Removed]) -> Vec<Total<'d>> {
    let mut totals: BTreeMap<&'static str, Total<'d>> = BTreeMap::new();
    for piece in removed {
        let text = doc.quote(piece.span()).trim();
        let total = totals.entry(piece.filter()).or_insert(Total {
            filter: piece.filter(),
            chars: 0,
            pieces: 0,
            example: text,
        });
        total.chars += text.chars().count();
        total.pieces += 1;
        if !total.example.contains(char::is_whitespace) && text.contains(char::is_whitespace) {
            total.example = text;
        }
    }
    let mut totals: Vec<Total<'d>> = totals.into_values().collect();
    totals.sort_by_key(|total| std::cmp::Reverse(total.chars));
    totals
}
/// Number of characters of a text, with its thousands set apart.
pub fn chars(text: &str) -> String {
    grouped(text.chars().count())
}

/// A number and its noun, in the plural unless it is one: `1 block`, `12,345 blocks`.
pub fn counted(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// 12345 as 12,345.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
