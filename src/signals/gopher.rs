//! Gopher's quality rules (Rae et al. 2021, A1.1 "Quality filtering").

use super::token::is_word;
use super::{chars, share};
use crate::chars;

/// Of these a text has to hold two.
const STOP_WORDS: [&str; 8] = ["the", "be", "to", "of", "and", "that", "have", "with"];

/// Words are tokens that hold a letter or a digit; lines are those with something on them.
pub(super) fn measure(text: &str, tokens: &[&str], put: &mut impl FnMut(&'static str, f64)) {
    let words: Vec<&str> = tokens.iter().filter(is_word).copied().collect();
    let letters: usize = words.iter().map(|word| chars(word)).sum();
    let alphabetic = words.iter().filter(|word| word.contains(chars::is_alphabetic)).count();
    let ellipses = text.matches("...").count() + text.matches('…').count();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let bullets = lines.iter().filter(|line| line.starts_with(['•', '-'])).count();
    let trailing = lines.iter().filter(|line| line.ends_with("...") || line.ends_with('…')).count();
    let stops = STOP_WORDS.iter().filter(|stop| words.contains(stop)).count();
    put("gopher_words", words.len() as f64);
    put("gopher_mean_word_length", share(letters, words.len()));
    put("gopher_hash_ratio", share(text.matches('#').count(), words.len()));
    put("gopher_ellipsis_ratio", share(ellipses, words.len()));
    put("gopher_bullet_lines", share(bullets, lines.len()));
    put("gopher_ellipsis_lines", share(trailing, lines.len()));
    put("gopher_alphabetic_words", share(alphabetic, words.len()));
    put("gopher_stop_words", stops as f64);
}
