//! Everything that the parts are judged from, read once.

use super::fitted::{Fitted, Judge};
use super::order::{self, Order};
use super::{PARTS, chrome, completeness, extraction, language, repetition};
use crate::body::Draft;
use crate::document::{Document, Input};

/// What a cleaned page shows of itself.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub input: Input,
    /// Expected word F1 by the block model's own probabilities.
    pub expected_f1: f32,
    pub ledger: [f32; extraction::LEDGER],
    pub end: [f32; completeness::WIDTH],
    pub order: [f32; order::WIDTH],
    pub lines: usize,
    shape: f32,
    chrome: f32,
    repetition: f32,
    wall: completeness::Wall,
    spun: Option<f32>,
}

impl Evidence {
    pub fn read(fitted: &Fitted, doc: &Document, draft: &Draft, spun: Option<f32>) -> Self {
        let body = draft.text();
        let order = Order::of(body);
        let (expected_f1, ledger) = extraction::ledger(doc);
        Evidence {
            input: doc.input(),
            expected_f1,
            ledger,
            end: completeness::row(body),
            order: order.row(fitted),
            lines: order.len(),
            shape: language::shape(body),
            chrome: chrome::judge(doc),
            repetition: repetition::judge(doc, body),
            wall: completeness::Wall::of(doc, body),
            spun,
        }
    }

    /// What the trees of `extraction` and of the order read: the ledger, and what the other parts are judged from.
    pub fn row(&self) -> [f32; extraction::WIDTH] {
        let all = self.ledger.iter().chain(&self.order).chain(&self.end).chain([&self.chrome, &self.repetition]);
        let mut row = [0.0; extraction::WIDTH];
        row.iter_mut().zip(all).for_each(|(slot, value)| *slot = *value);
        row
    }

    /// The parts in the order of their names.
    pub fn parts(&self, fitted: &Fitted) -> [f32; PARTS.len()] {
        let judge = if self.input == Input::Html { Judge::Html } else { Judge::Text };
        let row = self.row();
        let extraction = fitted.score(judge, &row);
        let end = fitted.score(Judge::End, &self.end);
        let order = fitted.score(Judge::Order, &row).filter(|_| self.lines > 1);
        [
            extraction.map_or(self.expected_f1, crate::model::trees::sigmoid),
            completeness::part(end, self.wall),
            self.chrome,
            self.repetition,
            self.shape * language::order(order),
            1.0 - self.spun.unwrap_or(0.0),
        ]
    }
}
