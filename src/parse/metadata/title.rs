//! Chooses the title: what `<title>`, the social tags, JSON-LD and the headings agree on, without the site's name.

use super::entities::decode;
use crate::chars;
use crate::words::{self, fold_space, head};

/// Headings remembered as candidates.
const HEADING_LIMIT: usize = 8;
/// Bytes of a title that are read.
const TITLE_LIMIT: usize = 600;
/// A heading of an article has at least this many words.
const ARTICLE_WORDS: usize = 3;
const SEPARATORS: [char; 15] = ['|', '｜', '-', '–', '—', '·', '•', '»', '«', ':', '/', '‹', '⋆', '~', '›'];

/// The titles that a page states, as found.
#[derive(Debug, Default)]
pub(super) struct Titles {
    document: Option<String>,
    social: Option<String>,
    headline: Option<String>,
    headings: Vec<String>,
    /// Second-level headings: older pages keep the first for the site's name.
    lesser: Vec<String>,
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

    pub(super) fn lesser_heading(&mut self, text: &str) {
        self.lesser.push(clean(text));
    }

    pub(super) fn wants_lesser_headings(&self) -> bool {
        self.lesser.len() < HEADING_LIMIT
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
        let own = |title: &&String| !site.is(title) && !self.ends_path(title);
        let headings: Vec<_> = self.headings.iter().filter(own).collect();
        let others: Vec<_> = self.headline.iter().chain(&self.social).filter(own).collect();
        let Some(document) = self.document.as_ref().or(self.social.as_ref()) else {
            return headings.first().or(others.first()).map(|title| title.to_string());
        };
        if let Some(lesser) = self.under_the_site(document) {
            return Some(lesser.to_owned());
        }
        let whole = words_key(document);
        let part = || {
            headings
                .iter()
                .chain(&others)
                .filter(|title| **title != document && is_part(&words_key(title), &whole))
                .max_by_key(|title| title.len())
        };
        let agreed = || headings.iter().find(|heading| others.iter().any(|other| key(other) == key(heading)));
        let main = || {
            let long = headings.iter().rev().filter(|heading| is_article && count(heading) >= ARTICLE_WORDS);
            long.max_by_key(|heading| shared(&words_key(heading), &whole))
        };
        let stripped = site.strip(document);
        let close = || headings.iter().find(|heading| alike(&words_key(heading), &words_key(stripped)));
        let title = part().or_else(agreed).or_else(main).or_else(close).map_or(stripped, |title| site.strip(title));
        Some(title.to_owned())
    }
}

impl Titles {
    /// The longer first part of `<title>` where a second-level heading says it and a first-level one, if any, is the rest.
    fn under_the_site<'t>(&'t self, document: &'t str) -> Option<&'t str> {
        let said = |part: &str, headings: &[String]| headings.iter().any(|heading| key(heading) == key(part));
        let mut parts = separators(document).filter(|(head, tail)| head.len() > tail.len());
        let found = parts.find(|(head, tail)| {
            let long = count(head) >= ARTICLE_WORDS || head.chars().filter(|c| words::is_ideograph(*c)).count() >= 6;
            let site = self.headings.iter().all(|heading| key(heading) == key(tail));
            long && site && said(head, &self.lesser)
        });
        found.map(|(head, _)| head)
    }

    /// Whether a heading is the last of three parts or more of `<title>`: the site's name, behind topic and section.
    fn ends_path(&self, heading: &str) -> bool {
        let parts = self.document.as_ref().filter(|document| separators(document).count() > 1);
        parts.and_then(|document| last_separator(document)).is_some_and(|(_, tail)| key(tail) == key(heading))
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

    /// The title without the site's name at either end, without a short rubric before a bar, and without a last part that leaves enough.
    fn strip<'t>(&self, title: &'t str) -> &'t str {
        let mut title = title;
        while let Some((head, _)) = last_separator(title).filter(|(_, tail)| self.is(tail)) {
            title = head;
        }
        while let Some((_, tail)) = first_separator(title).filter(|(head, _)| self.is(head)) {
            title = tail;
        }
        if let Some((_, tail)) = title.split_once(" | ").filter(|(head, tail)| count(head) <= 2 && count(tail) >= 4) {
            title = tail;
        }
        let last = last_separator(title).filter(|(head, tail)| count(head) >= 3 && count(tail) <= count(head));
        last.map_or(title, |(head, _)| head)
    }
}

fn last_separator(title: &str) -> Option<(&str, &str)> {
    separators(title).last()
}

fn first_separator(title: &str) -> Option<(&str, &str)> {
    separators(title).next()
}

/// What stands before and after each mark between spaces.
fn separators(title: &str) -> impl DoubleEndedIterator<Item = (&str, &str)> {
    // Between « and » stands a quotation.
    let quotes = title.contains('«') && title.contains('»');
    let marks = title.match_indices(SEPARATORS).filter(move |(_, mark)| !(quotes && matches!(*mark, "«" | "»")));
    marks.filter_map(|(at, mark)| {
        let head = title[..at].strip_suffix(' ')?;
        let tail = title[at + mark.len()..].trim_start_matches(':').strip_prefix(' ')?;
        Some((head.trim_end_matches(':').trim(), tail.trim()))
    })
}

/// True if `title` stands in `whole` from word to word; both are [`words_key`]s.
fn is_part(title: &str, whole: &str) -> bool {
    let ends = |at: usize| whole.as_bytes().get(at).is_none_or(|byte| *byte == b' ');
    title.len() > 1 && whole.match_indices(title).any(|(at, _)| (at == 0 || ends(at - 1)) && ends(at + title.len()))
}

/// True if two titles, as [`words_key`]s, share most of their words.
fn alike(a: &str, b: &str) -> bool {
    shared(a, b) * 2 > count(a).max(count(b))
}

/// How many words of `a` stand in `b`.
fn shared(a: &str, b: &str) -> usize {
    a.split(' ').filter(|word| b.split(' ').any(|other| other == *word)).count()
}

fn count(text: &str) -> usize {
    text.split(' ').count()
}

/// Letters and digits only, lower case.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|char| chars::is_alphanumeric(*char)).flat_map(char::to_lowercase).collect()
}

/// Words of letters and digits, lower case, one space between.
fn words_key(text: &str) -> String {
    let lower = text.to_lowercase();
    lower
        .split(|char: char| !chars::is_alphanumeric(char))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn fill(slot: &mut Option<String>, text: &str) {
    if slot.is_none() {
        *slot = Some(clean(text)).filter(|text| !text.is_empty());
    }
}

/// Folded and decoded, without the mark that links a heading to itself.
fn clean(text: &str) -> String {
    fold_space(&decode(head(text, TITLE_LIMIT))).trim_end_matches(['¶', '#', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(document: &str, social: &str, headings: &[&str]) -> Titles {
        let mut titles = Titles::default();
        titles.document(document);
        titles.social(social);
        headings.iter().for_each(|heading| titles.heading(heading));
        titles
    }

    #[test]
    fn the_site_goes_at_either_end() {
        let title = |document: &str| titles(document, "", &[]).choose(Some("The Otter"), Some("otter.example"), false);
        assert_eq!(title("Rain again | The Otter").as_deref(), Some("Rain again"));
        assert_eq!(title("The Otter - Rain again").as_deref(), Some("Rain again"));
        assert_eq!(title("Rain: what now? :: The Otter").as_deref(), Some("Rain: what now?"));
        assert_eq!(title("Rain-soaked meadows").as_deref(), Some("Rain-soaked meadows"));
        assert_eq!(title("Opinion | Rain is good for us | The Otter").as_deref(), Some("Rain is good for us"));
    }

    #[test]
    fn a_heading_inside_the_title_is_the_title() {
        let page =
            titles("Rain again, and more rain - Weather - The Otter", "", &["The Otter", "Rain again, and more rain¶"]);
        assert_eq!(page.choose(Some("The Otter"), None, false).as_deref(), Some("Rain again, and more rain"));
    }

    #[test]
    fn on_an_article_the_heading_wins_over_a_rewritten_title() {
        let page = titles("Best umbrellas 2024", "", &["We stood in the rain with nine umbrellas"]);
        assert_eq!(page.choose(None, None, true).as_deref(), Some("We stood in the rain with nine umbrellas"));
        assert_eq!(page.choose(None, None, false).as_deref(), Some("Best umbrellas 2024"));
    }

    #[test]
    fn quotations_are_no_separators_and_a_second_heading_tells_the_title_from_the_site() {
        let knife = titles("Couteau « Le Pic »", "", &[]);
        assert_eq!(knife.choose(None, None, false).as_deref(), Some("Couteau « Le Pic »"));
        let mut board = titles("Noise when turning left - Old Car Board", "", &["Old Car Board"]);
        board.lesser_heading("Noise when turning left");
        assert_eq!(board.choose(None, None, false).as_deref(), Some("Noise when turning left"));
        let mut paper = titles("無人駅に駅長が戻る ｜ 海辺新聞", "", &[]);
        paper.lesser_heading("無人駅に駅長が戻る");
        assert_eq!(paper.choose(None, None, false).as_deref(), Some("無人駅に駅長が戻る"));
    }

    #[test]
    fn without_a_document_title_the_heading_or_the_card_serves() {
        assert_eq!(titles("", "", &["Rain again"]).choose(None, None, false).as_deref(), Some("Rain again"));
        assert_eq!(titles("", "Rain &amp; wind", &[]).choose(None, None, false).as_deref(), Some("Rain & wind"));
        assert_eq!(titles("", "", &[]).choose(None, None, false), None);
    }
}
