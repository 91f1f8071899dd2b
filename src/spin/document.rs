//! From hits to the document's probability, and back to the hits that are flagged.

use std::ops::Range;
use std::sync::LazyLock;

use super::context::Place;
use super::evidence::Evidence;
use super::features::{self, Sight, Weights};
use super::lexicon::{Found, Hashed, Lexicon, english};
use super::source::Origin;
use super::token::{Token, hash_of, join, tokens};
use super::{Class, Hit, Judgement, fragments, inflect, lines, sound, twins};
use crate::judgement::SpunJudgement;
use crate::model::trees::sigmoid;

/// Places of the strongest window and of the register among the measures.
const WINDOW_MEASURE: usize = 8;
pub(crate) const REGISTER_MEASURE: usize = 11;
/// Texts with fewer words are not judged.
pub(crate) const LEAST_WORDS: usize = 80;
/// A spun part of a page is looked for in windows of this many words, each half over the next.
const WINDOW: usize = 200;
const STEP: usize = WINDOW / 2;
/// Distinct entries without which no text passes for spun.
const LEAST_ENTRIES: usize = 3;
/// Words of a quotation that may be about a phrase instead of using it.
const SHORT_QUOTE: usize = 6;
/// Originals whose fit is looked at: those that spinners replace most come first.
const ORIGINALS: usize = 4;

/// Judges a text: how probably it was spun, and which phrases give it away.
pub(crate) fn judge(body: &str) -> Judgement {
    judge_with(body, english(), features::english())
}

/// Judges with another lexicon and other weights than the shipped ones.
pub(crate) fn judge_with(body: &str, lexicon: &Lexicon, weights: &Weights) -> Judgement {
    let tokens = tokens(body);
    let reading = Reading::new(body, &tokens, lexicon, weights);
    let probability = (tokens.len() >= LEAST_WORDS).then(|| reading.probability());
    let spun = probability.is_some_and(|probability| probability > SpunJudgement::SPUN);
    let shifts = if spun { reading.shifts() } else { Vec::new() };
    let shift = |hit: &Scored| mean(shifts.get((hit.found.at() / STEP).saturating_sub(1)..).unwrap_or(&shifts));
    let hits = reading.hits.iter().filter_map(|hit| reading.flag(hit, spun, shift(hit))).collect();
    Judgement { probability, hits }
}

/// Whether a short piece of a spun document holds a replaced phrase.
pub(super) fn replaced_within(text: &str) -> bool {
    let tokens = tokens(text);
    let reading = Reading::new(text, &tokens, english(), features::english());
    reading.hits.iter().any(|hit| hit.score > -1.0 || english().entry(hit.found.surface).class != Class::RateOnly)
}

/// A replacement found in the text; small, since there may be millions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) found: Found,
    /// What training learns from.
    #[cfg(feature = "train")]
    pub(crate) bins: features::Bins,
    /// Log-odds that a spinner wrote it.
    pub(crate) score: f32,
    /// How much it counts for the document: less in lists, code and short quotations.
    pub(super) weight: f32,
    /// What it adds to the document's strength.
    pub(super) strength: f32,
    /// Times its originals stand in clean text.
    pub(super) rivals: f32,
    /// Times it and its originals stand in the document.
    pub(super) here: (u32, u32),
    pub(super) clash: bool,
}

/// A text with its hits scored.
pub(crate) struct Reading<'t> {
    body: &'t str,
    tokens: &'t [Token],
    lexicon: &'t Lexicon,
    weights: &'t Weights,
    pub(crate) hits: Vec<Scored>,
}

impl<'t> Reading<'t> {
    pub(crate) fn new(body: &'t str, tokens: &'t [Token], lexicon: &'t Lexicon, weights: &'t Weights) -> Self {
        let mut reading = Self { body, tokens, lexicon, weights, hits: Vec::new() };
        let mut found = Vec::with_capacity(tokens.len() / 8);
        lexicon.scan(tokens, |hit| found.push(hit));
        let (phrases, originals) = reading.counts(&found);
        let lines = lines::weights(body, tokens);
        reading.hits = found.iter().map(|&found| reading.score(found, &phrases, &originals, &lines)).collect();
        reading
    }

    /// How often each replacement and each word of an original stands in the text.
    fn counts(&self, found: &[Found]) -> (Hashed, Hashed) {
        let (mut phrases, mut originals) = (Hashed::default(), Hashed::default());
        let mut wanted = vec![0u64; 1024];
        let slot = |hash: u64| ((hash >> 54) as usize, 1u64 << (hash >> 48 & 63));
        for hit in found {
            let first = phrases.insert(u64::from(hit.surface), 0).is_none();
            let facts = self.lexicon.facts(hit.surface, &self.tokens[hit.range()]);
            for original in facts.originals.iter().take(ORIGINALS).filter(|_| first) {
                let (word, bit) = slot(original.hash);
                wanted[word] |= bit;
                originals.insert(original.hash, 0);
            }
        }
        found.iter().for_each(|hit| *phrases.entry(u64::from(hit.surface)).or_default() += 1);
        for (at, token) in self.tokens.iter().enumerate() {
            let one = join(0, token.hash);
            let two = self.tokens.get(at + 1).map(|next| join(one, next.hash));
            for hash in [Some(one), two].into_iter().flatten() {
                let (word, bit) = slot(hash);
                if wanted[word] & bit != 0
                    && let Some(count) = originals.get_mut(&hash)
                {
                    *count += 1;
                }
            }
        }
        (phrases, originals)
    }

    fn score(&self, found: Found, phrases: &Hashed, originals: &Hashed, lines: &[f32]) -> Scored {
        let entry = self.lexicon.entry(found.surface);
        let facts = self.lexicon.facts(found.surface, &self.tokens[found.range()]);
        let counts = self.lexicon.counts();
        let place = Place::new(self.tokens, found.range(), counts);
        let holds = facts.holds(&place, counts);
        let usual = facts.originals.iter().take(ORIGINALS);
        let best = usual.clone().map(|original| original.odds(&place, counts)).fold(0.0, f32::max);
        let others = usual.filter_map(|original| originals.get(&original.hash)).sum();
        let sight = Sight {
            margin: best.ln() - holds.0 - holds.1,
            holds,
            rivals: facts.rivals,
            clash: self.clash(found.at()),
            demanding: facts.demanding(),
            here: (phrases.get(&u64::from(found.surface)).copied().unwrap_or(1), others),
        };
        let bins = sight.bins(entry);
        let first = &self.tokens[found.at()];
        let quoted = if first.quoted && self.short_quote(found.at()) { 0.3 } else { 1.0 };
        let weight = lines.get(first.line as usize).copied().unwrap_or(1.0) * quoted;
        let score = self.weights.hit(&bins);
        let Sight { rivals, here, clash, .. } = sight;
        let strength = weight * softplus(score);
        Scored {
            found,
            #[cfg(feature = "train")]
            bins,
            score,
            weight,
            strength,
            rivals,
            here,
            clash,
        }
    }

    /// An article that fits the original, not the replacement: "a approach".
    fn clash(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]) else { return false };
        let (a, an) = (before.hash == hash_of("a"), before.hash == hash_of("an"));
        let word = &self.body[self.tokens[at].range()];
        // "An historic", "a unknown": of these letters, writers themselves are not sure; of short words, it may be initials.
        let sure = word.starts_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'h' | 'H' | 'u' | 'U'));
        let broken = self.tokens[at].broken || before.is_capital();
        let wants_an = || sound::takes_an(word);
        !broken && sure && ((a && wants_an()) || (an && word.len() > 3 && !wants_an()))
    }

    fn short_quote(&self, at: usize) -> bool {
        let inside = |tokens: &mut dyn Iterator<Item = &Token>| {
            tokens.take(SHORT_QUOTE + 1).take_while(|token| token.quoted).count()
        };
        inside(&mut self.tokens[..at].iter().rev()) + inside(&mut self.tokens[at..].iter()) <= SHORT_QUOTE
    }

    pub(crate) fn probability(&self) -> f32 {
        let evidence = self.evidence();
        let fragments: usize = self.body.lines().map(|line| fragments(line, false).len()).sum();
        let twins = twins::count(self.tokens, &self.hits, self.lexicon);
        let logit = self.weights.document(&evidence.measures)
            + self.weights.fragments * (fragments as f32).ln_1p()
            + self.weights.twins * (twins as f32).ln_1p();
        let probability = self.weights.calibration.probability(logit);
        if evidence.entries < LEAST_ENTRIES { probability.min(0.45) } else { probability }
    }

    /// The whole text's measures, with those of its strongest window.
    pub(crate) fn evidence(&self) -> Evidence {
        let windows = (0..self.tokens.len()).step_by(STEP);
        let windows = windows
            .take_while(|start| start + WINDOW <= self.tokens.len())
            .map(|start| Evidence::new(self.lexicon, self.within(start, WINDOW), WINDOW).density());
        let window = windows.fold(f32::MIN, f32::max);
        let mut whole = Evidence::new(self.lexicon, &self.hits, self.tokens.len());
        whole.measures[WINDOW_MEASURE] = window.max(whole.density());
        whole.measures[REGISTER_MEASURE] = (100.0 * register(self.tokens) / self.tokens.len().max(1) as f32).ln_1p();
        whole
    }

    /// The shift of every window: a page may be spun in part.
    fn shifts(&self) -> Vec<f32> {
        let starts =
            (0..self.tokens.len()).step_by(STEP).take_while(|start| *start == 0 || start + STEP < self.tokens.len());
        starts.map(|start| shift(self.within(start, WINDOW))).collect()
    }

    /// The hits of a stretch of tokens.
    fn within(&self, start: usize, words: usize) -> &[Scored] {
        let first = self.hits.partition_point(|hit| hit.found.at() < start);
        let end = self.hits.partition_point(|hit| hit.found.at() < start + words);
        &self.hits[first..end]
    }

    /// The second pass: is this hit shown?
    fn flag(&self, hit: &Scored, spun: bool, shift: f32) -> Option<Hit> {
        let entry = self.lexicon.entry(hit.found.surface);
        let least = match (spun, entry.class) {
            (true, Class::Impossible) => IMPOSSIBLE,
            (true, Class::WrongContext) => WRONG_CONTEXT,
            (true, Class::RateOnly) if entry.origin == Origin::Own => RATE_ONLY,
            (true, Class::RateOnly) => GOOD_ENGLISH,
            (false, Class::Impossible) if hit.weight >= 1.0 && entry.count < 0.5 => IMPOSSIBLE,
            (false, _) => return None,
        };
        // A consistent spinner writes its word again and again.
        let again = if entry.class == Class::WrongContext { hit.here.0.clamp(1, 4) - 1 } else { 0 };
        let score = hit.score + shift + 0.5 * again as f32;
        let range = self.source(&hit.found);
        let confidence = sigmoid(score - least + 1.0).min(0.99);
        let class = entry.class;
        (score >= least).then(|| Hit { range, originals: self.originals(&hit.found).into(), confidence, class })
    }

    /// Its bytes of the text.
    pub(crate) fn source(&self, found: &Found) -> Range<usize> {
        let phrase = &self.tokens[found.range()];
        phrase[0].range().start..phrase[phrase.len() - 1].range().end
    }

    /// What probably stood there, best first: those that fit the neighbours, among them the commoner ones.
    fn originals(&self, found: &Found) -> Vec<String> {
        let phrase = &self.tokens[found.range()];
        let counts = self.lexicon.counts();
        let place = Place::new(self.tokens, found.range(), counts);
        let listed = self.lexicon.facts(found.surface, phrase).originals.iter().take(ORIGINALS);
        let subject = found.at().checked_sub(1).map_or("", |before| &self.body[self.tokens[before].range()]);
        let fit = listed.enumerate().map(|(rank, original)| {
            let agreement = if inflect::agrees(subject, &original.text) == Some(false) { -AGREEMENT } else { 0.0 };
            let holds = original.odds(&place, counts).ln() + 0.3 * original.count.ln_1p();
            (holds - 0.9 * rank as f32 + agreement, &original.text)
        });
        let mut ranked: Vec<(f32, &String)> = fit.collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let written = &self.body[phrase[0].range()];
        ranked.into_iter().take(3).map(|(_, text)| in_case_of(written, text)).collect()
    }
}

/// Log-odds from which a hit is shown, by class: set on the labelled document, for 19 right flags of 20.
const IMPOSSIBLE: f32 = -1.0;
const WRONG_CONTEXT: f32 = -2.5;
const RATE_ONLY: f32 = 1.4;
const GOOD_ENGLISH: f32 = 3.2;
/// What a suggestion loses that does not agree with the word before it.
const AGREEMENT: f32 = 3.0;
/// Even an untouched part of a spun page is suspicious.
const LEAST_SHIFT: f32 = -1.0;
/// Share of the hits that the spinner wrote, in the training.
const TRAINED: f32 = 0.17;

/// What a replacement's log-odds gain where the spinner replaced another share of the words than those of the training
/// (Saerens, Latinne and Decaestecker 2002: the prior is re-estimated until it agrees with the posteriors).
fn shift(hits: &[Scored]) -> f32 {
    let mut shift = 0.0;
    for _ in 0..10 {
        let sum: f32 = hits.iter().map(|hit| sigmoid(hit.score + shift)).sum();
        let share = ((sum + TRAINED) / (hits.len() as f32 + 1.0)).clamp(0.01, 0.9);
        shift = (share / (1.0 - share)).ln() - (TRAINED / (1.0 - TRAINED)).ln();
    }
    shift.max(LEAST_SHIFT)
}

/// Of the two windows that hold a place, or the one.
fn mean(shifts: &[f32]) -> f32 {
    let two = &shifts[..shifts.len().min(2)];
    two.iter().sum::<f32>() / two.len().max(1) as f32
}

/// A suggestion with the capitals of what it would replace.
fn in_case_of(written: &str, text: &str) -> String {
    let shouted = written.len() > 1 && written.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut letters = text.chars();
    match letters.next() {
        Some(_) if shouted => text.to_uppercase(),
        Some(first) if written.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// How many words belong to legal or older English, which uses many replacements of its own accord.
fn register(tokens: &[Token]) -> f32 {
    static WORDS: LazyLock<Hashed> =
        LazyLock::new(|| include_str!("en.register").split_whitespace().map(|word| (hash_of(word), 1)).collect());
    tokens.iter().filter(|token| WORDS.contains_key(&token.hash)).count() as f32
}

pub(super) fn softplus(score: f32) -> f32 {
    if score > 10.0 { score } else { score.exp().ln_1p() }
}
