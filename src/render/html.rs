//! Articles as clean HTML: our own few tags, everything of the page as escaped text.

use super::href;
use super::inline::{Inline, Piece};
use super::structure::{self, Container, Event, Table};
use crate::article::{Article, BodyBlock};
use crate::document::{BlockKind, MarkKind};
use crate::span::{Body, Span};

/// The article as an HTML fragment: the title as `<h1>`, then the body. With `links`, links that lead to
/// `http`, `https`, `mailto` or relative addresses are kept; no other attribute of the page ever is.
///
/// ```
/// let article = unspun::Cleaner::new().clean_html(
///     "<h1>Notice</h1><p onclick=x()>The <b>old</b> bridge &amp; the new one stay closed until the end of the week.</p>")?;
/// let html = unspun::render::html::render(&article, true);
/// assert!(html.starts_with("<h1>Notice</h1>\n<p>The <strong>old</strong> bridge &amp; the new one"));
/// # Ok::<(), unspun::Error>(())
/// ```
pub fn render(article: &Article, links: bool) -> String {
    let mut writer = Writer { article, inline: Inline::new(article), links, out: String::new() };
    if let Some(title) = article.title() {
        writer.out.push_str("<h1>");
        escape(&mut writer.out, title);
        writer.out.push_str("</h1>\n");
    }
    structure::walk(article, |event| writer.event(event));
    writer.out
}

/// Appends `text` so that no part of it is markup, in content and in quoted attributes; control characters are left out.
pub(crate) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
}

struct Writer<'a> {
    article: &'a Article,
    inline: Inline,
    links: bool,
    out: String,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Open(Container::List(Some(1))) => self.out.push_str("<ol>\n"),
            Event::Open(Container::List(Some(first))) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
            Event::Open(Container::List(None)) => self.out.push_str("<ul>\n"),
            Event::Open(Container::Item(_)) => self.out.push_str("<li>"),
            Event::Open(Container::Quote) => self.out.push_str("<blockquote>\n"),
            Event::Close(Container::List(Some(_))) => self.out.push_str("</ol>\n"),
            Event::Close(Container::List(None)) => self.out.push_str("</ul>\n"),
            Event::Close(Container::Item(_)) => self.out.push_str("</li>\n"),
            Event::Close(Container::Quote) => self.out.push_str("</blockquote>\n"),
            Event::Table(table) => self.table(&table),
            Event::Block(block, span) => self.block(block, span),
        }
    }

    fn block(&mut self, block: &BodyBlock, span: Span<Body>) {
        let (open, close) = self.tags(block);
        self.out.push_str(&open);
        match block.kind() {
            BlockKind::Code => escape(&mut self.out, self.article.quote(span)),
            _ => self.text(span),
        }
        self.out.push_str(close);
    }

    fn tags(&self, block: &BodyBlock) -> (String, &'static str) {
        let (open, close) = match block.kind() {
            BlockKind::Heading => return heading(block.level(), self.article.title().is_some()),
            BlockKind::ListItem if self.out.ends_with("<li>") => ("", ""),
            BlockKind::Code => ("<pre><code>", "</code></pre>\n"),
            BlockKind::Caption => ("<figure><figcaption>", "</figcaption></figure>\n"),
            _ => ("<p>", "</p>\n"),
        };
        (open.to_owned(), close)
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        for row in table {
            self.out.push_str("<tr>");
            for cell in row {
                let (open, close) = if cell.header { ("<th>", "</th>") } else { ("<td>", "</td>") };
                self.out.push_str(open);
                self.text(cell.span);
                self.out.push_str(close);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn text(&mut self, span: Span<Body>) {
        for piece in self.inline.pieces(span) {
            match piece {
                Piece::Text(text) => self.lines(self.article.quote(text)),
                Piece::Open(MarkKind::Link(start, end)) => self.open_link(start, end),
                Piece::Close(MarkKind::Link(start, end)) if self.address(start, end).is_some() => {
                    self.out.push_str("</a>")
                }
                Piece::Close(MarkKind::Link(..)) => {}
                Piece::Open(kind) => self.out.push_str(&format!("<{}>", tag(kind))),
                Piece::Close(kind) => self.out.push_str(&format!("</{}>", tag(kind))),
            }
        }
    }

    /// A line break in a block is one that the page made with `<br>`.
    fn lines(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.out.push_str("<br>\n");
            }
            escape(&mut self.out, line);
        }
    }

    fn address(&self, start: u32, end: u32) -> Option<String> {
        self.links.then(|| href::safe(&self.article.hrefs[start as usize..end as usize]))?
    }

    fn open_link(&mut self, start: u32, end: u32) {
        if let Some(address) = self.address(start, end) {
            self.out.push_str("<a href=\"");
            escape(&mut self.out, &address);
            self.out.push_str("\">");
        }
    }
}

/// There is one `<h1>`, the title.
fn heading(level: u8, titled: bool) -> (String, &'static str) {
    const CLOSE: [&str; 6] = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];
    let level = heading_level(level, titled);
    (format!("<h{level}>"), CLOSE[level - 1])
}

/// A level of 1 to 6; flattened text does not know its own, and 1 is the title's.
pub(super) fn heading_level(level: u8, titled: bool) -> usize {
    match level {
        0 => 2,
        _ => usize::from(level.clamp(1 + u8::from(titled), 6)),
    }
}

fn tag(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Strong => "strong",
        MarkKind::Emphasis => "em",
        MarkKind::Code => "code",
        MarkKind::Link(..) => "a",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Pipeline};

    fn html(page: &str) -> String {
        let all = Cleaner::builder().pipeline(Pipeline::new()).build();
        render(&all.clean_html(page).expect("a page"), true)
    }

    #[test]
    fn structure_is_kept() {
        let page = "<h2>Plan</h2><p>One <em>two</em><br>three</p><ol><li>first<ul><li>inner</ul><li>second</ol>\
                    <blockquote><p>said</p></blockquote><pre>let a = 1;\n  b</pre>\
                    <table><tr><th>K<th>V<tr><td>a<td>b</table>";
        let expected = "<h2>Plan</h2>\n<p>One <em>two</em><br>\nthree</p>\n<ol>\n<li>first<ul>\n<li>inner</li>\n</ul>\n</li>\n\
                        <li>second</li>\n</ol>\n<blockquote>\n<p>said</p>\n</blockquote>\n<pre><code>let a = 1;\n  b</code></pre>\n\
                        <table>\n<tr><th>K</th><th>V</th></tr>\n<tr><td>a</td><td>b</td></tr>\n</table>\n";
        assert!(html(page).ends_with(expected), "{}", html(page));
    }

    #[test]
    fn links_only_on_request() {
        let page = "<p>Read <a href='https://a.example/?b=1&amp;c=2'>the report</a> of the year.</p>";
        assert!(html(page).contains("<a href=\"https://a.example/?b=1&amp;c=2\">the report</a>"));
        let article = Cleaner::new().clean_html(page).expect("a page");
        assert!(!render(&article, false).contains("<a"));
    }

    /// What a tag of the output may be: ours, bare, or a link to a harmless address.
    fn is_ours(tag: &str) -> bool {
        const NAMES: &str =
            "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code table tr th td figure figcaption strong em br a";
        let name = tag.trim_start_matches('/');
        let href = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
        let safe = |href: &str| href.starts_with("http") || href.starts_with("mailto:") || !href.contains(':');
        NAMES.split(' ').any(|known| known == name) || href.is_some_and(|href| safe(href) && !href.contains('"'))
    }

    #[test]
    fn nothing_of_the_page_acts() {
        let vectors = include_str!("testdata/injection.txt").lines().filter(|line| !line.is_empty());
        for vector in vectors.clone() {
            let out = html(&format!("<h1>{vector}</h1><p>before {vector} after</p><ul><li>{vector}</ul>{vector}"));
            for tag in out.split('<').skip(1) {
                let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
                assert!(is_ours(tag), "{tag:?} of {vector:?} in {out}");
            }
        }
        assert!(vectors.count() > 150);
    }

    #[test]
    fn text_that_looks_like_markup_stays_text() {
        let out = html("<p>Use &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; \"quotes\" never.</p>");
        assert!(out.contains("Use &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &quot;quotes&quot; never."), "{out}");
    }
}
