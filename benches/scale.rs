//! Many records: what two cores gain, what memory a run takes, what JSON and gzip cost, archives against lines, the time
//! to the first answer.
//!
//! `cargo bench --bench scale --features cli`; with `-- --long` 100,000 records and an archive of 1 GB, with `-- overhead`,
//! `cores`, `archives`, `answer` or `memory` that part alone. Pages: a sample of
//! WCXB dev (Foley 2026, CC-BY-4.0) where it stands beside the project, else the HTML cases of `corpus/`. Processor time
//! comes from Linux; elsewhere those figures are 0. On a busy machine only figures in processor time mean anything.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::json;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use unspun::{Cleaner, batch};

const SAMPLE: usize = 200;
const ROUNDS: usize = 5;
/// Clock ticks of a second in `/proc`.
const TICKS: f64 = 100.0;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let long = args.iter().any(|arg| arg == "--long");
    let wanted = |part: &str| args.iter().all(|arg| arg.starts_with('-')) || args.iter().any(|arg| arg == part);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scale");
    fs::create_dir_all(&folder).expect("a folder for the inputs");
    let pages = pages();
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{} pages, {:.1} MB; medians of {ROUNDS} rounds", pages.len(), bytes as f64 / 1e6);
    if wanted("overhead") {
        overhead(&pages);
    }
    if wanted("cores") {
        cores(&pages, &folder);
    }
    if wanted("archives") {
        archives(&pages, &folder, if long { 1_000_000_000 } else { 100_000_000 });
    }
    if wanted("answer") {
        first_answer();
    }
    if wanted("memory") {
        memory(&pages, if long { &[1_000, 10_000, 100_000] } else { &[1_000, 5_000] });
    }
    fs::remove_dir_all(folder).expect("the inputs are ours");
}

fn pages() -> Vec<String> {
    let dev = Path::new("../shared/data/web-content-extraction-benchmark/dev/html");
    if !dev.is_dir() {
        let read = |case: PathBuf| fs::read_to_string(case.join("page.html")).ok();
        return files(Path::new("corpus")).into_iter().filter_map(read).collect();
    }
    let pages = files(dev);
    let read = |path: &PathBuf| {
        let mut html = Vec::new();
        GzDecoder::new(File::open(path).ok()?).read_to_end(&mut html).ok()?;
        Some(String::from_utf8_lossy(&html).into_owned())
    };
    pages.iter().step_by((pages.len() / SAMPLE).max(1)).take(SAMPLE).filter_map(read).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

/// JSON in and out and gzip against cleaning the same pages in memory, one thread's worth of processor time each.
fn overhead(pages: &[String]) {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    pages.iter().enumerate().for_each(|(n, page)| writeln!(packed, "{}", line(n, page)).expect("memory"));
    let packed = packed.finish().expect("memory");
    let cleaner = Cleaner::new();
    // Enough work for the clock, which ticks a hundred times a second.
    let bytes: usize = pages.iter().map(String::len).sum();
    let repeat = |work: &dyn Fn()| (0..=50_000_000 / bytes).for_each(|_| work());
    let in_memory = || pages.iter().for_each(|page| drop(cleaner.clean_html(page).expect("within the limits")));
    let stream = || {
        let reader = batch::Unpacked::new(&packed[..]).expect("memory");
        let counts = batch::run(reader, std::io::sink(), &cleaner, &batch::Options::default().jobs(1)).expect("memory");
        assert_eq!(counts.kept(), pages.len() as u64);
    };
    let ratio = median((0..ROUNDS).map(|_| cpu_of(|| repeat(&stream)) / cpu_of(|| repeat(&in_memory))));
    println!("JSON and gzip: {:+.1} % processor time over cleaning in memory (bar: 15 %)", (ratio - 1.0) * 100.0);
}

/// 2,000 pages on one core and on two.
fn cores(pages: &[String], folder: &Path) {
    let path = folder.join("pages.jsonl");
    let mut out = BufWriter::new(File::create(&path).expect("a file"));
    (0..2_000).for_each(|n| writeln!(out, "{}", line(n, &pages[n % pages.len()])).expect("disk"));
    out.flush().expect("disk");
    if Command::new("taskset").arg("--version").output().is_err() {
        return println!("two cores: skipped, taskset is not here");
    }
    let time = |cores: &str, jobs: &str| {
        let mut command = Command::new("taskset");
        command.args(["-c", cores, env!("CARGO_BIN_EXE_unspun"), "clean", "--jobs", jobs]).arg(&path);
        run(command).elapsed
    };
    let rounds: Vec<f64> = (0..ROUNDS).map(|_| time("0", "1") / time("0,1", "2")).collect();
    println!("two cores: {:.2} times the pages of one (bar: 1.8); {rounds:.2?}", median(rounds.iter().copied()));
}

/// The same pages as an archive and as lines, both plain.
fn archives(pages: &[String], folder: &Path, bytes: usize) {
    let (warc, lines) = (folder.join("pages.warc"), folder.join("lines.jsonl"));
    let (mut to_warc, mut to_lines) = (create(&warc), create(&lines));
    let (mut written, mut count) = (0, 0);
    for page in pages.iter().cycle().take_while(|page| {
        written += page.len();
        written < bytes
    }) {
        to_warc.write_all(&record(count, page)).expect("disk");
        writeln!(to_lines, "{}", line(count, page)).expect("disk");
        count += 1;
    }
    to_warc.flush().and_then(|()| to_lines.flush()).expect("disk");
    let clean = |path: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
        command.args(["clean", "--jobs", "2"]).arg(path);
        run(command)
    };
    let rounds: Vec<_> = (0..3).map(|_| (clean(&warc), clean(&lines))).collect();
    let ratio = |of: fn(&Run) -> f64| median(rounds.iter().map(|(warc, lines)| of(lines) / of(warc)));
    println!(
        "WARC of {count} pages, {:.0} MB: {:.2} times the pages a second of JSON Lines, {:.2} by processor time (bar: 0.9 to 1.1)",
        fs::metadata(&warc).map_or(0.0, |known| known.len() as f64 / 1e6),
        ratio(|run| run.elapsed),
        ratio(|run| run.cpu)
    );
}

fn create(path: &Path) -> BufWriter<File> {
    BufWriter::new(File::create(path).expect("a file"))
}

/// From the start of the command to the answer to one page.
fn first_answer() {
    let time = || {
        let start = Instant::now();
        let mut child = unspun(&[]);
        let mut input = child.stdin.take().expect("a pipe");
        writeln!(input, "{}", line(1, "<h1>Ferry</h1><p>The ferry will run again from Monday.</p>")).expect("a reader");
        let mut answer = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut answer).expect("text");
        let elapsed = start.elapsed();
        assert!(answer.contains("\"title\":\"Ferry\""));
        drop(input);
        child.wait().expect("an end");
        elapsed.as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..20).map(|_| time()).collect();
    times.sort_by(f64::total_cmp);
    println!("first answer: {:.0} ms after the start, {:.0} at best (bar: 100)", times[10], times[0]);
}

/// Peak memory at more and more records.
fn memory(pages: &[String], counts: &[usize]) {
    for count in counts {
        let mut child = unspun(&["--jobs", "2"]);
        let mut input = BufWriter::new(child.stdin.take().expect("a pipe"));
        let mut output = child.stdout.take().expect("a pipe");
        let reader = std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()).expect("a pipe"));
        let lines: Vec<String> = pages.iter().map(|page| line(0, page)).collect();
        for line in lines.iter().cycle().take(*count) {
            writeln!(input, "{line}").expect("a reader");
        }
        input.flush().expect("a reader");
        let peak = status(child.id(), "VmHWM:");
        drop(input);
        child.wait().expect("an end");
        reader.join().expect("no panic");
        println!("memory: {:.0} MB at most after {count} records, --jobs 2 (bar: 400)", peak / 1e3);
    }
}

fn line(id: usize, page: &str) -> String {
    json!({"id": id, "html": page}).to_string()
}

fn record(id: usize, page: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{id}>\r\nContent-Length: {}", http.len());
    format!("{head}\r\n\r\n{http}\r\n\r\n").into_bytes()
}

fn unspun(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
    command.args(["clean", "-i", "jsonl"]).args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().expect("the command")
}

/// What a run took, in seconds.
struct Run {
    elapsed: f64,
    cpu: f64,
}

fn run(mut command: Command) -> Run {
    let (start, before) = (Instant::now(), cpu("cutime"));
    let done = command.stdout(Stdio::null()).status().expect("the command");
    assert!(done.success());
    Run { elapsed: start.elapsed().as_secs_f64(), cpu: cpu("cutime") - before }
}

fn cpu_of(work: impl Fn()) -> f64 {
    let before = cpu("utime");
    work();
    cpu("utime") - before
}

/// Processor time of this process (`utime`) or of its ended children (`cutime`), the kernel's share included.
fn cpu(which: &str) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let from = if which == "utime" { 11 } else { 13 };
    let ticks = after_name.split_ascii_whitespace().skip(from).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}

/// A line of a process's status, in kB.
fn status(id: u32, name: &str) -> f64 {
    // What was written last is still in work.
    std::thread::sleep(Duration::from_millis(200));
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_ascii_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
