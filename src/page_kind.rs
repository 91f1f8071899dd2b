//! What kind of page it is.

use std::fmt;
use std::str::FromStr;

/// The kind of a page: what counts as its content depends on it.
///
/// ```
/// use unspun::PageKind;
/// assert_eq!("forum".parse(), Ok(PageKind::Forum));
/// assert_eq!(PageKind::Forum.name(), "forum");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageKind {
    /// A text with an author: news, blog post, essay. Comments are none of it.
    Article,
    /// Goods or works of one sort side by side.
    Collection,
    /// A manual, a reference, a page of an encyclopedia.
    Documentation,
    /// A discussion: the posts are the content.
    Forum,
    /// A list of things to go to: search results, sections of a newspaper.
    Listing,
    /// One thing that is sold, with its specifications.
    Product,
    /// What somebody offers to do; the front page of an organisation.
    Service,
}

impl PageKind {
    /// Every kind, in the alphabet's order.
    pub const ALL: [PageKind; 7] = [
        PageKind::Article,
        PageKind::Collection,
        PageKind::Documentation,
        PageKind::Forum,
        PageKind::Listing,
        PageKind::Product,
        PageKind::Service,
    ];

    /// In lower case, as in JSON records.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::Article => "article",
            PageKind::Collection => "collection",
            PageKind::Documentation => "documentation",
            PageKind::Forum => "forum",
            PageKind::Listing => "listing",
            PageKind::Product => "product",
            PageKind::Service => "service",
        }
    }
}

impl fmt::Display for PageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no [`PageKind`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of page; use {known}", known = PageKind::ALL.map(PageKind::name).join(", "))]
pub struct UnknownPageKind(String);

impl FromStr for PageKind {
    type Err = UnknownPageKind;

    fn from_str(name: &str) -> Result<Self, UnknownPageKind> {
        PageKind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| UnknownPageKind(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways_and_an_unknown_one_names_the_known() {
        assert!(PageKind::ALL.iter().all(|kind| kind.name().parse() == Ok(*kind)));
        let error = "shop".parse::<PageKind>().unwrap_err().to_string();
        assert!(error.contains("\"shop\"") && error.contains("product"), "{error}");
    }
}
