//! The trail: who decided what and why.

use super::{Cut, Decision, Edits, Flag, Reason, Verdict};
use crate::judgement::SpunJudgement;
use crate::page_kind::PageKind;
use crate::span::{Source, Span};

/// Who decided what and why, in order.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    decisions: Vec<Decision>,
    /// For each decision, the one about the same block before it; numbers plus one, 0 for none.
    earlier: Vec<u32>,
    /// For each block, its last decision's number plus one; 0 for none.
    last: Vec<u32>,
    /// For each block, the probability that the block model gave it.
    chances: Vec<Option<f32>>,
    cuts: Vec<Cut>,
    flags: Vec<Flag<Source>>,
    spun: Option<SpunJudgement>,
    page_kind: Option<PageKind>,
}

impl Trail {
    /// Every decision, oldest first.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// Every cut, in order of the source; none overlaps another: what was cut before is not cut again.
    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// Every flag, in order of the source.
    pub fn flags(&self) -> &[Flag<Source>] {
        &self.flags
    }

    /// Whether a synonym spinner rewrote the page, or why that was not judged.
    pub fn spun_judgement(&self) -> SpunJudgement {
        self.spun.unwrap_or_default()
    }

    /// How likely it is that a synonym spinner rewrote the page, if a filter judged that.
    pub fn spun_probability(&self) -> Option<f32> {
        self.spun_judgement().probability()
    }

    /// What kind of page it is, if a filter judged that.
    pub fn page_kind(&self) -> Option<PageKind> {
        self.page_kind
    }

    /// The last decision about a block.
    pub fn last(&self, block: usize) -> Option<&Decision> {
        let number = self.last.get(block).copied().unwrap_or(0) as usize;
        number.checked_sub(1).and_then(|at| self.decisions.get(at))
    }

    /// Every decision about a block, oldest first.
    pub fn about(&self, block: usize) -> impl Iterator<Item = &Decision> {
        let mut next = self.last.get(block).copied().unwrap_or(0) as usize;
        let mut found = Vec::new();
        while let Some(at) = next.checked_sub(1) {
            found.push(&self.decisions[at]);
            next = self.earlier[at] as usize;
        }
        found.into_iter().rev()
    }

    /// The last probability of being content that a filter gave a block, whatever was decided after.
    pub fn chance(&self, block: usize) -> Option<f32> {
        self.chances.get(block).copied().flatten()
    }

    /// What the last decision about a block says.
    pub fn verdict(&self, block: usize) -> Verdict {
        self.last(block).map_or(Verdict::Undecided, Decision::verdict)
    }

    /// Writes a filter's proposals down under its name. Blocks from `blocks` on do not exist and are passed over, and so
    /// are spans that cut a character of `text` apart or lie beyond it.
    pub(crate) fn sign(&mut self, filter: &'static str, edits: Edits, blocks: usize, text: &str) {
        let is_there = |span: Span<Source>| text.get(span.range()).is_some();
        self.last.resize(blocks, 0);
        self.chances.resize(blocks, None);
        self.spun = edits.spun.or(self.spun);
        self.page_kind = edits.page_kind.or(self.page_kind);
        for (block, verdict, reason) in edits.verdicts {
            if let Some(last) = self.last.get_mut(block as usize) {
                if let Reason::Probability(chance) = reason {
                    self.chances[block as usize] = Some(chance);
                }
                self.decisions.push(Decision { filter, block, verdict, reason });
                self.earlier.push(std::mem::replace(last, self.decisions.len() as u32));
            }
        }
        let cuts = edits.cuts.into_iter().filter(|(span, _)| is_there(*span));
        self.cuts.extend(cuts.map(|(span, reason)| Cut { filter, span, reason }));
        self.part_cuts();
        let flags = edits.flags.into_iter().filter(|flag| is_there(flag.span));
        self.flags.extend(flags.map(|flag| Flag { filter, ..flag }));
        self.flags.sort_by_key(|flag| (flag.span.start(), flag.span.end()));
    }

    /// Puts the cuts in order, and leaves of each what those before it do not hold.
    fn part_cuts(&mut self) {
        self.cuts.sort_by_key(|cut| (cut.span.start(), cut.span.end()));
        let mut end = 0;
        self.cuts.retain_mut(|cut| {
            cut.span = Span::new(cut.span.start().max(end), cut.span.end());
            end = cut.span.end();
            !cut.span.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_counts_and_the_trail_keeps_both() {
        let mut trail = Trail::default();
        let mut edits = Edits::default();
        edits.drop(1, "chrome");
        trail.sign("first", edits, 2, "");
        let mut edits = Edits::default();
        edits.keep(1, "prose");
        edits.drop(7, "no such block");
        trail.sign("second", edits, 2, "");
        assert_eq!(trail.verdict(1), Verdict::Keep);
        assert_eq!(trail.verdict(0), Verdict::Undecided);
        let authors: Vec<_> = trail.decisions().iter().map(Decision::filter).collect();
        assert_eq!(authors, ["first", "second"]);
        let about = |block| trail.about(block).map(Decision::filter).collect::<Vec<_>>();
        assert_eq!((about(1), about(0), about(7)), (vec!["first", "second"], vec![], vec![]));
    }

    #[test]
    fn nothing_is_cut_twice() {
        let mut trail = Trail::default();
        for (filter, spans) in [("first", [4..6, 0..9]), ("second", [7..12, 12..12])] {
            let mut edits = Edits::default();
            spans.into_iter().for_each(|span| edits.cut(Span::new(span.start, span.end), "furniture"));
            trail.sign(filter, edits, 1, "a text long enough");
        }
        let cuts: Vec<_> = trail.cuts().iter().map(|cut| (cut.filter(), cut.span().range())).collect();
        assert_eq!(cuts, [("first", 0..9), ("second", 9..12)]);
    }
}
