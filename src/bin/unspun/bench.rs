//! `unspun bench`: cleaners on a corpus, measured and compared.

use crate::failure::Failure;
use crate::harmless::harmless;
use crate::output::Output;
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use unspun::eval::{
    self, Contender, Corpus, EvalError, Facet, Flattening, Leaderboard, Program, Progress, Split, baselines, report,
};

/// Measure cleaners on pages with gold text.
///
/// Runs this command's presets, rule sets for flat text, and any command given by --with over every page; prints a table of
/// HTML pages and one of text pages. What fails or answers nothing counts as an empty text. The numbers are the same on
/// every run, but for speed and memory.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct BenchArgs {
    /// A folder: cases as in this project's corpus/, WCXB's or ScrapingHub's layout, or NAME.html beside NAME.gold.txt.
    #[arg(value_name = "CORPUS", default_value = "corpus")]
    pub corpus: PathBuf,

    /// Only the cases of one split: dev to look at, test to compare on.
    #[arg(long, value_name = "dev|test")]
    pub split: Option<Split>,

    /// Give the HTML pages as flat text.
    #[arg(long, value_enum, value_name = "HOW")]
    pub flatten: Option<Flatten>,

    /// A command that takes part, as NAME=COMMAND; may be repeated. It reads records, {"id", "html" or "text", "url"?}, one a
    /// line, and answers each at once with a line: {"id", "text"}, and title, score, flags, spun_probability if it knows them.
    #[arg(long, value_name = "NAME=COMMAND")]
    pub with: Vec<String>,

    /// Only these contenders; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// Also print word F1 by page kind and by language.
    #[arg(long)]
    pub by_kind_and_language: bool,

    /// Write all figures as JSON; - is standard output, instead of the tables.
    #[arg(long, value_name = "FILE|-")]
    pub json: Option<PathBuf>,

    /// Write one HTML page: plots, a sortable table, every page's differences between two contenders.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// Only check the format of a corpus in this project's layout; exit code 1 if something is wrong.
    #[arg(long, conflicts_with_all = ["split", "flatten", "with", "only", "by_kind_and_language", "json", "html"])]
    pub check: bool,
}

/// How pages are flattened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Flatten {
    /// Each block element on its line, inline text glued.
    Block,
    /// Each text node on its line.
    Strings,
    /// Blank lines between paragraphs, bullets, tabs between cells.
    Visual,
    /// The whole page on one line, a space between text nodes.
    Line,
}

const EXAMPLES: &str = "\
Examples:
  unspun bench                                       the presets and the baselines on corpus/
  unspun bench --split test --html report.html       with a page to look at
  unspun bench --with 'mine=python3 mine.py'         with any command
  unspun bench --check                               whether the cases keep their format";

/// Checks or measures.
pub fn run(args: &BenchArgs) -> Result<(), Failure> {
    if args.check {
        return check(args);
    }
    let corpus = corpus(args)?;
    let mut contenders = contenders(args)?;
    let mut ticker = Ticker { terminal: io::stderr().is_terminal() };
    let board = Leaderboard::run(&corpus, &mut contenders, &mut |progress| ticker.tick(progress)).map_err(failed)?;
    ticker.clear();
    complain(&board);
    write(args, &board)
}

fn failed(error: EvalError) -> Failure {
    Failure::Fatal(error.to_string())
}

fn check(args: &BenchArgs) -> Result<(), Failure> {
    let (cases, complaints) = eval::check(&args.corpus).map_err(failed)?;
    complaints.iter().for_each(|complaint| println!("{}", harmless(&complaint.to_string())));
    let mut wrong: Vec<&str> = complaints.iter().map(|complaint| complaint.case()).collect();
    wrong.dedup();
    match wrong.len() {
        0 => {
            println!("{cases} cases, no complaint");
            Ok(())
        }
        wrong => Err(Failure::Pages { failed: wrong as u64, pages: cases as u64 }),
    }
}

fn corpus(args: &BenchArgs) -> Result<Corpus, Failure> {
    let mut corpus = Corpus::open(&args.corpus).map_err(failed)?;
    if let Some(split) = args.split {
        corpus = corpus.split(split);
    }
    if let Some(how) = args.flatten {
        corpus = corpus.flattened(match how {
            Flatten::Block => Flattening::Block,
            Flatten::Strings => Flattening::Strings,
            Flatten::Visual => Flattening::Visual,
            Flatten::Line => Flattening::Line,
        });
    }
    match corpus.cases().is_empty() {
        true => Err(Failure::Usage(format!("{}: no page is left", corpus.name()))),
        false => Ok(corpus),
    }
}

/// The presets, the baselines, and the commands given; or those of them that are asked for.
fn contenders(args: &BenchArgs) -> Result<Vec<Box<dyn Contender>>, Failure> {
    let mut all: Vec<Box<dyn Contender>> = presets()?;
    all.extend(baselines::all());
    for given in &args.with {
        let named = given.split_once('=').filter(|(name, command)| !name.is_empty() && !command.is_empty());
        let (name, command) = named.ok_or_else(|| Failure::Usage(format!("--with {given:?}: give NAME=COMMAND")))?;
        if all.iter().any(|contender| contender.name() == name) {
            return Err(Failure::Usage(format!("--with {name}: that name is taken; choose another")));
        }
        all.push(Box::new(Program::new(name, command)));
    }
    let names: Vec<String> = all.iter().map(|contender| contender.name().to_owned()).collect();
    if let Some(unknown) = args.only.iter().find(|name| !names.contains(name)) {
        return Err(Failure::Usage(format!("--only {unknown}: no such contender; there are {}", names.join(", "))));
    }
    all.retain(|contender| args.only.is_empty() || args.only.iter().any(|name| name == contender.name()));
    Ok(all)
}

/// This command's own presets, behind the same protocol as everybody else.
fn presets() -> Result<Vec<Box<dyn Contender>>, Failure> {
    let command = std::env::current_exe().map_err(|error| Failure::read("this command", &error))?;
    let command = command.display().to_string().replace('\'', r"'\''");
    let preset = |name: &str, more: &str| -> Box<dyn Contender> {
        Box::new(Program::new(name, format!("exec '{command}' clean -i jsonl -f jsonl -j 1 {more}")))
    };
    Ok(vec![preset("unspun", ""), preset("unspun-article", "--without spun-synonyms --without fragments")])
}

/// A line on the terminal that says how far it is.
struct Ticker {
    terminal: bool,
}

impl Ticker {
    fn tick(&mut self, progress: Progress<'_>) {
        if self.terminal {
            let Progress { done, pages, contender, case } = progress;
            eprint!("\r\x1b[2K{}/{pages} {}: {contender}", done + 1, harmless(case));
        }
    }

    fn clear(&mut self) {
        if self.terminal {
            eprint!("\r\x1b[2K");
        }
    }
}

/// Says on standard error who failed, and how the first time.
fn complain(board: &Leaderboard) {
    for entry in board.entries() {
        let first = entry.outcomes().iter().find_map(|outcome| outcome.answer().err());
        if let Some(why) = first {
            let (failures, pages) = (entry.failures(), entry.outcomes().len());
            let why = format!("{}: no answer to {failures} of {pages} pages, first: {why}", entry.name());
            eprintln!("unspun: {}", harmless(&why));
        }
    }
}

fn write(args: &BenchArgs, board: &Leaderboard) -> Result<(), Failure> {
    if let Some(path) = &args.html {
        Output::create(path)?.write(&report::html(board))?;
    }
    if let Some(path) = &args.json {
        let json = format!("{:#}\n", report::json(board));
        if path.as_os_str() == "-" {
            return print(&json);
        }
        Output::create(path)?.write(&json)?;
    }
    let mut tables = report::table(board);
    if args.by_kind_and_language {
        for wanted in
            [|facet: &Facet| matches!(facet, Facet::Kind(_)), |facet: &Facet| matches!(facet, Facet::Language(_))]
        {
            tables.push_str(&format!("\n{}", report::breakdown(board, wanted)));
        }
    }
    print(&tables)
}

fn print(text: &str) -> Result<(), Failure> {
    let mut output = Output::stdout();
    let printed = output.line(text.trim_end_matches('\n'));
    printed.map_err(|error| Failure::write(output.name(), &error))?;
    output.finish()
}
