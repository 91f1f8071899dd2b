//! The score's card, `QUALITY.md`.

use super::fit::Folds;
use super::measure::{Figures, Reliability};
use crate::quality::score::Weights;
use crate::quality::{Grade, PARTS};
use crate::train::FOLDS;
use std::fmt::Write;

/// The card's text.
pub(super) fn card(figures: &Figures, folds: &Folds, bytes: usize) -> String {
    let mut out = String::from(HEAD);
    let Weights { power, stakes } = folds.all.weights;
    let _ = writeln!(
        out,
        "\nScore = extraction^{power} · Π (1 − stake · max(0, 1 − part ÷ from)) over the other parts; {bytes} bytes of fitted numbers.\n"
    );
    let _ = writeln!(out, "| part | stake | from |\n|---|--|--|");
    for (part, stake) in PARTS.iter().skip(1).zip(stakes) {
        let _ = writeln!(out, "| `{part}` | {} | {} |", stake.most, stake.from);
    }
    let _ = writeln!(
        out,
        "\n`good` from {:.1} on, `usable` from {:.1} on, `poor` below, `empty` at 0.\n\n## Figures\nOut of fold ({FOLDS} folds by registered \
         domain).\n\n| | score | `extraction` alone | must |\n|---|--|--|--|",
        Grade::GOOD,
        Grade::USABLE
    );
    for (at, figure) in figures.figures.iter().enumerate() {
        let alone = figures.alone.get(at).map_or("–".to_owned(), |alone| format!("{:.3}", alone.value));
        let sign = if figure.least { "≤" } else { "≥" };
        let met = if figure.is_met() { "" } else { ", **missed**" };
        let _ = writeln!(out, "| {} | {:.3} | {alone} | {sign} {}{met} |", figure.name, figure.value, figure.bar);
    }
    let _ = writeln!(out, "\n## Reliability of `extraction`\n![Reliability](reliability.svg)");
    for (name, table) in [("HTML", &figures.html), ("text", &figures.text)] {
        out.push_str(&reliability(name, table));
    }
    out
}

fn reliability(name: &str, table: &Reliability) -> String {
    let mut out = format!("\n| {name}: `extraction` | pages | mean | true mean F1 |\n|---|--|--|--|\n");
    for (at, (pages, said, true_f1)) in table.bins.iter().enumerate().filter(|(_, bin)| bin.0 > 0) {
        let _ = writeln!(out, "| 0.{at}–{:.1} | {pages} | {said:.3} | {true_f1:.3} |", (at + 1) as f32 / 10.0);
    }
    out
}

const HEAD: &str = "# The quality score
Written by `unspun train quality`; edit `src/train/quality/card.rs` instead.

Every page is cleaned by a block model that never saw its site; what the score reads of the result (`src/quality/evidence.rs`) becomes a
row. Boosted trees turn rows into `extraction` (learned from the word F1 against the gold text: pages of HTML, pages flattened in four
ways, gold texts, excerpts of one to six lines, and what of pages is no content), into `completeness` (gold texts against the same cut
inside a sentence, inside a word, between lines) and into the order of lines in `language` (gold texts, pages and excerpts against
gold texts with their lines shuffled). A part takes nothing from `from` on, its stake at 0, and what lies between in a straight line;
`originality` never takes anything over 0.5. The power, and each stake together with its beginning, are chosen one after the other,
round by round, for the sum of the figures below: missed bars count 25 times, and a page ranking worse than that of `extraction`
alone 100 times.

## Data
As of the block model (`src/model/MODEL.md`): the development parts of WCXB and of article-extraction-dataset. No text is in the numbers.
States are made of gold texts and cleaned as text; lines are shuffled, bodies repeated, a tenth of the words replaced from the spun-text
lists that ship. The spun-text engine itself was fitted on these pages (SPIN.md has its figures on folds it does not know). Separations
are measured on articles; truncated texts are held against a gold text of the same length.

## Fitted";
