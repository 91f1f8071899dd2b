//! Where the articles of each input go: one stream, or a folder.

use crate::args::OutputFormat;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::input::Source;
use crate::output::{Output, write_file};
use std::fs;
use std::io;

/// Where a run writes.
pub enum Destination {
    Stream(Output),
    Folder(Folder),
}

/// Where the records of one input go.
pub enum Shard<'d> {
    /// To the stream that all share.
    Stream(&'d mut Output),
    /// To a file of their own.
    File(Output),
    /// Each to a file of its own.
    Files { folder: &'d Folder, source: &'d Source, number: u64 },
}

impl Destination {
    /// As messages name it.
    pub fn name(&self) -> String {
        match self {
            Destination::Stream(output) => output.name().to_owned(),
            Destination::Folder(_) => "the articles".to_owned(),
        }
    }

    /// Begins with an input that holds records.
    pub fn shard<'d>(&'d mut self, source: &'d Source, format: OutputFormat) -> Result<Shard<'d>, Failure> {
        match self {
            Destination::Stream(output) => Ok(Shard::Stream(output)),
            Destination::Folder(folder) if format == OutputFormat::Jsonl => {
                let place = folder.place(source);
                let made = place.parent().map_or(Ok(()), fs::create_dir_all);
                made.map_err(|error| Failure::write(&place.display().to_string(), &error))?;
                Output::create(&place).map(Shard::File)
            }
            Destination::Folder(folder) => Ok(Shard::Files { folder, source, number: 0 }),
        }
    }

    /// Writes what became of an input that is a page.
    pub fn write_page(&mut self, source: &Source, text: &str, gap: &str) -> io::Result<()> {
        match self {
            Destination::Stream(output) => output.line(&format!("{gap}{text}")),
            Destination::Folder(folder) => write_file(&folder.place(source), &format!("{text}\n")),
        }
    }

    /// Hands on what is written so far.
    pub fn flush(&mut self) -> io::Result<()> {
        match self {
            Destination::Stream(output) => output.writer().flush(),
            Destination::Folder(_) => Ok(()),
        }
    }

    /// Bytes that are written so far, in the stream that all share.
    pub fn written(&mut self) -> io::Result<u64> {
        match self {
            Destination::Stream(output) => output.written(),
            Destination::Folder(_) => Ok(0),
        }
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Destination::Stream(output) => output.finish(),
            Destination::Folder(_) => Ok(()),
        }
    }
}

impl Shard<'_> {
    /// Writes what became of a record, if it is wanted.
    pub fn write(&mut self, text: Option<&str>, id: &str) -> io::Result<()> {
        if let Shard::Files { number, .. } = self {
            *number += 1;
        }
        let Some(text) = text else { return Ok(()) };
        match self {
            Shard::Stream(output) => output.line(text),
            Shard::File(output) => output.line(text),
            Shard::Files { folder, source, number } => {
                write_file(&folder.place_of_record(source, *number, id), &format!("{text}\n"))
            }
        }
    }

    /// Hands on what is written so far.
    pub fn flush(&mut self) -> io::Result<()> {
        match self {
            Shard::Stream(output) => output.writer().flush(),
            Shard::File(_) | Shard::Files { .. } => Ok(()),
        }
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<(), Failure> {
        match self {
            Shard::File(output) => output.finish(),
            Shard::Stream(_) | Shard::Files { .. } => Ok(()),
        }
    }
}
