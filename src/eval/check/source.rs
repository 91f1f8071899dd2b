//! `source.toml`: what a case is.

use super::{Found, Sites};
use crate::eval::case::Split;
use crate::eval::corpus::sheet::Sheet;

const FILE: &str = "source.toml";
const KEYS: [&str; 7] = ["kind", "site", "split", "theme", "note", "author", "licence"];
/// What a second reader of the gold said: "agrees", or "corrected: " and what.
const SECOND_READING: &str = "second_reading";

pub(super) fn check(found: &mut Found, sheet: &Sheet, sites: &mut Sites) {
    for (key, line) in sheet.keys() {
        if !KEYS.contains(&key) && key != SECOND_READING {
            found.say(FILE, line, format!("unknown key {key:?}; known: {}", KEYS.join(", ")));
        }
    }
    for key in KEYS {
        let value = found.hear(FILE, sheet.string(key).map(Option::unwrap_or_default));
        if value.trim().is_empty() {
            found.say(FILE, sheet.line_of(key), format!("no {key}"));
        }
    }
    let reading = found.hear(FILE, sheet.string(SECOND_READING).map(Option::unwrap_or_default));
    if !(reading.is_empty() || reading == "agrees" || reading.starts_with("corrected: ")) {
        found.say(FILE, sheet.line_of(SECOND_READING), "neither \"agrees\" nor \"corrected: …\"".to_owned());
    }
    split(found, sheet, sites);
}

/// A site is in one split only.
fn split(found: &mut Found, sheet: &Sheet, sites: &mut Sites) {
    let line = sheet.line_of("split");
    let (Ok(Some(split)), Ok(Some(site))) = (sheet.string("split"), sheet.string("site")) else { return };
    if let Err(message) = split.parse::<Split>() {
        found.say(FILE, line, message);
    }
    if site == "none" {
        return;
    }
    let (first, case) = sites.entry(site.clone()).or_insert_with(|| (split.clone(), found.case.clone())).clone();
    if first != split {
        found.say(FILE, line, format!("site {site:?} is in split {first:?} by {case}"));
    }
}
