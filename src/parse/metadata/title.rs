//! Chooses the title: what `<title>`, the social tags, JSON-LD and the headings agree on, without the site's name.

use super::dom::fold;
use super::entities::decode;

/// Headings remembered as candidates.
const HEADING_LIMIT: usize = 8;
/// A heading of an article has at least this many words.
const ARTICLE_WORDS: usize = 3;
const SEPARATORS: [&str; 14] =
    [" : ", " | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", " ‹ ", " ⋆ ", " ~ "];

/// The titles that a page states, as found.
#[derive(Debug, Default)]
pub(super) struct Titles {
    document: Option<String>,
    social: Option<String>,
    headline: Option<String>,
    headings: Vec<String>,
}

impl Titles {
    pub(super) fn document(&mut self, text: &str) {
        fill(&mut self.document, text);
    }

    pub(super) fn social(&mut self, text: &str) {
        fill(&mut self.social, text);
    }

    pub(super) fn headline(&mut self, text: &str) {
        fill(&mut self.headline, text);
    }

    pub(super) fn heading(&mut self, text: &str) {
        let text = clean(text);
        if !text.is_empty() && self.headings.len() < HEADING_LIMIT {
            self.headings.push(text);
        }
    }

    pub(super) fn wants_headings(&self) -> bool {
        self.headings.len() < HEADING_LIMIT
    }

    /// The title. `site` is the declared site name, `host` the name of the server.
    ///
    /// A stated title that stands whole inside `<title>` wins; then, on an article, the main heading; then a heading much like
    /// `<title>`; then `<title>` without the site's name.
    pub(super) fn choose(&self, site: Option<&str>, host: Option<&str>, is_article: bool) -> Option<String> {
        let site = Site { name: site.map(key), host: host.map(key) };
        let others = || self.headline.iter().chain(&self.social).filter(|title| !site.is(title));
        let headings = || self.headings.iter().filter(|heading| !site.is(heading));
        let Some(document) = self.document.as_ref().or(self.social.as_ref()) else {
            return headings().chain(others()).next().cloned();
        };
        let part = headings()
            .chain(others())
            .filter(|title| is_part(title, document) && *title != document)
            .max_by_key(|title| title.len());
        let agreed = || headings().find(|heading| others().any(|other| key(other) == key(heading)));
        let main = || headings().next().filter(|heading| is_article && words(heading) >= ARTICLE_WORDS);
        let stripped = site.strip(document);
        let close = || headings().find(|heading| alike(heading, stripped));
        let title = part.or_else(agreed).or_else(main).or_else(close).map_or(stripped, String::as_str);
        Some(site.strip(title).to_owned())
    }
}

/// What is known of the site's name, as keys.
struct Site {
    name: Option<String>,
    host: Option<String>,
}

impl Site {
    fn is(&self, title: &str) -> bool {
        let title = key(title);
        let host = |host: &String| title.len() >= 4 && host.contains(&title);
        title.is_empty() || self.name.as_ref() == Some(&title) || self.host.as_ref().is_some_and(host)
    }

    /// The title without the site's name at either end. A part after a bar goes too if enough is left.
    fn strip<'t>(&self, title: &'t str) -> &'t str {
        let mut title = title;
        while let Some((head, tail)) = last_separator(title).filter(|(_, tail)| self.is(tail)) {
            let _ = tail;
            title = head;
        }
        while let Some((_, tail)) = first_separator(title).filter(|(head, _)| self.is(head)) {
            title = tail;
        }
        if let Some((head, tail)) = title.split_once(" | ").filter(|(head, tail)| words(head) <= 2 && words(tail) >= 4)
        {
            let _ = head;
            title = tail;
        }
        match last_separator(title) {
            Some((head, tail)) if words(head) >= 3 && words(tail) <= words(head) => head,
            _ => title,
        }
    }
}

fn last_separator(title: &str) -> Option<(&str, &str)> {
    let (at, mark) = SEPARATORS.iter().filter_map(|mark| Some((title.rfind(mark)?, mark))).max()?;
    Some((title[..at].trim(), title[at + mark.len()..].trim()))
}

fn first_separator(title: &str) -> Option<(&str, &str)> {
    let (at, mark) = SEPARATORS.iter().filter_map(|mark| Some((title.find(mark)?, mark))).min()?;
    Some((title[..at].trim(), title[at + mark.len()..].trim()))
}

/// True if `title` stands in `whole` from word to word.
fn is_part(title: &str, whole: &str) -> bool {
    let (title, whole) = (words_key(title), words_key(whole));
    title.len() > 1 && format!(" {whole} ").contains(&format!(" {title} "))
}

/// True if two titles share most of their words.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (words_key(a), words_key(b));
    let shared = a.split(' ').filter(|word| b.split(' ').any(|other| other == *word)).count();
    let longest = a.split(' ').count().max(b.split(' ').count());
    shared * 2 > longest
}

fn words(text: &str) -> usize {
    text.split(' ').count()
}

/// Letters and digits only, lower case.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Words of letters and digits, lower case, one space between.
fn words_key(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn fill(slot: &mut Option<String>, text: &str) {
    if slot.is_none() {
        *slot = Some(clean(text)).filter(|text| !text.is_empty());
    }
}

/// Folded and decoded, without the mark that links a heading to itself.
fn clean(text: &str) -> String {
    fold(&decode(text)).trim_end_matches(['¶', '#', ' ']).to_owned()
}
