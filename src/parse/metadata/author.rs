//! Author names out of meta values and bylines.

use std::collections::HashSet;
use std::sync::LazyLock;

const NAME_LIMIT: usize = 80;
const AUTHOR_LIMIT: usize = 12;

static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

/// The words of bylines, read from `byline.txt`.
struct Words {
    openers: Vec<&'static str>,
    joiners: HashSet<&'static str>,
    nobody: HashSet<&'static str>,
    roles: HashSet<&'static str>,
}

impl Words {
    fn read() -> Self {
        let mut words =
            Self { openers: Vec::new(), joiners: HashSet::new(), nobody: HashSet::new(), roles: HashSet::new() };
        let mut section = "";
        for line in include_str!("byline.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match section {
                _ if line.starts_with('[') => section = line.trim_matches(['[', ']']),
                "openers" => words.openers.push(line),
                "joiners" => words.joiners.extend([line]),
                "nobody" => words.nobody.extend([line]),
                _ => words.roles.extend([line]),
            }
        }
        words.openers.sort_by_key(|opener| std::cmp::Reverse(opener.len()));
        words
    }
}

/// The authors named in a value that holds nothing else, such as a meta tag.
pub(super) fn from_value(value: &str) -> Vec<String> {
    let mut authors: Vec<String> = Vec::new();
    let value = fold(value);
    for part in split(&value) {
        match authors.last_mut() {
            Some(last) if is_credential(part) => *last = format!("{last}, {part}"),
            _ => authors.extend(clean(part).filter(|name| !name.is_empty())),
        }
        if authors.len() == AUTHOR_LIMIT {
            break;
        }
    }
    let mut seen = HashSet::new();
    authors.retain(|author| seen.insert(author.to_lowercase()));
    authors
}

/// The authors in a visible byline: lines of one element. Only a line that opens like a byline, or the first line, is read.
pub(super) fn from_byline(text: &str) -> Vec<String> {
    let lines = || text.lines().map(fold).filter(|line| !line.is_empty()).take(6);
    let opened = lines().find_map(|line| strip_opener(&line).map(str::to_owned));
    let bare = lines().collect::<Vec<_>>();
    let opener_alone = bare.iter().position(|line| is_opener(line)).and_then(|at| bare.get(at + 1).cloned());
    let Some(line) = opener_alone.or(opened).or_else(|| bare.first().cloned()) else { return Vec::new() };
    let line = cut_tail(&line);
    from_value(line).into_iter().filter(|name| name.split(' ').count() <= 6).collect()
}

/// What follows "By " or its sister words; nothing when the line does not open like a byline.
pub(super) fn strip_opener(line: &str) -> Option<&str> {
    WORDS.openers.iter().find_map(|opener| {
        let head = line.get(..opener.len())?;
        let rest = &line[opener.len()..];
        let ends = rest.starts_with([' ', ':', '\u{a0}']);
        (ends && head.to_lowercase() == **opener).then(|| rest.trim_start_matches([' ', ':', '\u{a0}']))
    })
}

fn is_opener(line: &str) -> bool {
    let line = line.trim_end_matches([':', ' ']).to_lowercase();
    WORDS.openers.contains(&line.as_str())
}

/// Cuts a byline where the name ends: at a bar, a bullet, a digit, a dash between spaces.
fn cut_tail(line: &str) -> &str {
    let ends = ["|", "•", "·", " - ", " – ", " — ", "(", "/", "@", " on ", "\t"];
    let end = ends.iter().filter_map(|mark| line.find(mark)).chain(line.find(|char: char| char.is_ascii_digit())).min();
    line[..end.unwrap_or(line.len())].trim()
}

/// Cuts at commas, semicolons, ampersands and the word "and" of several languages.
fn split(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for piece in value.split([',', ';', '|', '&']) {
        let mut start = 0;
        let mut at = 0;
        for word in piece.split(' ') {
            if at > 0 && WORDS.joiners.contains(word) {
                parts.push(piece[start..at].trim());
                start = at + word.len();
            }
            at += word.len() + 1;
        }
        parts.push(piece.get(start..).unwrap_or_default().trim());
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// One name, or nothing where the text is an address, a job, a whole sentence or nobody in particular.
fn clean(part: &str) -> Option<String> {
    let part = ["By ", "by ", "BY "].iter().find_map(|by| part.strip_prefix(by)).unwrap_or(part);
    let name = part.trim_matches(|char: char| !char.is_alphanumeric() && !matches!(char, '.' | ')' | '®'));
    let lower = name.to_lowercase();
    let address = lower.contains("://") || lower.contains("www.") || name.contains('@') || lower.ends_with(".com");
    let too_long = name.len() > NAME_LIMIT || name.split(' ').count() > 8;
    let letters = name.chars().any(char::is_alphabetic);
    let job = lower.split(' ').any(|word| WORDS.roles.contains(word));
    (letters && !address && !too_long && !job && !WORDS.nobody.contains(lower.as_str())).then(|| name.to_owned())
}

/// "MD", "Ph.D.", "Jr.": belongs to the name before it.
fn is_credential(part: &str) -> bool {
    let capitals = part.chars().filter(|char| char.is_uppercase()).count();
    let letters = part.chars().filter(|char| char.is_alphabetic()).count();
    let short = letters <= 8 && !part.contains(' ') || letters <= 10 && part.contains('.');
    short && (capitals >= 2 && capitals * 2 >= letters || matches!(part, "Jr." | "Jr" | "Sr." | "Sr" | "Esq."))
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
