//! Where pages and records come from.

use crate::args::InputFormat;
use crate::failure::Failure;
use crate::find::{Found, find, unpacked};
use crate::progress::Progress;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Stdin};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;
use unspun::batch::{self, Format, RecordError, Unpacked};
use unspun::{Input, Page};

/// Bytes that are read at once.
const BUFFER: usize = 64 << 10;

/// One file, or standard input.
pub struct Source {
    place: Place,
    /// Its name below the argument that means it.
    below: PathBuf,
    /// What it holds; `Auto` leaves it to the library.
    format: InputFormat,
}

enum Place {
    /// What is looked at to tell the format must not be lost.
    Stdin(Mutex<Unpacked<BufReader<Stdin>>>),
    File(PathBuf),
}

/// All sources of a command line, folders and patterns unfolded; standard input if none is named.
pub fn sources(inputs: &[PathBuf], format: InputFormat, globs: &[String]) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in inputs {
        if path.as_os_str() == "-" {
            sources.push(Source::stdin(format)?);
        } else {
            sources.extend(find(path, globs)?.into_iter().map(|found| Source::file(found, format)));
        }
    }
    if inputs.is_empty() {
        sources.push(Source::stdin(format)?);
    }
    sources.into_iter().map(Source::with_format).collect()
}

impl Source {
    fn stdin(format: InputFormat) -> Result<Self, Failure> {
        let reader = Unpacked::new(BufReader::with_capacity(BUFFER, io::stdin()));
        let reader = reader.map_err(|error| Failure::read("-", &error))?;
        Ok(Source { place: Place::Stdin(Mutex::new(reader)), below: PathBuf::from("stdin"), format })
    }

    fn file(found: Found, asked: InputFormat) -> Self {
        let format = if asked == InputFormat::Auto { by_name(&found.path) } else { asked };
        Source { place: Place::File(found.path), below: found.below, format }
    }

    /// Looks into it if its name does not tell what it is.
    fn with_format(mut self) -> Result<Self, Failure> {
        if self.format == InputFormat::Auto {
            self.format = match &self.place {
                Place::Stdin(reader) => sniff(&mut *reader.lock().unwrap_or_else(PoisonError::into_inner)),
                Place::File(path) => File::open(path).and_then(|file| sniff(&mut Unpacked::new(BufReader::new(file))?)),
            }
            .map_err(|error| Failure::read(&self.name(), &error))?;
        }
        Ok(self)
    }

    /// Its name, as a user knows it.
    pub fn name(&self) -> String {
        match &self.place {
            Place::Stdin(_) => "-".to_owned(),
            Place::File(path) => path.display().to_string(),
        }
    }

    /// Its name below the argument that means it.
    pub fn below(&self) -> &Path {
        &self.below
    }

    /// Whether it is that file.
    pub fn is_at(&self, place: &Path) -> bool {
        let Place::File(path) = &self.place else { return false };
        let place = fs::canonicalize(place);
        place.is_ok_and(|place| fs::canonicalize(path).is_ok_and(|path| path == place))
    }

    /// Its size, packed as it is; `None` if nobody knows.
    pub fn size(&self) -> Option<u64> {
        match &self.place {
            Place::Stdin(_) => None,
            Place::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|known| known.len()),
        }
    }

    /// Its size and when it was last changed: a file with another stamp is another input. `None` if it is no file.
    pub fn stamp(&self) -> Option<String> {
        let Place::File(path) = &self.place else { return None };
        let known = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let changed = known.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Some(format!("{} bytes at {}", known.len(), changed.as_nanos()))
    }

    /// What kind of records it holds, if it is not one page.
    pub fn records(&self) -> Option<Format> {
        match self.format {
            InputFormat::Jsonl => Some(Format::Jsonl),
            InputFormat::Warc => Some(Format::Warc),
            InputFormat::Auto | InputFormat::Html | InputFormat::Text => None,
        }
    }

    /// Has its records read, unpacked.
    pub fn read_records<T>(&self, progress: &Progress, read: impl FnOnce(&mut dyn BufRead) -> T) -> Result<T, Failure> {
        let failed = |error: io::Error| Failure::read(&self.name(), &error);
        match &self.place {
            Place::Stdin(reader) => Ok(read(&mut *reader.lock().unwrap_or_else(PoisonError::into_inner))),
            Place::File(path) => {
                let file = progress.watch(File::open(path).map_err(failed)?);
                let mut reader = Unpacked::new(BufReader::with_capacity(BUFFER, file)).map_err(failed)?;
                Ok(read(&mut reader))
            }
        }
    }

    /// Its bytes, unpacked, of which no more than `limit` + 1 are read.
    pub fn read(&self, limit: usize) -> Result<Vec<u8>, RecordError> {
        match &self.place {
            Place::File(path) => batch::read_page(path, limit),
            Place::Stdin(reader) => {
                let mut bytes = Vec::new();
                let reader = &mut *reader.lock().unwrap_or_else(PoisonError::into_inner);
                let read = reader.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes);
                read.map_err(RecordError::Unreadable).map(|_| bytes)
            }
        }
    }

    /// The page in its bytes.
    pub fn page<'b>(&self, bytes: &'b [u8]) -> Page<'b> {
        match self.format {
            InputFormat::Html => Page::bytes(bytes).kind(Input::Html),
            InputFormat::Text => Page::bytes(bytes).kind(Input::Text),
            _ => Page::bytes(bytes),
        }
    }
}

/// Whether the first bytes are those of a JSON object or of an archive. They stay in the reader.
fn sniff(reader: &mut impl BufRead) -> io::Result<InputFormat> {
    let head = reader.fill_buf()?;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let after = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    Ok(match after {
        Some(after) if after.starts_with(b"\"") => InputFormat::Jsonl,
        _ if head.starts_with(b"WARC/") => InputFormat::Warc,
        _ => InputFormat::Auto,
    })
}

fn by_name(path: &Path) -> InputFormat {
    let path = unpacked(path);
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" => InputFormat::Html,
        "txt" | "text" => InputFormat::Text,
        "jsonl" | "ndjson" => InputFormat::Jsonl,
        "warc" | "wet" => InputFormat::Warc,
        _ => InputFormat::Auto,
    }
}
