//! The terminal view.

use super::Detail;
use super::wrap::{width, wrap};
use crate::harmless::harmless;
use crate::paint::{Paint, Style};
use std::collections::BTreeMap;
use unspun::render::trace::{self, Part, Run, Total, chars, counted, grouped};
use unspun::{Block, BlockKind, Cleaned, Flag, Input};

/// Columns of the margin that names the filters, without the bar behind it.
const MARGIN: usize = 17;
/// Lines of a removed run that are shown unless all are asked for.
const SHOWN: usize = 2;
/// Flagged wordings that are listed unless all are asked for.
const WORDINGS: usize = 20;

/// Draws the page for a terminal of `columns`.
pub fn render(cleaned: &Cleaned, name: &str, paint: Paint, columns: usize, detail: Detail) -> String {
    let totals = trace::totals(&cleaned.document, cleaned.article.removed());
    let mut view = View { cleaned, paint, columns, detail, totals, out: String::new() };
    view.header(name);
    view.parts();
    view.removed_table();
    view.flags();
    if detail != Detail::Brief {
        view.text();
    }
    view.out
}

struct View<'c> {
    cleaned: &'c Cleaned,
    paint: Paint,
    columns: usize,
    detail: Detail,
    totals: Vec<Total<'c>>,
    out: String,
}

impl<'c> View<'c> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn header(&mut self, name: &str) {
        let article = &self.cleaned.article;
        let title = article.title().unwrap_or("(no title)");
        for line in wrap(&[(Style::BOLD, title.to_owned())], self.columns, self.paint) {
            self.line(&line);
        }
        let input = if self.cleaned.document.input() == Input::Html { "HTML" } else { "text" };
        let kind = article.page_kind().map(|kind| format!(" {kind}")).unwrap_or_default();
        let language = article.language().map_or("?", |language| language.code());
        let (kept, all) = (chars(article.body()), chars(self.cleaned.document.text()));
        let mut facts = format!("{}  {input}{kind}  {language}  kept {kept} of {all} characters", harmless(name));
        if article.is_truncated() {
            facts.push_str("  cut short by a limit");
        }
        self.line(&self.paint.text(Style::DIM, &facts));
        self.line("");
    }

    fn parts(&mut self) {
        let article = &self.cleaned.article;
        self.bar("score", article.quality().score(), Style::BOLD);
        let verdict = article.quality().grade();
        let style = Style::grade(article.quality().score());
        self.line(&format!("  {:<MARGIN$}{}", "verdict", self.paint.text(style, &verdict.to_string())));
        for (name, value) in article.quality().parts() {
            self.bar(&name.replace('_', " "), value, Style::PLAIN);
        }
        let judgement = article.spun_judgement();
        let grade = judgement.probability().map_or(Style::DIM, |spun| Style::grade(1.0 - spun));
        self.line(&format!("  {:<MARGIN$}{}", "likely spun", self.paint.text(grade, &judgement.to_string())));
        self.line("");
    }

    fn bar(&mut self, name: &str, value: f32, style: Style) {
        const CELLS: usize = 24;
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let eighths = (value.clamp(0.0, 1.0) * (CELLS * 8) as f32).round() as usize;
        let full = format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8]);
        let rest = "·".repeat(CELLS - full.chars().count());
        let name = self.paint.text(style, &format!("{name:<MARGIN$}"));
        let value_text = self.paint.text(style, &format!("{value:.2}"));
        let bar = self.paint.text(Style::grade(value), &full);
        self.line(&format!("  {name}{value_text}  {bar}{}", self.paint.text(Style::DIM, &rest)));
    }

    fn removed_table(&mut self) {
        if self.totals.is_empty() {
            return self.line("Nothing was removed.\n");
        }
        let head = format!("  {:<MARGIN$}{:>10}{:>8}   for example", "removed by", "characters", "pieces");
        self.line(&self.paint.text(Style::DIM, &head));
        let room = self.columns.saturating_sub(MARGIN + 23).max(10);
        let rows = self.totals.iter().enumerate().map(|(place, total)| {
            let filter = self.paint.text(Style::filter(place), &format!("{:<MARGIN$}", total.filter()));
            let example = self.paint.text(Style::DIM, &shortened(total.example(), room));
            format!("  {filter}{:>10}{:>8}   {example}", grouped(total.chars()), grouped(total.pieces()))
        });
        let rows: Vec<String> = rows.collect();
        rows.iter().for_each(|row| self.line(row));
        self.line("");
    }

    /// Each flagged wording once, most frequent first.
    fn flags(&mut self) {
        let article = &self.cleaned.article;
        let mut seen: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
        for (place, flag) in article.flags().iter().enumerate() {
            let count = seen.entry((article.quote(flag.span()), original(flag))).or_insert((0, place));
            count.0 += 1;
        }
        let mut seen: Vec<_> = seen.into_iter().collect();
        seen.sort_by_key(|(_, (count, place))| (std::cmp::Reverse(*count), *place));
        let mut pieces = vec![(Style::BOLD, counted(article.flags().len(), "flag"))];
        let shown = if self.detail == Detail::All { seen.len() } else { seen.len().min(WORDINGS) };
        let more = seen.len() - shown;
        for (at, ((text, original), (count, _))) in seen.into_iter().take(shown).enumerate() {
            pieces.push((Style::DIM, if at > 0 { " · " } else { ": " }.to_owned()));
            pieces.push((Style::FLAG, text.to_owned()));
            pieces.push((Style::ORIGINAL, format!(" ‹{original}›")));
            pieces.push((Style::DIM, if count > 1 { format!(" ×{count}") } else { String::new() }));
        }
        if more > 0 {
            pieces.push((Style::DIM, format!(" · … {more} more")));
        }
        for line in wrap(&pieces, self.columns - 4, self.paint) {
            self.line(&format!("  {line}"));
        }
    }

    fn text(&mut self) {
        self.line("");
        for run in trace::runs(&self.cleaned.document) {
            match run.removed() {
                Some((filter, reason)) => self.removed(&run, filter, &reason.to_string()),
                None => run.blocks().iter().for_each(|block| self.kept(*block)),
            }
        }
    }

    /// The filter and its reason stand in the margin of what it removed.
    fn removed(&mut self, run: &Run<'c>, filter: &str, reason: &str) {
        let style = self.totals.iter().position(|total| total.filter() == filter).map_or(Style::DIM, Style::filter);
        let mut pieces = Vec::new();
        for block in run.blocks() {
            let gap = if pieces.is_empty() { "" } else { " · " };
            pieces.push((Style::DIM, format!("{gap}{}", block.text())));
        }
        let mut lines = wrap(&pieces, self.room(), self.paint);
        if self.detail == Detail::Normal && lines.len() > SHOWN + 1 {
            lines.truncate(SHOWN);
            let all: usize = run.blocks().iter().map(|block| block.text().chars().count()).sum();
            let note = format!("… {}, {} characters", counted(run.blocks().len(), "block"), grouped(all));
            lines.push(self.paint.text(style, &note));
        }
        let bar = self.paint.text(style, "┊");
        let reason = if reason == filter { String::new() } else { shortened(reason, MARGIN) };
        let rows = lines.len().max(if reason.is_empty() { 1 } else { 2 });
        let mut margin = [filter.to_owned(), reason].into_iter();
        for at in 0..rows {
            let label = self.paint.text(style, &format!("{:>MARGIN$}", margin.next().unwrap_or_default()));
            self.line(&format!("{label} {bar} {}", lines.get(at).map_or("", String::as_str)));
        }
        let last = run.blocks().last();
        if last.and_then(Block::next).is_none_or(|next| next.is_kept()) {
            self.line("");
        }
    }

    fn kept(&mut self, block: Block<'c>) {
        let style = if block.kind() == BlockKind::Heading { Style::BOLD } else { Style::PLAIN };
        let mut pieces = Vec::new();
        if block.kind() == BlockKind::ListItem && self.cleaned.document.input() == Input::Html {
            pieces.push((style, "• ".to_owned()));
        }
        for part in trace::parts(&self.cleaned.document, block) {
            self.part(part, style, &mut pieces);
        }
        let (margin, bar) = (" ".repeat(MARGIN), self.paint.text(Style::GOOD, "│"));
        for line in wrap(&pieces, self.room(), self.paint) {
            self.line(&format!("{margin} {bar} {line}"));
        }
        let apart = !matches!(block.kind(), BlockKind::ListItem | BlockKind::Cell) || !same_kind_follows(block);
        if apart {
            self.line("");
        }
    }

    /// Without colours, brackets show what underlines and strokes would.
    fn part(&self, part: Part<'c>, style: Style, pieces: &mut Vec<(Style, String)>) {
        let (cut, end, flagged, close) = if self.paint.is_on() { ("", "", "", "") } else { ("[-", "-]", "[", "]") };
        match part {
            Part::Plain(text) => pieces.push((style, text.to_owned())),
            Part::Cut(text, _) => pieces.push((Style::CUT, format!("{cut}{text}{end}"))),
            Part::Flagged(text, flags) => {
                let originals: Vec<&str> = flags.iter().map(original).collect();
                pieces.push((Style::FLAG, format!("{flagged}{text}")));
                pieces.push((Style::ORIGINAL, format!(" ‹{}›{close}", originals.join(", "))));
            }
        }
    }

    /// Columns beside the margin.
    fn room(&self) -> usize {
        self.columns.saturating_sub(MARGIN + 4).max(20)
    }
}

/// The probable original, or else what is wrong.
fn original<T>(flag: &Flag<T>) -> &str {
    flag.suggestions().first().map_or(flag.kind().name(), String::as_str)
}

fn same_kind_follows(block: Block<'_>) -> bool {
    block.next().is_some_and(|next| next.is_kept() && next.kind() == block.kind())
}

/// One line of at most so many columns.
fn shortened(text: &str, columns: usize) -> String {
    let line = harmless(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut used = 0;
    let end = line.char_indices().find(|(_, c)| {
        used += width(*c);
        used > columns
    });
    match end {
        Some((at, _)) => {
            let last = line[..at].char_indices().next_back().map_or(0, |(last, _)| last);
            format!("{}…", line[..last].trim_end())
        }
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::Color;
    use unspun::{Cleaner, Page};

    const PAGE: &str = "<h1>Ferry\x1b[2J back</h1><nav><a href=/>Home</a> <a href=/n>News</a></nav><p>The ferry will run again \
        from Monday, the port\x1b]0;owned\x07 said on its site, and tickets from last week stay good until March.</p>\
        <footer>© 2026 Port News. All rights reserved.</footer>";

    fn view(color: Color, detail: Detail) -> String {
        let cleaner = Cleaner::new();
        let document = cleaner.parse(&Page::html(PAGE)).expect("a page");
        render(&cleaner.run(document), "a\x1bname", Paint::new(color, &std::io::stdout()), 60, detail)
    }

    #[test]
    fn text_stands_beside_a_margin_that_names_filters() {
        let view = view(Color::Never, Detail::Normal);
        assert!(view.contains(" │ The ferry will run again"), "{view}");
        assert!(view.lines().any(|line| line.contains('┊') && line.contains("Home")), "{view}");
        assert!(view.lines().all(|line| line.chars().count() <= 60), "{view}");
    }

    #[test]
    fn what_was_not_judged_says_why() {
        let page =
            "Der Hafen bleibt am Montag geschlossen, sagte der Rat der Stadt am Freitag, und niemand wusste davon. "
                .repeat(9);
        let cleaner = Cleaner::new();
        let document = cleaner.parse(&Page::html(&format!("<p>{page}</p>"))).expect("a page");
        let view =
            render(&cleaner.run(document), "name", Paint::new(Color::Never, &std::io::stdout()), 80, Detail::Brief);
        assert!(
            view.lines().any(|line| line.contains("likely spun") && line.ends_with("not judged: German")),
            "{view}"
        );
    }

    #[test]
    fn brief_leaves_the_text_out() {
        assert!(!view(Color::Never, Detail::Brief).contains("The ferry will run"));
    }

    #[test]
    fn only_our_own_sequences_reach_the_terminal() {
        assert!(!view(Color::Never, Detail::All).contains(|c: char| c.is_control() && c != '\n'));
        let colored = view(Color::Always, Detail::All);
        assert!(colored.split('\x1b').skip(1).all(|rest| rest.starts_with('[') && rest.contains('m')));
        assert!(!colored.contains("[2J") && !colored.contains('\x07'));
    }
}
