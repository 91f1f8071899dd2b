//! What the page repeats: the same kind of place again and again is a template.

use super::{Feature, features, log};
use crate::model::page::Page;

pub(super) fn table() -> Vec<Feature> {
    features! { "repetition";
        "same-place" => |page, block, _| log(page.repeats[block].count as f32);
        "same-place-words" => |page, block, _| log(page.repeats[block].words);
        "same-place-links" => |page, block, _| page.repeats[block].links;
        "same-place-spoken" => |page, block, _| page.repeats[block].any;
        "siblings" => |page, block, _| log(page.doc.outline.elements[parent(page, block)].children as f32);
        "sibling" => |page, block, _| log(page.doc.outline.elements[page.element(block)].sibling as f32);
    }
}

fn parent(page: &Page<'_>, block: usize) -> usize {
    page.doc.outline.elements[page.element(block)].parent as usize
}
