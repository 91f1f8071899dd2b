//! Which blocks are content: the page as a whole decides.

use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind, Input};
use crate::edits::Reason;
use crate::hints::Hints;

/// stub
#[derive(Debug, Clone, Copy)]
pub struct BlockModel;

impl Filter for BlockModel {
    fn name(&self) -> &'static str {
        "block-model"
    }

    fn may_empty(&self) -> bool {
        true
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if doc.input() == Input::Text {
            return;
        }
        let raw: Vec<f32> = doc.blocks().map(|block| score(&block)).collect();
        for block in doc.blocks() {
            let i = block.index();
            let near: f32 = raw[i.saturating_sub(3)..(i + 4).min(raw.len())].iter().sum::<f32>() / 7.0;
            let p = 1.0 / (1.0 + (-(raw[i] + near)).exp());
            if p >= 0.5 {
                edits.keep(i, Reason::Probability(p));
            } else {
                edits.drop(i, Reason::Probability(p));
            }
        }
    }
}

fn score(block: &Block<'_>) -> f32 {
    let chrome = Hints::NAV
        | Hints::FOOTER
        | Hints::COOKIE
        | Hints::SHARE
        | Hints::RELATED
        | Hints::COMMENT
        | Hints::AD
        | Hints::NEWSLETTER
        | Hints::POPUP
        | Hints::BREADCRUMB
        | Hints::PAGINATION
        | Hints::ASIDE
        | Hints::MENU
        | Hints::FORM;
    let mut s = -0.3;
    if block.words() >= 12 && block.link_density() < 0.3 {
        s += 2.0;
    }
    if super::cues::ends_sentence(block.text()) {
        s += 0.5;
    }
    if block.hints().has(Hints::MAIN | Hints::ARTICLE | Hints::CONTENT) {
        s += 0.7;
    }
    if block.hints().has(chrome) {
        s -= 1.5;
    }
    if block.link_density() > 0.6 {
        s -= 1.0;
    }
    if block.kind() == BlockKind::Button {
        s -= 1.0;
    }
    s
}
