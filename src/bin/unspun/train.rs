//! `unspun train`: the weights that the library embeds, from pages with gold text.

use crate::failure::Failure;
use clap::Subcommand;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use unspun::Input;
use unspun::train::{SpinTraining, TrainError, Training};

/// Train the models that the library embeds
#[derive(Debug, Subcommand)]
pub enum TrainArgs {
    /// The block model: weights, manifest and card
    Blocks {
        /// Folder of the page sets
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Where to write
        #[arg(long, value_name = "DIR", default_value = "src/model")]
        out: PathBuf,
        /// Also measure what each group of features is worth; takes long
        #[arg(long)]
        ablation: bool,
    },
    /// Cleaned pages by models that never saw their domains, as JSON Lines
    CrossValidate {
        /// Folder of the page sets
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Where to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Flattened text instead of HTML
        #[arg(long)]
        text: bool,
        /// The model alone, without the other filters
        #[arg(long)]
        alone: bool,
    },
    /// The quality score: fitted numbers, their card and its plot
    Quality {
        /// Folder of the page sets
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Where to write
        #[arg(long, value_name = "DIR", default_value = "src/quality")]
        out: PathBuf,
    },
    /// Which line of a text is its headline: trees and their card
    Titles {
        /// Folder of the page sets
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Where to write
        #[arg(long, value_name = "DIR", default_value = "src/parse/title")]
        out: PathBuf,
    },
    /// What the spun-text filters know of clean text, and their card
    Spin {
        /// Folder of the page sets
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Moby Thesaurus, for a test with words the lexicon was not made from
        #[arg(long, value_name = "FILE")]
        moby: Option<PathBuf>,
        /// WordNet's dictionary, for the same
        #[arg(long, value_name = "DIR")]
        wordnet: Option<PathBuf>,
        /// Another thesaurus, for the same
        #[arg(long, value_name = "FILE")]
        spinner: Option<PathBuf>,
        /// Choose the lists from Moby and WordNet anew instead
        #[arg(long, requires_all = ["moby", "wordnet"])]
        widen: bool,
    },
}

/// Trains, and writes what was learned.
pub fn run(args: &TrainArgs) -> Result<(), Failure> {
    match args {
        TrainArgs::Blocks { data, out, ablation } => Training::new(data, SEED).write(out, *ablation).map_err(failed),
        TrainArgs::CrossValidate { data, out, text, alone } => cross_validate(data, out, *text, *alone),
        TrainArgs::Quality { data, out } => Training::new(data, SEED).write_quality(out).map_err(failed),
        TrainArgs::Titles { data, out } => Training::new(data, SEED).write_titles(out).map_err(failed),
        TrainArgs::Spin { data, moby, wordnet, spinner, widen } => {
            let (moby, wordnet, spinner) = (moby.clone(), wordnet.clone(), spinner.clone());
            let training =
                SpinTraining { data: data.clone(), seed: SEED, negatives: "corpus".into(), moby, wordnet, spinner };
            spin(&training, *widen)
        }
    }
}

/// The same seed gives the same bytes.
const SEED: u64 = 1;

fn failed(error: TrainError) -> Failure {
    Failure::Fatal(error.to_string())
}

fn cross_validate(data: &Path, out: &Path, text: bool, alone: bool) -> Result<(), Failure> {
    let input = if text { Input::Text } else { Input::Html };
    let (predictions, scores) = Training::new(data, SEED).cross_validate(input, alone).map_err(failed)?;
    fs::create_dir_all(out).map_err(|error| Failure::write(&out.display().to_string(), &error))?;
    let mut sets: BTreeMap<PathBuf, String> = BTreeMap::new();
    for prediction in predictions {
        let line = serde_json::json!({"id": prediction.id, "text": prediction.text});
        let path = out.join(format!("{}.jsonl", prediction.set.replace('/', "-")));
        *sets.entry(path).or_default() += &format!("{line}\n");
    }
    for (path, lines) in sets {
        fs::write(&path, lines).map_err(|error| Failure::write(&path.display().to_string(), &error))?;
    }
    for (name, mean, count) in scores.means() {
        println!("{name:60} {mean:.4} {count}");
    }
    Ok(())
}

fn spin(training: &SpinTraining, widen: bool) -> Result<(), Failure> {
    let files = if widen {
        let lists = training.widen().map_err(failed)?;
        vec![("en.moby.spun", lists.moby.into()), ("en.wordnet.spun", lists.wordnet.into())]
    } else {
        let model = training.run().map_err(failed)?;
        vec![("en.counts", model.counts), ("en.weights", model.weights.into()), ("SPIN.md", model.card.into())]
    };
    files.into_iter().try_for_each(|(name, bytes): (&str, Vec<u8>)| {
        let path = Path::new("src/spin").join(name);
        fs::write(&path, bytes).map_err(|error| Failure::write(&path.display().to_string(), &error))
    })
}
