//! Reads what is left of a text again, as a second cleaning would, until there is nothing more to go.

use crate::article;
use crate::document::{Block, Document, Input};
use crate::edits::{Edits, Reason};
use crate::parse::{self, Limits};
use crate::span::{Source, Span};
use std::collections::BTreeMap;

/// Most texts are settled at the first reading, nearly all others at the second; a page may not ask for more than these.
const MOST_READINGS: usize = 10;
/// Bytes of a body that is read again; no article is longer, and pages made to hurt are.
const LONGEST: usize = 1 << 20;

/// Applies what `clean` removes from the body, and how it parts and joins its lines, until that is nothing; tells whether
/// `clean` always came to its end. A body of HTML is not read again: as text it would lack what its elements say.
pub(crate) fn settle(doc: &mut Document, clean: impl Fn(&mut Document) -> bool) -> bool {
    for _ in 0..MOST_READINGS {
        let body = doc.draft().text();
        let settled = body.is_empty() || body == doc.text().trim();
        if settled || doc.input() == Input::Html || body.len() > LONGEST {
            break;
        }
        let mut again = parse::parse_text(body, Limits::default());
        again.said_kind = doc.said_kind;
        if !clean(&mut again) {
            return false;
        }
        // A few words may be worth keeping in a page and look like nothing by themselves.
        if again.kept().next().is_none() {
            break;
        }
        if !take_over(doc, &again) {
            if again.draft().text() == doc.draft().text() {
                break;
            }
            doc.lay_out_as(&again);
        }
    }
    true
}

/// Removes from a document what was removed from its body, in the names of the filters that did; false if that is nothing.
fn take_over(doc: &mut Document, again: &Document) -> bool {
    let draft = doc.draft();
    let mut by_filter: BTreeMap<&'static str, Edits> = BTreeMap::new();
    for removed in article::removed(again) {
        if let Some(span) = draft.to_source(Span::new(removed.span().start(), removed.span().end())) {
            take_out(doc, span, removed.reason(), by_filter.entry(removed.filter()).or_default());
        }
    }
    by_filter.retain(|_, edits| !edits.is_empty());
    let any = !by_filter.is_empty();
    by_filter.into_iter().for_each(|(filter, edits)| doc.sign(filter, edits));
    any
}

/// Drops the kept blocks that a span covers, and cuts it out of those that it covers in part.
fn take_out(doc: &Document, span: Span<Source>, reason: &Reason, edits: &mut Edits) {
    let first = doc.blocks.partition_point(|block| block.span.end() <= span.start());
    let covered = (first..doc.len()).filter_map(|at| doc.get(at)).take_while(|block| block.span().start() < span.end());
    for block in covered.filter(Block::is_kept) {
        if span.contains(block.span()) {
            edits.drop(block.index(), reason.clone());
        } else {
            let (start, end) = (span.start().max(block.span().start()), span.end().min(block.span().end()));
            edits.cut(Span::new(start, end), reason.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Document, Edits, Filter, FlagKind, Pipeline, Reason, Span, Verdict};

    /// Drops the last line if it begins with "more", and cuts a last "again" off; so each reading leaves the next one something.
    #[derive(Debug)]
    struct Peel;

    impl Filter for Peel {
        fn name(&self) -> &'static str {
            "peel"
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            let Some(last) = doc.blocks().next_back() else { return };
            if last.text().starts_with("more") {
                edits.drop(last.index(), "more");
            } else if let Some(rest) = last.text().strip_suffix(" again") {
                let end = last.span().end();
                edits.cut(Span::new(end - (last.text().len() - rest.len()), end), "again");
            }
        }
    }

    fn cleaner(pipeline: Pipeline) -> Cleaner {
        Cleaner::builder().pipeline(pipeline).build()
    }

    #[test]
    fn a_text_is_read_until_nothing_more_goes_and_the_filter_signs_for_it() {
        let text =
            "The  harbour\u{a0}is closed again again.\n\nNo ferry sails again again\n\nmore of it\n\nmore and more";
        let once = cleaner(Pipeline::new().then(Peel)).clean_text(text);
        assert!(once.body().ends_with("more of it"));
        let settled = cleaner(Pipeline::new().then(Peel).settled()).clean_text(text);
        assert_eq!(settled.body(), "The harbour is closed again again.\n\nNo ferry sails");
        let removed = settled.removed().iter().map(|removed| &text[removed.span().range()]);
        assert_eq!(removed.collect::<Vec<_>>(), [" again", " again", "more of it", "more and more"]);
        assert!(settled.removed().iter().all(|removed| removed.filter() == "peel"));
    }

    #[test]
    fn a_block_that_was_cut_in_part_can_go_later() {
        /// Cuts a "no" off the front, then drops what begins with "trace".
        #[derive(Debug)]
        struct Trace;

        impl Filter for Trace {
            fn name(&self) -> &'static str {
                "trace"
            }

            fn apply(&self, doc: &Document, edits: &mut Edits) {
                for block in doc.blocks() {
                    let (start, end) = (block.span().start(), block.span().end());
                    match block.text() {
                        text if text.starts_with("no ") => edits.cut(Span::new(start, start + 3), "no"),
                        text if text.starts_with("trace") => edits.cut(Span::new(start, end), "trace"),
                        _ => {}
                    }
                }
            }
        }

        let article =
            cleaner(Pipeline::new().then(Trace).settled()).clean_text("no trace of it\n\nThe harbour is closed.");
        assert_eq!(article.body(), "The harbour is closed.");
    }

    #[test]
    fn no_reading_leaves_nothing_and_html_is_read_once() {
        let settled = || cleaner(Pipeline::new().then(Peel).settled());
        assert_eq!(settled().clean_text("more\n\nmore of it\n\nmore and more").body(), "more");
        let html = "<p>The harbour is closed.</p><p>more of it</p><p>more and more</p>";
        assert_eq!(settled().clean_html(html).unwrap().body(), "The harbour is closed.\n\nmore of it");
    }

    /// Flags every "wait".
    #[derive(Debug)]
    struct Waits;

    impl Filter for Waits {
        fn name(&self) -> &'static str {
            "waits"
        }

        fn apply(&self, doc: &Document, edits: &mut Edits) {
            for (at, word) in doc.text().match_indices("wait") {
                edits.flag(Span::new(at, at + word.len()), FlagKind::Fragment);
            }
        }
    }

    #[test]
    fn lines_are_parted_as_a_second_cleaning_would_and_places_stay_known() {
        // Only once the first line is two, the second of them is found glued to the last line.
        let text = "The harbour is closed.All ferries now wait.\n\nTimetable of springAll ferries now wait.";
        let parted = "The harbour is closed.\n\nAll ferries now wait.\n\nTimetable of spring\n\nAll ferries now wait.";
        let once = |pipeline: Pipeline| cleaner(pipeline.then(Waits)).clean_text(text);
        assert!(once(Pipeline::new()).body().ends_with("springAll ferries now wait."));
        let settled = once(Pipeline::new().settled());
        assert_eq!(settled.body(), parted);
        let blocks = settled.blocks().iter().map(|block| settled.quote(block.span()));
        assert!(blocks.eq(parted.split("\n\n")));
        let flagged = settled.flags().iter().map(|flag| (flag.span().start(), settled.quote(flag.span())));
        let waits: Vec<_> = parted.match_indices("wait").collect();
        assert_eq!(flagged.collect::<Vec<_>>(), waits);
    }

    #[test]
    fn what_is_longer_than_any_article_is_read_once() {
        let text = |lines| "The harbour is closed.\n\n".repeat(lines) + "more of it\n\nmore and more";
        let body = |lines| cleaner(Pipeline::new().then(Peel).settled()).clean_text(&text(lines)).into_body();
        assert!(body(100).ends_with("closed."));
        assert!(body(50_000).ends_with("more of it"));
    }

    #[test]
    fn readings_are_counted() {
        let lines = "The harbour is closed.\n\n".to_owned() + &"more of it\n\n".repeat(20);
        let cleaner = cleaner(Pipeline::new().then(Peel).settled());
        let cleaned = cleaner.run(cleaner.parse(&crate::Page::text(&lines)).unwrap());
        let dropped = cleaned.document.blocks().filter(|block| block.verdict() == Verdict::Drop).count();
        assert_eq!(dropped, 1 + super::MOST_READINGS);
        let reasons = cleaned.document.trail().decisions().iter().map(|decision| decision.reason().clone());
        assert!(reasons.eq(std::iter::repeat_n(Reason::Word("more"), dropped)));
    }
}
