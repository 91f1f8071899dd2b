//! Every surface form of the lexicon, found in one pass over tokens: longest first.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::Class;
use super::context::{self, Beside};
use super::inflect::{self, Irregular};
use super::source::{self, Conditions, Inflection, Line, Source, SourceError};
use super::token::{Token, hash_of, join, tokens};

const SOURCE: &str = include_str!("en.spun");
const CLEAN: &str = include_str!("en.clean");

/// The English lexicon; built on first use. The shipped data is held to parse by a test, so bad data can only mean an empty one.
pub(super) fn english() -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::build(SOURCE, CLEAN).unwrap_or_default());
    &ENGLISH
}

/// One surface form and what it stands for.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    map: HashMap<u64, u32, BuildHasherDefault<Identity>>,
    /// Longest phrase, in tokens, that begins with a word.
    starts: HashMap<u64, u8, BuildHasherDefault<Identity>>,
    first_words: Vec<u64>,
    /// Times a surface stands in the clean text that rates were measured on.
    counts: Vec<u32>,
    entries: Vec<Option<Entry>>,
}

/// A replacement, one inflected form of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) originals: Vec<&'static str>,
    pub(super) class: Class,
    /// Surfaces of the originals.
    pub(super) sources: Vec<u32>,
    /// Log-odds that a spinner wrote the phrase, its neighbours unseen.
    pub(super) base: f32,
    /// The entry asks for neighbours (and an occurrence has them).
    pub(super) demanding: bool,
    pub(super) neighbours: context::Neighbours,
    conditions: Rules,
}

/// A surface met in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) surface: u32,
    pub(super) at: usize,
    pub(super) words: usize,
    /// It counts as a replacement; otherwise as a possible original.
    pub(super) replaced: bool,
}

#[derive(Debug, Default)]
struct Rules {
    left: Option<Vec<Beside>>,
    right: Option<Vec<Beside>>,
    not_left: Vec<Beside>,
    not_right: Vec<Beside>,
}

impl Rules {
    fn new(conditions: &Conditions) -> Self {
        let words = |list: &str| list.split_whitespace().map(Beside::named).collect::<Vec<_>>();
        Self {
            left: conditions.left.map(words),
            right: conditions.right.map(words),
            not_left: conditions.not_left.map(words).unwrap_or_default(),
            not_right: conditions.not_right.map(words).unwrap_or_default(),
        }
    }

    fn demanding(&self) -> bool {
        self.left.is_some() || self.right.is_some()
    }

    /// One needed neighbour is enough, one refused neighbour is too many.
    fn hold(&self, left: Beside, right: Beside) -> bool {
        let has = |list: &Option<Vec<Beside>>, word| list.as_ref().is_some_and(|list| list.contains(&word));
        let needed = !self.demanding() || has(&self.left, left) || has(&self.right, right);
        needed && !self.not_left.contains(&left) && !self.not_right.contains(&right)
    }
}

impl Lexicon {
    pub(super) fn build(source: &str, clean: &'static str) -> Result<Self, SourceError> {
        let source = source::parse(source)?;
        let mut lexicon = Self { first_words: vec![0; 1024], ..Self::default() };
        let (forms, texts) = expand(&source);
        lexicon.map.reserve(forms.len() * 2);
        for form in &forms {
            lexicon.add(form, texts);
        }
        lexicon.learn(clean);
        Ok(lexicon)
    }

    fn add(&mut self, form: &Form, texts: &'static str) {
        let surface = self.surface(&form.phrase);
        let mut sources = Vec::with_capacity(form.originals.len());
        for range in &form.originals {
            sources.push((self.surface(&texts[range.clone()]), &texts[range.clone()]));
        }
        let entry = self.entries[surface as usize].get_or_insert_with(|| Entry::new(form));
        for (source, text) in sources {
            if source != surface && !entry.sources.contains(&source) {
                entry.sources.push(source);
                entry.originals.push(text);
            }
        }
    }

    /// The number of a phrase, new or known.
    fn surface(&mut self, phrase: &str) -> u32 {
        let (hash, first, words) = hashes(phrase);
        let longest = self.starts.entry(first).or_default();
        *longest = (*longest).max(words);
        self.first_words[(first >> 54) as usize] |= 1 << (first >> 48 & 63);
        *self.map.entry(hash).or_insert_with(|| {
            self.counts.push(0);
            self.entries.push(None);
            self.counts.len() as u32 - 1
        })
    }

    fn learn(&mut self, clean: &'static str) {
        for line in context::counted(clean) {
            let hash = line.phrase.split(' ').fold(0, |hash, word| join(hash, hash_of(word)));
            let Some(&surface) = self.map.get(&hash) else { continue };
            self.counts[surface as usize] = line.count;
            if let Some(entry) = &mut self.entries[surface as usize] {
                entry.neighbours = line.neighbours;
            }
        }
        self.weigh();
    }

    /// Gives each entry its log-odds, and drops those that say nothing new. An original with many replacements lends less to each of them.
    fn weigh(&mut self) {
        let mut rivals = vec![0u16; self.counts.len()];
        for source in self.entries.iter().flatten().flat_map(|entry| &entry.sources) {
            rivals[*source as usize] += 1;
        }
        let share = |source: &u32| self.counts[*source as usize] as f32 / f32::from(rivals[*source as usize]).sqrt();
        for (slot, &count) in self.entries.iter_mut().zip(&self.counts) {
            if slot.as_ref().is_some_and(|entry| entry.sources.is_empty()) {
                *slot = None;
            }
            if let Some(entry) = slot {
                entry.base = context::base(count as f32, entry.sources.iter().map(share).sum());
            }
        }
    }

    pub(super) fn entry(&self, surface: u32) -> Option<&Entry> {
        self.entries.get(surface as usize)?.as_ref()
    }

    /// What a replacement stands for, best first.
    pub(super) fn originals(&'static self, surface: u32) -> &'static [&'static str] {
        self.entry(surface).map_or(&[], |entry| &entry.originals)
    }

    pub(super) fn surfaces(&self) -> usize {
        self.counts.len()
    }

    /// Calls `found` for every surface in the text, longest match first, none overlapping.
    pub(super) fn scan(&self, tokens: &[Token], mut found: impl FnMut(Found)) {
        let mut at = 0;
        while at < tokens.len() {
            let hit = self.longest(tokens, at);
            at += hit.map_or(1, |hit| hit.words);
            hit.into_iter().for_each(&mut found);
        }
    }

    fn longest(&self, tokens: &[Token], at: usize) -> Option<Found> {
        let first = tokens[at].hash;
        if self.first_words[(first >> 54) as usize] & 1 << (first >> 48 & 63) == 0 {
            return None;
        }
        let longest = usize::from(*self.starts.get(&first)?);
        let mut hashes = [0; 8];
        let mut words = 0;
        let mut hash = 0;
        for token in tokens[at..].iter().take(longest.min(hashes.len())) {
            if words > 0 && token.broken {
                break;
            }
            hash = join(hash, token.hash);
            hashes[words] = hash;
            words += 1;
        }
        (1..=words).rev().find_map(|words| self.accept(tokens, at, words, hashes[words - 1]))
    }

    fn accept(&self, tokens: &[Token], at: usize, words: usize, hash: u64) -> Option<Found> {
        let surface = *self.map.get(&hash)?;
        let entry = self.entry(surface);
        let phrase = &tokens[at..at + words];
        let replaced = entry.is_some_and(|entry| entry.fits(tokens, at, words) && !is_name(phrase, entry.class));
        let original = entry.is_none() || words == 1;
        (replaced || original).then_some(Found { surface, at, words, replaced })
    }
}

impl Entry {
    fn new(form: &Form) -> Self {
        let conditions = Rules::new(&form.conditions);
        Self {
            originals: Vec::new(),
            class: form.class,
            sources: Vec::new(),
            base: 0.0,
            demanding: conditions.demanding(),
            neighbours: context::Neighbours::default(),
            conditions,
        }
    }

    fn fits(&self, tokens: &[Token], at: usize, words: usize) -> bool {
        self.conditions.hold(Beside::left(tokens, at), Beside::right(tokens, at + words))
    }
}

/// A phrase's hash, that of its first word, and how many words it has, as the tokeniser would cut it.
fn hashes(phrase: &str) -> (u64, u64, u8) {
    let mut words = 0;
    let mut first = None;
    let mut hash = 0;
    let mut add = |word: u64| {
        first.get_or_insert(word);
        hash = join(hash, word);
        words += 1;
    };
    if phrase.bytes().all(|byte| byte == b' ' || byte.is_ascii_lowercase()) {
        phrase.split(' ').map(hash_of).for_each(&mut add);
    } else {
        tokens(phrase).iter().map(|token| token.hash).for_each(&mut add);
    }
    (hash, first.unwrap_or_default(), words)
}

/// Capitals inside a sentence: a name, which spinners leave alone, unless the phrase can be nothing else.
fn is_name(phrase: &[Token], class: Class) -> bool {
    let capital = phrase.iter().enumerate().any(|(index, word)| word.capital && !(index == 0 && word.opens));
    capital && !(class == Class::Impossible && phrase.len() > 1)
}

/// One inflected form; originals as ranges of one long text.
struct Form<'s> {
    phrase: String,
    originals: Vec<std::ops::Range<usize>>,
    class: Class,
    conditions: Conditions<'s>,
}

fn expand<'s>(source: &Source<'s>) -> (Vec<Form<'s>>, &'static str) {
    let mut texts = String::new();
    let mut forms = Vec::with_capacity(source.lines.len() * 3);
    for line in &source.lines {
        let originals: Vec<Vec<String>> =
            line.originals.iter().map(|word| inflected(word, line.inflection, &source.irregular)).collect();
        for (index, phrase) in inflected(line.phrase, line.inflection, &source.irregular).into_iter().enumerate() {
            let originals =
                originals.iter().filter_map(|forms| forms.get(index)).map(|form| append(&mut texts, form)).collect();
            forms.push(form_of(line, phrase, originals));
        }
    }
    // Hits lend their originals for the program's whole run, so the one long text is never given back.
    (forms, texts.leak())
}

fn form_of<'s>(line: &Line<'s>, phrase: String, originals: Vec<std::ops::Range<usize>>) -> Form<'s> {
    Form { phrase, originals, class: line.class, conditions: line.conditions }
}

fn append(texts: &mut String, form: &str) -> std::ops::Range<usize> {
    let start = texts.len();
    texts.push_str(form);
    start..texts.len()
}

fn inflected(phrase: &str, inflection: Inflection, irregular: &Irregular) -> Vec<String> {
    match inflection {
        Inflection::None => vec![phrase.to_owned()],
        Inflection::Verb => inflect::verb(phrase, irregular).into(),
        Inflection::Noun => inflect::noun(phrase, irregular).into(),
    }
}

/// The keys are hashes already.
#[derive(Debug, Default, Clone, Copy)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| join(hash, u64::from(byte)));
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_parses_and_is_large() {
        let lexicon = Lexicon::build(SOURCE, CLEAN).expect("the shipped data parses");
        assert!(lexicon.entries.iter().flatten().count() > 4_000);
        assert!(lexicon.entries.iter().flatten().all(|entry| !entry.originals.is_empty()));
    }

    #[test]
    fn conditions_names_and_length_decide_what_matches() {
        let source = "[context]\n12 months = year | left: this\n[context verb]\nassault = attack\n[impossible]\nin entrance of = in front of";
        let lexicon = Lexicon::build(source, "").expect("parses");
        let replaced = |text: &str| {
            let mut count = 0;
            lexicon.scan(&tokens(text), |found| count += usize::from(found.replaced));
            count
        };
        assert_eq!((replaced("this 12 months"), replaced("the last 12 months")), (1, 0));
        assert_eq!((replaced("they assaulted it"), replaced("the Assault Course")), (1, 0));
        assert_eq!((replaced("in entrance of it"), replaced("in entrance, of it")), (1, 0));
    }
}
