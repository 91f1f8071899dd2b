//! From probabilities to a decision about the whole page.

/// A page's decision.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decision {
    pub keep: Vec<bool>,
    /// The F1 that the probabilities promise for it, 0 to 1.
    pub expected_f1: f32,
}

/// Fewer words of content than this are no content: error pages, empty shells.
pub(crate) const FEWEST_WORDS: f32 = 8.0;

/// Keeps the blocks that together promise the highest word F1.
///
/// Sorted by probability, the first k blocks hold about S = sum of p·w true words among W = sum of w kept ones, out of
/// T = sum of p·w over the page: F1 is about 2·S / (W + T). No threshold is tuned; each page gets its own.
///
/// A page is left whole if that promises at most `slack` less.
pub(crate) fn decide(probabilities: &[f32], weights: &[f32], slack: f32) -> Decision {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]).then(a.cmp(b)));
    let truth: f32 = probabilities.iter().zip(weights).map(|(p, w)| p * w).sum();
    let mut decision = Decision { keep: vec![false; probabilities.len()], expected_f1: 0.0 };
    if truth < FEWEST_WORDS {
        return decision;
    }
    let (mut hit, mut kept, mut best) = (0.0f64, 0.0f64, 0);
    for (rank, &block) in order.iter().enumerate() {
        hit += f64::from(probabilities[block] * weights[block]);
        kept += f64::from(weights[block]);
        let f1 = (2.0 * hit / (kept + f64::from(truth))) as f32;
        if f1 > decision.expected_f1 {
            (decision.expected_f1, best) = (f1, rank + 1);
        }
    }
    let whole = (2.0 * hit / (kept + f64::from(truth))) as f32;
    if whole >= decision.expected_f1 - slack {
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
        let sure = decide(&[0.9, 0.8, 0.3, 0.1], &[50.0; 4], 0.0);
        assert_eq!(sure.keep, [true, true, false, false]);
        // Where nothing is sure, the same 0.3 is worth keeping.
        let unsure = decide(&[0.3, 0.3, 0.3, 0.01], &[50.0; 4], 0.0);
        assert_eq!(unsure.keep, [true, true, true, false]);
        assert!(sure.expected_f1 > unsure.expected_f1);
    }

    #[test]
    fn a_page_that_is_nearly_all_content_is_left_whole() {
        let page = ([0.95, 0.9, 0.3, 0.95], [50.0, 50.0, 4.0, 50.0]);
        assert_eq!(decide(&page.0, &page.1, 0.0).keep, [true, true, false, true]);
        assert_eq!(decide(&page.0, &page.1, 0.02).keep, [true; 4]);
        assert!(!decide(&[0.95, 0.9, 0.05, 0.95], &[50.0; 4], 0.02).keep[2], "a long block of furniture goes");
    }

    #[test]
    fn a_shell_without_content_stays_empty() {
        let shell = decide(&[0.2, 0.1], &[10.0, 10.0], 0.0);
        assert_eq!((shell.keep, shell.expected_f1), (vec![false, false], 0.0));
    }
}
