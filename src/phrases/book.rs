//! Compiles phrase lists and searches blocks for them.

use crate::chars;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use super::block::{Block, End};
use super::error::{PhraseError, Problem};
use super::index::{ANY, Index, NONE};
use super::list::{Example, List, Rule};
use super::pattern::Pattern;
use super::words::{Hash, Words, last_words};
use super::{Kinds, LATIN_LISTS, Match, OTHER_LISTS, Place};

/// A rule without its wordings.
#[derive(Debug)]
struct Entry {
    reason: usize,
    line: usize,
    kinds: Kinds,
}

/// One wording of a rule.
#[derive(Debug)]
struct Wording {
    entry: usize,
    pattern: Pattern,
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
    reasons: Vec<String>,
    entries: Vec<Entry>,
    wordings: Vec<Wording>,
    front: Index,
    back: Index,
    /// Read when a block begins or ends in another script than Latin.
    other_scripts: Option<&'static LazyLock<PhraseBook>>,
}

impl PhraseBook {
    /// All built-in lists.
    pub(crate) fn builtin() -> &'static Self {
        static LATIN: LazyLock<PhraseBook> =
            LazyLock::new(|| PhraseBook { other_scripts: Some(&OTHER), ..PhraseBook::of(&LATIN_LISTS) });
        static OTHER: LazyLock<PhraseBook> = LazyLock::new(|| PhraseBook::of(&OTHER_LISTS));
        &LATIN
    }

    fn of(lists: &[(&str, &'static str)]) -> Self {
        let mut book = Self::default();
        for (name, text) in lists {
            // A list that cannot be read is left out here and fails a test.
            if let Ok(list) = List::read(name, text) {
                book.add(list.rules);
            }
        }
        book
    }

    /// Reads a list of your own and tries it on its examples. `name` is what errors call it; see
    /// [`OwnPhrases`](crate::filters::OwnPhrases) for a filter that uses the book.
    ///
    /// # Errors
    /// [`PhraseError`] names the first line that cannot be read, or the first example that turns out otherwise.
    pub fn parse(name: &str, text: &str) -> Result<Self, PhraseError> {
        let list = List::read(name, text)?;
        let mut book = Self::default();
        book.add(list.rules);
        for example in &list.examples {
            book.check(example).map_err(|problem| PhraseError::new(name, example.line, problem))?;
        }
        Ok(book)
    }

    /// The phrase that `block` is, begins with or ends with; the one that removes most if there are several.
    /// What is left after a cut can hold another: ask again with it.
    pub(crate) fn find(&self, block: &str) -> Option<Match<'_>> {
        let other = self.other_scripts.filter(|_| has_other_edge(block));
        other
            .and_then(|other| other.find(block))
            .or_else(|| self.find_in_front(block))
            .or_else(|| self.find_at_end(block))
    }

    fn find_in_front(&self, block: &str) -> Option<Match<'_>> {
        let mut words = Words::new(block).map(|word| word.hash);
        let mut candidates = self.front.candidates(words.next()?, || words.next()).peekable();
        candidates.peek()?;
        let block = Block::new(block);
        self.best(candidates, |wording, kinds| block.front(wording, kinds))
    }

    fn find_at_end(&self, block: &str) -> Option<Match<'_>> {
        let outer = last_words(block, 1).last()?.hash;
        let mut candidates = self.back.candidates(outer, || last_but_one(block)).peekable();
        candidates.peek()?;
        let (end, block) = (End::new(block), Block::new(block));
        self.best(candidates, |wording, kinds| block.front(wording, kinds).or_else(|| end.tail(wording, kinds)))
    }

    /// The match that removes most; of several, the first in its list.
    fn best(
        &self,
        candidates: impl Iterator<Item = usize>,
        fits: impl Fn(&Pattern, Kinds) -> Option<(Place, Range<usize>)>,
    ) -> Option<Match<'_>> {
        let found = candidates.filter_map(|index| {
            let entry = &self.entries[self.wordings[index].entry];
            let (place, range) = fits(&self.wordings[index].pattern, entry.kinds)?;
            Some(((place, range.len(), Reverse(index)), entry, range))
        });
        let ((place, ..), entry, range) = found.max_by_key(|(rank, ..)| *rank)?;
        Some(Match { reason: &self.reasons[entry.reason], line: entry.line, place, range })
    }

    pub(super) fn add(&mut self, rules: Vec<Rule>) {
        for rule in rules {
            let entry = Entry { reason: self.reason(rule.reason), line: rule.line, kinds: rule.kinds };
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
        let wording = self.wordings.len();
        let from_front = !pattern.is_open_in_front() && !kinds.only(Place::Tail);
        let tail = kinds.has(Place::Tail) && !pattern.is_wild();
        if from_front {
            let open = [Place::Starts, Place::Teaser, Place::Head].iter().any(|&place| kinds.has(place));
            pattern.front_pairs(if open { ANY } else { NONE }, |pair| self.front.add(wording, pair));
        }
        if tail || !from_front {
            pattern.back_pairs(if tail { ANY } else { NONE }, |pair| self.back.add(wording, pair));
        }
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

/// Whether the first letter or the last is not a Latin one.
fn has_other_edge(block: &str) -> bool {
    if block.is_ascii() {
        return false;
    }
    let other =
        |letter: Option<char>| letter.is_some_and(|c| c >= '\u{370}' && !('\u{1e00}'..='\u{1eff}').contains(&c));
    other(block.chars().find(|c| chars::is_alphabetic(*c))) || other(block.chars().rfind(|c| chars::is_alphabetic(*c)))
}

/// The word before the last.
fn last_but_one(block: &str) -> Option<Hash> {
    last_words(block, 2).fold([None; 2], |[_, last], word| [last, Some(word.hash)])[0]
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
    fn lists_of_other_scripts_are_asked_where_a_block_is_in_them() {
        for block in ["Read more", "Читать далее", "5 комментариев"] {
            assert!(PhraseBook::builtin().find(block).is_some(), "{block}");
        }
        assert!(!has_other_edge("Đọc tiếp ở đây") && has_other_edge("Telegram-канал"));
    }

    #[test]
    fn a_match_names_its_rule() {
        let book = PhraseBook::parse("mine", "[house-ad]\nend Buy the *\n+ Buy the Daily Planet!\n- We buy the Planet")
            .expect("a list");
        let found = book.find("BUY THE DAILY PLANET").expect("a match");
        assert_eq!((found.reason(), found.line, found.place()), ("house-ad", 2, Place::End));
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
        // So long that a search from each of its words to its end would take hours.
        for piece in ["the ", "a", " ", "»", "广", "read more ", "1,"] {
            let block = piece.repeat(4_000_000 / piece.len());
            assert_eq!(cut(&block), None, "{piece}");
        }
    }
}
