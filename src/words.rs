//! Counting words the same way everywhere: runs of letters and digits, each ideograph a word of its own.

use crate::chars;
use crate::fnv::add_64;

/// Whether `c` belongs to a script written without spaces, so that each character counts as a word.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// Whether `c` is of Thai, Lao, Burmese or Khmer, which put spaces between phrases only.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// How a byte of UTF-8 counts: part of a word, between words, or to be looked at as a character.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Between,
    Word,
    Look,
}

/// By lead byte. Signs of U+0080 to U+00BF and U+2000 to U+2FFF stand between words; other scripts' letters are words,
/// with their marks; from U+3000 on, and beyond the basic plane, it takes the character to tell.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Between; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80..=0xc1 | 0xc3..=0xe1 => Class::Word,
            0xe3..=0xff => Class::Look,
            _ => Class::Between,
        };
        byte += 1;
    }
    classes
};

/// What a character is to words.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Between,
    Part,
    Whole,
}

/// What stands at a byte of `text`, and how many bytes it takes; the bytes of a letter may be asked for one by one.
#[inline(always)]
fn kind_at(text: &str, at: usize) -> (Kind, usize) {
    let byte = text.as_bytes()[at];
    match (CLASSES[usize::from(byte)], byte) {
        (Class::Word, _) => (Kind::Part, 1),
        // The tail of U+00xx and U+2xxx signs would read as letters.
        (Class::Between, 0xc2) => (Kind::Between, 2),
        (Class::Between, 0xe2) => (Kind::Between, 3),
        (Class::Between, _) => (Kind::Between, 1),
        (Class::Look, _) => match text[at..].chars().next() {
            Some(c) if is_ideograph(c) => (Kind::Whole, c.len_utf8()),
            Some(c) if chars::is_alphanumeric(c) => (Kind::Part, c.len_utf8()),
            c => (Kind::Between, c.map_or(1, char::len_utf8)),
        },
    }
}

/// Number of words in `text`.
pub(crate) fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut words, mut inside, mut at) = (0, false, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            let part = CLASSES[usize::from(bytes[at])] == Class::Word;
            words += usize::from(part & !inside);
            (inside, at) = (part, at + 1);
            continue;
        }
        let (kind, len) = kind_at(text, at);
        words += usize::from(kind == Kind::Whole || (kind == Kind::Part && !inside));
        inside = kind == Kind::Part;
        at += len;
    }
    words
}

/// The words of `text`: slices of it, in order.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut start = at;
        loop {
            at += letters(&text.as_bytes()[at..]);
            if at == text.len() {
                break;
            }
            let (kind, len) = kind_at(text, at);
            match kind {
                Kind::Part => {}
                Kind::Between if start == at => start = at + len,
                Kind::Whole if start == at => {
                    at += len;
                    return Some(&text[start..at]);
                }
                _ => break,
            }
            at += len;
        }
        (start < at).then(|| &text[start..at])
    })
}

/// How many bytes in front are of letters, digits and marks that it takes no look at the character to tell.
fn letters(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| CLASSES[usize::from(**byte)] == Class::Word).count()
}

/// One more word, whatever the case of its Latin letters, in a hash of words.
pub(crate) fn hash(before: u64, word: &str) -> u64 {
    word.bytes().fold(add_64(before, b' '), |hash, byte| add_64(hash, byte.to_ascii_lowercase()))
}

/// The lines that stand under one `[section]` of a list of words; `#` begins a comment.
pub(crate) fn listed(list: &'static str, section: &str) -> impl Iterator<Item = &'static str> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_head = |line: &&str| line.starts_with('[');
    lines
        .skip_while(move |line| line.trim_matches(['[', ']']) != section || !is_head(line))
        .skip(1)
        .take_while(move |line| !is_head(line))
}

/// `text` trimmed, with every run of white space as one space.
pub(crate) fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of `text`: at most `bytes` of it, cut at a character boundary.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// The end of `text`, likewise.
pub(crate) fn tail(text: &str, bytes: usize) -> &str {
    let start = (text.len().saturating_sub(bytes)..text.len()).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or(text.len())..]
}

/// Where what stands behind the last of these signs begins: at 0 if none does.
pub(crate) fn behind_last(text: &str, signs: &[char]) -> usize {
    text.rmatch_indices(signs).next().map_or(0, |(at, sign)| at + sign.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_split_yields() {
        for text in [
            "",
            "  ",
            "one",
            "It’s 3.5 snake_case",
            "Größe и слово",
            "東京 tower",
            "हिन्दी में",
            "العَرَبِيَّة هنا",
            "a-b\u{a0}c",
        ] {
            assert_eq!(count(text), split(text).count(), "{text:?}");
        }
        assert_eq!(count("東京 tower"), 3);
        assert_eq!(count("It’s late"), 3);
    }
}
