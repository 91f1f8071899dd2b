//! Where on the page the block stands.

use super::{Feature, features, log, ratio};
use crate::model::page::Page;

pub(super) fn text() -> Vec<Feature> {
    features! { "position";
        "place" => |page, block, _| ratio(block as u32, page.len() as u32);
        "place-from-top" => |_, block, _| log(block as f32);
        "place-from-end" => |page, block, _| log((page.len() - block) as f32);
        "place-in-words" => |page, block, _| ratio(page.sum(0, block).words, page.sum(0, page.len()).words);
        "place-in-long" => |page, block, _| ratio(page.sum(0, block).long_words, page.sum(0, page.len()).long_words);
        "long-words-before" => |page, block, _| log(page.sum(0, block).long_words as f32);
        "long-words-after" => |page, block, _| log(page.sum(block + 1, page.len()).long_words as f32);
        "since-long" => |page, block, _| page.last_long(block).map_or(-1.0, |at| log((block - at) as f32));
        "until-long" => |page, block, _| page.next_long(block).map_or(-1.0, |at| log((at - block) as f32));
        "words-since-long" => |page, block, _| page.last_long(block).map_or(-1.0, |at| log(page.sum(at + 1, block).words as f32));
        "words-until-long" => |page, block, _| page.next_long(block).map_or(-1.0, |at| log(page.sum(block + 1, at).words as f32));
    }
}

pub(super) fn markup() -> Vec<Feature> {
    features! { "position markup";
        "since-h1" => |page, block, _| page.first_h1.map_or(-999.0, |at| block as f32 - at as f32);
        "in-container" => |page, block, _| container(page, block);
        "container-place" => |page, block, _| ratio(block.saturating_sub(page.container.0) as u32, (page.container.1 - page.container.0) as u32);
        "container-share" => |page, _, _| ratio(page.sum(page.container.0, page.container.1).words, page.sum(0, page.len()).words);
        "to-container" => |page, block, _| log(page.container.0.saturating_sub(block).max((block + 1).saturating_sub(page.container.1)) as f32);
    }
}

/// Before it, in it, after it.
fn container(page: &Page<'_>, block: usize) -> f32 {
    match page.container {
        (from, _) if block < from => 0.0,
        (_, to) if block < to => 1.0,
        _ => 2.0,
    }
}
