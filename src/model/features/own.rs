//! The block's own text and markup.

use super::{Feature, features, log, ratio};
use crate::document::BlockKind;
use crate::model::page::Page;
use crate::model::reading::Reading;

pub(super) fn text() -> Vec<Feature> {
    features! { "own text";
        "words" => |page, block, _| log(own(page, block).words);
        "chars" => |page, block, _| log(own(page, block).chars as f32);
        "word-length" => |page, block, _| ratio(own(page, block).letters, own(page, block).words);
        "upper" => |page, block, _| ratio(own(page, block).upper, own(page, block).letters);
        "digits" => |page, block, _| ratio(own(page, block).digits, own(page, block).chars);
        "ideographs" => |page, block, _| ratio(own(page, block).ideographs, own(page, block).letters);
        "title-words" => |page, block, _| ratio(own(page, block).title_words, own(page, block).words);
        "short-words" => |page, block, _| ratio(own(page, block).short_words, own(page, block).words);
        "long-words" => |page, block, _| ratio(own(page, block).long_words, own(page, block).words);
        "stops" => |page, block, _| own(page, block).stops as f32;
        "words-a-stop" => |page, block, _| ratio(own(page, block).words, own(page, block).stops + 1);
        "commas" => |page, block, _| ratio(own(page, block).commas, own(page, block).words);
        "quotes" => |page, block, _| own(page, block).quotes as f32;
        "symbols" => |page, block, _| ratio(own(page, block).symbols, own(page, block).words);
        "currency" => |page, block, _| own(page, block).currency as f32;
        "lines" => |page, block, _| own(page, block).lines as f32;
        "marks" => |page, block, _| marks(own(page, block));
        "start" => |page, block, _| own(page, block).start as u8 as f32;
        "end" => |page, block, _| own(page, block).end as u8 as f32;
        "of-title" => |page, block, _| shared(page.words(block), &page.title);
        "title-of" => |page, block, _| shared(&page.title, page.words(block));
        "copies" => |page, block, _| page.copies[block].0 as f32;
        "copies-before" => |page, block, _| page.copies[block].1 as f32;
        "spoken" => |page, block, _| page.spoken[block].score();
        "spoken-known" => |page, block, _| ratio(page.spoken[block].known, page.spoken[block].seen);
        "kind" => |page, block, _| kind(page.kind(block));
        "level" => |page, block, _| page.doc.blocks[block].level as f32;
    }
}

pub(super) fn markup() -> Vec<Feature> {
    features! { "own markup";
        "link-density" => |page, block, _| page.links[block];
        "links" => |page, block, _| f32::from(page.doc.blocks[block].links);
        "words-a-link" => |page, block, _| ratio(own(page, block).words, page.doc.blocks[block].links + 1);
        "strong" => |page, block, _| ratio(page.doc.blocks[block].strong_bytes, page.doc.blocks[block].span.len() as u32);
        "images" => |page, block, _| f32::from(page.doc.blocks[block].images);
        "tag" => |page, block, _| f32::from(page.doc.outline.elements[page.element(block)].tag as u8);
        "parent-tag" => |page, block, _| parent_tag(page, block);
        "depth" => |page, block, _| f32::from(page.doc.outline.elements[page.element(block)].depth);
    }
}

fn own<'p>(page: &'p Page<'_>, block: usize) -> &'p Reading {
    &page.readings[block]
}

fn marks(reading: &Reading) -> f32 {
    f32::from(u8::from(reading.copyright) * 4 + u8::from(reading.year) * 2 + u8::from(reading.time))
}

/// Kinds in the order of how often they are content.
fn kind(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Button => 0.0,
        BlockKind::Caption => 1.0,
        BlockKind::ListItem => 2.0,
        BlockKind::Cell => 3.0,
        BlockKind::Heading => 4.0,
        BlockKind::Paragraph => 5.0,
        BlockKind::Quote => 6.0,
        BlockKind::Code => 7.0,
    }
}

/// Longer texts are no titles.
const TITLE_WORDS: usize = 40;

/// Share of the words of `some` that stand in `others`.
fn shared(some: &[u32], others: &[u32]) -> f32 {
    if some.is_empty() || some.len() > TITLE_WORDS || others.is_empty() {
        return 0.0;
    }
    let others = &others[..others.len().min(TITLE_WORDS)];
    some.iter().filter(|word| others.contains(word)).count() as f32 / some.len() as f32
}

fn parent_tag(page: &Page<'_>, block: usize) -> f32 {
    let elements = &page.doc.outline.elements;
    f32::from(elements[elements[page.element(block)].parent as usize].tag as u8)
}
