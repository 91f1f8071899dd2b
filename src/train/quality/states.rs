//! What becomes of texts: a page's gold text in worse states.

use crate::train::Random;

/// The lines in another order.
pub(super) fn shuffled(text: &str, random: &mut Random) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    random.shuffle(&mut lines);
    (lines.len() > 1).then(|| lines.join("\n"))
}

/// The text twice.
pub(super) fn repeated(text: &str) -> String {
    format!("{text}\n{text}")
}

/// Where a truncated text is cut.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cut {
    Word,
    Sign,
    Line,
}

/// The first part of the text.
pub(super) fn truncated(text: &str, share: f64, cut: Cut) -> String {
    let at = (0..=(text.len() as f64 * share) as usize).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let head = &text[..at];
    let end = match cut {
        Cut::Sign => head.len(),
        Cut::Word => head.rfind(char::is_whitespace).unwrap_or(0),
        Cut::Line => head.rfind('\n').unwrap_or(0),
    };
    head[..end].trim_end().to_owned()
}
