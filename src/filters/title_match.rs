//! The title is not body, and neither are its repeats.

use super::cues::{self, Comparer, folded, is_line};
use super::{Document, Edits, Filter};
use crate::document::{Block, Input};
use crate::parse::title::Ranking;
use crate::prose::{is_long_prose, is_prose};
use crate::words;

/// Two wordings this alike are the same title.
const ALIKE: f64 = 0.9;
/// Shorter titles ("Home", "News") match headings by accident.
const TITLE_WORDS: usize = 2;
/// So many lines on top of a text may read as titles, one after the other.
const MOST_TITLES: usize = 4;

/// Drops the headline, wherever it stands again as a block of its own.
///
/// # What it removes
/// Blocks that say the title and nothing else, in the same or nearly the same words, also with the site's name after it. In
/// text, where nothing marks a headline but its place, only if it stands before all else that is kept, or twice; then
/// also the next line, if the body would begin with what reads as a title.
/// # What it leaves
/// Sentences that quote the title, long prose that was taken for one, and headings that share only some of its words. In a
/// text that was cleaned before, whatever is not surely the headline.
/// # Known limits
/// A title of one word is only matched as a first-level heading.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::TitleMatch};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(TitleMatch)).build();
/// let article = cleaner.clean_text(
///     "Harbour to close for a week\n\nHarbour to close for a week\n\n\
///      The harbour will be closed for a week from Monday while the old pier is taken down, the council said.");
/// assert!(article.body().starts_with("The harbour will be closed"));
/// assert_eq!(article.title(), Some("Harbour to close for a week"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TitleMatch;

impl TitleMatch {
    pub(crate) const NAME: &'static str = "title-match";
}

impl Filter for TitleMatch {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let untouched = cues::is_untouched(doc);
        let comparer = Comparer::new();
        let titled = doc.title().map(|title| repeats(doc, title, &comparer)).unwrap_or_default();
        let mut gone: Vec<bool> = doc.blocks().map(|block| !block.is_kept() || block.words() == 0).collect();
        if doc.input() == Input::Html || !untouched && leads(&titled, &gone) {
            titled.iter().for_each(|&block| gone[block] = true);
            titled.iter().for_each(|&block| edits.drop(block, "repeats-title"));
        }
        if doc.input() == Input::Text {
            leading_titles(doc, &mut gone, untouched, &comparer)
                .into_iter()
                .for_each(|block| edits.drop(block, "title"));
        }
    }
}

/// The blocks that say a title and nothing else.
fn repeats(doc: &Document, written: &str, comparer: &Comparer) -> Vec<usize> {
    let title = folded(written);
    let unspaced = |c: char| words::is_ideograph(c) || words::is_unspaced(c);
    let short = title.split(' ').count() < TITLE_WORDS && !title.chars().any(unspaced);
    // A look at the length spares most blocks the comparison.
    let near = |block: &Block<'_>| block.text().len() * 2 > written.len() && block.text().len() < written.len() * 2;
    let says_it = |block: &Block<'_>| {
        let is_headline = block.kind() == crate::BlockKind::Heading && block.level() == 1;
        (!short || is_headline) && is_title(&folded(block.text()), &title, comparer)
    };
    let lines =
        doc.blocks().filter(|block| !title.is_empty() && is_line(block) && near(block) && !is_long_prose(block));
    lines.filter(says_it).map(|block| block.index()).collect()
}

/// In text nothing marks a headline but its place: it stands before all else that is kept, or more than once in a page
/// that has furniture.
fn leads(titled: &[usize], gone: &[bool]) -> bool {
    titled.len() > 1 || titled.first().is_some_and(|&first| gone[..first].iter().all(|gone| *gone))
}

/// With a headline gone, what comes next may read as one: the body must not begin with what would be taken for a title
/// if it came in as a text of its own. A text that was cleaned before loses only what surely is its headline.
fn leading_titles(doc: &Document, gone: &mut [bool], untouched: bool, comparer: &Comparer) -> Vec<usize> {
    let mut found = Vec::new();
    for _ in 0..MOST_TITLES {
        let kept = || doc.blocks().filter(|block| !gone[block.index()]);
        if kept().next().is_none_or(|first| is_prose(&first)) {
            break;
        }
        let Some(headline) = Ranking::embedded().headline(kept()) else { break };
        let leads = gone[..headline.block.index()].iter().all(|gone| *gone);
        if !(leads && headline.sure || headline.doubled && !untouched) {
            break;
        }
        let mut copies = repeats(doc, headline.block.text(), comparer);
        copies.retain(|&block| !gone[block]);
        copies.iter().for_each(|&block| gone[block] = true);
        found.extend(copies);
    }
    found
}

fn is_title(text: &str, title: &str, comparer: &Comparer) -> bool {
    let (long, short) = (text.len().max(title.len()), text.len().min(title.len()));
    let close = || short * 10 > long * 8 && short > 20 && share_an_end(text, title);
    text == title || (close() && comparer.alike(text, title, ALIKE))
}

/// Comparing letters takes long, and versions of a title begin or end alike.
fn share_an_end(one: &str, other: &str) -> bool {
    one.split(' ').next() == other.split(' ').next() || one.rsplit(' ').next() == other.rsplit(' ').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Pipeline};

    const PROSE: &str =
        "The harbour will be closed for a week from Monday while the old pier is taken down, the council said.";

    fn body(text: &str) -> String {
        Cleaner::builder().pipeline(Pipeline::new().then(TitleMatch)).build().clean_text(text).into_body()
    }

    #[test]
    fn in_text_a_title_stands_first_or_twice() {
        assert_eq!(body(&format!("Harbour to close for a week\n\n{PROSE}")), PROSE);
        let below = format!("{PROSE} It was Friday.\n\nHarbour to close for a week\n\n{PROSE}");
        assert_eq!(body(&below), below);
    }

    #[test]
    fn long_prose_is_no_repeat_of_a_title_like_it() {
        let title = "On Friday the council said that the harbour will be closed for a week from Monday while the old pier on \
            its northern side is taken down stone by stone";
        let repeated = |copy: &str| !body(&format!("{title}\n\n{PROSE}\n\n{copy}")).contains("northern side");
        assert!(repeated(title), "a line");
        assert!(!repeated(&format!("{title}.")), "a paragraph");
    }

    #[test]
    fn the_body_does_not_begin_with_another_title() {
        let twice = format!("Harbour to close for a week\n\nOld pier has to go\n\n{PROSE}");
        assert_eq!(body(&twice), PROSE);
        assert_eq!(body(&body(&twice)), PROSE);
    }
}
