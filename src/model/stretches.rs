//! Text only: lines that belong together, and are mostly all content or all furniture. What lies between two paragraphs,
//! what stands under one heading, neighbours of one shape.

use super::lexicon::{Lexicon, Tally, pair, role, salted};
use super::page::Page;
use crate::document::BlockKind;

/// Ways to cut a text: by paragraphs, by headings, by shapes.
const CUTS: usize = 3;
pub(crate) const GAPS: usize = 0;

/// Some lines in a row. In a cut by paragraphs, the paragraphs between two gaps are a stretch, too.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stretch {
    pub from: usize,
    pub to: usize,
    /// Scores of what its lines say: the lowest and the highest.
    pub least: f32,
    pub most: f32,
    /// What its lines announce on average, and at worst; what they close.
    pub leads: f32,
    pub leads_least: f32,
    pub closes: f32,
    /// Lines that stand more than once on the page.
    pub copied: u32,
    /// What the words of a gap say all together.
    pub said: f32,
}

/// One way to cut a text: its stretches, and the stretch of each line.
#[derive(Debug, Default)]
struct Cut {
    stretches: Vec<Stretch>,
    of: Vec<u32>,
}

/// A text's lines in stretches.
#[derive(Debug, Default)]
pub(crate) struct Stretches {
    cuts: [Cut; CUTS],
    /// The lines that together say most for content.
    pub spoken: (usize, usize),
}

impl Stretches {
    /// Cuts a text whose words were looked up; where no word counts, a gap's do not either.
    pub fn of(page: &Page<'_>, words: Option<&Lexicon>) -> Self {
        let starts: [fn(&Page<'_>, usize) -> bool; CUTS] = [starts_gap, starts_section, starts_run];
        let mut cuts = starts.map(|starts| Cut::of(page, starts));
        if let Some(words) = words {
            cuts[GAPS].stretches.iter_mut().for_each(|gap| gap.said = said(page, gap.from, words));
        }
        Stretches { cuts, spoken: spoken(page) }
    }

    /// The stretch of a line.
    pub fn own(&self, cut: usize, block: usize) -> &Stretch {
        &self.cuts[cut].stretches[self.cuts[cut].of[block] as usize]
    }

    /// One so many steps before or after it.
    pub fn near(&self, cut: usize, block: usize, steps: isize) -> Option<&Stretch> {
        let cut = &self.cuts[cut];
        cut.stretches.get((cut.of[block] as usize).checked_add_signed(steps)?)
    }
}

impl Cut {
    fn of(page: &Page<'_>, starts: impl Fn(&Page<'_>, usize) -> bool) -> Self {
        let mut cut = Cut { stretches: Vec::new(), of: Vec::with_capacity(page.len()) };
        for block in 0..page.len() {
            if block == 0 || starts(page, block) {
                cut.stretches.push(Stretch::at(block));
            }
            if let Some(last) = cut.stretches.last_mut() {
                last.add(page, block);
            }
            cut.of.push(cut.stretches.len() as u32 - 1);
        }
        cut
    }
}

impl Stretch {
    fn at(from: usize) -> Self {
        Stretch { from, to: from, least: f32::MAX, most: f32::MIN, leads_least: f32::MAX, ..Stretch::default() }
    }

    fn add(&mut self, page: &Page<'_>, block: usize) {
        let (line, spoken) = (&page.rhythm.lines[block], page.spoken[block].score());
        let before = self.len() as f32;
        self.to = block + 1;
        (self.least, self.most) = (self.least.min(spoken), self.most.max(spoken));
        self.leads = (self.leads * before + line.leads) / (before + 1.0);
        self.leads_least = self.leads_least.min(line.leads);
        self.closes = (self.closes * before + line.closes) / (before + 1.0);
        self.copied += u32::from(page.copies[block].0 > 1);
    }

    /// Number of lines.
    pub fn len(&self) -> usize {
        self.to - self.from
    }
}

fn starts_gap(page: &Page<'_>, block: usize) -> bool {
    page.is_long(block) != page.is_long(block - 1)
}

fn starts_section(page: &Page<'_>, block: usize) -> bool {
    page.kind(block) == BlockKind::Heading
}

/// Neighbours of one shape differ in length by less than so many times.
const ALIKE: f32 = 1.65;

fn starts_run(page: &Page<'_>, block: usize) -> bool {
    let (before, here) = (&page.readings[block - 1], &page.readings[block]);
    let (long, short) = (before.words.max(here.words) + 1.0, before.words.min(here.words) + 1.0);
    long >= short * ALIKE || before.start != here.start || before.end != here.end
}

/// Of a gap's words, only so many are looked up.
const GAP_WORDS: usize = 600;

/// Calls `each` with the hashed words of the gap that begins at a line, if one begins there.
pub(crate) fn gap_words(page: &Page<'_>, block: usize, mut each: impl FnMut(u32)) {
    if block > 0 && !page.is_long(block - 1) {
        return;
    }
    let mut left = GAP_WORDS;
    for line in (block..page.len()).take_while(|line| !page.is_long(*line)) {
        let words = page.words(line);
        let words = &words[..words.len().min(left)];
        left -= words.len();
        words.iter().for_each(|word| each(salted(*word, role::GAP)));
        words.windows(2).for_each(|two| each(salted(pair(two[0], two[1]), role::GAP)));
    }
}

fn said(page: &Page<'_>, from: usize, words: &Lexicon) -> f32 {
    let mut tally = Tally::default();
    gap_words(page, from, |hash| tally.add(words, hash));
    tally.score()
}

/// A line must say more than this for content to lengthen the stretch that says most.
const NEUTRAL: f32 = 0.45;
const MOST_WORDS: f32 = 30.0;

fn spoken(page: &Page<'_>) -> (usize, usize) {
    let worth = |block: usize| {
        let said = super::trees::sigmoid(page.spoken[block].score()) - NEUTRAL;
        said * (page.readings[block].words.min(MOST_WORDS) + 1.0).sqrt()
    };
    heaviest((0..page.len()).map(worth))
}

/// The run with the greatest sum; all of them if no sum is positive.
pub(crate) fn heaviest(worths: impl ExactSizeIterator<Item = f32>) -> (usize, usize) {
    let (mut best, mut sum, mut from, mut found) = (0.0, 0.0, 0, (0, worths.len()));
    for (at, worth) in worths.enumerate() {
        if sum <= 0.0 {
            (sum, from) = (0.0, at);
        }
        sum += worth;
        if sum > best {
            (best, found) = (sum, (from, at + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds::Kinds;
    use crate::{Cleaner, Page as Source};

    const TEXT: &str = "Harbour Times\nLogin\nSearch\n\
        The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail then.\n\
        It will be taken down stone by stone, and a new one is to open in the spring, with a small museum inside.\n\
        Facts and figures\nLength 300 m\nWidth 20 m\n\
        Nobody in this town believed any more that they would ever do it, said the man who sells the tickets there.\n\
        Imprint";

    #[test]
    fn what_lies_between_paragraphs_is_one_stretch() {
        let doc = Cleaner::new().parse(&Source::text(TEXT)).unwrap();
        let mut page = Page::read(&doc);
        page.look_up(&Kinds::default(), &Lexicon::default(), &Lexicon::default());
        let gap = |block: usize| {
            let gap = page.stretches.own(GAPS, block);
            gap.from..gap.to
        };
        assert_eq!((gap(0), gap(2)), (0..3, 0..3));
        assert_eq!((gap(3), gap(6)), (3..5, 5..8));
        assert_eq!(page.stretches.near(GAPS, 5, 1).map(Stretch::len), Some(1));
        assert!(page.stretches.near(GAPS, 0, -1).is_none());
        let mut words = Vec::new();
        gap_words(&page, 5, |word| words.push(word));
        assert_eq!(words.len(), 3 + 2 + 3 + 2 + 3 + 2, "words and pairs of three lines");
        gap_words(&page, 6, |_| panic!("no gap begins here"));
    }

    #[test]
    fn the_heaviest_run_is_found() {
        assert_eq!(heaviest([-1.0, 2.0, -1.0, 3.0, -9.0, 3.0].into_iter()), (1, 4));
        assert_eq!(heaviest([-1.0, -2.0].into_iter()), (0, 2));
    }
}
