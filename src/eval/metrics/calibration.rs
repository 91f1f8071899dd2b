//! How far the score is from what it promises. Spun pages are left out: their score is to fall however clean the body is.

use super::{Better, Metric, mean, one, word};

pub(super) const ERROR: Metric = Metric {
    name: "calibration",
    title: "score error",
    about: "mean distance of the score from the word F1 of its page, spun pages aside; a page without a score counts 1",
    better: Better::Lower,
    said: Some(|answer| answer.score.is_some()),
    tally: |judged| {
        if judged.standard.case.expectations().spun() == Some(true) {
            return None;
        }
        let f1 = (word::F1.tally)(judged)?[0];
        one(judged.answer.score.map_or(1.0, |score| (score - f1).abs()))
    },
    value: mean,
};
