//! Articles as Markdown and HTML, and cleaned pages as a report for people. One format, one file.
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
pub mod markdown;
pub mod report;
mod structure;
pub mod trace;
