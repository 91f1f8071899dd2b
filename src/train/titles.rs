//! Learns which line of a text is its headline, from pages whose title is known.

use super::boost::{Binned, Growth, grow};
use super::corpus::Gold;
use super::{FOLDS, Folder, Random, Sample, TrainError, Training, parallel};
use crate::Limits;
use crate::document::{Document, Input};
use crate::eval::flatten::Flattening;
use crate::eval::word_f1;
use crate::hints::hash_word;
use crate::parse::parse_text;
use crate::parse::title::{self, Ranking};
use crate::prose::is_prose;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// A line that says nearly the same is the headline, too: a site's name behind it, a sign that was lost.
const ALIKE: f64 = 0.85;
/// At most so many lines of a page stand above a title that was pasted: each is tried.
const MOST_ABOVE: [f64; 3] = [0.0, 4.0, 8.0];

/// Lines that may be headlines, of all pages.
struct Rows {
    matrix: Vec<f32>,
    labels: Vec<f32>,
    weights: Vec<f32>,
    folds: Vec<usize>,
}

/// Rankings that did not see each fold, and one that saw all.
pub(super) struct Rankings(Vec<Ranking>);

impl Rankings {
    pub fn fit(samples: &[Sample], seed: u64) -> Self {
        let rows = Rows::of(samples);
        let folds: Vec<usize> = (0..=FOLDS).collect();
        Rankings(parallel(&folds, |fold| Ranking::of(rows.forest_without(*fold, seed))))
    }

    /// The one that saw all pages.
    pub fn all(&self) -> &Ranking {
        &self.0[FOLDS]
    }

    /// What a page's title is to the ranking that did not see its fold.
    fn title(&self, sample: &Sample) -> Option<String> {
        title::of_text(&sample.doc, &self.0[sample.fold])
    }

    /// Gives every page the title that it would have if it were new.
    pub fn retitle(&self, samples: &mut [Sample]) {
        let titles = parallel(samples, |sample| self.title(sample));
        samples.iter_mut().zip(titles).for_each(|(sample, title)| sample.doc.title = title);
    }
}

impl Rows {
    fn of(samples: &[Sample]) -> Self {
        let mut rows = Rows { matrix: Vec::new(), labels: Vec::new(), weights: Vec::new(), folds: Vec::new() };
        let titled: Vec<&Sample> = samples.iter().filter(|sample| !sample.gold.title.is_empty()).collect();
        for (drawn, sample) in parallel(&titled, |sample| draw(sample)).into_iter().zip(titled) {
            for (label, row) in drawn {
                rows.matrix.extend(row);
                rows.labels.push(label);
                rows.weights.push(weight(&sample.gold));
                rows.folds.push(sample.fold);
            }
        }
        rows
    }

    fn forest_without(&self, fold: usize, seed: u64) -> crate::model::trees::Forest {
        let width = title::WIDTH;
        let chosen: Vec<usize> = (0..self.labels.len()).filter(|row| self.folds[*row] != fold).collect();
        let matrix: Vec<f32> =
            chosen.iter().flat_map(|row| &self.matrix[row * width..(row + 1) * width]).copied().collect();
        let take = |values: &[f32]| chosen.iter().map(|row| values[*row]).collect::<Vec<f32>>();
        grow(&Binned::new(&matrix, width), &take(&self.labels), &take(&self.weights), &growth(seed))
    }
}

/// The lines of a page that may be its headline, and whether they are.
fn draw(sample: &Sample) -> Vec<(f32, [f32; title::WIDTH])> {
    let mut drawn = Vec::new();
    let short = short_forms(sample);
    for doc in std::iter::once(&sample.doc).chain(&short) {
        let lines = title::candidates(doc.blocks()).into_iter();
        drawn.extend(lines.map(|(line, row)| (f32::from(u8::from(is_title(line, &sample.gold))), row)));
    }
    drawn
}

/// People paste articles without most of their page, and often only how they begin: the title over a few paragraphs, with
/// a few lines above it.
fn short_forms(sample: &Sample) -> Vec<Document> {
    if !sample.gold.set.ends_with(Flattening::Block.name()) {
        return Vec::new();
    }
    let mut random = Random::new(u64::from(hash_word(&sample.gold.id)));
    let mut below = super::excerpt(&sample.gold);
    below.retain(|line| !is_title(line, &sample.gold));
    let mut above: Vec<&str> =
        sample.doc.blocks().take_while(|block| !is_prose(block)).map(|block| block.text()).collect();
    above.retain(|line| !is_title(line, &sample.gold));
    let title = [sample.gold.title.as_str()];
    let forms = MOST_ABOVE.map(|most| {
        let few = (random.unit() * most).ceil() as usize;
        [&above[above.len().saturating_sub(few)..], &title, &below].concat()
    });
    forms.map(|lines| parse_text(&lines.join("\n\n"), Limits::default())).into()
}

fn growth(seed: u64) -> Growth {
    Growth { trees: 160, leaves: 15, rate: 0.07, least: 40, l2: 5.0, features: 0.5, rows: 0.7, seed }
}

/// Titles of articles are the surest.
fn weight(gold: &Gold) -> f32 {
    let kind = if gold.kind == "article" { 1.0 } else { 0.5 };
    if gold.is_excerpt() { kind / 2.0 } else { kind }
}

fn is_title(line: &str, gold: &Gold) -> bool {
    word_f1(line, &gold.title) >= ALIKE
}

impl Training {
    /// Learns to tell the headlines of texts, and writes `title.bin` and `TITLE.md` into `out`.
    ///
    /// # Errors
    /// If the data cannot be read or a file not be written.
    pub fn write_titles(&self, out: &Path) -> Result<(), TrainError> {
        let out = Folder::made(out)?;
        let samples = self.samples(Input::Text)?;
        let rankings = Rankings::fit(&samples, self.seed);
        let (bytes, card) = (rankings.all().write(), card(&samples, &rankings));
        out.write([("title.bin", &bytes[..]), ("TITLE.md", card.as_bytes())])
    }
}

/// Pages of a kind: how many, how many with the right title, a nearly right one, none.
type Tally = [usize; 4];

fn card(samples: &[Sample], rankings: &Rankings) -> String {
    let titled: Vec<&Sample> = samples.iter().filter(|sample| !sample.gold.title.is_empty()).collect();
    let found = parallel(&titled, |sample| rankings.title(sample));
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (sample, found) in titled.iter().zip(found).filter(|(sample, _)| !sample.gold.is_bare()) {
        let kind = if sample.gold.kind == "article" { "articles" } else { "other pages" };
        let tally = tallies.entry(format!("{}, {kind}", sample.gold.set)).or_default();
        let f1 = found.as_ref().map_or(0.0, |found| word_f1(found, &sample.gold.title));
        let facts = [true, f1 > 0.999, f1 >= ALIKE, found.is_none()];
        tally.iter_mut().zip(facts).for_each(|(count, is)| *count += usize::from(is));
    }
    let mut out = String::from(HEAD);
    for (name, [pages, same, alike, none]) in tallies {
        let share = |count: usize| count as f64 / pages.max(1) as f64;
        let _ = writeln!(out, "| {name} | {pages} | {:.3} | {:.3} | {:.3} |", share(same), share(alike), share(none));
    }
    out
}

const HEAD: &str = "# Headlines of flat text
Written by `unspun train titles`; edit `src/train/titles.rs` instead.

Every short line with prose after it becomes a row (`src/parse/title/features.rs`); boosted trees learn which of them says the title
that people gave the page. Out of fold, five folds by registered domain. Pages whose title is not in their text are counted as well.

## Data
As of the block model (`src/model/MODEL.md`): the development parts of WCXB and of article-extraction-dataset, flattened in four ways,
their gold texts, many of which have no title, and their beginnings under the title.

## Figures
| pages | n | the same words | nearly | none found |
|---|--|--|--|--|
";
