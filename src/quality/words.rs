//! Small words that tell how a line hangs on the one before, by language, from `order.words`.

use crate::chars;
use crate::hints::hash_word;
use crate::model::lexicon::Table;
use std::sync::LazyLock;

/// Hashes of the words of one list.
struct List(Table<()>);

impl List {
    /// All lines of `order.words` that begin with this name.
    fn named(name: &str) -> Self {
        let lines = include_str!("order.words").lines().filter_map(|line| line.split_once(':'));
        let words: Vec<(u32, ())> = lines
            .filter(|(known, _)| known.split(' ').next() == Some(name))
            .flat_map(|(_, words)| words.split_whitespace())
            .map(|word| (hash_word(word), ()))
            .collect();
        List(Table::new(words.into_iter()))
    }

    fn has(&self, word: &str) -> bool {
        self.has_hash(hash_word(word))
    }

    fn has_hash(&self, hash: u32) -> bool {
        self.0.get(hash).is_some()
    }
}

static PRONOUNS: LazyLock<List> = LazyLock::new(|| List::named("pronoun"));
static LINKS: LazyLock<List> = LazyLock::new(|| List::named("link"));
static INDEFINITE: LazyLock<List> = LazyLock::new(|| List::named("a"));
static DEFINITE: LazyLock<List> = LazyLock::new(|| List::named("the"));
static LEADING: LazyLock<List> = LazyLock::new(|| List::named("leads"));

/// Whether the word with this hash is an indefinite article.
pub(super) fn is_indefinite(word: &str, hash: u32) -> bool {
    word.len() <= 5 && INDEFINITE.has_hash(hash)
}

/// Whether the word with this hash is a definite article, or points back.
pub(super) fn is_definite(word: &str, hash: u32) -> bool {
    word.len() <= 5 && DEFINITE.has_hash(hash)
}

/// Whether no sentence ends with the word.
pub(super) fn leads_on(word: &str) -> bool {
    LEADING.has(word)
}

/// How a line opens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Opening {
    /// In lower case.
    Lower,
    /// With "she", "this", "it".
    Pronoun,
    /// With "but", "however", "meanwhile".
    Link,
    /// With a number.
    Digit,
    /// With a bullet or another sign.
    Sign,
    /// With a quotation.
    Quote,
    /// With a definite article.
    The,
    /// Otherwise.
    Capital,
}

impl Opening {
    pub fn of(line: &str, word: &str) -> Self {
        let first = line.trim_start().chars().next().unwrap_or(' ');
        match first {
            '"' | '“' | '„' | '«' | '‘' | '「' => Opening::Quote,
            _ if chars::is_numeric(first) => Opening::Digit,
            _ if !chars::is_alphabetic(first) => Opening::Sign,
            _ if PRONOUNS.has(word) => Opening::Pronoun,
            _ if LINKS.has(word) => Opening::Link,
            _ if is_definite(word, hash_word(word)) => Opening::The,
            _ if chars::is_lowercase(first) => Opening::Lower,
            _ => Opening::Capital,
        }
    }

    pub fn class(self) -> f32 {
        f32::from(self as u8)
    }
}
