//! What stands above the headline of a text.

use super::cues;
use super::{Document, Edits, Filter};
use crate::document::{Block, Input};
use crate::page_kind::PageKind;
use crate::prose::is_prose;
use crate::words;

/// So many items of so few words are a menu, whatever the block model thinks.
const MENU: usize = 3;
const ITEM_WORDS: usize = 6;
/// Longer blocks are prose, whatever they end in.
const LINE_WORDS: usize = 25;

/// Drops the lines above the headline of a text: the site's name, its menu, its sections.
///
/// # What it removes
/// In text, all that is kept above the line that is the title, if none of it is prose and prose follows. Where the block
/// model dropped nothing, only a menu: three items or more, in lines of six words at most or with strokes between.
/// # What it leaves
/// Forums and pages that list things, texts that were cleaned before, and everything in HTML, where
/// elements tell more.
/// # Known limits
/// A deck above the headline goes, too.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::PageHead};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(PageHead)).build();
/// let prose = "The harbour will be closed for a week from Monday, the council said on Friday, and in that week no ferry \
///     will sail from the old pier.";
/// let article = cleaner.clean_text(&format!("The Pier Post\n\nSport\n\nHarbour to close for a week\n\n{prose}"));
/// assert_eq!(article.body(), format!("Harbour to close for a week\n\n{prose}"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PageHead;

impl Filter for PageHead {
    fn name(&self) -> &'static str {
        "page-head"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let listed = cues::is_list(doc) || doc.page_kind() == Some(PageKind::Forum);
        if doc.input() == Input::Html || listed || cues::is_untouched(doc) {
            return;
        }
        let Some(headline) = headline(doc) else { return };
        let above = || doc.kept().take_while(|block| block.index() < headline);
        let prose = |block: Block<'_>| is_prose(&block) || block.words() > LINE_WORDS || is_begun(&block);
        let menu = || above().try_fold(0, |sum, block| Some(sum + items(&block)?)).is_some_and(|items| items >= MENU);
        if !above().any(prose) && (!cues::is_whole(doc) || menu()) {
            above().for_each(|block| edits.drop(block.index(), "above-title"));
        }
    }
}

/// Whether a line is the first piece of a sentence, of which the block model has hardly a doubt.
fn is_begun(block: &Block<'_>) -> bool {
    block.text().ends_with(',') && cues::is_certain(block)
}

/// How many items of a menu a line holds: one, or those of a whole menu with strokes between. None if it is no such line.
fn items(block: &Block<'_>) -> Option<usize> {
    let strokes = block.text().matches(['|', '｜']).count();
    let menu = strokes + 1 >= MENU;
    (menu || block.words() <= ITEM_WORDS).then_some(if menu { strokes + 1 } else { 1 })
}

/// The last line before the prose that says the title.
fn headline(doc: &Document) -> Option<usize> {
    let (prose, _) = cues::prose_range(doc)?;
    let title = doc.title()?;
    let says_it = |block: &Block<'_>| block.text().len() >= title.len() && words::fold_space(block.text()) == title;
    doc.blocks().take(prose).filter(says_it).map(|block| block.index()).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::cues::stub;
    use crate::{Cleaner, Pipeline};

    /// A filter that found furniture below.
    #[derive(Debug)]
    struct DropsLast;

    impl Filter for DropsLast {
        fn name(&self) -> &'static str {
            "drops-last"
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            edits.drop(doc.len() - 1, "last");
        }
    }

    const PROSE: &str = "The harbour will be closed for a week from Monday, the council said on Friday, and in that week \
        no ferry will sail from the old pier.";

    fn body(above: &[&str]) -> String {
        let text = format!("{}\n\nHarbour to close for a week\n\n{PROSE}\n\nShare", above.join("\n\n"));
        let pipeline = Pipeline::new().then(stub::Keeps(0.5)).then(DropsLast).then(PageHead);
        Cleaner::builder().pipeline(pipeline).build().clean_text(&text).into_body()
    }

    #[test]
    fn where_the_model_drops_nothing_only_a_menu_goes() {
        let menu = "Home page | Politics | Business | Society | Culture and arts | Sport";
        for above in [&["The Pier Post", menu][..], &["The Pier Post", "Politics", "Sport"]] {
            assert!(body(above).starts_with("Harbour to close"), "{above:?}");
        }
        for above in
            [&["The Pier Post", "Sport"][..], &["The Pier Post", "News from the old harbour and the islands", "Sport"]]
        {
            assert!(body(above).starts_with("The Pier Post"), "{above:?}");
        }
    }

    #[test]
    fn prose_above_the_title_spares_what_stands_there() {
        let prose = "The council met on Friday, and nobody there spoke of anything but the old pier, which has been closed since \
            the storm in March and will not open again before the end of the summer, the harbour master said.";
        let body = body(&["The Pier Post", "Politics", "Sport", prose]);
        assert!(body.starts_with("The Pier Post"), "{body}");
    }

    #[test]
    fn the_first_piece_of_a_cut_sentence_stays() {
        let text = format!(
            "3 May 2024\n\nThe Pier Post\n\nFrom the harbour wall to the island,\n\nHarbour to close for a week\n\n{PROSE}\n\n\
             Leave a reply"
        );
        let stays = |chance| stub::body(chance, PageHead, &text).contains("harbour wall");
        assert!(stays(0.95) && !stays(0.8));
    }
}
