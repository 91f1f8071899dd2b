//! Which blocks of a page are in its gold text: a global alignment of word sequences.
//!
//! A dynamic programme over both sequences: +1 for every equal word, a penalty for every start of a new matched run,
//! skips free. A lone "Home" in a menu then does not match, while a one-word heading between two matched paragraphs
//! does. Text that stands in another order is found by a second pass over 4-grams.

use crate::document::Document;
use crate::hints::hash_word;
use crate::words;
use std::collections::HashSet;

/// What a new run must win before it pays.
const RUN_PENALTY: i32 = 2;
/// Cells of the alignment's table; larger pages are aligned in slices.
const MOST_CELLS: usize = 1 << 29;
/// Second pass: blocks of so many words, of whose 4-grams so many are in gold text not matched yet.
const REORDERED_WORDS: usize = 5;
const REORDERED_SHARE: f64 = 0.7;

/// Share of each block's words that the gold text holds at that place.
pub(super) fn shares(doc: &Document, gold: &str) -> Vec<f32> {
    let mut page = Vec::new();
    let mut ranges = Vec::with_capacity(doc.len());
    for block in doc.blocks() {
        let from = page.len();
        page.extend(hashes(block.text()));
        ranges.push(from..page.len());
    }
    let gold: Vec<u32> = hashes(gold).collect();
    let pairs = align(&page, &gold);
    let (mut matched, mut used) = (vec![false; page.len()], vec![false; gold.len()]);
    for (word, other) in pairs {
        matched[word] = true;
        used[other] = true;
    }
    let left = left_over(&gold, &used);
    let share = |range: &std::ops::Range<usize>| {
        let share = matched[range.clone()].iter().filter(|hit| **hit).count() as f64 / range.len().max(1) as f64;
        let reordered = share < 0.5 && reordered(&page[range.clone()], &left);
        if reordered { 1.0 } else { share as f32 }
    };
    ranges.iter().map(share).collect()
}

fn hashes(text: &str) -> impl Iterator<Item = u32> + '_ {
    words::split(text).map(|word| if word.is_ascii() { hash_word(word) } else { hash_word(&word.to_lowercase()) })
}

type Gram = [u32; 4];

/// 4-grams of the gold text without a matched word.
fn left_over(gold: &[u32], used: &[bool]) -> HashSet<Gram> {
    let free = |at: &usize| !used[*at..*at + 4].contains(&true);
    (0..gold.len().saturating_sub(3))
        .filter(free)
        .map(|at| [gold[at], gold[at + 1], gold[at + 2], gold[at + 3]])
        .collect()
}

fn reordered(words: &[u32], left: &HashSet<Gram>) -> bool {
    let grams = words.windows(4);
    let found = grams.clone().filter(|gram| left.contains(*gram)).count();
    words.len() >= REORDERED_WORDS && found as f64 > REORDERED_SHARE * grams.len() as f64
}

/// Pairs of positions that match.
fn align(page: &[u32], gold: &[u32]) -> Vec<(usize, usize)> {
    let shared = shared_grams(page, gold);
    let (rows, columns) = (covered(page, &shared), covered(gold, &shared));
    let slice = (MOST_CELLS / (columns.len() + 1)).max(1);
    let mut pairs = Vec::new();
    let mut from = 0;
    for rows in rows.chunks(slice) {
        // A page too large for one table: what a slice matched of the gold text is gone for the next.
        let found = table(page, rows, gold, &columns[from..]);
        let next = found.last().map(|(_, column)| column + 1);
        pairs.extend(found.into_iter().map(|(row, column)| (row, columns[from + column])));
        from += next.unwrap_or(0);
    }
    pairs
}

/// Runs shorter than three words cannot win against their penalty, so only words inside shared 3-grams matter.
fn shared_grams(page: &[u32], gold: &[u32]) -> HashSet<[u32; 3]> {
    let in_gold: HashSet<[u32; 3]> = gold.windows(3).map(|g| [g[0], g[1], g[2]]).collect();
    page.windows(3).map(|g| [g[0], g[1], g[2]]).filter(|gram| in_gold.contains(gram)).collect()
}

fn covered(words: &[u32], grams: &HashSet<[u32; 3]>) -> Vec<usize> {
    let mut hit = vec![false; words.len()];
    for at in 0..words.len().saturating_sub(2) {
        if grams.contains(&[words[at], words[at + 1], words[at + 2]]) {
            hit[at..at + 3].fill(true);
        }
    }
    (0..words.len()).filter(|at| hit[*at]).collect()
}

/// How a cell's best score came about.
const UP: u8 = 0;
const LEFT: u8 = 1;
const MATCH: u8 = 2;
/// The match goes on with the one before.
const RUN: u8 = 4;

/// The alignment proper, over the covered positions.
fn table(page: &[u32], rows: &[usize], gold: &[u32], columns: &[usize]) -> Vec<(usize, usize)> {
    let width = columns.len();
    let mut steps = vec![0u8; rows.len() * width];
    let mut best = vec![0i32; width + 1];
    let mut run = vec![i32::MIN / 2; width + 1];
    for (i, &row) in rows.iter().enumerate() {
        let joined = i > 0 && rows[i - 1] + 1 == row;
        let (mut corner, mut run_corner) = (0, i32::MIN / 2);
        let line = &mut steps[i * width..(i + 1) * width];
        for (j, &column) in columns.iter().enumerate() {
            let (above, run_above) = (best[j + 1], run[j + 1]);
            let mut step = if above >= best[j] { UP } else { LEFT };
            let mut score = above.max(best[j]);
            run[j + 1] = i32::MIN / 2;
            if page[row] == gold[column] {
                let goes_on = joined && j > 0 && columns[j - 1] + 1 == column;
                let (old, new) = (if goes_on { run_corner } else { i32::MIN / 2 }, corner - RUN_PENALTY);
                run[j + 1] = 1 + old.max(new);
                step |= if old >= new { RUN } else { 0 };
                if run[j + 1] > score {
                    score = run[j + 1];
                    step = MATCH | step & RUN;
                }
            }
            (corner, run_corner) = (above, run_above);
            best[j + 1] = score;
            line[j] = step;
        }
    }
    trace(&steps, rows, width)
}

/// Follows the steps back from the last cell.
fn trace(steps: &[u8], rows: &[usize], width: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut i, mut j, mut in_run) = (rows.len(), width, false);
    while i > 0 && j > 0 {
        let step = steps[(i - 1) * width + j - 1];
        if in_run || step & 3 == MATCH {
            in_run = step & RUN != 0;
            (i, j) = (i - 1, j - 1);
            pairs.push((rows[i], j));
        } else if step & 3 == UP {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(html: &str, gold: &str) -> Vec<bool> {
        let doc = crate::Cleaner::new().parse(&crate::Page::html(html)).unwrap();
        shares(&doc, gold).into_iter().map(|share| share >= 0.5).collect()
    }

    #[test]
    fn a_lone_menu_word_does_not_match_and_a_heading_between_paragraphs_does() {
        let html = "<p>News<p>The first ferry left at noon today<p>News<p>The second one was late by an hour<p>News";
        let gold = "The first ferry left at noon today\n\nNews\n\nThe second one was late by an hour";
        assert_eq!(labels(html, gold), [false, true, true, true, false]);
    }

    #[test]
    fn text_in_another_order_is_found() {
        let html = "<p>one two three four five six seven<p>and now for something that is different";
        let gold = "and now for something that is different one two three four five six seven";
        assert_eq!(labels(html, gold), [true, true]);
    }
}
