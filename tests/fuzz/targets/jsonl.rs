//! JSON Lines: one answer for each line, whatever stands in it.
#![no_main]

use unspun::batch::Options;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
    let unended = usize::from(bytes.last().is_some_and(|last| *last != b'\n'));
    let options = Options::default().max_line_bytes(2_000);
    assert_eq!(unspun_fuzz::records(bytes, &options), ends + unended);
});
