//! Which lines a site repeats on its pages.

use super::list::{ChromeList, folded};
use crate::chars;
use crate::document::Document;
use crate::fnv::{SEED_64, add_64};
use crate::parse::{self, Limits};
use std::collections::{BTreeMap, BTreeSet};

/// Longer lines, in bytes, are no furniture.
const LONGEST: usize = 300;
/// So many bytes of lines are looked at of one page, from both ends: furniture stands around the article.
const PAGE_BYTES: usize = 16 << 10;
const PAGES: usize = 10_000;

/// Learns the lines that a site repeats, page by page: what stands on many of its pages is page furniture.
///
/// The state is a value: nothing is remembered elsewhere, and the same pages give the same list in any order. Two states
/// [merge](SiteLines::merge) to the state that all their pages would have given, so that a cluster can reduce them in any
/// grouping. A page that comes twice counts once.
///
/// Memory is bounded: at most 10,000 pages are held, with at most 16 KiB of short lines each. Of more, those with the
/// smallest hashes stay: an even sample, the same for any order.
///
/// ```
/// use unspun::SiteLines;
/// let mut site = SiteLines::new();
/// for day in ["Monday", "Tuesday", "Friday"] {
///     site.observe_text("example.org", &format!("Coast Press\n\nThe ferry left late on {day}, the port said.\n\nOur team"));
/// }
/// let list = site.chrome_list(0.5, 3);
/// assert_eq!(list.lines().collect::<Vec<_>>(), ["coast press", "our team"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteLines {
    /// By hash.
    pages: BTreeMap<u64, SitePage>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SitePage {
    site: Box<str>,
    lines: Box<[Box<str>]>,
}

impl SiteLines {
    /// No page so far.
    pub fn new() -> Self {
        SiteLines::default()
    }

    /// Takes a page of a site in; `site` is any name, such as the host, or empty for a batch without addresses.
    pub fn observe(&mut self, site: &str, doc: &Document) {
        let lines: BTreeSet<Box<str>> = edges(doc).into_iter().collect();
        if !lines.is_empty() {
            let page = SitePage { site: site.into(), lines: lines.into_iter().collect() };
            self.pages.insert(hash(site, doc), page);
            self.thin();
        }
    }

    /// The same with a page that is flat text.
    pub fn observe_text(&mut self, site: &str, text: &str) {
        self.observe(site, &parse::parse_text(text, Limits::default()));
    }

    /// Takes all pages of another state in.
    pub fn merge(&mut self, other: SiteLines) {
        self.pages.extend(other.pages);
        self.thin();
    }

    /// Number of pages held.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The lines that stand on at least `min_share` (0 to 1) of a site's pages and on at least `min_pages` of them, of all
    /// sites. Two pages are the least that can repeat a line.
    pub fn chrome_list(&self, min_share: f32, min_pages: usize) -> ChromeList {
        let mut sites: BTreeMap<&str, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
        for page in self.pages.values() {
            let (pages, counts) = sites.entry(&page.site).or_default();
            *pages += 1;
            page.lines.iter().for_each(|line| *counts.entry(line).or_default() += 1);
        }
        let repeated = sites.values().flat_map(|(pages, counts)| {
            let least = min_pages.max(2).max((min_share.clamp(0.0, 1.0) * *pages as f32).ceil() as usize);
            counts.iter().filter(move |(_, count)| **count >= least).map(|(line, _)| (*line).to_owned())
        });
        ChromeList::of(repeated)
    }

    fn thin(&mut self) {
        while self.pages.len() > PAGES {
            self.pages.pop_last();
        }
    }
}

/// Of all that the page says, mixed: where the sample cuts must have nothing to do with the text.
fn hash(site: &str, doc: &Document) -> u64 {
    let bytes = site.bytes().chain([0]).chain(doc.blocks().flat_map(|block| block.text().bytes().chain([b'\n'])));
    let hash = bytes.fold(SEED_64, add_64);
    (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// The short lines of a page, from both ends towards the middle.
fn edges(doc: &Document) -> Vec<Box<str>> {
    let mut left = PAGE_BYTES;
    let middle = doc.len() / 2;
    let inward = (0..middle).zip((middle..doc.len()).rev()).flat_map(|(head, tail)| [head, tail]);
    let odd = (doc.len() % 2 == 1).then_some(middle);
    let blocks = inward.chain(odd).filter_map(|at| doc.get(at));
    let lines = blocks.filter(|block| block.text().len() <= LONGEST).map(|block| folded(block.text()));
    let lines = lines.filter(|line| line.contains(chars::is_alphabetic));
    lines
        .map_while(|line| {
            left = left.checked_sub(line.len())?;
            Some(line.into_boxed_str())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(n: usize) -> String {
        format!(
            "Coast Press\nSections\n\nStory {n} tells at some length what happened at the port.\n\nMember of the Press Group {n}\n\n© Coast Press"
        )
    }

    fn learned(numbers: impl Iterator<Item = usize>) -> SiteLines {
        let mut state = SiteLines::new();
        numbers.for_each(|n| state.observe_text("a.example", &page(n)));
        state
    }

    #[test]
    fn what_many_pages_repeat_is_learned_and_what_they_tell_is_not() {
        let state = learned(0..8);
        let list = state.chrome_list(0.5, 4);
        assert_eq!(list.lines().collect::<Vec<_>>(), ["coast press", "sections", "© coast press"]);
        assert!(state.chrome_list(0.5, 9).is_empty());
    }

    #[test]
    fn pages_that_differ_in_long_lines_alone_are_several() {
        let mut site = SiteLines::new();
        for day in ["Monday", "Tuesday", "Friday"] {
            let story = format!("The ferry left late on {day}, the port said. ").repeat(10);
            site.observe_text("", &format!("Coast Press\n\n{story}\n\nOur team"));
        }
        assert_eq!(site.pages(), 3);
        assert!(site.chrome_list(0.5, 3).contains("Our team"));
    }

    #[test]
    fn sites_are_judged_by_themselves() {
        let mut state = learned(0..4);
        (0..20).for_each(|n| state.observe_text("b.example", &format!("Other site\n\nTale {n} of the sea.")));
        let list = state.chrome_list(0.9, 3);
        assert!(list.contains("Sections") && list.contains("Other site") && !list.contains("Tale 1 of the sea."));
    }

    #[test]
    fn states_merge_in_any_order_and_grouping() {
        let [a, b, c] = [0..5, 3..9, 20..31].map(learned);
        let merged = |one: &SiteLines, other: &SiteLines| {
            let mut both = one.clone();
            both.merge(other.clone());
            both
        };
        let all = merged(&merged(&a, &b), &c);
        assert_eq!(all, merged(&a, &merged(&b, &c)));
        assert_eq!(all, merged(&merged(&c, &a), &b));
        assert_eq!(all, learned((0..9).chain(20..31)));
    }

    #[test]
    fn memory_is_bounded_and_the_sample_does_not_depend_on_the_order() {
        let line = |n: usize| {
            format!("Site name\n\nPage number {}", (0..n % 7).map(|_| 'x').collect::<String>() + &n.to_string())
        };
        let (mut forward, mut backward) = (SiteLines::new(), SiteLines::new());
        let pages: Vec<String> = (0..PAGES + 500).map(line).collect();
        pages.iter().for_each(|page| forward.observe_text("", page));
        pages.iter().rev().for_each(|page| backward.observe_text("", page));
        assert_eq!(forward.pages(), PAGES);
        assert_eq!(forward, backward);
        assert!(forward.chrome_list(0.9, 2).contains("site name"));
    }
}
