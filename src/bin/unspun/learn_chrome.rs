//! `unspun learn-chrome`: the lines that a site repeats, as a list for `--chrome-list`.

use crate::args::InputFormat;
use crate::failure::Failure;
use crate::input::{Source, sources};
use crate::manners::Manners;
use crate::output::Output;
use crate::progress::{Progress, When};
use crate::scale::RecordArgs;
use std::convert::Infallible;
use std::path::PathBuf;
use unspun::batch::{self, Answer, Fields, Outcome};
use unspun::{ChromeList, Cleaned, Cleaner, Pipeline, SiteLines};

/// Learn the lines that a site repeats on its pages, as a list for `clean --chrome-list`.
///
/// Records that carry a "url" are counted by site; all other pages of the run count as one site. The same pages give the
/// same list, in any order. At most 10,000 pages are held in memory; of more, an even sample counts.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct LearnChromeArgs {
    /// Files, folders, patterns, or - for standard input, as for `unspun clean`.
    #[arg(value_name = "FILE|DIR|-")]
    pub inputs: Vec<PathBuf>,

    /// What the input is; auto goes by the name, then by the first bytes.
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub input_format: InputFormat,

    /// Where to write the list [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// A line must stand on this share of a site's pages.
    #[arg(long, default_value_t = 0.5, value_name = "SHARE", value_parser = share)]
    pub min_share: f32,

    /// And on so many of them.
    #[arg(long, default_value_t = 4, value_name = "PAGES")]
    pub min_pages: usize,

    /// Threads; 0 is one for each core. The list is the same for any number.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    pub jobs: usize,

    #[command(flatten)]
    pub records: RecordArgs,
}

const EXAMPLES: &str = "\
Examples:
  unspun learn-chrome pages/ -o site.chrome                    from the pages below a folder
  unspun clean pages/ --chrome-list site.chrome -o out.jsonl   and without these lines";

fn share(text: &str) -> Result<f32, String> {
    let share: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if share > 0.0 && share <= 1.0 { Ok(share) } else { Err("must be above 0 and at most 1".to_owned()) }
}

/// Reads all inputs and writes the list.
pub fn run(args: &LearnChromeArgs, manners: &Manners) -> Result<(), Failure> {
    let mut site = SiteLines::new();
    let mut failed = 0;
    let mut take = |source: &Source, answer: Answer<SiteLines>| match answer.into_outcome() {
        Outcome::Kept(page) | Outcome::Dropped(page, _) => site.merge(page),
        Outcome::Failed(error) => {
            failed += 1;
            manners.note(&format!("{}: {error}", source.name()));
        }
        Outcome::Skipped(_) => {}
    };
    let sources = sources(&args.inputs, args.input_format, &[])?;
    let (of_records, of_pages): (Vec<&Source>, _) = sources.iter().partition(|source| source.records().is_some());
    for source in of_records {
        records(source, args, manners, |answer| take(source, answer))?;
    }
    pages(&of_pages, args, take);
    if failed > 0 {
        manners.warn(&format!("{failed} pages could not be read and teach nothing; -v says why"));
    }
    let list = site.chrome_list(args.min_share, args.min_pages);
    if list.is_empty() {
        manners.warn(&nothing(args, site.pages()));
    }
    write(args, &list, site.pages())
}

/// Why a list came out empty, most often of too few pages.
fn nothing(args: &LearnChromeArgs, pages: usize) -> String {
    let LearnChromeArgs { min_share, min_pages, .. } = args;
    format!(
        "nothing learned from {pages} pages: no line is on {min_share} of a site's and on at least {min_pages} of them"
    )
}

/// Nothing is cleaned: every line counts.
fn reader() -> Cleaner {
    Cleaner::builder().pipeline(Pipeline::new()).build()
}

fn records(
    source: &Source,
    args: &LearnChromeArgs,
    manners: &Manners,
    mut take: impl FnMut(Answer<SiteLines>) + Send,
) -> Result<(), Failure> {
    let options = args.records.options().jobs(args.jobs);
    let options = source.records().into_iter().fold(options, batch::Options::format);
    let progress = Progress::start(When::Never, manners, false, 0);
    let learn = |fields: &Fields<'_>, cleaned: Cleaned| learn(&host(&fields.url().unwrap_or_default()), &cleaned);
    let sink = |ready: Option<Answer<SiteLines>>| {
        ready.into_iter().for_each(&mut take);
        Ok(())
    };
    let done = source.read_records(&progress, |from| batch::for_each(from, &reader(), &options, learn, sink))?;
    done.map_err(|error| Failure::batch(&source.name(), "the list", &error))
}

/// Reads pages on several threads; they are taken in order.
fn pages(sources: &[&Source], args: &LearnChromeArgs, mut take: impl FnMut(&Source, Answer<SiteLines>) + Send) {
    let sink = |ready: Option<(&Source, Answer<SiteLines>)>| -> Result<(), Infallible> {
        ready.into_iter().for_each(|(source, answer)| take(source, answer));
        Ok(())
    };
    let Ok(()) = batch::ordered(sources.iter().copied(), args.jobs, |source| (source, page(source, args)), sink);
}

fn page(source: &Source, args: &LearnChromeArgs) -> Answer<SiteLines> {
    match source.read(args.records.max_line_bytes) {
        Ok(bytes) => {
            let (name, options) = (source.name(), args.records.options());
            batch::clean(&name, &source.page(&bytes), &reader(), &options, |cleaned| learn("", &cleaned))
        }
        Err(error) => Answer::failed(&source.name(), error),
    }
}

fn learn(site: &str, cleaned: &Cleaned) -> SiteLines {
    let mut page = SiteLines::new();
    page.observe(site, &cleaned.document);
    page
}

/// The host of an address, without "www.".
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

fn write(args: &LearnChromeArgs, list: &ChromeList, pages: usize) -> Result<(), Failure> {
    let mut output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), Output::create)?;
    let name = output.name().to_owned();
    let head = format!(
        "# Lines on {} or more of a site's pages, and on at least {} of them; {pages} pages\n",
        args.min_share, args.min_pages
    );
    let text = head + &list.to_text();
    output.line(text.trim_end_matches('\n')).map_err(|error| Failure::write(&name, &error))?;
    output.finish()
}
