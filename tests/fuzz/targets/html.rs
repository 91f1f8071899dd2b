//! Bytes of a page, with and without hints about its kind and its character set.
#![no_main]

use unspun::{Input, Page};

const CHARSETS: [Option<&str>; 6] =
    [None, Some("utf-8"), Some("windows-1252"), Some("shift_jis"), Some("utf-16le"), Some("no-such-set")];

// The last byte chooses the hints, so that any page is a seed as it is.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let choice = usize::from(bytes.last().copied().unwrap_or_default());
    let page = CHARSETS[choice % CHARSETS.len()].into_iter().fold(Page::bytes(bytes), Page::charset);
    let sure = choice < 128;
    unspun_fuzz::clean(&if sure { page.kind(Input::Html) } else { page });
});
