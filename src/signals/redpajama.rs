//! Document signals of RedPajama-Data v2, under its names; those of lines as means over the lines.

use super::{chars, share};
use crate::chars;
use std::collections::HashMap;

/// Signs that open an item.
const BULLETS: [char; 10] = ['•', '‣', '▶', '◀', '◦', '■', '□', '▪', '▫', '–'];

/// Raw words are runs of word characters and runs of other signs; normalized words are lower case without punctuation.
pub(super) fn measure(text: &str, put: &mut impl FnMut(&'static str, f64)) {
    of_raw_words(text, put);
    of_normalized_words(text, put);
    of_lines(text, put);
    put("rps_doc_num_sentences", sentences(text) as f64);
    put("rps_doc_lorem_ipsum", share(text.to_lowercase().matches("lorem ipsum").count(), chars(text)));
    put("rps_doc_curly_bracket", share(text.matches(['{', '}']).count(), chars(text)));
}

fn of_raw_words(text: &str, put: &mut impl FnMut(&'static str, f64)) {
    let (mut all, mut plain, mut shouted) = (0, 0, 0);
    for word in raw_words(text) {
        all += 1;
        plain += usize::from(!word.bytes().any(|byte| byte.is_ascii_alphabetic()));
        shouted += usize::from(word.contains(char::is_uppercase) && !word.contains(char::is_lowercase));
    }
    let symbols = text.matches(['#', '…']).count() + text.matches("...").count();
    put("rps_doc_symbol_to_word_ratio", share(symbols, all));
    put("rps_doc_frac_no_alph_words", share(plain, all));
    put("rps_doc_frac_all_caps_words", share(shouted, all));
}

/// `\w+` or `[^\w\s]+`.
fn raw_words(text: &str) -> impl Iterator<Item = &str> {
    let class = |c: char| {
        if c.is_whitespace() {
            0
        } else if is_word(c) {
            1
        } else {
            2
        }
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let kind = class(rest.chars().next()?);
        let end = rest.find(|c: char| class(c) != kind).unwrap_or(rest.len());
        let (word, left) = rest.split_at(end);
        rest = left;
        Some(word)
    })
}

fn is_word(c: char) -> bool {
    chars::is_alphanumeric(c) || c == '_'
}

fn of_normalized_words(text: &str, put: &mut impl FnMut(&'static str, f64)) {
    let lower = text.to_lowercase();
    let bare = |word: &str| word.chars().filter(|c| is_word(*c)).collect::<String>();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let (mut all, mut letters) = (0, 0);
    for word in lower.split_whitespace().map(bare).filter(|word| !word.is_empty()) {
        all += 1;
        letters += chars(&word);
        *counts.entry(word).or_default() += 1;
    }
    put("rps_doc_word_count", all as f64);
    put("rps_doc_mean_word_length", share(letters, all));
    put("rps_doc_frac_unique_words", share(counts.len(), all));
    // Summed in order of size: the order of a hash map must not show in the last digit.
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable();
    let entropy: f64 = counts.iter().map(|count| share(*count, all)).map(|p| -p * p.ln()).sum();
    put("rps_doc_unigram_entropy", entropy);
}

fn of_lines(text: &str, put: &mut impl FnMut(&'static str, f64)) {
    let (mut lines, mut trailing, mut ended, mut bullets, mut capitals, mut digits) = (0, 0, 0, 0, 0.0, 0.0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        trailing += usize::from(line.ends_with("...") || line.ends_with('…'));
        ended += usize::from(line.ends_with(['.', '!', '?', '”']));
        bullets += usize::from(line.starts_with(BULLETS));
        capitals += share(line.chars().filter(|c| c.is_uppercase()).count(), chars(line));
        digits += share(line.chars().filter(|c| chars::is_numeric(*c)).count(), chars(line));
    }
    let mean = |sum: f64| sum / f64::from(lines.max(1) as u32);
    put("rps_doc_frac_lines_end_with_ellipsis", share(trailing, lines));
    put("rps_lines_ending_with_terminal_punctuation_mark", share(ended, lines));
    put("rps_lines_start_with_bulletpoint", share(bullets, lines));
    put("rps_lines_uppercase_letter_fraction", mean(capitals));
    put("rps_lines_numerical_chars_fraction", mean(digits));
}

/// Stretches that begin with a word and run up to the next run of `.`, `!` or `?`.
fn sentences(text: &str) -> usize {
    text.split(['.', '!', '?']).filter(|stretch| stretch.contains(is_word)).count()
}
