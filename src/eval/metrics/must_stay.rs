//! Content that is gone: over all snippets of all pages.

use super::{Better, Metric, mean};

pub(super) const LOSS: Metric = Metric {
    name: "must-stay-loss",
    title: "loss",
    about: "share of the snippets that must stay and are gone",
    better: Better::Lower,
    said: None,
    tally: |judged| {
        let snippets = judged.standard.case.expectations().must_stay();
        let gone = snippets.iter().filter(|snippet| !judged.reading.holds(snippet)).count();
        (!snippets.is_empty()).then_some([gone as f64, snippets.len() as f64, 0.0])
    },
    value: mean,
};
