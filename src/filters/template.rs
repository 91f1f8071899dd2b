//! A filter to copy: rename the file and the struct, then follow the list in [`super`].

use super::{Document, Edits, Filter};

/// Drops blocks of asterisks and the like. (Say in one line what the filter does.)
///
/// # What it removes
/// Blocks without a letter or digit that HTML pages use as rules. (Be complete: users choose filters by this.)
/// # What it leaves
/// Cells of tables, where a sign is a value. (Say what a reader might fear for.)
/// # Known limits
/// Rules made of letters ("oooOooo") stay. (Say where it is wrong.)
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Template};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Template)).build();
/// assert_eq!(cleaner.clean_text("One.\n\n* * *\n\nTwo.").body(), "One.\n\nTwo.");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Template;

impl Filter for Template {
    fn name(&self) -> &'static str {
        "template"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks().filter(|block| block.words() == 0) {
            edits.drop(block.index(), "rule");
        }
    }
}
