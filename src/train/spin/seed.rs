//! Measures flags on hand-labelled documents: `NAME.spans.json` beside `NAME.txt` and `NAME.gold.txt`.

use crate::spin::Judgement;
use crate::spin::document::judge_with;
use crate::spin::features::Weights;
use crate::spin::lexicon::Lexicon;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// A labelled replacement, as bytes of the gold text.
struct Label {
    range: Range<usize>,
    original: String,
}

/// One line of the card for each labelled document in the folder; none where there is no such folder.
pub(super) fn measure(folder: &Path, lexicon: &Lexicon, weights: &Weights) -> String {
    let mut paths: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut lines = String::new();
    for path in paths {
        let Some(name) = path.to_str().and_then(|path| path.strip_suffix(".spans.json")) else { continue };
        let read = |end: &str| fs::read_to_string(format!("{name}{end}")).unwrap_or_default();
        let (labels, gold) = (labels(&read(".spans.json"), &read(".txt"), &read(".gold.txt")), read(".gold.txt"));
        let _ = writeln!(lines, "{}", report(&judge_with(&gold, lexicon, weights), &labels));
    }
    lines
}

fn report(judgement: &Judgement, labels: &[Label]) -> String {
    let (mut found, mut right, mut seen) = (0, 0, vec![false; labels.len()]);
    for hit in judgement.hits() {
        let covers = |label: &Label| label.range.start < hit.range().end && hit.range().start < label.range.end;
        let met: Vec<usize> = (0..labels.len()).filter(|&at| covers(&labels[at])).collect();
        found += usize::from(!met.is_empty());
        met.iter().for_each(|&at| seen[at] = true);
        let first = hit.originals().first().map(|first| first.to_lowercase()).unwrap_or_default();
        let named = |at: &usize| labels[*at].original.contains(&first) || first.contains(&labels[*at].original);
        right += usize::from(met.iter().any(named));
    }
    let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
    let flags = judgement.hits().len();
    format!(
        "Labelled spun document: probability {:.3}; of {flags} flags {:.3} are right, of {} labels {:.3} are found; \
         first suggestion right in {:.3} of the right flags.",
        judgement.probability().unwrap_or(0.0),
        share(found, flags),
        labels.len(),
        share(seen.iter().filter(|seen| **seen).count(), labels.len()),
        share(right, found),
    )
}

/// The labels that stand in lines of the gold text.
fn labels(json: &str, text: &str, gold: &str) -> Vec<Label> {
    let spans: Value = serde_json::from_str(json).unwrap_or_default();
    let spans = spans["spans"].as_array().cloned().unwrap_or_default();
    let synonyms = spans.iter().filter(|span| span["kind"] == "synonym");
    let moved = synonyms.filter_map(|span| {
        let (start, end) = (span["start"].as_u64()? as usize, span["end"].as_u64()? as usize);
        let from = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let line = text[from..].lines().next()?;
        let at = gold.match_indices(line).map(|(at, _)| at).find(|at| *at == 0 || gold[..*at].ends_with('\n'))?;
        let range = at + start - from..at + end - from;
        Some(Label { range, original: span["original"].as_str()?.to_lowercase() })
    });
    moved.collect()
}
