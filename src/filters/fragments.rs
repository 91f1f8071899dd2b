//! Broken pieces of sentences.

use super::{Document, Edits, Filter};
use crate::document::BlockKind;
use crate::edits::FlagKind;
use crate::span::Span;
use crate::spin;

/// How sure a fragment is by itself, and in a document that was judged spun.
const CONFIDENCE: (f32, f32) = (0.7, 0.9);

/// Flags leftovers of a back-translation: "Ta.", "was.", an attribution cut from its quote.
///
/// Runs after [`SpunSynonyms`](super::SpunSynonyms): in a spun document, short sentences that hang in the air count too.
///
/// # What it flags
/// Stray words behind a paragraph's last sentence, and short sentences torn from their context. The text stays as it is.
/// # What it leaves
/// One-word sentences that people write ("Yes."), abbreviations, headings, lists, code and quotations.
/// # Known limits
/// English only, as its lists of abbreviations and attributions are.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Fragments};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Fragments)).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday. considering.\n\n\
///      No ferry will sail from the old pier in that week, and the new one is to open in the spring of next year.");
/// assert_eq!(article.quote(article.flags()[0].span()), "considering.");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Fragments;

impl Fragments {
    pub(crate) const NAME: &'static str = "fragments";
}

impl Filter for Fragments {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if doc.language().is_none_or(|language| language.code() != "en") {
            return;
        }
        let spun = doc.trail().spun_judgement().is_spun();
        let draft = doc.draft();
        for (block, span) in draft.blocks() {
            if doc.get(*block).is_none_or(|block| block.kind() != BlockKind::Paragraph) {
                continue;
            }
            for fragment in spin::fragments(&draft.text()[span.range()], spun) {
                let range = fragment.range();
                let place = Span::new(span.start() + range.start, span.start() + range.end);
                if let Some(place) = draft.to_source(place) {
                    let sure = if spun { CONFIDENCE.1 } else { CONFIDENCE.0 };
                    edits.flag(place, FlagKind::Fragment).confidence(sure).class(fragment.class());
                }
            }
        }
    }
}
