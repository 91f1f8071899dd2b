//! A page, its gold text and an answer, read once for all metrics.

use super::case::Case;
use super::contender::Answer;
use crate::words;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A text as metrics read it.
#[derive(Debug, Default)]
pub struct Reading {
    /// Lower case, white space folded, without markers of list items.
    folded: String,
    words: Vec<u64>,
    sorted: Vec<u64>,
}

impl Reading {
    pub(super) fn of(text: &str) -> Self {
        let words: Vec<u64> = hashes(text).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        Reading { folded: fold(text), words, sorted }
    }

    pub(super) fn holds(&self, snippet: &str) -> bool {
        self.folded.contains(&fold(snippet))
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    /// The words as a multiset.
    pub(super) fn bag(&self) -> &[u64] {
        &self.sorted
    }

    /// Runs of four words as a multiset; a shorter text is one run.
    pub(super) fn grams(&self) -> Vec<u64> {
        let size = self.words.len().min(4);
        let mut grams: Vec<u64> =
            if size == 0 { Vec::new() } else { self.words.windows(size).map(|gram| hash(&gram)).collect() };
        grams.sort_unstable();
        grams
    }
}

/// Size of the intersection of two sorted multisets.
pub(super) fn overlap(one: &[u64], other: &[u64]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        both += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    both
}

/// Hashes of the lower-case words of a text, in order.
pub(super) fn hashes(text: &str) -> impl Iterator<Item = u64> + '_ {
    words::split(text).map(|word| hash(&word.to_lowercase()))
}

pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Lower case, every run of white space as one space, no markers of list items.
pub(super) fn fold(text: &str) -> String {
    let marker = |word: &&str| !matches!(*word, "-" | "•" | "*");
    text.split_whitespace().filter(marker).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What is known of a case before anybody answers.
pub(super) struct Standard<'c> {
    pub case: &'c Case,
    pub gold: Reading,
    pub source: Reading,
    pub lines: SourceLines,
    /// For each line of the source, whether it is content; `None` for a line without a word.
    pub wanted: Vec<Option<bool>>,
}

impl<'c> Standard<'c> {
    /// `source` is the page as flat text.
    pub fn of(case: &'c Case, source: &str) -> Self {
        let gold = Reading::of(case.gold());
        let lines = SourceLines::of(source);
        let wanted = lines.held_by(&gold, case.gold());
        Standard { case, gold, source: Reading::of(source), lines, wanted }
    }
}

/// An answer to a case; an empty one where the contender failed.
pub struct Judged<'j> {
    pub(super) standard: &'j Standard<'j>,
    pub(super) answer: &'j Answer,
    pub(super) reading: &'j Reading,
}

type Gram = [u64; 3];

/// The lines of a page, to be matched with texts made of them.
pub(super) struct SourceLines {
    words: Vec<u64>,
    /// Where each line's words are.
    ranges: Vec<(usize, usize)>,
}

impl SourceLines {
    fn of(source: &str) -> Self {
        let (mut words, mut ranges) = (Vec::new(), Vec::new());
        for line in source.lines() {
            let start = words.len();
            words.extend(hashes(line));
            ranges.push((start, words.len()));
        }
        SourceLines { words, ranges }
    }

    /// Which lines (mostly) stand in a text; `None` for a line without a word.
    ///
    /// Lines are served from the text's runs of three words. Those that stand in it whole come first, the longest before all,
    /// so that a headline, a teaser or a copy in a menu cannot use up the words of the article. Lines of one or two words must be lines of the text, or
    /// run on from a line of it.
    pub fn held_by(&self, text: &Reading, raw: &str) -> Vec<Option<bool>> {
        let mut left: HashMap<Gram, u32> = HashMap::new();
        text.words().windows(3).for_each(|gram| *left.entry([gram[0], gram[1], gram[2]]).or_default() += 1);
        let whole = left.clone();
        let mut held: Vec<Option<bool>> =
            self.ranges.iter().map(|(start, end)| (start < end).then_some(false)).collect();
        let mut longest: Vec<usize> = (0..held.len()).collect();
        longest.sort_by_key(|&at| std::cmp::Reverse(self.ranges[at].1 - self.ranges[at].0));
        for share in [1.0, 0.5] {
            for &at in &longest {
                let (start, end) = self.ranges[at];
                if end - start >= 3 && held[at] == Some(false) {
                    held[at] = Some(serve(&self.words[start..end], &mut left, share));
                }
            }
        }
        self.short_lines(&whole, raw, &mut held);
        held
    }

    fn short_lines(&self, grams: &HashMap<Gram, u32>, raw: &str, held: &mut [Option<bool>]) {
        let mut lines: HashMap<Vec<u64>, u32> = HashMap::new();
        raw.lines().for_each(|line| *lines.entry(hashes(line).collect()).or_default() += 1);
        for (at, &(start, end)) in self.ranges.iter().enumerate() {
            if !(1..3).contains(&(end - start)) {
                continue;
            }
            let own = lines.get_mut(&self.words[start..end]).filter(|left| **left > 0);
            held[at] = Some(match own {
                Some(left) => {
                    *left -= 1;
                    true
                }
                None => (start..end).all(|word| self.runs_on(word, grams)) && self.beside_held(at, held),
            });
        }
    }

    /// Whether a word is in one of the runs of three.
    fn runs_on(&self, word: usize, grams: &HashMap<Gram, u32>) -> bool {
        (word.saturating_sub(2)..=word).any(|from| {
            self.words.get(from..from + 3).is_some_and(|gram| grams.contains_key(&[gram[0], gram[1], gram[2]]))
        })
    }

    /// Whether a longer line beside is held; true where both neighbours are short.
    fn beside_held(&self, at: usize, held: &[Option<bool>]) -> bool {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let longer = |at: &usize| self.ranges.get(*at).is_some_and(|(start, end)| end - start >= 3);
        let mut longer = beside.filter(longer).peekable();
        longer.peek().is_none() || longer.any(|at| held[at] == Some(true))
    }
}

/// Whether so large a share of a line's runs is left; takes them if it is.
fn serve(line: &[u64], left: &mut HashMap<Gram, u32>, share: f64) -> bool {
    let mut wanted: HashMap<Gram, u32> = HashMap::new();
    line.windows(3).for_each(|gram| *wanted.entry([gram[0], gram[1], gram[2]]).or_default() += 1);
    let hits = |(gram, count): (&Gram, &u32)| left.get(gram).map_or(0, |left| (*left).min(*count));
    let (found, all) = (wanted.iter().map(hits).sum::<u32>() as usize, line.len() - 2);
    let held = if share < 1.0 { found as f64 > share * all as f64 } else { found == all };
    if held {
        for (gram, count) in wanted {
            left.entry(gram).and_modify(|left| *left = left.saturating_sub(count));
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_counts_with_multiplicity() {
        assert_eq!(overlap(&[1, 1, 2, 5], &[1, 2, 2, 5, 7]), 3);
        assert_eq!(overlap(&[], &[1]), 0);
    }

    #[test]
    fn lines_are_held_whole_first_and_short_ones_by_their_neighbours() {
        let page = "Ferry runs again\nThe ferry runs again from\nMonday\n, the port said on Friday.\n\nMonday\nShare this page";
        let gold = "The ferry runs again from Monday, the port said on Friday.";
        let held = SourceLines::of(page).held_by(&Reading::of(gold), gold);
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(held, [no, yes, yes, yes, None, no, no]);
    }
}
