//! The command line.

use crate::gate::QualityArgs;
use crate::manners::Manners;
use crate::scale::{RecordArgs, RunArgs};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use unspun::PageKind;

/// Turns scraped pages into clean articles: boilerplate out, spun text flagged, everything scored.
#[derive(Debug, Parser)]
#[command(name = "unspun", version, max_term_width = 100, after_help = CODES)]
pub struct Args {
    #[command(subcommand)]
    pub verb: Verb,
    #[command(flatten)]
    pub manners: Manners,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Clean(Box<CleanArgs>),
    Inspect(crate::inspect::InspectArgs),
    LearnChrome(crate::learn_chrome::LearnChromeArgs),
    Bench(crate::bench::BenchArgs),
    /// List the filters in running order.
    Filters,
    Completions(crate::completions::CompletionsArgs),
    Man(crate::man::ManArgs),
    #[cfg(feature = "train")]
    #[command(subcommand)]
    Train(crate::train::TrainArgs),
}

/// Clean pages, or records of JSON Lines and web archives.
///
/// A page gives its article. A record, {"id", "html" or "text", "url"?}, gives a record: title, text, language, score
/// and its parts, flags with their places, metadata; further fields are passed through. One line out for one line in,
/// in order; a record that fails says why in its place. Of WARC the responses that hold pages are records, of WET the
/// conversions. Any input may be packed with gzip or Zstandard.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct CleanArgs {
    /// Files, folders (with all that is below them), patterns such as 'pages/**/*.html', or - for standard input, which is
    /// the default.
    #[arg(value_name = "FILE|DIR|-")]
    pub inputs: Vec<PathBuf>,

    /// What the input is; auto goes by the name, then by the first bytes.
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub input_format: InputFormat,

    /// What to write [default: text for one page; jsonl for records, folders and several inputs]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub format: Option<OutputFormat>,

    /// Where to write: a file, or a folder (one that is there, or a name that ends in /), which will mirror the input. Files
    /// appear when they are complete [default: standard output]
    #[arg(short, long, value_name = "FILE|DIR/")]
    pub output: Option<PathBuf>,

    /// In records, tell what was removed, by which filter and why: "removed" and "source_text".
    #[arg(long)]
    pub removed: bool,

    /// Leave a filter out; may be repeated. See `unspun filters` for the names.
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,

    /// Address of the page; a record has its own in "url".
    #[arg(long)]
    pub url: Option<String>,

    /// What kind of pages they are: article, collection, documentation, forum, listing, product or service [default: judged
    /// for each page]
    #[arg(long, value_name = "KIND")]
    pub page_kind: Option<PageKind>,

    /// Keep links, in Markdown and HTML.
    #[arg(long)]
    pub links: bool,

    #[command(flatten)]
    pub spun: crate::spun::SpunArgs,

    /// Threads; 0 is one for each core. The output is the same for any number.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub jobs: usize,

    #[command(flatten)]
    pub chrome: crate::chrome::ChromeArgs,

    #[command(flatten)]
    pub quality: QualityArgs,

    #[command(flatten)]
    pub records: RecordArgs,

    #[command(flatten)]
    pub run: RunArgs,
}

/// Kinds of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum InputFormat {
    /// Found out, for each input.
    #[default]
    Auto,
    /// A page of HTML.
    Html,
    /// A page that somebody already flattened.
    Text,
    /// Records, one a line.
    Jsonl,
    /// A web archive: WARC or WET.
    #[value(alias = "wet")]
    Warc,
}

/// Kinds of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// The headline and the body.
    Text,
    /// Headings, lists, tables, code and quotes kept.
    Markdown,
    /// The same as clean HTML.
    Html,
    /// One record a page, on one line; in a folder, each in a file of its own.
    Json,
    /// The same; in a folder, one file for each input.
    Jsonl,
}

impl OutputFormat {
    /// Whether it holds records, which can tell of errors.
    pub fn is_records(self) -> bool {
        matches!(self, OutputFormat::Json | OutputFormat::Jsonl)
    }

    /// Of its files.
    pub fn ending(self) -> &'static str {
        match self {
            OutputFormat::Text => "txt",
            OutputFormat::Markdown => "md",
            OutputFormat::Html => "html",
            OutputFormat::Json => "json",
            OutputFormat::Jsonl => "jsonl",
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  unspun clean page.html                          the article, as text
  curl -s https://example.org/ | unspun clean     the same from standard input
  unspun clean -f markdown --links page.html      as Markdown, links kept
  unspun clean pages/ -o articles.jsonl           every page below a folder, one record a line
  unspun clean 'crawl/**/*.htm' -f markdown -o md/
                                                  a folder of Markdown that mirrors the crawl
  unspun clean -i jsonl < in.jsonl > out.jsonl    records in, records out
  unspun clean CC-MAIN-*.warc.gz -o out/ --stats stats.json
                                                  web archives, one file of records for each
  unspun clean CC-MAIN-*.warc.gz -o out/ --resume go on after a run that was stopped
  unspun clean -f json --removed page.html        with what was removed and why
  unspun clean crawl.jsonl --min-score 0.8 --dropped rest.jsonl -o good.jsonl
                                                  good articles here, the rest there with the reasons";

const CODES: &str = "\
Examples:
  unspun clean page.html                          the article, as text
  unspun inspect page.html                        what was kept, removed and flagged, and why
  unspun clean CC-MAIN-*.warc.gz -o out/          web archives to JSON Lines, on all cores
  unspun clean --help                             everything that clean can do

Exit codes:
  0  done; a record that failed says so in its place, and standard error counts them
  1  done, but a page failed and the output format has no place to say so
  2  wrong usage
  3  input or output failed: the output is not complete";
