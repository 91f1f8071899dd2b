//! Pages of whose gold words a tenth and more is lost. What the page does not hold cannot be lost.

use super::{Better, Metric, mean, one};
use crate::eval::judged::overlap;

/// Less than this of the words that could be kept.
const ENOUGH: f64 = 0.9;

pub(super) const SHARE: Metric = Metric {
    name: "lossy",
    title: "lossy",
    about: "share of pages that lose more than a tenth of the body's words",
    better: Better::Lower,
    said: None,
    tally: |judged| {
        let gold = judged.standard.gold.bag();
        let found = overlap(judged.reading.bag(), gold) as f64;
        let there = overlap(judged.standard.source.bag(), gold) as f64;
        (!gold.is_empty()).then(|| one(f64::from(found < ENOUGH * there)))?
    },
    value: mean,
};
