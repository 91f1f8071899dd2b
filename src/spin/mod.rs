//! The spun-text engine: what a thesaurus spinner wrote, and what stood there before.
//!
//! A dictionary hit is scored by how rare the phrase is in clean text beside its originals, and by its neighbours; the
//! document by what its hits add up to. `unspun train spin` fits both from clean text and a simulated spinner; SPIN.md says
//! how well it does. Hits are flagged after that: leniently in a spun document, in a clean one only
//! phrases that nobody writes. English only; a paraphrase by a language model leaves none of these marks.

pub(crate) mod calibration;
pub(crate) mod context;
pub(crate) mod counts;
pub(crate) mod document;
pub(crate) mod evidence;
pub(crate) mod features;
mod fragments;
pub(crate) mod inflect;
pub(crate) mod lexicon;
mod lines;
pub(crate) mod sound;
pub(crate) mod source;
pub(crate) mod token;
mod twins;

use crate::edits::FlagClass;
use std::ops::Range;
use std::sync::Arc;

pub(crate) use document::{LEAST_WORDS, judge};
pub(crate) use fragments::fragments;

/// How much a phrase says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// No careful writer produces it: flagged alone.
    Impossible,
    /// Good English elsewhere: flagged where its neighbours speak against it, in a spun document.
    WrongContext,
    /// Good English: counts for the document, flagged only on strong evidence in a spun one.
    RateOnly,
}

/// A phrase that stands where another word should.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hit {
    range: Range<usize>,
    originals: Arc<Vec<String>>,
    confidence: f32,
    class: Class,
}

impl Hit {
    /// Bytes of the judged text.
    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What probably stood there, most probable first, in the form that fits.
    pub(crate) fn originals(&self) -> &Arc<Vec<String>> {
        &self.originals
    }

    /// How much the phrase says by itself.
    pub(crate) fn class(&self) -> FlagClass {
        match self.class {
            Class::Impossible => FlagClass::Impossible,
            Class::WrongContext => FlagClass::WrongContext,
            Class::RateOnly => FlagClass::RateOnly,
        }
    }

    /// 0 to 1.
    pub(crate) fn confidence(&self) -> f32 {
        self.confidence
    }
}

/// What the engine says about one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Judgement {
    probability: Option<f32>,
    hits: Vec<Hit>,
}

impl Judgement {
    /// That the text was spun; `None` when it is too short to say.
    pub(crate) fn probability(&self) -> Option<f32> {
        self.probability
    }

    /// Hits to flag, in text order.
    pub(crate) fn hits(&self) -> &[Hit] {
        &self.hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPUN: &str = "The council has authorised a plan to shut the swimming pool subsequent month, officers stated on Tuesday. \
        Greater than 4,000 residents signed a petition in opposition to the closure, which the mayor stated was the one means to economize. \
        A number of mother and father instructed reporters that they'd by no means been requested for his or her opinion.\n\
        The constructing, which opened in 1971, has at all times been costly to warmth. Final 12 months its power payments doubled, and the \
        roof leaks as a result of it was by no means repaired. The pool's supervisor mentioned she hoped the authorities would make investments \
        in a brand new one. was.\n\
        Swimmers gathered in entrance of the city corridor on Saturday with banners, and a little one learn out a letter.";

    const CLEAN: &str = "The council has approved a plan to close the swimming pool next month, officials said on Tuesday. \
        More than 4,000 people signed a petition against the closure, which the mayor said was the only way to save money. \
        Several parents told reporters that they had never been asked for their opinion.\n\
        The building, which opened in 1971, has always been expensive to heat. Last year its energy bills doubled, and the roof leaks \
        because it was never repaired. The pool's manager said she hoped the government would invest in a new one.\n\
        Swimmers gathered in front of the town hall on Saturday with banners, and a child read out a letter.";

    fn flagged<'t>(judgement: &'t Judgement, text: &'t str) -> Vec<(&'t str, &'t str)> {
        judgement.hits().iter().map(|hit| (&text[hit.range()], hit.originals()[0].as_str())).collect()
    }

    #[test]
    fn a_spun_text_is_seen_and_its_phrases_are_named() {
        let judgement = judge(SPUN);
        assert!(judgement.probability().is_some_and(|probability| probability > 0.9), "{judgement:?}");
        let flags = flagged(&judgement, SPUN);
        for pair in
            [("in opposition to", "against"), ("in entrance of", "in front of"), ("Final 12 months", "Last year")]
        {
            assert!(flags.contains(&pair), "{pair:?} not in {flags:?}");
        }
        assert!(judgement.hits().iter().all(|hit| hit.confidence() > 0.5 && hit.confidence() <= 1.0));
    }

    #[test]
    fn the_same_text_before_spinning_is_left_alone() {
        let judgement = judge(CLEAN);
        assert!(judgement.probability().is_some_and(|probability| probability < 0.1), "{judgement:?}");
        assert_eq!(flagged(&judgement, CLEAN), []);
    }

    #[test]
    fn a_spun_part_of_a_long_page_is_enough() {
        let page = format!("{}\n{SPUN}\n{}", [CLEAN; 4].join("\n"), [CLEAN; 4].join("\n"));
        assert!(judge(&page).probability().is_some_and(|probability| probability > 0.5));
    }

    #[test]
    fn flags_lie_in_the_half_that_was_spun() {
        let clean = include_str!("../../corpus/neg-football-report/gold.txt");
        let page = format!("{clean}\n{SPUN}");
        let judgement = judge(&page);
        assert!(judgement.probability().is_some_and(|probability| probability > 0.5), "{judgement:?}");
        let before = judgement.hits().iter().filter(|hit| hit.range().start < clean.len()).count();
        assert!(
            before * 10 <= judgement.hits().len() && judgement.hits().len() > 10,
            "{:?}",
            flagged(&judgement, &page)
        );
    }

    #[test]
    fn one_habit_is_no_spinner() {
        let habit = "She waited in opposition to the wall. ".repeat(30);
        assert!(judge(&habit).probability().is_some_and(|probability| probability < 0.5));
        let two = "He stood in entrance of the gate, in opposition to the wind. ".repeat(30);
        assert!(judge(&two).probability().is_some_and(|probability| probability < 0.5));
    }

    #[test]
    fn quotations_lists_and_code_count_less_than_prose() {
        let spun: Vec<&str> = [
            "in entrance of",
            "in opposition to",
            "final 12 months",
            "subsequent month",
            "officers stated",
            "by no means been",
        ]
        .into_iter()
        .collect();
        let clean = CLEAN.replace('\n', " ");
        let judged = |piece: &dyn Fn(&str) -> String| {
            let pieces: String = spun.iter().map(|phrase| piece(phrase)).collect();
            judge(&format!("{clean}\n{pieces}")).probability().unwrap_or_default()
        };
        let prose = judged(&|phrase| format!("She said that they were {phrase} the old school and its yard today. "));
        let quotation =
            judged(&|phrase| format!("She said that the words “{phrase}” were in the old school book today. "));
        let list = judged(&|phrase| format!("- {phrase} it\n"));
        let code = judged(&|phrase| format!("let s = [\"{phrase}\"]; // {{x}}\n"));
        assert!(prose > 0.5 && quotation < 0.5 && list < 0.5 && code < 0.5, "{prose} {quotation} {list} {code}");
    }

    #[test]
    fn the_document_decides_about_its_phrases() {
        let alone = format!("{CLEAN} Officers mentioned that final 12 months was worse.");
        assert!(judge(&alone).probability().is_some_and(|probability| probability < 0.5));
        let (clean, spun) = (judge(&alone), judge(SPUN));
        assert!(clean.hits().iter().all(|hit| hit.class == Class::Impossible), "{:?}", flagged(&clean, &alone));
        assert!(spun.hits().iter().any(|hit| hit.class != Class::Impossible), "{:?}", flagged(&spun, SPUN));
    }

    #[test]
    fn short_texts_are_not_judged_but_nobody_writes_in_entrance_of() {
        let judgement = judge("They waited in entrance of the house.");
        assert_eq!(judgement.probability(), None);
        assert_eq!(judgement.hits().len(), 1);
    }

    #[test]
    fn formal_and_older_english_is_not_accused() {
        let lease = "The tenant shall at all times keep the premises in good repair and shall not assign the lease or any part thereof \
            without the prior written consent of the landlord. In the event that the tenant fails to pay the rent within fourteen days of the \
            date on which it fell due, the landlord may, regardless of any earlier waiver, terminate this agreement and recover the premises \
            together with all costs. The deposit stated in the schedule covers a period of 12 months. By no means shall the receipt of rent be \
            taken as consent to a breach.";
        let diary = "We sailed at dawn, and day by day the wind grew colder, till the rigging was white with frost. By no means did the captain \
            slacken sail; at all times he kept the deck, and quite a few of the older hands whispered against him. In the forenoon of the ninth \
            day we despatched a boat to the shore, where the inhabitants received us kindly and conversed with us by signs. They had learnt a \
            few words of our tongue from whalers, and offered us dried fish, whilst their children ran down to the water to see the ship.";
        for honest in [lease, diary] {
            let judgement = judge(honest);
            assert!(judgement.probability().is_some_and(|probability| probability < 0.5), "{judgement:?}");
            assert_eq!(flagged(&judgement, honest), []);
        }
    }

    #[test]
    fn hostile_texts_end() {
        // So long that anything but linear time would take hours.
        for text in ["", "\n", "'s", "’", "“”\"", "a", "..........", "12 months", "é’s"] {
            judge(text);
            fragments(text, true);
        }
        judge(&"in entrance of ".repeat(200_000));
        judge(&"“".repeat(1_000_000));
        fragments(&". was".repeat(500_000), true);
    }
}
