//! Finds the wordings that may stand in a block by the two words it begins (or ends) with.

use super::words::{Hash, pair};

/// Stands for any second word.
pub(super) const ANY: Hash = 2;
/// Stands for the second word where there is none.
pub(super) const NONE: Hash = 3;
/// Stands for the second word in the bit that says that the first is known.
const OUTER: Hash = 4;

/// Bits of the gate, a power of two.
const GATE_BITS: usize = 1 << 18;
/// Chains of entries, a power of two.
const CHAINS: usize = 1 << 15;

/// A wording under a pair of outer words, and the next entry of its chain.
#[derive(Debug)]
struct Entry {
    key: Hash,
    wording: u32,
    next: u32,
}

/// A chained hash table; a bit for each pair in front of it turns most text away.
#[derive(Debug)]
pub(super) struct Index {
    gate: Vec<u64>,
    /// The newest entry of each chain, counted from 1; 0 ends a chain.
    newest: Vec<u32>,
    entries: Vec<Entry>,
}

impl Default for Index {
    fn default() -> Self {
        Self { gate: vec![0; GATE_BITS / 64], newest: vec![0; CHAINS], entries: Vec::new() }
    }
}

impl Index {
    /// Adds a wording that has these words outermost.
    pub fn add(&mut self, wording: usize, (outer, inner): (Hash, Hash)) {
        self.open_gate(pair(outer, OUTER));
        let key = pair(outer, inner);
        self.open_gate(key);
        let next = self.newest[chain(key)];
        self.entries.push(Entry { key, wording: wording as u32, next });
        self.newest[chain(key)] = self.entries.len() as u32;
    }

    fn open_gate(&mut self, key: Hash) {
        let (cell, bit) = gate(key);
        self.gate[cell] |= bit;
    }

    fn passes(&self, key: Hash) -> bool {
        let (cell, bit) = gate(key);
        self.gate[cell] & bit != 0
    }

    /// The wordings that may stand where these are the outermost words: none for most text.
    pub fn candidates(&self, outer: Hash, inner: impl FnOnce() -> Option<Hash>) -> impl Iterator<Item = usize> + Clone {
        let inner = self.passes(pair(outer, OUTER)).then(|| inner().unwrap_or(NONE));
        inner.into_iter().flat_map(move |inner| [ANY, inner]).flat_map(move |inner| self.under(pair(outer, inner)))
    }

    fn under(&self, key: Hash) -> impl Iterator<Item = usize> + Clone {
        let newest = if self.passes(key) { self.newest[chain(key)] } else { 0 };
        let entry = |number: u32| self.entries.get((number as usize).checked_sub(1)?);
        std::iter::successors(entry(newest), move |last| entry(last.next))
            .filter(move |entry| entry.key == key)
            .map(|entry| entry.wording as usize)
    }
}

/// Where the bit of a key is.
fn gate(key: Hash) -> (usize, u64) {
    let bit = key as usize % GATE_BITS;
    (bit / 64, 1 << (bit % 64))
}

/// Which chain a key is in, by other bits than its gate.
fn chain(key: Hash) -> usize {
    (key >> 32) as usize % CHAINS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_found_by_its_two_outer_words() {
        let mut index = Index::default();
        index.add(7, (100, 200));
        index.add(8, (100, ANY));
        index.add(9, (101, NONE));
        let found = |outer, inner| index.candidates(outer, || inner).collect::<Vec<_>>();
        assert_eq!(found(100, Some(200)), [8, 7]);
        assert_eq!(found(100, Some(201)), [8]);
        assert_eq!(found(101, None), [9]);
        assert!(found(101, Some(200)).is_empty());
        assert!(found(200, Some(100)).is_empty());
    }
}
