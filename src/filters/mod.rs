//! The filters. One filter, one file, one struct; [`all`] lists them.
//!
//! # Adding a filter
//! 1. Copy `template.rs`, rename the struct, and write what it removes, what it leaves, its known limits and an example.
//! 2. Add its `mod` line and its line in [`all`]; the contract tests below then hold it to its duties.
//! 3. If it is to run by default, add a line to the list in `preset.rs`.

use crate::document::Document;
use crate::edits::Edits;
use std::fmt::Debug;

/// Reads a document and proposes what to keep, drop, cut or flag.
///
/// A filter is a pure function of the document: same document, same edits. The [`Pipeline`](crate::Pipeline) applies
/// them and signs them with the filter's name.
///
/// ```
/// use unspun::{Cleaner, Document, Edits, Filter, preset};
///
/// /// Drops the corrections note that our house prints under every story.
/// #[derive(Debug)]
/// struct Corrections;
///
/// impl Filter for Corrections {
///     fn name(&self) -> &'static str {
///         "corrections"
///     }
///
///     fn apply(&self, doc: &Document, edits: &mut Edits) {
///         for block in doc.blocks().filter(|block| block.text().starts_with("Correction:")) {
///             edits.drop(block.index(), "house-note");
///         }
///     }
/// }
///
/// let cleaner = Cleaner::builder().pipeline(preset::standard().then(Corrections)).build();
/// let article = cleaner.clean_text("The council met on Monday to vote on the harbour plan.\n\nCorrection: it met on Sunday.");
/// assert_eq!(article.body(), "The council met on Monday to vote on the harbour plan.");
/// assert!(article.removed().iter().any(|removed| removed.filter() == "corrections"));
/// ```
pub trait Filter: Debug + Send + Sync {
    /// Its name in kebab-case: in provenance, on the command line, in JSON.
    fn name(&self) -> &'static str;

    /// Proposes edits.
    fn apply(&self, doc: &Document, edits: &mut Edits);

    /// Whether it may leave a page without any text. Only a judge of whole pages should.
    fn may_empty(&self) -> bool {
        false
    }
}

/// All.
pub fn all() -> Vec<Box<dyn Filter>> {
    vec![]
}
pub(crate) fn is_dateline(_: &str) -> bool {
    false
}
