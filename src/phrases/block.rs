//! Where in a block a wording stands.

use std::ops::Range;

use super::letters::is_spaceless;
use super::pattern::{Pattern, SHORT};
use super::words::{Case, Word, Words, last_words};
use super::{Kinds, Place};
use crate::prose::ends_sentence;

/// Tail rules look at this many words from the end of a block.
const TAIL_WORDS: usize = 32;
/// Blocks of more bytes are not short, whatever their words.
const SHORT_BYTES: usize = 600;
/// Words, or single characters, of a short block.
const MOST_SIGNS: usize = 126;
/// Heads have fewer words than this.
const HEAD_WORDS: usize = 16;
/// A head of so many words is told from the text after it by a capital alone.
const TELLING_WORDS: usize = 3;

/// A block that a wording may stand in.
pub(super) struct Block<'t> {
    text: &'t str,
    /// The first words: all of a short block, enough for a head of a longer one.
    words: Vec<Word>,
    short: bool,
}

impl<'t> Block<'t> {
    pub fn new(text: &'t str) -> Self {
        let most = if text.len() > SHORT_BYTES { HEAD_WORDS } else { MOST_SIGNS + 1 };
        let words: Vec<Word> = Words::new(text).take(most).collect();
        let short = text.len() <= SHORT_BYTES && words.len() <= MOST_SIGNS && size(text, &words) <= SHORT;
        Self { text, words, short }
    }

    /// Where a wording stands if the block is it or begins with it.
    pub fn front(&self, wording: &Pattern, kinds: Kinds) -> Option<(Place, Range<usize>)> {
        let lengths = wording.lengths(&self.words);
        if lengths.is_empty() {
            return None;
        }
        let whole = [Place::End, Place::Whole].into_iter().find(|&place| kinds.has(place));
        if self.short
            && let Some(place) = whole.filter(|_| lengths.has(self.words.len()))
        {
            return Some((place, 0..self.text.len()));
        }
        if self.short && kinds.has(Place::Starts) {
            return Some((Place::Starts, 0..self.text.len()));
        }
        if self.short && kinds.has(Place::Teaser) && !ends_sentence(self.text) {
            return Some((Place::Teaser, 0..self.text.len()));
        }
        let head = kinds.has(Place::Head) && !wording.is_wild();
        let end = lengths.descending().filter(|_| head).find_map(|count| self.head(count))?;
        Some((Place::Head, 0..end))
    }

    /// Where a head of `count` words ends, if another text follows it.
    fn head(&self, count: usize) -> Option<usize> {
        let (head, next) = (&self.words[..count], self.words.get(count)?);
        let last = head.last()?;
        let shouted = head.iter().all(|word| word.case == Case::Upper) && next.case == Case::Capital;
        let told = count >= TELLING_WORDS && matches!(next.case, Case::Capital | Case::Upper);
        let apart = last.after.colon || last.after.stop || shouted || told;
        apart.then(|| last.end + after_space(&self.text[last.end..next.start]))
    }
}

/// Words, of which some three characters make one in scripts without spaces.
fn size(text: &str, words: &[Word]) -> usize {
    let signs = words.iter().filter(|word| text[word.start..].starts_with(is_spaceless)).count();
    words.len() - signs + signs / 3
}

/// The end of a block.
pub(super) struct End<'t> {
    text: &'t str,
    words: Vec<Word>,
}

impl<'t> End<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, words: last_words(text, TAIL_WORDS).take(TAIL_WORDS).collect() }
    }

    /// Where a wording stands if the block ends with it, after the end of a sentence.
    pub fn tail(&self, wording: &Pattern, kinds: Kinds) -> Option<(Place, Range<usize>)> {
        if !kinds.has(Place::Tail) || wording.is_wild() {
            return None;
        }
        let words = &self.words;
        let ends = |start: usize| wording.lengths(&words[start..]).has(words.len() - start);
        let start = (1..words.len()).find(|&start| words[start - 1].after.stop && ends(start))?;
        let (before, first) = (&words[start - 1], &words[start]);
        let gap = &self.text[before.end..first.start];
        Some((Place::Tail, before.end + before_space(gap)..self.text.len()))
    }
}

/// Offset in a gap where the next text begins, with its opening quote if a space tells that it is one.
fn after_space(gap: &str) -> usize {
    gap.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(gap.len(), |(offset, c)| offset + c.len_utf8())
}

/// Offset in a gap where the text before it is over, closing punctuation included.
fn before_space(gap: &str) -> usize {
    gap.find(char::is_whitespace).unwrap_or(gap.len())
}
