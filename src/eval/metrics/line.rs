//! Lines of the source that are rightly kept, over all pages together. Of HTML, the lines of the flattened page.

use super::{Better, Metric, Tally};

pub(super) const F1: Metric = Metric {
    name: "line-f1",
    title: "line F1",
    about: "F1 of the decision to keep or drop, over the lines of all (flattened) pages",
    better: Better::Higher,
    said: None,
    tally: |judged| {
        let standard = judged.standard;
        let kept = standard.lines.held_by(judged.reading, &judged.answer.text);
        let count = |wanted: bool, held: bool| {
            let pairs = standard.wanted.iter().zip(&kept);
            pairs.filter(|pair| *pair.0 == Some(wanted) && *pair.1 == Some(held)).count() as f64
        };
        Some([count(true, true), count(false, true), count(true, false)])
    },
    value,
};

/// By right, superfluous and missing lines.
fn value(tally: &Tally) -> Option<f64> {
    let [right, superfluous, missing] = *tally;
    let all = 2.0 * right + superfluous + missing;
    (all > 0.0).then(|| 2.0 * right / all)
}
