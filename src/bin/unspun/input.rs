//! Where pages and records come from.

use crate::args::InputFormat;
use crate::failure::Failure;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use unspun::batch::{self, RecordError};
use unspun::{Input, Page};

/// One file, or standard input.
pub struct Source {
    place: Place,
    /// What it holds; `Auto` leaves it to the library.
    format: InputFormat,
}

enum Place {
    Stdin,
    File(PathBuf),
}

/// All sources of a command line, folders unfolded; standard input if none is named.
pub fn sources(inputs: &[PathBuf], format: InputFormat) -> Result<Vec<Source>, Failure> {
    let mut places = Vec::new();
    for path in inputs {
        unfold(path, &mut places)?;
    }
    if inputs.is_empty() {
        places.push(Place::Stdin);
    }
    places.into_iter().map(|place| Source::of(place, format)).collect()
}

fn unfold(path: &Path, places: &mut Vec<Place>) -> Result<(), Failure> {
    if path.as_os_str() == "-" {
        places.push(Place::Stdin);
        return Ok(());
    }
    let failed = |error: io::Error| Failure::read(&path.display().to_string(), &error);
    if fs::metadata(path).map_err(failed)?.is_dir() {
        places.extend(batch::files_in(path).map_err(failed)?.into_iter().map(Place::File));
    } else {
        places.push(Place::File(path.to_owned()));
    }
    Ok(())
}

impl Source {
    fn of(place: Place, asked: InputFormat) -> Result<Self, Failure> {
        let by_name = match &place {
            Place::File(path) if asked == InputFormat::Auto => by_name(path),
            _ => asked,
        };
        let source = Source { place, format: by_name };
        let starts = by_name == InputFormat::Auto && source.starts_with_record()?;
        Ok(if starts { Source { format: InputFormat::Jsonl, ..source } } else { source })
    }

    /// Its name, as a user knows it.
    pub fn name(&self) -> String {
        match &self.place {
            Place::Stdin => "-".to_owned(),
            Place::File(path) => path.display().to_string(),
        }
    }

    /// Whether it holds records, not one page.
    pub fn is_records(&self) -> bool {
        self.format == InputFormat::Jsonl
    }

    /// To read it as records.
    pub fn open(&self) -> Result<Box<dyn BufRead>, Failure> {
        match &self.place {
            Place::Stdin => Ok(Box::new(io::stdin().lock())),
            Place::File(path) => {
                let file = File::open(path).map_err(|error| Failure::read(&self.name(), &error))?;
                Ok(Box::new(BufReader::with_capacity(64 << 10, file)))
            }
        }
    }

    /// Its bytes, of which no more than `limit` + 1 are read.
    pub fn read(&self, limit: usize) -> Result<Vec<u8>, RecordError> {
        match &self.place {
            Place::File(path) => batch::read_page(path, limit),
            Place::Stdin => {
                let mut bytes = Vec::new();
                let head = io::stdin().lock().take((limit as u64).saturating_add(1)).read_to_end(&mut bytes);
                head.map_err(RecordError::Unreadable).map(|_| bytes)
            }
        }
    }

    /// The page in its bytes.
    pub fn page<'b>(&self, bytes: &'b [u8]) -> Page<'b> {
        match self.format {
            InputFormat::Html => Page::bytes(bytes).kind(Input::Html),
            InputFormat::Text => Page::bytes(bytes).kind(Input::Text),
            InputFormat::Auto | InputFormat::Jsonl => Page::bytes(bytes),
        }
    }

    /// Whether its first bytes are those of a JSON object. Standard input keeps what is looked at.
    fn starts_with_record(&self) -> Result<bool, Failure> {
        let failed = |error: io::Error| Failure::read(&self.name(), &error);
        let mut reader = self.open()?;
        let head = reader.fill_buf().map_err(failed)?;
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let after = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        Ok(after.is_some_and(|after| after.starts_with(b"\"")))
    }
}

fn by_name(path: &Path) -> InputFormat {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" => InputFormat::Html,
        "txt" | "text" => InputFormat::Text,
        "jsonl" | "ndjson" => InputFormat::Jsonl,
        _ => InputFormat::Auto,
    }
}
