//! Every contender on every page.

use super::bootstrap::{Figure, Tallies, figures};
use super::case::Case;
use super::contender::{Answer, Contender, PageView};
use super::corpus::Corpus;
use super::error::EvalError;
use super::judged::{Judged, Reading, Standard};
use super::metrics::METRICS;
use super::metrics::span::Spans;
use crate::document::Input;
use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What every contender cleans before its time counts: models are loaded and tables built.
const WARM_UP: &str = include_str!("warm-up.html");

/// A part of the corpus: all of it, or the pages of one language, kind, or input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Every page.
    All,
    /// Pages that come as HTML, or as text.
    Input(&'static str),
    /// Pages of one kind: article, forum, product …
    Kind(String),
    /// Pages in one language.
    Language(String),
}

impl Facet {
    /// The facets that a case is part of.
    pub(super) fn of(case: &Case) -> [Facet; 4] {
        let named = |name: Option<&str>| name.unwrap_or("unknown").to_owned();
        let input = if case.input() == Input::Html { "HTML" } else { "text" };
        let expectations = case.expectations();
        [
            Facet::All,
            Facet::Input(input),
            Facet::Kind(named(expectations.page_kind())),
            Facet::Language(named(expectations.language())),
        ]
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Facet::All => f.write_str("all"),
            Facet::Input(input) => write!(f, "input {input}"),
            Facet::Kind(kind) => write!(f, "kind {kind}"),
            Facet::Language(language) => write!(f, "language {language}"),
        }
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'c> {
    /// Pages that are done.
    pub done: usize,
    /// Pages in all.
    pub pages: usize,
    /// Who is cleaning.
    pub contender: &'c str,
    /// Which page.
    pub case: &'c str,
}

/// How fast a contender was, one page at a time. The only numbers, with memory, that change from run to run.
///
/// Time is processor time where the system tells it (of commands, on Linux), so that a busy machine does not count; else
/// it is the time on the clock.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Speed {
    seconds: f64,
    pages: usize,
    bytes: usize,
}

impl Speed {
    /// Pages in a second.
    pub fn pages_per_second(&self) -> f64 {
        self.pages as f64 / self.seconds.max(1e-9)
    }

    /// Megabytes (of a million bytes, in UTF-8) in a second.
    pub fn megabytes_per_second(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.seconds.max(1e-9)
    }
}

/// What became of one page.
#[derive(Debug, Clone)]
pub struct Outcome {
    answer: Result<Answer, String>,
    tallies: Tallies,
    spans: Spans,
    speed: Speed,
}

impl Outcome {
    /// The answer, or why there is none.
    pub fn answer(&self) -> Result<&Answer, &str> {
        self.answer.as_ref().map_err(String::as_str)
    }

    /// The page's own value of a metric, by [name](super::Metric::name).
    pub fn value(&self, metric: &str) -> Option<f64> {
        let at = METRICS.iter().position(|known| known.name == metric)?;
        (METRICS[at].value)(&self.tallies[at]?)
    }

    pub(super) fn spans(&self) -> &Spans {
        &self.spans
    }
}

/// A contender's results.
#[derive(Debug, Clone)]
pub struct Entry {
    name: String,
    outcomes: Vec<Outcome>,
    peak_memory: Option<u64>,
    /// Its processor time before the last page.
    clock: Option<Duration>,
    /// By part of the corpus and metric; resampling takes time, so only what is asked for.
    figures: Vec<OnceLock<Vec<Option<Figure>>>>,
}

impl Entry {
    /// The contender's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What became of each page, in the order of the corpus.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The most memory that it held, in bytes, where that is known: of commands, on Linux.
    pub fn peak_memory(&self) -> Option<u64> {
        self.peak_memory
    }

    /// Pages without an answer.
    pub fn failures(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.answer.is_err()).count()
    }

    /// Reads the contender's processor time; the last page took what was added since. A new process begins at nothing.
    fn read_clock(&mut self, contender: &dyn Contender) {
        let now = contender.processor_time();
        if let (Some(now), Some(before), Some(last)) = (now, self.clock, self.outcomes.last_mut())
            && let Some(spent) = now.checked_sub(before)
        {
            last.speed.seconds = spent.as_secs_f64();
        }
        self.clock = now;
    }

    /// Forgets tallies of what the contender never says.
    fn forget_unsaid(&mut self) {
        for (at, metric) in METRICS.iter().enumerate() {
            let Some(said) = metric.said else { continue };
            if !self.outcomes.iter().filter_map(|outcome| outcome.answer().ok()).any(said) {
                self.outcomes.iter_mut().for_each(|outcome| outcome.tallies[at] = None);
            }
        }
    }
}

/// Every contender's results on a corpus.
#[derive(Debug, Clone)]
pub struct Leaderboard {
    corpus: Corpus,
    facets: Vec<Facet>,
    entries: Vec<Entry>,
}

impl Leaderboard {
    /// Lets every contender clean every page, page by page, so that all of them share the machine's good and bad moments.
    ///
    /// A panic is caught and scored as a failure.
    ///
    /// # Errors
    /// [`EvalError`] for a page that cannot be read.
    pub fn run(
        corpus: &Corpus,
        contenders: &mut [Box<dyn Contender + '_>],
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Self, EvalError> {
        let mut entries: Vec<Entry> = contenders.iter_mut().map(enter).collect();
        let pages = corpus.cases().len();
        for (done, case) in corpus.cases().iter().enumerate() {
            let content = case.page()?;
            let page = PageView::new(case.id(), &content, case.input(), case.url());
            let standard = Standard::of(case, &page.text());
            for (contender, entry) in contenders.iter_mut().zip(&mut entries) {
                progress(Progress { done, pages, contender: &entry.name, case: case.id() });
                entry.read_clock(contender.as_ref());
                let (answer, speed) = timed(contender.as_mut(), &page);
                entry.outcomes.push(judge(&standard, answer, speed));
                entry.peak_memory = contender.peak_memory();
            }
        }
        // The last answers are out; whoever gave them may still be on a processor.
        std::thread::sleep(Duration::from_millis(10));
        contenders.iter().zip(&mut entries).for_each(|(contender, entry)| entry.read_clock(contender.as_ref()));
        Ok(Leaderboard::of(corpus.clone(), entries))
    }

    fn of(corpus: Corpus, mut entries: Vec<Entry>) -> Self {
        let facets: BTreeSet<Facet> = corpus.cases().iter().flat_map(Facet::of).collect();
        let facets: Vec<Facet> = facets.into_iter().collect();
        for entry in &mut entries {
            entry.forget_unsaid();
            entry.figures = vec![OnceLock::new(); facets.len()];
        }
        Leaderboard { corpus, facets, entries }
    }

    /// The corpus.
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// The parts of the corpus that are measured apart: all of it first.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// The results, in the order of the contenders.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The results of one contender.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// How fast a contender was over a part of the corpus.
    pub fn speed_in(&self, entry: &Entry, facet: &Facet) -> Speed {
        let pages = self.corpus.cases().iter().zip(&entry.outcomes);
        let pages = pages.filter(|(case, _)| Facet::of(case).contains(facet));
        pages.fold(Speed::default(), |sum, (_, Outcome { speed, .. })| Speed {
            seconds: sum.seconds + speed.seconds,
            pages: sum.pages + speed.pages,
            bytes: sum.bytes + speed.bytes,
        })
    }

    /// A contender's figure over all pages, by the metric's [name](super::Metric::name).
    pub fn figure(&self, entry: &Entry, metric: &str) -> Option<Figure> {
        self.figure_in(entry, &Facet::All, metric)
    }

    /// A contender's figure over a part of the corpus.
    pub fn figure_in(&self, entry: &Entry, facet: &Facet, metric: &str) -> Option<Figure> {
        let facet = self.facets.iter().position(|known| known == facet)?;
        let metric = METRICS.iter().position(|known| known.name == metric)?;
        entry.figures.get(facet)?.get_or_init(|| figures(&self.tallies(entry, &self.facets[facet])))[metric]
    }

    /// An entry's pages in a part of the corpus.
    fn tallies<'e>(&self, entry: &'e Entry, facet: &Facet) -> Vec<&'e Tallies> {
        let pages = self.corpus.cases().iter().zip(&entry.outcomes);
        pages.filter(|(case, _)| Facet::of(case).contains(facet)).map(|(_, outcome)| &outcome.tallies).collect()
    }
}

/// An entry without results, its contender warm.
fn enter(contender: &mut Box<dyn Contender + '_>) -> Entry {
    let page = PageView::new("warm-up", WARM_UP, Input::Html, None);
    let _ = timed(contender.as_mut(), &page);
    Entry {
        name: contender.name().to_owned(),
        outcomes: Vec::new(),
        peak_memory: None,
        clock: None,
        figures: Vec::new(),
    }
}

fn timed(contender: &mut dyn Contender, page: &PageView<'_>) -> (Result<Answer, String>, Speed) {
    let start = Instant::now();
    let answer = catch_unwind(AssertUnwindSafe(|| contender.clean(page)));
    let speed = Speed { seconds: start.elapsed().as_secs_f64(), pages: 1, bytes: page.content().len() };
    (answer.unwrap_or_else(|_| Err("it panicked".to_owned())), speed)
}

fn judge(standard: &Standard<'_>, answer: Result<Answer, String>, speed: Speed) -> Outcome {
    let empty = Answer::default();
    let given = answer.as_ref().unwrap_or(&empty);
    let reading = Reading::of(&given.text);
    let judged = Judged { standard, answer: given, reading: &reading };
    let tallies = std::array::from_fn(|metric| (METRICS[metric].tally)(&judged));
    let spans = Spans::of(&judged);
    Outcome { answer, tallies, spans, speed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::contender::from_fn;
    use crate::eval::expectations::Expectations;

    fn board() -> Leaderboard {
        let expecting = |language: &str| Expectations {
            language: Some(language.into()),
            title: Some("T".into()),
            ..Expectations::default()
        };
        let corpus = Corpus::new(
            "two",
            vec![
                Case::text("a", "one two", "one two").expecting(expecting("en")),
                Case::html("b", "<p>drei vier", "drei vier").expecting(expecting("de")),
            ],
        );
        let right = from_fn("right", |page| Ok(Answer::new(page.text())));
        let half = from_fn("half", |page| match page.id() {
            "a" => Ok(Answer::new("one two").title("t")),
            "b" => panic!("a page too many"),
            _ => Err("not yet".to_owned()),
        });
        Leaderboard::run(&corpus, &mut [right, half], &mut |_| {}).expect("pages in memory")
    }

    #[test]
    fn a_crash_is_scored_and_not_skipped() {
        let board = board();
        let half = board.entry("half").expect("entered");
        let figure = board.figure(half, "word-f1").expect("measured");
        assert_eq!((figure.value(), figure.pages(), half.failures()), (0.5, 2, 1));
        assert_eq!(board.figure(half, "title").map(|figure| figure.value()), Some(0.5));
        assert_eq!(half.outcomes()[1].answer().err(), Some("it panicked"));
    }

    #[test]
    fn what_is_never_said_is_not_measured_and_facets_are_apart() {
        let board = board();
        let (right, half) = (&board.entries()[0], &board.entries()[1]);
        assert_eq!(board.figure(right, "title"), None);
        let f1 = |entry, facet: &Facet| board.figure_in(entry, facet, "word-f1").map(|figure| figure.value());
        assert_eq!(f1(right, &Facet::Language("de".into())), Some(1.0));
        assert_eq!((f1(half, &Facet::Input("text")), f1(half, &Facet::Input("HTML"))), (Some(1.0), Some(0.0)));
        let names: Vec<String> = board.facets().iter().map(Facet::to_string).collect();
        assert_eq!(names, ["all", "input HTML", "input text", "kind unknown", "language de", "language en"]);
    }
}
