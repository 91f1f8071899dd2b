//! From probabilities to a decision about the whole page.

use crate::document::Input;
use crate::page_kind::PageKind;

/// A page's decision.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decision {
    pub keep: Vec<bool>,
    /// The F1 that the probabilities promise for it, 0 to 1.
    pub expected_f1: f32,
}

/// Fewer words of content than this are no content: error pages, empty shells.
pub(crate) const FEWEST_WORDS: f32 = 8.0;

/// What a page's blocks do not tell of each other, made up for: what pays best on the development pages, out of fold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// How much the words count that are not kept. Blocks of a page are right or wrong together, which the formula does
    /// not know.
    pub missed: f64,
    /// The same on long pages, from which more is lost at once: a list, a table, a part under a heading of its own.
    pub missed_long: f64,
    /// How much a page must promise to gain before anything of it is dropped.
    pub slack: f32,
}

impl Default for Rule {
    fn default() -> Self {
        Rule { missed: 1.0, missed_long: 1.0, slack: 0.0 }
    }
}

/// Words of content from which a page is longer than most, and from which it is long.
const LONGER: f64 = 1000.0;
const LONG: f64 = 2500.0;

impl Rule {
    /// A text may have been cleaned before, and what nearly all reads as content is not worth cutting: so cleaning twice
    /// is cleaning once.
    pub fn of(input: Input, kind: Option<PageKind>) -> Self {
        let (missed, missed_long) = match (input, kind) {
            (Input::Text, Some(PageKind::Collection | PageKind::Listing)) => (1.4, 1.4),
            (Input::Text, Some(PageKind::Article)) => (1.0, 1.8),
            (Input::Text, _) | (_, None) => (1.0, 1.0),
            (_, Some(PageKind::Article)) => (0.55, 1.0),
            (_, Some(PageKind::Product)) => (0.55, 0.55),
            (_, Some(PageKind::Forum)) => (0.88, 0.88),
            (_, Some(_)) => (1.3, 1.3),
        };
        Rule { missed, missed_long, slack: if input == Input::Text { 0.02 } else { 0.0 } }
    }

    /// How much unkept words count on a page that promises so many words of content.
    fn missed_of(&self, words: f64) -> f64 {
        let length = ((words / LONGER).ln() / (LONG / LONGER).ln()).clamp(0.0, 1.0);
        self.missed + (self.missed_long - self.missed) * length
    }
}

/// Keeps the blocks that together promise the highest word F1.
///
/// Sorted by probability, the first k blocks hold about S = sum of p·w true words among W = sum of w kept ones, out of
/// T = sum of p·w over the page: F1 is about 2·S / (W + T). Each page gets its own threshold.
pub(crate) fn decide(probabilities: &[f32], weights: &[f32], rule: &Rule) -> Decision {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]).then(a.cmp(b)));
    let truth: f32 = probabilities.iter().zip(weights).map(|(p, w)| p * w).sum();
    let mut decision = Decision { keep: vec![false; probabilities.len()], expected_f1: 0.0 };
    if truth < FEWEST_WORDS {
        return decision;
    }
    let truth = f64::from(truth);
    let sought = truth * rule.missed_of(truth);
    let (mut hit, mut kept, mut best, mut most) = (0.0f64, 0.0f64, 0, 0.0);
    for (rank, &block) in order.iter().enumerate() {
        hit += f64::from(probabilities[block] * weights[block]);
        kept += f64::from(weights[block]);
        let promise = hit / (kept + sought);
        if promise > most {
            (most, best) = (promise, rank + 1);
            decision.expected_f1 = (2.0 * hit / (kept + truth)) as f32;
        }
    }
    let whole = (2.0 * hit / (kept + truth)) as f32;
    if whole >= decision.expected_f1 - rule.slack {
        (decision.expected_f1, best) = (whole, order.len());
    }
    for &block in &order[..best] {
        decision.keep[block] = true;
    }
    decision
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_adapts_to_the_page() {
        let sure = decide(&[0.9, 0.8, 0.3, 0.1], &[50.0; 4], &Rule::default());
        assert_eq!(sure.keep, [true, true, false, false]);
        // Where nothing is sure, the same 0.3 is worth keeping.
        let unsure = decide(&[0.3, 0.3, 0.3, 0.01], &[50.0; 4], &Rule::default());
        assert_eq!(unsure.keep, [true, true, true, false]);
        assert!(sure.expected_f1 > unsure.expected_f1);
    }

    #[test]
    fn a_page_that_is_nearly_all_content_is_left_whole() {
        let page = ([0.95, 0.9, 0.3, 0.95], [50.0, 50.0, 4.0, 50.0]);
        assert_eq!(decide(&page.0, &page.1, &Rule::default()).keep, [true, true, false, true]);
        assert_eq!(decide(&page.0, &page.1, &Rule::of(Input::Text, None)).keep, [true; 4]);
        assert!(
            !decide(&[0.95, 0.9, 0.05, 0.95], &[50.0; 4], &Rule::of(Input::Text, None)).keep[2],
            "a long block of furniture goes"
        );
    }

    #[test]
    fn long_articles_keep_more_of_what_is_unsure() {
        let rule = Rule::of(Input::Text, Some(PageKind::Article));
        let kept = |words: f32| decide(&[0.95, 0.95, 0.38, 0.02], &[words, words, words / 2.0, words], &rule).keep[2];
        assert!(!kept(100.0), "on a short page");
        assert!(kept(2000.0), "on a long page");
    }

    #[test]
    fn a_shell_without_content_stays_empty() {
        let shell = decide(&[0.2, 0.1], &[10.0, 10.0], &Rule::default());
        assert_eq!((shell.keep, shell.expected_f1), (vec![false, false], 0.0));
    }
}
