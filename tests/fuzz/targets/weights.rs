//! Weights of the block model: the embedded ones with some bytes changed, or bytes of one's own; the checksum is put right,
//! which no fuzzer would guess. What is accepted must judge a page.
#![no_main]

use std::sync::LazyLock;
use unspun::filters::BlockModel;
use unspun::{Cleaner, Page, Pipeline};

const WEIGHTS: &[u8] = include_bytes!("../../../src/model/weights.bin");
/// Magic, version and seed; the checksum follows.
const SUM: usize = 14;
const BODY: usize = SUM + 4;
const PAGE: &str = "<nav><a href=/>Home</a></nav><h1>Ferry to run again</h1><p>The ferry to the islands will run again from Monday,
    the port said.<p>It had been laid up since the storm in March.<ul><li>Share<li>Print</ul>";

static EMPTY: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::builder().pipeline(Pipeline::new()).build());

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((how, rest)) = bytes.split_first() else { return };
    let weights = match how % 4 {
        0 => rest.to_vec(),
        1 => [&WEIGHTS[..BODY], rest].concat(),
        2 => cut(rest),
        _ => changed(rest),
    };
    let Ok(model) = BlockModel::from_bytes(&summed(weights)) else { return };
    let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(model)).build();
    for page in [Page::html(PAGE), Page::text(PAGE)] {
        let document = EMPTY.parse(&page).expect("a small page");
        unspun_fuzz::check(&cleaner.run(document));
    }
});

/// Each five bytes are a place and what stands there from now on.
fn changed(edits: &[u8]) -> Vec<u8> {
    let mut weights = WEIGHTS.to_vec();
    for edit in edits.chunks_exact(5) {
        let at = u32::from_le_bytes([edit[0], edit[1], edit[2], edit[3]]) as usize % weights.len();
        weights[at] = edit[4];
    }
    weights
}

/// The weights up to a place, and then the rest.
fn cut(bytes: &[u8]) -> Vec<u8> {
    let Some((at, rest)) = bytes.split_first_chunk::<4>() else { return Vec::new() };
    let at = u32::from_le_bytes(*at) as usize % WEIGHTS.len();
    [&WEIGHTS[..at], rest].concat()
}

/// FNV-1a, as the format wants it.
fn summed(mut weights: Vec<u8>) -> Vec<u8> {
    if weights.len() > BODY {
        let fold = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        let sum = weights[BODY..].iter().fold(0x811c_9dc5, fold);
        weights[SUM..BODY].copy_from_slice(&sum.to_le_bytes());
    }
    weights
}
