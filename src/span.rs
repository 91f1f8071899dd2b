//! Byte ranges that know which text they belong to.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// Marks spans into the flattened source: [`Document::text`](crate::Document::text).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {}

/// Marks spans into the cleaned body: [`Article::body`](crate::Article::body).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {}

/// A byte range of the text `T` ([`Source`] or [`Body`]); the two can't be mixed up.
///
/// ```
/// use unspun::{Body, Span};
/// let span: Span<Body> = Span::new(3, 7);
/// assert_eq!(span.len(), 4);
/// assert_eq!(&"the year"[span.range()], " yea");
/// ```
pub struct Span<T> {
    start: u32,
    end: u32,
    text: PhantomData<fn() -> T>,
}

impl<T> Span<T> {
    /// A span from byte `start` up to, not including, byte `end`; an end before the start gives an empty span.
    pub fn new(start: usize, end: usize) -> Self {
        let start = clamp(start);
        let end = clamp(end).max(start);
        Span { start, end, text: PhantomData }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span<T>) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Inputs are limited to less than 4 GiB (see [`Limits`](crate::Limits)), so this never bites.
fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl<T> Clone for Span<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Span<T> {}

impl<T> PartialEq for Span<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}

impl<T> Eq for Span<T> {}

impl<T> fmt::Debug for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversed_span_is_empty() {
        let span: Span<Source> = Span::new(9, 4);
        assert!(span.is_empty());
        assert_eq!(span.range(), 9..9);
    }
}
