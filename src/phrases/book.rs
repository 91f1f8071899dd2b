//! Compiles phrase lists and searches blocks for them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::error::{PhraseError, Problem};
use super::list::{Example, List, Rule};
use super::pattern::{Edge, Pattern, SHORT};
use super::words::{Case, Hash, Word, Words, last_words, pair};
use super::{Kinds, LISTS, Match, Place};

/// Tail rules look at this many words from the end of a block.
const TAIL_WORDS: usize = 32;
/// Blocks of more bytes are not short, whatever their words.
const SHORT_BYTES: usize = 600;
/// Heads have fewer words than this.
const HEAD_WORDS: usize = 16;
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

/// One wording of a rule.
#[derive(Debug)]
struct Wording {
    entry: usize,
    pattern: Pattern,
}

/// Wordings by the word they begin (or end) with. A bit for each pair of outer words turns most text away.
#[derive(Debug)]
struct Index {
    wordings: HashMap<Hash, Vec<usize>>,
    pairs: Vec<u64>,
}

/// Bits of a pair index, a power of two.
const PAIR_BITS: u64 = 1 << 18;
/// Stands for any second word.
const ANY: Hash = 2;
/// Stands for the second word where there is none.
const NONE: Hash = 3;
/// Stands for the second word in the bit that says that the first is known.
const OUTER: Hash = 4;

impl Default for Index {
    fn default() -> Self {
        Self { wordings: HashMap::new(), pairs: vec![0; (PAIR_BITS / 64) as usize] }
    }
}

impl Index {
    /// Adds a wording by its edges; `open` if other words may follow it.
    fn add(&mut self, wording: usize, edges: &[Edge], open: bool) {
        let mut added = None;
        for &edge in edges {
            let (outer, inner) = match edge {
                Edge::Two(outer, inner) => (outer, inner),
                Edge::One(outer) if !open => (outer, NONE),
                Edge::One(outer) | Edge::Open(outer) => (outer, ANY),
            };
            self.set(outer, OUTER);
            self.set(outer, inner);
            // Edges with the same outer word mostly follow each other.
            if added.replace(outer) != Some(outer) {
                let wordings = self.wordings.entry(outer).or_default();
                if wordings.last() != Some(&wording) {
                    wordings.push(wording);
                }
            }
        }
    }

    fn set(&mut self, outer: Hash, inner: Hash) {
        let (cell, bit) = cell(outer, inner);
        self.pairs[cell] |= bit;
    }

    fn has(&self, outer: Hash, inner: Hash) -> bool {
        let (cell, bit) = cell(outer, inner);
        self.pairs[cell] & bit != 0
    }

    /// The wordings that may stand where these are the outermost words: none for most text.
    fn candidates(&self, outer: Hash, inner: impl FnOnce() -> Option<Hash>) -> &[usize] {
        let known = self.has(outer, OUTER) && (self.has(outer, ANY) || self.has(outer, inner().unwrap_or(NONE)));
        if !known {
            return &[];
        }
        self.wordings.get(&outer).map_or(&[], Vec::as_slice)
    }
}

/// Where the bit of a pair is.
fn cell(outer: Hash, inner: Hash) -> (usize, u64) {
    let bit = pair(outer, inner) % PAIR_BITS;
    ((bit / 64) as usize, 1 << (bit % 64))
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
    wordings: Vec<Wording>,
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
                    book.add(name, list.rules);
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
        book.add(name, list.rules);
        for example in &list.examples {
            book.check(example).map_err(|problem| PhraseError::new(name, example.line, problem))?;
        }
        Ok(book)
    }

    /// The phrase that `block` is, begins with or ends with; the one that removes most if there are several.
    /// What is left after a cut can hold another: ask again with it.
    pub(crate) fn find(&self, block: &str) -> Option<Match<'_>> {
        self.find_in_front(block).or_else(|| self.find_at_end(block))
    }

    fn find_in_front(&self, block: &str) -> Option<Match<'_>> {
        let mut words = Words::new(block).map(|word| word.hash);
        let candidates = self.front.candidates(words.next()?, || words.next());
        if candidates.is_empty() {
            return None;
        }
        let block = Block::new(block);
        self.best(candidates, |wording, kinds| block.front(wording, kinds))
    }

    fn find_at_end(&self, block: &str) -> Option<Match<'_>> {
        let outer = last_words(block, 1).last()?.hash;
        let inner = || {
            let pair = last_words(block, 2).fold([None; 2], |[_, inner], word| [inner, Some(word.hash)]);
            pair[0]
        };
        let candidates = self.back.candidates(outer, inner);
        if candidates.is_empty() {
            return None;
        }
        let last: Vec<Word> = last_words(block, TAIL_WORDS).take(TAIL_WORDS).collect();
        let block = Block::new(block);
        self.best(candidates, |wording, kinds| {
            block.front(wording, kinds).or_else(|| block.tail(&last, wording, kinds))
        })
    }

    /// The match that removes most; of several, the first in its list.
    fn best(
        &self,
        candidates: &[usize],
        fits: impl Fn(&Pattern, Kinds) -> Option<(Place, Range<usize>)>,
    ) -> Option<Match<'_>> {
        let found = candidates.iter().filter_map(|&index| {
            let entry = &self.entries[self.wordings[index].entry];
            let (place, range) = fits(&self.wordings[index].pattern, entry.kinds)?;
            Some(((place, range.len(), Reverse(index)), entry, range))
        });
        let ((place, ..), entry, range) = found.max_by_key(|(rank, ..)| *rank)?;
        let (reason, list) = (&self.reasons[entry.reason], &self.lists[entry.list]);
        Some(Match { reason, list, line: entry.line, place, range })
    }

    pub(super) fn add(&mut self, name: &str, rules: Vec<Rule>) {
        self.lists.push(name.to_owned());
        for rule in rules {
            let entry = Entry {
                reason: self.reason(rule.reason),
                list: self.lists.len() - 1,
                line: rule.line,
                kinds: rule.kinds,
            };
            self.entries.push(entry);
            rule.wordings.into_iter().for_each(|wording| self.add_wording(wording, rule.kinds));
        }
    }

    fn reason(&mut self, name: &str) -> usize {
        self.reasons.iter().position(|known| known == name).unwrap_or_else(|| {
            self.reasons.push(name.to_owned());
            self.reasons.len() - 1
        })
    }

    fn add_wording(&mut self, pattern: Pattern, kinds: Kinds) {
        let index = self.wordings.len();
        let front = pattern.front_edges().filter(|_| !kinds.only(Place::Tail));
        let tail = kinds.has(Place::Tail) && !pattern.is_wild();
        if tail || front.is_none() {
            self.back.add(index, &pattern.back_edges().unwrap_or_default(), tail);
        }
        let open = kinds.has(Place::Starts) || kinds.has(Place::Head);
        self.front.add(index, &front.unwrap_or_default(), open);
        self.wordings.push(Wording { entry: self.entries.len() - 1, pattern });
    }

    /// Holds an example against the whole book, whose first list is the example's.
    pub(super) fn check(&self, example: &Example) -> Result<(), Problem> {
        let entry = &self.entries[example.rule];
        match self.find(example.text) {
            Some(found) if example.must_match => {
                let fits = *found.reason == self.reasons[entry.reason] && entry.kinds.has(found.place);
                fits.then_some(()).ok_or_else(|| Problem::Other(example.text.to_owned(), found.line))
            }
            Some(found) => Err(Problem::Hit(example.text.to_owned(), found.line)),
            None if example.must_match => Err(Problem::Missed(example.text.to_owned())),
            None => Ok(()),
        }
    }
}

/// A block that a wording may stand in.
struct Block<'t> {
    text: &'t str,
    /// The first words: all of a short block, enough for a head of a longer one.
    words: Vec<Word>,
    short: bool,
}

impl<'t> Block<'t> {
    fn new(text: &'t str) -> Self {
        let most = if text.len() > SHORT_BYTES { HEAD_WORDS } else { SHORT + 1 };
        let words: Vec<Word> = Words::new(text).take(most).collect();
        let short = text.len() <= SHORT_BYTES && words.len() <= SHORT;
        Self { text, words, short }
    }

    /// Where a wording stands if the block is it or begins with it.
    fn front(&self, wording: &Pattern, kinds: Kinds) -> Option<(Place, Range<usize>)> {
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

    /// Where a wording stands if the block ends with it, after the end of a sentence.
    fn tail(&self, last: &[Word], wording: &Pattern, kinds: Kinds) -> Option<(Place, Range<usize>)> {
        if !kinds.has(Place::Tail) || wording.is_wild() {
            return None;
        }
        let ends = |start: usize| wording.lengths(&last[start..]).has(last.len() - start);
        let start = (1..last.len()).find(|&start| last[start - 1].after.stop && ends(start))?;
        let (before, first) = (&last[start - 1], &last[start]);
        Some((Place::Tail, before.end + before_space(&self.text[before.end..first.start])..self.text.len()))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(block: &str) -> Option<(Place, &str)> {
        PhraseBook::builtin().find(block).map(|found| (found.place(), &block[found.range()]))
    }

    #[test]
    fn a_cut_leaves_the_sentence_and_its_punctuation() {
        for (block, place, gone) in [
            ("The talks ended in May. Read more »", Place::Tail, " Read more »"),
            ("“We will see,” he said.” [Read more…]", Place::Tail, " [Read more…]"),
            ("ADVERTISEMENT The minister spoke.", Place::Head, "ADVERTISEMENT "),
            ("Skip to main content “We will see”", Place::Head, "Skip to main content "),
        ] {
            assert_eq!(cut(block), Some((place, gone)), "{block}");
        }
    }

    #[test]
    fn a_phrase_inside_a_sentence_is_no_phrase() {
        for block in [
            "She asked them to read more",
            "The paper had no advertisement",
            "Advertisement Standards are set by law.",
            "Skip to main content, then read the rest of the page in your own time.",
        ] {
            assert_eq!(cut(block), None, "{block}");
        }
    }

    #[test]
    fn only_a_short_block_is_chrome_as_a_whole() {
        let prose = "and the bridge fell ".repeat(20);
        assert_eq!(cut(&format!("Photo by Jane Roe {prose}")), None);
        assert!(cut("Photo by Jane Roe").is_some());
    }

    #[test]
    fn a_match_names_its_rule() {
        let book = PhraseBook::parse("mine", "[house-ad]\nend Buy the *\n+ Buy the Daily Planet!\n- We buy the Planet")
            .expect("a list");
        let found = book.find("BUY THE DAILY PLANET").expect("a match");
        assert_eq!((found.reason(), found.list(), found.line(), found.place()), ("house-ad", "mine", 2, Place::End));
    }

    #[test]
    fn a_list_that_is_wrong_says_where_and_what_to_do() {
        for (text, says) in [
            ("whole Share", "mine:1: a rule stands before the first section; put a line such as [share] above it"),
            ("[Share]", "mine:1: a section is written as [share], in small letters, digits and hyphens"),
            ("[share]\n\nwhole", "mine:3: the rule has no words; write them after its kind"),
            ("[share]\n+ Share", "mine:2: an example stands before the first rule; put it under the rule it is for"),
            (
                "[share]\nwhole Share\n+ Shares",
                "mine:3: the example `Shares` should match this rule and does not; change the rule or the example",
            ),
            (
                "[share]\nwhole Share\n- share!",
                "mine:3: the example `share!` should not match, but line 2 matches it; narrow that rule",
            ),
        ] {
            assert_eq!(PhraseBook::parse("mine", text).expect_err(text).to_string(), says);
        }
        let unknown = PhraseBook::parse("mine", "[share]\nhole Share").expect_err("an unknown kind").to_string();
        assert!(unknown.contains("`hole` is no kind of rule; use whole"), "{unknown}");
    }

    #[test]
    fn any_text_is_searched_without_a_panic() {
        let pieces = [
            "",
            " ",
            "→",
            "\u{301}",
            "\u{ad}",
            "ß",
            "İ",
            "广",
            "👨‍👩‍👧",
            "1,2,",
            ":",
            "Read more",
            "©",
            "\u{202e}",
            "ﷺ",
            "_",
        ];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    let block = format!("{a}{b}. {c}{a}");
                    if let Some(found) = PhraseBook::builtin().find(&block) {
                        assert!(block.get(found.range()).is_some(), "{block:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_block_without_end_is_searched_once_through() {
        for piece in ["the ", "a", " ", "»", "广", "read more ", "1,"] {
            let block = piece.repeat(4_000_000 / piece.len());
            assert_eq!(cut(&block), None, "{piece}");
        }
    }
}
