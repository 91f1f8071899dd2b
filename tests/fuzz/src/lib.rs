//! What the targets share: one cleaner, and what holds of everything that it cleans.

use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unspun::batch::{Options, Outcome, Records};
use unspun::{Article, Cleaned, Cleaner, Document, Error, Page, render};

/// Loading the lists and the model again for every input would take longer than cleaning it.
pub static CLEANER: LazyLock<Cleaner> = LazyLock::new(Cleaner::new);

/// Cleans a page, renders it in every way and checks what came out; only a typed error may be in the way.
pub fn clean(page: &Page<'_>) {
    match CLEANER.parse(page) {
        Ok(document) => check(&CLEANER.run(document)),
        Err(error) => assert!(matches!(error, Error::Binary { .. } | Error::TooLarge { .. }), "{error}"),
    }
}

/// What holds of every cleaned page.
pub fn check(cleaned: &Cleaned) {
    let (article, document) = (&cleaned.article, &cleaned.document);
    check_score(article);
    check_spans(article, document);
    assert!(is_subsequence(letters(article.body()), letters(document.text())), "the body has letters of its own");
    render::text::render(article);
    render::markdown::render(article, true);
    let html = render::html::render(article, true);
    for bad in ["<script", "<style", "href=\"javascript", "href=\"data", " on"] {
        let inside = |tag: &str| format!("<{}", tag.split('>').next().unwrap_or_default()).contains(bad);
        assert!(!html.split('<').skip(1).any(inside), "{bad} in {html}");
    }
    assert!(!render::report::render(cleaned).contains("<script"));
}

fn check_score(article: &Article) {
    let score = article.quality().score();
    assert!((0.0..=1.0).contains(&score), "score {score}");
    assert_eq!(article.body().is_empty(), score == 0.0, "score {score} of {:?}", article.body());
    assert!(article.quality().parts().all(|(_, part)| (0.0..=1.0).contains(&part)), "{:?}", article.quality());
}

/// Flags and blocks quote something of the body, what was removed something of the source.
fn check_spans(article: &Article, document: &Document) {
    let flags = article.flags().iter().map(|flag| flag.span());
    for span in flags.chain(article.blocks().iter().map(|block| block.span())) {
        assert!(article.body().get(span.range()).is_some_and(|quote| !quote.trim().is_empty()), "{span:?}");
    }
    let mut bytes = 0;
    for removed in article.removed() {
        assert!(document.text().get(removed.span().range()).is_some(), "{removed:?}");
        bytes += removed.span().len();
    }
    assert!(bytes <= document.text().len(), "removed spans overlap");
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

fn is_subsequence(mut part: impl Iterator<Item = char>, mut whole: impl Iterator<Item = char>) -> bool {
    part.all(|c| whole.any(|other| other == c))
}

/// Cleans every record of a stream on this thread; each answer is one line of JSON, error records included, or a response
/// that was passed over. Gives the number of answers.
pub fn records(stream: &[u8], options: &Options) -> usize {
    let lines = Records::new(stream, options).map(|record| {
        let record = record.expect("a slice can be read");
        let answer = record.clean(&CLEANER, options, |fields, cleaned| {
            check(&cleaned);
            fields.line(&cleaned, true)
        });
        match (answer.error_line(), answer.into_outcome()) {
            (Some(line), _) | (None, Outcome::Kept(line)) => check_line(&line),
            (None, Outcome::Skipped(_)) => {}
            (None, outcome) => panic!("nobody asked for {outcome:?}"),
        }
    });
    lines.count()
}

/// What is passed through may hold half a surrogate pair, as its writer wrote it: that is JSON, but no string of Rust's.
fn check_line(line: &str) {
    assert!(!line.contains('\n'), "{line:?}");
    let read = serde_json::from_str::<BTreeMap<String, &RawValue>>(line);
    let record = read.unwrap_or_else(|error| panic!("{error}: {line}"));
    assert!(record.get("error").is_none_or(|error| !error.get().starts_with("{\"kind\":\"panic\"")), "{line}");
}
