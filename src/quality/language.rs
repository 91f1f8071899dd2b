//! `language`: whether the body has the shape of prose in its language, and its lines the order of a text.

use super::with_prior;
use crate::chars;
use crate::words;

/// Prose has some nine letters in ten signs that are not space; less than the first is a table of numbers.
const NO_PROSE: f32 = 0.35;
const PROSE: f32 = 0.75;
/// Odds, before the text is looked at, that its lines are in order.
const ODDS: f32 = 30.0;
/// So much of a text is looked at.
const BYTES: usize = 100_000;

/// Share of letters, from none to all in a straight line.
pub(super) fn shape(body: &str) -> f32 {
    let (mut letters, mut all, mut at) = (0, 0, 0);
    let body = words::head(body, BYTES);
    for run in body.as_bytes().chunk_by(|one, other| one.is_ascii() == other.is_ascii()) {
        if run[0].is_ascii() {
            letters += run.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
            all += run.iter().filter(|byte| !matches!(byte, b'\t'..=b'\r' | b' ')).count();
        } else {
            let signs = &body[at..at + run.len()];
            letters += signs.chars().filter(|sign| chars::is_alphabetic(*sign)).count();
            all += signs.chars().filter(|sign| !sign.is_whitespace()).count();
        }
        at += run.len();
    }
    let share = letters as f32 / all.max(1) as f32;
    ((share - NO_PROSE) / (PROSE - NO_PROSE)).clamp(0.0, 1.0)
}

/// The probability that the lines are in order; of a single line nothing is asked.
pub(super) fn order(log_odds: Option<f32>) -> f32 {
    log_odds.map_or(1.0, |log_odds| with_prior(log_odds, ODDS))
}
