//! The leaderboard as one page for people: plots, a table to sort, every page's differences between two contenders.
//!
//! Nothing is fetched or sent. Texts of pages and contenders reach the page as data and are shown as text only; what runs is
//! our own script, named by a nonce that depends on all of the data, so that no page can know it.

use super::{charts, inputs, json, pages};
use crate::eval::judged::hash;
use crate::eval::leaderboard::{Entry, Facet, Leaderboard, Outcome};
use crate::eval::metrics::{Better, METRICS};
use crate::render::html::escape;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
///
/// ```
/// use unspun::eval::{Answer, Case, Corpus, Leaderboard, from_fn, report};
/// let corpus = Corpus::new("one page", vec![Case::text("a", "<script>one", "one")]);
/// let board = Leaderboard::run(&corpus, &mut [from_fn("whole", |page| Ok(Answer::new(page.content())))], &mut |_| {})?;
/// let page = report::html(&board);
/// assert!(page.contains("one page") && !page.contains("<script>one"));
/// # Ok::<(), unspun::eval::EvalError>(())
/// ```
pub fn html(board: &Leaderboard) -> String {
    let data = inert(&data(board).to_string());
    let nonce = format!("{:016x}{:016x}", hash(&data), hash(&(1, &data)));
    let mut out = String::new();
    head(board, &nonce, &mut out);
    plots(board, &mut out);
    out.push_str(include_str!("page.html"));
    let _ = write!(
        out,
        "<script type=\"application/json\" id=\"data\">{data}</script>\n<script nonce=\"{nonce}\">\n{SCRIPT}</script>\n"
    );
    out.push_str("</body>\n</html>\n");
    out
}

/// JSON that cannot end the element that it stands in.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn head(board: &Leaderboard, nonce: &str, out: &mut String) {
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'nonce-{nonce}'; \
         script-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'\">"
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    escape(out, board.corpus().name());
    let _ = write!(out, " · unspun leaderboard</title>\n<style nonce=\"{nonce}\">\n{STYLE}");
    for (at, entry) in board.entries().iter().enumerate() {
        let _ = writeln!(out, ".c{at} {{ {} }}", colour(at, entry.name()));
    }
    out.push_str("</style>\n</head>\n<body>\n<header>\n<h1>");
    escape(out, board.corpus().name());
    let _ = writeln!(
        out,
        "</h1>\n<p><b>{}</b> pages, <b>{}</b> cleaners</p>\n</header>",
        board.corpus().cases().len(),
        board.entries().len()
    );
}

/// Ours keep the accent; the others are steps of the golden angle apart.
fn colour(at: usize, name: &str) -> String {
    match name {
        "unspun" => "--c: var(--accent);".to_owned(),
        _ => format!("--c: oklch(var(--tone) 0.13 {});", (300 + at * 137) % 360),
    }
}

fn plots(board: &Leaderboard, out: &mut String) {
    out.push_str("<ul class=\"legend\" id=\"legend\">\n");
    for entry in board.entries() {
        let _ = write!(out, "<li class=\"{}\">", charts::class(board, entry));
        escape(out, entry.name());
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n<div class=\"plots\">\n");
    for facet in inputs(board) {
        let title = format!("Quality and speed, {facet} ({} pages)", pages(board, facet));
        figure(
            "wide",
            &title,
            "Word F1 with its 95 % interval; one page at a time.",
            Some(charts::speed(board, facet)),
            out,
        );
    }
    figure("", "Word F1 by kind of page", "Pages of each kind in brackets.", Some(charts::kinds(board)), out);
    let about = "Scores promise word F1: on the dashed line they keep it. Spun pages are left out.";
    figure("", "Calibration of scores", about, charts::calibration(board), out);
    let about = "By the confidence asked for. Cases list only the surest spans, so precision is a lower bound.";
    figure("", "Flags on spun text", about, charts::flags(board), out);
    out.push_str("</div>\n");
}

fn figure(class: &str, title: &str, about: &str, svg: Option<String>, out: &mut String) {
    let svg = svg.unwrap_or_else(|| "<p class=\"none\">No contender says any.</p>".to_owned());
    let _ =
        writeln!(out, "<figure class=\"{class}\">\n<figcaption><b>{title}</b> {about}</figcaption>\n{svg}</figure>");
}

/// All that the script needs.
fn data(board: &Leaderboard) -> Value {
    let metrics = METRICS.iter().map(|metric| {
        json!({"name": metric.name(), "title": metric.title(), "about": metric.about(), "up": metric.better() == Better::Higher})
    });
    let facets = board.facets().iter().map(|facet| json!({"name": facet.to_string(), "pages": pages(board, facet)}));
    json!({
        "metrics": metrics.collect::<Vec<_>>(),
        "facets": facets.collect::<Vec<_>>(),
        "contenders": board.entries().iter().map(|entry| contender(board, entry)).collect::<Vec<_>>(),
        "pages": (0..board.corpus().cases().len()).map(|at| page(board, at)).collect::<Vec<_>>(),
    })
}

fn contender(board: &Leaderboard, entry: &Entry) -> Value {
    let by_facet = |of: &dyn Fn(&Facet) -> Value| -> Map<String, Value> {
        board.facets().iter().map(|facet| (facet.to_string(), of(facet))).collect()
    };
    json!({
        "name": entry.name(),
        "colour": charts::class(board, entry),
        "failed": entry.failures(),
        "memory": entry.peak_memory(),
        "figures": by_facet(&|facet| json::figures(board, entry, facet)),
        "speed": by_facet(&|facet| json::speed(board.speed_in(entry, facet))),
    })
}

/// A page: every distinct line once, texts as numbers of lines.
fn page(board: &Leaderboard, at: usize) -> Value {
    let case = &board.corpus().cases()[at];
    let mut lines = LineBook::default();
    let gold = lines.numbers(case.gold());
    let answer = |outcome: &Outcome| match outcome.answer() {
        Ok(answer) => json!({"lines": lines.numbers(answer.text())}),
        Err(error) => json!({"error": error}),
    };
    let answers: Vec<Value> = board.entries().iter().map(|entry| &entry.outcomes()[at]).map(answer).collect();
    let scores = board.entries().iter().map(|entry| entry.outcomes()[at].value("word-f1"));
    json!({
        "id": case.id(),
        "facets": Facet::of(case)[1..].iter().map(Facet::to_string).collect::<Vec<_>>(),
        "gold": gold,
        "answers": answers,
        "scores": scores.collect::<Vec<_>>(),
        "lines": lines.lines,
    })
}

/// Distinct lines in order of appearance.
#[derive(Default)]
struct LineBook {
    lines: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl LineBook {
    fn numbers(&mut self, text: &str) -> Vec<usize> {
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).map(|line| self.number(line)).collect()
    }

    fn number(&mut self, line: String) -> usize {
        if let Some(&number) = self.numbers.get(&line) {
            return number;
        }
        self.lines.push(line.clone());
        self.numbers.insert(line, self.lines.len() - 1);
        self.lines.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Answer, Case, Corpus, from_fn};

    #[test]
    fn hostile_pages_stay_data() {
        let hostile = "</script><img src=x onerror=alert(1)><!-- \u{2028} ]]>";
        let corpus = Corpus::new(hostile, vec![Case::text(hostile, hostile, hostile)]);
        let mut contenders = [from_fn(hostile, |page| Ok(Answer::new(page.content())))];
        let board = Leaderboard::run(&corpus, &mut contenders, &mut |_| {}).expect("a page in memory");
        let page = html(&board);
        assert!(!page.contains("<img") && !page.contains("<!--"), "{page}");
        // Ours: the data, and the script.
        assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (2, 2));
        assert_eq!(page, html(&board));
    }

    #[test]
    fn lines_are_numbered_once() {
        let mut book = LineBook::default();
        assert_eq!(book.numbers("one\n\n two  words\none"), [0, 1, 0]);
        assert_eq!(book.lines, ["one", "two words"]);
    }
}
