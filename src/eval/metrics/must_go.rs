//! Furniture that is still there: over all snippets of all pages.

use super::{Better, Metric, mean};

pub(super) const RESIDUE: Metric = Metric {
    name: "must-go-residue",
    title: "residue",
    about: "share of the snippets that must go and are still there",
    better: Better::Lower,
    said: None,
    tally: |judged| {
        let snippets = judged.standard.case.expectations().must_go();
        let left = snippets.iter().filter(|snippet| judged.reading.holds(snippet.text())).count();
        (!snippets.is_empty()).then_some([left as f64, snippets.len() as f64, 0.0])
    },
    value: mean,
};
