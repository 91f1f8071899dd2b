//! Thesauri that the simulated spinner writes from, and their readers.

use super::TrainError;
use crate::spin::lexicon::inflected;
use crate::spin::source::{Inflection, Line, Source};
use crate::spin::token::{Token, join, tokens};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// What a spinner writes for a word or phrase.
#[derive(Debug, Default)]
pub(super) struct Thesaurus {
    synonyms: HashMap<u64, Vec<String>>,
    longest: usize,
}

/// Roots of Moby with their synonyms.
pub(super) type Moby = BTreeMap<String, BTreeSet<String>>;

/// Synonyms of WordNet by part of speech: `n`, `v`, `a` or `r`.
#[derive(Debug, Default)]
pub(super) struct WordNet {
    pub synonyms: BTreeMap<(char, String), BTreeSet<String>>,
}

impl Thesaurus {
    /// From word and synonym.
    pub fn of_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut thesaurus = Self::default();
        for (word, synonym) in pairs {
            let words = tokens(&word);
            thesaurus.longest = thesaurus.longest.max(words.len());
            let hash = words.iter().fold(0, |hash, word| join(hash, word.hash));
            let synonyms = thesaurus.synonyms.entry(hash).or_default();
            if !synonyms.contains(&synonym) {
                synonyms.push(synonym);
            }
        }
        thesaurus
    }

    /// From the lexicon's lines, turned round; only the pairs (phrase, original) that are wanted.
    pub fn of_lines(lines: &[Line], source: &Source, wanted: impl Fn(&str, &str) -> bool) -> Self {
        let pairs = lines.iter().flat_map(|line| line.each_original().map(move |original| (line, original)));
        let pairs = pairs.filter(|(line, original)| wanted(line.phrase, original));
        Self::of_pairs(pairs.flat_map(|(line, original)| forms(original, line.phrase, line.inflection, source)))
    }

    /// The common words of Moby.
    pub fn of_moby(moby: &Moby, wordnet: Option<&WordNet>, common: &BTreeSet<String>, source: &Source) -> Self {
        let parts = |word: &str| {
            "nva".chars().filter(|part| wordnet.is_some_and(|net| net.has(*part, word))).collect::<Vec<_>>()
        };
        let roots = moby.iter().filter(|(root, _)| common.contains(*root));
        Self::of_pairs(roots.flat_map(|(root, synonyms)| {
            let of_root = parts(root);
            synonyms.iter().flat_map(move |synonym| {
                let head = synonym.split(' ').next().unwrap_or_default();
                let of_head = parts(head);
                let same = of_root.iter().find(|part| of_head.contains(part));
                forms(root, synonym, Inflection::of(same.copied().unwrap_or('r')), source)
            })
        }))
    }

    /// The common words of WordNet.
    pub fn of_wordnet(wordnet: &WordNet, common: &BTreeSet<String>, source: &Source) -> Self {
        let roots = wordnet.synonyms.iter().filter(|((_, word), _)| common.contains(word));
        Self::of_pairs(roots.flat_map(|((part, word), synonyms)| {
            synonyms.iter().flat_map(move |synonym| forms(word, synonym, Inflection::of(*part), source))
        }))
    }

    /// The longest phrase at the start of `tokens` that has synonyms, in words.
    pub fn longest(&self, tokens: &[Token]) -> Option<(usize, &[String])> {
        let mut hash = 0;
        let mut found = None;
        for (at, token) in tokens.iter().take(self.longest).enumerate() {
            if at > 0 && token.broken {
                break;
            }
            hash = join(hash, token.hash);
            if let Some(synonyms) = self.synonyms.get(&hash) {
                found = Some((at + 1, synonyms.as_slice()));
            }
        }
        found
    }
}

fn forms(word: &str, synonym: &str, inflection: Inflection, source: &Source) -> Vec<(String, String)> {
    inflected(word, inflection, source).into_iter().zip(inflected(synonym, inflection, source)).collect()
}

impl WordNet {
    pub fn has(&self, part: char, word: &str) -> bool {
        self.synonyms.contains_key(&(part, word.to_owned()))
    }
}

/// Reads Moby.
pub(super) fn moby(path: &Path) -> Result<Moby, TrainError> {
    let text = super::read(path)?;
    let lines = text.lines().filter_map(|line| {
        let mut words = line.split(',').map(|word| word.trim().to_ascii_lowercase());
        Some((words.next()?, words.filter(|word| plain(word)).collect()))
    });
    Ok(lines.collect())
}

/// Reads WordNet's `data.noun`, `data.verb`, `data.adj` and `data.adv`. Words without synonyms are kept for their part of speech.
pub(super) fn wordnet(folder: &Path) -> Result<WordNet, TrainError> {
    let mut net = WordNet::default();
    for (file, part) in [("data.noun", 'n'), ("data.verb", 'v'), ("data.adj", 'a'), ("data.adv", 'r')] {
        for line in super::read(&folder.join(file))?.lines().filter(|line| !line.starts_with(' ')) {
            let mut fields = line.split(' ').skip(3);
            let count = fields.next().and_then(|count| usize::from_str_radix(count, 16).ok()).unwrap_or(0);
            let words: Vec<String> = fields.step_by(2).take(count).map(lemma).collect();
            for word in &words {
                let others = words.iter().filter(|other| *other != word && plain(other) && plain(word)).cloned();
                net.synonyms.entry((part, word.clone())).or_default().extend(others);
            }
        }
    }
    Ok(net)
}

fn lemma(word: &str) -> String {
    word.split('(').next().unwrap_or_default().replace('_', " ")
}

/// Lower-case words and blanks only: no names, no abbreviations.
fn plain(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ' || byte == b'-')
}
