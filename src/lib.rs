//! unspun turns a scraped page into the article that was in it: it strips boilerplate, flags spun text, and says how good the
//! result is. Pages come as HTML or as text that somebody already flattened; the same filters clean both.
//!
//! ```
//! use unspun::Cleaner;
//!
//! let page = "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><h1>Ferry to run again</h1>
//!     <p>The ferry to the islands will run again from Monday, the port said, and the first boat leaves at noon.</p>
//!     <p>It had been laid up since the storm in March, when a wave broke three windows of the bridge.</p>
//!     <div class=related><h3>Related articles</h3><a href=/x>Harbour to close</a></div>";
//! let article = Cleaner::new().clean_html(page)?;
//! assert_eq!(article.title(), Some("Ferry to run again"));
//! assert!(article.body().starts_with("The ferry to the islands"));
//! assert!(article.body().ends_with("of the bridge."));
//! # Ok::<(), unspun::Error>(())
//! ```
//!
//! # How it works
//! A page becomes a [`Document`]: one text, cut into [`Block`]s that are byte ranges with shallow numbers. [`Filter`]s read
//! the document and *propose* [`Edits`]: keep or drop a block, cut a span, flag a span, each with a reason. The [`Pipeline`]
//! applies them in order and writes down who decided what and why. What is kept becomes an [`Article`]: title, body, blocks,
//! flags, [`Quality`], metadata.
//!
//! | to … | look at |
//! |---|---|
//! | clean a page | [`Cleaner`], [`Page`] |
//! | see what was removed, by whom and why | [`Article::removed`], [`Cleaned`], [`Trail`] |
//! | see what is spun | [`Article::flags`], [`Article::spun_judgement`] |
//! | read a spun text | [`CleanerBuilder::unspin`] |
//! | judge the result | [`Quality`], [`Grade`], [`signals`] |
//! | choose filters | [`preset`], [`Pipeline::without`], [`Pipeline::insert_before`] |
//! | remove lines that you know, or that a site repeats | [`ChromeList`], [`SiteLines`] |
//! | remove wordings that you know | [`PhraseBook`], [`filters::OwnPhrases`] |
//! | write a filter of your own | [`Filter`] |
//! | get Markdown, HTML or a report | [`render`] |
//! | clean streams of records | `batch` (feature `batch`) |
//! | benchmark cleaners, this one or any other | `eval` (feature `eval`) |
//! | set limits | [`Limits`] |
//!
//! # When not to use it
//! It does not fetch pages, run scripts or follow links. It does not rewrite unless it is asked to: spun words are flagged and stay. Paraphrases by
//! a language model leave none of the marks that it looks for. The spun-text filters read English only.
//!
//! # Contributing
//! Everything has one room. A **filter** is one file: copy `src/filters/template.rs`, add its line to the list in
//! `src/filters/mod.rs`, and to `src/preset.rs` if it runs by default; the contract tests in `src/filters/mod.rs` then hold
//! it to its duties. A **phrase** is a line of `src/phrases/xx.chrome` with an example that must match and one that must not;
//! each becomes a test. A **spun word** is a line of `src/spin/en.spun`. A **part of the score** is one file of `src/quality`; a
//! published **threshold** is one line of `src/signals/presets.rules`. A **feature of the block model** is one line of its
//! table in `src/model/features`, after which the weights are trained again. A **corpus case** is a folder of `corpus/`.
//! `.ci/run` runs every check.

mod article;
#[cfg(feature = "batch")]
pub mod batch;
mod body;
mod chars;
mod chrome;
mod cleaner;
mod consent;
mod document;
mod edits;
mod error;
#[cfg(feature = "eval")]
pub mod eval;
pub mod filters;
mod fnv;
mod furniture;
mod hints;
mod judgement;
mod language;
mod model;
mod outline;
mod page_kind;
mod parse;
mod phrases;
mod pipeline;
pub mod preset;
mod prose;
mod quality;
pub mod render;
mod second_reading;
pub mod signals;
mod span;
mod spin;
#[cfg(feature = "train")]
pub mod train;
mod unspin;
mod words;

pub use article::{Article, BodyBlock, Removed};
pub use chrome::{ChromeList, ChromeListError, SiteLines};
pub use cleaner::{Cleaned, Cleaner, CleanerBuilder, Page};
pub use document::{Block, BlockKind, Document, Input};
pub use edits::{Cut, Decision, Edits, Flag, FlagClass, FlagEdit, FlagKind, Reason, Trail, Verdict};
pub use error::{Error, Result};
pub use filters::Filter;
pub use hints::Hints;
pub use judgement::SpunJudgement;
pub use language::Language;
pub use model::WeightsError;
pub use outline::Tag;
pub use page_kind::{PageKind, UnknownPageKind};
pub use parse::Limits;
pub use parse::metadata::Metadata;
pub use phrases::{PhraseBook, PhraseError};
pub use pipeline::Pipeline;
pub use quality::{Grade, Quality};
pub use span::{Body, Source, Span};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
