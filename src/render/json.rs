//! The fields of a JSON record.
//!
//! | field | holds |
//! | --- | --- |
//! | `title` | the headline, or null |
//! | `text` | the body |
//! | `language` | code of the body's language, or null if it can't be told |
//! | `score`, `quality` | the score, 0 to 1, and its named parts |
//! | `spun_probability` | 0 to 1, or null if that was not judged |
//! | `flags` | `kind`, `start`, `end` (UTF-8 bytes of `text`), `quote`, `suggestion` (the best, or null), `confidence`, `class` |
//! | `metadata` | what the page says of itself; null where it says nothing |
//! | `page_kind` | article, forum, product …, or null if it was not judged |
//! | `spun_judgement` | `judged`, `too-short`, `other-language` or `not-run` |
//! | `unspun`, `replacements` | true and how many, if suggestions were to be written in; else absent. Flags that were have `replaced`, the page's own words |
//! | `verdict` | the score in a word: good, usable, poor, empty |
//! | `score_version` | scores of different versions do not compare |
//! | `truncated_input` | true if a limit cut the input short or joined what was left of it ([`Limits`](crate::Limits)); else absent |

use crate::article::{Article, Removed};
use crate::edits::{Flag, FlagClass};
use crate::page_kind::PageKind;
use crate::parse::metadata::Metadata;
use crate::signals::Signals;
use crate::span::Body;
use serde_json::{Map, Value, json};

/// The article as one JSON object on one line.
///
/// ```
/// let article = unspun::Cleaner::new().clean_text("The ferry will run again from Monday, the port said.");
/// let record: serde_json::Value = serde_json::from_str(&unspun::render::json::render(&article))?;
/// assert_eq!(record["text"], "The ferry will run again from Monday, the port said.");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn render(article: &Article) -> String {
    Value::Object(fields(article)).to_string()
}

/// The fields in the record's order.
pub(crate) fn fields(article: &Article) -> Map<String, Value> {
    let flags: Vec<Value> = article.flags().iter().map(|flag| self::flag(article, flag)).collect();
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("title", article.title().into());
    put("text", article.body().into());
    put("language", article.language().map(|language| language.code()).into());
    put("score", number(article.quality().score()));
    put("quality", article.quality().parts().map(|(name, part)| (name.to_owned(), number(part))).collect());
    put("spun_probability", article.spun_probability().map(number).into());
    put("flags", flags.into());
    put("metadata", metadata(article.metadata()));
    put("page_kind", article.page_kind().map(PageKind::name).into());
    put("spun_judgement", article.spun_judgement().name().into());
    if let Some(replacements) = article.unspun() {
        put("unspun", true.into());
        put("replacements", replacements.into());
    }
    put("verdict", article.quality().grade().to_string().into());
    put("score_version", article.quality().version().into());
    if article.is_truncated() {
        put("truncated_input", true.into());
    }
    fields
}

/// The field `signals`: an object of numbers, six decimals each.
pub fn signals(signals: &Signals) -> Value {
    signals.iter().map(|(name, value)| (name.to_owned(), Value::from((value * 1e6).round() / 1e6))).collect()
}

/// A stretch of the source that is not in the body.
pub(crate) fn removed(removed: &Removed) -> Value {
    let span = removed.span();
    let reason = removed.reason().to_string();
    json!({"start": span.start(), "end": span.end(), "filter": removed.filter(), "reason": reason})
}

fn flag(article: &Article, flag: &Flag<Body>) -> Value {
    let span = flag.span();
    let mut fields = json!({
        "kind": flag.kind().name(),
        "start": span.start(),
        "end": span.end(),
        "quote": article.quote(span),
        "suggestion": flag.suggestions().first(),
        "confidence": number(flag.confidence()),
        "class": flag.class().map(FlagClass::name),
    });
    if let Some(replaced) = flag.replaced() {
        fields["replaced"] = replaced.into();
    }
    fields
}

fn metadata(metadata: &Metadata) -> Value {
    let authors = metadata.authors();
    json!({
        "title": metadata.title(),
        "author": (!authors.is_empty()).then(|| authors.join(", ")),
        "authors": authors,
        "date": metadata.date(),
        "modified": metadata.modified(),
        "site_name": metadata.site_name(),
        "language": metadata.language(),
        "url": metadata.canonical_url(),
        "description": metadata.description(),
        "kinds": metadata.kinds(),
    })
}

/// Four decimals: enough for scores, and the same digits on every machine.
fn number(value: f32) -> Value {
    ((f64::from(value) * 1e4).round() / 1e4).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Document, Edits, Filter, FlagKind, Pipeline, Source, Span};

    /// Flags the second word of the page and drops its last block.
    #[derive(Debug)]
    struct Judge;

    impl Filter for Judge {
        fn name(&self) -> &'static str {
            "judge"
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            let start = doc.text().find("fährt").unwrap_or_default();
            let span: Span<Source> = Span::new(start, start + "fährt".len());
            edits
                .flag(span, FlagKind::SpunSynonym)
                .suggest("geht")
                .suggest("läuft")
                .confidence(0.83)
                .class(FlagClass::RateOnly);
            edits.drop(doc.len() - 1, "last");
        }
    }

    #[test]
    fn offsets_count_utf8_bytes_and_confidence_keeps_its_digits() {
        let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Judge)).build();
        let html = "<p>☂ Die Fähre fährt wieder ab Montag, sagte der Hafen.</p><p>Mehr lesen</p>";
        let article = cleaner.clean_html(html).unwrap();
        let fields = fields(&article);
        let text = fields["text"].as_str().unwrap();
        let flag = &fields["flags"][0];
        let range = flag["start"].as_u64().unwrap() as usize..flag["end"].as_u64().unwrap() as usize;
        assert_eq!(&text[range], "fährt");
        assert_eq!((flag["quote"].as_str(), flag["suggestion"].as_str()), (Some("fährt"), Some("geht")));
        assert_eq!((flag["confidence"].to_string(), flag["class"].as_str()), ("0.83".to_owned(), Some("rate-only")));
        assert!(!text.contains("Mehr lesen"));
    }

    #[test]
    fn the_names_stand_in_the_order_of_the_contract() {
        let article = Cleaner::new().clean_text("");
        let names: Vec<_> = fields(&article).into_iter().map(|(name, _)| name).collect();
        let order = [
            "title",
            "text",
            "language",
            "score",
            "quality",
            "spun_probability",
            "flags",
            "metadata",
            "page_kind",
            "spun_judgement",
            "verdict",
            "score_version",
        ];
        assert_eq!(names, order);
        let unspun = fields(&Cleaner::builder().unspin(true).build().clean_text(""));
        assert_eq!((&unspun["unspun"], &unspun["replacements"]), (&true.into(), &0.into()));
    }

    #[test]
    fn a_record_names_an_input_that_a_limit_cut() {
        let limits = crate::Limits::default().max_bytes(40);
        let text = "The ferry will run again from Monday, the port said.";
        let cut = fields(&Cleaner::builder().limits(limits).build().clean_text(text));
        assert_eq!(cut.get("truncated_input"), Some(&true.into()));
        assert_eq!(fields(&Cleaner::new().clean_text(text)).get("truncated_input"), None);
    }
}
