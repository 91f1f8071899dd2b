//! Author names out of meta values and bylines.

use super::dates;
use super::entities::decode;
use super::signature;
use crate::chars;
use crate::words::{self, fold_space, head, listed};
use foldhash::HashSet;
use std::sync::LazyLock;

/// An opening such as "Written by" has at most this many bytes.
const OPENER_LIMIT: usize = 48;
/// Bytes of a value that are read, bytes of a name, names of a page.
const VALUE_LIMIT: usize = 1000;
const NAME_LIMIT: usize = 80;
const AUTHOR_LIMIT: usize = 12;

static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

/// The words of bylines, read from `byline.txt`.
struct Words {
    openers: HashSet<&'static str>,
    /// Openers only before a colon.
    labels: HashSet<&'static str>,
    first_words: HashSet<&'static str>,
    joiners: HashSet<&'static str>,
    nobody: HashSet<&'static str>,
    roles: HashSet<&'static str>,
    journalists: HashSet<&'static str>,
}

impl Words {
    fn read() -> Self {
        let section = |name| listed(include_str!("byline.txt"), name);
        let openers = section("openers").chain(section("labels"));
        Words {
            first_words: openers.filter_map(|line| line.split(' ').next()).collect(),
            openers: section("openers").collect(),
            labels: section("labels").collect(),
            joiners: section("joiners").collect(),
            nobody: section("nobody").collect(),
            roles: section("roles").collect(),
            journalists: section("journalists").collect(),
        }
    }
}

/// The authors named in a value that holds nothing else, such as a meta tag. What follows a bar is an affiliation.
pub(super) fn from_value(value: &str) -> Vec<String> {
    let value = fold_space(&decode(head(value, VALUE_LIMIT)));
    let mut authors: Vec<String> = Vec::new();
    for part in value.split('|').next().unwrap_or_default().split([',', ';']).map(str::trim) {
        match authors.last_mut() {
            None if part.is_empty() => break,
            Some(last) if is_credential(part) => *last = format!("{last}, {part}"),
            _ if has_role(part) && part.contains(' ') => {}
            _ => authors.extend(split(part).into_iter().filter_map(clean)),
        }
    }
    let mut seen = HashSet::default();
    authors.retain(|author| seen.insert(author.to_lowercase()));
    authors.truncate(AUTHOR_LIMIT);
    authors
}

/// "Doe, Jane" as citations write it becomes "Jane Doe".
pub(super) fn forename_first(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !is_credential(first.trim()) => fold_space(&format!("{first} {last}")),
        _ => fold_space(name),
    }
}

/// The authors in a visible byline: the line that opens like one, the line after a bare "By", or the first line.
pub(super) fn from_byline(text: &str) -> Vec<String> {
    if let Some(name) = text.lines().find_map(signature::of_line) {
        return vec![name.to_owned()];
    }
    let lines: Vec<_> = text.lines().map(fold_space).filter(|line| !line.is_empty()).take(8).collect();
    let after_opener =
        lines.iter().position(|line| is_opener(line)).and_then(|at| lines.get(at + 1)).map(String::as_str);
    let opened = || lines.iter().find_map(|line| strip_opener(line).or_else(|| inner(line)));
    let Some(line) = after_opener.or_else(opened).or(lines.first().map(String::as_str)) else {
        return Vec::new();
    };
    from_value(cut_tail(line)).into_iter().filter(|name| looks_like_name(name)).collect()
}

/// The authors in a line of a text: in the part that opens like a byline, or in one of the ways of other scripts.
pub(super) fn of_line(line: &str) -> Vec<String> {
    let part = line.split(['|', '•', '·']).find(|part| strip_opener(part.trim()).is_some());
    part.map(|part| from_byline(part.trim()))
        .or_else(|| signature::of_line(line).or_else(|| before_role(line)).map(|name| vec![name.to_owned()]))
        .unwrap_or_default()
}

/// Words behind a name that say what its bearer does at the paper.
const ROLE_WORDS: usize = 4;

/// "Jane Doe, Harbour correspondent": the name in a line that says no more than who wrote it.
pub(super) fn before_role(line: &str) -> Option<&str> {
    let (name, role) = line.trim().split_once(", ").filter(|_| line.len() <= NAME_LIMIT)?;
    let mut words = role.split(' ');
    let writes = words.clone().count() <= ROLE_WORDS
        && words.any(|word| WORDS.journalists.contains(word.to_lowercase().as_str()));
    (writes && signature::has_shape_of_name(name)).then_some(name)
}

/// One word, or a few words that start with capitals (particles aside), and not a month.
fn looks_like_name(name: &str) -> bool {
    let words = || name.split(' ');
    let common = words().any(|word| word.chars().count() > 3 && word.starts_with(chars::is_lowercase));
    words().count() <= 6 && (!common || !name.contains(' ')) && !words().all(dates::is_month)
}

/// What follows "by" inside a line, as in "June 2 Written By Jane Doe".
fn inner(line: &str) -> Option<&str> {
    let at = line.to_ascii_lowercase().rfind(" by ")?;
    Some(line[at + 4..].trim())
}

/// What follows "By " or its sister words; nothing when the line does not open like a byline.
pub(super) fn strip_opener(line: &str) -> Option<&str> {
    let head = words::head(line, OPENER_LIMIT);
    let first = head.split([' ', ':', '\u{a0}']).next()?;
    if !WORDS.first_words.contains(first.to_lowercase().as_str()) {
        return None;
    }
    if let Some((label, rest)) = line.split_once(':').filter(|(label, _)| label.len() <= OPENER_LIMIT)
        && WORDS.labels.contains(label.trim().to_lowercase().as_str())
    {
        return Some(rest.trim_start());
    }
    let mut ends = head.match_indices([' ', ':', '\u{a0}']).map(|(at, _)| at);
    let end = ends.rfind(|end| WORDS.openers.contains(head[..*end].to_lowercase().as_str()))?;
    Some(line[end..].trim_start_matches([' ', ':', '\u{a0}']))
}

/// True for a line that is only such an opening, "Written by:".
pub(super) fn is_opener(line: &str) -> bool {
    let bare = line.trim_end_matches([':', ' ']).to_lowercase();
    let label = || line.ends_with(':') && WORDS.labels.contains(bare.as_str());
    line.len() <= OPENER_LIMIT && (WORDS.openers.contains(bare.as_str()) || label())
}

/// True for an unmarked line that is surely a byline: an opening of plain meaning and then a name in capitals.
pub(super) fn opens(line: &str) -> bool {
    let Some(rest) = strip_opener(line) else {
        return signature::of_line(line).is_some();
    };
    let words = cut_tail(rest).split(' ').take(5);
    let capitals = words.clone().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    line.starts_with(char::is_uppercase) && (2..=4).contains(&capitals) && words.count() <= 4
}

/// Cuts a byline where the name ends: at a bar, a bullet, a dash between spaces, a bracket, a number.
fn cut_tail(line: &str) -> &str {
    let ends = ["|", "•", "·", "⋅", "»", "●", " - ", " – ", " — ", "(", "/", "@", " on ", " in ", "\t"];
    let number = line
        .match_indices(' ')
        .map(|(at, _)| at)
        .find(|at| line[at + 1..].starts_with(|char: char| char.is_ascii_digit()));
    let end = ends.iter().filter_map(|mark| line.find(mark)).chain(number).min();
    let line = line[..end.unwrap_or(line.len())].trim();
    let (head, last) = line.rsplit_once(' ').unwrap_or((line, ""));
    if dates::is_month(last) && head.contains(' ') { head.trim_end_matches([',', ' ']) } else { line }
}

/// Cuts at ampersands and at the word "and" of several languages.
fn split(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for word in value.split(' ') {
        if at > 0 && WORDS.joiners.contains(word) {
            parts.push(value[start..at].trim());
            start = at + word.len();
        }
        at += word.len() + 1;
    }
    parts.push(value.get(start..).unwrap_or_default().trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn has_role(part: &str) -> bool {
    let lower = part.to_lowercase();
    lower.split(' ').any(|word| WORDS.roles.contains(word))
}

/// One name, or nothing where the text is an address, a job, a template's variable or nobody in particular.
fn clean(part: &str) -> Option<String> {
    let part = ["By ", "by ", "BY "].iter().find_map(|by| part.strip_prefix(by)).unwrap_or(part);
    let sign = |char: char| !chars::is_alphanumeric(char) && !chars::is_joining(char);
    let name = part.trim_matches(|char: char| sign(char) && !matches!(char, '.' | ')' | '®' | '_'));
    let lower = name.to_lowercase();
    let address = lower.contains("://") || lower.contains("www.") || name.contains('@') || lower.ends_with(".com");
    let variable = name.contains(['{', '}', '<', '=']) || !name.contains(' ') && name.matches('.').count() > 2;
    let too_long = name.len() > NAME_LIMIT || name.split(' ').count() > 8;
    let letters = name.chars().any(chars::is_alphabetic);
    let nobody = WORDS.nobody.contains(lower.as_str()) || is_opener(name) || has_role(name);
    (letters && !address && !variable && !too_long && !nobody).then(|| name.to_owned())
}

/// "MD", "Ph.D.", "Jr.": belongs to the name before it.
fn is_credential(part: &str) -> bool {
    let capitals = part.chars().filter(|char| char.is_uppercase()).count();
    let small = part.chars().filter(|char| chars::is_lowercase(*char)).count();
    let short = capitals + small <= 8 && (!part.contains(' ') || part.contains('.'));
    short && (capitals >= 2 && small <= 2 || matches!(part, "Jr." | "Jr" | "Sr." | "Sr" | "Esq."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_split_into_names() {
        assert_eq!(from_value("Ann Lee and Bo Ek"), ["Ann Lee", "Bo Ek"]);
        assert_eq!(from_value("Ann Lee, Bo Ek &amp; Cy Fox"), ["Ann Lee", "Bo Ek", "Cy Fox"]);
        assert_eq!(from_value("Ana Gil y Leo Paz"), ["Ana Gil", "Leo Paz"]);
        assert_eq!(from_value("[\"Ann Lee\",\"Bo Ek\"]"), ["Ann Lee", "Bo Ek"]);
        assert_eq!(from_value("Ann Lee | Radio Nine"), ["Ann Lee"]);
    }

    #[test]
    fn degrees_stay_and_jobs_go() {
        assert_eq!(from_value("Ann Lee, MD, Bo Ek, Ph.D."), ["Ann Lee, MD", "Bo Ek, Ph.D."]);
        assert_eq!(from_value("Ann Lee, Travel and Money Reporter"), ["Ann Lee"]);
    }

    #[test]
    fn nobody_in_particular() {
        for value in [
            "",
            "Staff",
            "admin",
            "redaktion",
            "ann@site.example",
            "https://site.example/ann",
            "{{ author }}",
            ", The Paper",
            "42",
        ] {
            assert!(from_value(value).is_empty(), "{value}");
        }
    }

    #[test]
    fn bylines_in_many_languages() {
        for line in [
            "By Ann Lee",
            "Von Ann Lee",
            "Par Ann Lee | 3 mai",
            "Por: Ann Lee",
            "Di Ann Lee",
            "Door Ann Lee",
            "Przez Ann Lee",
            "Автор: Ann Lee",
            "Haber: Ann Lee",
            "كتبت: Ann Lee",
        ] {
            assert_eq!(from_byline(line), ["Ann Lee"], "{line}");
        }
    }

    #[test]
    fn a_byline_may_stand_behind_a_bar_or_in_another_script() {
        assert_eq!(of_line("30.04.2026, 10:15 Uhr | Von Ann Lee"), ["Ann Lee"]);
        assert_eq!(of_line("بقلم منى السالم"), ["منى السالم"]);
        assert!(of_line("كتب منى السالم عن البحر").is_empty());
    }

    #[test]
    fn bylines_end_where_the_name_ends() {
        assert_eq!(from_byline("By Ann Lee on May 3, 2024"), ["Ann Lee"]);
        assert_eq!(from_byline("May 3 2024 by Ann Lee"), ["Ann Lee"]);
        assert_eq!(from_byline("By\n Ann Lee\n Senior reporter"), ["Ann Lee"]);
        assert_eq!(from_byline("otter99\nJoined 2019"), ["otter99"]);
        assert!(from_byline("Read what our readers say about this").is_empty());
    }

    #[test]
    fn a_name_and_what_its_bearer_does_is_a_byline() {
        assert_eq!(of_line("రచయిత: సీత రామ్"), ["సీత రామ్"]);
        for line in ["Ann Lee, Harbour correspondent", "Jost Muster, Redakteur", "Иван Петров, журналист"]
        {
            assert_eq!(of_line(line), [line.split(',').next().unwrap()], "{line}");
        }
        for line in
            ["Ann Lee, who was there", "In the harbour, reporter", "Ann Lee, the reporter who had seen it first"]
        {
            assert!(of_line(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn only_clear_lines_open_like_bylines() {
        assert!(opens("By Ann Lee"));
        assert!(!opens("By the river"));
        assert!(!opens("Bypass Ann Lee"));
        assert!(!opens("by Ann Lee"));
    }
}
