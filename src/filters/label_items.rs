//! What stands under a label that went: names of stories, tags, buttons.

use super::cues::last_drop;
use super::{BlockModel, Document, Edits, Filter, TitleMatch};
use crate::document::{Block, Input};
use crate::edits::{Decision, Reason};
use crate::page_kind::PageKind;
use crate::prose::{is_long_prose, is_prose};
use std::cell::LazyCell;

/// Reasons of labels that have items under them. Credits, advertisements and sources have the article there.
const LABELS: [&str; 13] = [
    "related",
    "most-popular",
    "read-more",
    "teaser",
    "share",
    "follow",
    "date-line",
    "comment-form",
    "contact-form",
    "tags",
    "labels",
    "author-box",
    "caption-twin",
];
/// Of the words of short lines under "Related" and "Most popular" that are less likely content than this, a fifth were
/// (articles among the development texts, out of fold); of likelier ones, three quarters.
const LIKELY: f32 = 0.8;
const ITEM_WORDS: usize = 30;
/// Under these stand names of stories and nothing else.
const STORIES: [&str; 2] = ["related", "most-popular"];
/// So many words before a colon say something, and a list of the article follows.
const LEAD_WORDS: usize = 6;
/// So far below its label an item may stand, and with so many lines between that only the block model dropped.
const REACH: usize = 12;
const GAPS: usize = 1;

/// Drops the short lines under a label that another filter dropped.
///
/// # What it removes
/// In the text of an article, lines without a sentence right under "Related articles", "Tags", "Share", a date line and the
/// like, one after the other, unless the block model is rather sure of them. In other languages than the one it learned, names
/// of stories go whatever it thinks.
/// # What it leaves
/// Sentences, and a line over long prose, which may be its heading. Everything in HTML, where elements tell more, and on
/// pages of other kinds, where short lines are the content.
/// # Known limits
/// It goes by what the block model thinks of a line, so without that filter before it drops nothing.
/// # Example
/// ```
/// use unspun::{Cleaner, PageKind, Pipeline, filters::{BlockModel, LabelItems, RelatedTail}};
/// let text = "Den nya simhallen i Sandvik öppnar på lördag, efter tre års byggtid, och kommunen räknar med tusen besökare.\n\n\
///     Läs också\n\nGamla badet rivs till hösten\n\nBadhuset i Norrby\n\nHallen har en bassäng på femtio meter och ett \
///     utomhusbad som är öppet från maj till september.";
/// let pipeline = Pipeline::new().then(BlockModel::default()).then(RelatedTail).then(LabelItems);
/// let cleaner = Cleaner::builder().pipeline(pipeline).page_kind(PageKind::Article).build();
/// let article = cleaner.clean_text(text);
/// assert!(!article.body().contains("Gamla badet"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct LabelItems;

impl Filter for LabelItems {
    fn name(&self) -> &'static str {
        "label-items"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if doc.input() == Input::Html || doc.page_kind().is_some_and(|kind| kind != PageKind::Article) {
            return;
        }
        let learned = LazyCell::new(|| doc.language().is_none_or(|language| language.code() == "en"));
        let mut label: Option<Label> = None;
        for block in doc.blocks() {
            label = match (label, last_drop(doc, &block)) {
                (_, Some(drop)) if is_one_of(drop, &LABELS) => {
                    Some(Label { at: block.index(), gaps: 0, stories: is_one_of(drop, &STORIES) })
                }
                (Some(label), Some(drop)) => label.over(drop),
                (Some(label), None) if label.is_over(&block, &learned) => {
                    edits.drop(block.index(), "under-label");
                    Some(label)
                }
                _ => None,
            };
        }
    }
}

/// The last label, and how many lines under it only the block model dropped.
#[derive(Debug, Clone, Copy)]
struct Label {
    at: usize,
    gaps: usize,
    /// Whether it announces stories.
    stories: bool,
}

impl Label {
    /// Goes on over a dropped line, but not into what stands under the headline.
    fn over(self, drop: &Decision) -> Option<Self> {
        let gaps = self.gaps + usize::from(drop.filter() == BlockModel::NAME);
        (gaps <= GAPS && drop.filter() != TitleMatch::NAME).then_some(Label { gaps, ..self })
    }

    /// Whether a kept line is one of its items. A line over prose may be the prose's heading, or its first piece.
    fn is_over(self, block: &Block<'_>, learned: &LazyCell<bool, impl FnOnce() -> bool>) -> bool {
        let Some(chance) = block.chance() else { return false };
        let is_line = block.words() <= ITEM_WORDS && !is_prose(block) && !leads_on(block);
        let prose = |learned| if learned { is_long_prose } else { is_prose };
        let heads = |next: Block<'_>| next.is_kept() && prose(**learned)(&next);
        is_line
            && block.index() - self.at <= REACH
            && (chance < LIKELY || self.stories && !**learned)
            && !block.next().is_some_and(heads)
    }
}

/// "Three things decide whether a rope will hold:"
fn leads_on(block: &Block<'_>) -> bool {
    block.words() >= LEAD_WORDS && block.text().ends_with([':', '：'])
}

fn is_one_of(drop: &Decision, reasons: &[&str]) -> bool {
    matches!(drop.reason(), Reason::Word(word) if reasons.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::cues::stub;
    use super::super::{RelatedTail, ShareBar};
    use super::*;
    use crate::{Cleaner, Pipeline};

    /// What is left of lines between prose, if the block model gives each block of the text this chance.
    fn left(chance: f32, lines: &str) -> String {
        let prose = stub::prose(0..2);
        let pipeline = Pipeline::new().then(stub::Keeps(chance)).then(RelatedTail).then(ShareBar).then(LabelItems);
        let text = format!("{}\n\n{lines}\n\n{}", prose[0], prose[1]);
        let body = Cleaner::builder().pipeline(pipeline).build().clean_text(&text).into_body();
        body.replace(&prose[0], "").replace(&prose[1], "").trim().to_owned()
    }

    #[test]
    fn items_go_with_their_label_up_to_a_sentence_or_a_heading() {
        assert_eq!(left(0.7, "Share this article\n\nSwans move\n\nPier sold\n\nThe end"), "The end");
        assert_eq!(left(0.9, "Share this article\n\nSwans move\n\nThe end"), "Swans move\n\nThe end");
        assert_eq!(left(0.7, "Swans move\n\nThe end"), "Swans move\n\nThe end");
        let said = "The swans have moved to the other side of the old harbour, he said.\n\nPier sold\n\nThe end";
        assert_eq!(left(0.7, &format!("Share this article\n\n{said}")), said);
        let list = "Three things decide whether a rope holds:\n\nThe fibre\n\nThe pull\n\nThe end";
        assert_eq!(left(0.7, &format!("Share this article\n\n{list}")), list);
    }

    /// Drops the last line before the items as the headline.
    #[derive(Debug)]
    struct Headline;

    impl Filter for Headline {
        fn name(&self) -> &'static str {
            TitleMatch::NAME
        }

        fn apply(&self, _: &Document, edits: &mut Edits) {
            edits.drop(1, "title");
        }
    }

    #[test]
    fn what_stands_under_the_headline_stays() {
        let under = format!("The old pier goes\n\nTwo years of work\n\n{}", stub::prose(0..1)[0]);
        let text = format!("Share this article\n\nHarbour to close for a week\n\n{under}");
        let pipeline = Pipeline::new().then(stub::Keeps(0.7)).then(ShareBar).then(Headline).then(LabelItems);
        assert_eq!(Cleaner::builder().pipeline(pipeline).build().clean_text(&text).body(), under);
    }

    #[test]
    fn names_of_stories_go_whatever_the_model_thinks_of_a_language_it_never_learned() {
        let text = "Ny simhall invigs i Sandvik på lördag, efter tre års byggtid, och kommunen räknar med tusen besökare den \
            första helgen.\n\nLäs också\n\nGamla badet rivs till hösten\n\nBiljetten blir dyrare\n\nHallen har en bassäng på \
            femtio meter och ett utomhusbad som är öppet från maj till september.";
        let pipeline = Pipeline::new().then(stub::Keeps(0.9)).then(RelatedTail).then(LabelItems);
        let body = Cleaner::builder().pipeline(pipeline).build().clean_text(text).into_body();
        assert!(!body.contains("Gamla badet") && body.contains("Biljetten blir dyrare"), "{body}");
    }
}
