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
mod fragments;
mod known_chrome;
mod label_items;
mod link_lists;
mod near_duplicates;
mod neighbours;
mod no_article;
mod own_phrases;
mod page_head;
mod prompts;
mod recall_guard;
mod related_tail;
mod share_bar;
mod spun_synonyms;

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
pub use fragments::Fragments;
pub use known_chrome::KnownChrome;
pub use label_items::LabelItems;
pub use link_lists::LinkLists;
pub use near_duplicates::NearDuplicates;
pub use neighbours::Neighbours;
pub use no_article::NoArticle;
pub use own_phrases::OwnPhrases;
pub use page_head::PageHead;
pub use prompts::Prompts;
pub use recall_guard::RecallGuard;
pub use related_tail::RelatedTail;
pub use share_bar::ShareBar;
pub use spun_synonyms::SpunSynonyms;

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
        Box::new(BlockModel::default()),
        Box::new(Breadcrumb),
        Box::new(Byline),
        Box::new(Captions),
        Box::new(ChromePhrases),
        Box::new(CommentSection),
        Box::new(EndOfArticle),
        Box::new(ForeignLanguage),
        Box::new(Fragments),
        Box::new(KnownChrome::default()),
        Box::new(LabelItems),
        Box::new(LinkLists),
        Box::new(NearDuplicates),
        Box::new(Neighbours),
        Box::new(NoArticle),
        Box::new(OwnPhrases::default()),
        Box::new(PageHead),
        Box::new(Prompts),
        Box::new(RecallGuard),
        Box::new(RelatedTail),
        Box::new(ShareBar),
        Box::new(SpunSynonyms),
        Box::new(Template),
        Box::new(TitleMatch),
    ]
}

#[cfg(test)]
mod tests {
    //! The contract that every filter keeps.

    use super::*;
    use crate::{Cleaner, Document, Page, Pipeline};
    use std::collections::HashSet;

    const PAGES: [&str; 6] = [
        "<html><head><title>Harbour to close</title></head><body><nav class=breadcrumb><a href=/>Home</a> › <a href=/n>News</a></nav>\
         <h1>Harbour to close</h1><p class=byline>By Jane Doe, March 3, 2026</p><figure><img><figcaption>The pier © Jane Doe</figcaption></figure>\
         <p>The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail from the old pier.</p>\
         <p>The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail from the old pier.</p>\
         <h2>Related articles</h2><ul><li><a href=/x>Ferry fares to rise</a></ul><div id=comments><p>Great news!</p></div>",
        "Home\nHarbour to close\n\nThe harbour will be closed for a week from Monday, the council said.Ta.\n\nPhoto: Jane Doe\n\nLEAVE A REPLY",
        "東京の港は月曜日から一週間閉鎖される。市議会が金曜日に発表した。\n\n関連記事\n\nコメントを書く",
        "<p>é</p><p>\u{202e}\u{200b}\u{301}\u{301}</p><td>—</td><pre>fn main() {}\n\n</pre>",
        "((((((((((((((((((((\n\u{feff}\n\0\u{1}\n--\n* \n© ",
        "كان المركب من صوته ثم ابتسم وقال إن اليد ترى ما لا تراه العين.\n\nشارك المقال",
    ];

    fn documents() -> Vec<Document> {
        let cleaner = Cleaner::new();
        let parse = |page: &&str| {
            let page = if page.starts_with('<') { Page::html(page) } else { Page::text(page) };
            cleaner.parse(&page).expect("small pages")
        };
        PAGES.iter().map(parse).collect()
    }

    fn edits(filter: &dyn Filter, doc: &Document) -> Edits {
        let mut edits = Edits::default();
        filter.apply(doc, &mut edits);
        edits
    }

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let filters = all();
        let names: HashSet<_> = filters.iter().map(|filter| filter.name()).collect();
        assert_eq!(names.len(), filters.len());
        let kebab = |name: &str| {
            name.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        };
        assert!(names.iter().all(|name| kebab(name)), "{names:?}");
    }

    #[test]
    fn an_empty_document_gets_no_edits() {
        let doc = Cleaner::new().parse(&Page::text("")).expect("empty is small");
        for filter in all() {
            assert!(edits(&*filter, &doc).is_empty(), "{}", filter.name());
        }
    }

    #[test]
    fn edits_lie_in_the_document_on_character_boundaries() {
        for doc in documents() {
            for filter in all() {
                let edits = edits(&*filter, &doc);
                assert!(edits.verdicts().all(|(block, _)| block < doc.len()), "{}", filter.name());
                let spans = edits.cuts().chain(edits.flags().iter().map(|flag| flag.span()));
                for span in spans {
                    assert!(doc.text().get(span.range()).is_some(), "{} {span:?}", filter.name());
                }
            }
        }
    }

    #[test]
    fn a_second_run_changes_nothing() {
        for mut doc in documents() {
            for filter in all() {
                let mut pipeline = Pipeline::new();
                pipeline.filters.push(filter);
                pipeline.run(&mut doc);
                let once = state(&doc);
                pipeline.run(&mut doc);
                assert_eq!(state(&doc), once, "{:?}", pipeline.names());
            }
        }
    }

    fn state(doc: &Document) -> String {
        crate::body::Draft::of(doc).text().to_owned()
    }

    #[test]
    fn each_says_what_it_does_under_the_same_headings() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/filters");
        for filter in all() {
            let file = folder.join(format!("{}.rs", filter.name().replace('-', "_")));
            let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            for heading in ["/// # What it ", "/// # Known limits", "/// # Example"] {
                assert!(text.contains(heading), "{} lacks {heading:?}", filter.name());
            }
        }
    }
}
