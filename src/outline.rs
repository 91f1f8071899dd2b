//! The elements that hold blocks: a page's tree without its text, flat and small.

use crate::hints::Hints;
use html5ever::{LocalName, local_name};

macro_rules! tags {
    ($($name:ident $html:tt,)*) => {
        /// Element names that mean something to a filter; all others are [`Tag::Other`].
        #[allow(missing_docs)]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Tag { Other, $($name,)* }

        impl Tag {
            pub(crate) fn of(name: &LocalName) -> Tag {
                match *name {
                    $(local_name!($html) => Tag::$name,)*
                    _ => Tag::Other,
                }
            }

            /// The name as written in HTML; `Other` has none.
            pub fn name(self) -> &'static str {
                match self { Tag::Other => "", $(Tag::$name => $html,)* }
            }
        }
    };
}

tags! {
    Html "html", Body "body", Head "head", Main "main", Article "article", Section "section", Div "div", Aside "aside",
    Nav "nav", Header "header", Footer "footer", Form "form", P "p", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6",
    Ul "ul", Ol "ol", Li "li", Dl "dl", Dt "dt", Dd "dd", Table "table", Thead "thead", Tbody "tbody", Tfoot "tfoot",
    Tr "tr", Td "td", Th "th", Caption "caption", Blockquote "blockquote", Pre "pre", Figure "figure",
    Figcaption "figcaption", Button "button", Fieldset "fieldset", Legend "legend", Label "label", Address "address",
    Details "details", Summary "summary", Dialog "dialog", Noscript "noscript", Hr "hr", Br "br", Img "img",
    Center "center", Menu "menu",
    A "a", Span "span", B "b", Strong "strong", I "i", Em "em", Code "code", Kbd "kbd", Samp "samp", Tt "tt", Sub "sub", Sup "sup",
    Small "small", Time "time", Font "font", Abbr "abbr", Cite "cite", Q "q", U "u", S "s", Del "del", Ins "ins",
    Mark "mark", Big "big", Bdi "bdi", Bdo "bdo", Var "var", Dfn "dfn", Ruby "ruby", Rt "rt", Rp "rp", Wbr "wbr", Nobr "nobr",
    Acronym "acronym", Strike "strike", Data "data", Output "output", Picture "picture", Source "source",
    Script "script", Style "style", Template "template", Svg "svg", Iframe "iframe", Object "object", Embed "embed",
    Canvas "canvas", Video "video", Audio "audio", Select "select", Textarea "textarea", Math "math", Noframes "noframes",
    Datalist "datalist", Title "title", Meta "meta", Link "link", Base "base", Input "input", Option "option",
}

impl Tag {
    /// Text of these runs on within the block that holds them.
    pub(crate) fn is_inline(self) -> bool {
        (Tag::A..=Tag::Source).contains(&self)
    }

    /// Nothing inside these is text of the page.
    pub(crate) fn is_skipped(self) -> bool {
        (Tag::Script..=Tag::Option).contains(&self)
    }

    /// 1 to 6 for `h1` to `h6`.
    pub(crate) fn heading_level(self) -> Option<u8> {
        (Tag::H1..=Tag::H6).contains(&self).then(|| self as u8 - Tag::H1 as u8 + 1)
    }

    /// What the tag alone says.
    pub(crate) fn hints(self) -> Hints {
        match self {
            Tag::Nav | Tag::Menu => Hints::NAV,
            Tag::Header => Hints::HEADER,
            Tag::Footer => Hints::FOOTER,
            Tag::Aside => Hints::ASIDE,
            Tag::Main => Hints::MAIN,
            Tag::Article => Hints::ARTICLE,
            Tag::Form | Tag::Fieldset => Hints::FORM,
            Tag::Dialog => Hints::POPUP,
            Tag::Figure => Hints::FIGURE,
            Tag::Figcaption | Tag::Caption => Hints::CAPTION,
            Tag::Table => Hints::TABLE,
            Tag::Ul | Tag::Ol | Tag::Dl => Hints::LIST,
            Tag::Blockquote => Hints::QUOTE,
            Tag::Pre => Hints::CODE,
            Tag::Noscript => Hints::NOSCRIPT,
            _ => Hints::NONE,
        }
    }
}

/// One element that may hold blocks. Elements stand in document order; element 0 is the root.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    /// Index of the parent; the root is its own parent.
    pub parent: u32,
    pub tag: Tag,
    /// Nesting of recorded elements, the root at 0.
    pub depth: u16,
    /// From its own tag, role, class and id.
    pub own: Hints,
    /// Its own and those of all ancestors.
    pub all: Hints,
    /// Its blocks, itself and below: `first..end`.
    pub first: u32,
    pub end: u32,
    /// Class and id words: a range of `Outline::words`.
    pub words: (u32, u32),
    /// Hash of tag and class words, in order.
    pub signature: u32,
    /// Its place among its parent's recorded children.
    pub sibling: u32,
    pub children: u32,
}

/// All recorded elements and the hashes of their class words.
#[derive(Debug, Clone)]
pub(crate) struct Outline {
    pub elements: Vec<Element>,
    pub words: Vec<u32>,
}

impl Outline {
    pub fn new() -> Self {
        let root = Element {
            parent: 0,
            tag: Tag::Html,
            depth: 0,
            own: Hints::NONE,
            all: Hints::NONE,
            first: 0,
            end: 0,
            words: (0, 0),
            signature: 0,
            sibling: 0,
            children: 0,
        };
        Outline { elements: vec![root], words: Vec::new() }
    }

    pub fn get(&self, index: u32) -> &Element {
        &self.elements[index as usize]
    }

    /// The element and its ancestors, nearest first, without the root.
    pub fn ancestors(&self, index: u32) -> impl Iterator<Item = (u32, &Element)> {
        let mut at = index;
        std::iter::from_fn(move || {
            let here = (at != 0).then(|| (at, self.get(at)))?;
            at = here.1.parent;
            Some(here)
        })
    }

    pub fn words_of(&self, element: &Element) -> &[u32] {
        &self.words[element.words.0 as usize..element.words.1 as usize]
    }
}
