//! Splits what was stuck together without a space: breadcrumb and title, caption and credit, two sentences, a byline
//! and its date.

use crate::chars;
use foldhash::HashSet;
use std::cell::OnceCell;
use std::ops::Range;

use super::Segment;
use super::evidence::{self, LONGEST_TITLE, Place};
use super::kind::Kind;
use super::lines::closes_sentence;

/// Splits every segment, code and table rows excepted, where there is evidence for it.
pub(super) fn split(text: &str, segments: Vec<Segment>) -> Vec<Segment> {
    let titles =
        Titles { lines: segments.iter().map(|segment| &text[segment.range.clone()]).collect(), keys: OnceCell::new() };
    let mut out = Vec::with_capacity(segments.len());
    for segment in segments {
        let line = &text[segment.range.clone()];
        let Range { start, end } = segment.range;
        let cuts = if segment.kind == Kind::Paragraph { cuts(line, &titles) } else { Vec::new() };
        let edges: Vec<usize> = cuts.into_iter().map(|cut| start + cut).collect();
        let starts = std::iter::once(start).chain(edges.iter().copied());
        let ends = edges.iter().copied().chain(std::iter::once(end));
        out.extend(starts.zip(ends).map(|(from, to)| Segment {
            range: from..to,
            kind: segment.kind,
            glued: from > start,
            inline: segment.inline && from == start,
        }));
    }
    out
}

/// What may be repeated as the end of a breadcrumb: a line of the text, wherever it stands.
pub(super) struct Titles<'t> {
    lines: Vec<&'t str>,
    /// Of the lines that may be titles, from the first time that one is looked for.
    keys: OnceCell<HashSet<u64>>,
}

impl Titles<'_> {
    pub(super) fn have(&self, key: u64) -> bool {
        self.keys.get_or_init(|| self.read()).contains(&key)
    }

    fn read(&self) -> HashSet<u64> {
        let short = self.lines.iter().filter(|line| line.len() <= LONGEST_TITLE && evidence::has_words(line, 3));
        short.map(|line| evidence::key(line)).collect()
    }
}

/// Where a line has to be split. Work is bounded: a line with a seam in every word is no prose.
fn cuts(line: &str, titles: &Titles<'_>) -> Vec<usize> {
    const FEW: usize = 64;
    let seams: Vec<usize> = seams(line).take(FEW + line.len() / FEW).collect();
    let trail = is_trail(line, &seams, titles);
    let mut cuts = Vec::new();
    let mut from = 0;
    for at in seams {
        let place = Place::new(line, from, at);
        let stuck = place.sentences()
            || place.credit()
            || place.lead()
            || place.byline()
            || place.title(titles)
            || place.repeats()
            || from == 0 && place.label()
            || trail && (place.home() || place.crumbs());
        if stuck && !place.in_brand() {
            cuts.push(at);
            from = at;
            if place.title(titles) {
                break;
            }
        }
    }
    cuts
}

/// Is the line a breadcrumb: the word for a home page, and another part behind the next one?
fn is_trail(line: &str, seams: &[usize], titles: &Titles<'_>) -> bool {
    let Some((&first, others)) = seams.split_first() else { return false };
    let is_part = |place: Place| place.crumbs() || place.title(titles);
    line.len() <= LONGEST_TITLE
        && !closes_sentence(line)
        && Place::new(line, 0, first).home()
        && others.iter().any(|&at| is_part(Place::new(line, first, at)))
}

/// The places where a capital, a number, a bracket or a copyright sign follows a letter, a digit or closing punctuation at once.
fn seams(line: &str) -> impl Iterator<Item = usize> {
    let may = |two: &[u8]| MAY_BE_SEAM[usize::from(two[1])] && !two[0].is_ascii_whitespace();
    let places = line.as_bytes().windows(2).zip(1..);
    places.filter(move |(two, at)| may(two) && is_seam(line, *at)).map(|(_, at)| at)
}

/// Bytes that may begin what stands behind a seam.
const MAY_BE_SEAM: [bool; 256] = {
    let mut may = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        may[byte] = matches!(byte as u8, b'A'..=b'Z' | b'0'..=b'9' | b'(' | 0xC2..);
        byte += 1;
    }
    may
};

fn is_seam(line: &str, at: usize) -> bool {
    let mut back = line[..at].chars().rev();
    let (Some(before), Some(after)) = (back.next(), line[at..].chars().next()) else { return false };
    let opens = before == '"' && back.next().is_none_or(char::is_whitespace);
    match after {
        _ if opens => false,
        '©' => !before.is_whitespace(),
        '(' => chars::is_alphanumeric(before),
        _ if after.is_ascii_digit() => before.is_lowercase(),
        _ => {
            after.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit() || ".!?…)]”’\"»".contains(before))
        }
    }
}
