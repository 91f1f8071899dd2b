//! FNV-1a (Fowler, Noll, Vo): hashes that stand in files, and so must not change with a library.

/// The hash of nothing, of 32 bits and of 64.
pub(crate) const SEED_32: u32 = 0x811c_9dc5;
pub(crate) const SEED_64: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds a unit, a byte or a character, to a hash of 32 bits.
#[inline]
pub(crate) fn add_32(hash: u32, unit: impl Into<u32>) -> u32 {
    (hash ^ unit.into()).wrapping_mul(0x0100_0193)
}

/// Adds a unit to a hash of 64 bits.
#[inline]
pub(crate) fn add_64(hash: u64, unit: impl Into<u64>) -> u64 {
    (hash ^ unit.into()).wrapping_mul(0x0100_0000_01b3)
}
