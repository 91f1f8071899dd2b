//! Records out of streams.

use super::lines::Lines;
use super::options::{Format, Options};
use super::record::{Raw, Record};
use super::warc::Warc;
use std::io::{self, BufRead};

/// The records of a stream, as they come; an error ends them.
#[derive(Debug)]
pub struct Records<R>(Stream<R>);

#[derive(Debug)]
enum Stream<R> {
    Lines(Lines<R>),
    Archive(Warc<R>),
}

impl<R: BufRead> Records<R> {
    /// Of a stream in the format of the options. It must be [unpacked](super::Unpacked).
    pub fn new(reader: R, options: &Options) -> Self {
        Records(match options.format {
            Format::Jsonl => Stream::Lines(Lines::new(reader, options.max_line_bytes)),
            Format::Warc => Stream::Archive(Warc::new(reader, options.max_line_bytes)),
        })
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = io::Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        let raw = match &mut self.0 {
            Stream::Lines(lines) => lines.next().map(|line| line.map(Raw::Line)),
            Stream::Archive(warc) => {
                warc.next().map(|next| next.map(|entry| entry.map_or_else(Raw::Damage, Raw::Entry)))
            }
        };
        raw.transpose().map(|raw| raw.map(Record))
    }
}
