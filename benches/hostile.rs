//! What pages that were made to hurt cost: time at 16 MB, how much faster than the page it grows, and memory.
//!
//! `cargo bench --features batch --bench hostile`, with `-- WORDS` for the families whose names hold them, and with
//! `-- --quick` for 1 MB instead of 16. Each family and size has a process of its own, so that its peak of memory is its
//! own; that of the page itself counts. Time is the processor's where the system tells it (Linux), else the clock's. The
//! answer is checked before anything is counted. The program fails if a family fails or is clearly not linear.

#[path = "../tests/common/families.rs"]
mod families;

use families::{FAMILIES, Family};
use std::fs;
use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use unspun::{Cleaned, Cleaner, SiteLines, render, signals::Signals};

/// Makes this program measure one family: its name, and the size of its page.
const ONE: &str = "--one";
const SMALL: usize = 64 << 10;

/// How much is measured.
struct Plan {
    /// Bytes of the large page.
    large: usize,
    /// How often a small page is cleaned in one go.
    rounds: u32,
}

const FULL: Plan = Plan { large: 16 << 20, rounds: 40 };
const QUICK: Plan = Plan { large: 1 << 20, rounds: 4 };
/// Shorter times are not told apart.
const SHORTEST: f64 = 1e-4;
/// What a family may cost at the large size.
const MOST_SECONDS: f64 = 2.0;
const MOST_GROWTH: f64 = 1.3;
const MOST_MEGABYTES: f64 = 500.0;
/// Growth that no noise of a busy machine explains.
const NOT_LINEAR: f64 = 4.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [one, name, size, rounds] = &arguments[..]
        && one == ONE
    {
        measure(name, size.parse().expect("a size"), rounds.parse().expect("a number"));
        return ExitCode::SUCCESS;
    }
    let (quick, words): (Vec<_>, Vec<_>) = arguments.into_iter().partition(|argument| argument == "--quick");
    let linear = table(&words, if quick.is_empty() { &FULL } else { &QUICK });
    if linear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures every family whose name holds one of the words; false if one is clearly not linear.
fn table(words: &[String], plan: &Plan) -> bool {
    let wanted = |family: &&Family| words.is_empty() || words.iter().any(|word| family.0.contains(word));
    println!("{:40} {:>8} {:>8} {:>8} {:>8}", "family", "clean s", "growth", "MB", "write s");
    let growths: Vec<_> = FAMILIES.iter().filter(wanted).map(|family| row(family, plan)).collect();
    let not_linear = growths.iter().filter(|growth| growth.is_none_or(|growth| growth > NOT_LINEAR)).count();
    println!("! over {MOST_SECONDS} s, {MOST_GROWTH} x linear or {MOST_MEGABYTES} MB");
    println!("{not_linear} of {} families failed or over {NOT_LINEAR} x linear", growths.len());
    not_linear == 0
}

/// Prints a family's row; hands back its growth, unless it failed.
fn row(family: &Family, plan: &Plan) -> Option<f64> {
    let (Some(small), Some(large)) = (run(family, SMALL, plan), run(family, plan.large, plan)) else {
        println!("{:40} failed", family.0);
        return None;
    };
    let growth = large.clean / small.clean.max(SHORTEST) / (plan.large / SMALL) as f64;
    let fits = large.clean <= MOST_SECONDS && growth <= MOST_GROWTH && large.megabytes <= MOST_MEGABYTES;
    let memory = if large.megabytes > 0.0 { format!("{:.0}", large.megabytes) } else { "-".to_owned() };
    let mark = if fits { "" } else { "  !" };
    println!("{:40} {:8.2} {growth:8.2} {memory:>8} {:8.2}{mark}", family.0, large.clean, large.write);
    Some(growth)
}

/// Seconds to clean a page, seconds to write its article in every format, and the peak of memory while cleaning.
struct Cost {
    clean: f64,
    write: f64,
    megabytes: f64,
}

/// What a process of its own says of one family at one size.
fn run(family: &Family, size: usize, plan: &Plan) -> Option<Cost> {
    let program = std::env::current_exe().expect("a path");
    let output = Command::new(program)
        .args([ONE, family.0, &size.to_string(), &plan.rounds.to_string()])
        .output()
        .expect("a process");
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let mut numbers = text.split_whitespace().map(|number| number.parse().expect("a number"));
    Some(Cost { clean: numbers.next()?, write: numbers.next()?, megabytes: numbers.next()? })
}

fn measure(name: &str, size: usize, rounds: u32) {
    let family = FAMILIES.iter().find(|family| family.0 == name).expect("a family");
    let cleaner = Cleaner::new();
    // Models and lists are loaded once a process.
    cleaner.clean_text(families::PROSE);
    let text = family.text(size);
    let clean = || cleaner.run(cleaner.parse(&family.page(&text)).expect("within the limits"));
    let (first, cleaned) = time(clean);
    check(&cleaned);
    let memory = peak();
    // A small page is cleaned many times in one go. The fastest go counts.
    let (goes, rounds) = if size == SMALL { (3, rounds) } else { (2, 1) };
    let again = (0..goes).map(|_| time(|| (0..rounds).for_each(|_| drop(black_box(clean())))).0 / rounds);
    let seconds = again.fold(first, Duration::min);
    let write = time(|| write(&cleaned)).0;
    println!("{} {} {memory}", seconds.as_secs_f64(), write.as_secs_f64());
}

fn check(Cleaned { article, .. }: &Cleaned) {
    let score = article.quality().score();
    assert!((0.0..=1.0).contains(&score) && article.body().trim().is_empty() == (score == 0.0), "score {score}");
}

/// Everything that can be made of a cleaned page.
fn write(cleaned: &Cleaned) -> usize {
    let article = &cleaned.article;
    let mut site = SiteLines::new();
    site.observe("site.example", &cleaned.document);
    render::json::render(article).len()
        + render::markdown::render(article, true).len()
        + render::html::render(article, true).len()
        + render::text::render(article).len()
        + Signals::of(article.body()).iter().count()
        + site.chrome_list(0.5, 1).lines().len()
}

/// The system counts a processor's time in steps: of so much they are a small part.
const STEPS: Duration = Duration::from_millis(50);

/// How long it took on the processor, or by the clock if it was short.
fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let (clock, before) = (Instant::now(), processor());
    let made = work();
    let on_processor = before.and_then(|before| processor()?.checked_sub(before));
    let elapsed = clock.elapsed();
    (on_processor.filter(|_| elapsed >= STEPS).unwrap_or(elapsed), made)
}

fn processor() -> Option<Duration> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

/// The most memory that this process ever held, in MB; 0 where the system does not tell.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1e3
}
