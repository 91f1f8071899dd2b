//! Web archives, plain or packed, and HTTP responses in a record that is in order.
#![no_main]

use std::io::Read;
use unspun::batch::{Format, Options, Unpacked};

/// More is not unpacked: bombs have tests of their own.
const MOST: u64 = 1 << 20;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let options = Options::default().format(Format::Warc).max_line_bytes(100_000);
    if bytes.starts_with(b"HTTP/") {
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", bytes.len());
        assert_eq!(unspun_fuzz::records(&[head.as_bytes(), bytes, b"\r\n\r\n"].concat(), &options), 1);
        return;
    }
    let mut stream = Vec::new();
    // What was unpacked before the damage is read all the same.
    let _ = Unpacked::new(bytes).and_then(|reader| reader.take(MOST).read_to_end(&mut stream));
    unspun_fuzz::records(&stream, &options);
});
