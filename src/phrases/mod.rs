//! Phrase lists: the wording of page chrome ("Leave a reply", "Skip to content"), as data.
//!
//! # The format
//! ```text
//! # A comment.
//! [share]
//! whole,tail  Share (this/) (article/post/) | Share on *
//!   + SHARE THIS ARTICLE »
//!   - The share of votes on postal ballots rose
//! ```
//! A section is the reason that is given for what it removes. A rule is one kind or several, then
//! wordings with `|` between them. Under it stand examples: `+` a block that must match, `-` one that
//! must match no rule of the list. Case, accents, spaces, quotes, punctuation and other decoration do not count (but see `:`).
//!
//! | kind | matches |
//! |---|---|
//! | `whole` | a short block (up to 48 words, or three times as many characters in scripts without spaces, and 600 bytes) that is this and nothing else |
//! | `end` | the same, and all that follows it on the page is no longer the article |
//! | `starts` | a short block that begins so |
//! | `teaser` | the same, if it does not end like a sentence |
//! | `head` | the beginning of a block: only that is cut, up to where the next sentence begins |
//! | `tail` | the end of a block, after the end of a sentence: only that is cut |
//!
//! | sign | stands for |
//! |---|---|
//! | `*` | one word or more; a wording with it is not tried as `head` or `tail` |
//! | `#` | any number |
//! | `(this/that/)` | one of these; an empty choice may be left out |
//! | `:` | a colon that must be there |
//!
//! To add a language, write `xx.chrome` and name it in `LATIN_LISTS` or, for a script other than Latin, in
//! `OTHER_LISTS`; a test runs all examples and fails with file and line. Lists of other scripts are searched only
//! for blocks that begin or end with a letter of such a script, and not read before.

mod block;
mod book;
mod error;
mod index;
mod letters;
mod list;
mod pattern;
mod words;

use std::ops::Range;

pub use book::PhraseBook;
pub use error::PhraseError;

/// The built-in lists of Latin script, by ISO 639-1 code.
static LATIN_LISTS: [(&str, &str); 36] = [
    ("en", include_str!("en.chrome")),
    ("de", include_str!("de.chrome")),
    ("fr", include_str!("fr.chrome")),
    ("es", include_str!("es.chrome")),
    ("pt", include_str!("pt.chrome")),
    ("it", include_str!("it.chrome")),
    ("nl", include_str!("nl.chrome")),
    ("pl", include_str!("pl.chrome")),
    ("tr", include_str!("tr.chrome")),
    ("sv", include_str!("sv.chrome")),
    ("da", include_str!("da.chrome")),
    ("no", include_str!("no.chrome")),
    ("fi", include_str!("fi.chrome")),
    ("cs", include_str!("cs.chrome")),
    ("hu", include_str!("hu.chrome")),
    ("ro", include_str!("ro.chrome")),
    ("id", include_str!("id.chrome")),
    ("vi", include_str!("vi.chrome")),
    ("sk", include_str!("sk.chrome")),
    ("hr", include_str!("hr.chrome")),
    ("ca", include_str!("ca.chrome")),
    ("et", include_str!("et.chrome")),
    ("lv", include_str!("lv.chrome")),
    ("lt", include_str!("lt.chrome")),
    ("sl", include_str!("sl.chrome")),
    ("ms", include_str!("ms.chrome")),
    ("gl", include_str!("gl.chrome")),
    ("sq", include_str!("sq.chrome")),
    ("az", include_str!("az.chrome")),
    ("af", include_str!("af.chrome")),
    ("sw", include_str!("sw.chrome")),
    ("tl", include_str!("tl.chrome")),
    ("uz", include_str!("uz.chrome")),
    ("is", include_str!("is.chrome")),
    ("eu", include_str!("eu.chrome")),
    ("bs", include_str!("bs.chrome")),
];

/// The built-in lists of other scripts: they need not be read for most pages.
static OTHER_LISTS: [(&str, &str); 32] = [
    ("ru", include_str!("ru.chrome")),
    ("uk", include_str!("uk.chrome")),
    ("bg", include_str!("bg.chrome")),
    ("sr", include_str!("sr.chrome")),
    ("el", include_str!("el.chrome")),
    ("ar", include_str!("ar.chrome")),
    ("fa", include_str!("fa.chrome")),
    ("he", include_str!("he.chrome")),
    ("hi", include_str!("hi.chrome")),
    ("bn", include_str!("bn.chrome")),
    ("th", include_str!("th.chrome")),
    ("ja", include_str!("ja.chrome")),
    ("zh", include_str!("zh.chrome")),
    ("ko", include_str!("ko.chrome")),
    ("ur", include_str!("ur.chrome")),
    ("mk", include_str!("mk.chrome")),
    ("mr", include_str!("mr.chrome")),
    ("ta", include_str!("ta.chrome")),
    ("ka", include_str!("ka.chrome")),
    ("hy", include_str!("hy.chrome")),
    ("kk", include_str!("kk.chrome")),
    ("be", include_str!("be.chrome")),
    ("mn", include_str!("mn.chrome")),
    ("ne", include_str!("ne.chrome")),
    ("si", include_str!("si.chrome")),
    ("te", include_str!("te.chrome")),
    ("ml", include_str!("ml.chrome")),
    ("kn", include_str!("kn.chrome")),
    ("gu", include_str!("gu.chrome")),
    ("pa", include_str!("pa.chrome")),
    ("my", include_str!("my.chrome")),
    ("km", include_str!("km.chrome")),
];

/// Where in a block a phrase stands, and so what goes: from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The end of the block goes.
    Tail,
    /// The beginning of the block goes.
    Head,
    /// The block begins so, is short, ends like no sentence, and goes.
    Teaser,
    /// The block begins so, is short, and goes.
    Starts,
    /// The block is nothing else and goes.
    Whole,
    /// The block is nothing else; it goes, and what follows it is not the article.
    End,
}

impl Place {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "whole" => Self::Whole,
            "end" => Self::End,
            "starts" => Self::Starts,
            "teaser" => Self::Teaser,
            "head" => Self::Head,
            "tail" => Self::Tail,
            _ => return None,
        })
    }
}

/// A set of places.
#[derive(Debug, Clone, Copy, Default)]
struct Kinds(u8);

impl Kinds {
    fn has(self, place: Place) -> bool {
        self.0 & (1 << place as u8) != 0
    }

    fn only(self, place: Place) -> bool {
        self.0 == 1 << place as u8
    }
}

impl FromIterator<Place> for Kinds {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        Self(places.into_iter().fold(0, |set, place| set | 1 << place as u8))
    }
}

/// A phrase that was found in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match<'b> {
    reason: &'b str,
    line: usize,
    place: Place,
    range: Range<usize>,
}

impl<'b> Match<'b> {
    /// The section of the rule, such as `comment-form`.
    pub fn reason(&self) -> &'b str {
        self.reason
    }

    /// Where in the block the phrase stands.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What should go, in bytes of the block.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::list::{Example, List};
    use super::*;

    fn lists() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        LATIN_LISTS.iter().chain(&OTHER_LISTS)
    }

    /// What is wrong with the examples of a list, held against that list and against all of them together.
    fn problems(name: &str, text: &str) -> Vec<String> {
        let list = match List::read(name, text) {
            Ok(list) => list,
            Err(error) => return vec![error.to_string()],
        };
        let mut own = PhraseBook::default();
        own.add(list.rules);
        let wrong = |example: &Example| {
            let at = format!("{name}.chrome:{}", example.line);
            let all = PhraseBook::builtin().find(example.text);
            if let Err(problem) = own.check(example) {
                return Some(format!("{at}: {problem}"));
            }
            (all.is_some() != example.must_match).then(|| format!("{at}: among all lists: {all:?}"))
        };
        list.examples.iter().filter_map(wrong).collect()
    }

    #[test]
    fn every_example_of_every_built_in_list_holds() {
        let wrong: Vec<String> = lists().flat_map(|(name, text)| problems(name, text)).collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn every_built_in_rule_has_an_example_of_each_sort() {
        for (name, text) in lists() {
            let list = List::read(name, text).expect(name);
            for (index, rule) in list.rules.iter().enumerate() {
                for sort in [true, false] {
                    let has = list.examples.iter().any(|example| example.rule == index && example.must_match == sort);
                    assert!(
                        has,
                        "{name}.chrome:{}: the rule needs a `{}` example",
                        rule.line,
                        if sort { '+' } else { '-' }
                    );
                }
            }
        }
    }
}
