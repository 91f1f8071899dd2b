//! White space of HTML text, by bytes.

/// Length of white space at the start.
pub(super) fn gap_len(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'\t' | b'\n' | b'\r' | 0x0c, ..] => 1,
        [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, 0x80..=0x8a | 0xaf, ..] | [0xe3, 0x80, 0x80, ..] => 3,
        _ => 0,
    }
}

/// Length up to white space that must be folded; a single space between words may stay as it is.
pub(super) fn run_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b' ' => match bytes.get(at + 1) {
                Some(next) if *next > b' ' && *next < 0x80 => at += 2,
                _ => return at,
            },
            b'\t' | b'\n' | b'\r' | 0x0c => return at,
            0xc2 | 0xe2 | 0xe3 if gap_len(&bytes[at..]) > 0 => return at,
            _ => at += 1,
        }
    }
    at
}
