//! What the page repeats: the same kind of place again and again is a template.

use super::{Feature, features, log, ratio};
use crate::model::page::{Page, Sums};
use crate::model::survey::Item;

pub(super) fn table() -> Vec<Feature> {
    features! { "repetition";
        "same-place" => |page, block, _| log(page.repeats[block].count as f32);
        "same-place-words" => |page, block, _| log(page.repeats[block].words);
        "same-place-links" => |page, block, _| page.repeats[block].links;
        "same-place-spoken" => |page, block, _| page.repeats[block].any;
        "siblings" => |page, block, _| log(page.doc.outline.elements[parent(page, block)].children as f32);
        "sibling" => |page, block, _| log(page.doc.outline.elements[page.element(block)].sibling as f32);
        "item-count" [0 1] => |page, block, which| log(page.items[block][which].count);
        "item-distance" [0 1] => |page, block, which| page.items[block][which].distance;
        "item-words" [0 1] => |page, block, which| { let (all, item) = all_items(page, block, which); log(ratio(all.words, item.count)) };
        "item-links" [0 1] => |page, block, which| { let (all, _) = all_items(page, block, which); ratio(all.link_words, all.words) };
        "item-long" [0 1] => |page, block, which| { let (all, item) = all_items(page, block, which); ratio(all.long_blocks, item.count) };
        "item-headings" [1] => |page, block, which| { let (all, item) = all_items(page, block, which); ratio(all.headings, item.count) };
        "item-images" [1] => |page, block, which| { let (all, item) = all_items(page, block, which); ratio(all.images, item.count) };
        "item-share" [0 1] => |page, block, which| ratio(all_items(page, block, which).0.words, page.sum(0, page.len()).words);
        "item-spoken" [0 1] => |page, block, which| { let (all, item) = all_items(page, block, which); ratio(all.spoken, item.to - item.from) };
        "item-own-words" [1] => |page, block, which| log(own_item(page, block, which).words as f32);
        "item-place" [1] => |page, block, which| { let item = page.items[block][which]; ratio(item.first - item.from, item.to - item.from) };
        "item-first" [1] => |page, block, which| { let item = page.items[block][which]; if item.count > 0.0 { log((block as u32 - item.first) as f32) } else { -1.0 } };
    }
}

/// Everything that the items hold together.
#[inline(always)]
fn all_items(page: &Page<'_>, block: usize, which: usize) -> (Sums, Item) {
    let item = page.items[block][which];
    (page.sum(item.from as usize, item.to as usize), item)
}

#[inline(always)]
fn own_item(page: &Page<'_>, block: usize, which: usize) -> Sums {
    let item = page.items[block][which];
    page.sum(item.first as usize, item.end as usize)
}

fn parent(page: &Page<'_>, block: usize) -> usize {
    page.doc.outline.elements[page.element(block)].parent as usize
}
