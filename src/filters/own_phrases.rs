//! Phrases that the user wrote down.

use super::chrome_phrases::take_out;
use super::{Document, Edits, Filter};
use crate::phrases::PhraseBook;

/// Drops and cuts what the phrases of a [`PhraseBook`] of your own match, as [`ChromePhrases`](super::ChromePhrases) does
/// with the built-in ones.
///
/// # What it removes
/// Blocks that a phrase of kind `whole`, `end`, `starts` or `teaser` matches, and the beginnings and ends of blocks that one of kind
/// `head` or `tail` does. The section is the reason.
/// # What it leaves
/// Long prose, whatever it begins with.
/// # Known limits
/// What follows a phrase of kind `end` stays: only the built-in phrases end an article. A line that never changes needs no phrase:
/// see [`ChromeList`](crate::ChromeList).
/// # Example
/// ```
/// use unspun::{Cleaner, PhraseBook, filters::OwnPhrases, preset};
/// let book = PhraseBook::parse("house", "
/// [house-ad]
/// whole  Day # of the * Festival
///   + Day 3 of the Coast Festival
///   - On day 3 of the festival the ferry was full.
/// ")?;
/// let cleaner = Cleaner::builder().pipeline(preset::standard().then(OwnPhrases::new(book))).build();
/// let article = cleaner.clean_text("The ferry will run again from Monday, the port said.\n\nDay 12 of the Coast Festival");
/// assert_eq!(article.body(), "The ferry will run again from Monday, the port said.");
/// # Ok::<(), unspun::PhraseError>(())
/// ```
#[derive(Debug, Default)]
pub struct OwnPhrases {
    book: PhraseBook,
}

impl OwnPhrases {
    /// With this book.
    pub fn new(book: PhraseBook) -> Self {
        OwnPhrases { book }
    }
}

impl Filter for OwnPhrases {
    fn name(&self) -> &'static str {
        "own-phrases"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks() {
            if let Some(found) = self.book.find(block.text()) {
                take_out(&block, &found, found.reason().to_owned(), edits);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Pipeline};

    const BOOK: &str = "
[house]
whole,tail  Coast Press Group
  + Coast Press Group
  - The Coast Press Group said so.
starts      Our new app
  + Our new app is here, get it now
  - In our new app it is shown.
";
    const PROSE: &str = "The harbour will be closed for a week from Monday, the council said on Friday, and in that week \
        no ferry will sail from the old pier.";

    fn cleaned(text: &str) -> crate::Article {
        let filter = OwnPhrases::new(PhraseBook::parse("house", BOOK).unwrap());
        Cleaner::builder().pipeline(Pipeline::new().then(filter)).build().clean_text(text)
    }

    #[test]
    fn blocks_go_and_ends_are_cut() {
        let article = cleaned(&format!("COAST PRESS GROUP\n\n{PROSE} Coast Press Group\n\nOur new app is out"));
        assert_eq!(article.body(), PROSE);
        assert!(article.removed().iter().all(|removed| removed.filter() == "own-phrases"));
    }

    #[test]
    fn long_prose_stays() {
        let prose = format!("Our new app is what {PROSE}");
        assert_eq!(cleaned(&prose).body(), prose);
    }
}
