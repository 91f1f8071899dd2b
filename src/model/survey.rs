//! Where the blocks of a page stand: among items built alike, under which heading, below which elements.

use super::reading::Reading;
use crate::document::{BlockKind, Document};
use crate::hints::Hints;
use crate::outline::Tag;
use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt};

/// One of several children of an element that are built alike: a card, a post, a row.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Item {
    /// Steps up to it; how many there are.
    pub distance: f32,
    pub count: f32,
    /// Of all of them: blocks from..to, of this one: first..end.
    pub from: u32,
    pub to: u32,
    pub first: u32,
    pub end: u32,
}

/// Tags whose distance is a feature, beside the hints.
pub(crate) const PATH_TAGS: [Tag; 16] = [
    Tag::Main,
    Tag::Article,
    Tag::Section,
    Tag::Aside,
    Tag::Nav,
    Tag::Header,
    Tag::Footer,
    Tag::P,
    Tag::Ul,
    Tag::Ol,
    Tag::Li,
    Tag::Tr,
    Tag::Dl,
    Tag::Blockquote,
    Tag::Details,
    Tag::A,
];
pub(crate) const HINTS: usize = 44;
pub(crate) const PATH: usize = HINTS + PATH_TAGS.len();
/// Not among the ancestors.
pub(crate) const FAR: u8 = 32;

/// For each block, how many say the same words, and how many of these come before.
pub(super) fn copies(readings: &[Reading]) -> Vec<(u32, u32)> {
    equals(readings.iter().map(|reading| reading.hash)).map(|equals| (equals.count, equals.before)).collect()
}

/// How many keys are equal to one, how many of these come before it, and how far back the last of them is (0 for none).
#[derive(Debug, Clone, Copy)]
pub(super) struct Equals {
    pub count: u32,
    pub before: u32,
    pub since: u32,
}

/// For each key, its equals.
pub(super) fn equals(keys: impl ExactSizeIterator<Item = u32>) -> impl Iterator<Item = Equals> {
    let mut groups: Vec<(u32, u32)> = Vec::with_capacity(keys.len());
    let mut numbers: HashMap<u32, u32> = HashMap::with_capacity_and_hasher(keys.len(), RandomState::default());
    let place = |(at, key)| {
        let number = *numbers.entry(key).or_insert(groups.len() as u32);
        if number as usize == groups.len() {
            groups.push((0, at));
        }
        let (count, last) = &mut groups[number as usize];
        let (before, since) = (*count, at - *last);
        (*count, *last) = (before + 1, at);
        (number, before, since)
    };
    let places: Vec<(u32, u32, u32)> = (0..).zip(keys).map(place).collect();
    places.into_iter().map(move |(number, before, since)| Equals { count: groups[number as usize].0, before, since })
}

/// How many steps up an item is looked for, and how many alike make a template.
const ITEM_REACH: usize = 14;
const ITEMS: u32 = 3;

/// For each block, the item that holds it and the nearest one of several blocks.
pub(super) fn items(doc: &Document) -> Vec<[Item; 2]> {
    let elements = &doc.outline.elements;
    // Elements of one signature below one parent are a group: how many, and the blocks they stretch over.
    let mut groups: Vec<(u32, u32, u32)> = Vec::new();
    let mut numbers: HashMap<(u32, u32), usize> = HashMap::new();
    let mut number_of: Vec<Option<usize>> = vec![None; elements.len()];
    for (at, element) in elements.iter().enumerate().skip(1).filter(|(_, element)| element.first < element.end) {
        let number = *numbers.entry((element.parent, element.signature)).or_insert(groups.len());
        if number == groups.len() {
            groups.push((0, element.first, element.end));
        }
        let group = &mut groups[number];
        *group = (group.0 + 1, group.1, element.end);
        number_of[at] = Some(number);
    }
    let group = |element: u32| number_of[element as usize].map(|number| groups[number]);
    let mut items: Vec<[Item; 2]> = Vec::with_capacity(doc.len());
    let mut last = None;
    for block in &doc.blocks {
        let known = last.filter(|element| *element == block.element).and(items.last().copied());
        items.push(known.unwrap_or_else(|| items_above(doc, block.element, group)));
        last = Some(block.element);
    }
    items
}

fn items_above(doc: &Document, element: u32, group: impl Fn(u32) -> Option<(u32, u32, u32)>) -> [Item; 2] {
    let mut found = [Item::default(); 2];
    for (distance, (at, element)) in doc.outline.ancestors(element).take(ITEM_REACH).enumerate() {
        let Some((count, from, to)) = group(at) else { continue };
        let item =
            Item { distance: distance as f32, count: count as f32, from, to, first: element.first, end: element.end };
        let several = element.end - element.first > 1;
        for (slot, fits) in found.iter_mut().zip([true, several]) {
            if count >= ITEMS && fits && slot.count == 0.0 {
                *slot = item;
            }
        }
    }
    found
}

/// For each block, the blocks from its heading to the next.
pub(super) fn sections(doc: &Document) -> Vec<(u32, u32)> {
    let mut sections = vec![(0, 0); doc.len()];
    let mut from = 0;
    for at in 1..=doc.len() {
        let starts = at == doc.len() || doc.blocks[at].kind == BlockKind::Heading;
        if starts {
            sections[from..at].fill((from as u32, at as u32));
            from = at;
        }
    }
    sections
}

/// For each block, the last heading, itself included.
pub(super) fn headings(doc: &Document) -> Vec<Option<u32>> {
    let mut last = None;
    let blocks = doc.blocks.iter().enumerate();
    blocks
        .map(|(at, block)| {
            if block.kind == BlockKind::Heading {
                last = Some(at as u32);
            }
            last
        })
        .collect()
}

/// For each block, the distance to the nearest ancestor of each hint and tag.
pub(super) fn paths(doc: &Document) -> Vec<[u8; PATH]> {
    let mut paths: Vec<[u8; PATH]> = Vec::with_capacity(doc.len());
    let mut last = None;
    for block in &doc.blocks {
        let known = last.filter(|element| *element == block.element).and(paths.last().copied());
        paths.push(known.unwrap_or_else(|| path(doc, block.element)));
        last = Some(block.element);
    }
    paths
}

fn path(doc: &Document, element: u32) -> [u8; PATH] {
    let mut path = [FAR; PATH];
    for (distance, (_, element)) in doc.outline.ancestors(element).take(FAR as usize).enumerate() {
        let mut bits = element.own.bits();
        while bits != 0 {
            let bit = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            if let Some(slot) = path[..HINTS].get_mut(bit).filter(|slot| **slot == FAR) {
                *slot = distance as u8;
            }
        }
        if let Some(at) = PATH_TAGS.iter().position(|tag| *tag == element.tag) {
            let slot = &mut path[HINTS + at];
            *slot = (*slot).min(distance as u8);
        }
    }
    path
}

/// Hints with their place in a path.
pub(crate) fn hint_names() -> impl Iterator<Item = &'static str> {
    Hints::NAMED.iter().take(HINTS).map(|(name, _)| *name)
}
