//! Counting words the same way everywhere: runs of letters and digits, each ideograph a word of its own.

/// Whether `c` belongs to a script written without spaces, so that each character counts as a word.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
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

/// Number of words in `text`.
pub(crate) fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut words, mut inside, mut at) = (0, false, 0);
    while at < bytes.len() {
        let class = CLASSES[usize::from(bytes[at])];
        if class == Class::Look {
            let Some(c) = text[at..].chars().next() else { break };
            let word = is_word(c);
            words += usize::from(is_ideograph(c) || (word && !inside));
            inside = word && !is_ideograph(c);
            at += c.len_utf8();
            continue;
        }
        let word = class == Class::Word;
        words += usize::from(word && !inside);
        inside = word;
        // The tail of U+00xx and U+2xxx signs would read as letters.
        at += match bytes[at] {
            0xc2 => 2,
            0xe2 => 3,
            _ => 1,
        };
    }
    words
}

/// Whether a character is part of a word.
fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || c == '_',
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{2fff}' => false,
        '\u{c0}'..='\u{1fff}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// The words of `text`: slices of it, in order.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let tail = &rest[rest.find(is_word)?..];
        let first = tail.chars().next()?;
        let end = if is_ideograph(first) {
            first.len_utf8()
        } else {
            tail.find(|c: char| is_ideograph(c) || !is_word(c)).unwrap_or(tail.len())
        };
        rest = &tail[end..];
        Some(&tail[..end])
    })
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
