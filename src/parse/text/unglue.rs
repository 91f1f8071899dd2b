//! stub
use std::ops::Range;
pub(super) fn pieces(_text: &str, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    paragraphs.to_vec()
}
