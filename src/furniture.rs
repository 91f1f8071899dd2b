//! Whether a text still has the furniture of its page.

use crate::document::{Block, Document};
use crate::page_kind::PageKind;
use crate::parse::dateline::is_dateline;
use crate::parse::metadata;
use crate::phrases::Place;
use crate::prose::is_own_prose;

/// So many lines of furniture are no accident.
const LINES: usize = 2;

/// Whether lines before or after the prose of an article are furniture by their wording alone: then nobody cleaned it
/// before. Dates, names and links are the content of other kinds of pages.
pub(crate) fn is_furnished(doc: &Document, kind: Option<PageKind>) -> bool {
    if !matches!(kind, None | Some(PageKind::Article)) {
        return false;
    }
    let Some(first) = doc.blocks().position(|block| is_own_prose(&block)) else { return false };
    let last = doc.blocks().rposition(|block| is_own_prose(&block)).unwrap_or(first);
    let around = doc.blocks().take(first).chain(doc.blocks().skip(last + 1));
    around.filter(is_furniture).nth(LINES - 1).is_some()
}

fn is_furniture(block: &Block<'_>) -> bool {
    block.phrase().is_some_and(|found| found.place() >= Place::Teaser)
        || is_dateline(block.text())
        || metadata::is_byline(block.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_of_furniture_around_the_prose_tell() {
        let prose = "The harbour will be closed for a week from Monday, the council said on Friday, and in that week no ferry \
            will sail from the old pier.";
        let furnished = |text: String| {
            is_furnished(&crate::parse::parse_text(&text, crate::Limits::default()), Some(PageKind::Article))
        };
        assert!(furnished(format!("3 May 2024\n\n{prose}\n\nLeave a reply")));
        assert!(!furnished(format!("3 May 2024\n\n{prose}")), "one may be the author's");
        assert!(!furnished(format!("{prose}\n\n3 May 2024\n\nLeave a reply\n\n{prose}")), "so may those between");
    }
}
