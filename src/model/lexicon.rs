//! Hashed words with small weights: what class names and the words of a block say about it.

/// Words that were seen on many sites, each with a weight in 1/16.
pub(crate) type Lexicon = Table<i8>;

/// Values by hash.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table<V> {
    /// Open addressing with linear probing; a power of two long; hash 0 is a free slot.
    slots: Vec<(u32, V)>,
}

/// One weight step.
pub(crate) const STEP: f32 = 1.0 / 16.0;

impl<V: Copy + Default> Table<V> {
    /// From hashes and values; a hash of 0 cannot be stored and is passed over.
    pub fn new(entries: impl ExactSizeIterator<Item = (u32, V)>) -> Self {
        let size = (entries.len() * 2 + 1).next_power_of_two();
        let mut slots = vec![(0, V::default()); size];
        for (hash, value) in entries.filter(|(hash, _)| *hash != 0) {
            let mut at = place(hash, size);
            while slots[at].0 != 0 && slots[at].0 != hash {
                at = (at + 1) & (size - 1);
            }
            slots[at] = (hash, value);
        }
        Table { slots }
    }

    /// The value of a hash, if it is known.
    #[inline]
    pub fn get(&self, hash: u32) -> Option<V> {
        let size = self.slots.len();
        let mut at = place(hash, size);
        loop {
            match self.slots.get(at)? {
                (0, _) => return None,
                (found, value) if *found == hash => return Some(*value),
                _ => at = (at + 1) & (size - 1),
            }
        }
    }

    /// Every entry, by hash.
    #[cfg(any(test, feature = "train"))]
    pub fn entries(&self) -> Vec<(u32, V)>
    where
        V: Ord,
    {
        let mut entries: Vec<_> = self.slots.iter().copied().filter(|(hash, _)| *hash != 0).collect();
        entries.sort_unstable();
        entries
    }
}

fn place(hash: u32, size: usize) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> 8) as usize & size.saturating_sub(1)
}

/// A running sum of weights.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub sum: i32,
    pub known: u32,
    pub seen: u32,
}

impl Tally {
    #[inline]
    pub fn add(&mut self, lexicon: &Lexicon, hash: u32) {
        self.seen += 1;
        if let Some(weight) = lexicon.get(hash) {
            self.known += 1;
            self.sum += i32::from(weight);
        }
    }

    pub fn plus(self, other: Tally) -> Tally {
        Tally { sum: self.sum + other.sum, known: self.known + other.known, seen: self.seen + other.seen }
    }

    /// The sum of weights, scaled by the root of how many there were.
    pub fn score(self) -> f32 {
        self.sum as f32 * STEP / (self.known.max(1) as f32).sqrt()
    }
}

/// Makes a hash mean something else in another role: the same word as ancestor's class or own class.
#[inline]
pub(crate) fn salted(hash: u32, role: u32) -> u32 {
    (hash ^ role.wrapping_mul(0x85eb_ca6b)).rotate_left(role & 15).wrapping_mul(0xc2b2_ae35) | 1
}

/// Two neighbouring words.
#[inline]
pub(crate) fn pair(first: u32, second: u32) -> u32 {
    first.rotate_left(11).wrapping_mul(0x27d4_eb2f) ^ second
}

/// Roles of hashed words.
pub(crate) mod role {
    pub const ANY: u32 = 1;
    pub const AT: u32 = 2;
    pub const TAG: u32 = 5;
    pub const WORD: u32 = 6;
    pub const SHORT: u32 = 7;
    pub const PAIR: u32 = 8;
    pub const HEADING: u32 = 9;
    pub const LENGTH: u32 = 10;
    pub const FIRST: u32 = 11;
    pub const LEADS: u32 = 16;
    pub const CLOSES: u32 = 17;
    pub const GAP: u32 = 18;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let entries: Vec<(u32, i8)> = (1..500).map(|n| (n * 77, (n % 100) as i8)).collect();
        let lexicon = Lexicon::new(entries.clone().into_iter());
        assert!(entries.iter().all(|(hash, weight)| lexicon.get(*hash) == Some(*weight)));
        assert_eq!(lexicon.get(76), None);
        assert_eq!(Lexicon::default().get(5), None);
        assert_eq!(lexicon.entries(), entries);
    }
}
