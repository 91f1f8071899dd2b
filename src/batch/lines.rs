//! Lines of bounded length.

use super::error::RecordError;
use std::io::{self, BufRead, Read};

/// A line without its end.
#[derive(Debug)]
pub(super) enum Line {
    Whole(Vec<u8>),
    /// The beginning of a line over the limit; the rest was skipped.
    TooLong(Vec<u8>),
}

/// The beginning of an overlong line that is kept, to find its id.
const HEAD_BYTES: usize = 4_096;

impl Line {
    /// Its bytes, or what is left of them.
    pub fn head(&self) -> &[u8] {
        match self {
            Line::Whole(bytes) | Line::TooLong(bytes) => bytes,
        }
    }

    /// Its text, a byte order mark taken off.
    pub fn text(&self, limit: usize) -> Result<&str, RecordError> {
        let Line::Whole(bytes) = self else { return Err(RecordError::LineTooLong { limit }) };
        let text = str::from_utf8(bytes).map_err(|error| RecordError::InvalidUtf8 { offset: error.valid_up_to() })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_ascii().is_empty() { Err(RecordError::EmptyLine) } else { Ok(text) }
    }
}

/// Reads line by line; `\n` alone separates.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    limit: usize,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R, limit: usize) -> Self {
        Lines { reader, limit }
    }

    /// The next line, or `None` at the end of the input.
    pub fn next(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let most = (self.limit as u64).saturating_add(b"\r\n".len() as u64);
        (&mut self.reader).take(most).read_until(b'\n', &mut bytes)?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let ended = bytes.pop_if(|last| *last == b'\n').is_some();
        bytes.pop_if(|last| *last == b'\r');
        if bytes.len() <= self.limit {
            return Ok(Some(Line::Whole(bytes)));
        }
        if !ended {
            self.reader.skip_until(b'\n')?;
        }
        bytes.truncate(HEAD_BYTES);
        bytes.shrink_to_fit();
        Ok(Some(Line::TooLong(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str, limit: usize) -> Vec<String> {
        let mut lines = Lines::new(input.as_bytes(), limit);
        let mut all = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            let mark = if matches!(line, Line::TooLong(_)) { "…" } else { "" };
            all.push(String::from_utf8_lossy(line.head()).into_owned() + mark);
        }
        all
    }

    #[test]
    fn only_a_line_feed_separates_and_one_final_return_goes() {
        assert_eq!(read("a\u{2028}b\rc\r\r\n\nd", 99), ["a\u{2028}b\rc\r", "", "d"]);
    }

    #[test]
    fn a_line_at_the_limit_passes_and_one_byte_more_does_not() {
        assert_eq!(read("12345\n123456\n1\n", 5), ["12345", "123456…", "1"]);
        assert_eq!(read("123456", 5), ["123456…"]);
        assert_eq!(read("12345", 5), ["12345"]);
        assert_eq!(read("12345\r\n123456\r\n1", 5), ["12345", "123456…", "1"]);
        assert_eq!(read("12345\r", 5), ["12345"]);
    }
}
