//! `completeness`: whether the text ends where its author ended it.

use super::order::{ending, is_unclosed};
use super::with_prior;
use super::words::{Opening, leads_on};
use crate::document::Document;
use crate::prose::ends_sentence;
use crate::words;

/// Numbers that the fitted trees read.
pub(crate) const WIDTH: usize = 18;
/// Odds, before the text is looked at, that it is whole.
const ODDS: f32 = 100.0;
/// The same with a paywall's prompt behind it: one page in seven has one, most of them whole.
const PROMPTED_ODDS: f32 = 10.0;
/// Lines of so many words are prose.
const PROSE_WORDS: usize = 8;
/// What is left of the part when the page itself says that it costs, and shows little.
const PAYWALLED: f32 = 0.6;
/// Articles that cost something are longer; many pages hold them whole all the same.
const TEASER_WORDS: usize = 200;

/// What the page says of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wall {
    /// Nothing.
    None,
    /// A paywall's prompt stands behind the last of the body.
    Prompt,
    /// The page says that it costs, and shows little.
    Teaser,
}

impl Wall {
    pub fn of(doc: &Document, body: &str) -> Self {
        if doc.metadata().is_paid() && words::count(body) < TEASER_WORDS {
            return Wall::Teaser;
        }
        let Some(last) = doc.kept().rev().find(|block| block.words() > 0) else { return Wall::None };
        let mut after = doc.blocks().skip(last.index()).filter_map(|block| block.phrase());
        if after.any(|found| found.reason() == "paywall") { Wall::Prompt } else { Wall::None }
    }
}

/// The probability that the text is whole.
pub(super) fn part(log_odds: Option<f32>, wall: Wall) -> f32 {
    let odds = if wall == Wall::Prompt { PROMPTED_ODDS } else { ODDS };
    let whole = log_odds.map_or(1.0, |log_odds| with_prior(log_odds, odds));
    if wall == Wall::Teaser { PAYWALLED * whole } else { whole }
}

/// What the trees read: the text's end, held against its other lines. Nothing here grows with the text.
pub(crate) fn row(body: &str) -> [f32; WIDTH] {
    let lines = || body.lines().map(str::trim).filter(|line| !line.is_empty());
    let last = lines().next_back().unwrap_or_default();
    let before = lines().rev().nth(1).unwrap_or_default();
    let habits = Habits::of(lines(), last);
    let words: Vec<&str> = tail(last);
    let final_word = words.last().copied().unwrap_or_default();
    let length = words::count(last) as f32;
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let trailing = last.ends_with('…') || last.ends_with("...") || last.ends_with("[…]");
    [
        ending(last),
        ending(before),
        length.ln_1p(),
        habits.ended,
        habits.prose,
        length.ln_1p() - habits.length,
        Opening::of(last, words::split(last).next().unwrap_or_default()).class(),
        flag(is_unclosed(last)),
        flag(trailing),
        final_word.chars().count() as f32,
        known(lines(), final_word),
        flag(final_word.starts_with(char::is_uppercase)),
        flag(leads_on(final_word)),
        flag(final_word.bytes().any(|byte| byte.is_ascii_digit())),
        words::count(before) as f32,
        flag(ends_sentence(last)),
        flag(last.starts_with(['-', '•', '*', '–', '·'])),
        since_stop(last),
    ]
}

/// The last words of a line, of which no more than a little is looked at.
fn tail(line: &str) -> Vec<&str> {
    words::split(words::tail(line, 200)).collect()
}

/// Words after the last end of a sentence within the line; -1 if it ends with one.
fn since_stop(line: &str) -> f32 {
    if ends_sentence(line) {
        return -1.0;
    }
    words::count(&line[words::behind_last(line, &['.', '!', '?', '。'])..]) as f32
}

/// How the lines of a text mostly are, without the last.
struct Habits {
    /// Share of prose lines that end a sentence, share of lines that are prose, mean log length of prose.
    ended: f32,
    prose: f32,
    length: f32,
}

impl Habits {
    /// Lines and words that are looked at.
    const LINES: usize = 400;
    const WORDS: usize = 4_000;

    fn of<'t>(lines: impl Iterator<Item = &'t str> + Clone, last: &'t str) -> Self {
        let others = || lines.clone().take(Self::LINES).filter(|line| line.as_ptr() != last.as_ptr());
        let (mut all, mut prose, mut ended, mut length) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
        for line in others() {
            let words = words::count(line);
            all += 1.0;
            if words >= PROSE_WORDS {
                prose += 1.0;
                ended += if ends_sentence(line) { 1.0 } else { 0.0 };
                length += (words as f32).ln_1p();
            }
        }
        let mean = |sum: f32| if prose > 0.0 { sum / prose } else { -1.0 };
        Habits { ended: mean(ended), prose: if all > 0.0 { prose / all } else { -1.0 }, length: mean(length) }
    }
}

/// How often, up to five times, the last word stands elsewhere in the text: half a word does not.
fn known<'t>(lines: impl Iterator<Item = &'t str>, word: &str) -> f32 {
    let all = lines.take(Habits::LINES).flat_map(words::split).take(Habits::WORDS);
    (all.filter(|other| other.eq_ignore_ascii_case(word)).count() as f32 - 1.0).clamp(0.0, 5.0)
}
