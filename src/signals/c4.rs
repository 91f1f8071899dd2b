//! C4's rules for lines and pages (Raffel et al. 2020, 2.2; signs and thresholds of its published code).

use super::share;
use crate::words::count;

/// What a line has to have.
const LEAST_WORDS: usize = 5;
const LONGEST_WORD: usize = 1_000;
const POLICY: [&str; 6] =
    ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"];

/// Share of lines and of words that stay, sentences in the lines that stay, and what rejects a page.
pub(super) fn measure(text: &str, put: &mut impl FnMut(&'static str, f64)) {
    let (mut lines, mut kept, mut words, mut kept_words, mut sentences) = (0, 0, 0, 0, 0);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let here = line.split_whitespace().count();
        lines += 1;
        words += here;
        if stays(line) {
            kept += 1;
            kept_words += here;
            sentences += self::sentences(line);
        }
    }
    let lower = text.to_lowercase();
    put("c4_lines_kept", share(kept, lines));
    put("c4_words_kept", share(kept_words, words));
    put("c4_sentences", sentences as f64);
    put("c4_lorem_ipsum", lower.matches("lorem ipsum").count() as f64);
    put("c4_curly_brackets", text.matches('{').count() as f64);
}

/// Whether a trimmed line ends a sentence, is long enough, and speaks of no script or policy.
pub(crate) fn stays(line: &str) -> bool {
    let ended = line.ends_with(['.', '?', '!', '"']) && !line.ends_with("...");
    let mut words = line.split_whitespace();
    if !ended || words.clone().count() < LEAST_WORDS || words.any(|word| word.chars().count() > LONGEST_WORD) {
        return false;
    }
    let lower = line.to_lowercase();
    !lower.contains("javascript") && !POLICY.iter().any(|policy| lower.contains(policy))
}

/// Stretches of a line up to a full stop, question or exclamation mark before white space.
fn sentences(line: &str) -> usize {
    let ends = |piece: &&str| piece.trim_end_matches(['"', '\'', '”', '’', ')']).ends_with(['.', '!', '?']);
    let whole = line.split_whitespace().filter(ends).count();
    whole.max(usize::from(count(line) > 0))
}
