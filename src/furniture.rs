//! Whether a text still has the furniture of its page.

use crate::document::{Block, Document};
use crate::page_kind::PageKind;
use crate::parse::dateline::is_dateline;
use crate::parse::metadata;
use crate::phrases::Place;
use crate::prose::{is_own_prose, is_own_sentence};
use std::ops::Range;

/// So many lines of furniture are no accident in an article.
const LINES: usize = 2;
/// The same for other pages, where a label or two may be content.
const OTHER_LINES: usize = 5;
/// The same around paragraphs so short that they may be no article's.
const SHORT_LINES: usize = 3;

/// Whether lines before or after the prose are furniture by their wording alone: then nobody cleaned the text before.
/// Dates and names are the content of other pages than articles.
pub(crate) fn is_furnished(doc: &Document, kind: Option<PageKind>) -> bool {
    let article = matches!(kind, None | Some(PageKind::Article));
    let (prose, least) = match range(doc, is_own_prose) {
        Some(long) => (long, if article { LINES } else { OTHER_LINES }),
        None => match range(doc, is_own_sentence) {
            Some(short) if article => (short, SHORT_LINES),
            _ => return false,
        },
    };
    let around = doc.blocks().take(prose.start).chain(doc.blocks().skip(prose.end));
    let found = around.filter(|block| is_phrase(block) || article && is_head_line(block));
    found.take(least).count() >= least
}

/// From the first block that passes the test to the last.
fn range(doc: &Document, test: fn(&Block<'_>) -> bool) -> Option<Range<usize>> {
    let first = doc.blocks().position(|block| test(&block))?;
    let last = doc.blocks().rposition(|block| test(&block))?;
    Some(first..last + 1)
}

fn is_phrase(block: &Block<'_>) -> bool {
    block.phrase().is_some_and(|found| found.place() >= Place::Teaser)
}

fn is_head_line(block: &Block<'_>) -> bool {
    is_dateline(block.text()) || metadata::is_byline(block.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_of_furniture_around_the_prose_tell() {
        let prose = "The harbour will be closed for a week from Monday, the council said on Friday, and in that week no ferry \
            will sail from the old pier.";
        let of_kind =
            |text: &str, kind| is_furnished(&crate::parse::parse_text(text, crate::Limits::default()), Some(kind));
        let furnished = |text: String| of_kind(&text, PageKind::Article);
        assert!(furnished(format!("3 May 2024\n\n{prose}\n\nLeave a reply")));
        assert!(!furnished(format!("3 May 2024\n\n{prose}")), "one may be the author's");
        assert!(!furnished(format!("{prose}\n\n3 May 2024\n\nLeave a reply\n\n{prose}")), "so may those between");
        let short = "The harbour will be closed for a week from Monday, the council said on Friday.";
        assert!(furnished(format!("3 May 2024\n\n{short}\n\nShare this:\n\nLeave a reply")), "a short article");
        assert!(!furnished(format!("3 May 2024\n\n{short}\n\nLeave a reply")), "two lines may be an excerpt's");
        let posts =
            format!("{prose}\n\n3 May 2024\n\nLeave a reply\n\nBy Jane Miller\n\nRelated articles\n\nShare this:");
        assert!(!of_kind(&posts, PageKind::Forum), "what forums say anyway");
        let page = format!("Skip to content\n\n{posts}\n\nAll rights reserved");
        assert!(of_kind(&page, PageKind::Forum), "nobody says all that");
    }
}
