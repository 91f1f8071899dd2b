//! Counting words the same way everywhere: runs of letters and digits, each ideograph a word of its own.

/// Whether `c` belongs to a script written without spaces, so that each character counts as a word.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Number of words in `text`.
pub(crate) fn count(text: &str) -> usize {
    let (mut words, mut inside) = (0, false);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte < 0x80 {
            let word = is_word_byte(byte);
            words += usize::from(word && !inside);
            inside = word;
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_ideograph(c) {
            words += 1;
            inside = false;
        } else {
            let word = c.is_alphanumeric() || (inside && is_joiner(c));
            words += usize::from(word && !inside);
            inside = word;
        }
        at += c.len_utf8();
    }
    words
}

/// Combining marks (Arabic vowels, Indic signs) do not end a word.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{1cff}' | '\u{200c}' | '\u{200d}')
}

/// The words of `text`: slices of it, in order.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| c.is_alphanumeric() || c == '_')?;
        let tail = &rest[start..];
        let first = tail.chars().next()?;
        let end = if is_ideograph(first) {
            first.len_utf8()
        } else {
            tail.find(|c: char| is_ideograph(c) || !(c.is_alphanumeric() || c == '_' || is_joiner(c)))
                .unwrap_or(tail.len())
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
