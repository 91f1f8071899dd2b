//! Documents judged spun: the share of spun ones, and the share of clean ones.

use super::{Better, Metric, Tally, mean, one};
use crate::eval::judged::Judged;

pub(super) const TRUE_POSITIVES: Metric = Metric {
    name: "spun-tpr",
    title: "spun TPR",
    about: "share of spun documents that are judged spun",
    better: Better::Higher,
    said: Some(|answer| answer.spun.is_some()),
    tally: |judged| of(judged, true),
    value: mean,
};

pub(super) const FALSE_POSITIVES: Metric = Metric {
    name: "spun-fpr",
    title: "spun FPR",
    about: "share of clean documents that are judged spun",
    better: Better::Lower,
    said: Some(|answer| answer.spun.is_some()),
    tally: |judged| of(judged, false),
    value: mean,
};

fn of(judged: &Judged<'_>, spun: bool) -> Option<Tally> {
    let wanted = judged.standard.case.expectations().spun()?;
    (wanted == spun).then(|| one(f64::from(judged.answer.spun == Some(true))))?
}
