//! What each line of a text looks like, and what is said after it: all that a headline is known by.

use crate::chars;
use crate::consent::asks_consent;
use crate::document::{Block, BlockKind};
use crate::fnv::SEED_64;
use crate::hints::Hints;
use crate::parse::dateline::is_dateline;
use crate::parse::path::last_step;
use crate::parse::{credit, metadata};
use crate::phrases::Place;
use crate::prose::{ends_sentence, english_words, is_long_prose, is_prose};
use crate::words;
use std::collections::HashMap;
use std::ops::Range;

/// Longer lines are neither headlines, dates nor bylines.
const LINE_WORDS: f32 = 30.0;
const LINE_BYTES: usize = 400;
/// Of a paragraph, only so much is compared with a headline.
const READ_BYTES: usize = 600;
/// Shorter words of alphabets say little.
const TELLING_BYTES: usize = 4;
/// Dates and names stand so near under a headline.
pub(super) const NEAR: usize = 6;
/// Words are told apart by so many buckets: a page has fewer that matter.
pub(super) const BUCKETS: usize = 1 << 13;

/// One line.
pub(super) struct Line<'d> {
    pub block: Block<'d>,
    /// Words as English would count them.
    pub words: f32,
    pub prose: bool,
    pub long_prose: bool,
    pub ends_sentence: bool,
    pub dateline: bool,
    pub byline: bool,
    /// A phrase of furniture, a credit, a request for consent.
    pub furniture: bool,
    /// Its telling words: see [`Lines::telling`].
    pub telling: Range<usize>,
    /// Hash of its wording.
    pub wording: u64,
}

/// All lines of a text, and sums over those before each.
pub(super) struct Lines<'d> {
    pub lines: Vec<Line<'d>>,
    /// Buckets of telling words, line by line.
    tellings: Vec<u16>,
    /// Words, and words of prose, before each line and after the last.
    pub words: Vec<f32>,
    pub prose: Vec<f32>,
    /// For each line and one more, the next prose and the next long prose at or after it.
    pub next_prose: Vec<usize>,
    pub next_long: Vec<usize>,
    /// How many short lines say the same.
    pub copies: HashMap<u64, usize>,
}

impl<'d> Lines<'d> {
    pub fn of(blocks: &[Block<'d>]) -> Self {
        let mut tellings = Vec::new();
        // No headline stands after the last prose, so nobody asks what the lines far behind it are.
        let last = blocks.iter().rposition(is_prose).map_or(0, |last| last + NEAR);
        let lines: Vec<Line<'d>> =
            blocks.iter().enumerate().map(|(at, block)| Line::of(*block, at < last, &mut tellings)).collect();
        let sum = |words: fn(&Line<'_>) -> f32| {
            let mut sums = vec![0.0; lines.len() + 1];
            lines.iter().enumerate().for_each(|(at, line)| sums[at + 1] = sums[at] + words(line));
            sums
        };
        let (words, prose) = (sum(|line| line.words), sum(|line| if line.prose { line.words } else { 0.0 }));
        let (next_prose, next_long) = (next(&lines, |line| line.prose), next(&lines, |line| line.long_prose));
        let mut copies = HashMap::new();
        lines.iter().filter(|line| line.is_short()).for_each(|line| *copies.entry(line.wording).or_default() += 1);
        Lines { words, prose, next_prose, next_long, copies, lines, tellings }
    }

    /// The telling words of a line.
    pub fn telling(&self, line: &Line<'_>) -> &[u16] {
        &self.tellings[line.telling.clone()]
    }

    /// Whether a line may be a headline: it is short, no furniture and no piece of a longer line, and prose comes after it.
    pub fn may_be_headline(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let fits = line.is_short()
            && line.words >= 2.0
            && line.block.words() > 0
            && self.next_prose[at + 1] < self.lines.len();
        let plain = !line.dateline && !line.byline && !line.furniture;
        let text = line.block.text();
        fits && plain
            && !matches!(line.block.kind(), BlockKind::ListItem | BlockKind::Code)
            && !text.contains("://")
            && !text.contains("www.")
            && (!line.prose || !text.ends_with('.'))
            && text.matches(['|', '·', '•']).count() < 2
            && last_step(text).is_none()
            && !text.trim_end_matches(CLOSING).ends_with(['。', '।', '؟'])
            && !self.goes_on(at)
            && !self.is_inline(at)
    }

    /// Whether a line stands twice before the article under it.
    pub fn is_doubled(&self, at: usize) -> bool {
        let above = &self.lines[..self.next_prose[at + 1]];
        above.iter().filter(|line| line.is_short() && line.wording == self.lines[at].wording).count() > 1
    }

    /// Whether a line is a piece of a longer one.
    fn is_inline(&self, at: usize) -> bool {
        self.lines[at..].iter().take(2).any(|line| line.block.hints().has(Hints::INLINE))
    }

    /// Whether a line is the first piece of a sentence that the next one ends.
    fn goes_on(&self, at: usize) -> bool {
        let (text, next) = (self.lines[at].block.text(), &self.lines[at + 1]);
        text.ends_with([',', ';']) || next.block.text().starts_with(chars::is_lowercase) && next.prose && !next.byline
    }
}

/// A full stop inside these ends a sentence all the same.
const CLOSING: [char; 7] = ['"', '”', '“', '’', '»', ')', '」'];

impl<'d> Line<'d> {
    /// `near` a headline it matters what else stands there.
    fn of(block: Block<'d>, near: bool, tellings: &mut Vec<u16>) -> Self {
        let (text, words, from) = (block.text(), english_words(&block) as f32, tellings.len());
        let short = words <= LINE_WORDS && text.len() <= LINE_BYTES;
        let mut wording = SEED_64;
        for word in words::split(words::head(text, READ_BYTES)) {
            let hash = words::hash(SEED_64, word);
            wording = (wording ^ hash).rotate_left(23).wrapping_mul(SEED_64);
            if word.starts_with(words::is_unspaced) {
                tellings.extend(pieces(word).map(|piece| bucket(words::hash(SEED_64, piece))));
            } else {
                tellings.extend(tells(word).then(|| bucket(hash)));
            }
        }
        let (prose, long_prose) = (is_prose(&block), is_long_prose(&block));
        let own = (prose || long_prose) && !asks_consent(text);
        Line {
            block,
            words,
            prose: prose && own,
            long_prose: long_prose && own,
            ends_sentence: ends_sentence(text),
            dateline: near && short && is_dateline(text),
            byline: near && short && metadata::is_byline(text),
            furniture: block.phrase().is_some_and(|found| found.place() >= Place::Teaser)
                || near && short && credit::start(text).is_some(),
            telling: from..tellings.len(),
            wording: if short { wording } else { 0 },
        }
    }

    pub fn is_short(&self) -> bool {
        self.words <= LINE_WORDS && self.block.text().len() <= LINE_BYTES
    }
}

/// So many letters in a row say as much as a word where there are no spaces.
const PIECE: usize = 4;

/// Every few letters in a row.
fn pieces(phrase: &str) -> impl Iterator<Item = &str> {
    let ends = phrase.char_indices().map(|(at, c)| at + c.len_utf8()).skip(PIECE - 1);
    phrase.char_indices().zip(ends).map(|((from, _), to)| &phrase[from..to])
}

fn tells(word: &str) -> bool {
    word.len() >= TELLING_BYTES || word.chars().any(words::is_ideograph)
}

fn bucket(hash: u64) -> u16 {
    ((hash ^ hash >> 32) % BUCKETS as u64) as u16
}

/// For each line and one more, where the next such line stands.
fn next(lines: &[Line<'_>], such: fn(&Line<'_>) -> bool) -> Vec<usize> {
    let mut next = vec![lines.len(); lines.len() + 1];
    (0..lines.len()).rev().for_each(|at| next[at] = if such(&lines[at]) { at } else { next[at + 1] });
    next
}
