//! Pages in WARC archives: HTTP responses as they came.

use super::archived::Body;
use super::error::RecordError;
use crate::document::Input;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::{BufReader, Read};

/// Longest head of a response, in bytes.
const HEAD: usize = 256 << 10;

/// A response: what its head says, and the bytes behind it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Response<'c> {
    status: u16,
    content_type: String,
    encoding: String,
    chunked: bool,
    body: &'c [u8],
}

impl<'c> Response<'c> {
    /// Reads the head.
    pub fn parse(content: &'c [u8]) -> Result<Self, RecordError> {
        let end = head_end(&content[..content.len().min(HEAD)]);
        let (head, body) = content.split_at(end.ok_or(RecordError::InvalidHttp("its head does not end"))?);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(status).ok_or(RecordError::InvalidHttp("it has no status line"))?;
        let mut response = Response { status, body, ..Response::default() };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            response.set(name, value.trim().to_ascii_lowercase());
        }
        Ok(response)
    }

    fn set(&mut self, name: &str, value: String) {
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => self.content_type = value,
            "content-encoding" => self.encoding = value,
            "transfer-encoding" => self.chunked = value.contains("chunked"),
            _ => {}
        }
    }

    /// Why there is no page in it, if there is none.
    pub fn not_a_page(&self) -> Option<&'static str> {
        let kind = self.content_type.as_str();
        match self.status {
            200..=299 if kind.is_empty() || kind.contains("html") || kind.starts_with("text/plain") => None,
            200..=299 => Some("content_type"),
            _ => Some("http_status"),
        }
    }

    /// The page in it.
    pub fn body(&self, limit: usize) -> Result<Body<'c>, RecordError> {
        let input = self.content_type.contains("html").then_some(Input::Html);
        Ok(Body { bytes: self.bytes(limit)?, input, charset: self.charset() })
    }

    fn charset(&self) -> Option<String> {
        let (_, rest) = self.content_type.split_once("charset=")?;
        let label = rest.split([';', ',', ' ']).next()?.trim_matches(['"', '\'']);
        (!label.is_empty()).then(|| label.to_owned())
    }

    /// Its bytes: chunks joined, unpacked. Heads often tell of packing that the crawler has undone; the bytes decide.
    /// No more than `limit` + 1 bytes are unpacked.
    fn bytes(&self, limit: usize) -> Result<Cow<'c, [u8]>, RecordError> {
        let joined = self.chunked.then(|| join(self.body)).flatten();
        let body = joined.map_or(Cow::Borrowed(self.body), Cow::Owned);
        match self.encoding.as_str() {
            "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => unpack(MultiGzDecoder::new(&*body), limit),
            "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => {
                unpack(super::Unpacked::new(BufReader::new(&*body)).map_err(packed)?, limit)
            }
            "deflate" if is_zlib(&body) => unpack(ZlibDecoder::new(&*body), limit),
            // Some servers leave the frame of zlib out.
            "deflate" if !is_text(&body) => unpack(DeflateDecoder::new(&*body), limit),
            "br" if !is_text(&body) => Err(RecordError::ContentEncoding("br is not known".to_owned())),
            _ => Ok(body),
        }
    }
}

/// Where the empty line ends that ends the head.
fn head_end(content: &[u8]) -> Option<usize> {
    let ends = content.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    ends.filter_map(|at| {
        let rest = &content[at..];
        let empty = [b"\r\n".as_slice(), b"\n"].into_iter().find(|empty| rest.starts_with(empty))?;
        Some(at + empty.len())
    })
    .next()
}

fn status(line: &str) -> Option<u16> {
    line.strip_prefix("HTTP/")?.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// Joins the chunks of a body; `None` if it does not begin with one. What comes after a broken chunk is lost.
fn join(body: &[u8]) -> Option<Vec<u8>> {
    let (mut joined, mut rest) = (Vec::new(), body);
    while let Some((size, after)) = chunk(rest) {
        let size = size.min(after.len());
        joined.extend_from_slice(&after[..size]);
        let left = &after[size..];
        rest = left.strip_prefix(b"\r\n").or(left.strip_prefix(b"\n")).unwrap_or(left);
        if size == 0 {
            return Some(joined);
        }
    }
    (!joined.is_empty()).then_some(joined)
}

/// The size that a chunk begins with, and what follows its line.
fn chunk(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let line = bytes.iter().take(64).position(|byte| *byte == b'\n')?;
    let size = str::from_utf8(&bytes[..line]).ok()?.split(';').next()?.trim();
    Some((usize::from_str_radix(size, 16).ok()?, &bytes[line + 1..]))
}

/// Unpacks; of a body that is cut off, its beginning counts.
fn unpack(reader: impl Read, limit: usize) -> Result<Cow<'static, [u8]>, RecordError> {
    let mut page = Vec::new();
    let read = reader.take((limit as u64).saturating_add(1)).read_to_end(&mut page);
    match read {
        Err(error) if page.is_empty() => Err(packed(error)),
        _ => Ok(Cow::Owned(page)),
    }
}

fn packed(error: std::io::Error) -> RecordError {
    RecordError::ContentEncoding(error.to_string())
}

/// Whether a zlib stream (RFC 1950) may begin here.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
        && !is_text(bytes)
}

fn is_text(bytes: &[u8]) -> bool {
    str::from_utf8(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    const PAGE: &str = "<p>The ferry will run again from Monday, the port said.</p>";

    fn response(fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat()
    }

    fn page(fields: &str, body: &[u8]) -> Vec<u8> {
        Response::parse(&response(fields, body)).unwrap().bytes(1_000).unwrap().into_owned()
    }

    fn chunks(body: &[u8]) -> Vec<u8> {
        let chunk = |piece: &[u8]| [format!("{:X};x=y\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
        let pieces: Vec<u8> = body.chunks(7).flat_map(chunk).collect();
        [&pieces[..], b"0\r\nTrailer: x\r\n\r\n"].concat()
    }

    #[test]
    fn the_head_says_what_the_page_is() {
        let content = response("content-TYPE: Text/HTML; Charset=\"Windows-1252\"\r\n", b"x");
        let response = Response::parse(&content).unwrap();
        let body = response.body(9).unwrap();
        assert_eq!((body.charset.as_deref(), body.input), (Some("windows-1252"), Some(Input::Html)));
        assert_eq!(response.not_a_page(), None);
        let none = |content: &[u8]| Response::parse(content).unwrap().not_a_page();
        assert_eq!(none(b"HTTP/1.0 404 Not Found\n\n"), Some("http_status"));
        assert_eq!(none(b"HTTP/2 200\nContent-Type: image/png\n\n"), Some("content_type"));
        assert_eq!(none(b"HTTP/2 200\r\n\r\n"), None);
    }

    #[test]
    fn a_head_that_is_none_is_an_error() {
        for content in [b"".as_slice(), b"HTTP/1.1 200 OK\r\n", b"<html>\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"] {
            assert_eq!(Response::parse(content).unwrap_err().kind(), "invalid_http");
        }
        let endless = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"X: y\r\n".repeat(100_000), b"\r\n".to_vec()].concat();
        assert_eq!(Response::parse(&endless).unwrap_err().kind(), "invalid_http");
    }

    #[test]
    fn chunks_are_joined_and_lies_about_them_seen_through() {
        let fields = "Transfer-Encoding: chunked\r\n";
        assert_eq!(page(fields, &chunks(PAGE.as_bytes())), PAGE.as_bytes());
        assert_eq!(page(fields, PAGE.as_bytes()), PAGE.as_bytes());
        assert_eq!(page(fields, b"5\r\nhello\r\nnonsense"), b"hello");
        assert_eq!(page(fields, b"ffffffffffffffff\r\nhello"), b"hello");
        assert_eq!(page(fields, b"0\r\n\r\n"), b"");
    }

    #[test]
    fn packed_pages_are_unpacked_and_lies_about_it_seen_through() {
        let bytes = PAGE.as_bytes();
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(bytes).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(bytes).unwrap();
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        deflate.write_all(bytes).unwrap();
        assert_eq!(page("Content-Encoding: gzip\r\n", &gzip), bytes);
        assert_eq!(page("Content-Encoding: GZIP\r\nTransfer-Encoding: Chunked\r\n", &chunks(&gzip)), bytes);
        assert_eq!(page("Content-Encoding: deflate\r\n", &zlib.finish().unwrap()), bytes);
        assert_eq!(page("Content-Encoding: deflate\r\n", &deflate.finish().unwrap()), bytes);
        for lie in ["gzip", "deflate", "br", "zstd", "identity"] {
            assert_eq!(page(&format!("Content-Encoding: {lie}\r\n"), bytes), bytes, "{lie}");
        }
        assert_eq!(page("Content-Encoding: gzip\r\n", &gzip[..gzip.len() - 4]), bytes, "cut off behind the text");
        let content = response("Content-Encoding: br\r\n", b"\x8b\x03\x80\xff");
        assert_eq!(Response::parse(&content).unwrap().bytes(9).unwrap_err().kind(), "content_encoding");
    }

    #[test]
    fn a_bomb_is_unpacked_no_further_than_the_limit() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&vec![b'x'; 3 << 20]).unwrap();
        let content = response("Content-Encoding: gzip\r\n", &gzip.finish().unwrap());
        assert_eq!(Response::parse(&content).unwrap().bytes(1_000).unwrap().len(), 1_001);
    }
}
