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
const FEWEST_WORDS: f64 = 8.0;

/// What a page's blocks do not tell of each other, made up for: what pays best on the development pages, out of fold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// How far all blocks of a page may be off together, as a standard deviation of log-odds: they are right or wrong
    /// together, which a sum of their probabilities does not know.
    pub doubt: f64,
    /// How much the words count that are not kept.
    pub missed: f64,
    /// The same on long pages, from which more is lost at once: a list, a table, a part under a heading of its own.
    pub missed_long: f64,
    /// How much a page must promise to gain before anything of it is dropped.
    pub slack: f64,
    /// Whether the page may have been cleaned before: then furniture must be found in it first.
    pub cleaned: bool,
}

impl Default for Rule {
    fn default() -> Self {
        Rule { doubt: 0.0, missed: 1.0, missed_long: 1.0, slack: 0.0, cleaned: false }
    }
}

/// Words of content from which a page is longer than most, and from which it is long.
const LONGER: f64 = 700.0;
const LONG: f64 = 1700.0;

/// Deviations of a normal distribution and how much each counts: the rule of Gauss and Hermite with five points.
const DEVIATIONS: [(f64, f64); 5] = [
    (-2.856_970_01, 0.011_257_41),
    (-1.355_626_18, 0.222_075_92),
    (0.0, 0.533_333_34),
    (1.355_626_18, 0.222_075_92),
    (2.856_970_01, 0.011_257_41),
];

/// A page of so many words in a language that was learned has furniture that is less likely content than this, and more
/// of it than this share of its words, or it was cleaned before.
const TELLING_WORDS: f64 = 500.0;
const FURNITURE: f64 = 0.1;
const LEAST_FURNITURE: f64 = 0.02;

impl Rule {
    /// What nearly all reads as content is not worth cutting, and a text may have been cleaned before: so cleaning twice
    /// is cleaning once. `foreign` is a page whose words are not known.
    pub fn of(input: Input, kind: Option<PageKind>, foreign: bool) -> Self {
        let doubt = match (input, kind) {
            (_, Some(PageKind::Listing | PageKind::Documentation)) => 2.5,
            (Input::Text, Some(PageKind::Article)) => 2.0,
            (Input::Html, Some(PageKind::Product)) => 1.0,
            _ => 1.5,
        };
        let (missed, missed_long) = match (input, kind) {
            (Input::Html, Some(PageKind::Article)) => (0.55, 1.0),
            (Input::Html, Some(PageKind::Product)) => (0.55, 0.55),
            (Input::Text, Some(PageKind::Article)) => (0.9, 1.7),
            _ => (1.0, 1.0),
        };
        let text = input == Input::Text;
        Rule { doubt, missed, missed_long, slack: if text { 0.01 } else { 0.0 }, cleaned: text && !foreign }
    }

    /// For a text that certainly was not cleaned before.
    pub fn of_raw(self) -> Self {
        Rule { slack: 0.0, cleaned: false, ..self }
    }

    /// How much unkept words count on a page that promises so many words of content.
    fn missed_of(&self, words: f64) -> f64 {
        let length = ((words / LONGER).ln() / (LONG / LONGER).ln()).clamp(0.0, 1.0);
        self.missed + (self.missed_long - self.missed) * length
    }
}

/// Keeps the blocks that together promise the highest word F1, whether or not the page as a whole is a bit more or less
/// content than it looks.
///
/// Sorted by probability, the first k blocks hold about S = sum of p·w true words among W = sum of w kept ones, out of
/// T = sum of p·w over the page: F1 is about 2·S / (W + T). Each page gets its own threshold.
pub(crate) fn decide(probabilities: &[f32], weights: &[f32], rule: &Rule) -> Decision {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]).then(a.cmp(b)));
    let blocks: Vec<(f64, f64)> =
        order.iter().map(|&block| (f64::from(probabilities[block]), f64::from(weights[block]))).collect();
    let mut decision = Decision { keep: vec![false; probabilities.len()], expected_f1: 0.0 };
    let truth: f64 = blocks.iter().map(|(chance, words)| chance * words).sum();
    if truth < FEWEST_WORDS {
        return decision;
    }
    let plain: Vec<f64> = promises(&blocks, 0.0, 1.0).collect();
    let near = plain[plain.len() - 1] >= plain[highest(&plain)] - rule.slack;
    let whole = near || rule.cleaned && is_without_furniture(&blocks);
    let last =
        if whole { plain.len() - 1 } else { highest(&mean_promises(&blocks, rule.doubt, rule.missed_of(truth))) };
    order[..=last].iter().for_each(|&block| decision.keep[block] = true);
    decision.expected_f1 = plain[last] as f32;
    decision
}

/// Whether a long page holds hardly anything that is surely furniture.
fn is_without_furniture(blocks: &[(f64, f64)]) -> bool {
    let words: f64 = blocks.iter().map(|(_, words)| words).sum();
    let furniture: f64 = blocks.iter().filter(|(chance, _)| *chance < FURNITURE).map(|(_, words)| words).sum();
    words >= TELLING_WORDS && furniture <= LEAST_FURNITURE * words
}

/// The F1 that each number of the first blocks promises, on average over what the page may be.
fn mean_promises(blocks: &[(f64, f64)], doubt: f64, missed: f64) -> Vec<f64> {
    let mut mean = vec![0.0; blocks.len()];
    for (deviation, share) in DEVIATIONS {
        let promises = promises(blocks, doubt * deviation, missed);
        mean.iter_mut().zip(promises).for_each(|(mean, promise)| *mean += share * promise);
    }
    mean
}

/// The same if all log-odds are off by so much.
fn promises(blocks: &[(f64, f64)], off: f64, missed: f64) -> impl Iterator<Item = f64> {
    let odds = off.exp();
    let content = move |&(chance, words): &(f64, f64)| words * chance * odds / (1.0 - chance + chance * odds);
    let truth: f64 = blocks.iter().map(content).sum();
    blocks.iter().scan((0.0, 0.0), move |(hit, kept), block| {
        (*hit, *kept) = (*hit + content(block), *kept + block.1);
        Some(2.0 * *hit / (*kept + truth * missed))
    })
}

/// Where the first of the highest values stands.
fn highest(values: &[f64]) -> usize {
    (1..values.len()).fold(0, |best, at| if values[at] > values[best] { at } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many blocks of so many words each are kept.
    fn count(chances: &[f32], words: f32, rule: &Rule) -> usize {
        decide(chances, &vec![words; chances.len()], rule).keep.into_iter().filter(|keep| *keep).count()
    }

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
        assert_eq!(decide(&page.0, &page.1, &Rule::of(Input::Text, None, false)).keep, [true; 4]);
        assert!(
            !decide(&[0.95, 0.9, 0.05, 0.95], &[50.0; 4], &Rule::of(Input::Text, None, false)).keep[2],
            "a long block of furniture goes"
        );
    }

    #[test]
    fn a_long_text_without_furniture_was_cleaned_before() {
        let kept = |furniture: f32, foreign: bool| {
            count(&[0.9, 0.8, 0.2, 0.15, furniture], 200.0, &Rule::of(Input::Text, None, foreign))
        };
        assert_eq!(kept(0.12, false), 5, "nothing in it is surely furniture");
        assert!(kept(0.02, false) < 5, "a menu");
        assert!(kept(0.12, true) < 5, "a language of which too little is known");
    }

    #[test]
    fn long_articles_keep_more_of_what_is_unsure() {
        let rule = Rule::of(Input::Text, Some(PageKind::Article), false);
        let kept = |words: f32| decide(&[0.95, 0.95, 0.38, 0.02], &[words, words, words / 2.0, words], &rule).keep[2];
        assert!(!kept(100.0), "on a short page");
        assert!(kept(2000.0), "on a long page");
    }

    #[test]
    fn a_page_that_may_be_all_content_keeps_more() {
        let kept = |doubt| count(&[0.9, 0.8, 0.45, 0.35, 0.3, 0.1], 50.0, &Rule { doubt, ..Rule::default() });
        assert_eq!((kept(0.0), kept(2.5)), (3, 5));
    }

    #[test]
    fn a_shell_without_content_stays_empty() {
        let shell = decide(&[0.2, 0.1], &[10.0, 10.0], &Rule::default());
        assert_eq!((shell.keep, shell.expected_f1), (vec![false, false], 0.0));
    }
}
