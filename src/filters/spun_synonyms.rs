//! Words that a synonym spinner put in the place of others.

use super::{Document, Edits, Filter};
use crate::edits::FlagKind;
use crate::judgement::SpunJudgement;
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

impl SpunSynonyms {
    pub(crate) const NAME: &'static str = "spun-synonyms";
}

impl Filter for SpunSynonyms {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if doc.is_empty() {
            return;
        }
        if doc.language().is_none_or(|language| language.code() != "en") {
            return edits.spun(unread(doc));
        }
        let draft = doc.draft();
        let judgement = spin::judge(draft.text());
        edits.spun(judgement.probability().map_or(SpunJudgement::TooShort, SpunJudgement::Judged));
        for hit in judgement.hits() {
            let range = hit.range();
            let Some(span) = draft.to_source(Span::new(range.start, range.end)) else { continue };
            let flag = edits.flag(span, FlagKind::SpunSynonym).confidence(hit.confidence()).class(hit.class());
            flag.suggest_all(hit.originals());
        }
    }
}

/// Why a text that is not English is not judged: of a short one the language can't be told either.
fn unread(doc: &Document) -> SpunJudgement {
    let words = || doc.draft().text().split_whitespace().take(spin::LEAST_WORDS).count();
    match doc.language() {
        None if words() < spin::LEAST_WORDS => SpunJudgement::TooShort,
        language => SpunJudgement::OtherLanguage(language),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, SpunJudgement};

    const GERMAN: &str = "Der Hafen bleibt am Montag geschlossen, sagte der Rat der Stadt am Freitag, und niemand wusste davon. \
        Die letzte Fähre fuhr am Abend, danach lagen alle Schiffe still. Wann sie wieder fahren, steht noch nicht fest.";
    const ENGLISH: &str = "The harbour will stay closed on Monday, the council of the town said on Friday, and nobody knew of it. \
        The last ferry sailed in the evening, and after that all the ships lay still. When they will sail again is not known.";

    #[test]
    fn each_text_is_judged_or_says_why_not() {
        let judgement = |text: &str| Cleaner::new().clean_text(text).spun_judgement();
        let long = format!(
            "{ENGLISH}\n\nThe mayor asked the people of the islands for patience. She had rung the owners twice and hoped to hear \
             from them by noon, she said, and the school bus would run to the bridge in the meantime. On the quay a baker gave \
             away the bread that he could not sell, and children fed it to the gulls until it grew dark."
        );
        assert!(matches!(judgement(&long), SpunJudgement::Judged(spun) if spun < 0.5));
        assert_eq!(judgement(ENGLISH), SpunJudgement::TooShort);
        assert_eq!(judgement("OK"), SpunJudgement::TooShort);
        assert_eq!(judgement(GERMAN).to_string(), "not judged: German");
        let without = Cleaner::builder().pipeline(crate::preset::standard().without("spun-synonyms").unwrap()).build();
        assert_eq!(without.clean_text(&long).spun_judgement(), SpunJudgement::NotRun);
        assert_eq!(Cleaner::new().clean_text(GERMAN).spun_probability(), None);
    }
}
