//! What is measured, one metric a file.
//!
//! A metric makes a [`Tally`] of each page: counts that add up. Its value is computed from the sum over pages, so that means
//! over pages and ratios over all pages work alike, and both can be resampled.

mod calibration;
mod grams;
mod line;
mod lossy;
mod must_go;
mod must_stay;
pub(super) mod span;
mod spun;
mod title;
mod word;

#[cfg(feature = "train")]
pub(crate) use word::shared_words;
pub use word::word_f1;

use super::contender::Answer;
use super::judged::Judged;
use std::fmt;

/// Counts of one page, or of many.
pub(super) type Tally = [f64; 3];

/// Which way is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
}

/// Something that is measured.
pub struct Metric {
    /// In kebab-case, as in JSON.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) better: Better,
    /// For what not every contender says: whether an answer says it. A contender whose answers never do is not measured.
    pub(super) said: Option<fn(&Answer) -> bool>,
    pub(super) tally: fn(&Judged<'_>) -> Option<Tally>,
    pub(super) value: fn(&Tally) -> Option<f64>,
}

impl fmt::Debug for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Metric {
    /// Its name in JSON: kebab-case.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its name in tables.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// What it is.
    pub fn about(&self) -> &'static str {
        self.about
    }

    /// Which way is up.
    pub fn better(&self) -> Better {
        self.better
    }
}

/// All metrics, in the order of tables.
pub const METRICS: &[Metric] = &[
    word::F1,
    word::PRECISION,
    word::RECALL,
    grams::F1,
    line::F1,
    lossy::SHARE,
    must_go::RESIDUE,
    must_stay::LOSS,
    title::ACCURACY,
    spun::TRUE_POSITIVES,
    spun::FALSE_POSITIVES,
    span::PRECISION,
    span::RECALL,
    calibration::ERROR,
];

/// The value of a mean: sum and number.
fn mean(tally: &Tally) -> Option<f64> {
    (tally[1] > 0.0).then(|| tally[0] / tally[1])
}

/// One value to be averaged over pages.
fn one(value: f64) -> Option<Tally> {
    Some([value, 1.0, 0.0])
}

/// Harmonic mean of precision and recall by the sizes of intersection, answer and reference; 1 if both are empty.
fn f1(both: usize, answer: usize, reference: usize) -> f64 {
    if answer + reference == 0 { 1.0 } else { 2.0 * both as f64 / (answer + reference) as f64 }
}

/// Part of a whole; of nothing, all if nothing was wanted.
fn share(part: usize, whole: usize, other: usize) -> f64 {
    match (whole, other) {
        (0, 0) => 1.0,
        (0, _) => 0.0,
        _ => part as f64 / whole as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::case::Case;
    use crate::eval::contender::AnswerFlag;
    use crate::eval::expectations::{Expectations, MustGo, WantedFlag};
    use crate::eval::judged::{Reading, Standard};

    const PAGE: &str = "Home\nThe ferry runs again from Monday.\nIt had been laid up.\nShare this page now";
    const GOLD: &str = "The ferry runs again from Monday.\n\nIt had been laid up.";

    fn expected() -> Expectations {
        let flag = |quote: &str| WantedFlag { kind: "spun-synonym".into(), quote: quote.into(), original: None };
        Expectations {
            title: Some("Ferry runs".into()),
            spun: Some(true),
            must_go: ["Home", "Share"].map(|text| MustGo { text: text.into(), filter: None }).into(),
            must_stay: vec!["laid up".into(), "from  Monday".into()],
            flags: vec![flag("runs"), flag("laid up")],
            ..Expectations::default()
        }
    }

    fn measure(name: &str, gold: &str, answer: &Answer) -> Option<f64> {
        measure_with(expected(), name, gold, answer)
    }

    fn measure_with(expected: Expectations, name: &str, gold: &str, answer: &Answer) -> Option<f64> {
        let case = Case::text("case", PAGE, gold).expecting(expected);
        let standard = Standard::of(&case, PAGE);
        let reading = Reading::of(&answer.text);
        let metric = METRICS.iter().find(|metric| metric.name == name).expect("a metric");
        (metric.tally)(&Judged { standard: &standard, answer, reading: &reading })
            .and_then(|tally| (metric.value)(&tally))
    }

    fn close(name: &str, answer: &Answer, value: f64) {
        let found = measure(name, GOLD, answer).expect("measured");
        assert!((found - value).abs() < 1e-9, "{name}: {found}, not {value}");
    }

    #[test]
    fn words_runs_and_lines_are_counted_as_by_hand() {
        // Gold has 6 + 5 words; the answer has 1 + 6, of which 6 are right.
        let answer = Answer::new("Home\nThe ferry runs again from MONDAY");
        close("word-precision", &answer, 6.0 / 7.0);
        close("word-recall", &answer, 6.0 / 11.0);
        close("word-f1", &answer, 12.0 / 18.0);
        // Runs of four: 8 in gold, 4 in the answer, 3 in both.
        close("gram-f1", &answer, 6.0 / 12.0);
        // Lines: of two wanted one is there, and "Home", which is not.
        close("line-f1", &answer, 2.0 / 4.0);
        close("lossy", &answer, 1.0);
        close("lossy", &Answer::new(GOLD), 0.0);
    }

    #[test]
    fn empty_answers_and_empty_gold_are_scored() {
        for name in ["word-f1", "word-precision", "word-recall", "gram-f1"] {
            assert_eq!(measure(name, GOLD, &Answer::default()), Some(0.0), "{name}");
            assert_eq!(measure(name, "", &Answer::default()), Some(1.0), "{name}");
            assert_eq!(measure(name, "", &Answer::new("Home")), Some(0.0), "{name}");
        }
        assert_eq!(measure("must-stay-loss", GOLD, &Answer::default()), Some(1.0));
        assert_eq!(measure("spun-tpr", GOLD, &Answer::default()), Some(0.0));
    }

    #[test]
    fn snippets_titles_and_scores() {
        let answer = Answer::new("home\nThe ferry runs again from\nMonday.").title(" ferry  runs").score(0.5);
        close("must-go-residue", &answer, 0.5);
        close("must-stay-loss", &answer, 0.5);
        close("title", &answer, 1.0);
    }

    #[test]
    fn scores_are_held_against_word_f1_but_for_spun_pages() {
        let answer = Answer::new("The ferry runs again from Monday").score(0.5);
        assert_eq!(measure("calibration", GOLD, &answer), None);
        let clean = Expectations { spun: Some(false), ..expected() };
        let error = measure_with(clean.clone(), "calibration", GOLD, &answer).expect("measured");
        assert!((error - (12.0 / 17.0 - 0.5)).abs() < 1e-9, "{error}");
        assert_eq!(measure_with(clean, "calibration", GOLD, &Answer::default()), Some(1.0));
    }

    #[test]
    fn flags_match_where_one_quote_holds_the_words_of_the_other() {
        let flag = |quote: &str| AnswerFlag::new("spun-synonym", quote, 1.0);
        let answer = Answer::new(GOLD).spun(true).flags(vec![flag("ferry runs"), flag("again"), flag("laid upon")]);
        close("span-precision", &answer, 1.0 / 3.0);
        close("span-recall", &answer, 1.0 / 2.0);
        close("spun-tpr", &answer, 1.0);
        assert_eq!(measure("spun-fpr", GOLD, &answer), None);
    }

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<_> = METRICS.iter().map(|metric| metric.name).collect();
        assert!(
            names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()))
        );
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), METRICS.len());
    }
}
