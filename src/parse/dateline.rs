//! Lines that are a date and little else.

use super::metadata;
use crate::prose::ends_sentence;
use crate::words;

/// Longer blocks hold more than a byline.
const LINE_WORDS: usize = 16;
/// A line with a date holds so many other words at most.
const OTHER_WORDS: usize = 9;
/// As many as stand before a date: "Objavljeno:".
const LABEL_WORDS: usize = 1;

/// The words of a line; an ideograph counts as one, and some three make a word.
pub(crate) fn most_words(text: &str) -> usize {
    if !text.is_ascii() && text.chars().any(words::is_ideograph) { 3 * LINE_WORDS } else { LINE_WORDS }
}

/// A date and little else.
pub(crate) fn is_dateline(text: &str) -> bool {
    // A year with a full stop ends a date in some languages ("12. ožujka 2024."), and many a sentence.
    let dot = text.strip_suffix('.').is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    let most = if dot { LABEL_WORDS } else { OTHER_WORDS };
    text.len() < 160
        && (dot || !ends_sentence(text))
        && words::count(text) <= most_words(text)
        && metadata::words_beside_date(text).is_some_and(|others| others <= most)
}

#[cfg(test)]
mod tests {
    use super::is_dateline;

    #[test]
    fn dates_of_many_countries_are_lines() {
        for line in
            ["Vydáno 12. 3. 2024 14:05", "Objavljeno: 12. ožujka 2024.", "입력 2024.03.12 14:05", "12 มีนาคม 2567"]
        {
            assert!(is_dateline(line), "{line}");
        }
        assert!(!is_dateline("The pier was opened on 12 March 2024."), "a sentence");
    }
}
