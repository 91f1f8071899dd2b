//! Articles as Markdown (CommonMark with GitHub's tables).

mod escape;

use super::href;
use super::html::heading_level;
use super::inline::{self, Inline, Piece};
use super::structure::{self, Cell, Container, Event, Table};
use crate::article::{Article, BodyBlock};
use crate::document::{BlockKind, MarkKind};
use crate::span::{Body, Span};
use escape::Escape;

/// The article as Markdown: the title as first heading, then the body. With `links`, links that lead to
/// `http`, `https`, `mailto` or relative addresses are kept. Signs of the text are escaped only where they would act.
///
/// ```
/// let article = unspun::Cleaner::new().clean_html(
///     "<h1>Notice</h1><p>The <b>old</b> bridge * stays closed until the end of the week, said the council.</p>")?;
/// let markdown = unspun::render::markdown::render(&article, true);
/// assert!(markdown.starts_with("# Notice\n\nThe **old** bridge * stays closed"));
/// # Ok::<(), unspun::Error>(())
/// ```
pub fn render(article: &Article, links: bool) -> String {
    let mut writer = Writer::new(article, links);
    if let Some(title) = article.title() {
        let title = escape::heading(&Escape::of(title, false).text(title, false));
        writer.lines(&format!("# {title}"));
    }
    structure::walk(article, |event| writer.event(event));
    if !writer.out.is_empty() {
        writer.out.push('\n');
    }
    writer.out
}

struct Writer<'a> {
    article: &'a Article,
    inline: Inline,
    links: bool,
    out: String,
    /// What stands before every line: `> ` for quotations, spaces for items.
    prefix: String,
    /// Lengths of the prefix outside each open container.
    outer: Vec<usize>,
    /// How much of the prefix the last block had too.
    shared: usize,
    /// The marker of an item that has no text yet.
    marker: String,
    /// The next block follows without a blank line: an item after an item.
    tight: bool,
}

impl<'a> Writer<'a> {
    fn new(article: &'a Article, links: bool) -> Self {
        Writer {
            article,
            inline: Inline::new(article),
            links,
            out: String::new(),
            prefix: String::new(),
            outer: Vec::new(),
            shared: 0,
            marker: String::new(),
            tight: false,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Open(container) => self.open(container),
            Event::Close(container) => {
                self.prefix.truncate(self.outer.pop().unwrap_or_default());
                self.shared = self.shared.min(self.prefix.len());
                self.tight = matches!(container, Container::Item(_));
            }
            Event::Table(table) => self.table(&table),
            Event::Block(block, span) => self.block(block, span),
        }
    }

    fn open(&mut self, container: Container) {
        self.outer.push(self.prefix.len());
        match container {
            // A list inside an item follows its text at once.
            Container::List(_) => self.tight = self.outer.len() > 1 && !self.prefix.ends_with("> "),
            Container::Item(number) => self.marker = number.map_or("- ".to_owned(), |number| format!("{number}. ")),
            Container::Quote => {
                self.tight = false;
                self.prefix.push_str("> ");
            }
        }
    }

    fn block(&mut self, block: &BodyBlock, span: Span<Body>) {
        let text = match block.kind() {
            BlockKind::Code => fenced(self.article.quote(span)),
            BlockKind::Heading => {
                let signs = heading_level(block.level(), self.article.title().is_some());
                let text = escape::heading(&self.text(span).replace("  \n", " "));
                format!("{} {text}", "#".repeat(signs))
            }
            _ => escape::line_starts(&self.text(span)),
        };
        self.lines(&text);
    }

    /// The header is as wide as the widest row: what goes beyond it would be lost.
    fn table(&mut self, table: &Table) {
        let columns = table.iter().map(Vec::len).max().unwrap_or(0);
        let (header, rows) = match table.split_first() {
            Some((first, rest)) if structure::is_header(first) => (first.as_slice(), rest),
            _ => (&[][..], table.as_slice()),
        };
        let mut text = self.row(header);
        text.push_str(&"  |".repeat(columns - header.len()));
        text.push_str("\n|");
        text.push_str(&" --- |".repeat(columns));
        for row in rows {
            text.push('\n');
            text.push_str(&self.row(row));
        }
        self.lines(&text);
    }

    fn row(&self, row: &[Cell]) -> String {
        let cell = |cell: &Cell| format!(" {} |", self.text(cell.span).replace("  \n", " ").replace('|', "\\|"));
        row.iter().map(cell).fold("|".to_owned(), |row, cell| row + &cell)
    }

    /// Writes the lines of a block, set apart from what is before and inside its containers.
    fn lines(&mut self, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
            if !std::mem::take(&mut self.tight) {
                self.out.push_str(self.prefix[..self.shared].trim_end());
                self.out.push('\n');
            }
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.out.push('\n');
            }
            self.out.push_str(if line.is_empty() { self.prefix.trim_end() } else { &self.prefix });
            self.out.push_str(&self.marker);
            self.prefix.push_str(&" ".repeat(self.marker.len()));
            self.marker.clear();
            self.out.push_str(line);
        }
        self.shared = self.prefix.len();
        self.tight = false;
    }

    fn text(&self, span: Span<Body>) -> String {
        let pieces = self.acting(self.inline.pieces(span));
        let escape = Escape::of(self.article.quote(span), pieces.len() > 1);
        let mut line = Line { writer: self, escape, out: String::new(), in_link: false, code: None };
        pieces.into_iter().for_each(|piece| line.piece(piece));
        line.out
    }

    /// An address holds no entity: readers would decode it.
    fn address(&self, start: u32, end: u32) -> Option<String> {
        let address = self.links.then(|| href::safe(&self.article.hrefs[start as usize..end as usize]))??;
        Some(if address.contains(';') { address.replace('&', "&amp;") } else { address })
    }

    /// The pieces without links that lead nowhere and emphasis that its neighbours would switch off.
    fn acting(&self, mut pieces: Vec<Piece>) -> Vec<Piece> {
        pieces.retain(|piece| match piece {
            Piece::Open(MarkKind::Link(start, end)) | Piece::Close(MarkKind::Link(start, end)) => {
                self.address(*start, *end).is_some()
            }
            _ => true,
        });
        escape::drop_dead_emphasis(self.article.body(), &mut pieces);
        inline::join_texts(&mut pieces);
        pieces
    }
}

/// The text of a block being written.
struct Line<'w, 'a> {
    writer: &'w Writer<'a>,
    escape: Escape,
    out: String,
    in_link: bool,
    /// Code is gathered first: its fence depends on what is in it.
    code: Option<String>,
}

impl Line<'_, '_> {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Close(MarkKind::Code) => {
                let code = self.code.take().unwrap_or_default();
                self.out.push_str(&code_span(&code));
            }
            Piece::Text(span) => match (self.writer.article.quote(span), &mut self.code) {
                (text, Some(code)) => code.push_str(text),
                (text, None) => self.out.push_str(&self.escape.text(text, self.in_link).replace('\n', "  \n")),
            },
            _ if self.code.is_some() => {}
            Piece::Open(MarkKind::Code) => self.code = Some(String::new()),
            Piece::Open(MarkKind::Link(..)) => self.open_link(),
            Piece::Close(MarkKind::Link(start, end)) => {
                let address = self.writer.address(start, end).unwrap_or_default();
                self.out.push_str(&format!("]({address})"));
                self.in_link = false;
            }
            Piece::Open(kind) | Piece::Close(kind) => {
                self.out.push_str(if kind == MarkKind::Strong { "**" } else { "*" });
            }
        }
    }

    /// An exclamation mark before a link would make it a picture.
    fn open_link(&mut self) {
        if self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.out.push('[');
        self.in_link = true;
    }
}

/// Code between fences that are longer than any run of backticks in it; flattened text may bring fences along.
fn fenced(code: &str) -> String {
    let lines = code.trim_start_matches('\n').trim_end();
    // Three spaces may stand before a fence that closes.
    let closes = lines.rsplit('\n').next().is_some_and(|last| last.len() <= 6 && last.trim_start() == "```");
    if lines.starts_with("```") && closes && lines.matches("```").count() == 2 {
        return lines.to_owned();
    }
    let fence = "`".repeat(longest_run(lines, '`').max(2) + 1);
    format!("{fence}\n{lines}\n{fence}")
}

fn code_span(code: &str) -> String {
    let code = code.replace('\n', " ");
    let fence = "`".repeat(match longest_run(&code, '`') {
        0 => 1,
        run => run + 1,
    });
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Pipeline};

    fn everything() -> Cleaner {
        Cleaner::builder().pipeline(Pipeline::new()).build()
    }

    fn markdown(page: &str) -> String {
        let mut article = everything().clean_html(page).expect("a page");
        article.title = None;
        render(&article, true)
    }

    #[track_caller]
    fn gives(page: &str, expected: &str) {
        assert_eq!(markdown(page).trim_end(), expected, "{page}");
    }

    #[test]
    fn title_and_headings() {
        let article = everything().clean_html("<h1>Notes</h1><h3>Part C #</h3><p>Text.</p>").expect("a page");
        assert_eq!(render(&article, false), "# Notes\n\n## Notes\n\n### Part C \\#\n\nText.\n");
    }

    #[test]
    fn lists_nest_and_count() {
        gives(
            "<ol><li>one<ul><li>a<li>b</ul><li><p>two</p><p>more of two</p><pre>x\n\ny</pre><li>three</ol><p>after</p>",
            "1. one\n   - a\n   - b\n2. two\n\n   more of two\n\n   ```\n   x\n\n   y\n   ```\n3. three\n\nafter",
        );
        gives("<ul><li>a</ul><ol><li>b</ol>", "- a\n\n1. b");
    }

    #[test]
    fn quotes_hold_several_paragraphs() {
        gives(
            "<p>He said:</p><blockquote><p>One.</p><p>Two.</p></blockquote><p>End.</p>",
            "He said:\n\n> One.\n>\n> Two.\n\nEnd.",
        );
    }

    #[test]
    fn tables_have_a_header_row() {
        gives(
            "<table><tr><th>Line<th>Stops<tr><td>A|B<td>4<tr><td>C<td>5</table>",
            "| Line | Stops |\n| --- | --- |\n| A\\|B | 4 |\n| C | 5 |",
        );
        gives(
            "<table><tr><th>Weight<td>2 kg<tr><th>Colour<td>red</table>",
            "|  |  |\n| --- | --- |\n| Weight | 2 kg |\n| Colour | red |",
        );
        gives("<table><tr><td>alone<tr><td>again</table>", "alone\n\nagain");
    }

    #[test]
    fn fences_are_longer_than_what_is_in_them() {
        gives("<pre>a\n```\nb</pre>", "````\na\n```\nb\n````");
        gives("<p>Type <code>a`b</code> and <code>`</code> now</p>", "Type ``a`b`` and `` ` `` now");
        let text = "The helper calls it:\n\n  ```\n  x = 1\n  ```\n\nand that is all there is to it.";
        let markdown = render(&everything().clean_text(text), false);
        assert!(markdown.contains("\n\n```\n  x = 1\n  ```\n\n"), "{markdown}");
    }

    #[test]
    fn inline_marks() {
        gives("<p>a <b> bold </b> and <i>it</i> <b>x</b><b>y</b></p>", "a **bold** and *it* **xy**");
        gives("<p><b>a <i>b</i></b></p>", "**a *b***");
        // The signs would not act here, so they are left out.
        gives("<p>say<b>“hi”</b>now</p>", "say“hi”now");
    }

    #[test]
    fn links_lead_to_harmless_places_only() {
        gives("<p>See <a href='/a b?(c)'>the [old] page</a>.</p>", "See [the \\[old\\] page](/a%20b?%28c%29).");
        gives("<p>See <a href='java&#9;script:alert(1)'>this</a>.</p>", "See this.");
        gives("<p>Look!<a href='/x'>here</a></p>", "Look\\![here](/x)");
        gives("<p><a href='/x?a=1&amp;b=2'><code>f()</code></a></p>", "[`f()`](/x?a=1&b=2)");
        gives("<p>x <a href='/?a=&amp;colon;b'>y</a></p>", "x [y](/?a=&amp;colon;b)");
    }

    #[test]
    fn signs_are_escaped_only_where_they_act() {
        for same in [
            "5 * 3 < 16",
            "a snake_case_name",
            "AT&T & Co.",
            "one * star",
            "C# and #5",
            "[1] said",
            "wow!",
            "3.5 - 2",
            "50% ~ half",
        ] {
            gives(&format!("<p>{}</p>", same.replace('&', "&amp;").replace('<', "&lt;")), same);
        }
        for (text, escaped) in [
            ("2 *a* b", "2 \\*a\\* b"),
            ("_x_", "\\_x\\_"),
            ("&lt;b&gt;", "\\<b>"),
            ("&amp;amp; &amp;copy;", "\\&amp; \\&copy;"),
            ("# no heading", "\\# no heading"),
            ("- no item", "\\- no item"),
            ("12. no item", "12\\. no item"),
            ("&gt; no quote", "\\> no quote"),
            ("a<br>- - -<br>=== b", "a  \n\\- - -  \n=== b"),
            ("[x](javascript:alert(1))", "[x\\](javascript:alert(1))"),
            ("[x]: javascript:alert(1)", "[x\\]: javascript:alert(1)"),
            ("C:\\*.*", "C:\\\\\\*.\\*"),
            ("`a` b", "\\`a\\` b"),
        ] {
            gives(&format!("<p>{text}</p>"), escaped);
        }
    }

    #[test]
    fn markers_of_flattened_text_become_lists() {
        let article = everything()
            .clean_text("Things to bring along:\n\n• a coat\n• a lamp\n\n1. First step here\n2. Second step here");
        let out = render(&article, false);
        assert!(out.contains("- a coat\n- a lamp\n\n1. First step here\n2. Second step here"), "{out}");
    }

    #[test]
    fn rows_of_flattened_text_become_tables() {
        let table = "| Boat | Fee |\n| --- | --- |\n| Small boats | 10 |";
        let without_header = "|  |  |\n| --- | --- |\n| Boat | Fee |\n| Small boats | 10 |";
        for (rows, expected) in [(table, table), ("\tBoat\tFee\n\tSmall boats\t10", without_header)] {
            let out = render(&everything().clean_text(&format!("What it costs.\n\n{rows}\n\nThat is all.")), false);
            assert!(out.contains(expected), "{out}");
        }
    }

    /// What stands behind each live mark: one that no backslash takes its meaning from.
    fn behind<'o>(out: &'o str, mark: &'o str) -> impl Iterator<Item = &'o str> {
        let backslashes = |before: &str| before.len() - before.trim_end_matches('\\').len();
        let live = move |at: &usize| backslashes(&out[..*at]).is_multiple_of(2);
        out.match_indices(mark).map(|(at, _)| at).filter(live).map(|at| &out[at + mark.len()..])
    }

    #[test]
    fn no_injection_vector_becomes_markup() {
        for vector in include_str!("testdata/injection.txt").lines() {
            let out = markdown(&format!("<p>before {vector} after</p>"));
            for address in behind(&out, "](") {
                let scheme = address.split(['/', '?', '#', ')']).next().unwrap_or_default();
                assert!(!scheme.contains(':') || scheme.starts_with("http") || scheme.starts_with("mailto:"), "{out}");
            }
            assert!(!behind(&out, "]:").any(|_| true), "{out}");
            let is_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
            let live = behind(&out, "<").filter(|rest| is_tag(rest)).count();
            assert!(live == 0 || out.contains("``") || out.contains("`<"), "{out}");
        }
    }
}
