//! The records of a web archive: WARC 1.0 and 1.1 (ISO 28500), of which WET files are a kind.

use std::io::{self, BufRead, Read};

/// Longest header of a record, in bytes.
const HEADER: u64 = 64 << 10;
/// How a record begins.
const VERSION: &[u8] = b"WARC/";

/// A record that holds a page.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    pub kind: Kind,
    pub id: String,
    pub url: Option<String>,
    pub date: Option<String>,
    pub content: Content,
}

/// What a record holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// An HTTP response.
    Response,
    /// Text that was made of a page.
    Conversion,
}

/// The bytes of a record.
#[derive(Debug, PartialEq)]
pub(super) enum Content {
    Whole(Vec<u8>),
    /// Over the limit, and not stored.
    TooLong,
}

/// Where an archive can't be understood, and why.
#[derive(Debug, PartialEq)]
pub(super) struct Damage {
    /// Bytes before it, unpacked.
    pub offset: u64,
    pub problem: &'static str,
}

/// What the header of a record says.
#[derive(Default)]
struct Header {
    kind: String,
    id: String,
    url: Option<String>,
    date: Option<String>,
    length: Option<u64>,
}

impl Header {
    fn set(&mut self, name: &str, value: &str) {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-record-id" => self.id = value.to_owned(),
            // Some writers put the address in angle brackets.
            "warc-target-uri" => self.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => self.date = Some(value.to_owned()),
            "content-length" => self.length = value.parse().ok(),
            _ => {}
        }
    }

    fn page(&self) -> Option<Kind> {
        match self.kind.as_str() {
            "response" => Some(Kind::Response),
            "conversion" => Some(Kind::Conversion),
            _ => None,
        }
    }
}

/// Reads the records that hold pages; the others are passed over.
#[derive(Debug)]
pub(super) struct Warc<R> {
    reader: R,
    limit: usize,
    offset: u64,
    /// The version line of the next record was read already, in search of it.
    begun: bool,
    /// Damage was told, and the next record is not found yet.
    lost: bool,
}

impl<R: BufRead> Warc<R> {
    pub fn new(reader: R, limit: usize) -> Self {
        Warc { reader, limit, offset: 0, begun: false, lost: false }
    }

    /// The next page, or damage, after which reading goes on with the next record; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Result<Entry, Damage>>> {
        while let Some(start) = self.find()? {
            let offset = match start {
                Ok(offset) => offset,
                Err(damage) => return Ok(Some(Err(damage))),
            };
            match self.record(offset)? {
                Ok(None) => {}
                Ok(Some(entry)) => return Ok(Some(Ok(entry))),
                Err(problem) => {
                    self.lost = true;
                    return Ok(Some(Err(Damage { offset, problem })));
                }
            }
        }
        Ok(None)
    }

    /// Finds the next version line and gives its place. What else stands before it is damage, told once.
    fn find(&mut self) -> io::Result<Option<Result<u64, Damage>>> {
        let mut strange = None;
        while !std::mem::take(&mut self.begun) {
            let offset = self.offset;
            let Some(line) = self.line(VERSION.len() as u64)? else {
                return Ok(strange.map(Err));
            };
            let blank = line.trim_ascii().is_empty() && line.ends_with(b"\n");
            if !line.ends_with(b"\n") {
                self.offset += self.reader.skip_until(b'\n')? as u64;
            }
            if line == VERSION {
                self.begun = strange.is_some();
                self.lost = false;
                return Ok(Some(strange.map_or(Ok(offset), Err)));
            }
            if !blank && !self.lost && strange.is_none() {
                strange = Some(Damage { offset, problem: "no record begins here" });
            }
        }
        Ok(Some(Ok(self.offset)))
    }

    /// Reads on from behind the version line; `None` for a record that holds no page.
    fn record(&mut self, offset: u64) -> io::Result<Result<Option<Entry>, &'static str>> {
        let Some(header) = self.header(offset)? else {
            return Ok(Err("the header of the record does not end"));
        };
        let Some(length) = header.length else {
            return Ok(Err("the record has no valid Content-Length"));
        };
        let Some(kind) = header.page() else {
            return Ok(if self.pass(length)? == length { Ok(None) } else { Err("the record is cut off") });
        };
        let content = if length > self.limit as u64 { self.too_long(length)? } else { self.whole(length)? };
        let entry = |content| Entry { kind, id: header.id, url: header.url, date: header.date, content };
        Ok(content.map(|content| Some(entry(content))).ok_or("the record is cut off"))
    }

    /// Reads the lines of a header to the empty one that ends it.
    fn header(&mut self, offset: u64) -> io::Result<Option<Header>> {
        let (mut header, mut field) = (Header::default(), String::new());
        loop {
            let left = HEADER.saturating_sub(self.offset - offset);
            let Some(line) = self.line(left)?.filter(|line| line.ends_with(b"\n")) else { return Ok(None) };
            let line = String::from_utf8_lossy(&line);
            // A line that begins with a space goes on with the field before it.
            if !line.trim().is_empty() && line.starts_with([' ', '\t']) {
                field.push_str(line.trim_end());
                continue;
            }
            if let Some((name, value)) = field.split_once(':') {
                header.set(name, value);
            }
            if line.trim().is_empty() {
                return Ok(Some(header));
            }
            field = line.into_owned();
        }
    }

    /// Reads a content; `None` if the archive ends before it does.
    fn whole(&mut self, length: u64) -> io::Result<Option<Content>> {
        let mut content = Vec::new();
        let read = (&mut self.reader).take(length).read_to_end(&mut content)? as u64;
        self.offset += read;
        Ok((read == length).then_some(Content::Whole(content)))
    }

    fn too_long(&mut self, length: u64) -> io::Result<Option<Content>> {
        Ok((self.pass(length)? == length).then_some(Content::TooLong))
    }

    /// Reads over bytes without storing them; gives how many there were.
    fn pass(&mut self, length: u64) -> io::Result<u64> {
        let passed = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
        self.offset += passed;
        Ok(passed)
    }

    /// The next line with its end, or as much of it as the limit allows; `None` at the end of the archive.
    fn line(&mut self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.offset += (&mut self.reader).take(limit).read_until(b'\n', &mut line)? as u64;
        Ok((!line.is_empty()).then_some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, id: u32, content: &str) -> String {
        let head =
            format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <r{id}>\r\nwarc-target-uri:<http://a/{id}>");
        format!("{head}\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n", content.len())
    }

    /// Ids of the pages, and places and problems of what is damaged.
    fn read(archive: &str) -> Vec<String> {
        let mut warc = Warc::new(io::BufReader::with_capacity(3, archive.as_bytes()), 100);
        let mut all = Vec::new();
        while let Some(next) = warc.next().unwrap() {
            all.push(match next {
                Ok(Entry { id, content: Content::TooLong, .. }) => format!("{id} too long"),
                Ok(entry) => entry.id,
                Err(damage) => format!("{}: {}", damage.offset, damage.problem),
            });
        }
        all
    }

    #[test]
    fn records_with_pages_are_read_and_others_passed_over() {
        let archive = [
            record("warcinfo", 1, "software: x"),
            record("request", 2, "GET / HTTP/1.1\r\n\r\n"),
            record("response", 3, "WARC/1.0\r\n\r\n"),
            record("conversion", 4, ""),
            record("response", 5, &"x".repeat(101)),
            record("metadata", 6, &"x".repeat(1_000)),
            record("response", 7, &"x".repeat(100)),
        ];
        assert_eq!(read(&archive.concat()), ["<r3>", "<r4>", "<r5> too long", "<r7>"]);
    }

    #[test]
    fn a_header_may_be_folded_and_says_where_the_page_was() {
        let text = "WARC/1.1\nWARC-Type:\n response\nWARC-Date: 2026-01-02T03:04:05Z\nContent-Length: 2\nx\n\nhi";
        let entry = Warc::new(text.as_bytes(), 9).next().unwrap().unwrap().unwrap();
        assert_eq!((entry.kind, entry.date.as_deref()), (Kind::Response, Some("2026-01-02T03:04:05Z")));
        assert_eq!(entry.content, Content::Whole(b"hi".to_vec()));
        let entry = Warc::new(record("response", 8, "x").as_bytes(), 9).next().unwrap().unwrap().unwrap();
        assert_eq!(entry.url.as_deref(), Some("http://a/8"));
    }

    #[test]
    fn damage_is_told_once_and_the_next_record_is_read() {
        let good = record("response", 1, "x");
        let at = good.len();
        let between = format!("{good}what\nis this\n\n{good}");
        assert_eq!(read(&between), ["<r1>".to_owned(), format!("{at}: no record begins here"), "<r1>".to_owned()]);
        let unmeasured = format!("WARC/1.0\r\nWARC-Type: response\r\n\r\nlost\r\nlines\r\n{good}");
        assert_eq!(read(&unmeasured), ["0: the record has no valid Content-Length", "<r1>"]);
        let cut = format!("{good}{}", &good[..good.len() - 5]);
        assert_eq!(read(&cut), ["<r1>".to_owned(), format!("{at}: the record is cut off")]);
        assert_eq!(read("nonsense"), ["0: no record begins here"]);
        assert_eq!(read(""), [""; 0]);
    }

    #[test]
    fn a_header_without_end_costs_no_memory() {
        let good = record("response", 1, "x");
        let endless = format!("WARC/1.0\r\nX: {}\r\n\r\n{good}", "x".repeat(300_000));
        assert_eq!(read(&endless), ["0: the header of the record does not end", "<r1>"]);
        let many = format!("WARC/1.0\r\n{}\r\n{good}", "X: y\r\n".repeat(30_000));
        assert_eq!(read(&many), ["0: the header of the record does not end", "<r1>"]);
    }
}
