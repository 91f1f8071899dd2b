//! `unspun inspect`: what was kept, removed and flagged in one page, for people.

mod view;
mod wrap;

use crate::args::InputFormat;
use crate::failure::Failure;
use crate::input;
use crate::manners::Manners;
use crate::output::Output;
use crate::paint::Paint;
use std::path::PathBuf;
use unspun::{Cleaned, Cleaner, render};

/// Columns where nothing says how wide the terminal is.
const WIDTH: usize = 100;
/// Bytes of a page that are read, as `clean` has it.
const LARGEST: usize = 256 << 20;
/// No narrower than this, margin and all.
const NARROWEST: usize = 40;

/// Show what was kept, removed and flagged in a page, and why
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// The page; - or none is standard input.
    file: Option<PathBuf>,
    /// What the page is; auto goes by the name, then by the first bytes.
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    input_format: InputFormat,
    /// The page's address, for its date
    #[arg(long)]
    url: Option<String>,
    /// Write a report for the browser to this file instead
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Only the figures, without the text
    #[arg(long, conflicts_with_all = ["all", "html"])]
    brief: bool,
    /// Removed text in full, not only its beginning
    #[arg(long, conflicts_with = "html")]
    all: bool,
    /// Columns to fill, at least 40 [default: $COLUMNS where it is exported, else 100]
    #[arg(long)]
    width: Option<usize>,
}

/// How much of the page the terminal view shows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Detail {
    Brief,
    Normal,
    All,
}

/// Cleans the page and shows what happened to it.
pub fn run(args: &InspectArgs, manners: &Manners) -> Result<(), Failure> {
    let (name, cleaned) = clean(args, manners)?;
    if let Some(path) = &args.html {
        return Output::create(path)?.write(&render::report::render(&cleaned));
    }
    let detail = match (args.brief, args.all) {
        (true, _) => Detail::Brief,
        (_, true) => Detail::All,
        _ => Detail::Normal,
    };
    let width = args.width.or_else(columns).unwrap_or(WIDTH).max(NARROWEST);
    let paint = Paint::new(manners.color, &std::io::stdout());
    Output::stdout().write(&view::render(&cleaned, &name, paint, width, detail))
}

/// The page's name, and what became of it.
fn clean(args: &InspectArgs, manners: &Manners) -> Result<(String, Cleaned), Failure> {
    let file = args.file.clone().into_iter().collect::<Vec<_>>();
    let [source] = &input::sources(&file, args.input_format, &[])?[..] else {
        return Err(Failure::Usage("inspect takes one page, not a folder".to_owned()));
    };
    if source.records().is_some() {
        return Err(Failure::Usage(
            "inspect takes a page, not records; name what it is with -i html or -i text".to_owned(),
        ));
    }
    let name = if source.name() == "-" { "standard input".to_owned() } else { source.name() };
    let cleaned = source.read(LARGEST).and_then(|bytes| {
        let page = args.url.iter().fold(source.page(&bytes), |page, url| page.url(url));
        let cleaner = Cleaner::new();
        Ok(cleaner.run(cleaner.parse(&page)?))
    });
    let failed = |error| {
        manners.warn(&format!("{name}: {error}"));
        Failure::Pages { failed: 1, pages: 1 }
    };
    Ok((name.clone(), cleaned.map_err(failed)?))
}

/// What the environment says. Shells know the width but seldom export it.
fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|columns| *columns > 0)
}
