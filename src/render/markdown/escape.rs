//! Where signs of a text would act as Markdown, and how to stop them.

use crate::chars;
use crate::document::MarkKind;
use crate::render::inline::Piece;

/// Which signs could act in one block: a delimiter needs a partner.
pub(super) struct Escape {
    star: bool,
    underscore: bool,
    tilde: bool,
    backtick: bool,
}

impl Escape {
    /// Looks a block's text over; `marked` if it gets delimiters of our own.
    pub fn of(text: &str, marked: bool) -> Self {
        let pair = |sign| text.matches(sign).nth(1).is_some();
        Escape { star: marked || pair('*'), underscore: pair('_'), tilde: pair('~'), backtick: marked || pair('`') }
    }

    /// The text with a backslash before each sign that would act; `in_link` if it is a link's text.
    pub fn text(&self, text: &str, in_link: bool) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        let mut before = None;
        for (at, c) in text.char_indices() {
            let rest = &text[at + c.len_utf8()..];
            if c.is_ascii_punctuation() && self.acts(c, before, rest, in_link) {
                out.push('\\');
            }
            if !c.is_control() || c == '\n' {
                out.push(c);
            }
            before = Some(c);
        }
        out
    }

    fn acts(&self, c: char, before: Option<char>, rest: &str, in_link: bool) -> bool {
        let after = rest.chars().next();
        let apart = before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace);
        let inside_word = before.is_some_and(chars::is_alphanumeric) && after.is_some_and(chars::is_alphanumeric);
        match c {
            '\\' => after.is_none_or(|c| c.is_ascii_punctuation() || c == '\n'),
            '`' => self.backtick,
            '*' => self.star && !apart,
            '_' => self.underscore && !apart && !inside_word,
            '~' => self.tilde && !apart,
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => is_entity(rest),
            '[' => in_link,
            ']' => in_link || after.is_some_and(|c| "([:".contains(c)),
            _ => false,
        }
    }
}

/// Whether `name;` follows an ampersand.
fn is_entity(rest: &str) -> bool {
    const LONGEST: usize = 40;
    let name = rest.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    name > 0 && rest[name..].starts_with(';')
}

/// A heading is one line, and number signs that stand alone at its end would be dropped.
pub(super) fn heading(text: &str) -> String {
    let line = text.replace('\n', " ");
    let title = line.trim_end_matches('#');
    match line.strip_suffix('#') {
        Some(rest) if title.is_empty() || title.ends_with(' ') => format!("{rest}\\#"),
        _ => line,
    }
}

/// Stops what would start a heading, list, quotation, rule or code block at the start of each line.
pub(super) fn line_starts(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line_start).collect();
    lines.join("\n")
}

fn line_start(line: &str) -> String {
    let word = line.split([' ', '\t']).next().unwrap_or_default();
    let digits = word.trim_end_matches(['.', ')']);
    let is_number =
        digits.len() + 1 == word.len() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_heading = (1..=6).contains(&word.len()) && word.bytes().all(|byte| byte == b'#');
    let is_task = ["[ ]", "[x]", "[X]"].iter().any(|task| line.starts_with(task));
    let is_rule = is_rule(line);
    if is_number && !digits.is_empty() {
        return format!("{digits}\\{}", &line[digits.len()..]);
    }
    let acts = is_heading
        || is_task
        || is_rule
        || matches!(word, "-" | "+" | "*")
        || line.starts_with('>')
        || line.starts_with("~~~");
    if acts { format!("\\{line}") } else { line.to_owned() }
}

/// Lines of these signs alone draw rules, or make a heading or a table of the line before.
fn is_rule(line: &str) -> bool {
    let only = |signs: &str| line.chars().all(|c| c.is_whitespace() || signs.contains(c));
    !line.trim().is_empty() && ["-:|", "=", "*", "_"].into_iter().any(only)
}

/// Leaves bold and italic out whose signs would stand for themselves, because of the characters around them.
pub(super) fn drop_dead_emphasis(body: &str, pieces: &mut Vec<Piece>) {
    let mut dead = vec![false; pieces.len()];
    let mut open = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(MarkKind::Strong | MarkKind::Emphasis) => open.push(at),
            Piece::Close(MarkKind::Strong | MarkKind::Emphasis) => {
                let Some(start) = open.pop() else { continue };
                let opens = flanks(before(body, &pieces[..start]), after(body, &pieces[start..]));
                let closes = flanks(after(body, &pieces[at..]), before(body, &pieces[..at]));
                (dead[start], dead[at]) = (!(opens && closes), !(opens && closes));
            }
            _ => {}
        }
    }
    let mut dead = dead.into_iter();
    pieces.retain(|_| dead.next() != Some(true));
}

/// CommonMark's rule for a delimiter with `outside` on one side and `inside` on the other.
fn flanks(outside: Option<char>, inside: Option<char>) -> bool {
    let is_sign = |c: char| !chars::is_alphanumeric(c) && !c.is_whitespace();
    let is_end = outside.is_none_or(|c| is_sign(c) || c.is_whitespace());
    inside.is_some_and(|c| !c.is_whitespace() && (!is_sign(c) || is_end))
}

/// The last character of these pieces: delimiters in a row count as one, and links and code end in signs.
fn before(body: &str, pieces: &[Piece]) -> Option<char> {
    pieces.iter().rev().find(|piece| !is_emphasis(piece)).and_then(|piece| match piece {
        Piece::Text(span) => body[span.range()].chars().next_back(),
        _ => Some('`'),
    })
}

/// The first character, likewise.
fn after(body: &str, pieces: &[Piece]) -> Option<char> {
    pieces.iter().find(|piece| !is_emphasis(piece)).and_then(|piece| match piece {
        Piece::Text(span) => body[span.range()].chars().next(),
        _ => Some('`'),
    })
}

fn is_emphasis(piece: &Piece) -> bool {
    matches!(piece, Piece::Open(kind) | Piece::Close(kind) if matches!(kind, MarkKind::Strong | MarkKind::Emphasis))
}
