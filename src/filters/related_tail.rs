//! Other stories: related, recommended, most popular.

use super::cues::{is_sure, phrase_reason, prose_range};
use super::{Document, Edits, Filter};
use crate::document::Block;
use crate::hints::Hints;
use crate::phrases::Place;
use crate::prose::{is_long_prose, is_prose};

/// A teaser under a "related" line is at most this long.
const TEASER_WORDS: usize = 30;
/// So many teasers may follow a line that announces several.
const TEASERS: usize = 12;

/// Drops lines that lead to other stories, and the teasers under them.
///
/// # What it removes
/// "Related articles", "Read more: …", "Most popular", "Previous article" from the phrase lists; after such a line, short blocks without a sentence up to
/// the next prose; short blocks in related elements that are mostly links.
/// # What it leaves
/// Prose, and headings that more article follows.
/// # Known limits
/// Teasers with whole sentences are left to the block model.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::RelatedTail};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(RelatedTail)).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday.\n\nRELATED ARTICLES\n\nFerry fares to rise");
/// assert_eq!(article.body(), "The harbour will be closed for a week from Monday, the council said on Friday.");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RelatedTail;

impl RelatedTail {
    pub(crate) const NAME: &'static str = "related-tail";
}

impl Filter for RelatedTail {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let begins = prose_range(doc).map_or(0, |(first, _)| first);
        for block in doc.blocks() {
            let reason = phrase_reason(&block, &["related", "most-popular", "next-article", "read-more"]);
            if let Some(reason) = reason.filter(|_| !is_long_prose(&block)) {
                edits.drop(block.index(), reason);
                // A line that names its story at once has nothing under it; one above the article may stand over its head.
                let whole = block.phrase().is_some_and(|found| found.place() >= Place::Whole);
                if whole && block.index() > begins {
                    teasers(block, reason).for_each(|teaser| edits.drop(teaser.index(), "teaser"));
                }
            } else if !is_sure(&block) && own_related(&block) {
                edits.drop(block.index(), "related");
            }
        }
    }
}

/// Short blocks without a sentence right under a line; none if the article's headings and prose follow at once.
fn teasers<'d>(line: Block<'d>, reason: &str) -> impl Iterator<Item = Block<'d>> + use<'d> {
    // One story lies before an article and one after it; each is named for certain.
    let (most, certain) = match reason {
        "read-more" => (0, false),
        "next-article" => (1, true),
        _ => (TEASERS, false),
    };
    let after = std::iter::successors(line.next(), Block::next);
    after
        .take_while(|block| block.words() <= TEASER_WORDS && !is_prose(block))
        .take(most)
        .filter(move |block| certain || !is_sure(block))
        .filter(|block| block.link_density() > 0.5 || !block.next().is_some_and(|next| is_long_prose(&next)))
}

fn own_related(block: &Block<'_>) -> bool {
    block.link_density() > 0.7
        && block.words() <= TEASER_WORDS
        && block.ancestors().take(4).any(|(_, element)| element.own.has(Hints::RELATED))
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    const PROSE: &str = "The harbour will open again on Monday after six weeks of work on its northern wall, the council \
        said on Friday, and ferries will sail to the islands twice a day until the end of the summer.";

    #[test]
    fn the_articles_before_and_after_are_named_and_go() {
        for text in [
            "Previous articleCouncil votes on new budget\nNext articleSchool choir wins prize in the capital",
            "Previous article\nCouncil votes on new budget\nNext article\nSchool choir wins prize in the capital",
            "Vorheriger Beitrag: Rat stimmt über Haushalt ab\nNächster Beitrag: Schulchor gewinnt Preis",
            "Artículo anteriorEl concejo vota\nArtículo siguienteEl coro gana un premio",
        ] {
            assert_eq!(Cleaner::new().clean_text(&format!("{PROSE}\n\n{text}")).body(), PROSE, "{text}");
        }
    }

    #[test]
    fn a_paragraph_that_begins_like_such_a_line_stays() {
        let text = format!("{PROSE}\n\nRead also: what the council wrote of it. {PROSE}");
        assert_eq!(Cleaner::new().clean_text(&text).body(), text);
    }

    #[test]
    fn prose_after_such_a_line_stays() {
        assert_eq!(Cleaner::new().clean_text(&format!("Next article\n\n{PROSE}")).body(), PROSE);
    }
}
