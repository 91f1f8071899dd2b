//! How the lines of a whole text came about, told from their statistics.

use super::lines::{End, Line, Start};

/// What a single line break means in this text. A blank line always ends a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// Lines were filled up to this many characters: a break behind a full line means nothing.
    pub(super) width: Option<u32>,
    /// Each text node is a line: links and bold words cut sentences apart. A break must show more than this evidence
    /// to be taken for a cut; the more certain cuts a text has, the lower the bar. Without a bar, each line is a block.
    pub(super) bar: Option<i32>,
}

/// The widest column at which people and programs wrap lines, and the narrowest.
const WIDEST: u32 = 100;
const NARROWEST: u32 = 40;
/// Narrower texts of few lines may be verse.
const WIDE: u32 = 60;
/// Fewer full lines than this prove nothing.
const FULL_LINES: usize = 4;
/// With one certain cut in so many lines a text is one of pieces throughout.
const LINES_PER_CUT: usize = 200;
/// With one likely cut in so many lines of a short text, too.
const LINES_PER_LINK: usize = 50;
/// In longer texts cuts are certain or there are none.
const SHORT_TEXT: usize = 100;

impl Layout {
    pub(super) fn of(lines: &[Line]) -> Layout {
        Layout { width: wrap_width(lines), bar: cut_bar(lines) }
    }
}

fn cut_bar(lines: &[Line]) -> Option<i32> {
    let cuts = lines.windows(2).filter(|pair| is_cut(&pair[0], &pair[1])).count();
    if cuts > 0 {
        return Some(if cuts * LINES_PER_CUT >= lines.len() { 0 } else { 2 });
    }
    let links = lines.windows(3).filter(|three| is_link(three)).count();
    (links > 0 && lines.len() <= SHORT_TEXT && links * LINES_PER_LINK >= lines.len()).then_some(2)
}

/// Between these two lines a sentence was certainly cut: the second starts with the punctuation of the first.
fn is_cut(before: &Line, after: &Line) -> bool {
    !after.after_blank
        && after.start == Start::Closing
        && !matches!(before.end, End::Stop | End::Comma | End::Hanging | End::Colon)
}

/// A few words between prose that stops in mid-sentence and prose that goes on in lower case.
fn is_link(three: &[Line]) -> bool {
    let [before, link, after] = three else { return false };
    !link.after_blank
        && !after.after_blank
        && matches!(before.end, End::Lower | End::ShortLower)
        && before.words >= 4
        && link.words <= 8
        && !matches!(link.end, End::Stop | End::Colon)
        && after.start == Start::Lower
        && after.words >= 3
}

/// The column at which the lines were wrapped: nearly all are shorter, and of those that come near it most are full.
fn wrap_width(lines: &[Line]) -> Option<u32> {
    let width = common_maximum(lines).filter(|width| (NARROWEST..=WIDEST).contains(width))?;
    let breaks = lines.windows(2).filter(|pair| !pair[1].after_blank);
    let near = breaks.filter(|pair| pair[0].edge() * 2 > width && pair[0].edge() <= width);
    let (mut full, mut all) = (0, 0);
    for pair in near {
        full += usize::from(is_full(&pair[0], &pair[1], width));
        all += 1;
    }
    (full >= FULL_LINES && full * 2 > all || full > 0 && all_wrapped(lines, width)).then_some(width)
}

/// Whether blank lines part the paragraphs of a short text, and all other breaks look like those of a wrapper.
fn all_wrapped(lines: &[Line], width: u32) -> bool {
    let breaks = || lines.windows(2).filter(|pair| !pair[1].after_blank);
    lines.iter().skip(1).any(|line| line.after_blank)
        && width >= WIDE
        && breaks().all(|pair| is_full(&pair[0], &pair[1], width) && pair[0].end != End::Stop)
        && breaks().any(|pair| pair[1].start == Start::Lower)
}

/// The length that 98 of 100 lines keep within. A single long word, an address mostly, can't be wrapped.
fn common_maximum(lines: &[Line]) -> Option<u32> {
    let mut count = [0usize; WIDEST as usize + 1];
    let mut above = 0;
    for line in lines.iter().filter(|line| line.words > 1 || line.spaceless || line.edge() <= WIDEST) {
        match count.get_mut(line.edge() as usize) {
            Some(slot) => *slot += 1,
            None => above += 1,
        }
    }
    for (length, n) in count.iter().enumerate().rev() {
        above += n;
        if above * 50 > lines.len() {
            return (*n > 0).then_some(length as u32);
        }
    }
    None
}

/// Would the first word of the next line not have fitted into this one? Then the break is the wrapper's.
pub(super) fn is_full(line: &Line, next: &Line, width: u32) -> bool {
    /// Longer words prove nothing.
    const LONGEST_WORD: u32 = 20;
    /// A line of ideographs ends a column or two early where a stop may not begin the next.
    const CHARACTER: u32 = 3;
    let least = if next.spaceless { CHARACTER } else { next.first_word.min(LONGEST_WORD) };
    let fits = line.edge().saturating_add(1 + least) <= width;
    !next.after_blank && (line.words > 1 || next.spaceless) && line.edge() <= width && !fits
}
