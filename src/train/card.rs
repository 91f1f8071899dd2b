//! The model card, `MODEL.md`: from what the model was made, how, and how well it does.

use super::boost::Growth;
use super::score::Scores;
use super::{FOLDS, Sample};
use crate::document::Input;
use crate::model::features::Schema;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Cross-validated scores of both inputs, and of HTML without each group of features.
#[derive(Debug, Clone, Default)]
pub(super) struct Results {
    pub html: Scores,
    pub text: Scores,
    pub without: Vec<(String, Scores)>,
}

/// The card's text.
pub(super) fn card(results: &Results, growth: &Growth, bytes: usize) -> String {
    let mut out = String::from(HEAD);
    let features = |input| Schema::of(input).width();
    let _ = write!(
        out,
        "\n## Parameters\n{} KiB packed; seed {}; {} features for HTML, {} for text and {} more in its second stage; {} trees \
         of {} leaves, rate {}, at least {} rows a leaf, L2 {}; each tree sees {} of the features and {} of the rows.\n",
        bytes.div_ceil(1024),
        growth.seed,
        features(Input::Html),
        features(Input::Text),
        Schema::echo().width(),
        growth.trees,
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
    for (input, scores) in [("HTML", &results.html), ("text", &results.text)] {
        for (name, mean, count) in scores.means() {
            let _ = writeln!(out, "| {input}: {name} | {count} | {mean:.3} |");
        }
    }
    if !results.without.is_empty() {
        out.push_str(&ablation(results));
    }
    out
}

fn ablation(results: &Results) -> String {
    let mut out = String::from("\n## Without a group of features\nHTML, the same folds; below 0.002 is noise.\n");
    let sets: Vec<&str> = results.html.means().map(|(name, ..)| name).filter(|name| !name.contains(' ')).collect();
    let _ = writeln!(out, "\n| without | {} |\n|---|{}", sets.join(" | "), "--|".repeat(sets.len()));
    let all = std::iter::once(("(nothing)", &results.html));
    for (group, scores) in all.chain(results.without.iter().map(|(group, scores)| (group.as_str(), scores))) {
        let means: BTreeMap<&str, f64> = scores.means().map(|(name, mean, _)| (name, mean)).collect();
        let cells: Vec<String> =
            sets.iter().map(|set| format!("{:.3}", means.get(set).copied().unwrap_or(0.0))).collect();
        let _ = writeln!(out, "| {group} | {} |", cells.join(" | "));
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

const HEAD: &str = "# The block model
Written by `unspun train`; edit `src/train/card.rs` instead.

Judges every block of a page: how likely is it content? One decision for the page keeps the set of blocks that promises
the highest word F1. HTML is judged by one stage of boosted trees; flat text by two, the second hearing the first.

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

One page in twelve is learned without its words, as one in an unknown language is read: where less than half of a page's words are
known, none is used.

## Calibration
What the probabilities promise for a page, and what came true, on sites that the model did not know: `../quality/QUALITY.md` holds the table,
written by `unspun train quality` after this model was trained.

![Reliability of the expected word F1](../quality/reliability.svg)

## Limits
Lexicons are fitted out of fold, but on the same folds as the trees: scores may be a little too good. Pages of shops, lists and
collections follow no common rule of what is content, and it shows.
";
