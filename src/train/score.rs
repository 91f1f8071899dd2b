//! Word F1, as the benchmarks define it, and its means.

use crate::words;
use std::collections::{BTreeMap, HashMap};

/// F1 of lower-case word multisets; 1 if both are empty.
pub(super) fn word_f1(text: &str, gold: &str) -> f64 {
    let total = words::split(text).count() + words::split(gold).count();
    if total == 0 { 1.0 } else { 2.0 * shared_words(text, gold) as f64 / total as f64 }
}

/// Number of words that two texts share, as multisets without case.
pub(super) fn shared_words(text: &str, gold: &str) -> usize {
    let mut count = HashMap::<String, usize>::new();
    words::split(gold).for_each(|word| *count.entry(word.to_lowercase()).or_default() += 1);
    let mut shared = 0;
    for word in words::split(text) {
        if let Some(left) = count.get_mut(&word.to_lowercase()).filter(|left| **left > 0) {
            *left -= 1;
            shared += 1;
        }
    }
    shared
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
