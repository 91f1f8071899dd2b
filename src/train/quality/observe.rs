//! Cleans pages with the models of their folds and takes down what the score reads.

use super::states::{self, Cut};
use super::{Folds, Fitted};
use crate::body::Draft;
use crate::document::Document;
use crate::filters::BlockModel;
use crate::quality::order::Order;
use crate::quality::{Quality, completeness, extraction, order};
use crate::train::{Random, Sample, parallel, pipeline, score};

/// A cleaned page, or text in some state.
#[derive(Debug, Clone)]
pub(in crate::train) struct Seen {
    pub state: String,
    pub id: String,
    pub set: String,
    pub kind: String,
    pub fold: usize,
    pub f1: f64,
    pub words: usize,
    pub lines: usize,
    pub extraction: [f32; extraction::WIDTH],
    pub completeness: [f32; completeness::WIDTH],
    pub order: [f32; order::WIDTH],
    pub parts: [f32; 6],
}

fn look(doc: &mut Document, sample: &Sample, state: &str, gold: &str, model: BlockModel, pairs: &Fitted) -> Seen {
    pipeline(model, false).run(doc);
    let draft = Draft::of(doc);
    let body = draft.text();
    let order = Order::of(body);
    let quality = Quality::with(pairs, doc, &draft, doc.trail().spun_probability());
    let mut parts = [0.0; 6];
    parts.iter_mut().zip(quality.parts()).for_each(|(slot, (_, part))| *slot = part);
    Seen {
        state: state.to_owned(),
        id: sample.gold.id.clone(),
        set: sample.gold.set.clone(),
        kind: sample.gold.kind.clone(),
        fold: sample.fold,
        f1: score::word_f1(body, gold),
        words: crate::words::count(body),
        lines: order.len(),
        extraction: extraction::row(doc),
        completeness: completeness::row(body),
        order: order.row(pairs),
        parts,
    }
}

/// All samples of an input.
pub(super) fn samples(samples: Vec<Sample>, models: &Folds, pairs: &[Fitted]) -> Vec<Seen> {
    let samples: Vec<std::sync::Mutex<Sample>> = samples.into_iter().map(std::sync::Mutex::new).collect();
    parallel(&samples, |sample| {
        let mut sample = sample.lock().unwrap();
        let doc = Document::new(sample.doc.input(), String::new());
        let mut doc = std::mem::replace(&mut sample.doc, doc);
        let model = BlockModel::with(models[sample.fold].clone());
        let state = match doc.input() {
            crate::document::Input::Html => "html",
            crate::document::Input::Text => "text",
        };
        look(&mut doc, &sample, state, &sample.gold.text, model, &pairs[sample.fold])
    })
}

/// Gold texts in worse states; `samples` are those of text.
pub(super) fn states(samples: &[Sample], models: &Folds, pairs: &[Fitted], seed: u64) -> Vec<Seen> {
    let chosen: Vec<&Sample> =
        samples.iter().filter(|sample| sample.gold.set.ends_with("-gold") || sample.gold.set.ends_with("-block")).collect();
    let all = parallel(&chosen, |sample| {
        let mut random = Random::new(seed + u64::from(crate::hints::hash_word(&sample.gold.id)));
        let text = &sample.gold.text;
        let mut made: Vec<(String, String, &str)> = Vec::new();
        if sample.gold.set.ends_with("-block") {
            let chrome: Vec<&str> =
                sample.doc.blocks().zip(&sample.labels).filter(|(_, label)| **label < 0.1).map(|(block, _)| block.text()).collect();
            made.push(("chrome".into(), chrome.join("\n"), ""));
        } else {
            made.extend(states::shuffled(text, &mut random).map(|text| ("shuffled".into(), text, "")));
            made.push(("repeated".into(), states::repeated(text), ""));
            for (name, cut) in [("word", Cut::Word), ("sign", Cut::Sign), ("line", Cut::Line)] {
                for share in [0.2, 0.5, 0.8] {
                    let cut = states::truncated(text, share, cut);
                    if crate::words::count(&cut) >= 30 {
                        made.push((format!("cut-{name}-{share}"), cut, ""));
                    }
                }
            }
            made.extend(crate::train::spin::spun(text, 0.1, &mut random).map(|text| ("spun".into(), text, "")));
        }
        made.into_iter()
            .map(|(state, text, gold)| {
                let mut doc = crate::parse::parse_text(&text, crate::Limits::default());
                let model = BlockModel::with(models[sample.fold].clone());
                look(&mut doc, sample, &state, gold, model, &pairs[sample.fold])
            })
            .collect::<Vec<_>>()
    });
    all.into_iter().flatten().collect()
}

pub(super) fn dump(seen: &[Seen], out: &std::path::Path) {
    use std::io::Write;
    let mut file = std::io::BufWriter::new(std::fs::File::create(out).unwrap());
    for one in seen {
        let rows = one.extraction.iter().chain(&one.completeness).chain(&one.order).chain(&one.parts);
        let rows: Vec<String> = rows.map(|value| value.to_string()).collect();
        writeln!(
            file,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            one.state, one.id, one.set, one.kind, one.fold, one.f1, one.words, one.lines, rows.join("\t")
        )
        .unwrap();
    }
}
