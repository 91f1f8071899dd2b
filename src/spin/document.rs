//! From hits to the document's probability, and back to the hits that are flagged.

use super::context::Beside;
use super::lexicon::{Entry, Found, Lexicon, english};
use super::token::{Token, hash_of, tokens};
use super::{Class, Hit, Judgement, fragments};

/// Texts with fewer words are not judged.
const LEAST_WORDS: usize = 80;
/// A spun part of a page is looked for in windows of this many words, each half over the next.
const WINDOW: usize = 200;
/// Distinct entries without which no text passes for spun.
const LEAST_ENTRIES: usize = 3;
/// Words of a quotation that may be about a phrase instead of using it.
const SHORT_QUOTE: usize = 6;

/// Judges a text: how probably it was spun, and which phrases give it away.
pub(crate) fn judge(body: &str) -> Judgement {
    let tokens = tokens(body);
    let reading = Reading::new(body, &tokens, english());
    let probability = (tokens.len() >= LEAST_WORDS).then(|| reading.probability());
    let spun = probability.is_some_and(|probability| probability > 0.5);
    let hits = reading.hits.iter().filter_map(|hit| reading.flag(hit, spun)).collect();
    Judgement { probability, hits }
}

/// Whether a short piece of a spun document holds a replaced phrase.
pub(super) fn replaced_within(text: &str) -> bool {
    let tokens = tokens(text);
    Reading::new(text, &tokens, english()).hits.iter().any(|hit| hit.score > 1.0)
}

/// A replacement found in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored {
    pub(super) found: Found,
    /// Log-odds that a spinner wrote it.
    pub(super) score: f32,
    /// How much it counts for the document: less in lists, code and short quotations.
    pub(super) weight: f32,
    /// "a" before a vowel, "an" before a consonant.
    pub(super) clash: bool,
}

/// A text with its hits scored.
pub(super) struct Reading<'t> {
    body: &'t str,
    tokens: &'t [Token],
    lexicon: &'static Lexicon,
    pub(super) hits: Vec<Scored>,
    /// How often each surface stands in the text.
    counts: Vec<u16>,
}

impl<'t> Reading<'t> {
    pub(super) fn new(body: &'t str, tokens: &'t [Token], lexicon: &'static Lexicon) -> Self {
        let mut reading = Self { body, tokens, lexicon, hits: Vec::new(), counts: vec![0; lexicon.surfaces()] };
        let mut replaced = Vec::new();
        lexicon.scan(tokens, |found| {
            let count = &mut reading.counts[found.surface as usize];
            *count = count.saturating_add(1);
            if found.replaced {
                replaced.push(found);
            }
        });
        let weights = line_weights(body, tokens);
        reading.hits = (0..replaced.len()).map(|index| reading.score(&replaced, index, &weights)).collect();
        reading
    }

    fn score(&self, replaced: &[Found], index: usize, weights: &[f32]) -> Scored {
        let found = replaced[index];
        let Some(entry) = self.lexicon.entry(found.surface) else {
            return Scored { found, score: 0.0, weight: 0.0, clash: false };
        };
        let end = found.at + found.words;
        let spun_left =
            index.checked_sub(1).is_some_and(|before| replaced[before].at + replaced[before].words == found.at);
        let spun_right = replaced.get(index + 1).is_some_and(|next| next.at == end);
        // A neighbour that was replaced too says nothing.
        let left = if spun_left { 0.0 } else { entry.neighbours.left(Beside::left(self.tokens, found.at)) };
        let right = if spun_right { 0.0 } else { entry.neighbours.right(Beside::right(self.tokens, end)) };
        let clash = self.clash(found.at);
        let first = &self.tokens[found.at];
        let quoted = if first.quoted && self.short_quote(found.at) { 0.3 } else { 1.0 };
        let weight = weights.get(first.line as usize).copied().unwrap_or(1.0) * quoted;
        Scored { found, score: score(entry, left, right, clash), weight, clash }
    }

    /// An article that fits the original, not the replacement: "a approach".
    fn clash(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]) else { return false };
        let word = self.body[self.tokens[at].range()].to_ascii_lowercase();
        let vowel = word.starts_with(['a', 'e', 'i', 'o']) && !word.starts_with("eu") && !word.starts_with("one");
        let consonant = word.starts_with(|letter: char| letter.is_ascii_alphabetic() && !"aeiouh".contains(letter))
            && word.len() > 3;
        let broken = self.tokens[at].broken || before.capital;
        !broken && ((before.hash == hash_of("a") && vowel) || (before.hash == hash_of("an") && consonant))
    }

    fn short_quote(&self, at: usize) -> bool {
        let inside = |tokens: &mut dyn Iterator<Item = &Token>| {
            tokens.take(SHORT_QUOTE + 1).take_while(|token| token.quoted).count()
        };
        inside(&mut self.tokens[..at].iter().rev()) + inside(&mut self.tokens[at..].iter()) <= SHORT_QUOTE
    }

    pub(super) fn probability(&self) -> f32 {
        let fragments = self.body.lines().map(|line| fragments(line, false).len()).sum();
        let whole = Evidence::new(self, &self.hits, self.tokens.len(), true);
        let best_window =
            self.windows().map(|window| window.probability(0) - Evidence::WINDOW_TOLL).fold(0.0, f32::max);
        whole.probability(fragments).max(best_window)
    }

    fn windows(&self) -> impl Iterator<Item = Evidence> {
        let starts = (0..self.tokens.len()).step_by(WINDOW / 2);
        starts.take_while(|start| start + WINDOW <= self.tokens.len()).map(|start| {
            let first = self.hits.partition_point(|hit| hit.found.at < start);
            let end = self.hits.partition_point(|hit| hit.found.at < start + WINDOW);
            Evidence::new(self, &self.hits[first..end], WINDOW, false)
        })
    }

    /// The second pass: is this hit shown?
    fn flag(&self, hit: &Scored, spun: bool) -> Option<Hit> {
        let entry = self.lexicon.entry(hit.found.surface)?;
        let score = hit.score + if spun { self.support(entry, hit.found.surface) } else { 0.0 };
        let least = match (spun, entry.class) {
            (true, Class::Impossible) => 0.0,
            (true, Class::WrongContext) => 1.1,
            (true, Class::RateOnly) => 2.2,
            (false, Class::Impossible) if hit.weight >= 1.0 => 3.0,
            (false, _) => return None,
        };
        let last = hit.found.at + hit.found.words - 1;
        let range = self.tokens[hit.found.at].range().start..self.tokens[last].range().end;
        let confidence = logistic(score + if spun { 0.5 } else { 0.0 });
        (score >= least).then_some(Hit {
            range,
            originals: self.lexicon.originals(hit.found.surface),
            class: entry.class,
            confidence,
        })
    }

    /// A consistent spinner leaves its word everywhere and the original nowhere.
    fn support(&self, entry: &Entry, surface: u32) -> f32 {
        let count = |surface: u32| f32::from(self.counts[surface as usize]);
        let originals: f32 = entry.sources.iter().map(|&source| count(source)).sum();
        0.4 * (count(surface) - 1.0).min(3.0) - 0.3 * originals.min(4.0)
    }
}

fn score(entry: &Entry, left: f32, right: f32, clash: bool) -> f32 {
    let demanded = if entry.demanding { 2.0 } else { 0.0 };
    let clash = if clash { 2.5 } else { 0.0 };
    let score = (entry.base + left + right + demanded + clash).clamp(-3.0, 7.0);
    if entry.class == Class::Impossible { score.max(4.0) } else { score }
}

/// What a stretch of text has to say for being spun.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Evidence {
    pub(super) density: f32,
    pub(super) distinct: usize,
    pub(super) impossible: usize,
    pub(super) clashes: usize,
}

impl Evidence {
    const WINDOW_TOLL: f32 = 0.05;
    /// Score that a hit in clean text often has, and what is left over it per clean word.
    const CLEAN: f32 = 1.0;
    const CLEAN_PER_WORD: f32 = 0.02;
    /// What good English counts for, against words that are wrong where they stand: legal and older prose is full of it.
    const RATE_ONLY: f32 = 0.35;

    fn new(reading: &Reading, hits: &[Scored], words: usize, whole: bool) -> Self {
        let mut hits: Vec<&Scored> = hits.iter().collect();
        hits.sort_by(|a, b| a.found.surface.cmp(&b.found.surface).then(b.score.total_cmp(&a.score)));
        let mut evidence = Self::default();
        let mut sum = 0.0;
        for same in hits.chunk_by(|a, b| a.found.surface == b.found.surface) {
            let Some(entry) = reading.lexicon.entry(same[0].found.surface) else { continue };
            // Repetition of one habit says less and less.
            let of_entry: f32 = same
                .iter()
                .zip(1u16..)
                .map(|(hit, rank)| (hit.score - Self::CLEAN).max(-1.0) * hit.weight / f32::from(rank))
                .sum();
            let support = if whole { reading.support(entry, same[0].found.surface).min(0.0) } else { 0.0 };
            let honest = if entry.class == Class::RateOnly { Self::RATE_ONLY } else { 1.0 };
            let of_entry = honest * (of_entry + support).max(0.0);
            sum += of_entry;
            evidence.distinct += usize::from(of_entry > 1.5);
            evidence.impossible += usize::from(entry.class == Class::Impossible && of_entry > 1.5);
            evidence.clashes += same.iter().filter(|hit| hit.clash).count();
        }
        evidence.density = (sum - Self::CLEAN_PER_WORD * words as f32) / (words.max(1) as f32).sqrt();
        evidence
    }

    pub(super) fn probability(&self, fragments: usize) -> f32 {
        let count = |count: usize| (count as f32).ln_1p();
        let logit = -5.5
            + 3.5 * self.density
            + 0.5 * count(self.distinct)
            + 0.9 * count(self.impossible)
            + 0.6 * count(self.clashes)
            + 0.7 * count(fragments);
        let probability = logistic(logit);
        if self.distinct < LEAST_ENTRIES { probability.min(0.45) } else { probability }
    }
}

fn logistic(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// How much each line counts: list items and code say little about who wrote the prose.
fn line_weights(body: &str, tokens: &[Token]) -> Vec<f32> {
    let mut words = vec![0usize; tokens.last().map_or(0, |token| token.line as usize + 1)];
    for token in tokens {
        words[token.line as usize] += 1;
    }
    body.split('\n').zip(words).map(|(line, words)| line_weight(line.trim(), words)).collect()
}

fn line_weight(line: &str, words: usize) -> f32 {
    let code = line
        .bytes()
        .filter(|byte| matches!(byte, b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b'=' | b';' | b'|' | b'_' | b'\\'))
        .count();
    let bullet = line.starts_with(['-', '*', '•', '·', '#']);
    match words {
        _ if code * 8 > words => 0.2,
        0..=4 => 0.3,
        _ if bullet => 0.6,
        _ => 1.0,
    }
}
