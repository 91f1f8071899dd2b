//! What the standard library says of letters and numbers, remembered: it searches its tables for each character anew, which
//! took half of the time of a page in Thai. And which characters are not there for a reader.

use std::sync::OnceLock;

/// Characters in a row, and rows of the first two planes, up to the emoji. What lies beyond is too rare to be remembered.
const ROW: usize = 256;
const ROWS: usize = 512;

/// One bit for each character of a row.
struct Row {
    alphabetic: [u64; ROW / 64],
    numeric: [u64; ROW / 64],
}

static KNOWN: [OnceLock<Row>; ROWS] = [const { OnceLock::new() }; ROWS];

/// The same as [`char::is_alphabetic`].
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    row(c).map_or_else(|| c.is_alphabetic(), |row| bit(&row.alphabetic, c))
}

/// The same as [`char::is_numeric`].
#[inline]
pub(crate) fn is_numeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    row(c).map_or_else(|| c.is_numeric(), |row| bit(&row.numeric, c))
}

/// The same as [`char::is_alphanumeric`].
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    row(c).map_or_else(|| c.is_alphanumeric(), |row| bit(&row.alphabetic, c) || bit(&row.numeric, c))
}

/// The same as [`char::is_lowercase`], but for the letters of Georgian: Unicode calls them small, and no text has others.
#[inline]
pub(crate) fn is_lowercase(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_lowercase();
    }
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// Whether it takes no room and says nothing: joiners, marks of direction, open and closed, and of byte order.
#[inline]
pub(crate) fn is_weightless(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Signs inside the words of Indic scripts, Burmese and Khmer that the standard does not count among letters: they join two
/// of them, or dot one.
#[inline]
pub(crate) fn is_joining(c: char) -> bool {
    c >= '\u{93c}'
        && matches!(
            c,
            '\u{93c}'
                | '\u{94d}'
                | '\u{9bc}'
                | '\u{9cd}'
                | '\u{a3c}'
                | '\u{a4d}'
                | '\u{abc}'
                | '\u{acd}'
                | '\u{b3c}'
                | '\u{b4d}'
                | '\u{bcd}'
                | '\u{c4d}'
                | '\u{cbc}'
                | '\u{ccd}'
                | '\u{d4d}'
                | '\u{dca}'
                | '\u{1039}'
                | '\u{103a}'
                | '\u{17d2}'
                | '\u{200d}'
        )
}

/// The zeros of other scripts' decimal digits: Arabic, Persian, Devanagari and its relatives, Thai, Lao, Burmese, Khmer, wide ones.
const ZEROS: [char; 17] = [
    '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}',
    '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{1040}', '\u{17e0}', '\u{ff10}',
];

/// A digit of another script as the one that it means.
pub(crate) fn other_digit(c: char) -> Option<char> {
    if c < ZEROS[0] {
        return None;
    }
    let value = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10))
}

fn bit(bits: &[u64; ROW / 64], c: char) -> bool {
    let place = c as usize % ROW;
    bits[place / 64] >> (place % 64) & 1 == 1
}

fn row(c: char) -> Option<&'static Row> {
    let number = c as usize / ROW;
    Some(KNOWN.get(number)?.get_or_init(|| Row::read(number)))
}

impl Row {
    fn read(number: usize) -> Self {
        let mut row = Self { alphabetic: [0; ROW / 64], numeric: [0; ROW / 64] };
        for place in 0..ROW {
            let Some(c) = u32::try_from(number * ROW + place).ok().and_then(char::from_u32) else { continue };
            row.alphabetic[place / 64] |= u64::from(c.is_alphabetic()) << (place % 64);
            row.numeric[place / 64] |= u64::from(c.is_numeric()) << (place % 64);
        }
        row
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(super::is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(super::is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
