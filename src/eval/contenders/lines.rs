//! Rules that look at one line at a time.

use crate::signals::c4_line_stays;

pub(super) fn c4(text: &str) -> String {
    keep(text, c4_line_stays)
}

/// Lines of so many words may carry one of the phrases that are cut out.
const REFINED_WORDS: usize = 10;
/// What counters count.
const COUNTED: [&str; 12] = [
    "likes",
    "shares",
    "comments",
    "retweets",
    "reposts",
    "quotes",
    "bookmarks",
    "upvotes",
    "downvotes",
    "downloads",
    "views",
    "followers",
];

pub(super) fn refinedweb(text: &str) -> String {
    let kept = keep(text, |line| {
        let (chars, upper) = (line.chars().count(), line.chars().filter(|c| c.is_uppercase()).count());
        let digits = line.chars().all(|c| c.is_ascii_digit());
        2 * upper <= chars && !digits && line.split_whitespace().nth(1).is_some() && !is_counter(line)
    });
    kept.lines().map(without_phrases).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// "3 likes", "1.2k views".
fn is_counter(line: &str) -> bool {
    let low = line.to_lowercase();
    let mut words = low.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace();
    let (Some(number), Some(noun), None) = (words.next(), words.next(), words.next()) else { return false };
    number.starts_with(|c: char| c.is_ascii_digit()) && COUNTED.contains(&noun)
}

/// "items in cart", a "read more..." at the end and a "sign-in" at the start of a short line.
fn without_phrases(line: &str) -> &str {
    if line.split_whitespace().nth(REFINED_WORDS).is_some() {
        return line;
    }
    let strip_end = |line: &'_ str, end: &str| {
        let at = line.len().checked_sub(end.len()).filter(|&at| line.is_char_boundary(at));
        at.filter(|&at| line[at..].eq_ignore_ascii_case(end))
    };
    let line = strip_end(line, "read more...").map_or(line, |at| line[..at].trim());
    let line = strip_end(line, "items in cart").map_or(line, |at| line[..at].trim());
    let start = line.get(.."sign-in".len()).is_some_and(|start| start.eq_ignore_ascii_case("sign-in"));
    if start { line["sign-in".len()..].trim() } else { line }
}

/// The trimmed lines that pass.
fn keep(text: &str, passes: impl Fn(&str) -> bool) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && passes(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c4_keeps_sentences() {
        let page = "Home\nThe ferry runs again from Monday.\nIt runs.\nRead on about the ferry …\n\
            By using this site you accept our privacy policy.\nHe waited for an hour...\n“A line in curly quotes is lost,” he said, “to C4.”";
        assert_eq!(c4(page), "The ferry runs again from Monday.");
    }

    #[test]
    fn refinedweb_drops_capitals_counters_and_single_words() {
        let page = "Home\nBREAKING NEWS TODAY\n12 likes\n1.2k views\n2026\nThe ferry runs. Read more...\nSign-in\n2 items in cart";
        assert_eq!(refinedweb(page), "The ferry runs.\n2");
    }
}
