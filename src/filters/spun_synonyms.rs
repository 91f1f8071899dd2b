//! Words that a synonym spinner put in the place of others.

use super::{Document, Edits, Filter};
use crate::body::Draft;
use crate::edits::FlagKind;
use crate::span::Span;
use crate::spin;

/// Flags spun words and phrases with their probable originals, and judges how likely the body was spun.
///
/// # What it flags
/// In a spun document every tell-tale replacement ("this 12 months" for "this year"); in a clean one only what nobody writes
/// ("in entrance of"). The text stays as it is.
/// # What it leaves
/// Languages other than English, and texts of less than about 80 words: these are not judged.
/// # Known limits
/// A paraphrase by a language model leaves none of these marks.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::SpunSynonyms};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(SpunSynonyms)).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday, and people waited in entrance of the house. \
///      Nobody had been told that the ferry would be laid up for all of that time, and the last boat had already left.");
/// let flag = &article.flags()[0];
/// assert_eq!((article.quote(flag.span()), flag.suggestions()[0].as_str()), ("in entrance of", "in front of"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SpunSynonyms;

impl Filter for SpunSynonyms {
    fn name(&self) -> &'static str {
        "spun-synonyms"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if doc.language().is_none_or(|language| language.code() != "en") {
            return;
        }
        let draft = Draft::of(doc);
        let judgement = spin::judge(draft.text());
        if let Some(probability) = judgement.probability() {
            edits.spun_probability(probability);
        }
        for hit in judgement.hits() {
            let range = hit.range();
            let Some(span) = draft.to_source(Span::new(range.start, range.end)) else { continue };
            let flag = edits.flag(span, FlagKind::SpunSynonym).confidence(hit.confidence());
            hit.originals().iter().fold(flag, |flag, original| flag.suggest(original));
        }
    }
}
