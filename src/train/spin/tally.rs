//! Counts n-grams of clean text, fold by fold.

use super::{FOLDS, Page};
use crate::spin::context::Beside;
use crate::spin::counts::pack;
use crate::spin::lexicon::inflected;
use crate::spin::source::Source;
use crate::spin::token::{Token, join, tokens};
use std::collections::{HashMap, HashSet};

/// Rarer pairs and words are left out, unless the lexicon asks for them.
const LEAST_PAIR: u32 = 2;
const LEAST_WORD: u32 = 3;

/// How often each n-gram stands in each fold.
pub(super) struct Tally {
    grams: HashMap<u64, [u32; FOLDS]>,
    pairs: HashSet<u64>,
    totals: [u32; FOLDS],
}

impl Tally {
    /// Counts words, pairs, and the phrases of the sources.
    pub fn new(pages: &[Page], sources: &[&Source]) -> Self {
        let mut tally = Self { grams: HashMap::new(), pairs: HashSet::new(), totals: [0; FOLDS] };
        let wanted: HashSet<u64> = sources.iter().flat_map(|source| phrases(source)).collect();
        for page in pages {
            tally.count(&tokens(&page.text), page.fold, &wanted);
        }
        tally
    }

    fn count(&mut self, tokens: &[Token], fold: usize, wanted: &HashSet<u64>) {
        self.totals[fold] += tokens.len() as u32;
        for (at, token) in tokens.iter().enumerate() {
            self.add(Beside::of(token).word(), fold);
            if token.is_number() {
                self.add(join(0, token.hash), fold);
            }
            if token.broken {
                self.add(Beside::named(".").word(), fold);
                self.pair(Beside::named(".").pair(Beside::of(token)), fold);
            }
            let pair = Beside::of(token).pair(Beside::right(tokens, at + 1));
            self.pair(pair, fold);
            let mut hash = join(0, token.hash);
            for next in tokens[at + 1..].iter().take(7).take_while(|next| !next.broken) {
                hash = join(hash, next.hash);
                if hash != pair && wanted.contains(&hash) {
                    self.add(hash, fold);
                }
            }
        }
    }

    fn add(&mut self, hash: u64, fold: usize) {
        self.grams.entry(hash).or_default()[fold] += 1;
    }

    fn pair(&mut self, hash: u64, fold: usize) {
        self.pairs.insert(hash);
        self.add(hash, fold);
    }

    /// The packed counts of all folds, or all but one.
    pub fn table(&self, without: Option<usize>, source: &Source) -> Vec<u8> {
        let wanted: HashSet<u64> = phrases(source).collect();
        let sum = |folds: &[u32; FOLDS]| (0..FOLDS).filter(|fold| Some(*fold) != without).map(|fold| folds[fold]).sum();
        let counts = self.grams.iter().filter_map(|(hash, folds)| {
            let least = if self.pairs.contains(hash) { LEAST_PAIR } else { LEAST_WORD };
            let (count, least): (u32, u32) = (sum(folds), if wanted.contains(hash) { 1 } else { least });
            (count >= least).then_some((*hash, count))
        });
        let mut counts: Vec<(u64, u32)> = counts.collect();
        counts.sort_unstable();
        pack(counts, sum(&self.totals))
    }
}

/// Hashes of all phrases and originals, in all forms.
fn phrases(source: &Source) -> impl Iterator<Item = u64> {
    let texts = source
        .lines
        .iter()
        .flat_map(|line| std::iter::once(line.phrase).chain(line.each_original()).map(move |text| (text, line)));
    texts
        .flat_map(|(text, line)| inflected(text, line.inflection, source))
        .map(|text| tokens(&text).iter().fold(0, |hash, word| join(hash, word.hash)))
}
