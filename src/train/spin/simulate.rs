//! A simulated spinner: replaces words by a thesaurus's synonyms, blind to sense and part of speech, as real ones do.

use super::thesaurus::Thesaurus;
use crate::spin::token::{Token, tokens};
use crate::train::Random;
use std::ops::Range;

/// A spun text, and where the spinner wrote.
#[derive(Debug, Default)]
pub(super) struct Respun {
    pub text: String,
    pub spans: Vec<Range<usize>>,
}

/// How a simulated spinner goes to work.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Share of words that it replaces.
    pub intensity: f64,
    /// Share of the text, from a random place on, that it reads.
    pub part: f64,
    /// It writes the same synonym for a word wherever the word stands.
    pub consistent: bool,
}

impl Manner {
    /// The whole text, and a new choice at every place.
    pub fn plain(intensity: f64) -> Self {
        Self { intensity, part: 1.0, consistent: false }
    }
}

/// Replaces words up to the manner's share; names stay.
pub(super) fn respin(text: &str, thesaurus: &Thesaurus, manner: Manner, random: &mut Random) -> Respun {
    let tokens = tokens(text);
    let length = (tokens.len() as f64 * manner.part) as usize;
    let start = (random.unit() * (tokens.len() - length) as f64) as usize;
    let mut sites = sites(&tokens, start..start + length, thesaurus);
    sites.iter_mut().for_each(|site| site.choice = random.next());
    random.shuffle(&mut sites);
    if manner.consistent {
        let salt = random.next() | 1;
        sites.iter_mut().for_each(|site| site.choice = mixed(tokens[site.at].hash ^ salt));
        sites.sort_by_key(|site| site.choice);
    }
    let mut budget = (length as f64 * manner.intensity) as usize;
    sites.retain(|site| {
        let taken = budget >= site.words;
        budget -= if taken { site.words } else { 0 };
        taken
    });
    sites.sort_by_key(|site| site.at);
    write(text, &tokens, &sites)
}

fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ hash >> 29
}

/// A place where the thesaurus has something to offer.
struct Site<'t> {
    at: usize,
    words: usize,
    synonyms: &'t [String],
    /// Which synonym, by remainder.
    choice: u64,
}

fn sites<'t>(tokens: &[Token], range: Range<usize>, thesaurus: &'t Thesaurus) -> Vec<Site<'t>> {
    let mut sites = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let named = tokens[at].is_capital() && !tokens[at].opens;
        match thesaurus.longest(&tokens[at..range.end]).filter(|_| !named) {
            Some((words, synonyms)) => {
                sites.push(Site { at, words, synonyms, choice: 0 });
                at += words;
            }
            None => at += 1,
        }
    }
    sites
}

fn write(text: &str, tokens: &[Token], sites: &[Site]) -> Respun {
    let mut respun = Respun::default();
    let mut from = 0;
    for site in sites {
        let (first, last) = (tokens[site.at], tokens[site.at + site.words - 1]);
        respun.text.push_str(&text[from..first.range().start]);
        from = last.range().end;
        let synonym = &site.synonyms[(site.choice % site.synonyms.len() as u64) as usize];
        let start = respun.text.len();
        let mut letters = synonym.chars();
        let initial = letters.next().filter(|_| first.is_capital());
        respun.text.extend(initial.into_iter().flat_map(char::to_uppercase));
        respun.text.push_str(if initial.is_some() { letters.as_str() } else { synonym });
        respun.spans.push(start..respun.text.len());
    }
    respun.text.push_str(&text[from..]);
    respun
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_and_names_stay() {
        let thesaurus =
            Thesaurus::of_pairs([("big".to_owned(), "giant".to_owned()), ("year".to_owned(), "12 months".to_owned())]);
        let text = "Big plans of the Big Company for this year.";
        let spun = respin(text, &thesaurus, Manner::plain(1.0), &mut Random::new(1));
        assert_eq!(spun.text, "Giant plans of the Big Company for this 12 months.");
        assert_eq!(spun.spans.iter().map(|span| &spun.text[span.clone()]).collect::<Vec<_>>(), ["Giant", "12 months"]);
        assert_eq!(respin(text, &thesaurus, Manner::plain(0.0), &mut Random::new(1)).text, text);
    }
}
