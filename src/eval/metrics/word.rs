//! Words in common, as multisets in lower case; each ideograph is a word. Means over pages.

use super::{Better, Metric, f1, mean, one, share};
use crate::eval::judged::{Judged, Reading, overlap};

pub(super) const F1: Metric = Metric {
    name: "word-f1",
    title: "word F1",
    about: "harmonic mean of word precision and recall, averaged over pages",
    better: Better::Higher,
    said: None,
    tally: |judged| one(of(judged, f1)),
    value: mean,
};

pub(super) const PRECISION: Metric = Metric {
    name: "word-precision",
    title: "P",
    about: "share of the answer's words that the gold text holds, averaged over pages",
    better: Better::Higher,
    said: None,
    tally: |judged| one(of(judged, share)),
    value: mean,
};

pub(super) const RECALL: Metric = Metric {
    name: "word-recall",
    title: "R",
    about: "share of the gold text's words that the answer holds, averaged over pages",
    better: Better::Higher,
    said: None,
    tally: |judged| one(of(judged, |both, answer, gold| share(both, gold, answer))),
    value: mean,
};

fn of(judged: &Judged<'_>, ratio: fn(usize, usize, usize) -> f64) -> f64 {
    let (answer, gold) = (judged.reading.bag(), judged.standard.gold.bag());
    ratio(overlap(answer, gold), answer.len(), gold.len())
}

/// Number of words that two texts share, as multisets in lower case.
#[cfg(feature = "train")]
pub(crate) fn shared_words(text: &str, gold: &str) -> usize {
    overlap(Reading::of(text).bag(), Reading::of(gold).bag())
}

/// F1 of the words of a text against those of its gold text, as multisets in lower case; 1 if both are empty.
///
/// ```
/// assert_eq!(unspun::eval::word_f1("one two", "Two three"), 0.5);
/// ```
pub fn word_f1(text: &str, gold: &str) -> f64 {
    let (text, gold) = (Reading::of(text), Reading::of(gold));
    f1(overlap(text.bag(), gold.bag()), text.bag().len(), gold.bag().len())
}
