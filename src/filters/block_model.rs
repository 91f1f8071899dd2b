//! The learned decision about every block.

use super::Filter;
use crate::document::Document;
use crate::edits::{Edits, Reason};
use crate::error::Result;
use crate::model::{Model, weights};
use std::sync::Arc;

/// Keeps what the learned block model takes for content and drops the rest.
///
/// # What it removes
/// Every block outside the set that promises the highest word F1 for the whole page. Each verdict carries the block's
/// probability as its reason. It also says what kind of page it is ([`PageKind`](crate::PageKind)): on articles and
/// product pages unsure blocks go sooner than on lists. A page whose blocks promise fewer than eight words of content is left empty.
///
/// # What it leaves
/// Hidden blocks, captions, comments: it has no rule about them, only what pages of many sites taught it.
///
/// # Known limits
/// Trained on some 1,700 pages, most of them English. Pages of several articles are kept whole or halved.
///
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::BlockModel};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(BlockModel::default())).build();
/// let menu = "Home\nSport\nWeather\nSubscribe to our newsletter\n";
/// let prose = "The harbour will be closed for a week from Monday, the council said on Friday. ".repeat(4);
/// assert!(!cleaner.clean_text(&format!("{menu}{prose}")).body().contains("Weather"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct BlockModel {
    /// Other weights than the embedded ones.
    model: Option<Arc<Model>>,
}

impl BlockModel {
    pub(crate) const NAME: &'static str = "block-model";

    /// With weights of one's own, as `unspun train` writes them.
    ///
    /// # Errors
    /// [`Error::Weights`](crate::Error::Weights) if the bytes are damaged or were made for other features.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(BlockModel { model: Some(Arc::new(weights::unpack(bytes)?)) })
    }

    #[cfg(feature = "train")]
    pub(crate) fn with(model: Arc<Model>) -> Self {
        BlockModel { model: Some(model) }
    }

    fn model(&self) -> &Model {
        self.model.as_deref().unwrap_or_else(|| Model::embedded())
    }
}

impl Filter for BlockModel {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let Some(judgement) = self.model().judge(doc) else { return };
        if let Some(kind) = judgement.page_kind {
            edits.page_kind(kind);
        }
        for (block, (p, keep)) in judgement.probabilities.iter().zip(&judgement.decision.keep).enumerate() {
            let reason = Reason::Probability(*p);
            if *keep { edits.keep(block, reason) } else { edits.drop(block, reason) }
        }
    }

    fn may_empty(&self) -> bool {
        true
    }
}
