//! Fits the quality score: every page is cleaned by a block model that does not know its site, in good states and in bad
//! ones; what the score reads of it becomes rows; small forests and the weights of the parts are fitted to them, and all
//! is measured on folds that the fit did not see.

mod card;
mod fit;
mod measure;
mod observe;
mod plot;
mod states;

use super::{FOLDS, Folder, TrainError, Training, corpus};
use crate::document::Input;
use fit::Folds;
use std::path::Path;

/// What fitting the quality score makes.
#[derive(Debug, Clone)]
pub struct QualityFit {
    /// `quality.bin`.
    pub numbers: Vec<u8>,
    /// `QUALITY.md`: what was measured.
    pub card: String,
    /// `reliability.svg`: how far the score keeps what it promises.
    pub plot: String,
}

impl Training {
    /// Fits the quality score and measures it, out of fold throughout.
    ///
    /// # Errors
    /// If the data cannot be read.
    pub fn quality(&self) -> Result<QualityFit, TrainError> {
        let pages = corpus::load(&self.data)?;
        let folds = corpus::folds(&pages, FOLDS);
        let lines = fit::lines(&pages, &folds, self.seed);
        let mut seen = Vec::new();
        for input in [Input::Html, Input::Text] {
            let course = self.course(input)?;
            let models = course.models();
            if input == Input::Text {
                seen.extend(observe::states(&course.samples, &models, &lines, self.seed));
            }
            seen.extend(observe::samples(course.samples, &models, &lines));
        }
        let folds = Folds::fit(&seen, lines, self.seed);
        let figures = measure::Figures::of(&folds.judged(&seen), &folds.all.weights);
        let numbers = folds.all.write();
        Ok(QualityFit { card: card::card(&figures, &folds, numbers.len()), plot: plot::reliability(&figures), numbers })
    }

    /// Fits the quality score and writes `quality.bin`, `QUALITY.md` and `reliability.svg` into `out`.
    ///
    /// # Errors
    /// If the data cannot be read or a file not be written.
    pub fn write_quality(&self, out: &Path) -> Result<(), TrainError> {
        let out = Folder::made(out)?;
        let fit = self.quality()?;
        out.write([
            ("quality.bin", &fit.numbers[..]),
            ("QUALITY.md", fit.card.as_bytes()),
            ("reliability.svg", fit.plot.as_bytes()),
        ])
    }
}
