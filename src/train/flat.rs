//! Flat text through all default filters: what the card says of it beside the model's own F1.

use super::score::Scores;
use super::{Sample, parallel, pipeline};
use crate::Limits;
use crate::eval::{shared_words, word_f1};
use crate::filters::BlockModel;
use crate::model::Model;
use crate::parse::parse_text;
use std::sync::Arc;

/// Means by set, and by set and page kind.
#[derive(Debug, Clone, Default)]
pub(super) struct FlatScores {
    /// Word F1.
    pub f1: Scores,
    /// Share of pages that lose more than a tenth of the gold words that the input holds.
    pub lossy: Scores,
    /// Share of pages that come out of a second cleaning as they went in.
    pub stable: Scores,
}

/// What is left of a page's gold words must be at least this.
const KEPT: f64 = 0.9;

/// Cleans every page with the model that never saw its domain, and cleans what comes out again.
pub(super) fn measure(samples: &[Sample], models: &[Arc<Model>]) -> FlatScores {
    let measured = parallel(samples, |sample| {
        let clean = |text: &str| {
            let mut doc = parse_text(text, Limits::default());
            pipeline(BlockModel::with(models[sample.fold].clone()), false).run(&mut doc);
            doc.draft().text().to_owned()
        };
        let (gold, input) = (&sample.gold.text, sample.doc.text());
        let once = clean(input);
        let lossy = (shared_words(&once, gold) as f64) < KEPT * shared_words(input, gold) as f64;
        (word_f1(&once, gold), lossy, clean(&once) == once)
    });
    let mut scores = FlatScores::default();
    for (sample, (f1, lossy, stable)) in samples.iter().zip(measured) {
        let gold = &sample.gold;
        for name in [gold.set.clone(), format!("{} {}", gold.set, gold.kind)] {
            scores.f1.add(name.clone(), f1);
            scores.lossy.add(name.clone(), f64::from(u8::from(lossy)));
            scores.stable.add(name, f64::from(u8::from(stable)));
        }
    }
    scores
}
