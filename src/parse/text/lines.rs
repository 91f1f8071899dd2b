//! The lines of a text and what their two ends look like.

use crate::chars;
use crate::prose::is_stop;
use crate::words;
use std::ops::Range;

/// A line that is not blank.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Bytes of the text, trimmed.
    pub(super) range: Range<usize>,
    pub(super) indent: u32,
    /// Its width in columns: an ideograph takes two.
    pub(super) chars: u32,
    /// It begins in a script that puts no spaces between its words: it may break anywhere.
    pub(super) spaceless: bool,
    pub(super) words: u32,
    /// Characters of the first word.
    pub(super) first_word: u32,
    pub(super) start: Start,
    pub(super) end: End,
    /// A blank line, or the start of the text, stands before it.
    pub(super) after_blank: bool,
}

impl Line {
    /// The column at which it ends.
    pub(super) fn edge(&self) -> u32 {
        self.indent.saturating_add(self.chars)
    }
}

/// How a line starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Closing punctuation: it can't begin a sentence.
    Closing,
    /// Opening bracket, quote or currency sign.
    Opening,
    /// A dash, bar, bullet or arrow.
    Symbol,
    Lower,
    Upper,
    Digit,
    /// A letter without case, an emoji, anything else.
    Other,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Sentence end, closing quotes or brackets behind it allowed.
    Stop,
    Colon,
    Comma,
    /// An opening bracket, a dash, a slash: something must follow.
    Hanging,
    /// A lower-case word of one to three letters: mostly an article, a preposition or a conjunction.
    ShortLower,
    Lower,
    Upper,
    Digit,
    Other,
}

/// Cuts at LF, CR, CRLF and the Unicode line and paragraph separators, into at most so many lines.
pub(super) fn split(text: &str, most: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut breaks = 2;
    let mut at = 0;
    while at < text.len() {
        let (end, next) = if lines.len() + 1 < most { line_end(text, at) } else { (text.len(), text.len()) };
        match line(text, at..end) {
            Some(mut line) => {
                line.after_blank = breaks > 1;
                breaks = 1;
                lines.push(line);
            }
            None => breaks += 1,
        }
        at = next;
    }
    lines
}

/// Whether a line is really many, since it is the last that could be told apart.
pub(super) fn is_several(text: &str, line: &Line) -> bool {
    line_end(text, line.range.start).0 < line.range.end
}

/// Where the line from `at` ends and where the next one starts.
fn line_end(text: &str, at: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let is_break = |&b: &u8| matches!(b, b'\n' | b'\r' | 0xE2);
    let mut from = at;
    while let Some(found) = bytes[from..].iter().position(is_break) {
        let end = from + found;
        match &bytes[end..] {
            [b'\r', b'\n', ..] => return (end, end + 2),
            [b'\n' | b'\r', ..] => return (end, end + 1),
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => return (end, end + 3),
            _ => from = end + 1,
        }
    }
    (text.len(), text.len())
}

fn line(text: &str, range: Range<usize>) -> Option<Line> {
    let raw = &text[range.clone()];
    let body = raw.trim_start_matches(is_unseen);
    let indent = raw.len() - body.len();
    let body = body.trim_end_matches(is_unseen);
    if body.is_empty() {
        return None;
    }
    let start = range.start + indent;
    let (chars, words, first_word) = measure(body);
    Some(Line {
        range: start..start + body.len(),
        indent: clamp(indent),
        chars,
        words,
        first_word,
        spaceless: body.starts_with(words::is_ideograph),
        start: start_of(body),
        end: end_of(body),
        after_blank: false,
    })
}

/// White space, and marks that take no room: they would hide the ends of sentences.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_whitespace() || chars::is_weightless(c)
}

/// Columns, words, columns of the first word.
fn measure(body: &str) -> (u32, u32, u32) {
    let (mut chars, mut words, mut first_word) = (0, 1, 0);
    let mut in_space = false;
    let mut at = 0;
    while let Some(&byte) = body.as_bytes().get(at) {
        let (space, columns, len) = match byte {
            0..0x80 => (matches!(byte, b' ' | b'\t'..=b'\r'), 1, 1),
            _ => body[at..].chars().next().map_or((false, 1, 1), character),
        };
        if space && words == 1 && !in_space {
            first_word = chars;
        }
        words += u32::from(in_space && !space);
        in_space = space;
        chars += columns;
        at += len;
    }
    (chars, words, if words == 1 { chars } else { first_word })
}

/// Whether it is white space, how many columns it takes, and how many bytes.
fn character(c: char) -> (bool, u32, usize) {
    let wide = c >= '\u{3000}' && (words::is_ideograph(c) || is_wide_sign(c));
    (c.is_whitespace(), if wide { 2 } else { 1 }, c.len_utf8())
}

fn is_wide_sign(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff60}')
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn start_of(body: &str) -> Start {
    let mut chars = body.chars();
    let Some(first) = chars.next() else { return Start::Other };
    let second = chars.next();
    let apart = |also: &str| second.is_none_or(|c| c.is_whitespace() || also.contains(c));
    match first {
        ',' | '’' | '®' | '™' => Start::Closing,
        ')' | ']' | '%' | '”' | '»' if apart(",.:!?’”»") => Start::Closing,
        '.' | ';' | ':' | '!' | '?' | '…' if apart("\"')’”»") => Start::Closing,
        '\'' | '‘' if is_suffix(body) => Start::Closing,
        '$' | '€' | '£' if second.is_some_and(|c| c.is_ascii_digit()) => Start::Digit,
        '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | '„' | '«' | '”' | '»' | '$' | '€' | '£' | '#' | '@' => {
            Start::Opening
        }
        '-' | '–' | '—' | '|' | '/' | '·' | '•' | '*' | '&' | '+' | '=' | '}' | ')' | ']' | '%' | '→' | '←' | '>' => {
            Start::Symbol
        }
        c if chars::is_lowercase(c) => Start::Lower,
        c if c.is_uppercase() => Start::Upper,
        c if c.is_ascii_digit() => Start::Digit,
        _ => Start::Other,
    }
}

/// An apostrophe and one or two lower-case letters: the end of the word before.
fn is_suffix(body: &str) -> bool {
    let mut chars = body.chars().skip(1);
    let letters = chars.by_ref().take(3).take_while(|c| chars::is_lowercase(*c)).count();
    letters == 1 || letters == 2
}

fn end_of(body: &str) -> End {
    if closes_sentence(body) {
        return End::Stop;
    }
    match body.chars().next_back() {
        Some(':') => End::Colon,
        Some(',' | ';') => End::Comma,
        Some(
            '(' | '[' | '{' | '“' | '‘' | '„' | '«' | '$' | '€' | '£' | '–' | '—' | '-' | '|' | '/' | '&' | '+' | '·'
            | '•' | '#' | '@',
        ) => End::Hanging,
        Some(c) if c.is_ascii_digit() => End::Digit,
        Some(c) if chars::is_alphabetic(c) => end_word(body),
        _ => End::Other,
    }
}

/// Does the text end with a sentence, closing quotes and brackets allowed behind the mark?
pub(super) fn closes_sentence(body: &str) -> bool {
    let closing = ['"', '\'', '”', '’', '»', ')', ']', '*', '“', '」', '』', '）'];
    body.trim_end_matches(closing).ends_with(is_stop)
}

fn end_word(body: &str) -> End {
    let word = body.rsplit(char::is_whitespace).next().unwrap_or(body);
    if word.len() <= 16 && word.chars().all(chars::is_lowercase) {
        return if word.chars().count() <= 3 { End::ShortLower } else { End::Lower };
    }
    if word.starts_with(chars::is_lowercase) { End::Lower } else { End::Upper }
}
