//! The leaderboard for people and programs: tables, JSON, one HTML page.

mod charts;
mod html;
mod json;
mod plot;
mod table;

pub use html::html;
pub use json::json;
pub use table::{breakdown, table};

use super::leaderboard::{Entry, Facet, Leaderboard};

/// Entries by word F1 on a part of the corpus, the best first; by name where equal.
fn ranked<'b>(board: &'b Leaderboard, facet: &Facet) -> Vec<&'b Entry> {
    let f1 = |entry: &Entry| board.figure_in(entry, facet, "word-f1").map_or(0.0, |figure| figure.value());
    let mut entries: Vec<&Entry> = board.entries().iter().collect();
    entries.sort_by(|one, other| f1(other).total_cmp(&f1(one)).then_with(|| one.name().cmp(other.name())));
    entries
}

/// The parts of the corpus that get a table each: HTML and text apart where there are both, for they do not compare.
fn inputs(board: &Leaderboard) -> Vec<&Facet> {
    let inputs: Vec<&Facet> = board.facets().iter().filter(|facet| matches!(facet, Facet::Input(_))).collect();
    if inputs.len() > 1 { inputs } else { vec![&Facet::All] }
}

/// Pages in a part of the corpus.
fn pages(board: &Leaderboard, facet: &Facet) -> usize {
    board.corpus().cases().iter().filter(|case| Facet::of(case).contains(facet)).count()
}
