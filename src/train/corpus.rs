//! Pages with gold text, from folders in WCXB's layout: `html/ID.html.gz` beside `ground-truth/ID.json`.

use super::TrainError;
use crate::eval::{unpacked, wcxb};
use std::fs;
use std::path::{Path, PathBuf};

/// A page and what should come out of it.
#[derive(Debug, Clone)]
pub(super) struct Gold {
    /// The set it belongs to: its folder's path below the data folder.
    pub set: String,
    pub id: String,
    pub url: String,
    pub domain: String,
    /// article, forum, product …
    pub kind: String,
    pub title: String,
    pub text: String,
    html: PathBuf,
}

/// Excerpts without furniture only remind the trees that such pages exist.
pub(super) const BARE_WEIGHT: f32 = 0.4;
/// Pages on one line are rarer than others, and shall not cost them anything.
const LINE_WEIGHT: f32 = 0.5;
/// Gold texts on one line are only measured: with trees that learn from them the score tells whole texts from shuffled ones
/// less well (AUC 0.930 against 0.950).
const GOLD_LINE_WEIGHT: f32 = 0.0;

impl Gold {
    /// The same page under another set's name.
    pub fn in_set(&self, set: String) -> Self {
        Gold { set, ..self.clone() }
    }

    /// A page that is nothing but this text.
    pub fn bare(&self, text: String) -> Self {
        Gold { text, ..self.in_set(format!("{}-bare", self.set)) }
    }

    /// Whether it was made by [`bare`](Gold::bare).
    pub fn is_bare(&self) -> bool {
        self.set.ends_with("-bare")
    }

    /// What it counts in training.
    pub fn weight(&self) -> f32 {
        if self.is_bare() {
            BARE_WEIGHT
        } else if self.set.ends_with("-gold-line") {
            GOLD_LINE_WEIGHT
        } else if self.set.ends_with("-line") {
            LINE_WEIGHT
        } else {
            1.0
        }
    }

    /// Whether it is the gold text without its page, or a part of it.
    pub fn is_excerpt(&self) -> bool {
        self.is_bare() || self.set.ends_with("-gold") || self.set.ends_with("-gold-line")
    }

    /// The page's bytes.
    pub fn html(&self) -> Result<Vec<u8>, TrainError> {
        unpacked(&self.html).map_err(|error| TrainError::io(&self.html, error))
    }
}

/// Every page of every set below `data`, in order of set and id.
pub(super) fn load(data: &Path) -> Result<Vec<Gold>, TrainError> {
    let mut pages = Vec::new();
    for folder in sets(data)? {
        let set = folder.strip_prefix(data).unwrap_or(&folder).display().to_string();
        pages.extend(wcxb::records(&folder)?.into_iter().map(|record| page(&set, record)));
    }
    if pages.is_empty() { Err(TrainError::NoPages(data.to_owned())) } else { Ok(pages) }
}

fn page(set: &str, record: wcxb::Record) -> Gold {
    Gold {
        set: set.to_owned(),
        domain: registered_domain(record.url()),
        kind: record.kind().to_owned(),
        title: record.title().to_owned(),
        text: record.text().to_owned(),
        url: record.url().to_owned(),
        id: record.id,
        html: record.html,
    }
}

/// Folders that hold a ground truth, up to three levels down.
fn sets(data: &Path) -> Result<Vec<PathBuf>, TrainError> {
    let mut found = Vec::new();
    let mut level = vec![data.to_owned()];
    for _ in 0..3 {
        let (sets, others): (Vec<_>, Vec<_>) =
            level.into_iter().partition(|folder| folder.join("ground-truth").is_dir());
        found.extend(sets);
        level = Vec::new();
        for folder in others {
            level.extend(list(&folder)?.into_iter().filter(|path| path.is_dir()));
        }
    }
    found.sort();
    Ok(found)
}

pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, TrainError> {
    let entries = fs::read_dir(folder).map_err(|error| TrainError::io(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}

/// The part of a host that one owner registers: two labels, three under a country's short second level (`co.uk`).
fn registered_domain(url: &str) -> String {
    let host =
        url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let second = labels.len().checked_sub(2).map_or("", |at| labels[at]);
    let country = labels.last().is_some_and(|last| last.len() == 2);
    let short = country && (second.len() <= 2 || matches!(second, "com" | "org" | "net" | "gov" | "edu"));
    labels[labels.len().saturating_sub(if short { 3 } else { 2 })..].join(".").to_ascii_lowercase()
}

/// A fold for every page: whole domains, the largest first, each to the emptiest fold.
pub(super) fn folds(pages: &[Gold], count: usize) -> Vec<usize> {
    let mut domains: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    pages.iter().for_each(|page| *domains.entry(&page.domain).or_default() += 1);
    let mut order: Vec<(&str, usize)> = domains.iter().map(|(domain, pages)| (*domain, *pages)).collect();
    order.sort_by_key(|(domain, pages)| (std::cmp::Reverse(*pages), crate::hints::hash_word(domain)));
    let mut sizes = vec![0; count];
    for (domain, pages) in order {
        let fold = (0..count).min_by_key(|fold| sizes[*fold]).unwrap_or(0);
        sizes[fold] += pages;
        domains.insert(domain, fold);
    }
    pages.iter().map(|page| domains[page.domain.as_str()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_owner_one_domain() {
        for (url, domain) in [
            ("https://www.news.example.com/a?b.c", "example.com"),
            ("http://blog.example.co.uk/", "example.co.uk"),
            ("https://example.de", "example.de"),
            ("https://a.example.com.au:80/x", "example.com.au"),
        ] {
            assert_eq!(registered_domain(url), domain);
        }
    }
}
