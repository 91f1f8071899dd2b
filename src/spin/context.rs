//! What the neighbours of a phrase say: whether clean text has them beside the phrase, or beside its originals.

use super::counts::Counts;
use super::token::{Token, hash_of, join};
use std::ops::Range;

/// A word beside a phrase, as a hash; breaks and numbers have their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beside(u64);

impl Beside {
    const BREAK: Self = Self(0);
    const NUMBER: Self = Self(1);

    /// A neighbour as the data files write it.
    pub(crate) fn named(word: &str) -> Self {
        match word {
            "." | "^" | "$" => Self::BREAK,
            "#" => Self::NUMBER,
            _ => Self(hash_of(word)),
        }
    }

    pub(crate) fn of(token: &Token) -> Self {
        if token.is_number() { Self::NUMBER } else { Self(token.hash) }
    }

    /// The word before the phrase that begins at `at`.
    pub(crate) fn left(tokens: &[Token], at: usize) -> Self {
        match at.checked_sub(1) {
            Some(before) if !tokens[at].broken => Self::of(&tokens[before]),
            _ => Self::BREAK,
        }
    }

    /// The word after the phrase that ends before `end`.
    pub(crate) fn right(tokens: &[Token], end: usize) -> Self {
        match tokens.get(end) {
            Some(after) if !after.broken => Self::of(after),
            _ => Self::BREAK,
        }
    }

    /// The hash by which the pair of this word and the next is counted.
    pub(crate) fn pair(self, next: Self) -> u64 {
        join(self.word(), next.0)
    }

    /// The hash by which the word alone is counted.
    pub(crate) fn word(self) -> u64 {
        join(0, self.0)
    }
}

/// First and last word of a phrase, with their counts in clean text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends {
    first: (Beside, f32),
    last: (Beside, f32),
}

impl Ends {
    /// `None` for a phrase without words.
    pub(crate) fn new(words: &[Token], counts: &Counts) -> Option<Self> {
        let end = |token: &Token| {
            let word = Beside::of(token);
            (word, counts.of(word.word()))
        };
        Some(Self { first: end(words.first()?), last: end(words.last()?) })
    }
}

/// The two words beside a phrase, with their counts in clean text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    left: (Beside, f32),
    right: (Beside, f32),
}

impl Place {
    pub(crate) fn new(tokens: &[Token], phrase: Range<usize>, counts: &Counts) -> Self {
        let (left, right) = (Beside::left(tokens, phrase.start), Beside::right(tokens, phrase.end));
        Self { left: (left, counts.of(left.word())), right: (right, counts.of(right.word())) }
    }

    /// How much more often (in nats) clean text has a phrase's first word after the left neighbour, and the right one after
    /// its last word, than chance would.
    pub(crate) fn holds(&self, ends: &Ends, counts: &Counts) -> (f32, f32) {
        (bond(self.left, ends.first, counts).ln(), bond(ends.last, self.right, counts).ln())
    }

    /// The same as one ratio for both sides, not in nats: a logarithm is dear.
    pub(crate) fn odds(&self, ends: &Ends, counts: &Counts) -> f32 {
        bond(self.left, ends.first, counts) * bond(ends.last, self.right, counts)
    }
}

/// Association of two neighbours, as a ratio, smoothed so that rare words say little.
fn bond(one: (Beside, f32), two: (Beside, f32), counts: &Counts) -> f32 {
    /// What an unseen pair counts for, and how far small expectations are believed.
    const SMOOTH: f32 = 0.5;
    let expected = one.1 * two.1 / counts.total().max(1.0);
    (counts.of(one.0.pair(two.0)) + SMOOTH) / (expected + SMOOTH)
}
