//! Broken leftovers of a summary or a back-translation: stray words and sentences cut from their context.

use crate::chars;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use super::document::replaced_within;
use crate::edits::FlagClass;

/// A piece of a paragraph that belongs to no sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    range: Range<usize>,
    class: FlagClass,
}

impl Fragment {
    /// Bytes of the paragraph.
    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What kind of leftover it is.
    pub(crate) fn class(&self) -> FlagClass {
        self.class
    }
}

/// Words that may stand alone as a sentence, abbreviations that end with a full stop, and verbs of attribution.
const WORDS: &str = include_str!("en.fragments");

/// Finds the leftovers in one paragraph. In a document already judged spun (`spun`) short sentences that hang in the air count too.
pub(crate) fn fragments(paragraph: &str, spun: bool) -> Vec<Fragment> {
    let sentences = sentences(paragraph);
    let mut found: Vec<Option<FlagClass>> = (0..sentences.len()).map(|at| strict(&sentences, at)).collect();
    if spun {
        for at in 0..sentences.len() {
            let beside = found.get(at + 1).is_some_and(Option::is_some);
            let lenient = hangs(&sentences, at, beside).then_some(FlagClass::HangingSentence);
            found[at] = found[at].or(lenient).or(trails(&sentences, at).then_some(FlagClass::StrayWord));
        }
    }
    let fragments = sentences.iter().zip(found);
    fragments.filter_map(|(sentence, class)| Some(Fragment { range: sentence.range(), class: class? })).collect()
}

/// A stray word, an attribution cut from its quote, or a stray infinitive with a stray closing quote.
fn strict(sentences: &[Sentence], at: usize) -> Option<FlagClass> {
    let before = sentences[..at].last().filter(|before| before.ends_fully())?;
    let last = at + 1 == sentences.len();
    let this = &sentences[at];
    let follows_well = || sentences.get(at + 1).is_none_or(|next| next.starts_capital());
    let stray = this.is_lower_word() && before.words() >= 5 && follows_well();
    let stump = last && this.is_stump() && before.words() >= 8;
    let attribution = last && this.is_attribution() && before.words() >= 8 && !before.quotes();
    match (stray || stump, attribution) {
        (true, _) => Some(FlagClass::StrayWord),
        (_, true) => Some(FlagClass::CutAttribution),
        _ => this.is_stray_infinitive().then_some(FlagClass::HangingSentence),
    }
}

/// A short sentence about "it", "he" or "they" at a paragraph's end that holds a replaced word, or before another leftover.
fn hangs(sentences: &[Sentence], at: usize, beside: bool) -> bool {
    let this = &sentences[at];
    let last = at + 1 == sentences.len();
    at > 0
        && (last || beside)
        && (2..=9).contains(&this.words())
        && this.starts_with_pronoun()
        && !this.quotes()
        && sentences[at - 1].words() >= 8
        && (beside || replaced_within(this.text))
}

/// A word or two at the end of a paragraph that answer nothing: "She.", "had been."
fn trails(sentences: &[Sentence], at: usize) -> bool {
    // Only at the end: to count what is before every sentence would take quadratic time.
    let last = at > 0 && at + 1 == sentences.len() && sentences[at - 1].ends_fully() && sentences[at].is_scrap();
    last && sentences[..at].iter().map(Sentence::words).sum::<usize>() >= 10
}

/// One sentence of a paragraph with its closing marks.
#[derive(Debug, Clone, Copy)]
struct Sentence<'p> {
    start: usize,
    text: &'p str,
}

impl<'p> Sentence<'p> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    fn words(&self) -> usize {
        self.text.split_whitespace().filter(|word| word.contains(chars::is_alphanumeric)).count()
    }

    /// Its one word without the full stop.
    fn only_word(&self) -> Option<&'p str> {
        let word = self.text.strip_suffix('.')?;
        (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(word)
    }

    fn starts_capital(&self) -> bool {
        self.text
            .trim_start_matches(['"', '“', '‘', '\'', '(', '['])
            .starts_with(|first: char| first.is_uppercase() || chars::is_numeric(first))
    }

    /// It ends with a full stop (a quote may close after it) that isn't an abbreviation's.
    fn ends_fully(&self) -> bool {
        let word = self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']);
        let Some(word) = word.strip_suffix('.') else { return word.ends_with(['!', '?']) };
        !ends_in_abbreviation(word)
    }

    /// "was."
    fn is_lower_word(&self) -> bool {
        let lower = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        self.only_word().is_some_and(|word| lower(word) && !listed("alone", word))
    }

    /// "Ta."
    fn is_stump(&self) -> bool {
        let stump = |word: &str| {
            word.len() == 2
                && word.starts_with(|first: char| first.is_ascii_uppercase())
                && word[1..].bytes().all(|byte| byte.is_ascii_lowercase())
        };
        self.only_word().is_some_and(|word| stump(word) && !listed("alone", word))
    }

    /// "She.", "Ha.", "had been."
    fn is_scrap(&self) -> bool {
        let lower = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
        let short = |word: &str| word.len() <= 3 && !listed("answers", word);
        match self.only_word() {
            Some(word) => lower(word) || short(word),
            None => self.text.strip_suffix('.').is_some_and(|text| self.words() == 2 && text.split(' ').all(lower)),
        }
    }

    /// "US officers added."
    fn is_attribution(&self) -> bool {
        let Some(text) = self.text.strip_suffix('.') else { return false };
        let mut words = text.split(' ');
        let says = words.next_back().is_some_and(|verb| listed("says", verb));
        let subject = words
            .clone()
            .all(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !listed("not-a-subject", word));
        says && subject && (1..=3).contains(&words.count()) && self.starts_capital()
    }

    /// "To interact with Iran. ”"
    fn is_stray_infinitive(&self) -> bool {
        let closed = self.text.strip_suffix(['”', '"']).filter(|text| text.ends_with(". "));
        closed.is_some_and(|text| text.starts_with("To ") && !text.contains(['“', '"'])) && self.words() <= 8
    }

    fn starts_with_pronoun(&self) -> bool {
        let first = self.text.split([' ', '’', '\'']).next().unwrap_or_default();
        listed("hanging", first)
    }

    fn quotes(&self) -> bool {
        self.text.contains(['"', '“', '”'])
    }
}

/// Cuts a paragraph after `.`, `!` and `?` with their closing marks, where a blank follows.
fn sentences(paragraph: &str) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut from = 0;
    let mark = |byte: &u8| matches!(byte, b'.' | b'!' | b'?');
    while let Some(at) = paragraph.as_bytes()[from..].iter().position(mark).map(|passed| from + passed) {
        let after = paragraph[at + 1..].trim_start_matches(['"', '”', '’', '\'', ')', ']']);
        from = paragraph.len() - after.len();
        let end = from + stray_close(after);
        let blank = paragraph[end..].chars().next().is_none_or(char::is_whitespace);
        let full_stop = paragraph.as_bytes()[at] == b'.';
        if blank && !(full_stop && ends_in_abbreviation(&paragraph[start..at])) {
            push(&mut sentences, paragraph, start..end);
            start = end;
        }
    }
    push(&mut sentences, paragraph, start..paragraph.len());
    sentences
}

/// Whether the text before a full stop ends in "Mr", "U.S" or the like.
fn ends_in_abbreviation(text: &str) -> bool {
    let word = text.rsplit(|letter: char| !chars::is_alphanumeric(letter)).next().unwrap_or_default();
    word.len() == 1 || (word.len() < 5 && listed("abbreviations", word))
}

/// Length of a closing quote that a blank cut off, at the paragraph's end or before the next blank.
fn stray_close(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(" ”").or_else(|| rest.strip_prefix(" \"")) else { return 0 };
    if after.is_empty() || after.starts_with(char::is_whitespace) { rest.len() - after.len() } else { 0 }
}

fn push<'p>(sentences: &mut Vec<Sentence<'p>>, paragraph: &'p str, range: Range<usize>) {
    let text = &paragraph[range.clone()];
    let start = range.end - text.trim_start().len();
    if !text.trim().is_empty() {
        sentences.push(Sentence { start, text: text.trim() });
    }
}

/// Whether a word stands in a list of the data file, whatever its case.
fn listed(list: &str, word: &str) -> bool {
    static LISTS: LazyLock<Vec<(&str, Vec<&str>)>> = LazyLock::new(|| {
        let lists = WORDS.lines().filter_map(|line| line.split_once(':'));
        lists.map(|(list, words)| (list, sorted(words.split(' ').collect()))).collect()
    });
    let words = LISTS.iter().find(|(name, _)| *name == list).map(|(_, words)| words);
    words.is_some_and(|words| words.binary_search_by(|listed| in_order(listed, word)).is_ok())
}

fn sorted(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable_by(|one, other| in_order(one, other));
    words
}

/// Alphabetical order without regard to case.
fn in_order(one: &str, other: &str) -> Ordering {
    let small = u8::to_ascii_lowercase;
    one.as_bytes().iter().map(small).cmp(other.as_bytes().iter().map(small))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paragraph: &str, spun: bool) -> Vec<&str> {
        fragments(paragraph, spun).into_iter().map(|fragment| &paragraph[fragment.range()]).collect()
    }

    #[test]
    fn leftovers_are_found() {
        let before = "The ministry has opened a second office in the harbour town to deal with complaints.";
        for leftover in ["was.", "considering.", "Ta.", "Port officials added.", "To speak with the crew. ”"] {
            assert_eq!(found(&format!("{before} {leftover}"), false), [leftover]);
        }
        assert_eq!(found(&format!("{before} regarding. The mayor agreed with the plan."), false), ["regarding."]);
        assert_eq!(found(&format!("{before} It’s being utilized."), true), ["It’s being utilized."]);
    }

    #[test]
    fn each_leftover_says_what_it_is() {
        let before = "The ministry has opened a second office in the harbour town to deal with complaints.";
        for (leftover, class) in [
            ("was.", FlagClass::StrayWord),
            ("Ta.", FlagClass::StrayWord),
            ("Port officials added.", FlagClass::CutAttribution),
            ("It’s being utilized.", FlagClass::HangingSentence),
            ("She.", FlagClass::StrayWord),
            ("had been.", FlagClass::StrayWord),
        ] {
            assert_eq!(fragments(&format!("{before} {leftover}"), true)[0].class(), class, "{leftover}");
        }
    }

    #[test]
    fn whole_sentences_are_left() {
        for paragraph in [
            "He waited a long time for the last ferry to the island. Nothing. Then it came.",
            "“We are going to open a second office in the harbour town next year.” The minister added.",
            "The company was founded in the old harbour town by Smith & Sons Ltd. was.",
            "She asked whether the new office would be open by the end of the year. No.",
            "The new office will be open to everyone by the end of the year. It’s a start.",
        ] {
            assert_eq!(found(paragraph, false), Vec::<&str>::new(), "{paragraph}");
        }
        let answered = "Would the new office be open to everyone by the end of the year? No.";
        assert_eq!(found(answered, true), Vec::<&str>::new());
        assert_eq!(found("It opens at noon. She.", true), Vec::<&str>::new());
    }
}
