//! `extraction`: how close the body is to what a careful editor would keep, as expected word F1.

use super::{completeness, order};
use crate::document::{Block, BlockKind, Document};
use crate::edits::{Reason, Verdict};
use crate::filters::NearDuplicates;
use crate::prose::{ends_sentence, is_prose};

/// Numbers of the ledger, and all that the fitted trees read.
pub(crate) const LEDGER: usize = 35;
pub(crate) const WIDTH: usize = LEDGER + order::WIDTH + completeness::WIDTH + 2;
/// Probabilities between these are a guess.
const UNSURE: std::ops::Range<f32> = 0.25..0.75;
/// What prose and other blocks are worth where no model spoke.
const PROSE: f32 = 0.95;
const OTHER: f32 = 0.5;
/// What a block is worth that a filter dropped against the model.
const OVERRULED: f32 = 0.1;
const LEVELS: usize = 20;

/// The expected word F1 by the block model's own probabilities, and what the trees correct it by.
pub(super) fn ledger(doc: &Document) -> (f32, [f32; LEDGER]) {
    let ledger = Ledger::of(doc);
    (ledger.expected_f1(), ledger.row())
}

/// Words of the kept blocks, or of the dropped ones, by what they are.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    blocks: f32,
    words: f32,
    expected: f32,
    unsure: f32,
    doubt: f32,
    linked: f32,
    prose: f32,
    ended: f32,
    items: f32,
    cells: f32,
    headings: f32,
    overruled: f32,
    longest: f32,
    levels: [f32; LEVELS],
}

/// What the page's words came to.
#[derive(Debug, Default)]
struct Ledger {
    kept: Side,
    dropped: Side,
    before: f32,
    between: f32,
    after: f32,
    turns: f32,
    phrases: f32,
    duplicates: f32,
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

impl Side {
    fn add(&mut self, block: &Block<'_>, chance: f32, expected: f32) {
        let words = block.words() as f32;
        self.blocks += 1.0;
        self.words += words;
        self.expected += expected * words;
        self.unsure += if UNSURE.contains(&chance) { words } else { 0.0 };
        self.doubt += chance * (1.0 - chance) * words;
        self.linked += block.link_density() * words;
        self.prose += if is_prose(block) { words } else { 0.0 };
        self.ended += if ends_sentence(block.text()) { 1.0 } else { 0.0 };
        self.overruled += if (chance >= 0.5) == block.is_kept() { 0.0 } else { words };
        self.longest = self.longest.max(words);
        self.levels[((chance * LEVELS as f32) as usize).min(LEVELS - 1)] += words;
        match block.kind() {
            BlockKind::ListItem => self.items += words,
            BlockKind::Cell => self.cells += words,
            BlockKind::Heading => self.headings += 1.0,
            _ => {}
        }
    }

    /// The probability that so much of the words stays below.
    fn level(&self, below: f32) -> f32 {
        let mut left = below * self.words;
        let reached = self.levels.iter().position(|words| {
            left -= words;
            left < 0.0
        });
        reached.unwrap_or(LEVELS) as f32 / LEVELS as f32
    }
}

impl Ledger {
    fn of(doc: &Document) -> Self {
        let mut ledger = Ledger::default();
        let (mut open, mut was_kept) = (0.0, false);
        for block in doc.blocks().filter(|block| block.words() > 0) {
            let chance = block.chance().unwrap_or(if is_prose(&block) { PROSE } else { OTHER });
            let last = doc.trail().last(block.index()).filter(|last| last.verdict() == Verdict::Drop);
            let overruling = last.filter(|last| !matches!(last.reason(), Reason::Probability(_)));
            let kept = block.is_kept();
            let expected = if overruling.is_some() { chance.min(OVERRULED) } else { chance };
            let side = if kept { &mut ledger.kept } else { &mut ledger.dropped };
            side.add(&block, chance, expected);
            ledger.turns += if kept == was_kept { 0.0 } else { 1.0 };
            was_kept = kept;
            ledger.phrases += if kept && block.phrase().is_some() { 1.0 } else { 0.0 };
            let words = block.words() as f32;
            ledger.duplicates +=
                if overruling.is_some_and(|last| last.filter() == NearDuplicates::NAME) { words } else { 0.0 };
            match (kept, ledger.kept.blocks > 0.0) {
                (true, _) => ledger.between += std::mem::take(&mut open),
                (false, true) => open += words,
                (false, false) => ledger.before += words,
            }
        }
        ledger.after = open;
        ledger
    }

    /// Expected word F1 by the model's own probabilities: 2 · Σ p·w of the kept blocks / (Σ w of the kept + Σ p·w of all).
    fn expected_f1(&self) -> f32 {
        share(2.0 * self.kept.expected, self.kept.words + self.kept.expected + self.dropped.expected).clamp(0.0, 1.0)
    }

    fn row(&self) -> [f32; LEDGER] {
        let Ledger { kept, dropped, .. } = self;
        let all = kept.words + dropped.words;
        [
            self.expected_f1(),
            share(kept.expected, kept.words),
            share(kept.expected, kept.expected + dropped.expected),
            kept.words.ln_1p(),
            all.ln_1p(),
            share(kept.words, all),
            kept.blocks.ln_1p(),
            share(kept.words, kept.blocks),
            share(kept.unsure, kept.words),
            share(dropped.unsure, kept.words),
            share(kept.doubt, kept.words),
            share(kept.doubt + dropped.doubt, all),
            share(kept.linked, kept.words),
            share(dropped.linked, dropped.words),
            share(kept.prose, kept.words),
            share(dropped.prose, kept.words),
            share(kept.ended, kept.blocks),
            share(kept.items, kept.words),
            share(kept.cells, kept.words),
            share(kept.headings, kept.blocks),
            share(kept.overruled, kept.words),
            share(dropped.overruled, kept.words),
            share(kept.longest, kept.words),
            dropped.longest.ln_1p(),
            kept.level(0.1),
            kept.level(0.5),
            kept.level(0.9),
            dropped.level(0.9),
            share(self.turns, kept.blocks + dropped.blocks),
            share(self.before, all),
            share(self.between, kept.words),
            share(self.after, all),
            share(self.phrases, kept.blocks),
            share(self.duplicates, kept.words),
            share(dropped.expected, kept.words),
        ]
    }
}
