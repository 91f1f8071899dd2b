//! Chooses, from two thesauri, the synonyms that a spinner would write for common words and that clean text seldom has.

use super::thesaurus::{Moby, WordNet};
use super::{Page, SpinLists, shipped};
use crate::spin::lexicon::inflected;
use crate::spin::source::{Inflection, Source};
use crate::spin::token::{join, tokens};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Times a word stands in the clean text to be worth replacing.
const COMMON: u32 = 60;
/// Times a synonym may stand there at most.
const RARE: f32 = 200.0;
/// A synonym's share of its original's count at most.
const SHARE: f32 = 0.5;
/// Entries of each list.
const LINES: (usize, usize) = (4600, 1900);

/// How often words and pairs stand in the clean text.
struct Frequencies(HashMap<u64, u32>);

impl Frequencies {
    fn new(pages: &[Page]) -> Self {
        let mut counts = HashMap::new();
        for page in pages {
            let tokens = tokens(&page.text);
            for (at, token) in tokens.iter().enumerate() {
                let mut hash = join(0, token.hash);
                *counts.entry(hash).or_default() += 1;
                for next in tokens[at + 1..].iter().take(2).take_while(|next| !next.broken) {
                    hash = join(hash, next.hash);
                    *counts.entry(hash).or_default() += 1;
                }
            }
        }
        Self(counts)
    }

    fn of(&self, text: &str) -> u32 {
        let hash = tokens(text).iter().fold(0, |hash, word| join(hash, word.hash));
        self.0.get(&hash).copied().unwrap_or(0)
    }
}

/// Words that are common in the clean text.
pub(super) fn common(pages: &[Page]) -> BTreeSet<String> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for page in pages {
        for token in tokens(&page.text).iter().filter(|token| !token.is_capital() && !token.is_number()) {
            *counts.entry(page.text[token.range()].to_owned()).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(word, count)| *count >= COMMON && word.len() > 2).map(|(word, _)| word).collect()
}

/// A pair that may be taken.
#[derive(Debug, Clone)]
struct Candidate {
    phrase: String,
    original: String,
    part: char,
    score: f32,
}

/// Both lists as source texts.
pub(super) fn choose(pages: &[Page], moby: &Moby, net: &WordNet) -> SpinLists {
    let chooser = Chooser { counts: Frequencies::new(pages), common: common(pages), source: shipped(), moby, net };
    let own: BTreeSet<&str> = chooser
        .source
        .lines
        .iter()
        .filter(|line| matches!(line.origin, crate::spin::source::Origin::Own | crate::spin::source::Origin::General))
        .map(|line| line.phrase)
        .collect();
    let (of_net, of_moby) = (chooser.of_wordnet(), chooser.of_moby());
    let moby = list(of_moby, &own, LINES.0);
    let known: BTreeSet<&str> = own.iter().copied().chain(moby.iter().map(|one| one.0.0.as_str())).collect();
    let wordnet = list(of_net, &known, LINES.1);
    SpinLists { moby: write(MOBY, &moby), wordnet: write(WORDNET, &wordnet) }
}

const MOBY: &str = "# Synonyms of common words, chosen by `unspun train spin --widen` from the Moby Thesaurus (Grady Ward, public domain).\n";
const WORDNET: &str = "# Synonyms of common words, chosen by `unspun train spin --widen` from WordNet 3.0.\n\
    # WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. Used under the WordNet licence, which\n\
    # permits use, copying and distribution with this notice; provided as is, without warranty.\n";

struct Chooser<'t> {
    counts: Frequencies,
    common: BTreeSet<String>,
    source: Source<'static>,
    moby: &'t Moby,
    net: &'t WordNet,
}

impl Chooser<'_> {
    fn of_moby(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (root, synonyms) in self.moby.iter().filter(|(root, _)| self.common.contains(*root)) {
            for part in ['v', 'n', 'a', 'r'].into_iter().filter(|part| self.net.has(*part, root)) {
                let of_part = synonyms.iter().filter(|synonym| self.is(part, synonym));
                found.extend(of_part.filter_map(|synonym| self.candidate(synonym, root, part)));
            }
        }
        found
    }

    /// Phrases count as what their head is.
    fn is(&self, part: char, synonym: &str) -> bool {
        let head = if part == 'v' { synonym.split(' ').next() } else { synonym.rsplit(' ').next() };
        self.net.has(part, synonym) || (synonym.contains(' ') && head.is_some_and(|head| self.net.has(part, head)))
    }

    fn of_wordnet(&self) -> Vec<Candidate> {
        let roots = self.net.synonyms.iter().filter(|((_, word), _)| self.common.contains(word));
        roots
            .flat_map(|((part, word), synonyms)| {
                synonyms.iter().filter_map(|synonym| self.candidate(synonym, word, *part))
            })
            .collect()
    }

    /// Sums over inflected forms, so that no form is common.
    fn candidate(&self, phrase: &str, original: &str, part: char) -> Option<Candidate> {
        let sum = |text: &str| -> f32 {
            let forms: BTreeSet<String> = inflected(text, Inflection::of(part), &self.source).into_iter().collect();
            forms.iter().map(|form| self.counts.of(form) as f32).sum()
        };
        let words = phrase.split([' ', '-']).count();
        let (rare, usual) = (sum(phrase), sum(original));
        let unknown = rare < 3.0 && (words == 1 || phrase.split([' ', '-']).any(|word| self.counts.of(word) < 20));
        if unknown || words > 3 || rare > RARE || rare > SHARE * usual || usual < COMMON as f32 {
            return None;
        }
        let synset = self.net.synonyms.get(&(part, original.to_owned())).is_some_and(|list| list.contains(phrase));
        let currency = (rare + 1.0).ln().min(4.0);
        let score = 8.0 * self.kinship(phrase, original)
            + 2.0 * f32::from(u8::from(synset))
            + 0.3 * (usual + 1.0).ln()
            + 0.4 * currency
            - 0.5 * (words as f32 - 1.0);
        Some(Candidate { phrase: phrase.to_owned(), original: original.to_owned(), part, score })
    }

    /// Cosine of the two words' lists of synonyms in Moby.
    fn kinship(&self, one: &str, two: &str) -> f32 {
        let (Some(first), Some(second)) = (self.moby.get(one), self.moby.get(two)) else { return 0.0 };
        first.intersection(second).count() as f32 / ((first.len() * second.len()) as f32).sqrt()
    }
}

/// A phrase and its part of speech, with its originals.
type Chosen = ((String, char), Vec<String>);

/// The best entries, three originals each.
fn list(candidates: Vec<Candidate>, known: &BTreeSet<&str>, most: usize) -> Vec<Chosen> {
    let mut entries: BTreeMap<(String, char), Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates.into_iter().filter(|one| !known.contains(one.phrase.as_str())) {
        entries.entry((candidate.phrase.clone(), candidate.part)).or_default().push(candidate);
    }
    let mut ranked: Vec<(f32, (String, char), Vec<Candidate>)> = Vec::new();
    for (key, mut pairs) in entries {
        pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.original.cmp(&b.original)));
        pairs.truncate(3);
        ranked.push((pairs[0].score, key, pairs));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(most);
    let mut chosen: Vec<Chosen> = ranked
        .into_iter()
        .map(|(_, key, pairs)| (key, pairs.into_iter().map(|pair| pair.original).collect()))
        .collect();
    chosen.sort();
    chosen
}

fn write(head: &str, chosen: &[Chosen]) -> String {
    let mut text = head.to_owned();
    for (section, parts) in [("[rate verb]", "v"), ("[rate noun]", "n"), ("[rate]", "ar")] {
        text += &format!("\n{section}\n");
        for ((phrase, part), originals) in chosen {
            if parts.contains(*part) {
                text += &format!("{phrase} = {}\n", originals.join(", "));
            }
        }
    }
    text
}
