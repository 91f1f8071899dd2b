//! Where signs of a text would act as Markdown, and how to stop them.

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
        let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
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

/// A heading is one line, and number signs at its end would be dropped.
pub(super) fn heading(text: &str) -> String {
    let line = text.replace('\n', " ");
    match line.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => line,
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
    let is_task = ["[ ] ", "[x] ", "[X] "].iter().any(|task| line.starts_with(task));
    let is_rule = word.starts_with(['-', '=', '*', '_', '+', '|', ':', '~']) && !line.contains(char::is_alphanumeric);
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

/// Bold and italic whose signs would stand for themselves, because of the characters around them, are left out.
pub(super) fn without_dead_emphasis(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut dead = vec![false; pieces.len()];
    let mut open = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(MarkKind::Strong | MarkKind::Emphasis) => open.push(at),
            Piece::Close(MarkKind::Strong | MarkKind::Emphasis) => {
                let Some(start) = open.pop() else { continue };
                let opens = flanks(before(&pieces, start), after(&pieces, start));
                let closes = flanks(after(&pieces, at), before(&pieces, at));
                (dead[start], dead[at]) = (!(opens && closes), !(opens && closes));
            }
            _ => {}
        }
    }
    let alive = pieces.into_iter().zip(dead).filter(|(_, dead)| !dead);
    alive.map(|(piece, _)| piece).collect()
}

/// CommonMark's rule for a delimiter with `outside` on one side and `inside` on the other.
fn flanks(outside: Option<char>, inside: Option<char>) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    inside
        .is_some_and(|c| !c.is_whitespace() && (!is_sign(c) || outside.is_none_or(|c| is_sign(c) || c.is_whitespace())))
}

/// The character before a piece: delimiters in a row count as one.
fn before(pieces: &[Piece<'_>], at: usize) -> Option<char> {
    pieces[..at].iter().rev().find_map(|piece| edge(piece, |text| text.chars().next_back()))?
}

fn after(pieces: &[Piece<'_>], at: usize) -> Option<char> {
    pieces[at + 1..].iter().find_map(|piece| edge(piece, |text| text.chars().next()))?
}

/// Links and code end in signs; bold and italic are looked through.
fn edge(piece: &Piece<'_>, of: impl Fn(&str) -> Option<char>) -> Option<Option<char>> {
    match piece {
        Piece::Text(text) => Some(of(text)),
        Piece::Open(MarkKind::Strong | MarkKind::Emphasis) | Piece::Close(MarkKind::Strong | MarkKind::Emphasis) => {
            None
        }
        _ => Some(Some('`')),
    }
}
