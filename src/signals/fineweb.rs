//! FineWeb's own rules (Penedo et al. 2024, 3.5; as its published code counts).

use super::repetition::duplicates;
use super::{chars, share};

/// Lines of no more characters are short.
const SHORT: usize = 30;

/// Shares of the lines with something on them, of the characters, and line breaks by token.
pub(super) fn measure(text: &str, tokens: &[&str], put: &mut impl FnMut(&'static str, f64)) {
    let lines: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
    let ended = lines.iter().filter(|line| line.ends_with(['.', '\'', '"', '!', '?'])).count();
    let short = lines.iter().filter(|line| chars(line) <= SHORT).count();
    let breaks = text.matches('\n').count();
    put("fineweb_ended_lines", share(ended, lines.len()));
    put("fineweb_short_lines", share(short, lines.len()));
    put("fineweb_dup_line_chars", share(duplicates(lines.into_iter()).chars, chars(text) - breaks));
    put("fineweb_breaks_per_word", share(breaks, tokens.len()));
}
