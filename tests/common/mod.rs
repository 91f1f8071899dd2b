//! Reads the corpus, and compares texts with white space folded.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use unspun::{Article, Cleaned, Cleaner, Page};

/// One case of the corpus.
pub struct Case {
    pub name: String,
    pub page: Vec<u8>,
    pub is_html: bool,
    pub gold: String,
    spans: Table,
}

/// All cases, by name.
pub fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = fs::read_dir(folder).expect("the corpus is part of the repository");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("readable").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.iter().map(|folder| Case::read(folder)).collect()
}

impl Case {
    fn read(folder: &Path) -> Case {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text =
            |file: &str| fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{name}/{file}: {error}"));
        let is_html = folder.join("page.html").exists();
        let page = fs::read(folder.join(if is_html { "page.html" } else { "page.txt" })).expect("a page");
        let spans = text("spans.toml").parse().unwrap_or_else(|error| panic!("{name}/spans.toml: {error}"));
        Case { page, is_html, gold: text("gold.txt"), spans, name }
    }

    pub fn run(&self, cleaner: &Cleaner) -> Cleaned {
        let kind = if self.is_html { unspun::Input::Html } else { unspun::Input::Text };
        let page = Page::bytes(&self.page).kind(kind);
        cleaner.run(cleaner.parse(&page).unwrap_or_else(|error| panic!("{}: {error}", self.name)))
    }

    pub fn clean(&self, cleaner: &Cleaner) -> Article {
        self.run(cleaner).article
    }

    pub fn string(&self, key: &str) -> Option<String> {
        self.spans.get(key)?.as_str().map(str::to_owned)
    }

    pub fn number(&self, key: &str) -> Option<f64> {
        self.spans.get(key)?.as_float()
    }

    pub fn is_spun(&self) -> bool {
        self.spans.get("spun").and_then(Value::as_bool).unwrap_or(false)
    }

    pub fn strings(&self, key: &str) -> Vec<String> {
        self.array(key).iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    }

    /// Snippets that must be absent, and the filter that must be named for each, if one is.
    pub fn must_go(&self) -> Vec<(String, Option<String>)> {
        self.array("must_go")
            .iter()
            .map(|value| (field(value, "text").unwrap_or_default(), field(value, "filter")))
            .collect()
    }

    /// Kind and quote of each flag that must be raised.
    pub fn flags(&self) -> Vec<(String, String)> {
        self.array("flags")
            .iter()
            .map(|value| (field(value, "kind").unwrap_or_default(), field(value, "quote").unwrap_or_default()))
            .collect()
    }

    fn array(&self, key: &str) -> &[Value] {
        self.spans.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

fn field(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

/// Every run of white space as one space, and no markers of list items.
pub fn fold(text: &str) -> String {
    let marker = |word: &&str| !matches!(*word, "-" | "•" | "*");
    text.split_whitespace().filter(marker).collect::<Vec<_>>().join(" ")
}

/// The lines that only one of two texts has, if they differ.
pub fn difference(gold: &str, body: &str) -> Option<String> {
    if fold(gold) == fold(body) {
        return None;
    }
    let lines = |text: &str| text.lines().map(fold).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let (gold, body) = (lines(gold), lines(body));
    let only = |sign: char, these: &[String], those: &[String]| {
        these.iter().filter(|line| !those.contains(line)).map(|line| format!("\n    {sign} {line}")).collect::<String>()
    };
    Some(format!("body differs{}{}", only('-', &gold, &body), only('+', &body, &gold)))
}

/// Harmonic mean of precision and recall over the multisets of words.
pub fn word_f1(gold: &str, body: &str) -> f64 {
    let words = |text: &str| {
        let mut words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        words.retain(|word| !word.is_empty());
        words.sort_unstable();
        words
    };
    let (gold, body) = (words(gold), words(body));
    let (mut at, mut both) = (0, 0);
    for word in &body {
        at += gold[at..].iter().take_while(|other| *other < word).count();
        if gold.get(at) == Some(word) {
            (at, both) = (at + 1, both + 1);
        }
    }
    if gold.is_empty() && body.is_empty() { 1.0 } else { 2.0 * f64::from(both) / (gold.len() + body.len()) as f64 }
}
