//! Lines that a user knows to be page furniture: lists of them, and how to learn them from the pages of a site.

mod list;
mod site_lines;

pub use list::{ChromeList, ChromeListError};
pub use site_lines::SiteLines;
