//! Fits the quality score: every page is judged by a block model that does not know its site, in good states and in bad ones.

mod observe;
mod states;

use super::{FOLDS, Random, TrainError, Training, boost, corpus, parallel};
use crate::document::Input;
use crate::filters::BlockModel;
use crate::model::trees::Forest;
use crate::model::{Model, weights};
use crate::quality::fitted::Fitted;
use crate::quality::order::{Order, PAIR_WIDTH};
use boost::{Binned, Growth, grow};
use corpus::Gold;
pub(super) use observe::Seen;
use std::path::Path;
use std::sync::Arc;

/// One model without each fold.
type Folds = Vec<Arc<Model>>;

impl Training {
    /// Fits the score.
    pub fn quality(&self, out: &Path) -> Result<(), TrainError> {
        let pages = corpus::load(&self.data)?;
        let folds = corpus::folds(&pages, FOLDS);
        let pages: Vec<(Gold, usize)> = pages.into_iter().zip(folds).collect();
        let pairs = pair_forests(&pages, self.seed);
        eprintln!("pairs fitted");
        let mut seen = Vec::new();
        for input in [Input::Html, Input::Text] {
            let models = self.cached_models(input)?;
            eprintln!("models");
            seen.extend(observe::samples(self.samples(input)?, &models, &pairs));
            eprintln!("samples seen");
            if input == Input::Text {
                seen.extend(observe::states(&self.samples(input)?, &models, &pairs, self.seed));
            }
        }
        observe::dump(&seen, out);
        Ok(())
    }

    fn cached_models(&self, input: Input) -> Result<Folds, TrainError> {
        let name = |fold: usize| format!("/tmp/qcache/{input:?}{fold}.bin");
        if Path::new(&name(0)).exists() {
            let all = (0..FOLDS).map(|fold| weights::unpack(&std::fs::read(name(fold)).unwrap()).unwrap());
            return Ok(all.map(Arc::new).collect());
        }
        let samples = self.samples(input)?;
        let lessons = self.learn(&samples, input);
        let models: Vec<Arc<Model>> = (0..FOLDS)
            .map(|fold| Arc::new(Model::only(input, lessons.judge(Some(fold), &self.growth()))))
            .collect();
        std::fs::create_dir_all("/tmp/qcache").unwrap();
        for (fold, model) in models.iter().enumerate() {
            std::fs::write(name(fold), weights::pack(model, 1)).unwrap();
        }
        Ok(models)
    }
}

fn growth(trees: usize, leaves: usize, seed: u64) -> Growth {
    Growth { trees, leaves, rate: 0.1, least: 30, l2: 5.0, features: 0.6, rows: 0.7, seed }
}

/// Trees that tell neighbouring lines from others, without each fold and from all.
fn pair_forests(pages: &[(Gold, usize)], seed: u64) -> Vec<Fitted> {
    let rows = parallel(pages, |(gold, fold)| {
        let order = Order::of(&gold.text);
        let mut random = Random::new(seed + u64::from(crate::hints::hash_word(&gold.id)));
        let (neighbours, mut others) = order.pairs();
        random.shuffle(&mut others);
        others.retain(|(one, other)| !neighbours.contains(&(*one, *other)));
        others.truncate(neighbours.len());
        let weight = 1.0 / (order.len() as f32).sqrt().max(1.0);
        let both = neighbours.into_iter().map(|pair| (pair, 1.0)).chain(others.into_iter().map(|pair| (pair, 0.0)));
        let rows: Vec<([f32; PAIR_WIDTH], f32)> = both.map(|((one, other), label)| (order.pair(one, other), label)).collect();
        (rows, weight, *fold)
    });
    let usable: Vec<_> = rows.into_iter().filter(|(rows, ..)| rows.len() >= 8).collect();
    (0..=FOLDS)
        .map(|without| {
            let (mut matrix, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
            for (rows, weight, _) in usable.iter().filter(|(_, _, fold)| *fold != without) {
                for (row, label) in rows {
                    matrix.extend(row);
                    labels.push(*label);
                    weights.push(*weight);
                }
            }
            let forest = grow(&Binned::new(&matrix, PAIR_WIDTH), &labels, &weights, &growth(60, 12, seed));
            let mut fitted = Fitted::default();
            fitted.forests[2] = forest;
            fitted
        })
        .collect()
}

#[allow(dead_code)]
fn unused(_: BlockModel, _: Forest) {}
