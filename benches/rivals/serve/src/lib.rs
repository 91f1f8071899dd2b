//! The protocol of `unspun bench --with`, for rivals written in Rust.

use ego_tree::iter::Edge;
use scraper::{Html, Node};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

/// A page of the benchmark. Text comes as HTML with a paragraph a line: none of the rivals reads text.
pub struct Page {
    pub html: String,
    pub url: Option<String>,
}

/// What a rival makes of it.
#[derive(Default)]
pub struct Answer {
    pub text: String,
    pub title: Option<String>,
    pub score: Option<f64>,
}

/// Answers every record of standard input, each at once.
pub fn run(clean: impl Fn(&Page) -> Result<Answer, String>) {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line.expect("UTF-8")).expect("a record");
        let answer = match clean(&page(&record)) {
            Ok(Answer { text, title, score }) => {
                let title = title.filter(|title| !title.is_empty());
                json!({"id": record["id"], "text": text, "title": title, "score": score})
            }
            Err(error) => json!({"id": record["id"], "error": {"message": error}}),
        };
        writeln!(out, "{answer}").and_then(|()| out.flush()).expect("a reader");
    }
}

fn page(record: &Value) -> Page {
    let html = record["html"].as_str().map(str::to_owned);
    let url = record["url"].as_str().map(str::to_owned);
    Page { html: html.unwrap_or_else(|| paragraphs(record["text"].as_str().unwrap_or_default())), url }
}

fn paragraphs(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let escape = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let body: String = lines.map(|line| format!("<p>{}</p>\n", escape(line))).collect();
    format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n{body}</body></html>")
}

const BLOCKS: &str = " address article aside blockquote br caption dd details div dl dt figcaption figure footer form h1 h2 h3 \
    h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul ";

/// The text of an HTML fragment, each block on its line: for rivals whose product is HTML.
pub fn text_of(html: &str) -> String {
    let page = Html::parse_fragment(html);
    let mut out = String::new();
    for edge in page.tree.root().traverse() {
        let (Edge::Open(node) | Edge::Close(node)) = edge;
        match (edge, node.value()) {
            (_, Node::Element(element)) if BLOCKS.split(' ').any(|tag| tag == element.name()) => out.push('\n'),
            (Edge::Open(_), Node::Text(text)) => out.push_str(&text.replace('\n', " ")),
            _ => {}
        }
    }
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
