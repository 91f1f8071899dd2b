//! Every surface form of the lexicon, found in one pass over tokens: longest first.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use super::Class;
use super::context::{Beside, Ends, Place};
use super::counts::Counts;
use super::inflect;
use super::source::{self, Conditions, Inflection, Line, Origin, Source, SourceError};
use super::token::{Token, hash_of, join, tokens};

/// The lists that the lexicon is made of, best first.
pub(crate) const SOURCES: [(&str, Origin); 4] = [
    (include_str!("en.spun"), Origin::Own),
    (include_str!("en.general.spun"), Origin::General),
    (include_str!("en.moby.spun"), Origin::Moby),
    (include_str!("en.wordnet.spun"), Origin::WordNet),
];
const COUNTS: &[u8] = include_bytes!("en.counts");

/// The English lexicon; built on first use. The shipped data is held to parse by a test, so bad data can only mean an empty one.
pub(crate) fn english() -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::build(&SOURCES, Counts::read(Cow::Borrowed(COUNTS))).unwrap_or_default());
    &ENGLISH
}

/// Phrases that count only by their rate say nothing when they are more frequent than this in clean text.
const USUAL: f32 = 250.0;

/// The replacements by their words' hash.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    source: Source<'static>,
    counts: Counts,
    map: Hashed,
    /// Lengths, in tokens, of the phrases that begin with a word: a bit each.
    starts: HashMap<u64, u8, BuildHasherDefault<Identity>>,
    first_words: Vec<u64>,
    entries: Vec<Entry>,
    forms: Vec<Form>,
}

/// One inflected form of one line; the forms that share a surface are chained.
#[derive(Debug, Clone, Copy)]
struct Form {
    line: u32,
    inflection: u8,
    next: Option<u32>,
}

/// A replacement, one surface of it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) class: Class,
    pub(crate) origin: Origin,
    /// Times it stands in the clean text.
    pub(crate) count: f32,
    pub(crate) words: u8,
    first: u32,
    last: u32,
    facts: OnceLock<Box<Facts>>,
}

/// What is worked out when a surface is first met.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) originals: Vec<Original>,
    ends: Option<Ends>,
    rules: Rules,
    /// Times the originals stand in the clean text, by half where both are common.
    pub(crate) rivals: f32,
}

/// What a replacement may stand for.
#[derive(Debug)]
pub(crate) struct Original {
    pub(crate) text: String,
    ends: Ends,
    pub(crate) count: f32,
    /// Hash of its words.
    pub(crate) hash: u64,
}

/// A surface met in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) surface: u32,
    at: u32,
    words: u32,
}

impl Found {
    /// Its tokens.
    pub(crate) fn range(&self) -> Range<usize> {
        self.at()..self.at() + self.words as usize
    }

    /// Its first token.
    pub(crate) fn at(&self) -> usize {
        self.at as usize
    }
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
    pub(crate) fn build(sources: &[(&'static str, Origin)], counts: Counts) -> Result<Self, SourceError> {
        Ok(Self::with(source::parse(sources)?, counts))
    }

    /// From lines that were read already.
    pub(crate) fn with(source: Source<'static>, counts: Counts) -> Self {
        let mut lexicon = Self { first_words: vec![0; 1024], counts, ..Self::default() };
        lexicon.map.reserve(source.lines.len() * 3);
        for (number, line) in source.lines.iter().enumerate() {
            for (form, phrase) in inflected(line.phrase, line.inflection, &source).into_iter().enumerate() {
                lexicon.add(&phrase, line, number as u32, form as u8);
            }
        }
        lexicon.source = source;
        lexicon
    }

    fn add(&mut self, phrase: &str, line: &Line<'static>, number: u32, form: u8) {
        let (hash, first, words) = hashes(phrase);
        let count = self.counts.of(hash);
        if line.class == Class::RateOnly && count > USUAL {
            return;
        }
        *self.starts.entry(first).or_default() |= length_bit(usize::from(words));
        self.first_words[(first >> 54) as usize] |= 1 << (first >> 48 & 63);
        let at = self.forms.len() as u32;
        self.forms.push(Form { line: number, inflection: form, next: None });
        let surface = *self.map.entry(hash).or_insert(self.entries.len() as u32);
        match self.entries.get_mut(surface as usize) {
            Some(entry) => {
                self.forms[entry.last as usize].next = Some(at);
                entry.last = at;
            }
            None => {
                let (class, origin) = (line.class, line.origin);
                self.entries.push(Entry { class, origin, count, words, first: at, last: at, facts: OnceLock::new() });
            }
        }
    }

    pub(crate) fn entry(&self, surface: u32) -> &Entry {
        &self.entries[surface as usize]
    }

    pub(crate) fn counts(&self) -> &Counts {
        &self.counts
    }

    /// A surface's originals and the like.
    pub(crate) fn facts(&self, surface: u32, words: &[Token]) -> &Facts {
        let entry = self.entry(surface);
        entry.facts.get_or_init(|| Box::new(self.work_out(entry, words)))
    }

    fn work_out(&self, entry: &Entry, words: &[Token]) -> Facts {
        let ends = Ends::new(words, &self.counts);
        let own = words.iter().fold(0, |hash, word| join(hash, word.hash));
        let mut facts = Facts { originals: Vec::new(), ends, rules: Rules::default(), rivals: 0.0 };
        let first = self.forms[entry.first as usize].line;
        facts.rules = Rules::new(&self.source.lines[first as usize].conditions);
        let mut next = Some(entry.first);
        while let Some(form) = next.map(|at| self.forms[at as usize]) {
            let line = &self.source.lines[form.line as usize];
            for word in line.each_original() {
                let forms = inflected(word, line.inflection, &self.source);
                let original = forms.into_iter().nth(usize::from(form.inflection));
                facts.originals.extend(original.and_then(|text| self.original(text)).filter(|it| it.hash != own));
            }
            next = form.next;
        }
        let mut seen = Vec::new();
        facts.originals.retain(|original| {
            !seen.contains(&original.hash) && {
                seen.push(original.hash);
                true
            }
        });
        facts.rivals = facts.originals.iter().map(|original| original.count).sum();
        facts
    }

    fn original(&self, text: String) -> Option<Original> {
        let words = tokens(&text);
        let hash = words.iter().fold(0, |hash, word| join(hash, word.hash));
        let ends = Ends::new(&words, &self.counts)?;
        Some(Original { text, ends, count: self.counts.of(hash), hash })
    }

    /// Calls `found` for every replacement in the text, longest match first, none overlapping.
    pub(crate) fn scan(&self, tokens: &[Token], mut found: impl FnMut(Found)) {
        let mut at = 0;
        while at < tokens.len() {
            let hit = self.longest(tokens, at);
            at += hit.map_or(1, |hit| hit.words as usize);
            hit.into_iter().for_each(&mut found);
        }
    }

    fn longest(&self, tokens: &[Token], at: usize) -> Option<Found> {
        let first = tokens[at].hash;
        if self.first_words.get((first >> 54) as usize)? & 1 << (first >> 48 & 63) == 0 {
            return None;
        }
        let lengths = *self.starts.get(&first)?;
        let longest = u8::BITS - lengths.leading_zeros();
        let mut hashes = [0; u8::BITS as usize];
        let mut words = 0;
        let mut hash = 0;
        for token in tokens[at..].iter().take(longest as usize) {
            if words > 0 && token.broken {
                break;
            }
            hash = join(hash, token.hash);
            hashes[words] = hash;
            words += 1;
        }
        let mut known = (1..=words).rev().filter(|words| lengths & length_bit(*words) != 0);
        known.find_map(|words| self.accept(tokens, at, words, hashes[words - 1]))
    }

    fn accept(&self, tokens: &[Token], at: usize, words: usize, hash: u64) -> Option<Found> {
        let surface = *self.map.get(&hash)?;
        let phrase = &tokens[at..at + words];
        let facts = self.facts(surface, phrase);
        let fits = facts.rules.hold(Beside::left(tokens, at), Beside::right(tokens, at + words));
        let name = is_name(phrase, self.entry(surface).class);
        (fits && !name && !facts.originals.is_empty()).then_some(Found { surface, at: at as u32, words: words as u32 })
    }
}

/// The bit of a phrase's length; longer phrases than eight words are not looked for.
fn length_bit(words: usize) -> u8 {
    words.checked_sub(1).and_then(|bit| 1u8.checked_shl(bit as u32)).unwrap_or_default()
}

impl Facts {
    /// The entry asks for neighbours (and an occurrence has them).
    pub(crate) fn demanding(&self) -> bool {
        self.rules.demanding()
    }

    /// How well the phrase sits between its neighbours.
    pub(crate) fn holds(&self, place: &Place, counts: &Counts) -> (f32, f32) {
        self.ends.as_ref().map_or((0.0, 0.0), |ends| place.holds(ends, counts))
    }
}

impl Original {
    /// How well it would sit between the neighbours.
    pub(crate) fn odds(&self, place: &Place, counts: &Counts) -> f32 {
        place.odds(&self.ends, counts)
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
    let capital = phrase.iter().enumerate().any(|(index, word)| word.is_capital() && !(index == 0 && word.opens));
    capital && !(class == Class::Impossible && phrase.len() > 1)
}

/// The forms of a phrase, in a fixed order.
pub(crate) fn inflected(phrase: &str, inflection: Inflection, source: &Source) -> Vec<String> {
    match inflection {
        Inflection::None => vec![phrase.to_owned()],
        Inflection::Verb => inflect::verb(phrase, &source.irregular).into(),
        Inflection::Noun => inflect::noun(phrase, &source.irregular).into(),
    }
}

/// Counts by hash.
pub(crate) type Hashed = HashMap<u64, u32, BuildHasherDefault<Identity>>;

/// The keys are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Identity(u64);

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
        let lexicon = Lexicon::build(&SOURCES, Counts::read(Cow::Borrowed(COUNTS))).expect("the shipped data parses");
        assert!(lexicon.source.lines.len() >= 10_000, "{}", lexicon.source.lines.len());
        assert!(lexicon.counts.total() > 1e6);
    }

    #[test]
    fn conditions_names_and_length_decide_what_matches() {
        let source = "[context]\n12 months = year | left: this\n[context verb]\nassault = attack\n[impossible]\nin entrance of = in front of";
        let lexicon = Lexicon::build(&[(source, Origin::Own)], Counts::default()).expect("parses");
        let replaced = |text: &str| {
            let mut count = 0;
            lexicon.scan(&tokens(text), |_| count += 1);
            count
        };
        assert_eq!((replaced("this 12 months"), replaced("the last 12 months")), (1, 0));
        assert_eq!((replaced("they assaulted it"), replaced("the Assault Course")), (1, 0));
        assert_eq!((replaced("in entrance of it"), replaced("in entrance, of it")), (1, 0));
    }
}
