//! Turns a scraped page into the article that was in it.

mod article;
mod body;
mod cleaner;
mod document;
mod edits;
mod error;
mod filters;
mod hints;
mod language;
mod model;
mod outline;
mod parse;
mod phrases;
mod pipeline;
pub mod preset;
mod quality;
pub mod render;
mod span;
mod spin;
#[cfg(feature = "train")]
pub mod train;
mod words;

pub use article::{Article, BodyBlock, Removed};
pub use cleaner::{Cleaned, Cleaner, CleanerBuilder, Page};
pub use document::{Block, BlockKind, Document, Input};
pub use edits::{Cut, Decision, Edits, Flag, FlagEdit, FlagKind, Reason, Trail, Verdict};
pub use error::{Error, Result};
pub use filters::{BlockModel, Filter, all};
pub use hints::Hints;
pub use language::Language;
pub use model::WeightsError;
pub use outline::Tag;
pub use parse::Limits;
pub use parse::metadata::Metadata;
pub use phrases::{PhraseBook, PhraseError};
pub use pipeline::Pipeline;
pub use quality::Quality;
pub use span::{Body, Source, Span};
