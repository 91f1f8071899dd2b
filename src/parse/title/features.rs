//! A row of features for each line that may be a headline.

use super::lines::{BUCKETS, Line, Lines, NEAR};
use crate::chars;
use crate::document::BlockKind;
use std::collections::{HashMap, VecDeque};

/// Number of features.
pub(crate) const WIDTH: usize = 42;
/// A headline's words come again in so many telling words of the prose after it.
const WINDOW: usize = 300;
/// No distance is looked at farther.
const FAR: usize = 60;

/// How often the words of each bucket are said.
type Counts = Vec<u32>;

/// Every line that may be a headline, with its features.
pub(crate) fn rows(lines: &Lines<'_>) -> Vec<(usize, [f32; WIDTH])> {
    let mut said = Said::of(lines);
    let mut rows = Vec::new();
    for at in (0..lines.lines.len()).rev() {
        if lines.may_be_headline(at) {
            rows.push((at, row(lines, &said, at)));
        }
        said.read(lines, at);
    }
    rows.reverse();
    rows
}

/// What the prose of the page says, and the prose just after a line.
struct Said {
    everywhere: Counts,
    prose: usize,
    after: Counts,
    /// Lines of prose whose words are in `after`, the last one first.
    window: VecDeque<usize>,
    words: usize,
    /// Wordings of the lines read so far.
    copies: HashMap<u64, u32>,
}

impl Said {
    fn of(lines: &Lines<'_>) -> Self {
        let (mut everywhere, mut prose) = (vec![0; BUCKETS], 0);
        for line in lines.lines.iter().filter(|line| line.prose) {
            prose += line.telling.len();
            lines.telling(line).iter().for_each(|word| everywhere[usize::from(*word)] += 1);
        }
        Said { everywhere, prose, after: vec![0; BUCKETS], window: VecDeque::new(), words: 0, copies: HashMap::new() }
    }

    /// Takes in a line that stands before all read so far, and forgets those far after it.
    fn read(&mut self, lines: &Lines<'_>, at: usize) {
        let line = &lines.lines[at];
        if line.is_short() {
            *self.copies.entry(line.wording).or_default() += 1;
        }
        if !line.prose {
            return;
        }
        lines.telling(line).iter().for_each(|word| self.after[usize::from(*word)] += 1);
        self.words += line.telling.len();
        self.window.push_back(at);
        while let Some(last) = self.window.front().map(|&last| &lines.lines[last]) {
            if self.words - last.telling.len() < WINDOW {
                break;
            }
            self.words -= last.telling.len();
            self.window.pop_front();
            lines.telling(last).iter().for_each(|word| self.after[usize::from(*word)] -= 1);
        }
    }
}

fn row(lines: &Lines<'_>, said: &Said, at: usize) -> [f32; WIDTH] {
    let mut row = [0.0; WIDTH];
    let groups = [&own(&lines.lines[at])[..], &place(lines, said, at), &repeats(lines, said, at), &around(lines, at)];
    row.iter_mut().zip(groups.into_iter().flatten()).for_each(|(slot, value)| *slot = *value);
    row
}

/// What a line is by itself.
fn own(line: &Line<'_>) -> [f32; 11] {
    let text = line.block.text();
    let bytes = text.len().max(1) as f32;
    let count = |signs: &[char]| text.matches(signs).count() as f32;
    let (mut words, mut capitals) = (0, 0);
    for first in crate::words::split(text).filter_map(|word| word.chars().next()) {
        words += 1;
        capitals += usize::from(first.is_uppercase());
    }
    let flag = |is: bool| f32::from(u8::from(is));
    [
        line.words,
        bytes,
        bytes / line.words.max(1.0),
        capitals as f32 / words.max(1) as f32,
        flag(text.starts_with(chars::is_lowercase)),
        flag(text.ends_with(['?', '？'])) + 2.0 * flag(text.ends_with([':', '：'])),
        flag(line.ends_sentence),
        text.bytes().filter(u8::is_ascii_digit).count() as f32 / bytes,
        count(&['|', '·', '•', '›', '»', '/']),
        flag(line.block.kind() == BlockKind::Heading),
        line.telling.len() as f32,
    ]
}

/// Where a line stands, and how much prose follows.
fn place(lines: &Lines<'_>, said: &Said, at: usize) -> [f32; 14] {
    let last = lines.lines.len();
    let prose = |count: usize| lines.prose[(at + 1 + count).min(last)] - lines.prose[at + 1];
    let (next, long) = (lines.next_prose[at + 1], lines.next_long[at + 1]);
    let words = |at: usize| lines.lines.get(at).map_or(0.0, |line| line.words);
    let copies = lines.copies.get(&lines.lines[at].wording).copied().unwrap_or_default() as f32;
    let later = said.copies.get(&lines.lines[at].wording).copied().unwrap_or_default() as f32;
    [
        at as f32,
        at as f32 / last as f32,
        lines.prose[at] / lines.prose[last].max(1.0),
        lines.words[at] / lines.words[last].max(1.0),
        prose(5),
        prose(15),
        prose(40),
        (next - at).min(FAR) as f32,
        (long - at).min(FAR) as f32,
        words(next),
        words(long),
        lines.words[next] - lines.words[at + 1],
        copies - later - 1.0,
        later,
    ]
}

/// How many of a line's words the prose after it says again, and whether it says them more than other prose does.
fn repeats(lines: &Lines<'_>, said: &Said, at: usize) -> [f32; 5] {
    let mut own = lines.telling(&lines.lines[at]).to_vec();
    own.sort_unstable();
    own.dedup();
    let rarity = |said_of_it: f32| (said.prose as f32 / (1.0 + said_of_it)).max(1.0).ln();
    let (mut again, mut rare_all, mut rare, mut times, mut everywhere) = (0.0, 0.1, 0.0, 0.0, 0.0);
    for word in own.iter().map(|word| usize::from(*word)) {
        let (after, anywhere) = (said.after[word] as f32, said.everywhere[word] as f32);
        let found = f32::from(u8::from(after > 0.0));
        (again, times, everywhere) = (again + found, times + after, everywhere + anywhere);
        (rare_all, rare) = (rare_all + rarity(anywhere), rare + rarity(anywhere) * found);
    }
    let all = own.len().max(1) as f32;
    let here = (times + 1.0) / (said.words as f32 + 10.0);
    let there = (everywhere + 1.0) / (said.prose as f32 + 10.0);
    [again, again / all, rare / rare_all, times / all, here / there]
}

/// What stands around a line.
fn around(lines: &Lines<'_>, at: usize) -> [f32; 12] {
    let all = &lines.lines;
    let words = |at: Option<usize>| at.and_then(|at| all.get(at)).map_or(0.0, |line| line.words);
    let after = &all[at + 1..(at + 1 + NEAR).min(all.len())];
    let first = |such: fn(&Line<'_>) -> bool| after.iter().position(such).unwrap_or(NEAR) as f32;
    let mean = |from: usize, to: usize| (lines.words[to] - lines.words[from]) / (to - from).max(1) as f32;
    let flag = |line: Option<&Line<'_>>, such: fn(&Line<'_>) -> bool| f32::from(u8::from(line.is_some_and(such)));
    let before = at.checked_sub(1).and_then(|at| all.get(at));
    [
        first(|line| line.dateline),
        first(|line| line.byline),
        words(at.checked_sub(2)),
        words(at.checked_sub(1)),
        words(Some(at + 1)),
        words(Some(at + 2)),
        mean(at.saturating_sub(8), at),
        mean(at.saturating_sub(20), at),
        mean(at + 1, (at + 9).min(all.len())),
        flag(before, |line| line.ends_sentence),
        flag(all.get(at + 1), |line| line.ends_sentence),
        after.iter().filter(|line| line.furniture).count() as f32,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, parse::parse_text};

    #[test]
    fn words_that_come_again_tell_headlines_from_other_lines() {
        let text = "Autumn in the garden\n\nHarbour closed for pier works\n\nThe harbour will be closed for a week from Monday \
            while the old pier is taken down, the council said on Friday.";
        let doc = parse_text(text, Limits::default());
        let lines = Lines::of(&doc.blocks().collect::<Vec<_>>());
        let rows = rows(&lines);
        assert_eq!(rows.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1], "prose is no headline");
        let share = 11 + 14 + 1;
        let found = rows.iter().map(|(_, row)| row[share]).collect::<Vec<_>>();
        assert!(found[0] == 0.0 && found[1] > 0.5, "{found:?}");
    }
}
