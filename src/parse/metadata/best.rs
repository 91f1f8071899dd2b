//! One answer from many sources: the most trusted one speaks.

/// Ranks of the sources of an author and of a date, most trusted first.
pub(super) mod rank {
    pub(in super::super) const LINKED_DATA: u8 = 1;
    pub(in super::super) const META: u8 = 2;
    pub(in super::super) const META_LOOSE: u8 = 3;
    pub(in super::super) const MICRODATA: u8 = 4;
    pub(in super::super) const MARKED: u8 = 5;
    pub(in super::super) const URL: u8 = 6;
    pub(in super::super) const CLASS: u8 = 7;
    pub(in super::super) const WORDING: u8 = 8;
    pub(in super::super) const SIDE: u8 = 9;
    pub(in super::super) const LINKED_PAGE: u8 = 10;
    pub(in super::super) const META_LAST: u8 = 11;
}

/// The candidate from the most trusted source; the first of equals.
#[derive(Debug)]
pub(super) struct Best<T>(Option<(u8, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Best<T> {
    pub(super) fn offer(&mut self, rank: u8, value: T) {
        if self.wants(rank) {
            self.0 = Some((rank, value));
        }
    }

    /// Forgets a candidate that was only seen, not stated.
    pub(super) fn forget_visible(&mut self) {
        self.0.take_if(|(rank, _)| (rank::CLASS..=rank::SIDE).contains(rank));
    }

    /// True while a candidate of this rank would be taken.
    pub(super) fn wants(&self, rank: u8) -> bool {
        self.0.as_ref().is_none_or(|(best, _)| rank < *best)
    }

    pub(super) fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }

    pub(super) fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }
}
