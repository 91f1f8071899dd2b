//! How often words, pairs of neighbours and the lexicon's phrases stand in clean text.
//!
//! A packed table of n-gram hashes: 65,536 buckets by the hash's top 16 bits; first a byte a bucket with the number of its
//! cells, then the cells, two bytes each: 11 bits of the hash and 5 bits of the count's logarithm. One lookup in 400 that
//! should find nothing finds something.

use std::borrow::Cow;

/// Buckets of the table.
const BUCKETS: usize = 1 << 16;
/// Base of the counts' logarithm.
const BASE: f32 = 1.45;

/// A packed table of counts.
#[derive(Debug, Default, Clone)]
pub(crate) struct Counts {
    /// Where each bucket ends, in cells.
    ends: Vec<u32>,
    cells: Cow<'static, [u8]>,
    /// Tokens that were counted.
    total: f32,
}

impl Counts {
    /// Reads a table as `pack` writes it; anything else is an empty table.
    pub(crate) fn read(bytes: Cow<'static, [u8]>) -> Self {
        let Some(lengths) = bytes.get(4..4 + BUCKETS) else { return Self::default() };
        let mut end = 0;
        let ends = lengths.iter().map(|&length| {
            end += u32::from(length);
            end
        });
        let ends: Vec<u32> = ends.collect();
        let total = bytes[..4].try_into().map_or(0, u32::from_le_bytes) as f32;
        let cells = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[4 + BUCKETS..]),
            Cow::Owned(bytes) => Cow::Owned(bytes[4 + BUCKETS..].to_vec()),
        };
        Self { ends, cells, total }
    }

    /// How often the n-gram with this hash was counted, to the next power of 1.45.
    pub(crate) fn of(&self, hash: u64) -> f32 {
        let (bucket, mark) = place(hash);
        let Some(&end) = self.ends.get(bucket) else { return 0.0 };
        let start = bucket.checked_sub(1).map_or(0, |before| self.ends[before]);
        let cells = self.cells.get(start as usize * 2..end as usize * 2).unwrap_or_default();
        let mut marks = cells.chunks_exact(2).map(|cell| u16::from_le_bytes([cell[0], cell[1]]));
        marks.find(|cell| cell >> 5 == mark).map_or(0.0, |cell| POWERS[usize::from(cell & 31)])
    }

    /// Tokens that were counted.
    pub(crate) fn total(&self) -> f32 {
        self.total
    }
}

/// Packs counts; the same counts give the same bytes.
#[cfg(any(feature = "train", test))]
pub(crate) fn pack(counts: impl IntoIterator<Item = (u64, u32)>, total: u32) -> Vec<u8> {
    let mut buckets: Vec<Vec<u16>> = vec![Vec::new(); BUCKETS];
    for (hash, count) in counts {
        let (bucket, mark) = place(hash);
        let level = ((count.max(1) as f32).ln() / BASE.ln()).round().min(31.0) as u16;
        buckets[bucket].push(mark << 5 | level);
    }
    let mut bytes = total.to_le_bytes().to_vec();
    buckets.iter_mut().for_each(|bucket| {
        bucket.sort_unstable();
        bucket.dedup_by_key(|cell| *cell >> 5);
        bucket.truncate(255);
    });
    bytes.extend(buckets.iter().map(|bucket| bucket.len() as u8));
    bytes.extend(buckets.iter().flatten().flat_map(|cell| cell.to_le_bytes()));
    bytes
}

/// The bucket and the mark of a hash.
fn place(hash: u64) -> (usize, u16) {
    let mixed = (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed >> 48) as usize, (mixed >> 37) as u16 & 0x7ff)
}

const POWERS: [f32; 32] = {
    let mut powers = [1.0; 32];
    let mut at = 1;
    while at < 32 {
        powers[at] = powers[at - 1] * BASE;
        at += 1;
    }
    powers
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spin::token::{hash_of, join};

    #[test]
    fn what_was_packed_is_found_and_little_else() {
        let hash = |number: u32| join(0, hash_of(&number.to_string()));
        let counts = Counts::read(pack((0..50_000).map(|number| (hash(number), number % 90 + 1)), 7).into());
        assert_eq!(counts.total(), 7.0);
        let mut off = 0;
        for number in 0..50_000 {
            let (found, true_count) = (counts.of(hash(number)), (number % 90 + 1) as f32);
            off += usize::from((found / true_count).ln().abs() >= 1.3);
        }
        assert!(off < 50, "{off} of 50,000 counts are far off");
        assert!((50_000..60_000).filter(|number| counts.of(hash(*number)) > 0.0).count() < 60);
        assert_eq!(Counts::read(Cow::Borrowed(b"short")).of(1), 0.0);
    }
}
