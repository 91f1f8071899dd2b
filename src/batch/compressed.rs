//! Streams that may be packed: gzip of any number of members, Zstandard of any number of frames, or neither.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// Unpacked bytes that are held ready.
const BUFFER: usize = 64 << 10;

/// A reader whose first bytes were looked at.
type Peeked<R> = Chain<Cursor<Vec<u8>>, R>;

/// The bytes of a reader, unpacked if they are gzip or Zstandard; their first bytes tell.
///
/// ```
/// use std::io::Read;
/// let mut text = String::new();
/// unspun::batch::Unpacked::new("plain".as_bytes())?.read_to_string(&mut text)?;
/// assert_eq!(text, "plain");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Unpacked<R> {
    packing: Packing<R>,
    /// Bytes that were handed out.
    given: u64,
}

#[derive(Debug)]
enum Packing<R> {
    None(Peeked<R>),
    Gzip(Box<BufReader<MultiGzDecoder<Peeked<R>>>>),
    Zstd(Box<BufReader<Frames<Peeked<R>>>>),
}

impl<R: BufRead> Unpacked<R> {
    /// Looks at the first bytes; waits for no more of them than it takes to tell.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn new(mut reader: R) -> io::Result<Self> {
        let mut head = Vec::new();
        let start = loop {
            let ready = reader.fill_buf()?;
            let start: Vec<u8> = head.iter().chain(ready).copied().take(ZSTD.len()).collect();
            let open = |magic: &&[u8]| magic.len() > start.len() && magic.starts_with(&start);
            if ready.is_empty() || ![GZIP, ZSTD].iter().any(open) {
                break start;
            }
            // What is there may go on as a magic number, or may not.
            let len = ready.len();
            reader.consume(len);
            head = start;
        };
        let peeked = Cursor::new(head).chain(reader);
        let packing = match &start {
            start if start.starts_with(GZIP) => Packing::Gzip(buffered(MultiGzDecoder::new(peeked))),
            start if start.starts_with(ZSTD) => Packing::Zstd(buffered(Frames::new(peeked))),
            _ => Packing::None(peeked),
        };
        Ok(Unpacked { packing, given: 0 })
    }

    fn inner(&mut self) -> &mut dyn BufRead {
        match &mut self.packing {
            Packing::None(reader) => reader,
            Packing::Gzip(reader) => reader,
            Packing::Zstd(reader) => reader,
        }
    }
}

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let len = ready.len().min(into.len());
        into[..len].copy_from_slice(&ready[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl<R: BufRead> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let given = self.given;
        self.inner().fill_buf().map_err(|error| placed(error, given))
    }

    fn consume(&mut self, amount: usize) {
        self.given += amount as u64;
        self.inner().consume(amount);
    }
}

/// Says where a packed stream is damaged; other errors stay as they are.
fn placed(error: io::Error, given: u64) -> io::Error {
    match error.kind() {
        kind @ (io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof) => {
            io::Error::new(kind, format!("{given} bytes from its start, unpacked: {error}"))
        }
        _ => error,
    }
}

fn buffered<R: Read>(reader: R) -> Box<BufReader<R>> {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

/// Zstandard frames, one after the other.
struct Frames<R> {
    source: R,
    frame: FrameDecoder,
    open: bool,
}

impl<R> std::fmt::Debug for Frames<R> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("Frames").field("open", &self.open).finish_non_exhaustive()
    }
}

impl<R: BufRead> Frames<R> {
    fn new(source: R) -> Self {
        Frames { source, frame: FrameDecoder::new(), open: false }
    }

    /// Opens the next frame, those of no content passed over; false at the end of the stream.
    fn open(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.frame.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.source).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(error)),
            }
        }
        Ok(false)
    }

    /// The decoder leaves it to us to hold a frame against its checksum, if it has one.
    fn check(&self) -> io::Result<()> {
        let told = self.frame.get_checksum_from_data();
        if told.is_none() || told == self.frame.get_calculated_checksum() {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "the Zstandard stream is damaged: a checksum is wrong"))
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open && !self.open()? {
                return Ok(0);
            }
            while self.frame.can_collect() == 0 && !self.frame.is_finished() {
                self.frame.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1)).map_err(damaged)?;
            }
            self.open = self.frame.can_collect() > 0 || !self.frame.is_finished();
            if self.open {
                return self.frame.read(into);
            }
            self.check()?;
        }
    }
}

fn damaged(error: FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the Zstandard stream is damaged: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(text: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    fn zstd(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    fn unpack(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        // Two bytes at a time: magic numbers come in pieces.
        Unpacked::new(BufReader::with_capacity(2, bytes))?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn every_member_and_every_frame_is_read() {
        assert_eq!(unpack(&[gzip("one "), gzip(""), gzip("two")].concat()).unwrap(), "one two");
        let passed_over = b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec();
        assert_eq!(unpack(&[zstd("one "), passed_over, zstd(""), zstd("two")].concat()).unwrap(), "one two");
        let long = "the tide comes in ".repeat(40_000);
        assert_eq!(unpack(&gzip(&long)).unwrap(), long);
        assert_eq!(unpack(&zstd(&long)).unwrap(), long);
    }

    #[test]
    fn what_only_begins_like_a_packed_stream_is_plain() {
        for plain in ["", "\n", "(", "(\u{b5}/", "\u{1f}", "\u{1f}x", "plain"] {
            assert_eq!(unpack(plain.as_bytes()).unwrap(), plain);
        }
    }

    #[test]
    fn a_damaged_stream_is_an_error() {
        let (mut torn, mut broken) = (gzip("a text to tear"), zstd(&"a text to break ".repeat(99)));
        torn.truncate(torn.len() - 9);
        broken.truncate(broken.len() / 2);
        let error = unpack(&torn).unwrap_err().to_string();
        assert!(error.starts_with("14 bytes from its start, unpacked: "), "{error}");
        let error = unpack(&broken).unwrap_err().to_string();
        assert!(error.starts_with("0 bytes from its start, unpacked: the Zstandard stream is damaged: "), "{error}");
    }
}
