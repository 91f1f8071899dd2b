//! One score and its named parts.

mod chrome;
pub(crate) mod completeness;
pub(crate) mod evidence;
pub(crate) mod extraction;
pub(crate) mod fitted;
mod language;
pub(crate) mod order;
mod repetition;
pub(crate) mod score;
mod words;

use crate::body::Draft;
use crate::document::Document;
use crate::model::trees::sigmoid;
use evidence::Evidence;
use fitted::Fitted;
use std::fmt;

/// Names of the parts, in the order of the record.
pub(crate) const PARTS: [&str; 6] = ["extraction", "completeness", "chrome", "repetition", "language", "originality"];

/// How good the result is: one score in 0..=1 and the parts that it is made of, each in 0..=1, 1 being good.
///
/// | part | what it is | from |
/// |---|---|---|
/// | `extraction` | expected word F1 of the body against what a careful editor would keep | boosted trees over 73 numbers of the page: the block model's closed-form expected F1, how sure it was, what was kept and dropped; calibrated on sites that the block model did not know |
/// | `completeness` | probability that the text ends where its author ended it, a hundred to one before it is read, ten to one if a paywall's prompt stands behind it | trees over the shape of its end, held against its other lines; 0.6 of that if the page calls itself not free (`isAccessibleForFree`) and shows under 200 words |
/// | `chrome` | 1 − share of words that are links (squared), known chrome, or rows of labels | – |
/// | `repetition` | words of distinct sentences ÷ all words of sentences, copies that were taken out counting half | after Gopher (Rae et al. 2021, table A1) |
/// | `language` | share of letters (0.35 is none, 0.75 is all) × probability that the lines stand in the order they were written in, thirty to one before they are read | trees over a permutation test of learned judgements of neighbouring lines, after Xu et al. 2019, and over how sure the block model was, which reads a line by its neighbours |
/// | `originality` | 1 − spun probability; 1 where that was not judged | – |
///
/// The score is `extraction`ᵏ · Π (1 − stake · max(0, 1 − part ÷ from)) over the other parts: a part takes nothing where honest texts
/// differ by chance, and its whole stake at 0; `originality` counts under 0.5 only. k, the stakes and where they begin are fitted. An
/// empty body scores 0. `unspun train quality` fits all of it and writes down how well it does.
///
/// ```
/// let quality = unspun::Cleaner::new().clean_text("").quality().clone();
/// assert_eq!(quality.score(), 0.0);
/// assert!(quality.parts().any(|(name, _)| name == "completeness"));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    score: f32,
    parts: [f32; PARTS.len()],
}

impl Quality {
    pub(crate) fn of(doc: &Document, draft: &Draft, spun: Option<f32>) -> Self {
        if draft.text().is_empty() {
            return Quality { score: 0.0, parts: [0.0; PARTS.len()] };
        }
        let fitted = Fitted::embedded();
        let parts = Evidence::read(fitted, doc, draft, spun).parts(fitted);
        Quality { score: fitted.weights.score(&parts), parts }
    }

    /// The score, 0 to 1.
    pub fn score(&self) -> f32 {
        self.score
    }

    /// Every part with its name, 0 to 1, 1 being good.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, f32)> {
        PARTS.into_iter().zip(self.parts)
    }

    /// The score in a word.
    pub fn grade(&self) -> Grade {
        Grade::of(self.score)
    }

    /// Version of the formulas and fitted numbers: scores of different versions do not compare.
    pub fn version(&self) -> u32 {
        score::VERSION
    }
}

/// A score in a word.
///
/// | word | score | what to do with it |
/// |---|---|---|
/// | `good` | 0.8 and above | use it |
/// | `usable` | 0.5 and above | use it where some furniture or a missing end does no harm |
/// | `poor` | above 0 | look at the parts: they say why |
/// | `empty` | 0 | there was no article |
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// There is no body.
    Empty,
    /// Under 0.5.
    Poor,
    /// From 0.5 on.
    Usable,
    /// From 0.8 on.
    Good,
}

impl Grade {
    /// The lowest scores of `usable` and of `good`.
    pub const USABLE: f32 = 0.5;
    /// The lowest score of `good`.
    pub const GOOD: f32 = 0.8;

    /// The word for a score.
    pub fn of(score: f32) -> Self {
        match score {
            _ if score <= 0.0 => Grade::Empty,
            _ if score < Self::USABLE => Grade::Poor,
            _ if score < Self::GOOD => Grade::Usable,
            _ => Grade::Good,
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Grade::Empty => "empty",
            Grade::Poor => "poor",
            Grade::Usable => "usable",
            Grade::Good => "good",
        })
    }
}

/// A probability from log-odds that were learned from as many of both, where one is so many times as frequent.
fn with_prior(log_odds: f32, odds: f32) -> f32 {
    sigmoid(log_odds + odds.ln())
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Grade};

    const PROSE: &str = "The harbour will be closed for a week from Monday, the council said on Friday. No ferry will sail from \
        the old pier in that week.\n\nIt will be taken down stone by stone, and a new one is to open in the spring. The cost of \
        four million is shared by the town and the county, which will borrow the money.\n\nFishermen had asked for a later date \
        because the herring season ends in March. Their boats will land in the next bay until the work is done.";

    fn part(text: &str, name: &str) -> f32 {
        let article = Cleaner::new().clean_text(text);
        article.quality().parts().find(|(part, _)| *part == name).expect("a part").1
    }

    fn score(text: &str) -> f32 {
        Cleaner::new().clean_text(text).quality().score()
    }

    #[test]
    fn a_short_honest_text_is_good_and_less_so_when_cut_or_repeated() {
        assert_eq!(Grade::of(score(PROSE)), Grade::Good, "{}", score(PROSE));
        assert!(score(&PROSE[..PROSE.len() - 20]) < score(PROSE));
        assert!(part(&PROSE[..PROSE.len() - 20], "completeness") < 0.9);
        assert!(part(&format!("{PROSE}\n\n{PROSE}"), "repetition") < 0.7);
        assert!(part("12 34 56 78 90 — 11 12 13", "language") < 0.1);
    }

    #[test]
    fn a_teaser_that_says_it_costs_is_not_complete() {
        let page = |free: bool| {
            format!(
                "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": {free}}}</script>\
                 <article><p>{}</p></article>",
                PROSE.replace("\n\n", "</p><p>")
            )
        };
        let completeness = |page: &str| {
            let article = Cleaner::new().clean_html(page).expect("a small page");
            article.quality().parts().nth(1).expect("a part").1
        };
        assert!(completeness(&page(true)) > completeness(&page(false)) + 0.2);
    }

    #[test]
    fn words_for_scores() {
        let words: Vec<String> = [0.0, 0.1, 0.5, 0.8].map(|score| Grade::of(score).to_string()).to_vec();
        assert_eq!(words, ["empty", "poor", "usable", "good"]);
    }
}
