//! Word F1, as the benchmarks define it, and its means.

use crate::words;
use std::collections::{BTreeMap, HashMap};

/// F1 of lower-case word multisets; 1 if both are empty.
pub(super) fn word_f1(text: &str, gold: &str) -> f64 {
    let (mut count, mut total_gold) = (HashMap::<String, i64>::new(), 0i64);
    for word in words::split(gold) {
        *count.entry(word.to_lowercase()).or_default() += 1;
        total_gold += 1;
    }
    let (mut total, mut both) = (0i64, 0i64);
    for word in words::split(text) {
        total += 1;
        if let Some(left) = count.get_mut(&word.to_lowercase()).filter(|left| **left > 0) {
            *left -= 1;
            both += 1;
        }
    }
    if total + total_gold == 0 { 1.0 } else { 2.0 * both as f64 / (total + total_gold) as f64 }
}

/// Means of page scores by name: set, and set with page kind.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    sums: BTreeMap<String, (f64, usize)>,
}

impl Scores {
    pub(super) fn add(&mut self, name: String, score: f64) {
        let sum = self.sums.entry(name).or_default();
        *sum = (sum.0 + score, sum.1 + 1);
    }

    /// Name, mean and number of pages.
    pub fn means(&self) -> impl Iterator<Item = (&str, f64, usize)> {
        self.sums.iter().map(|(name, (sum, count))| (name.as_str(), sum / *count as f64, *count))
    }
}
