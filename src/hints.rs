//! What an element's tag, role, class and id words say about its content.

use crate::fnv::{SEED_32, add_32};
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// A set of hints, one bit a kind, from tag names, ARIA roles and the words of `class` and `id`.
///
/// The words behind each hint stand in `src/hints.words`.
///
/// ```
/// use unspun::Hints;
/// let hints = Hints::NAV | Hints::HIDDEN;
/// assert!(hints.has(Hints::NAV) && !hints.has(Hints::FOOTER));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Hints(u64);

macro_rules! hints {
    ($($bit:literal $name:ident $doc:literal;)*) => {
        impl Hints {
            $(#[doc = $doc] pub const $name: Hints = Hints(1 << $bit);)*

            /// Every hint with its name, in bit order.
            pub(crate) const NAMED: &'static [(&'static str, Hints)] = &[$((stringify!($name), Hints::$name)),*];
        }
    };
}

hints! {
    0 NAV "Navigation: `nav`, menus.";
    1 HEADER "A page or section header.";
    2 FOOTER "A page or section footer.";
    3 ASIDE "Sidebars and asides.";
    4 MAIN "`main` and its class names.";
    5 ARTICLE "`article`, stories, entries.";
    6 CONTENT "Containers named for body text.";
    7 COMMENT "Reader comments and their form.";
    8 RELATED "Related, recommended and popular stories.";
    9 SHARE "Share and follow bars.";
    10 AD "Advertisements and sponsors.";
    11 COOKIE "Cookie and consent notices.";
    12 NEWSLETTER "Newsletter and subscription boxes.";
    13 PAYWALL "Paywalls and registration walls.";
    14 BYLINE "Author, date and other facts about the article.";
    15 CAPTION "Captions and credits of pictures.";
    16 TITLE "The headline.";
    17 TAGS "Tags, topics, categories.";
    18 PAGINATION "Page numbers, previous and next.";
    19 BREADCRUMB "The path to this page.";
    20 MENU "Drop-downs and lists of commands.";
    21 POPUP "Dialogs, banners, overlays.";
    22 FORM "Forms and their fields.";
    23 HIDDEN "Not shown: `hidden`, `display:none`, `aria-hidden`.";
    24 POST "Posts and messages of a forum.";
    25 PRODUCT "Products and prices.";
    26 CARD "Cards, tiles, teasers.";
    27 LEAD "Standfirst and summary.";
    28 FIGURE "Figures and galleries.";
    29 WIDGET "Widgets and modules.";
    30 LEGAL "Disclaimers and copyright.";
    31 AUTHOR_BOX "The box about the author.";
    32 TABLE "Tables.";
    33 LIST "Lists.";
    34 QUOTE "Quotations.";
    35 CODE "Code.";
    36 SKIP "For screen readers and skip links.";
    37 NOSCRIPT "Shown without scripts only.";
    38 SIGNATURE "Signatures and user details in forums.";
    39 GLUED "Text input: follows the previous block with no break between.";
    40 LINK "The block stands inside one link.";
    41 DOCS "Documentation, references, wikis.";
    42 ORDERED "An item of a numbered list.";
    43 HEADER_CELL "A header cell of a table.";
    44 INLINE "Text input: goes on in the line of the previous block, behind a space.";
}

impl Hints {
    /// No hint.
    pub const NONE: Hints = Hints(0);

    /// Whether any hint of `other` is set.
    pub fn has(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    /// The set as bits, in the order of the constants.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The hint behind a class or id word, given by [`hash_word`].
    pub(crate) fn of_word(hash: u32) -> Hints {
        WORDS.get(&hash).copied().unwrap_or_default()
    }
}

impl std::ops::BitOr for Hints {
    type Output = Hints;

    fn bitor(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }
}

impl std::ops::BitAnd for Hints {
    type Output = Hints;

    fn bitand(self, other: Hints) -> Hints {
        Hints(self.0 & other.0)
    }
}

impl std::ops::BitOrAssign for Hints {
    fn bitor_assign(&mut self, other: Hints) {
        self.0 |= other.0;
    }
}

impl std::ops::Sub for Hints {
    type Output = Hints;

    fn sub(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }
}

impl fmt::Debug for Hints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = Hints::NAMED.iter().filter(|(_, hint)| self.has(*hint));
        f.debug_set().entries(set.map(|(name, _)| name)).finish()
    }
}

/// The keys are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash << 8 | u64::from(*byte));
    }

    fn write_u32(&mut self, hash: u32) {
        // The table looks at the highest bits and the lowest.
        self.0 = u64::from(hash) << 32 | u64::from(hash);
    }
}

static WORDS: LazyLock<HashMap<u32, Hints, BuildHasherDefault<AsIs>>> = LazyLock::new(|| {
    let mut words: HashMap<u32, Hints, _> = HashMap::default();
    for line in include_str!("hints.words").lines() {
        let Some((name, list)) = line.split_once(':') else { continue };
        let hint = Hints::NAMED.iter().find(|(known, _)| *known == name).map_or(Hints::NONE, |(_, hint)| *hint);
        for word in list.split_whitespace() {
            *words.entry(hash_word(word)).or_default() |= hint;
        }
    }
    words
});

/// FNV-1a over lower-cased ASCII bytes; the hash used for class words everywhere.
pub(crate) fn hash_word(word: &str) -> u32 {
    word.bytes().fold(SEED_32, |hash, byte| add_32(hash, byte.to_ascii_lowercase()))
}

/// Calls `each` with the hash of every word of a class or id value: split at non-letters and at camelCase humps.
pub(crate) fn for_each_word(value: &str, mut each: impl FnMut(u32)) {
    let (mut hash, mut len, mut lower) = (SEED_32, 0, false);
    for byte in value.bytes() {
        let letter = byte.is_ascii_alphabetic();
        if len > 0 && (!letter || (lower && byte.is_ascii_uppercase())) {
            each(hash);
            (hash, len) = (SEED_32, 0);
        }
        if letter {
            hash = add_32(hash, byte.to_ascii_lowercase());
            len += 1;
        }
        lower = byte.is_ascii_lowercase();
    }
    if len > 0 {
        each(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_words_are_cut_at_humps_and_signs() {
        let mut hashes = Vec::new();
        for_each_word("td-postContent  RELATED_posts2", |hash| hashes.push(hash));
        let expected: Vec<u32> = ["td", "post", "content", "related", "posts"].map(hash_word).to_vec();
        assert_eq!(hashes, expected);
    }

    #[test]
    fn every_list_in_the_word_file_names_a_hint() {
        for line in include_str!("hints.words").lines().filter(|line| !line.starts_with('#')) {
            let (name, words) = line.split_once(':').expect("name: words");
            assert!(Hints::NAMED.iter().any(|(known, _)| *known == name), "unknown hint {name}");
            assert!(words.split_whitespace().all(|word| word.bytes().all(|b| b.is_ascii_lowercase())), "{line}");
        }
    }
}
