//! The blocks before and after, one by one and in windows.

use super::{Feature, features, log, ratio};
use crate::document::BlockKind;
use crate::model::page::{Page, Sums};
use crate::model::reading::{End, Start};

pub(super) fn text() -> Vec<Feature> {
    features! { "surroundings";
        "words-before" [1 2 3] => |page, block, step| before(block, step).map_or(-1.0, |at| log(page.readings[at].words));
        "words-after" [1 2 3] => |page, block, step| after(page, block, step).map_or(-1.0, |at| log(page.readings[at].words));
        "stops-before" [1 2] => |page, block, step| before(block, step).map_or(-1.0, |at| page.readings[at].stops as f32);
        "stops-after" [1 2] => |page, block, step| after(page, block, step).map_or(-1.0, |at| page.readings[at].stops as f32);
        "end-before" [1] => |page, block, step| before(block, step).map_or(-1.0, |at| page.readings[at].end as u8 as f32);
        "start-after" [1] => |page, block, step| after(page, block, step).map_or(-1.0, |at| page.readings[at].start as u8 as f32);
        "spoken-before" [1 2 3] => |page, block, step| before(block, step).map_or(0.0, |at| page.spoken[at].score());
        "spoken-after" [1 2 3] => |page, block, step| after(page, block, step).map_or(0.0, |at| page.spoken[at].score());
        "spoken-heading" => |page, block, _| page.heading[block].map_or(0.0, |at| page.spoken[at as usize].score());
        "words-heading" => |page, block, _| page.heading[block].map_or(-1.0, |at| log(page.readings[at as usize].words));
        "blocks-since-heading" => |page, block, _| page.heading[block].map_or(-1.0, |at| (block - at as usize) as f32);
        "window-words" [3 8 20] => |page, block, reach| { let (w, n) = window(page, block, reach); ratio(w.words, n) };
        "window-long" [3 8 20] => |page, block, reach| { let (w, n) = window(page, block, reach); ratio(w.long_blocks, n) };
        "window-stops" [3 8] => |page, block, reach| { let (w, _) = window(page, block, reach); ratio(w.stops, w.words) };
        "window-spoken" [3 8 20] => |page, block, reach| { let (w, n) = window(page, block, reach); ratio(w.spoken, n) };
        "long-before" [4 10] => |page, block, reach| page.sum(block.saturating_sub(reach), block).long_blocks as f32;
        "long-after" [4 10] => |page, block, reach| page.sum(block + 1, block + 1 + reach).long_blocks as f32;
        "goes-on" => |page, block, _| goes_on(page, block);
    }
}

pub(super) fn markup() -> Vec<Feature> {
    features! { "surroundings markup";
        "links-before" [1 2 3] => |page, block, step| before(block, step).map_or(-1.0, |at| page.links[at]);
        "links-after" [1 2 3] => |page, block, step| after(page, block, step).map_or(-1.0, |at| page.links[at]);
        "class-before" [1 2] => |page, block, step| before(block, step).map_or(0.0, |at| page.any[at].score());
        "class-after" [1 2] => |page, block, step| after(page, block, step).map_or(0.0, |at| page.any[at].score());
        "heading-before" [1 2] => |page, block, step| is_heading(page, before(block, step));
        "heading-after" [1 2] => |page, block, step| is_heading(page, after(page, block, step));
        "window-links" [3 8 20] => |page, block, reach| { let (w, _) = window(page, block, reach); ratio(w.link_words, w.words) };
        "window-class" [8 20] => |page, block, reach| { let (w, n) = window(page, block, reach); ratio(w.any, n) };
        "section-words" => |page, block, _| log(section(page, block).words as f32);
        "section-links" => |page, block, _| { let s = section(page, block); ratio(s.link_words, s.words) };
        "section-long" => |page, block, _| { let s = section(page, block); ratio(s.long_words, s.words) };
        "section-items" => |page, block, _| { let (from, to) = page.sections[block]; ratio(section(page, block).items, to - from) };
        "section-spoken" => |page, block, _| { let (from, to) = page.sections[block]; ratio(section(page, block).spoken, to - from) };
        "heading-level" => |page, block, _| page.heading[block].map_or(0.0, |at| f32::from(page.doc.blocks[at as usize].level));
        "path-shared-before" => |page, block, _| before(block, 1).map_or(-1.0, |at| shared_path(page, at, block));
        "path-shared-after" => |page, block, _| after(page, block, 1).map_or(-1.0, |at| shared_path(page, block, at));
    }
}

#[inline(always)]
fn section(page: &Page<'_>, block: usize) -> Sums {
    let (from, to) = page.sections[block];
    page.sum(from as usize, to as usize)
}

#[inline(always)]
fn before(block: usize, step: usize) -> Option<usize> {
    block.checked_sub(step)
}

#[inline(always)]
fn after(page: &Page<'_>, block: usize, step: usize) -> Option<usize> {
    (block + step < page.len()).then_some(block + step)
}

#[inline(always)]
fn window(page: &Page<'_>, block: usize, reach: usize) -> (Sums, u32) {
    let (from, to) = (block.saturating_sub(reach), (block + reach + 1).min(page.len()));
    (page.sum(from, to), (to - from) as u32)
}

fn is_heading(page: &Page<'_>, block: Option<usize>) -> f32 {
    f32::from(u8::from(block.is_some_and(|at| page.kind(at) == BlockKind::Heading)))
}

/// A sentence runs over from the block before, or on into the next.
fn goes_on(page: &Page<'_>, block: usize) -> f32 {
    let open = |at: usize| matches!(page.readings[at].end, End::Letter | End::Comma | End::Colon);
    let continues = |at: usize| page.readings[at].start == Start::Lower;
    let from = before(block, 1).is_some_and(|at| open(at) && continues(block));
    let into = after(page, block, 1).is_some_and(|at| open(block) && continues(at));
    f32::from(u8::from(from) + 2 * u8::from(into))
}

/// Steps from the second block's element up to one that holds both.
fn shared_path(page: &Page<'_>, first: usize, second: usize) -> f32 {
    let path = page.doc.outline.ancestors(page.element(second) as u32);
    path.take(16).take_while(|(_, element)| element.first as usize > first).count() as f32
}
