//! The two documents that the project was made from. They are not part of the repository: skipped where absent.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use unspun::{Cleaned, Cleaner, Page};

const CLEAN: &str = "000_c5ba52d97375c321";
const SPUN: &str = "002_7cb16d4e5f71c68f";

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the seed documents are not here");
    None
}

fn run(folder: &Path, seed: &str) -> (Cleaned, String) {
    let read = |end: &str| fs::read_to_string(folder.join(format!("{seed}{end}"))).expect("a seed file");
    let cleaner = Cleaner::new();
    let text = read(".txt");
    (cleaner.run(cleaner.parse(&Page::text(&text)).expect("small enough")), read(".gold.txt"))
}

#[test]
fn bodies_and_titles_are_right() {
    let Some(folder) = folder() else { return };
    for (seed, title) in [
        (CLEAN, "Secret US‑Iran talks in Oman aim to ease Middle East tensions"),
        (SPUN, "US held secret talks with Iran over Red Sea assault"),
    ] {
        let (cleaned, gold) = run(&folder, seed);
        assert_eq!(common::difference(&gold, cleaned.article.body()), None, "{seed}");
        assert_eq!(cleaned.article.title(), Some(title));
    }
}

#[test]
fn every_chrome_line_is_named_by_a_fitting_filter() {
    let Some(folder) = folder() else { return };
    let (cleaned, _) = run(&folder, SPUN);
    let named = |text: &str| -> Vec<&str> {
        let found =
            cleaned.article.removed().iter().filter(|removed| cleaned.document.quote(removed.span()).contains(text));
        found.map(|removed| removed.filter()).collect()
    };
    for (text, filter) in [
        ("Wednesday, January 21, 2026", "byline"),
        ("Iran News", "breadcrumb"),
        ("US held secret talks with Iran over Red Sea assault", "title-match"),
        ("Brett McGuirk and Iranian Deputy Foreign Minister", "captions"),
        ("mock drone in entrance of a banner", "captions"),
        ("mock drone in front of a banner", "captions"),
        ("Tribesmen loyal to the Houthis brandish weapons", "captions"),
        ("Source hyperlink", "chrome-phrases"),
        ("RELATED ARTICLES", "related-tail"),
        ("LEAVE A REPLY", "comment-section"),
        ("Please enter your comment!", "comment-section"),
        ("Please enter your name here", "comment-section"),
        ("This site uses Akismet", "comment-section"),
        ("Most Popular", "related-tail"),
    ] {
        let names = named(text);
        assert!(!names.is_empty() && names.iter().all(|name| *name == filter), "{text}: {names:?}");
    }
}

#[test]
fn the_spun_seed_is_flagged_and_scores_far_lower() {
    let Some(folder) = folder() else { return };
    let ((clean, _), (spun, _)) = (run(&folder, CLEAN), run(&folder, SPUN));
    assert!(clean.article.flags().is_empty(), "{:?}", clean.article.flags());
    assert!(spun.article.spun_probability().is_some_and(|probability| probability > 0.9));
    let scores = [&clean, &spun].map(|cleaned| cleaned.article.quality().score());
    assert!(scores[0] >= 0.85 && scores[1] <= 0.45, "{scores:?}");
    let fragments: Vec<&str> = spun
        .article
        .flags()
        .iter()
        .filter(|flag| flag.kind().name() == "fragment")
        .map(|flag| spun.article.quote(flag.span()))
        .collect();
    for fragment in [
        "Ta.",
        "It highlights how they’re being utilized.",
        "US officers added.",
        "He stated he was instructed to take action.",
        "To interact with Iran. ”",
        "considering.",
        "was.",
        "It’s irritating.",
    ] {
        assert!(fragments.iter().any(|found| found.contains(fragment)), "{fragment} is not among {fragments:?}");
    }
}
