//! stub
use super::Segment;
use std::ops::Range;
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Paragraph,
    Heading,
    ListItem,
    TableRow,
    Code,
}
pub(super) fn has_marker(body: &str) -> bool {
    body.starts_with("- ") || body.starts_with("* ") || body.starts_with("• ")
}
pub(super) fn classify(_t: &str, p: Vec<Range<usize>>) -> Vec<Segment> {
    p.into_iter().map(|range| Segment { range, kind: Kind::Paragraph, glued: false }).collect()
}
