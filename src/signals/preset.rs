//! Published thresholds as pass or fail.

use super::Signals;
use std::sync::LazyLock;
use thiserror::Error;

/// A set of published thresholds: `gopher` (both of its sets), `gopher-quality`, `gopher-repetition`, `c4`, `fineweb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset(&'static str);

/// A name that no preset has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no preset {0:?}; there are gopher, gopher-quality, gopher-repetition, c4 and fineweb")]
pub struct PresetError(String);

/// Names; one stands for all whose name it begins.
const NAMES: [&str; 5] = ["gopher", "gopher-quality", "gopher-repetition", "c4", "fineweb"];

/// What has to hold of a signal.
#[derive(Debug, Clone, Copy)]
struct Rule {
    preset: &'static str,
    signal: &'static str,
    relation: &'static str,
    threshold: f64,
    reason: &'static str,
}

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| include_str!("presets.rules").lines().filter_map(Rule::read).collect());

impl Rule {
    fn read(line: &'static str) -> Option<Self> {
        let mut words = line.split_whitespace().take_while(|word| !word.starts_with('#'));
        let mut next = || words.next();
        let (preset, signal, relation) = (next()?, next()?, next()?);
        Some(Rule { preset, signal, relation, threshold: next()?.parse().ok()?, reason: next()? })
    }

    fn holds(&self, value: f64) -> bool {
        match self.relation {
            ">=" => value >= self.threshold,
            "<=" => value <= self.threshold,
            ">" => value > self.threshold,
            _ => value < self.threshold,
        }
    }
}

impl Preset {
    /// The preset of that name.
    ///
    /// # Errors
    /// [`PresetError`] if there is none.
    pub fn named(name: &str) -> Result<Self, PresetError> {
        let known = NAMES.iter().find(|known| **known == name);
        known.map(|known| Preset(known)).ok_or_else(|| PresetError(name.to_owned()))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// The reason of the first threshold that the numbers fail; `None` if they pass.
    pub fn check(self, signals: &Signals) -> Option<&'static str> {
        let own = RULES.iter().filter(|rule| rule.preset.starts_with(self.0));
        let mut failed = own.filter(|rule| !signals.get(rule.signal).is_some_and(|value| rule.holds(value)));
        failed.next().map(|rule| rule.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_rule_about_a_signal_that_there_is() {
        let signals = Signals::of("A text.");
        let lines = include_str!("presets.rules").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(lines.count(), RULES.len());
        for rule in RULES.iter() {
            assert!(NAMES.contains(&rule.preset) && signals.get(rule.signal).is_some(), "{rule:?}");
            assert!([">=", "<=", ">", "<"].contains(&rule.relation), "{rule:?}");
        }
    }

    #[test]
    fn an_article_passes_and_a_menu_does_not() {
        let sentence = |n: usize| {
            format!("In week {n} of the year the ferry sailed to the islands, and number {n} was late by {n} minutes.")
        };
        let article = (0..12).map(sentence).collect::<Vec<_>>().join("\n\n");
        let signals = Signals::of(&article);
        for name in ["gopher-quality", "c4", "fineweb"] {
            assert_eq!(Preset::named(name).unwrap().check(&signals), None, "{name}");
        }
        let menu = Signals::of(&"Home\nNews\nSport\n".repeat(30));
        assert_eq!(Preset::named("fineweb").unwrap().check(&menu), Some("fineweb_line_punctuation"));
        assert_eq!(Preset::named("gopher-repetition").unwrap().check(&menu), Some("gopher_dup_lines"));
        assert!(Preset::named("nonsense").unwrap_err().to_string().contains("fineweb"));
    }
}
