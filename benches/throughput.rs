//! How long cleaning takes, stage by stage, beside what it cannot do without in the same run: scraper's own parse of the
//! same pages for HTML, a split into words for flat text.
//!
//! `cargo bench --bench throughput`. The answers are checked before anything is timed. Pages: the HTML cases of `corpus/` and,
//! where it stands beside the project, a sample of WCXB dev (Foley 2026, CC-BY-4.0). Of every page and stage the fastest
//! of several rounds counts, so that a busy machine changes little.

use flate2::read::GzDecoder;
use std::fs;
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use unspun::{Cleaner, Document, Page, Pipeline, preset};

/// Each page goes through each stage so often.
const ROUNDS: usize = 9;
const SAMPLE: usize = 200;
/// Makes this program clean one page and end: what a first answer takes.
const FIRST: &str = "--first-answer";

const PAGE: &str = "<title>Pier</title><nav><a href=/>Home</a></nav><h1>Pier to close</h1><p>The old pier will be closed \
    for a week from Monday, the council said on Friday. They waited in entrance of the house, and no ferry will sail. It will be taken down stone by stone, and a new one is to open in the spring of the next year.</p>";

fn main() {
    if std::env::args().any(|argument| argument == FIRST) {
        let article = Cleaner::new().clean_html(PAGE).expect("a small page");
        return assert!(article.body().contains("The old pier") && !article.flags().is_empty());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    start_up();
    report("corpus", &corpus(&root.join("corpus")));
    let dev = root.join("../shared/data/web-content-extraction-benchmark/dev");
    if dev.is_dir() {
        report("WCXB dev", &wcxb(&dev));
    } else {
        println!("WCXB dev: skipped, the pages are not here");
    }
}

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

/// A new process with its first page cleaned: model, lexicons and lists are loaded on the way.
fn start_up() {
    let program = std::env::current_exe().expect("a path");
    let first = || {
        let status = time(|| Command::new(&program).arg(FIRST).status().expect("a process"));
        assert!(status.1.success(), "the first answer is wrong");
        status.0
    };
    let fastest = (0..ROUNDS).map(|_| first()).min().unwrap_or_default();
    println!("first answer of a new process: {:.1} ms", fastest.as_secs_f64() * 1e3);
}

fn report(name: &str, pages: &Pages) {
    let stages = Stages::new();
    let flat: Pages =
        pages.iter().map(|(html, gold)| (stages.document(html).text().to_owned(), gold.clone())).collect();
    check("HTML", pages, |html| stages.cleaner.clean_html(html).map(|article| article.into_body()).unwrap_or_default());
    check("flat text", &flat, |text| stages.cleaner.clean_text(text).into_body());
    let bodies: usize = pages
        .iter()
        .filter_map(|(html, _)| stages.cleaner.clean_html(html).ok())
        .map(|article| article.body().len())
        .sum();

    println!("{name}: {} pages of HTML, {:.1} MB; times beside scraper's parse", pages.len(), size(pages));
    let times = fastest(pages, |html| stages.html(html));
    print(&["scraper's parse", "parse", MODEL, FILTERS, SPIN, "article, score", "whole clean"], &times, size(pages));
    println!("  {SPIN}: {:.1} MB/s of body text", bodies as f64 / 1e6 / times[4].as_secs_f64());
    println!("{name}: the same as flat text, {:.1} MB; times beside a split into words", size(&flat));
    let times = fastest(&flat, |text| stages.text(text));
    print(&["words", "parse", MODEL, FILTERS, SPIN, "article, score", "whole clean"], &times, size(&flat));
}

const MODEL: &str = "block model";
const FILTERS: &str = "other filters";
const SPIN: &str = "spin pass";

fn size(pages: &Pages) -> f64 {
    pages.iter().map(|(page, _)| page.len()).sum::<usize>() as f64 / 1e6
}

fn print(names: &[&str], times: &[Duration], megabytes: f64) {
    for (name, time) in names.iter().zip(times) {
        let (seconds, ratio) = (time.as_secs_f64(), time.as_secs_f64() / times[0].as_secs_f64());
        println!("  {name:<16} {ratio:>6.2} x {:>8.1} MB/s", megabytes / seconds);
    }
}

/// What is timed.
struct Stages {
    cleaner: Cleaner,
    /// Without filters: puts the article together and scores it.
    gather: Cleaner,
    model: Pipeline,
    filters: Pipeline,
    spin: Pipeline,
}

impl Stages {
    fn new() -> Self {
        let is_spin = |name: &str| matches!(name, "spun-synonyms" | "fragments");
        Stages {
            cleaner: Cleaner::new(),
            gather: Cleaner::builder().pipeline(Pipeline::new()).build(),
            model: only(|name| name == "block-model"),
            filters: only(|name| name != "block-model" && !is_spin(name)),
            spin: only(is_spin),
        }
    }

    fn document(&self, html: &str) -> Document {
        self.cleaner.parse(&Page::html(html)).expect("pages are within the limits")
    }

    fn html(&self, html: &str) -> Vec<Duration> {
        let scraper = time(|| drop(black_box(scraper::Html::parse_document(html)))).0;
        let whole = time(|| drop(black_box(self.cleaner.clean_html(html)))).0;
        let (parse, doc) = time(|| self.document(html));
        self.parts(scraper, parse, doc, whole)
    }

    fn text(&self, text: &str) -> Vec<Duration> {
        let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
        let split = time(|| black_box(words())).0;
        let whole = time(|| drop(black_box(self.cleaner.clean_text(text)))).0;
        let (parse, doc) = time(|| self.cleaner.parse(&Page::text(text)).expect("pages are within the limits"));
        self.parts(split, parse, doc, whole)
    }

    fn parts(&self, floor: Duration, parse: Duration, mut doc: Document, whole: Duration) -> Vec<Duration> {
        let model = time(|| self.model.run(&mut doc)).0;
        let filters = time(|| self.filters.run(&mut doc)).0;
        let spin = time(|| self.spin.run(&mut doc)).0;
        let gather = time(|| drop(black_box(self.gather.run(doc)))).0;
        vec![floor, parse, model, filters, spin, gather, whole]
    }
}

/// The standard filters with these names.
fn only(wanted: impl Fn(&str) -> bool) -> Pipeline {
    let pipeline = preset::standard();
    let others: Vec<_> = pipeline.names().into_iter().filter(|name| !wanted(name)).collect();
    others.into_iter().fold(pipeline, |pipeline, name| pipeline.without(name).expect("it is there"))
}

fn time<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed(), result)
}

/// For every stage, the sum over all pages of its fastest round.
fn fastest(pages: &Pages, stages: impl Fn(&str) -> Vec<Duration>) -> Vec<Duration> {
    let mut sums = Vec::new();
    for (page, _) in pages {
        let rounds: Vec<Vec<Duration>> = (0..ROUNDS).map(|_| stages(page)).collect();
        sums.resize(rounds[0].len(), Duration::ZERO);
        for (stage, sum) in sums.iter_mut().enumerate() {
            *sum += rounds.iter().map(|round| round[stage]).min().unwrap_or_default();
        }
    }
    sums
}

/// A fast wrong answer is no answer.
fn check(what: &str, pages: &Pages, body: impl Fn(&str) -> String) {
    let mean = pages.iter().map(|(page, gold)| word_f1(&body(page), gold)).sum::<f64>() / pages.len() as f64;
    assert!(mean > 0.75, "{what}: mean word F1 {mean:.3}, timing this would be pointless");
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
