//! How usual a phrase and its originals are in clean text, and beside which words.
//!
//! `en.clean` holds what was counted, one line a phrase:
//! `phrase<TAB>count<TAB>left neighbours<TAB>right neighbours`, each neighbour as `word:tenths`, tenths of a nat
//! by which the neighbour speaks for the originals (negative: for the phrase). `.` is a break, `#` a number, `*` any other word.

use super::token::{Token, hash_of};

/// A word beside a phrase, as a hash; breaks and numbers have their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Beside(u64);

impl Beside {
    pub(super) const BREAK: Self = Self(0);
    const NUMBER: Self = Self(1);
    const OTHER: Self = Self(2);

    /// A neighbour as the data files write it.
    pub(super) fn named(word: &str) -> Self {
        match word {
            "." | "^" | "$" => Self::BREAK,
            "#" => Self::NUMBER,
            "*" => Self::OTHER,
            _ => Self(hash_of(word)),
        }
    }

    fn of(token: &Token) -> Self {
        if token.number { Self::NUMBER } else { Self(token.hash) }
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

/// What neighbours say about one phrase, in nats.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    left: Vec<(Beside, f32)>,
    right: Vec<(Beside, f32)>,
}

impl Neighbours {
    pub(super) fn left(&self, word: Beside) -> f32 {
        weight(&self.left, word)
    }

    pub(super) fn right(&self, word: Beside) -> f32 {
        weight(&self.right, word)
    }
}

fn weight(list: &[(Beside, f32)], word: Beside) -> f32 {
    let of = |word| list.binary_search_by_key(&word, |&(beside, _)| beside).ok().map(|at| list[at].1);
    of(word).or_else(|| of(Beside::OTHER)).unwrap_or(0.0)
}

/// Share of an original's occurrences that a spinner is taken to replace by one particular phrase.
const TAKEN: f32 = 0.4;

/// Log-odds of "a spinner wrote it" against "its author did", from counts in clean text.
pub(super) fn base(phrase: f32, originals: f32) -> f32 {
    ((phrase + TAKEN * originals + 1.0) / (phrase + 1.0)).ln()
}

/// The counted text, line by line.
pub(super) struct Clean<'t>(&'t str);

pub(super) struct CleanLine<'t> {
    pub(super) phrase: &'t str,
    pub(super) count: u32,
    left: &'t str,
    right: &'t str,
}

impl<'t> Clean<'t> {
    pub(super) fn parse(text: &'t str) -> Self {
        Self(text)
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = CleanLine<'t>> {
        self.0.lines().filter(|line| !line.starts_with("##")).filter_map(|line| {
            let mut fields = line.split('\t');
            let (phrase, count) = (fields.next()?, fields.next()?.parse().ok()?);
            Some(CleanLine { phrase, count, left: fields.next().unwrap_or(""), right: fields.next().unwrap_or("") })
        })
    }
}

impl CleanLine<'_> {
    pub(super) fn neighbours(&self) -> Neighbours {
        Neighbours { left: weights(self.left), right: weights(self.right) }
    }
}

fn weights(list: &str) -> Vec<(Beside, f32)> {
    let pair = |item: &str| {
        let (word, tenths) = item.rsplit_once(':')?;
        Some((Beside::named(word), tenths.parse::<f32>().ok()? / 10.0))
    };
    let mut weights: Vec<_> = list.split(' ').filter_map(pair).collect();
    weights.sort_unstable_by_key(|&(beside, _)| beside);
    weights
}
