//! The elements above a block: what their tags and names say, and how far up.

use super::{Feature, features, one, ratio};
use crate::model::page::Page;
use crate::model::survey::{FAR, HINTS, PATH_TAGS, hint_names};

pub(super) fn table() -> Vec<Feature> {
    let mut table = features! { "path";
        "class-near" => |page, block, _| page.near[block].score();
        "class-any" => |page, block, _| page.any[block].score();
        "class-both" => |page, block, _| page.near[block].plus(page.any[block]).score();
        "class-known" => |page, block, _| ratio(page.any[block].known, page.any[block].seen);
    };
    let hints = hint_names().enumerate().filter(|(hint, _)| DISTANT & (1 << hint) != 0);
    table.extend(hints.map(|(arg, name)| one!("path", name, arg, distance)));
    let tags = PATH_TAGS.iter().enumerate();
    table.extend(tags.map(|(at, tag)| one!("path", tag.name(), HINTS + at, distance)));
    table
}

/// Hints set on elements; the others are a block's own (39 to 43).
const DISTANT: u64 = ((1 << 39) - 1) | (1 << 41);

fn distance(page: &Page<'_>, block: usize, arg: usize) -> f32 {
    f32::from(page.paths[block].get(arg).copied().unwrap_or(FAR))
}
