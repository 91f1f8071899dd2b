//! `spans.toml`: what a case expects.

use super::{CaseTexts, Found};
use crate::edits::FlagKind;
use crate::eval::corpus::sheet::{Row, Sheet};
use crate::filters;

const FILE: &str = "spans.toml";
const KEYS: [&str; 12] = [
    "title",
    "author",
    "date",
    "language",
    "page_kind",
    "spun",
    "score_min",
    "score_max",
    "must_go",
    "must_stay",
    "flags",
    "gaps",
];
const PAGE_KINDS: [&str; 7] = ["article", "forum", "product", "listing", "collection", "documentation", "service"];

pub(super) fn check(found: &mut Found, sheet: &Sheet, case: &CaseTexts) {
    for (key, line) in sheet.keys() {
        if !KEYS.contains(&key) {
            found.say(FILE, line, format!("unknown key {key:?}; known: {}", KEYS.join(", ")));
        }
    }
    facts(found, sheet, case);
    scores(found, sheet);
    must_go(found, sheet, case);
    for (text, line) in found.hear(FILE, sheet.strings("must_stay")) {
        if !case.gold_holds(&text) {
            found.say(FILE, line, format!("must_stay: not in the gold text: {text:?}"));
        }
    }
    flags(found, sheet, case);
    found.hear(FILE, sheet.strings("gaps"));
}

fn facts(found: &mut Found, sheet: &Sheet, case: &CaseTexts) {
    if let Some(title) = found.hear(FILE, sheet.string("title"))
        && !case.letters.hold(&title)
    {
        found.say(FILE, sheet.line_of("title"), format!("title: not in the page: {title:?}"));
    }
    found.hear(FILE, sheet.string("author"));
    found.hear(FILE, sheet.string("date"));
    if found.hear(FILE, sheet.string("language")).is_none() && !case.gold.trim().is_empty() {
        found.say(FILE, 1, "no language");
    }
    if found.hear(FILE, sheet.bool("spun")).is_none() {
        found.say(FILE, 1, "no spun");
    }
    if let Some(kind) = found.hear(FILE, sheet.string("page_kind"))
        && !PAGE_KINDS.contains(&kind.as_str())
    {
        let known = PAGE_KINDS.join(", ");
        found.say(FILE, sheet.line_of("page_kind"), format!("no page_kind {kind:?}; known: {known}"));
    }
}

fn scores(found: &mut Found, sheet: &Sheet) {
    let min = found.hear(FILE, sheet.number("score_min")).unwrap_or(0.0);
    let max = found.hear(FILE, sheet.number("score_max")).unwrap_or(1.0);
    if !(0.0 <= min && min <= max && max <= 1.0) {
        found.say(FILE, sheet.line_of("score_min"), format!("no score lies within {min}..={max}"));
    }
}

fn must_go(found: &mut Found, sheet: &Sheet, case: &CaseTexts) {
    for row in found.hear(FILE, sheet.rows("must_go")) {
        known_keys(found, &row, &["text", "filter"]);
        let text = found.hear(FILE, row.string("text")).unwrap_or_default();
        if text.is_empty() {
            found.say(FILE, row.line(), "must_go: no text");
        } else if case.gold_holds(&text) {
            found.say(FILE, row.line(), format!("must_go: in the gold text: {text:?}"));
        } else if !case.letters.hold(&text) {
            found.say(FILE, row.line(), format!("must_go: not in the page: {text:?}"));
        }
        if let Some(filter) = found.hear(FILE, row.string("filter"))
            && !filters::all().iter().any(|known| known.name() == filter)
        {
            found.say(FILE, row.line(), format!("must_go: no filter {filter:?}; see `unspun filters`"));
        }
    }
}

fn flags(found: &mut Found, sheet: &Sheet, case: &CaseTexts) {
    let kinds = [FlagKind::SpunSynonym, FlagKind::Fragment].map(FlagKind::name);
    for row in found.hear(FILE, sheet.rows("flags")) {
        known_keys(found, &row, &["kind", "quote", "original"]);
        let kind = found.hear(FILE, row.string("kind")).unwrap_or_default();
        if !kinds.contains(&kind.as_str()) {
            found.say(FILE, row.line(), format!("flags: no kind {kind:?}; known: {}", kinds.join(", ")));
        }
        let quote = found.hear(FILE, row.string("quote")).unwrap_or_default();
        if quote.is_empty() || !case.gold_holds(&quote) {
            found.say(FILE, row.line(), format!("flags: not in the gold text: {quote:?}"));
        }
        found.hear(FILE, row.string("original"));
    }
}

fn known_keys(found: &mut Found, row: &Row<'_>, known: &[&str]) {
    for key in row.keys().filter(|key| !known.contains(key)) {
        found.say(FILE, row.line(), format!("unknown key {key:?}; known: {}", known.join(", ")));
    }
}
