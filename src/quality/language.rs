//! `language`: whether the body has the shape of prose in its language, and its lines the order of a text.

use super::with_prior;

/// Prose has some nine letters in ten signs that are not space; less than the first is a table of numbers.
const NO_PROSE: f32 = 0.35;
const PROSE: f32 = 0.75;
/// Odds, before the text is looked at, that its lines are in order.
const ODDS: f32 = 30.0;
/// Signs that are looked at.
const SIGNS: u32 = 100_000;

/// Share of letters, from none to all in a straight line.
pub(super) fn shape(body: &str) -> f32 {
    let (mut letters, mut all) = (0u32, 0u32);
    let mut at = 0;
    while let Some(byte) = body.as_bytes().get(at).filter(|_| all < SIGNS) {
        let c = if byte.is_ascii() { char::from(*byte) } else { body[at..].chars().next().unwrap_or(' ') };
        letters += u32::from(c.is_alphabetic());
        all += u32::from(!c.is_whitespace());
        at += c.len_utf8();
    }
    let share = letters as f32 / all.max(1) as f32;
    ((share - NO_PROSE) / (PROSE - NO_PROSE)).clamp(0.0, 1.0)
}

/// The probability that the lines are in order; of a single line nothing is asked.
pub(super) fn order(log_odds: Option<f32>) -> f32 {
    log_odds.map_or(1.0, |log_odds| with_prior(log_odds, ODDS))
}
