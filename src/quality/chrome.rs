//! `chrome`: how little of the body is furniture of the site.

use crate::document::{Block, BlockKind, Document};

/// One minus the share of the body's words that are in links (squared, for prose may hold some), are a known phrase of
/// page chrome, or stand in a line of labels with separators between.
pub(super) fn judge(doc: &Document) -> f32 {
    let (mut chrome, mut all) = (0.0, 0.0);
    for block in doc.kept() {
        let words = block.words() as f32;
        chrome += words * furniture(&block);
        all += words;
    }
    if all > 0.0 { 1.0 - chrome / all } else { 0.0 }
}

/// How much of a block is furniture, 0 to 1.
fn furniture(block: &Block<'_>) -> f32 {
    let known = block.phrase().is_some_and(|found| found.range().len() * 2 > block.text().len());
    if known || is_row_of_labels(block) { 1.0 } else { block.link_density().powi(2) }
}

/// Labels between bars or arrows: `Home | News | Sport`.
fn is_row_of_labels(block: &Block<'_>) -> bool {
    if block.words() > 40 || matches!(block.kind(), BlockKind::Cell | BlockKind::Code) {
        return false;
    }
    let separators = block.text().matches(['|', '›', '»', '•', '·', '→']).count();
    separators >= 2 && block.words() <= 4 * (separators + 1)
}
