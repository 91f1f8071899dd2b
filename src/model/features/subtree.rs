//! The nearest elements that hold more than the block: how much, and of what sort.

use super::{Feature, features, log, ratio};
use crate::model::page::{Page, Sums};

pub(super) fn table() -> Vec<Feature> {
    features! { "subtree";
        "tree-words" [1 2 3 4 5] => |page, block, level| log(tree(page, block, level).sums.words as f32);
        "tree-links" [1 2 3 4 5] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.link_words, t.sums.words) };
        "tree-words-a-block" [1 2 3 4 5] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.words, t.blocks()) };
        "tree-share" [1 2 3 4 5] => |page, block, level| ratio(tree(page, block, level).sums.words, page.sum(0, page.len()).words);
        "tree-stops" [1 2 3 4] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.stops, t.sums.words) };
        "tree-commas" [1 2 3] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.commas, t.sums.words) };
        "tree-long" [1 2 3 4 5] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.long_words, t.sums.words) };
        "tree-place" [1 2 3] => |page, block, level| { let t = tree(page, block, level); ratio((block - t.from) as u32, t.blocks()) };
        "tree-spoken" [1 2 3 4] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.spoken, t.blocks()) };
        "tree-blocks" [1 2 3 4] => |page, block, level| log(tree(page, block, level).blocks() as f32);
        "tree-headings" [1 2 3] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.headings, t.blocks()) };
        "tree-items" [2 3] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.items, t.blocks()) };
        "tree-images" [2 3] => |page, block, level| { let t = tree(page, block, level); ratio(t.sums.images, t.blocks()) };
    }
}

/// An element's blocks.
struct Tree {
    from: usize,
    to: usize,
    sums: Sums,
}

impl Tree {
    fn blocks(&self) -> u32 {
        (self.to - self.from) as u32
    }
}

/// The `level`-th different set of blocks, from the block's own element up.
#[inline(always)]
fn tree(page: &Page<'_>, block: usize, level: usize) -> Tree {
    let mut element = page.element(block);
    for _ in 1..level {
        element = page.elements[element].wider as usize;
    }
    let (from, to) = match page.doc.outline.elements.get(element) {
        Some(found) if element != 0 => (found.first as usize, found.end as usize),
        _ => (0, page.len()),
    };
    Tree { from, to, sums: page.sum(from, to) }
}
