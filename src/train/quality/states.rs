//! The states that a text is judged in: as it should be, as pages come, and spoilt in known ways.

use crate::train::{Random, spin};

/// A state of a page or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A page of HTML.
    Html,
    /// A page flattened to lines, and in other ways.
    Block,
    Flat,
    /// A page or a gold text on one line.
    Line,
    /// The gold text, and its first lines.
    Gold,
    Excerpt,
    /// What of a page is no content.
    Chrome,
    Shuffled,
    Repeated,
    Spun,
    Cut(Cut),
}

/// Where a truncated text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Between words.
    Word,
    /// Anywhere.
    Sign,
    /// Between lines.
    Line,
}

/// Where the cuts are made, as shares of the text.
const SHARES: [f64; 3] = [0.2, 0.5, 0.8];
/// Shorter heads are no text.
const LEAST_WORDS: usize = 30;
/// Share of the words that are spun.
const SPUN: f64 = 0.1;
/// Words of a text that is spun at least.
const SPUN_WORDS: usize = 150;

/// The text in every worse state that it can be brought to.
pub(super) fn worse(text: &str, random: &mut Random) -> Vec<(State, String)> {
    let mut made = vec![(State::Repeated, format!("{text}\n{text}"))];
    made.extend(shuffled(text, random).map(|text| (State::Shuffled, text)));
    for cut in [Cut::Word, Cut::Sign, Cut::Line] {
        let heads = SHARES.map(|share| truncated(text, share, cut));
        let long = heads.into_iter().filter(|head| crate::words::count(head) >= LEAST_WORDS);
        made.extend(long.map(|head| (State::Cut(cut), head)));
    }
    let long = crate::words::count(text) >= SPUN_WORDS;
    made.extend(long.then(|| spin::spun(text, SPUN, random)).flatten().map(|text| (State::Spun, text)));
    made
}

/// The lines in another order.
fn shuffled(text: &str, random: &mut Random) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    random.shuffle(&mut lines);
    (lines.len() > 1).then(|| lines.join("\n"))
}

/// The first part of the text.
fn truncated(text: &str, share: f64, cut: Cut) -> String {
    let head = crate::words::head(text, (text.len() as f64 * share) as usize);
    let end = match cut {
        Cut::Sign => head.len(),
        Cut::Word => head.rfind(char::is_whitespace).unwrap_or(0),
        Cut::Line => head.rfind('\n').unwrap_or(0),
    };
    head[..end].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_worse_in_the_way_they_say() {
        let text = (0..9)
            .map(|n| format!("Line {n} tells of the port and of the ships there."))
            .collect::<Vec<_>>()
            .join("\n");
        let made = worse(&text, &mut Random::new(3));
        let find =
            |state| made.iter().find(|(known, _)| *known == state).map(|(_, text)| text.as_str()).unwrap_or_default();
        assert_eq!(find(State::Repeated).lines().count(), 18);
        let mut lines: Vec<&str> = find(State::Shuffled).lines().collect();
        assert!(lines.join("\n") != text);
        lines.sort_unstable();
        assert_eq!(lines.join("\n"), text);
        assert!(find(State::Cut(Cut::Line)).ends_with('.'));
        assert!(text.starts_with(find(State::Cut(Cut::Word))));
    }
}
