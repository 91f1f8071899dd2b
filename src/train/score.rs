//! Means of page scores.

use std::collections::BTreeMap;

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
