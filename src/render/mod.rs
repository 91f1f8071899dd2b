//! Articles as text, Markdown, HTML and JSON: one format, one file.

pub mod html;
#[cfg(feature = "batch")]
pub mod json;
pub mod markdown;
pub mod text;
