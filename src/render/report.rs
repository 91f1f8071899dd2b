//! What happened to a page, as one HTML file for people: no network, no script, nothing of the page's own markup.

use super::html::escape;
use super::trace::{self, Part, Run, Total, chars, counted, grouped};
use crate::cleaner::Cleaned;
use crate::document::{Block, BlockKind, Input};
use crate::edits::{Flag, FlagKind};
use crate::span::Source;

/// Only our own style may act; nothing may be fetched, sent or run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("report.css");
/// Characters of a removed run that are shown unfolded.
const SHORT: usize = 400;

/// The report: the page's text with removed blocks faded and coloured by filter, boxes that show and hide them,
/// the parts of the score, the flags, the metadata.
///
/// ```
/// use unspun::{Cleaner, Page, render::report};
/// let cleaner = Cleaner::new();
/// let cleaned = cleaner.run(cleaner.parse(&Page::html("<p>The harbour <script>alert(1)</script> will open again on Friday.</p>"))?);
/// let report = report::render(&cleaned);
/// assert!(report.contains("The harbour will open") && !report.contains("<script"));
/// # Ok::<(), unspun::Error>(())
/// ```
pub fn render(cleaned: &Cleaned) -> String {
    let totals = trace::totals(&cleaned.document, cleaned.article.removed());
    let mut report = Report { cleaned, totals, flags: Vec::new(), anchors: 0, out: String::new() };
    report.head();
    report.summary();
    report.page();
    report.side();
    report.out.push_str("</div>\n</body>\n</html>\n");
    report.out
}

struct Report<'c> {
    cleaned: &'c Cleaned,
    totals: Vec<Total<'c>>,
    /// The flags met so far, each with the number of its anchor.
    flags: Vec<(usize, &'c Flag<Source>)>,
    anchors: usize,
    out: String,
}

impl<'c> Report<'c> {
    fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape(&mut self.out, text);
    }

    fn title(&self) -> &'c str {
        self.cleaned.article.title().unwrap_or("Untitled page")
    }

    fn head(&mut self) {
        self.push("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.push(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n"));
        self.push("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.push("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
        self.text(self.title());
        self.push(" · unspun report</title>\n<style>\n");
        self.push(STYLE);
        for number in 0..self.totals.len() {
            // Steps of the golden angle keep the colours of neighbours apart.
            let hue = (210 + number * 137) % 360;
            self.push(&format!(".f{number} {{ --hue: {hue}; }}\n"));
            self.push(&format!("body:has(#t{number}:not(:checked)) .page .f{number} {{ display: none; }}\n"));
        }
        self.push("</style>\n</head>\n<body>\n");
    }

    fn summary(&mut self) {
        let article = &self.cleaned.article;
        self.push("<header>\n<h1 dir=\"auto\">");
        self.text(self.title());
        self.push("</h1>\n<ul class=\"facts\">\n");
        let score = article.quality().score();
        self.push(&format!("<li class=\"score\"><b>{score:.2}</b> score {}</li>\n", bar(score)));
        let (kept, all) = (chars(article.body()), chars(self.cleaned.document.text()));
        self.push(&format!("<li><b>{kept}</b> of {all} characters kept</li>\n"));
        if let Some(kind) = article.page_kind() {
            self.push(&format!("<li>page kind <b>{kind}</b></li>\n"));
        }
        if let Some(language) = article.language() {
            self.push(&format!("<li>language <b>{language}</b></li>\n"));
        }
        self.push(&format!("<li><b>{}</b> flags</li>\n", article.flags().len()));
        let judgement = article.spun_judgement();
        match judgement.probability() {
            Some(_) => self.push(&format!("<li><b>{judgement}</b> likely spun</li>\n")),
            None => self.push(&format!("<li>likely spun: {judgement}</li>\n")),
        }
        if article.is_truncated() {
            self.push("<li><b>cut short</b> by a limit</li>\n");
        }
        self.push("</ul>\n</header>\n<div class=\"columns\">\n");
    }

    fn page(&mut self) {
        let document = &self.cleaned.document;
        let input = if document.input() == Input::Html { " html" } else { "" };
        let language = self.cleaned.article.language().map_or("und", |language| language.code());
        self.push(&format!("<main class=\"page{input}\" lang=\"{language}\">\n"));
        for run in trace::runs(document) {
            match run.removed() {
                Some((filter, reason)) => self.removed(&run, filter, &reason.to_string()),
                None => run.blocks().iter().for_each(|block| self.kept(*block)),
            }
        }
        self.push("</main>\n");
    }

    fn removed(&mut self, run: &Run<'c>, filter: &str, reason: &str) {
        let chars: usize = run.blocks().iter().map(|block| block.text().chars().count()).sum();
        let open = if chars <= SHORT { " open" } else { "" };
        let class = self.class(filter);
        self.push(&format!("<details class=\"gone {class}\"{open}><summary><b>{filter}</b> "));
        self.text(reason);
        let blocks = run.blocks().len();
        if blocks > 1 || chars > SHORT {
            self.push(&format!(" <small>{}, {} characters</small>", counted(blocks, "block"), grouped(chars)));
        }
        self.push("</summary>");
        for block in run.blocks() {
            self.push("<p dir=\"auto\">");
            self.text(block.text());
            self.push("</p>");
        }
        self.push("</details>\n");
    }

    fn kept(&mut self, block: Block<'c>) {
        let class = match block.kind() {
            BlockKind::Heading => "heading",
            BlockKind::ListItem => "item",
            BlockKind::Cell => "cell",
            BlockKind::Code => "code",
            BlockKind::Quote => "quote",
            BlockKind::Caption => "caption",
            _ => "text",
        };
        self.push(&format!("<p dir=\"auto\" class=\"{class}\""));
        if let Some(last) = self.cleaned.document.trail().last(block.index()) {
            self.push(&format!(" title=\"kept by {}: ", last.filter()));
            self.text(&last.reason().to_string());
            self.push("\"");
        }
        self.push(">");
        for part in trace::parts(&self.cleaned.document, block) {
            self.part(part);
        }
        self.push("</p>\n");
    }

    fn part(&mut self, part: Part<'c>) {
        match part {
            Part::Plain(text) => self.text(text),
            Part::Cut(text, cut) => {
                let class = self.class(cut.filter());
                self.push(&format!("<del class=\"{class}\" title=\"{}: ", cut.filter()));
                self.text(&cut.reason().to_string());
                self.push("\">");
                self.text(text);
                self.push("</del>");
            }
            Part::Flagged(text, flags) => self.flagged(text, flags),
        }
    }

    fn flagged(&mut self, text: &str, flags: &'c [Flag<Source>]) {
        self.anchors += 1;
        self.flags.extend(flags.iter().map(|flag| (self.anchors, flag)));
        let names: Vec<String> =
            flags.iter().map(|flag| format!("{} {:.2}", flag.kind().name(), flag.confidence())).collect();
        self.push(&format!("<mark id=\"flag-{}\" title=\"{}\">", self.anchors, names.join(", ")));
        self.text(text);
        flags.iter().for_each(|flag| self.original(flag));
        self.push("</mark>");
    }

    fn original(&mut self, flag: &Flag<Source>) {
        if let Some(original) = flag.suggestions().first() {
            self.push("<ins>");
            self.text(original);
            self.push("</ins>");
        }
    }

    fn side(&mut self) {
        self.push("<aside>\n<section><h2>Score</h2>\n<table class=\"parts\">\n");
        for (name, value) in self.cleaned.article.quality().parts() {
            self.push(&format!(
                "<tr><th>{}</th><td>{}</td><td>{value:.2}</td></tr>\n",
                name.replace('_', " "),
                bar(value)
            ));
        }
        self.push("</table></section>\n");
        self.legend();
        self.flag_list();
        self.metadata();
        self.push("</aside>\n");
    }

    fn legend(&mut self) {
        if self.totals.is_empty() {
            return self.push("<section><h2>Removed</h2><p>Nothing.</p></section>\n");
        }
        self.push("<section><h2>Removed</h2>\n<label class=\"all\"><input type=\"checkbox\" id=\"removed\" checked> show removed text</label>\n<table class=\"legend\">\n");
        for (number, total) in std::mem::take(&mut self.totals).into_iter().enumerate() {
            let (filter, pieces, chars) = (total.filter(), counted(total.pieces(), "piece"), grouped(total.chars()));
            self.push(&format!("<tr class=\"f{number}\"><th><label><input type=\"checkbox\" id=\"t{number}\" checked> {filter}</label></th>"));
            self.push(&format!("<td>{pieces}</td><td>{chars}</td></tr>\n"));
        }
        self.push("</table></section>\n");
    }

    fn flag_list(&mut self) {
        if self.flags.is_empty() {
            return self.push("<section><h2>Flags</h2><p>None.</p></section>\n");
        }
        self.push(&format!("<section><h2>Flags <small>{}</small></h2>\n", self.flags.len()));
        self.push("<label class=\"all\"><input type=\"checkbox\" id=\"originals\" checked> show probable originals</label>\n<ol class=\"flags\">\n");
        for (anchor, flag) in std::mem::take(&mut self.flags) {
            self.push(&format!("<li><a href=\"#flag-{anchor}\"><span dir=\"auto\">"));
            self.text(self.cleaned.document.quote(flag.span()));
            self.push("</span>");
            match flag.kind() {
                FlagKind::Fragment => self.push(" <i>fragment</i>"),
                FlagKind::SpunSynonym => self.original(flag),
            }
            self.push(&format!(" <small>{:.2}</small></a></li>\n", flag.confidence()));
        }
        self.push("</ol></section>\n");
    }

    fn metadata(&mut self) {
        let metadata = self.cleaned.article.metadata();
        let authors = metadata.authors().join(", ");
        let rows = [
            ("title", metadata.title()),
            ("author", Some(authors.as_str())),
            ("date", metadata.date()),
            ("modified", metadata.modified()),
            ("site", metadata.site_name()),
            ("language", metadata.language()),
            ("address", metadata.canonical_url()),
            ("description", metadata.description()),
        ];
        self.push("<section><h2>What the page says of itself</h2>\n<dl>\n");
        for (name, value) in rows {
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            self.push(&format!("<dt>{name}</dt><dd dir=\"auto\">"));
            self.text(value);
            self.push("</dd>\n");
        }
        self.push("</dl></section>\n");
    }

    fn class(&self, filter: &str) -> String {
        self.totals
            .iter()
            .position(|total| total.filter() == filter)
            .map_or(String::new(), |number| format!("f{number}"))
    }
}

fn bar(share: f32) -> String {
    let percent = (share.clamp(0.0, 1.0) * 100.0).round();
    format!("<span class=\"bar\"><i style=\"width:{percent}%\"></i></span>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, Cleaner, Document, Edits, Filter, Page, Pipeline};

    /// Drops, flags and cuts by fixed words.
    #[derive(Debug)]
    struct Marker;

    impl Filter for Marker {
        fn name(&self) -> &'static str {
            "marker"
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            for block in doc.blocks().filter(|block| block.text().contains("drop")) {
                edits.drop(block.index(), "a <b> \"reason\"".to_owned());
            }
            let find = |block: Block<'_>, word: &str| {
                let at = block.span().start() + block.text().find(word)?;
                Some(crate::Span::new(at, at + word.len()))
            };
            for block in doc.blocks() {
                if let Some(span) = find(block, "12 months") {
                    edits.flag(span, FlagKind::SpunSynonym).suggest("<year>").confidence(0.9);
                }
                if let Some(span) = find(block, "months") {
                    edits.flag(span, FlagKind::Fragment);
                }
                if let Some(span) = find(block, "CUT") {
                    edits.cut(span, "chrome");
                }
            }
        }
    }

    fn report(page: &str) -> String {
        let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Marker)).build();
        let document = cleaner.parse(&Page::html(page)).expect("a page");
        render(&cleaner.run(document))
    }

    #[test]
    fn removed_cut_and_flagged_text_is_shown_with_its_author() {
        let report = report("<h1>Title</h1><p>drop this</p><p>This 12 months CUT we stay.</p>");
        assert!(report.contains("<details class=\"gone f0\" open><summary><b>marker</b> a &lt;b&gt; &quot;reason&quot;</summary><p dir=\"auto\">drop this</p>"));
        assert!(report.contains("<del class=\"f0\" title=\"marker: chrome\">CUT</del>"));
        assert!(report.contains(
            "<mark id=\"flag-1\" title=\"spun-synonym 0.90, fragment 1.00\">12 months<ins>&lt;year&gt;</ins></mark>"
        ));
        assert_eq!(report.matches("<li><a href=\"#flag-1\">").count(), 2);
        assert!(report.contains("body:has(#t0:not(:checked)) .page .f0 { display: none; }"));
    }

    #[test]
    fn nothing_of_the_page_acts() {
        let vectors = include_str!("testdata/injection.txt");
        let page = |text: &str| {
            format!(
                "<title>{text}</title><h1>{text}</h1><p>drop {text}</p><p>12 months {text}</p><meta name=author content='{text}'>"
            )
        };
        let names = |report: &str| {
            let tags = report.split_once("</style>").map_or("", |(_, body)| body).split('<').skip(1);
            tags.map(|tag| tag.split(['>', ' ']).next().unwrap_or_default().to_owned())
                .collect::<std::collections::BTreeSet<_>>()
        };
        for vector in vectors.lines() {
            let report = report(&page(vector));
            let known = "a aside b body dd del details div dl dt h1 h2 head header html i input ins label li main mark ol p section small span summary table td th tr ul";
            assert!(
                names(&report).iter().all(|name| known.split(' ').any(|known| known == name.trim_start_matches('/'))),
                "{:?}",
                names(&report)
            );
            assert_eq!(
                report.matches("<style").count() + report.matches("<meta").count() + report.matches("<title").count(),
                6,
                "{vector}"
            );
            let hrefs = report.matches("href=\"").count();
            assert_eq!(hrefs, report.matches("href=\"#flag-").count(), "{vector}");
        }
    }

    #[test]
    fn the_policy_allows_nothing_but_our_style() {
        let report = report("<p>A word.</p>");
        assert!(report.contains(
            "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\""
        ));
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }

    #[test]
    fn figures_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
