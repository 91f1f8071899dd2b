//! Runs of four words in common: unlike words, they tell whether the order is right. Mean over pages.

use super::{Better, Metric, f1, mean, one};
use crate::eval::judged::overlap;

pub(super) const F1: Metric = Metric {
    name: "gram-f1",
    title: "4-gram F1",
    about: "harmonic mean of precision and recall over runs of four words, averaged over pages",
    better: Better::Higher,
    said: None,
    tally: |judged| {
        let (answer, gold) = (judged.reading.grams(), judged.standard.gold.grams());
        one(f1(overlap(&answer, &gold), answer.len(), gold.len()))
    },
    value: mean,
};
