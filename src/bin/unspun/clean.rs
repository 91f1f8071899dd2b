//! `unspun clean`: pages to articles, records to records.

use crate::args::{CleanArgs, OutputFormat};
use crate::failure::Failure;
use crate::input::{Source, sources};
use crate::output::Output;
use std::io::{self, IsTerminal, Write};
use unspun::batch::{self, Counts, Options, RecordError};
use unspun::{Cleaned, Cleaner, preset, render};

/// Cleans all inputs.
pub fn run(args: &CleanArgs) -> Result<(), Failure> {
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        eprintln!("unspun: reading a page from the terminal; end it with Ctrl-D, or see `unspun clean --help`");
    }
    let cleaner = cleaner(args)?;
    let sources = sources(&args.inputs, args.input_format)?;
    let format = format(args, &sources)?;
    let mut output = Output::open(args.output.as_deref())?;
    let job = Job { args, cleaner, format };
    let mut counts = Counts::default();
    for group in sources.chunk_by(|one, next| !one.is_records() && !next.is_records()) {
        counts += match group {
            [records] if records.is_records() => job.records(records, &mut output)?,
            pages => job.pages(pages, &mut output)?,
        };
    }
    output.finish()?;
    job.report(&counts)
}

fn cleaner(args: &CleanArgs) -> Result<Cleaner, Failure> {
    let pipeline = args.without.iter().try_fold(preset::standard(), |pipeline, name| pipeline.without(name));
    let pipeline = pipeline.map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(Cleaner::builder().pipeline(pipeline).unspin(args.spun.unspin).build())
}

/// The format asked for, or the one that suits the input.
fn format(args: &CleanArgs, sources: &[Source]) -> Result<OutputFormat, Failure> {
    let records = sources.iter().find(|source| source.is_records());
    let single = args.inputs.len() < 2 && records.is_none() && !args.inputs.iter().any(|path| path.is_dir());
    let format = args.format.unwrap_or(if single { OutputFormat::Text } else { OutputFormat::Jsonl });
    match records {
        Some(source) if !format.is_records() => Err(Failure::Usage(format!(
            "{}: records stay records; use -f jsonl, or -i html or -i text if it is a page",
            source.name()
        ))),
        _ => Ok(format),
    }
}

/// How to clean.
struct Job<'a> {
    args: &'a CleanArgs,
    cleaner: Cleaner,
    format: OutputFormat,
}

impl Job<'_> {
    fn records(&self, source: &Source, output: &mut Output) -> Result<Counts, Failure> {
        let args = self.args;
        let options = Options::default().jobs(args.jobs).max_line_bytes(args.max_line_bytes).removed(args.removed);
        let to = output.name().to_owned();
        let counts = batch::run(source.open()?, output.writer(), &self.cleaner, &options);
        counts.map_err(|error| Failure::batch(&source.name(), &to, &error))
    }

    /// Cleans pages on several threads, and writes them in order.
    fn pages(&self, pages: &[Source], output: &mut Output) -> Result<Counts, Failure> {
        let mut counts = Counts::default();
        let name = output.name().to_owned();
        let out = output.writer();
        let sink = |ready: Option<(&Source, Result<String, RecordError>)>| match ready {
            Some((source, article)) => {
                let first = counts.records() == counts.failed();
                counts.add(article.as_ref().err().map(RecordError::kind));
                self.write(source, article, first, out)
            }
            None => out.flush(),
        };
        let written = batch::ordered(pages, self.args.jobs, |source| (source, self.page(source)), sink);
        written.map(|()| counts).map_err(|error| Failure::write(&name, &error))
    }

    fn page(&self, source: &Source) -> Result<String, RecordError> {
        let bytes = source.read(self.args.max_line_bytes)?;
        let page = self.args.url.iter().fold(source.page(&bytes), |page, url| page.url(url));
        batch::clean(&self.cleaner, &page, |cleaned| self.render(source, cleaned))
    }

    fn render(&self, source: &Source, cleaned: &Cleaned) -> String {
        let (article, links) = (&cleaned.article, self.args.links);
        match self.format {
            OutputFormat::Text => render::text::render(article),
            OutputFormat::Markdown => render::markdown::render(article, links),
            OutputFormat::Html => render::html::render(article, links),
            OutputFormat::Json | OutputFormat::Jsonl => batch::record_line(&source.name(), cleaned, self.args.removed),
        }
    }

    /// Writes an article, or why there is none: into the records, or else to standard error.
    fn write(
        &self,
        source: &Source,
        article: Result<String, RecordError>,
        first: bool,
        out: &mut (dyn Write + Send),
    ) -> io::Result<()> {
        match article {
            Err(error) if self.format.is_records() => writeln!(out, "{}", batch::error_line(&source.name(), &error)),
            Err(error) => {
                eprintln!("unspun: {}: {error}", source.name());
                Ok(())
            }
            Ok(article) => {
                let gap = if first || self.format.is_records() { "" } else { "\n" };
                writeln!(out, "{gap}{}", article.trim_end_matches('\n'))
            }
        }
    }

    /// Says on standard error how many failed; only records have told why already.
    fn report(&self, counts: &Counts) -> Result<(), Failure> {
        let (failed, pages) = (counts.failed(), counts.records());
        if failed > 0 && !self.format.is_records() {
            return Err(Failure::Pages { failed, pages });
        }
        if failed > 0 {
            let kinds: Vec<_> = counts.errors().iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            eprintln!("unspun: {failed} of {pages} records failed ({}); each says why in its place", kinds.join(", "));
        }
        Ok(())
    }
}
