//! `unspun inspect`: what was kept, removed and flagged in one page, for people.

mod paint;
mod view;
mod wrap;

use paint::{Color, Paint};
use std::error::Error;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use unspun::{Cleaned, Cleaner, Input, Page, render};

/// Columns of a terminal that does not say how wide it is.
const WIDTH: usize = 100;

/// Show what was kept, removed and flagged in a page, and why
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// The page; `-` or none is standard input
    file: Option<PathBuf>,
    /// What the page is
    #[arg(short, long, value_enum, default_value_t = Format::Auto)]
    input_format: Format,
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
    /// Colours
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// Columns to fill [default: those of the terminal]
    #[arg(long)]
    width: Option<usize>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Auto,
    Html,
    Text,
}

/// How much of the page the terminal view shows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Detail {
    Brief,
    Normal,
    All,
}

/// Cleans the page and shows what happened to it.
///
/// # Errors
/// [`io::Error`] if a file can't be read or written, [`unspun::Error`] if the page can't be cleaned.
pub fn run(args: &InspectArgs) -> Result<(), Box<dyn Error>> {
    let bytes = read(args.file.as_deref())?;
    let cleaned = clean(&bytes, args)?;
    if let Some(path) = &args.html {
        return Ok(fs::write(path, render::report::render(&cleaned)).map_err(|error| at(path, &error))?);
    }
    let detail = match (args.brief, args.all) {
        (true, _) => Detail::Brief,
        (_, true) => Detail::All,
        _ => Detail::Normal,
    };
    let name = args.file.as_deref().filter(|path| *path != Path::new("-"));
    let name = name.map_or("standard input".to_owned(), |path| path.display().to_string());
    let width = args.width.or_else(terminal_width).unwrap_or(WIDTH).max(40);
    print(&view::render(&cleaned, &name, Paint::new(args.color), width, detail))
}

fn clean(bytes: &[u8], args: &InspectArgs) -> unspun::Result<Cleaned> {
    let mut page = Page::bytes(bytes);
    page = match args.input_format {
        Format::Auto => page,
        Format::Html => page.kind(Input::Html),
        Format::Text => page.kind(Input::Text),
    };
    if let Some(url) = &args.url {
        page = page.url(url);
    }
    let cleaner = Cleaner::new();
    Ok(cleaner.run(cleaner.parse(&page)?))
}

fn read(file: Option<&Path>) -> io::Result<Vec<u8>> {
    match file.filter(|path| *path != Path::new("-")) {
        Some(path) => fs::read(path).map_err(|error| at(path, &error)),
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A reader that closes its end early has seen enough.
fn print(text: &str) -> Result<(), Box<dyn Error>> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn terminal_width() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}
