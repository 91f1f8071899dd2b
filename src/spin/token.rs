//! Words with the few facts that matching needs; one pass, nothing copied.

use crate::fnv::{SEED_64, add_64};
use std::ops::Range;

/// One word, number or possessive `'s`, as a byte range of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    start: u32,
    end: u32,
    /// Hash of the lower-cased word, curly apostrophes made straight.
    pub(crate) hash: u64,
    first: First,
    /// Punctuation, a line break or the text's start stands before it.
    pub(crate) broken: bool,
    /// First word of a sentence, a line or a quotation.
    pub(crate) opens: bool,
    /// Inside double quotation marks.
    pub(crate) quoted: bool,
    /// Line breaks seen so far.
    pub(crate) line: u32,
}

/// What a token begins with; one byte, since there may be millions of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Capital,
    Digit,
    Other,
}

impl First {
    fn of(byte: u8) -> Self {
        match byte {
            b'A'..=b'Z' => Self::Capital,
            b'0'..=b'9' => Self::Digit,
            _ => Self::Other,
        }
    }
}

impl Token {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Begins with a capital (of ASCII).
    pub(crate) fn is_capital(&self) -> bool {
        self.first == First::Capital
    }

    pub(crate) fn is_number(&self) -> bool {
        self.first == First::Digit
    }
}

/// The hash of a lower-case ASCII word, as the tokeniser would give it.
pub(crate) fn hash_of(word: &str) -> u64 {
    word.bytes().fold(SEED_64, |hash, byte| add_64(hash, byte.to_ascii_lowercase()))
}

/// Adds the next word to a phrase's hash; start with 0.
pub(crate) fn join(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Cuts `text` into tokens; offsets beyond 4 GB are not read.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader::new(text);
    while reader.at < reader.bytes.len() {
        reader.step();
    }
    reader.found
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    found: Vec<Token>,
    broken: bool,
    opens: bool,
    quoted: bool,
    line: u32,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        let readable = text.len().min(u32::MAX as usize);
        Self {
            bytes: &text.as_bytes()[..readable],
            at: 0,
            found: Vec::with_capacity(readable / 5),
            broken: true,
            opens: true,
            quoted: false,
            line: 0,
        }
    }

    fn step(&mut self) {
        let byte = self.bytes[self.at];
        if byte.is_ascii_alphanumeric() || self.foreign_letter() {
            self.word();
        } else if self.apostrophe(self.at) > 0 {
            self.possessive();
        } else {
            self.gap(byte);
        }
    }

    /// Letters beyond ASCII: two-byte characters and the scripts after them, not general punctuation.
    fn foreign_letter(&self) -> bool {
        let byte = self.bytes[self.at];
        byte >= 0xc3 && !(byte == 0xe2 && self.bytes.get(self.at + 1) == Some(&0x80))
    }

    /// Length in bytes of an apostrophe at `at`, 0 when there is none.
    fn apostrophe(&self, at: usize) -> usize {
        match self.bytes.get(at..) {
            Some([b'\'', ..]) => 1,
            Some([0xe2, 0x80, 0x99, ..]) => 3,
            _ => 0,
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let mut hash = SEED_64;
        while let Some((byte, width)) = self.letter() {
            hash = add_64(hash, byte);
            self.at += width;
            // The short way for most letters.
            for byte in self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()) {
                hash = add_64(hash, byte.to_ascii_lowercase());
                self.at += 1;
            }
        }
        self.push(start, hash);
    }

    /// The next byte of the word that is being read, folded, and how far to go on.
    fn letter(&self) -> Option<(u8, usize)> {
        let byte = *self.bytes.get(self.at)?;
        if byte.is_ascii_alphanumeric() {
            return Some((byte.to_ascii_lowercase(), 1));
        }
        if byte >= 0x80 {
            let inside = byte < 0xc0 || self.foreign_letter();
            let width = self.apostrophe(self.at);
            return match width {
                0 if inside => Some((byte, 1)),
                0 => None,
                _ => self.joins(width).then_some((b'\'', width)),
            };
        }
        match byte {
            b'\'' => self.joins(1).then_some((b'\'', 1)),
            b'.' | b',' => self.dotted().then_some((byte, 1)),
            _ => None,
        }
    }

    /// An apostrophe inside a word, but not that of a possessive.
    fn joins(&self, width: usize) -> bool {
        let rest = &self.bytes[self.at + width..];
        let possessive =
            matches!(rest, [b's' | b'S', after @ ..] if !after.first().is_some_and(u8::is_ascii_alphanumeric));
        rest.first().is_some_and(u8::is_ascii_alphabetic) && !possessive
    }

    /// A dot inside "p.c" and "U.S", a dot or comma inside "3.5" and "1,000".
    fn dotted(&self) -> bool {
        let [before, after] =
            [self.at.wrapping_sub(1), self.at + 1].map(|at| self.bytes.get(at).copied().unwrap_or(b' '));
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        let single = !self.at.checked_sub(2).is_some_and(|at| self.bytes[at].is_ascii_alphanumeric());
        let letters =
            self.bytes[self.at] == b'.' && before.is_ascii_alphabetic() && after.is_ascii_alphabetic() && single;
        digits || letters
    }

    fn possessive(&mut self) {
        let start = self.at;
        let width = self.apostrophe(start);
        let after_word = self.found.last().is_some_and(|token| token.end as usize == start);
        self.at += width;
        if after_word && matches!(self.bytes.get(self.at), Some(b's' | b'S')) && !self.joins(0) {
            self.at += 1;
            self.push(start, hash_of("'s"));
        }
    }

    fn push(&mut self, start: usize, hash: u64) {
        self.found.push(Token {
            start: start as u32,
            end: self.at as u32,
            hash,
            first: First::of(self.bytes[start]),
            broken: self.broken,
            opens: self.opens,
            quoted: self.quoted,
            line: self.line,
        });
        (self.broken, self.opens) = (false, false);
    }

    fn gap(&mut self, byte: u8) {
        match byte {
            b' ' | b'-' | b'\t' => {}
            b'\n' => {
                (self.broken, self.opens, self.quoted) = (true, true, false);
                self.line += 1;
            }
            b'.' if self.after_initials() => {}
            b'.' | b'!' | b'?' | b':' => (self.broken, self.opens) = (true, true),
            b'"' => self.quote(!self.quoted),
            0xe2 => self.curly(),
            _ => self.broken = true,
        }
        self.at += 1;
    }

    /// The dot that ends "U.S.".
    fn after_initials(&self) -> bool {
        let last = self.found.last().filter(|token| token.end as usize == self.at);
        last.is_some_and(|token| !token.is_number() && self.bytes[token.range()].contains(&b'.'))
    }

    fn curly(&mut self) {
        match self.bytes.get(self.at + 1..self.at + 3) {
            Some([0x80, 0x9c]) => self.quote(true),
            Some([0x80, 0x9d]) => self.quote(false),
            Some([0x80, 0x90 | 0x91]) => {}
            _ => self.broken = true,
        }
        self.at += 2;
    }

    fn quote(&mut self, open: bool) {
        self.quoted = open;
        self.broken = true;
        self.opens |= open;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| &text[token.range()]).collect()
    }

    #[test]
    fn words_are_cut_where_phrases_join() {
        assert_eq!(words("The U.S. navy’s 3.5 p.c. rise"), ["The", "U.S", "navy", "’s", "3.5", "p.c", "rise"]);
        assert_eq!(words("They’re well-known cafés."), ["They’re", "well", "known", "cafés"]);
    }

    #[test]
    fn case_and_apostrophes_fold() {
        assert_eq!(tokens("DON’T")[0].hash, hash_of("don't"));
        assert!(tokens("“No,” he said")[0].quoted && !tokens("“No,” he said")[1].quoted);
    }
}
