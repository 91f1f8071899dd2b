//! The filters. One filter, one file, one struct; [`all`] lists them.
//!
//! # Adding a filter
//! 1. Copy `template.rs`, rename the struct, and write what it removes, what it leaves, its known limits and an example.
//! 2. Add its `mod` line and its line in [`all`]; the contract tests below then hold it to its duties.
//! 3. If it is to run by default, add a line to the list in `preset.rs`.

mod block_model;
mod breadcrumb;
mod byline;
mod captions;
mod chrome_phrases;
mod comment_section;
mod cues;
mod end_of_article;
mod foreign_language;

mod link_lists;
mod near_duplicates;
mod neighbours;
mod prompts;
mod recall_guard;
mod related_tail;
mod share_bar;

mod template;
mod title_match;

use crate::document::Document;
use crate::edits::Edits;
use std::fmt::Debug;

pub use block_model::BlockModel;
pub use breadcrumb::Breadcrumb;
pub use byline::Byline;
pub use captions::Captions;
pub use chrome_phrases::ChromePhrases;
pub use comment_section::CommentSection;
pub use end_of_article::EndOfArticle;
pub use foreign_language::ForeignLanguage;

pub use link_lists::LinkLists;
pub use near_duplicates::NearDuplicates;
pub use neighbours::Neighbours;
pub use prompts::Prompts;
pub use recall_guard::RecallGuard;
pub use related_tail::RelatedTail;
pub use share_bar::ShareBar;

pub(crate) use byline::is_dateline;
pub(crate) use cues::{ends_sentence, is_long_prose, is_prose};
pub use template::Template;
pub use title_match::TitleMatch;

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

/// Every built-in filter, by name; the template too.
pub fn all() -> Vec<Box<dyn Filter>> {
    vec![
        Box::new(BlockModel),
        Box::new(Breadcrumb),
        Box::new(Byline),
        Box::new(Captions),
        Box::new(ChromePhrases),
        Box::new(CommentSection),
        Box::new(EndOfArticle),
        Box::new(ForeignLanguage),
        Box::new(LinkLists),
        Box::new(NearDuplicates),
        Box::new(Neighbours),
        Box::new(Prompts),
        Box::new(RecallGuard),
        Box::new(RelatedTail),
        Box::new(ShareBar),
        Box::new(Template),
        Box::new(TitleMatch),
    ]
}
