//! `unspun clean`: pages to articles, records to records.

use crate::args::{CleanArgs, OutputFormat};
use crate::destination::Destination;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::gate::{Gate, Made};
use crate::input::{Source, sources};
use crate::ledger::{Ledger, is_complete};
use crate::manners::Manners;
use crate::output::{Output, write_file};
use crate::progress::Progress;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::Instant;
use unspun::batch::{self, Answer, Counts, Fields, Options, Outcome};
use unspun::{Cleaned, Cleaner, CleanerBuilder, preset, render};

/// Cleans all inputs.
pub fn run(args: &CleanArgs, manners: &Manners) -> Result<(), Failure> {
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        manners.warn("reading a page from the terminal; end it with Ctrl-D, or see `unspun clean --help`");
    }
    let cleaner = cleaner(args)?;
    let sources = sources(&args.inputs, args.input_format, &args.run.glob)?;
    let format = format(args, &sources)?;
    check_options(args, format)?;
    if args.run.resume && args.output.as_deref().is_some_and(is_complete) {
        manners.warn("the output is complete, nothing is left to do; leave --resume out to begin anew");
        return Ok(());
    }
    let (mut destination, mut ledger) = open(args, format, &sources)?;
    let left = ledger.left(&sources);
    let bytes = left.iter().map(|source| source.size()).sum::<Option<u64>>().unwrap_or(0);
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let progress = Progress::start(args.run.progress, manners, to_terminal, bytes);
    let options = args.records.options().jobs(args.jobs).removed(args.removed);
    let gate = Gate::open(&args.quality)?;
    let job = Job { args, manners, cleaner, format, options, progress, gate };
    let counts = job.run(&left, &mut destination, &mut ledger)?;
    if let Some(path) = &args.run.stats {
        let stats = counts.to_json() + "\n";
        write_file(path, &stats).map_err(|error| Failure::write("the stats", &error))?;
    }
    let shared = matches!(destination, Destination::Stream(_));
    destination.finish()?;
    ledger.finish(shared)?;
    job.finish(&counts)
}

fn cleaner(args: &CleanArgs) -> Result<Cleaner, Failure> {
    let pipeline = args.without.iter().try_fold(preset::standard(), |pipeline, name| pipeline.without(name));
    let pipeline = pipeline.map_err(|error| Failure::Usage(error.to_string()))?;
    let builder = Cleaner::builder().pipeline(pipeline).chrome_list(args.chrome.list()?).unspin(args.spun.unspin);
    Ok(args.page_kind.into_iter().fold(builder, CleanerBuilder::page_kind).build())
}

/// The format asked for, or the one that suits the input.
fn format(args: &CleanArgs, sources: &[Source]) -> Result<OutputFormat, Failure> {
    let records = sources.iter().find(|source| source.records().is_some());
    let single = args.inputs.len() < 2
        && records.is_none()
        && sources.len() == 1
        && !args.inputs.iter().any(|path| path.is_dir());
    let format = args.format.unwrap_or(if single { OutputFormat::Text } else { OutputFormat::Jsonl });
    match records {
        Some(source) if !format.is_records() && !to_folder(args) => Err(Failure::Usage(format!(
            "{}: records stay records; use -f jsonl, or -o FOLDER/ for a file each, or -i html or -i text if it is a page",
            source.name()
        ))),
        _ => Ok(format),
    }
}

/// Refuses what the format has no place for.
fn check_options(args: &CleanArgs, format: OutputFormat) -> Result<(), Failure> {
    let records = format.is_records();
    let shows_links = matches!(format, OutputFormat::Markdown | OutputFormat::Html);
    let misplaced = [
        (args.removed && !records, "--removed needs records: use -f json or -f jsonl"),
        (
            args.quality.signals && !records && args.quality.dropped.is_none(),
            "--signals needs records: use -f json or -f jsonl",
        ),
        (args.links && !shows_links, "--links needs a format that has links: use -f markdown or -f html"),
    ];
    let wrong = misplaced.into_iter().find_map(|(wrong, message)| wrong.then_some(message));
    wrong.map_or(Ok(()), |message| Err(Failure::Usage(message.to_owned())))
}

fn to_folder(args: &CleanArgs) -> bool {
    let folder = |path: &Path| path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/");
    args.output.as_deref().is_some_and(folder)
}

/// Where to write, and what need not be done again.
fn open(args: &CleanArgs, format: OutputFormat, sources: &[Source]) -> Result<(Destination, Ledger), Failure> {
    match args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        Some(path) if to_folder(args) => {
            let folder = Folder::plan(path, format, sources)?;
            Ok((Destination::Folder(folder), Ledger::of_folder(path, args, sources)?))
        }
        // A device or a pipe is written to as it is.
        Some(path) if path.exists() && !path.is_file() => {
            Ok((Destination::Stream(Output::create(path)?), Ledger::none()))
        }
        Some(path) => {
            let ledger = Ledger::of_file(path, args, sources)?;
            Ok((Destination::Stream(Output::open(path, ledger.written())?), ledger))
        }
        None => Ok((Destination::Stream(Output::stdout()), Ledger::none())),
    }
}

/// An answer with its article dropped if the gate gave a reason.
fn judged(answer: Answer<Made>) -> Answer<String> {
    answer.drop_if(|made| made.reason.clone()).map(|made| made.text)
}

/// How to clean.
struct Job<'a> {
    args: &'a CleanArgs,
    manners: &'a Manners,
    cleaner: Cleaner,
    format: OutputFormat,
    options: Options,
    progress: Progress,
    gate: Gate,
}

impl Job<'_> {
    /// Cleans the inputs one after the other, pages that follow each other together.
    fn run(&self, sources: &[&Source], to: &mut Destination, ledger: &mut Ledger) -> Result<Counts, Failure> {
        let mut counts = ledger.counts();
        for group in sources.chunk_by(|one, next| one.records().is_none() && next.records().is_none()) {
            let start = Instant::now();
            match group {
                [source] if source.records().is_some() => {
                    let shard = self.records(source, to)?;
                    let marked = ledger.mark(source, shard.clone(), to);
                    marked.map_err(|error| Failure::write("the journal", &error))?;
                    counts += shard;
                }
                pages => self.pages(pages, to, ledger, &mut counts)?,
            }
            let name = group.first().map(|source| source.name()).unwrap_or_default();
            let (more, seconds) = (group.len() - 1, start.elapsed().as_secs_f64());
            let name = if more > 0 { format!("{name} and {more} more") } else { name };
            self.manners.note(&format!("{name}: {seconds:.2} s; {} records so far", counts.total()));
        }
        Ok(counts)
    }

    /// Cleans the records of one input.
    fn records(&self, source: &Source, to: &mut Destination) -> Result<Counts, Failure> {
        let mut counts = Counts::default();
        let name = to.name();
        let mut shard = to.shard(source, self.format)?;
        let sink = |ready: Option<Answer<Made>>| {
            let Some(answer) = ready else { return shard.flush() };
            let answer = judged(answer);
            counts.add(&answer);
            self.progress.count(&answer);
            let id = answer.id().trim_matches('"').to_owned();
            let place = || format!("{}: record {} (id {id})", source.name(), counts.total());
            shard.write(self.text(answer, place)?.as_deref(), &id)
        };
        let options = source.records().into_iter().fold(self.options.clone(), Options::format);
        let render = |fields: &Fields<'_>, cleaned: Cleaned| self.make(fields, &cleaned);
        let done = source
            .read_records(&self.progress, |reader| batch::for_each(reader, &self.cleaner, &options, render, sink))?;
        done.map_err(|error| Failure::batch(&source.name(), &name, &error))?;
        shard.finish()?;
        Ok(counts)
    }

    /// Cleans pages on several threads, and writes them in order.
    fn pages(
        &self,
        pages: &[&Source],
        to: &mut Destination,
        ledger: &mut Ledger,
        counts: &mut Counts,
    ) -> Result<(), Failure> {
        let name = to.name();
        let sink = |ready: Option<(&Source, Answer<Made>)>| {
            let Some((source, answer)) = ready else { return to.flush() };
            let answer = judged(answer);
            let gap = if counts.kept() == 0 || self.format.is_records() { "" } else { "\n" };
            let mut page = Counts::default();
            page.add(&answer);
            self.progress.count(&answer);
            self.progress.count_bytes(source.size().unwrap_or(0));
            if let Some(text) = self.text(answer, || source.name())? {
                to.write_page(source, &text, gap)?;
            }
            ledger.mark(source, page.clone(), to)?;
            *counts += page;
            Ok(())
        };
        let written = batch::ordered(pages.iter().copied(), self.args.jobs, |source| (source, self.page(source)), sink);
        written.map_err(|error| Failure::write(&name, &error))
    }

    fn page(&self, source: &Source) -> Answer<Made> {
        let name = source.name();
        let bytes = match source.read(self.args.records.max_line_bytes) {
            Ok(bytes) => bytes,
            Err(error) => return Answer::failed(&name, error),
        };
        let page = self.args.url.iter().fold(source.page(&bytes), |page, url| page.url(url));
        let make = |cleaned: Cleaned| self.make(&Fields::of_page(&name), &cleaned);
        batch::clean(&name, &page, &self.cleaner, &self.options, make)
    }

    /// What is to be written of an article.
    fn make(&self, fields: &Fields<'_>, cleaned: &Cleaned) -> Made {
        match self.format {
            OutputFormat::Json | OutputFormat::Jsonl => self.gate.record(fields, cleaned, self.args.removed),
            _ => self.gate.article(fields, cleaned, |cleaned| self.render(cleaned)),
        }
    }

    /// The article alone.
    fn render(&self, cleaned: &Cleaned) -> String {
        let (article, links) = (&cleaned.article, self.args.links);
        match self.format {
            OutputFormat::Markdown => render::markdown::render(article, links),
            OutputFormat::Html => render::html::render(article, links),
            _ => render::text::render(article),
        }
    }

    /// What to write, if anything; what is wrong goes into the records, or else to standard error.
    fn text(&self, answer: Answer<String>, place: impl FnOnce() -> String) -> io::Result<Option<String>> {
        Ok(match (answer.error_line(), answer.into_outcome()) {
            (Some(line), _) if self.format.is_records() => Some(line),
            (_, Outcome::Failed(error)) => {
                self.manners.warn(&format!("{}: {error}", place()));
                None
            }
            (_, Outcome::Kept(text)) => Some(text.trim_end_matches('\n').to_owned()),
            (_, Outcome::Dropped(record, _)) => self.gate.drop(record)?.filter(|_| self.format.is_records()),
            (_, Outcome::Skipped(_)) => None,
        })
    }

    /// Closes the file of what was dropped, and reports.
    fn finish(self, counts: &Counts) -> Result<(), Failure> {
        let dropped: Vec<_> = counts.dropped().iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        if !dropped.is_empty() {
            let (all, total) = (counts.total() - counts.kept() - counts.failed(), counts.total());
            self.manners.warn(&format!("{all} of {total} articles dropped ({})", dropped.join(", ")));
        }
        let report = self.report(counts);
        self.gate.finish()?;
        report
    }

    /// Says on standard error how many failed; only records have told why already.
    fn report(&self, counts: &Counts) -> Result<(), Failure> {
        let (failed, pages) = (counts.failed(), counts.total());
        if failed > 0 && !self.format.is_records() {
            return Err(Failure::Pages { failed, pages });
        }
        if failed > 0 {
            let kinds: Vec<_> = counts.errors().iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let kinds = kinds.join(", ");
            self.manners.warn(&format!("{failed} of {pages} records failed ({kinds}); each says why in its place"));
        }
        Ok(())
    }
}
