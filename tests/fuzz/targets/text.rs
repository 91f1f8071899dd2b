//! Flattened text.
#![no_main]

use unspun::Page;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    unspun_fuzz::clean(&Page::text(&String::from_utf8_lossy(bytes)));
});
