//! Gopher's repetition rules (Rae et al. 2021, table A1): shares of the text that it has said before.

use super::chars;
use std::collections::{HashMap, HashSet};

const TOP: [&str; 3] = ["gopher_top_2_gram", "gopher_top_3_gram", "gopher_top_4_gram"];
const DUPLICATE: [&str; 6] = [
    "gopher_dup_5_gram",
    "gopher_dup_6_gram",
    "gopher_dup_7_gram",
    "gopher_dup_8_gram",
    "gopher_dup_9_gram",
    "gopher_dup_10_gram",
];

/// Lines and paragraphs (between blank lines) by number and by characters; n-grams of tokens by characters.
pub(super) fn measure(text: &str, tokens: &[&str], put: &mut impl FnMut(&'static str, f64)) {
    let all = chars(text).max(1) as f64;
    let lines = duplicates(text.lines().map(str::trim).filter(|line| !line.is_empty()));
    let paragraphs = duplicates(text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()));
    put("gopher_dup_lines", lines.share);
    put("gopher_dup_paragraphs", paragraphs.share);
    put("gopher_dup_line_chars", lines.chars as f64 / all);
    put("gopher_dup_paragraph_chars", paragraphs.chars as f64 / all);
    let grams = Grams::of(tokens);
    for (n, name) in (2..).zip(TOP) {
        put(name, grams.top(n) as f64 / all);
    }
    for (n, name) in (5..).zip(DUPLICATE) {
        put(name, grams.duplicate(n) as f64 / all);
    }
}

/// What of some pieces has stood before: share of their number, and characters.
pub(super) struct Duplicates {
    pub share: f64,
    pub chars: usize,
}

pub(super) fn duplicates<'t>(pieces: impl Iterator<Item = &'t str>) -> Duplicates {
    let (mut seen, mut all, mut again, mut repeated) = (HashSet::new(), 0, 0, 0);
    for piece in pieces {
        all += 1;
        if !seen.insert(piece) {
            again += 1;
            repeated += chars(piece);
        }
    }
    Duplicates { share: super::share(again, all), chars: repeated }
}

/// Tokens by number, so that n-grams are hashed in constant time a token.
struct Grams {
    /// Each token's number, the same for the same token.
    ids: Vec<u64>,
    /// Characters of the tokens before each, and one past the last.
    lengths: Vec<usize>,
}

/// A random odd number for each place of a gram would do as well.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Grams {
    fn of(tokens: &[&str]) -> Self {
        let (mut numbers, mut ids, mut lengths) = (HashMap::new(), Vec::with_capacity(tokens.len()), vec![0]);
        for token in tokens {
            let next = numbers.len() as u64 + 1;
            ids.push(*numbers.entry(*token).or_insert(next));
            lengths.push(lengths[lengths.len() - 1] + chars(token));
        }
        Grams { ids, lengths }
    }

    fn hash(&self, at: usize, n: usize) -> u64 {
        self.ids[at..at + n].iter().fold(MIX, |hash, id| (hash ^ id).wrapping_mul(MIX).rotate_left(23))
    }

    /// Characters of a gram, one space between its tokens.
    fn chars(&self, at: usize, n: usize) -> usize {
        self.lengths[at + n] - self.lengths[at] + n - 1
    }

    /// Characters in the most frequent n-gram, all its occurrences together; of several, in the first.
    fn top(&self, n: usize) -> usize {
        let mut counts: HashMap<u64, (usize, usize)> = HashMap::new();
        for at in 0..(self.ids.len() + 1).saturating_sub(n) {
            counts.entry(self.hash(at, n)).or_insert((0, at)).0 += 1;
        }
        let top = counts.into_values().max_by_key(|(count, first)| (*count, std::cmp::Reverse(*first)));
        top.filter(|(count, _)| *count > 1).map_or(0, |(count, first)| count * self.chars(first, n))
    }

    /// Characters in n-grams that stood before, none counted twice.
    fn duplicate(&self, n: usize) -> usize {
        let (mut seen, mut at, mut repeated) = (HashSet::new(), 0, 0);
        while at + n <= self.ids.len() {
            if seen.insert(self.hash(at, n)) {
                at += 1;
            } else {
                repeated += self.chars(at, n);
                at += n;
            }
        }
        repeated
    }
}
