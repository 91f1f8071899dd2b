//! Menus, footers and other runs of links.

use super::cues::{is_list, is_sure, is_whole};
use super::{Document, Edits, Filter};
use crate::chars;
use crate::document::{Block, BlockKind};
use crate::hints::Hints;
use crate::prose::{ends_sentence, is_prose};

/// So many link lines in a row are a list.
const RUN: usize = 4;
const LINK_WORDS: usize = 12;
/// In text, a menu's lines are this short.
const MENU_WORDS: usize = 4;
/// In text, a menu stands before or after the prose and has at least this many lines.
const MENU_RUN: usize = 5;

/// Drops runs of links.
///
/// # What it removes
/// In HTML, four or more blocks in a row that are links and stand in navigation or footer elements; in text, five or
/// more very short lines in a row before the first or after the last prose.
/// # What it leaves
/// Lists of links in the body: sources, tables of contents; pages that list things; texts of which the block model drops
/// nothing.
/// # Known limits
/// A text that is itself a list of short lines has no prose to stand around, and is left alone.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::LinkLists};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(LinkLists)).build();
/// let article = cleaner.clean_text(
///     "News\nSport\nWeather\nCulture\nTravel\nMotors\nThe harbour will be closed for a week from Monday, the council said on Friday.");
/// assert!(article.body().starts_with("The harbour"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct LinkLists;

impl Filter for LinkLists {
    fn name(&self) -> &'static str {
        "link-lists"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if is_list(doc) {
            return;
        }
        match doc.input() {
            crate::Input::Html => drop_runs(doc.blocks(), is_menu_link, RUN, edits),
            crate::Input::Text if is_whole(doc) => {}
            crate::Input::Text => {
                let Some(first) = doc.blocks().position(|block| is_prose(&block)) else { return };
                let last = doc.blocks().rposition(|block| is_prose(&block)).unwrap_or(first);
                drop_runs(doc.blocks().take(first), is_menu_line, MENU_RUN, edits);
                drop_runs(doc.blocks().skip(last + 1), is_menu_line, MENU_RUN, edits);
            }
        }
    }
}

fn is_menu_link(block: &Block<'_>) -> bool {
    let frame = Hints::NAV | Hints::FOOTER | Hints::MENU | Hints::TAGS | Hints::PAGINATION;
    !is_sure(block) && block.link_density() > 0.8 && block.words() <= LINK_WORDS && block.hints().has(frame)
}

fn is_menu_line(block: &Block<'_>) -> bool {
    !is_sure(block) && block.words() <= MENU_WORDS && block.kind() != BlockKind::Cell && !ends_sentence(block.text())
}

/// Whether a run of lines holds so many numbers that they are the cells of a table.
fn is_table(run: &[Block<'_>]) -> bool {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(chars::is_alphabetic);
    run.iter().filter(|block| is_number(block.text())).count() * 3 >= run.len()
}

/// Drops every run of at least `least` blocks that all pass the test.
fn drop_runs<'d>(
    blocks: impl Iterator<Item = Block<'d>>,
    test: fn(&Block<'_>) -> bool,
    least: usize,
    edits: &mut Edits,
) {
    let mut run = Vec::new();
    let mut close = |run: &mut Vec<Block<'d>>| {
        if run.len() >= least && !is_table(run) {
            run.iter().map(Block::index).for_each(|block| edits.drop(block, "link-list"));
        }
        run.clear();
    };
    for block in blocks {
        if test(&block) {
            run.push(block);
        } else {
            close(&mut run);
        }
    }
    close(&mut run);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Pipeline};

    #[test]
    fn a_table_of_one_cell_a_line_is_no_menu() {
        let prose = "The harbour will be closed for a week from Monday, the council said on Friday.";
        let body = |lines: &[&str]| {
            let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(LinkLists)).build();
            cleaner.clean_text(&format!("{prose}\n{}", lines.join("\n"))).into_body()
        };
        assert!(body(&["Team", "Points", "Tarnside", "48", "Ravensby", "46", "Aldwick", "42"]).contains("Ravensby"));
        assert!(!body(&["News", "Sport", "Weather", "Culture", "Travel", "Motors"]).contains("Sport"));
    }
}
