//! Headlines that are found exactly, but for case and white space.

use super::{Better, Metric, mean, one};
use crate::eval::judged::fold;

pub(super) const ACCURACY: Metric = Metric {
    name: "title",
    title: "title",
    about: "share of headlines found exactly, but for case and white space",
    better: Better::Higher,
    said: Some(|answer| answer.title.is_some()),
    tally: |judged| {
        let wanted = judged.standard.case.expectations().title()?;
        let found = judged.answer.title.as_deref().is_some_and(|title| fold(title) == fold(wanted));
        one(f64::from(found))
    },
    value: mean,
};
