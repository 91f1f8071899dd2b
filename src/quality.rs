//! One score and its named parts.
use crate::body::Draft;
use crate::document::Document;
use crate::language::Language;

/// How good the result is.
#[derive(Debug, Clone)]
pub struct Quality {
    score: f32,
}
impl Quality {
    pub(crate) fn of(_: &Document, _: &Draft, _: Option<Language>, _: Option<f32>) -> Self {
        Quality { score: 0.0 }
    }
    /// Score.
    pub fn score(&self) -> f32 {
        self.score
    }
}
