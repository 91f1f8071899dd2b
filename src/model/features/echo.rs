//! The second stage: what the first one thinks of the blocks around.

use super::{Feature, features, log};
use crate::model::page::Page;

pub(super) fn table() -> Vec<Feature> {
    features! { "second stage";
        "first" => |page, block, _| page.first[block];
        "first-before" [1 2 3 4 5] => |page, block, step| block.checked_sub(step).map_or(-1.0, |at| page.first[at]);
        "first-after" [1 2 3 4 5] => |page, block, step| page.first.get(block + step).copied().unwrap_or(-1.0);
        "first-window" [2 5 10 25] => |page, block, reach| page.mean_first(block.saturating_sub(reach), block + reach + 1);
        "first-above" [5 25] => |page, block, reach| page.mean_first(block.saturating_sub(reach), block);
        "first-below" [5 25] => |page, block, reach| page.mean_first(block + 1, block + 1 + reach);
        "first-page" => |page, _, _| page.mean_first(0, page.len());
        "first-share-before" => |page, block, _| page.first_words(0, block) / page.first_words(0, page.len()).max(1.0);
        "first-words" => |page, _, _| log(page.first_words(0, page.len()));
        "first-heading" => |page, block, _| page.heading[block].map_or(-1.0, |at| page.first[at as usize]);
        "first-section" => |page, block, _| { let (from, to) = page.sections[block]; page.mean_first(from as usize, to as usize) };
        "since-sure" => |page, block, _| sure(page, (0..block).rev());
        "until-sure" => |page, block, _| sure(page, block + 1..page.len());
    }
}

/// How sure is sure, and how far to look.
const SURE: f32 = 0.8;
const REACH: usize = 40;

/// Blocks until one that is surely content.
fn sure(page: &Page<'_>, mut blocks: impl Iterator<Item = usize>) -> f32 {
    let found = blocks.by_ref().take(REACH).position(|at| page.first[at] > SURE && page.readings[at].words > 5.0);
    found.map_or(REACH as f32, |steps| steps as f32)
}
