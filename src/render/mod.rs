//! Articles as text, Markdown, HTML and JSON, and cleaned pages as a report for people: one format, one file.
//!
//! ```
//! use unspun::{Cleaner, render};
//! let page = "<h1>Ferry back</h1><p>The ferry will run <b>again</b> from Monday morning, the port said on its site.</p>";
//! let article = Cleaner::new().clean_html(page)?;
//! let markdown = render::markdown::render(&article, false);
//! assert!(markdown.starts_with("# Ferry back\n\nThe ferry will run **again** from Monday"));
//! # Ok::<(), unspun::Error>(())
//! ```

mod href;
pub mod html;
mod inline;
#[cfg(feature = "batch")]
pub mod json;
pub mod markdown;
pub mod report;
mod structure;
pub mod text;
pub mod trace;
