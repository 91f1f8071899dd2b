//! The ways in which pages reach people as flat text, so that the text model learns from all of them.

use crate::words::fold_space;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

/// How a page was flattened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flattening {
    /// Every block element on its line, inline text glued.
    Block,
    /// Every text node on its line.
    Strings,
    /// Blank lines between paragraphs, bullets, tabs between cells.
    Visual,
    /// The whole page on one line, a space between text nodes.
    Line,
}

impl Flattening {
    /// Every way.
    pub const ALL: [Flattening; 4] = [Flattening::Block, Flattening::Strings, Flattening::Visual, Flattening::Line];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Flattening::Block => "block",
            Flattening::Strings => "strings",
            Flattening::Visual => "visual",
            Flattening::Line => "line",
        }
    }
}

const SKIPPED: &str = " script style head template noscript iframe object svg math ";
const BLOCKS: &str = " address article aside blockquote body br button caption center dd details dialog dir div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre \
    section select summary table tbody td textarea tfoot th thead tr ul video audio canvas ";
const SPACED: &str = " p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre article section figure header footer nav ";

fn stands_in(list: &str, tag: &str) -> bool {
    list.split(' ').any(|word| word == tag)
}

/// The page's text in one of the ways.
pub(crate) fn flatten(html: &str, how: Flattening) -> String {
    let page = Html::parse_document(html);
    let (mut out, mut skipped) = (String::new(), 0usize);
    for edge in page.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node.value(), true),
            Edge::Close(node) => (node.value(), false),
        };
        match node {
            Node::Element(element) if stands_in(SKIPPED, element.name()) => {
                skipped = if opens { skipped + 1 } else { skipped - 1 };
            }
            _ if skipped > 0 => {}
            Node::Element(element) => out.push_str(mark(element.name(), opens, how)),
            Node::Text(text) if opens => add(text, how, &mut out),
            _ => {}
        }
    }
    match how {
        Flattening::Block => tidy(&out).replace("\n\n", "\n"),
        Flattening::Strings => out,
        Flattening::Visual => tidy(&out),
        Flattening::Line => fold_space(&out),
    }
}

/// What a tag leaves in the text.
fn mark(tag: &str, opens: bool, how: Flattening) -> &'static str {
    let block = stands_in(BLOCKS, tag);
    match (how, tag) {
        (Flattening::Strings | Flattening::Line, _) => "",
        (Flattening::Visual, "td" | "th") if opens => "\t",
        (Flattening::Visual, "td" | "th") => "",
        (Flattening::Visual, "li") if opens => "\n* ",
        (Flattening::Visual, tag) if stands_in(SPACED, tag) => "\n\n",
        _ if block => "\n",
        _ => "",
    }
}

fn add(text: &str, how: Flattening, out: &mut String) {
    if matches!(how, Flattening::Strings | Flattening::Line) {
        // Line breaks of the source stay: BeautifulSoup's `get_text("\n", strip=True)` trims a text node and no more.
        let lines: Vec<String> = text.trim().split('\n').map(fold_space).collect();
        if lines != [""] {
            out.push_str(&lines.join("\n"));
            out.push('\n');
        }
        return;
    }
    let folded = fold_space(text);
    let space = |c: Option<char>| c.is_some_and(char::is_whitespace);
    out.push_str(if space(text.chars().next()) { " " } else { "" });
    out.push_str(&folded);
    out.push_str(if !folded.is_empty() && space(text.chars().next_back()) { " " } else { "" });
}

/// Lines trimmed, blank lines single, lone bullets gone.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.split('\n').map(|line| line.trim()) {
        let empty = line.is_empty() || line == "*";
        if !(empty && blank) {
            out.push_str(if empty { "" } else { line });
            out.push('\n');
        }
        blank = empty;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_ways_to_flatten() {
        let html =
            "<nav><a>Home</a><a>News</a></nav><p>A <b>bold</b> word.</p><ul><li>one<li>two</ul><script>x</script>";
        assert_eq!(flatten(html, Flattening::Block), "HomeNews\nA bold word.\none\ntwo\n");
        assert_eq!(flatten(html, Flattening::Strings), "Home\nNews\nA\nbold\nword.\none\ntwo\n");
        assert_eq!(flatten(html, Flattening::Line), "Home News A bold word. one two");
        let wrapped = "<p>The ferry\n   left  late <b>on\nMonday</b>.";
        assert_eq!(flatten(wrapped, Flattening::Strings), "The ferry\nleft late\non\nMonday\n.\n");
        assert_eq!(flatten(wrapped, Flattening::Block), "The ferry left late on Monday.\n");
        assert_eq!(flatten(html, Flattening::Visual), "HomeNews\n\nA bold word.\n\n* one\n\n* two\n\n");
    }
}
