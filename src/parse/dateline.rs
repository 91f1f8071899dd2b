//! Lines that are a date and little else.

use super::metadata;
use crate::chars;
use crate::prose::ends_sentence;
use crate::words;

/// Longer blocks hold more than a byline.
const LINE_WORDS: usize = 16;
/// A line with a date holds so many other words at most.
const OTHER_WORDS: usize = 9;
/// As many as stand before a date: "Objavljeno:".
const LABEL_WORDS: usize = 1;
/// As many abbreviations as are in one: "2024 m. gegužės 3 d.".
const SHORT_WORDS: usize = 2;

/// As many as link a date and its hour: "3 de mayo de 2024 a las 12:30h."
const HOUR_WORDS: usize = 4;

/// The words of a line; an ideograph counts as one, and some three make a word.
pub(crate) fn most_words(text: &str) -> usize {
    if !text.is_ascii() && text.chars().any(words::is_ideograph) { 3 * LINE_WORDS } else { LINE_WORDS }
}

/// A date and little else.
pub(crate) fn is_dateline(text: &str) -> bool {
    let most = if ends_sentence(text) { beside_full_stop(text) } else { Some(OTHER_WORDS) };
    text.len() < 160
        && words::count(text) <= most_words(text)
        && most.is_some_and(|most| metadata::words_beside_date(text).is_some_and(|others| others <= most))
}

/// How many words may stand beside a date with a full stop: a year ends so in some languages ("12. ožujka 2024.", "12 мая
/// 2024 г."), an hour in others ("12:30h."), and many a sentence.
fn beside_full_stop(text: &str) -> Option<usize> {
    let before = text.strip_suffix('.')?;
    let mut last = before.chars().rev();
    match (last.next()?, last.next()?) {
        (digit, _) if digit.is_ascii_digit() => Some(LABEL_WORDS),
        ('h' | 'H', digit) if digit.is_ascii_digit() => Some(LABEL_WORDS + HOUR_WORDS),
        // "10:30 a.m."
        ('m' | 'M', '.') => Some(LABEL_WORDS + HOUR_WORDS),
        (letter, space) if chars::is_alphabetic(letter) && space.is_whitespace() => Some(LABEL_WORDS + SHORT_WORDS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_dateline;

    #[test]
    fn dates_of_many_countries_are_lines() {
        for line in [
            "Vydáno 12. 3. 2024 14:05",
            "Objavljeno: 12. ožujka 2024.",
            "입력 2024.03.12 14:05",
            "12 มีนาคม 2567",
            "Опубликовано: 12 мая 2024 г.",
            "12 marca 2024 r.",
            "2024 m. gegužės 3 d.",
            "3 de mayo de 2024 a las 12:30h.",
            "3 พ.ค. 2567",
            "3 พ.ค. 67 10:30 น.",
            "Updated May 3 2024, 10:30 a.m.",
            "2024년 5월 3일",
            "2024 年 5 月 3 日",
            "شنبه ۱۵ اردیبهشت ۱۴۰۳",
            "令和6年5月3日",
            "Ngày 3 tháng 5 năm 2024",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for sentence in ["The pier was opened on 12 March 2024.", "On 12 March 2024 the council chose plan B."] {
            assert!(!is_dateline(sentence), "{sentence}");
        }
    }
}
