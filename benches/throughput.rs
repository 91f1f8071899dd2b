//! How long cleaning takes, as a ratio against scraper's own parse of the same pages in the same run.
//!
//! `cargo bench --bench throughput`. The answers are checked before anything is timed. Pages: the HTML cases of `corpus/` and,
//! where it stands beside the project, a sample of WCXB dev (Foley 2026, CC-BY-4.0).

use flate2::read::GzDecoder;
use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use unspun::{Cleaner, Page};

/// Each stage is timed so often; the median of the paired ratios counts.
const ROUNDS: usize = 7;
const SAMPLE: usize = 200;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    report("corpus", &corpus(&root.join("corpus")), 10);
    let dev = root.join("../shared/data/web-content-extraction-benchmark/dev");
    if dev.is_dir() {
        report("WCXB dev", &wcxb(&dev), 1);
    } else {
        println!("WCXB dev: skipped, the pages are not here");
    }
}

/// What is timed: takes HTML.
type Stage<'s> = &'s dyn Fn(&str);
/// HTML and gold text.
type Pages = Vec<(String, String)>;

fn corpus(folder: &Path) -> Pages {
    let read = |case: PathBuf| {
        Some((fs::read_to_string(case.join("page.html")).ok()?, fs::read_to_string(case.join("gold.txt")).ok()?))
    };
    files(folder).into_iter().filter_map(read).collect()
}

fn wcxb(folder: &Path) -> Pages {
    let pages = files(&folder.join("html"));
    let step = (pages.len() / SAMPLE).max(1);
    let read = |path: &PathBuf| {
        let mut html = Vec::new();
        GzDecoder::new(fs::File::open(path).ok()?).read_to_end(&mut html).ok()?;
        let id = path.file_name()?.to_str()?.trim_end_matches(".html.gz");
        let gold = fs::read_to_string(folder.join("ground-truth").join(format!("{id}.json"))).ok()?;
        let gold: serde_json::Value = serde_json::from_str(&gold).ok()?;
        let gold = gold["ground_truth"]["main_content"].as_str().unwrap_or_default().to_owned();
        Some((String::from_utf8_lossy(&html).into_owned(), gold))
    };
    pages.iter().step_by(step).take(SAMPLE).filter_map(read).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn report(name: &str, pages: &Pages, repeats: usize) {
    let cleaner = Cleaner::new();
    check(&cleaner, pages);
    let bytes: usize = pages.iter().map(|(html, _)| html.len()).sum::<usize>() * repeats;
    let stages: [(&str, Stage<'_>); 3] = [
        ("scraper's parse", &|html| drop(black_box(scraper::Html::parse_document(html)))),
        ("parse + flatten", &|html| drop(black_box(cleaner.parse(&Page::html(html))))),
        ("whole clean", &|html| drop(black_box(cleaner.clean_html(html)))),
    ];
    let rounds: Vec<Vec<Duration>> =
        (0..ROUNDS).map(|_| stages.iter().map(|(_, stage)| time(pages, repeats, stage)).collect()).collect();
    println!("{name}: {} pages, {:.1} MB, {ROUNDS} rounds", pages.len(), bytes as f64 / 1e6);
    for (at, (stage, _)) in stages.iter().enumerate() {
        let ratio = median(rounds.iter().map(|round| round[at].as_secs_f64() / round[0].as_secs_f64()));
        let seconds = median(rounds.iter().map(|round| round[at].as_secs_f64()));
        let per_page = seconds * 1e3 / (pages.len() * repeats) as f64;
        println!("  {stage:<16} {ratio:>5.2} x {per_page:>8.3} ms/page {:>7.1} MB/s", bytes as f64 / 1e6 / seconds);
    }
}

/// A fast wrong answer is no answer.
fn check(cleaner: &Cleaner, pages: &Pages) {
    let scores = pages.iter().map(|(html, gold)| {
        let article = cleaner.clean_html(html).expect("pages are within the limits");
        word_f1(article.body(), gold)
    });
    let mean = scores.sum::<f64>() / pages.len() as f64;
    assert!(mean > 0.75, "mean word F1 {mean:.3}: timing this would be pointless");
}

fn word_f1(body: &str, gold: &str) -> f64 {
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        words.sort_unstable();
        words
    };
    let (body, gold) = (words(body), words(gold));
    if body.is_empty() || gold.is_empty() {
        return f64::from(u8::from(body.is_empty() == gold.is_empty()));
    }
    let (mut at, mut both) = (0, 0);
    for word in &body {
        at += gold[at..].iter().take_while(|other| *other < word).count();
        if gold.get(at) == Some(word) {
            (at, both) = (at + 1, both + 1);
        }
    }
    2.0 * f64::from(both) / (body.len() + gold.len()) as f64
}

fn time(pages: &Pages, repeats: usize, stage: Stage<'_>) -> Duration {
    let start = Instant::now();
    for _ in 0..repeats {
        pages.iter().for_each(|(html, _)| stage(html));
    }
    start.elapsed()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
