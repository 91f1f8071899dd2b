//! The model card, `MODEL.md`: from what the model was made, how, and how well it does.

use super::boost::Growth;
use super::flat::FlatScores;
use super::score::Scores;
use super::{FOLDS, Sample};
use crate::document::Input;
use crate::model::features::Schema;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Cross-validated scores of one kind of input, and of the model without each of its parts.
#[derive(Debug, Clone)]
pub(super) struct Results {
    pub input: Input,
    pub scores: Scores,
    /// Flat text through all default filters.
    pub flat: Option<FlatScores>,
    pub without: Vec<(String, Scores)>,
}

/// Fewer pages of a language tell nothing.
const FEWEST_PAGES: usize = 3;

fn name(input: Input) -> &'static str {
    match input {
        Input::Html => "HTML",
        Input::Text => "text",
    }
}

/// The card's text.
pub(super) fn card(results: [&Results; 2], [growth, of_text]: [Growth; 2], bytes: usize) -> String {
    let mut out = String::from(HEAD);
    let features = |input| Schema::of(input).width();
    let _ = write!(
        out,
        "\n## Parameters\n{} KiB packed; seed {}; {} features and {} trees for HTML, {} and {} for text, \
         of {} leaves, rate {}, at least {} rows a leaf, L2 {}; each tree sees {} of the features and {} of the rows.\n",
        bytes.div_ceil(1024),
        growth.seed,
        features(Input::Html),
        growth.trees,
        features(Input::Text),
        of_text.trees,
        growth.leaves,
        growth.rate,
        growth.least,
        growth.l2,
        growth.features,
        growth.rows,
    );
    let _ = write!(
        out,
        "\n## Scores\nWord F1, mean over pages, {FOLDS} folds by registered domain; the model alone decides.\n"
    );
    out.push_str("\n| pages | n | F1 |\n|---|--|--|\n");
    for Results { input, scores, .. } in results {
        for (set, mean, count) in
            scores.means().filter(|(set, _, count)| !set.contains(" in ") || *count >= FEWEST_PAGES)
        {
            let _ = writeln!(out, "| {}: {set} | {count} | {mean:.3} |", name(*input));
        }
    }
    results.iter().filter_map(|results| results.flat.as_ref()).for_each(|scores| out.push_str(&flat(scores)));
    out
}

fn flat(scores: &FlatScores) -> String {
    let mut out = String::from(FLAT);
    let rows = scores.f1.means().zip(scores.lossy.means()).zip(scores.stable.means());
    for (((name, f1, count), (_, lossy, _)), (_, stable, _)) in rows {
        let _ = writeln!(out, "| {name} | {count} | {f1:.3} | {lossy:.3} | {stable:.3} |");
    }
    out
}

/// `ABLATION.md`: what each part of the model is worth.
pub(super) fn ablations(results: [&Results; 2]) -> String {
    let mut out = String::from(WORTH);
    results.iter().for_each(|results| out.push_str(&ablation(results)));
    out
}

fn ablation(results: &Results) -> String {
    let mut out = format!("\n## {} without parts\n", name(results.input));
    let sets: Vec<&str> =
        results.without.iter().take(1).flat_map(|(_, scores)| scores.means()).map(|row| row.0).collect();
    let _ = writeln!(out, "\n| without | {} |\n|---|{}", sets.join(" | "), "--|".repeat(sets.len()));
    for (part, scores) in &results.without {
        let cells: Vec<String> = scores.means().map(|(_, mean, _)| format!("{mean:.3}")).collect();
        let _ = writeln!(out, "| {part} | {} |", cells.join(" | "));
    }
    out
}

/// Every page that the model was trained on: one set a line, then its ids.
pub(super) fn manifest(samples: &[Sample]) -> String {
    let mut sets: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for sample in samples {
        if !sample.gold.is_bare() {
            sets.entry(&sample.gold.set).or_default().push(&sample.gold.id);
        }
    }
    sets.into_iter().map(|(set, ids)| format!("{set}: {}\n", ids.join(" "))).collect()
}

const FLAT: &str = "
## Flat text through all default filters
The same folds. *lossy*: share of pages that lose more than a tenth of the gold words that the input holds; *twice*: share of
pages that a second cleaning leaves as they are. `-block`, `-strings`, `-visual` and `-line` are the four ways to flatten a page,
`-gold` is the gold text itself as input, `-gold-line` the same on one line, `-bare` its first paragraphs.

| pages | n | F1 | lossy | twice |
|---|--|--|--|--|
";

const WORTH: &str = "# What the parts of the block model are worth
Written by `unspun train blocks --ablation`. Word F1 of the model alone on whole pages, mean over pages, out of fold; a difference below
0.002 is noise.
";

const HEAD: &str = "# The block model
Written by `unspun train`; edit `src/train/card.rs` instead.

Judges every block of a page: how likely is it content? One decision for the page keeps the set of blocks that promises
the highest word F1. HTML and flat text have features, lexicons and trees of their own. The kind of page is told by small trees from
the mean of its blocks. What the parts are worth stands in `ABLATION.md`.

## Data
| set | pages | licence |
|---|--|---|
| WCXB, development part (Foley 2026): seven page kinds with gold text | 1,497 | CC-BY-4.0 |
| article-extraction-dataset (AndyTheFactory), development part: news articles of 2023 | 249 | Apache-2.0 |

The ids of all pages stand in `pages.txt`. Mostly English. No text of a page is in the weights: words are hashes with a weight of one
byte, and only words that ten or more domains use are kept.

## Labels
A block's label is the share of its words that a global alignment finds in the gold text (+1 a word, -2 a new run, skips free).
Pages that a model of other domains gets wrong by far (F1 under 0.5) count a fifth: their gold text is often cut short.

From every page a second one is made: the first one to six paragraphs of its gold text without furniture (and, as flat text, the whole
gold text), so that a text that holds nothing but content stays whole. Their scores stand under `-bare` and `-gold`.

Three pages of ten come again without their words, as one in an unknown language is read: where less than half of a page's words are
known, none is used.

## Calibration
What the probabilities promise for a page, and what came true, on sites that the model did not know: `../quality/QUALITY.md` holds the table,
written by `unspun train quality` after this model was trained.

![Reliability of the expected word F1](../quality/reliability.svg)

## Limits
Lexicons are fitted out of fold, but on the same folds as the trees: scores may be a little too good. Pages of shops, lists and
collections follow no common rule of what is content, and it shows. The few pages in other languages are mostly such; their
language is guessed from the gold text.
";
