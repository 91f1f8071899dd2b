//! How usual a phrase and its originals are in clean text, and beside which words.
//!
//! `en.clean` holds what was counted, one line a phrase:
//! `phrase<TAB>count<TAB>left neighbours<TAB>right neighbours`, each neighbour as `word:tenths`, tenths of a nat
//! by which the neighbour speaks for the originals (negative: for the phrase). `.` is a break, `#` a number.

use super::token::{Token, hash_of};

/// A word beside a phrase, as a hash; breaks and numbers have their own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    hash: u64,
    bytes: usize,
}

impl PartialEq for Beside {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Beside {
    const BREAK: Self = Self { hash: 0, bytes: 1 };
    const NUMBER: Self = Self { hash: 1, bytes: 1 };

    /// A neighbour as the data files write it.
    pub(super) fn named(word: &str) -> Self {
        match word {
            "." | "^" | "$" => Self::BREAK,
            "#" => Self::NUMBER,
            _ => Self { hash: hash_of(word), bytes: word.len() },
        }
    }

    fn of(token: &Token) -> Self {
        if token.number { Self::NUMBER } else { Self { hash: token.hash, bytes: token.range().len() } }
    }

    /// Compares with a written neighbour; a curly apostrophe is two bytes longer than the straight one.
    fn is(self, word: &str) -> bool {
        (self.bytes == word.len() || self.bytes == word.len() + 2) && self == Self::named(word)
    }

    /// The word before the phrase that begins at `at`.
    pub(super) fn left(tokens: &[Token], at: usize) -> Self {
        match at.checked_sub(1) {
            Some(before) if !tokens[at].broken => Self::of(&tokens[before]),
            _ => Self::BREAK,
        }
    }

    /// The word after the phrase that ends before `end`.
    pub(super) fn right(tokens: &[Token], end: usize) -> Self {
        match tokens.get(end) {
            Some(after) if !after.broken => Self::of(after),
            _ => Self::BREAK,
        }
    }
}

/// What neighbours say about one phrase; read when asked, so that start-up stays cheap.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Neighbours {
    left: &'static str,
    right: &'static str,
}

impl Neighbours {
    /// Nats by which the word before speaks for the originals.
    pub(super) fn left(&self, word: Beside) -> f32 {
        weight(self.left, word)
    }

    /// Nats by which the word after speaks for the originals.
    pub(super) fn right(&self, word: Beside) -> f32 {
        weight(self.right, word)
    }
}

fn weight(list: &str, word: Beside) -> f32 {
    let pairs = list.split(' ').filter_map(|item| item.rsplit_once(':'));
    let tenths = pairs.filter(|(name, _)| word.is(name)).find_map(|(_, tenths)| tenths.parse::<i8>().ok());
    f32::from(tenths.unwrap_or(0)) / 10.0
}

/// Share of an original's occurrences that a spinner is taken to replace by one particular phrase.
const TAKEN: f32 = 0.4;

/// Log-odds of "a spinner wrote it" against "its author did", from counts in clean text.
pub(super) fn base(phrase: f32, originals: f32) -> f32 {
    ((phrase + TAKEN * originals + 1.0) / (phrase + 1.0)).ln()
}

/// One line of `en.clean`.
pub(super) struct Counted {
    pub(super) phrase: &'static str,
    pub(super) count: u32,
    pub(super) neighbours: Neighbours,
}

/// Reads `en.clean`; lines without a count are comments.
pub(super) fn counted(text: &'static str) -> impl Iterator<Item = Counted> {
    text.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let (phrase, count) = (fields.next()?, fields.next()?.parse().ok()?);
        let (left, right) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        Some(Counted { phrase, count, neighbours: Neighbours { left, right } })
    })
}
