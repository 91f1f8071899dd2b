//! Evidence that two pieces of text were stuck together.
//!
//! A join without a space looks like a name with an inner capital, so a capital alone never splits: a rule here must
//! find a second sign. Each rule sees the text left and right of one place and looks at a bounded window of it.

use crate::chars;
use crate::parse::credit;
use crate::phrases::{self, PhraseBook};
use crate::words::{head, tail};
use foldhash::HashSet;
use std::sync::LazyLock;

use super::lines::closes_sentence;
use super::unglue::Titles;

/// The word lists of `glue.txt`, one a section.
struct Words {
    home: HashSet<&'static str>,
    lead: HashSet<&'static str>,
    credit: HashSet<String>,
    of: HashSet<&'static str>,
    month: HashSet<String>,
    abbreviation: HashSet<&'static str>,
    domain: HashSet<&'static str>,
    /// Names with an inner capital, as their two parts.
    brand: Vec<(&'static str, &'static str)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    home: section("home").collect(),
    lead: section("lead").collect(),
    credit: section("credit").map(str::to_lowercase).collect(),
    of: section("of").collect(),
    month: section("month").map(str::to_lowercase).collect(),
    abbreviation: section("abbreviation").collect(),
    domain: section("domain").collect(),
    brand: section("brand").filter_map(|name| name.split_once(' ')).collect(),
});

fn section(name: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("glue.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .skip_while(move |line| line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) != Some(name))
        .skip(1)
        .take_while(|line| !line.starts_with('['))
}

/// One place where something may have been stuck together. All views but the line are bounded.
pub(super) struct Place<'t> {
    line: &'t str,
    /// How the piece on the left begins, and how it ends.
    said: &'t str,
    left: &'t str,
    right: &'t str,
    rest: &'t str,
}

impl<'t> Place<'t> {
    /// The place `at` in a line, where the piece on the left begins at `from`.
    pub(super) fn new(line: &'t str, from: usize, at: usize) -> Self {
        const WINDOW: usize = 240;
        let (left, rest) = (&line[from..at], &line[at..]);
        Place { line, said: head(left, WINDOW), left: tail(left, WINDOW), right: head(rest, WINDOW), rest }
    }

    /// The place is inside a name that is written so: "WhatsApp".
    pub(super) fn in_brand(&self) -> bool {
        WORDS.brand.iter().any(|(first, second)| self.left.ends_with(first) && self.right.starts_with(second))
    }

    /// A sentence ends on the left and another begins on the right.
    pub(super) fn sentences(&self) -> bool {
        let closed = self.left.trim_end_matches(['"', '”', '’', '»', ')', ']']);
        let body = closed.trim_end_matches(['.', '!', '?', '…']);
        body.len() < closed.len()
            && has_words(self.left, 3)
            && has_words(self.right, 3)
            && !looks_like_code(self.left)
            && !looks_like_code(self.right)
            && (ends_with_common_word(body) || ends_with_name(body) && starts_with_particle(self.right))
            && starts_with_word(self.right)
    }

    /// The right side says again what the left side began with: a caption that stands twice.
    pub(super) fn repeats(&self) -> bool {
        let enough = has_words(self.said, 4) && has_words(self.right, 4);
        if !enough || !self.right.starts_with(char::is_uppercase) || looks_like_code(self.left) {
            return false;
        }
        let first = words(self.right).next();
        if !words(self.said).take(3).any(|word| Some(word) == first) {
            return false;
        }
        let said: Vec<u64> = words(self.said).take(24).collect();
        let again: Vec<u64> = words(self.right).take(8).collect();
        let both = again.iter().filter(|word| said.contains(word)).count();
        both >= 4 && both * 5 >= again.len() * 3
    }

    /// A photo credit begins on the right.
    pub(super) fn credit(&self) -> bool {
        if let Some(holder) = self.right.strip_prefix('©') {
            return has_words(self.left, 2)
                && holder.trim_start().starts_with(|c: char| chars::is_alphanumeric(c) && !chars::is_lowercase(c));
        }
        let bare = self.right.strip_prefix('(');
        let (word, rest) = first_word(bare.unwrap_or(self.right));
        let next = rest.trim_start();
        let named = rest.len() > next.len() && (bare.is_some() || WORDS.of.contains(first_word(next).0));
        has_words(self.left, 2)
            && (named || rest.starts_with([':', '/']))
            && WORDS.credit.contains(&word.to_lowercase())
            && !looks_like_code(self.left)
    }

    /// A paragraph begins on the right, behind the credit that ends the left side.
    pub(super) fn lead(&self) -> bool {
        const LONG: usize = 12;
        self.right.starts_with(char::is_uppercase)
            && starts_with_particle(self.right)
            && has_words(self.right, LONG)
            && credit::start(self.left).is_some()
    }

    /// A date, or the next piece of a byline or a share line, begins on the right.
    pub(super) fn byline(&self) -> bool {
        const LONGEST: usize = 200;
        if self.line.len() > LONGEST || closes_sentence(self.line) {
            return false;
        }
        let (word, rest) = first_word(self.right);
        if word.is_empty() {
            return day_and_month(self.right);
        }
        let dated = || self.line.contains(|c: char| c.is_ascii_digit());
        let led = || WORDS.lead.contains(last_word(self.left));
        WORDS.lead.contains(label(word)) && (dated() || led())
            || is_month(word) && rest.starts_with([' ', '.']) && dated()
    }

    /// The rest of the line is a title that stands at the head of the text, too.
    pub(super) fn title(&self, titles: &Titles<'_>) -> bool {
        self.rest.len() <= LONGEST_TITLE
            && self.left.chars().filter(|c| chars::is_alphabetic(*c)).nth(2).is_some()
            && has_words(self.rest, 3)
            && titles.have(key(self.rest))
    }

    /// The line begins with the wording of page furniture, in two words or more: "Previous articleCouncil votes".
    pub(super) fn label(&self) -> bool {
        const LONGEST: usize = 60;
        self.left.len() <= LONGEST
            && self.said.len() == self.left.len()
            && self.left.contains(' ')
            && !looks_like_code(self.left)
            && self.right.chars().nth(1).is_some_and(chars::is_lowercase)
            && PhraseBook::builtin().find(self.left).is_some_and(|found| found.place() >= phrases::Place::Whole)
    }

    /// The left side is what breadcrumbs start with.
    pub(super) fn home(&self) -> bool {
        self.said.len() == self.left.len() && WORDS.home.contains(self.left)
    }

    /// As between the links of a breadcrumb: a word of four letters or more and a capitalised word meet.
    pub(super) fn crumbs(&self) -> bool {
        let lower = self.left.chars().rev().take_while(|c| chars::is_lowercase(*c)).take(3).count();
        let mut right = self.right.chars().skip(1);
        lower == 3
            && right.next().is_some_and(chars::is_lowercase)
            && right.next().is_some_and(chars::is_alphabetic)
            && !WORDS.home.contains(last_word(self.left))
    }
}

/// Longer lines, in bytes, are no titles.
pub(super) const LONGEST_TITLE: usize = 300;

/// The last word is lower-case, of three letters or more, no abbreviation, and no part of an address or a file name.
fn ends_with_common_word(body: &str) -> bool {
    let before = body.trim_end_matches(chars::is_lowercase);
    let word = &body[before.len()..];
    is_word_edge(before) && word.chars().nth(2).is_some() && !WORDS.abbreviation.contains(word)
}

/// The last word is a capitalised one of four letters or more.
fn ends_with_name(body: &str) -> bool {
    let before = body.trim_end_matches(chars::is_lowercase);
    let letters = body[before.len()..].chars().count();
    letters >= 3 && before.ends_with(char::is_uppercase) && is_word_edge(before.trim_end_matches(char::is_uppercase))
}

fn is_word_edge(before: &str) -> bool {
    before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "-‑–—'’\"“”«([".contains(c))
}

/// A capitalised word of at most three letters and a lower-case word: "A crowd", "The talks", "Die Partei".
fn starts_with_particle(right: &str) -> bool {
    let mut words = right.split_whitespace();
    words.next().is_some_and(|word| word.chars().nth(3).is_none() && word.chars().skip(1).all(chars::is_lowercase))
        && words.next().is_some_and(|word| word.starts_with(chars::is_lowercase))
}

/// The first word is a capitalised one, or two capitals ("US"); nothing but punctuation follows up to the space.
fn starts_with_word(right: &str) -> bool {
    let token = right.split_whitespace().next().unwrap_or("");
    let word = token.trim_end_matches([',', ':', ';', '!', '?']);
    if WORDS.domain.contains(word.to_lowercase().as_str()) {
        return false;
    }
    let in_word = |c: char| chars::is_lowercase(c) || "'’-‑".contains(c);
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && (letters.clone().all(in_word) || letters.next().is_some_and(char::is_uppercase) && letters.next().is_none())
}

fn looks_like_code(text: &str) -> bool {
    text.contains(['{', '}', '=', ';', '_', '\\', '<', '>', '@'])
}

/// "3 March", "3. März"
fn day_and_month(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    (1..=2).contains(&digits) && rest.strip_prefix(' ').is_some_and(starts_with_month)
}

pub(super) fn starts_with_month(text: &str) -> bool {
    is_month(first_word(head(text, 40)).0)
}

fn is_month(word: &str) -> bool {
    WORDS.month.contains(&word.to_lowercase())
}

/// A hash of the letters and digits of a line, to compare titles by; 0 if there are none.
pub(super) fn key(text: &str) -> u64 {
    let add = |hash: u64, c: char| (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    text.chars().filter(|c| chars::is_alphanumeric(*c)).fold(0, |hash, c| match c {
        '\0'..='\x7f' => add(hash, c.to_ascii_lowercase()),
        _ => c.to_lowercase().fold(hash, add),
    })
}

/// Words without case and punctuation: "U.S." and "US" are the same.
fn words(text: &str) -> impl Iterator<Item = u64> {
    text.split_whitespace().map(key).filter(|word| *word != 0)
}

pub(super) fn has_words(text: &str, n: usize) -> bool {
    text.split_whitespace().nth(n - 1).is_some()
}

/// The letters at the start, and what follows.
fn first_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !chars::is_alphabetic(c)).unwrap_or(text.len()))
}

/// A word up to its first inner capital.
fn label(word: &str) -> &str {
    let inner = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
    &word[..inner.map_or(word.len(), |(at, _)| at)]
}

/// The letters behind the last space or seam.
fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !chars::is_alphabetic(c)).next().unwrap_or("")
}
