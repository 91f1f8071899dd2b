//! Flags against the flags that a case lists. Cases list the surest only, so that precision is a lower bound.

use super::{Better, Metric, mean};
use crate::eval::contender::AnswerFlag;
use crate::eval::expectations::WantedFlag;
use crate::eval::judged::{Judged, fold};

pub(super) const PRECISION: Metric = Metric {
    name: "span-precision",
    title: "span P",
    about: "share of flags that stand on a listed span; a lower bound, for only the surest spans are listed",
    better: Better::Higher,
    said: Some(|answer| !answer.flags.is_empty()),
    tally: |judged| {
        judged.standard.case.expectations().spun()?;
        let flags = Spans::of(judged).flags;
        let right = flags.iter().filter(|(_, right)| *right).count();
        (!flags.is_empty()).then_some([right as f64, flags.len() as f64, 0.0])
    },
    value: mean,
};

pub(super) const RECALL: Metric = Metric {
    name: "span-recall",
    title: "span R",
    about: "share of the listed spans that are flagged",
    better: Better::Higher,
    said: Some(|answer| !answer.flags.is_empty()),
    tally: |judged| {
        let listed = Spans::of(judged).listed;
        let found = listed.iter().flatten().count();
        (!listed.is_empty()).then_some([found as f64, listed.len() as f64, 0.0])
    },
    value: mean,
};

/// Flags and listed spans of a page, matched.
#[derive(Debug, Clone, Default)]
pub(in crate::eval) struct Spans {
    /// Confidence of each flag, and whether it stands on a listed span.
    pub flags: Vec<(f64, bool)>,
    /// For each listed span, the confidence of the surest flag on it.
    pub listed: Vec<Option<f64>>,
}

impl Spans {
    pub fn of(judged: &Judged<'_>) -> Self {
        let (flags, wanted) = (&judged.answer.flags, judged.standard.case.expectations().flags());
        let right = |flag: &AnswerFlag| wanted.iter().any(|wanted| same(&flag.quote, wanted.quote()));
        let surest = |wanted: &WantedFlag| {
            let on_it = flags.iter().filter(|flag| same(&flag.quote, wanted.quote()));
            on_it.map(|flag| flag.confidence).max_by(f64::total_cmp)
        };
        Spans {
            flags: flags.iter().map(|flag| (flag.confidence, right(flag))).collect(),
            listed: wanted.iter().map(surest).collect(),
        }
    }
}

/// Whether the words of one are in the other.
fn same(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|quote| format!(" {} ", bare(quote)));
    one.contains(&other) || other.contains(&one)
}

/// Without signs around words.
fn bare(quote: &str) -> String {
    let folded = fold(quote);
    let words = folded.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
