//! Compiles phrase lists and searches blocks for them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::error::{PhraseError, Problem};
use super::list::{Example, List, Rule};
use super::pattern::{SHORT, Step, back_key, begins, covers, front_key};
use super::words::{Case, Hash, Word, Words, last_words, pair};
use super::{Kinds, LISTS, Match, Place};

/// Tail rules look at this many words from the end of a block.
const TAIL_WORDS: usize = 32;
/// A head of so many words is told from the text after it by a capital alone.
const TELLING_WORDS: usize = 3;

/// A rule without its wordings.
#[derive(Debug)]
struct Entry {
    reason: usize,
    list: usize,
    line: usize,
    kinds: Kinds,
}

/// One wording of a rule: a range of the book's steps.
#[derive(Debug, Clone)]
struct Wording {
    entry: usize,
    steps: Range<usize>,
}

/// Wordings by the two words they begin (or end) with, or by one if the second is not fixed.
#[derive(Debug, Default)]
struct Index(HashMap<Hash, Vec<Wording>>);

impl Index {
    fn add(&mut self, outer: Hash, key: Hash, wording: Wording) {
        self.0.entry(outer).or_default();
        self.0.entry(key).or_default().push(wording);
    }

    /// What may match where these are the outermost words; nothing for most text.
    fn candidates(&self, mut words: impl Iterator<Item = Hash>) -> Option<impl Iterator<Item = &Wording>> {
        let outer = words.next()?;
        let alone = self.0.get(&outer)?;
        let paired = words.next().and_then(|inner| self.0.get(&pair(outer, inner)));
        Some(alone.iter().chain(paired.into_iter().flatten()))
    }
}

/// Phrase lists, ready to be searched for.
///
/// ```text
/// [house-ad]
/// whole  Subscribe to the Daily *
///   + Subscribe to the Daily Planet
///   - He told them to subscribe to the Daily Planet.
/// ```
#[derive(Debug, Default)]
pub struct PhraseBook {
    lists: Vec<String>,
    reasons: Vec<String>,
    entries: Vec<Entry>,
    steps: Vec<Step>,
    front: Index,
    back: Index,
}

impl PhraseBook {
    /// All built-in lists in one book.
    pub(crate) fn builtin() -> &'static Self {
        static BOOK: LazyLock<PhraseBook> = LazyLock::new(|| {
            let mut book = PhraseBook::default();
            for (name, text) in LISTS {
                // A list that cannot be read is left out here and fails a test.
                if let Ok(list) = List::read(name, text) {
                    book.add(name, &list);
                }
            }
            book
        });
        &BOOK
    }

    /// Reads a list of your own and tries it on its examples. `name` is what errors and provenance call it.
    ///
    /// # Errors
    /// [`PhraseError`] names the first line that cannot be read, or the first example that turns out otherwise.
    pub fn parse(name: &str, text: &str) -> Result<Self, PhraseError> {
        let list = List::read(name, text)?;
        let mut book = Self::default();
        book.add(name, &list);
        for example in &list.examples {
            book.check(&list.rules[example.rule], example)
                .map_err(|problem| PhraseError::new(name, example.line, problem))?;
        }
        Ok(book)
    }

    /// The phrase that `block` is, begins with or ends with; the one that removes most if there are several.
    /// What is left after a cut can hold another: ask again with it.
    pub(crate) fn find(&self, block: &str) -> Option<Match<'_>> {
        self.find_in_front(block).or_else(|| self.find_at_end(block))
    }

    fn find_in_front(&self, block: &str) -> Option<Match<'_>> {
        let candidates = self.front.candidates(Words::new(block).map(|word| word.hash))?;
        let block = Block::new(block);
        self.best(candidates, |steps, kinds| block.front(steps, kinds))
    }

    fn find_at_end(&self, block: &str) -> Option<Match<'_>> {
        let mut last = last_words(block, 2).fold([None; 2], |[_, inner], word| [inner, Some(word.hash)]).into_iter();
        let outward = std::iter::from_fn(|| last.next_back().flatten());
        let candidates = self.back.candidates(outward)?;
        let last: Vec<Word> = last_words(block, TAIL_WORDS).collect();
        let block = Block::new(block);
        self.best(candidates, |steps, kinds| block.front(steps, kinds).or_else(|| block.tail(&last, steps, kinds)))
    }

    /// The match that removes most, then the longest wording, then the first in its list.
    fn best<'b>(
        &'b self,
        candidates: impl Iterator<Item = &'b Wording>,
        fits: impl Fn(&[Step], Kinds) -> Option<(Place, Range<usize>)>,
    ) -> Option<Match<'b>> {
        let found = candidates.filter_map(|wording| {
            let entry = &self.entries[wording.entry];
            let (place, range) = fits(&self.steps[wording.steps.clone()], entry.kinds)?;
            Some((place, wording, entry, range))
        });
        let (place, _, entry, range) =
            found.max_by_key(|(place, wording, ..)| (*place, wording.steps.len(), std::cmp::Reverse(wording.entry)))?;
        let (reason, list) = (&self.reasons[entry.reason], &self.lists[entry.list]);
        Some(Match { reason, list, line: entry.line, place, range })
    }

    fn add(&mut self, name: &str, list: &List) {
        self.lists.push(name.to_owned());
        for rule in &list.rules {
            let entry = Entry {
                reason: self.reason(rule.reason),
                list: self.lists.len() - 1,
                line: rule.line,
                kinds: rule.kinds,
            };
            self.entries.push(entry);
            rule.wordings.iter().for_each(|wording| self.add_wording(wording, rule.kinds));
        }
    }

    fn reason(&mut self, name: &str) -> usize {
        self.reasons.iter().position(|known| known == name).unwrap_or_else(|| {
            self.reasons.push(name.to_owned());
            self.reasons.len() - 1
        })
    }

    fn add_wording(&mut self, steps: &[Step], kinds: Kinds) {
        let start = self.steps.len();
        self.steps.extend_from_slice(steps);
        let wording = Wording { entry: self.entries.len() - 1, steps: start..self.steps.len() };
        match front_key(steps) {
            Some((outer, key)) if !kinds.only(Place::Tail) => self.front.add(outer, key, wording.clone()),
            _ => {}
        }
        match back_key(steps) {
            Some((outer, key)) if kinds.has(Place::Tail) || steps[0] == Step::Any => self.back.add(outer, key, wording),
            _ => {}
        }
    }

    /// Holds an example against the whole book.
    fn check(&self, rule: &Rule, example: &Example) -> Result<(), Problem> {
        let found = self.find(example.text);
        if example.must_match {
            let hit = found.is_some_and(|found| found.reason == rule.reason && rule.kinds.has(found.place));
            return hit.then_some(()).ok_or_else(|| Problem::Missed(example.text.to_owned()));
        }
        match found {
            Some(found) => Err(Problem::Hit(example.text.to_owned(), found.list.to_owned(), found.line)),
            None => Ok(()),
        }
    }
}

/// A block that a wording may stand in.
struct Block<'t> {
    text: &'t str,
    /// The first words, one more than a short block has.
    words: Vec<Word>,
}

impl<'t> Block<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, words: Words::new(text).take(SHORT + 1).collect() }
    }

    /// Where a wording stands if the block is it or begins with it.
    fn front(&self, steps: &[Step], kinds: Kinds) -> Option<(Place, Range<usize>)> {
        let short = self.words.len() <= SHORT;
        let whole = [Place::End, Place::Whole].into_iter().find(|&place| kinds.has(place));
        if let Some(place) = whole
            && short
            && covers(steps, &self.words, false)
        {
            return Some((place, 0..self.text.len()));
        }
        if kinds.has(Place::Starts) && short && covers(steps, &self.words, true) {
            return Some((Place::Starts, 0..self.text.len()));
        }
        let head = kinds.has(Place::Head) && begins(steps, &self.words);
        head.then(|| self.head(steps.len())).flatten().map(|end| (Place::Head, 0..end))
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

    /// Where a wording stands if the block ends with it, after the end of a sentence.
    fn tail(&self, last: &[Word], steps: &[Step], kinds: Kinds) -> Option<(Place, Range<usize>)> {
        let start = last.len().checked_sub(steps.len()).filter(|&start| start > 0 && kinds.has(Place::Tail))?;
        let (before, first) = (&last[start - 1], &last[start]);
        let fits = before.after.stop && begins(steps, &last[start..]);
        fits.then(|| (Place::Tail, before.end + before_space(&self.text[before.end..first.start])..self.text.len()))
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
