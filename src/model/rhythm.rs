//! Text only: the rhythm of the lines. Which shapes come again, where the longest stretch of prose lies, and what short
//! lines announce: "Comments" says little by itself and much about what follows.

use super::lexicon::{Lexicon, Tally, pair, role, salted};
use super::page::Page;
use super::reading::Reading;
use crate::document::{Document, Input};

/// What is known of a line beyond its own words.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Line {
    /// Lines of the same shape; the same two shapes in a row, with the line before and with the one after.
    pub alike: u32,
    pub pair_before: u32,
    pub pair_after: u32,
    /// Lines back to the last one of this shape; 0 for none.
    pub since_alike: u32,
    /// Lines that say the same but for numbers; that begin, that end with the same word.
    pub same: u32,
    pub same_first: u32,
    pub same_last: u32,
    /// A blank line stands before it.
    pub apart: bool,
    /// What it says of the lines after it and before it, content or not; of neither if it is long.
    pub leads: f32,
    pub closes: f32,
    /// What the short lines before it announce, near and far; what those after it say of it.
    pub led: [f32; 2],
    pub closed: [f32; 2],
}

/// The lines of a text.
#[derive(Debug, Default)]
pub(crate) struct Rhythm {
    pub lines: Vec<Line>,
    /// The run of lines that holds most words for its length.
    pub stretch: (usize, usize),
    /// Share of lines with a blank line before them.
    pub blank: f32,
    /// The line that is the title.
    pub title: Option<usize>,
}

/// Longer lines announce nothing.
pub(crate) const CUE_WORDS: usize = 10;
/// What a line must have to lengthen the stretch, and how much of it counts.
const LINE_COST: f32 = 5.0;
const LINE_MOST: f32 = 30.0;
/// How much of an announcement is left after each line.
const FADES: [f32; 2] = [0.7, 0.95];

impl Rhythm {
    /// Measures a text; of HTML nothing is asked.
    pub fn of(doc: &Document, readings: &[Reading], hashes: &[u32]) -> Self {
        if doc.input() == Input::Html {
            return Rhythm::default();
        }
        let mut lines = vec![Line::default(); readings.len()];
        let shapes: Vec<u32> = readings.iter().zip(doc.blocks()).map(|(r, b)| shape(r, b.kind() as u32)).collect();
        count(&shapes, |at, n, since| (lines[at].alike, lines[at].since_alike) = (n, since));
        let pairs: Vec<u32> = shapes.windows(2).map(|two| pair(two[0], two[1])).collect();
        count(&pairs, |at, n, _| {
            lines[at].pair_after = n;
            lines[at + 1].pair_before = n;
        });
        let words = |r: &Reading| &hashes[r.from as usize..r.to as usize];
        let said: Vec<u32> = readings.iter().map(|r| words(r).iter().fold(7, |all, word| pair(all, *word))).collect();
        count(&said, |at, n, _| lines[at].same = n);
        let first: Vec<u32> = readings.iter().map(|r| words(r).first().copied().unwrap_or(0)).collect();
        count(&first, |at, n, _| lines[at].same_first = n);
        let last: Vec<u32> = readings.iter().map(|r| words(r).last().copied().unwrap_or(0)).collect();
        count(&last, |at, n, _| lines[at].same_last = n);
        let mut from = 0;
        for (line, block) in lines.iter_mut().zip(doc.blocks()) {
            let gap = &doc.text()[from..block.span().start()];
            line.apart = gap.bytes().filter(|byte| *byte == b'\n').nth(1).is_some();
            from = block.span().end();
        }
        let blank = lines.iter().filter(|line| line.apart).count() as f32 / lines.len().max(1) as f32;
        Rhythm { lines, stretch: stretch(readings), blank, title: title(doc) }
    }

    /// Looks up what the short lines announce.
    pub fn weigh(&mut self, said: Vec<[f32; 2]>) {
        for (line, [leads, closes]) in self.lines.iter_mut().zip(said) {
            (line.leads, line.closes) = (leads, closes);
        }
        for (which, fade) in FADES.into_iter().enumerate() {
            let mut heard = 0.0;
            for line in &mut self.lines {
                line.led[which] = heard;
                heard = heard * fade + line.leads;
            }
            heard = 0.0;
            for line in self.lines.iter_mut().rev() {
                line.closed[which] = heard;
                heard = heard * fade + line.closes;
            }
        }
    }
}

/// Calls `each` with the hashed words by which a short line announces something.
pub(crate) fn cue_words(page: &Page<'_>, block: usize, role: u32, mut each: impl FnMut(u32)) {
    let words = page.words(block);
    if words.is_empty() || words.len() > CUE_WORDS {
        return;
    }
    words.iter().for_each(|word| each(salted(*word, role)));
    words.windows(2).for_each(|two| each(salted(pair(two[0], two[1]), role)));
    each(salted(pair(words[0], words.len() as u32), role));
}

/// What every line says of the lines after and before it.
pub(crate) fn cues(page: &Page<'_>, lexicon: &Lexicon) -> Vec<[f32; 2]> {
    let score = |block, role| {
        let mut tally = Tally::default();
        cue_words(page, block, role, |hash| tally.add(lexicon, hash));
        tally.score()
    };
    (0..page.len()).map(|block| [score(block, role::LEADS), score(block, role::CLOSES)]).collect()
}

/// Length in steps, how it starts and ends, capitals, figures, kind.
fn shape(reading: &Reading, kind: u32) -> u32 {
    let length = (reading.words + 1.0).log2() as u32;
    let capitals = u32::from(reading.title_words as f32 * 2.0 > reading.words);
    let figures = u32::from(reading.digits > 0);
    (((length * 8 + reading.start as u32) * 8 + reading.end as u32) * 4 + capitals * 2 + figures) * 16 + kind
}

/// Calls `each` with place, number of equals, and steps back to the last.
fn count(keys: &[u32], mut each: impl FnMut(usize, u32, u32)) {
    let mut order: Vec<(u32, u32)> = keys.iter().enumerate().map(|(at, key)| (*key, at as u32)).collect();
    order.sort_unstable();
    for run in order.chunk_by(|one, other| one.0 == other.0) {
        let mut before = None;
        for (_, at) in run {
            each(*at as usize, run.len() as u32, before.map_or(0, |before| at - before));
            before = Some(*at);
        }
    }
}

/// The run of lines with the greatest sum of words less a cost a line.
fn stretch(readings: &[Reading]) -> (usize, usize) {
    let (mut best, mut sum, mut from, mut found) = (0.0, 0.0, 0, (0, readings.len()));
    for (at, reading) in readings.iter().enumerate() {
        if sum <= 0.0 {
            (sum, from) = (0.0, at);
        }
        sum += reading.words.min(LINE_MOST) - LINE_COST;
        if sum > best {
            (best, found) = (sum, (from, at + 1));
        }
    }
    found
}

/// The last line before the prose that says the title.
fn title(doc: &Document) -> Option<usize> {
    let title = doc.title()?;
    doc.blocks().position(|block| block.text() == title)
}
