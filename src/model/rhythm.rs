//! Text only: the rhythm of the lines. Which shapes come again, where the longest stretch of prose lies, and what short
//! lines announce: "Comments" says little by itself and much about what follows.

use super::lexicon::{Lexicon, Tally, pair, role, salted};
use super::page::Page;
use super::reading::Reading;
use super::stretches::heaviest;
use super::survey::equals;
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
        count_shapes(&mut lines, doc, readings);
        count_wordings(&mut lines, readings, hashes);
        mark_gaps(&mut lines, doc);
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

fn count_shapes(lines: &mut [Line], doc: &Document, readings: &[Reading]) {
    let shapes = readings.iter().zip(doc.blocks()).map(|(reading, block)| shape(reading, block.kind() as u32));
    let shapes: Vec<u32> = shapes.collect();
    for (line, alike) in lines.iter_mut().zip(equals(shapes.iter().copied())) {
        (line.alike, line.since_alike) = (alike.count, alike.since);
    }
    for (at, alike) in equals(shapes.windows(2).map(|two| pair(two[0], two[1]))).enumerate() {
        (lines[at].pair_after, lines[at + 1].pair_before) = (alike.count, alike.count);
    }
}

fn count_wordings(lines: &mut [Line], readings: &[Reading], hashes: &[u32]) {
    let words = |reading: &Reading| &hashes[reading.from as usize..reading.to as usize];
    let of = |key: fn(&[u32]) -> u32| equals(readings.iter().map(move |reading| key(words(reading))));
    let whole = of(|words| words.iter().fold(7, |all, word| pair(all, *word)));
    let first = of(|words| words.first().copied().unwrap_or(0));
    let last = of(|words| words.last().copied().unwrap_or(0));
    for (((line, whole), first), last) in lines.iter_mut().zip(whole).zip(first).zip(last) {
        (line.same, line.same_first, line.same_last) = (whole.count, first.count, last.count);
    }
}

fn mark_gaps(lines: &mut [Line], doc: &Document) {
    let mut from = 0;
    for (line, block) in lines.iter_mut().zip(doc.blocks()) {
        let gap = &doc.text()[from..block.span().start()];
        line.apart = gap.bytes().filter(|byte| *byte == b'\n').nth(1).is_some();
        from = block.span().end();
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

/// The run of lines with the greatest sum of words less a cost a line.
fn stretch(readings: &[Reading]) -> (usize, usize) {
    heaviest(readings.iter().map(|reading| reading.words.min(LINE_MOST) - LINE_COST))
}

/// The first line that says the title.
fn title(doc: &Document) -> Option<usize> {
    let title = doc.title()?;
    doc.blocks().position(|block| block.text() == title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Page as Source};

    const FORUM: &str = "Login\n\nanna83\n3 May\nThe old pier was never meant to carry the ferry, as far as I know of it.\n\
                         bert\n4 May\nBut it did carry the ferry for many years, and nobody ever came to any harm.\n\
                         cleo\n9 May\nMy uncle says that the pier was closed twice, once for a whole winter long.\nImprint";

    #[test]
    fn posts_of_a_thread_repeat_their_shapes() {
        let doc = Cleaner::new().parse(&Source::text(FORUM)).unwrap();
        let page = Page::read(&doc);
        let dates: Vec<usize> =
            (0..page.len()).filter(|block| doc.get(*block).unwrap().text().ends_with("May")).collect();
        assert_eq!(dates.len(), 3);
        assert!(dates.iter().all(|date| page.rhythm.lines[*date].same == 3), "equal but for the number");
        assert!(page.rhythm.lines[dates[2]].since_alike == 3 && page.rhythm.lines[dates[1]].pair_after == 3);
        assert!(page.rhythm.lines[1].apart && !page.rhythm.lines[2].apart);
        assert_eq!(page.rhythm.stretch.1, dates[2] + 2);
    }

    #[test]
    fn announcements_fade_with_distance() {
        let doc = Cleaner::new().parse(&Source::text(FORUM)).unwrap();
        let mut page = Page::read(&doc);
        let mut said = vec![[0.0, 0.0]; page.len()];
        (said[0], said[page.len() - 1]) = ([-1.0, 0.0], [0.0, 2.0]);
        page.rhythm.weigh(said);
        let lines = &page.rhythm.lines;
        assert_eq!((lines[0].led[0], lines[1].led[0], lines[2].led[0]), (0.0, -1.0, -0.7));
        assert!(lines[5].led[1] < lines[5].led[0], "what is heard far away fades slowly");
        assert_eq!(lines[lines.len() - 2].closed, [2.0, 2.0]);
    }
}
