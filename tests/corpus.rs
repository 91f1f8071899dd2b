//! Every case of `corpus/` keeps the format and comes out as its editor wants it.
#![cfg(feature = "eval")]

mod common;

use common::{difference, fold};
use std::path::PathBuf;
use unspun::eval::{self, Case, Corpus, word_f1};
use unspun::{Article, Cleaned, Cleaner, Flag, Page, Span};

/// Word F1 that no case may fall below, whatever gaps are known.
const FLOOR: f64 = 0.8;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn cases() -> Vec<Case> {
    Corpus::open(&folder()).unwrap_or_else(|error| panic!("{error}")).cases().to_vec()
}

fn run(case: &Case) -> Cleaned {
    let cleaner = Cleaner::new();
    let bytes = case.bytes().unwrap_or_else(|error| panic!("{error}"));
    let document = cleaner.parse(&Page::bytes(&bytes).kind(case.input()));
    cleaner.run(document.unwrap_or_else(|error| panic!("{}: {error}", case.id())))
}

fn clean(case: &Case) -> Article {
    run(case).article
}

#[test]
fn the_corpus_keeps_its_format() {
    let (_, complaints) = eval::check(&folder()).unwrap_or_else(|error| panic!("{error}"));
    let lines: Vec<String> = complaints.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} complaints\n{}", lines.len(), lines.join("\n"));
}

/// All complaints about all cases, so that one run shows everything; those aside that a case lists as known gaps.
fn hold(check: impl Fn(&Case) -> Vec<String>) {
    let known =
        |case: &Case, complaint: &str| case.expectations().gaps().iter().any(|gap| complaint.contains(gap.as_str()));
    let complaints: Vec<String> = cases()
        .iter()
        .flat_map(|case| {
            let fresh = check(case).into_iter().filter(|complaint| !known(case, complaint)).collect::<Vec<_>>();
            fresh.into_iter().map(|complaint| format!("{}: {complaint}", case.id()))
        })
        .collect();
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn bodies_are_what_an_editor_keeps() {
    hold(|case| {
        let article = clean(case);
        let f1 = word_f1(article.body(), case.gold());
        let poor = (f1 < FLOOR).then(|| format!("word F1 {f1:.3}"));
        difference(case.gold(), article.body()).into_iter().chain(poor).collect()
    });
}

#[test]
fn what_must_go_is_gone_and_what_must_stay_is_there() {
    hold(|case| {
        let cleaned = run(case);
        let body = fold(cleaned.article.body());
        let mut complaints = Vec::new();
        for must in case.expectations().must_go() {
            let (text, filter) = (must.text(), must.filter());
            if body.contains(&fold(text)) {
                complaints.push(format!("still there: {text:?}"));
            }
            let named = cleaned.article.removed().iter().filter(|removed| {
                let quote = fold(cleaned.document.quote(removed.span()));
                quote.contains(&fold(text)) || fold(text).contains(&quote)
            });
            // The block model judges whole blocks, and may be first to know.
            if let Some(filter) = filter
                && !named.clone().any(|removed| removed.filter() == filter || removed.filter() == "block-model")
            {
                let names: Vec<_> = named.map(|removed| removed.filter()).collect();
                complaints.push(format!("{text:?} should be removed by {filter}, was by {names:?}"));
            }
        }
        let lost = case.expectations().must_stay().iter().filter(|text| !body.contains(&fold(text)));
        complaints.extend(lost.map(|text| format!("lost: {text:?}")));
        complaints
    });
}

#[test]
fn titles_languages_and_other_facts_are_found() {
    hold(|case| {
        let article = clean(case);
        let wanted = case.expectations();
        let facts = [
            ("title", wanted.title(), article.title().map(fold)),
            ("language", wanted.language(), article.language().map(|language| language.code().to_owned())),
            ("author", wanted.author(), article.metadata().authors().first().cloned()),
            ("date", wanted.date(), article.metadata().date().map(str::to_owned)),
        ];
        let wrong = facts.into_iter().filter_map(|(key, wanted, found)| {
            let wanted = fold(wanted?);
            (found.as_deref() != Some(&wanted)).then(|| format!("{key}: wanted {wanted:?}, found {found:?}"))
        });
        wrong.collect()
    });
}

#[test]
fn scores_lie_within_their_bounds() {
    hold(|case| {
        let score = f64::from(clean(case).quality().score());
        let (min, max) = case.expectations().score_bounds();
        (!(min..=max).contains(&score))
            .then(|| format!("score {score:.2} is not in {min}..={max}"))
            .into_iter()
            .collect()
    });
}

#[test]
fn spun_text_is_flagged_and_clean_text_is_not() {
    hold(|case| {
        let article = clean(case);
        let quote = |flag: &Flag<_>| fold(article.quote(Span::new(flag.span().start(), flag.span().end())));
        let flags = case.expectations().flags();
        if flags.is_empty() {
            return article.flags().iter().map(|flag| format!("flagged: {:?}", quote(flag))).collect();
        }
        let found = |kind: &str, text: &str| {
            let covers = |flag: &&Flag<_>| quote(flag).to_lowercase().contains(&fold(text).to_lowercase());
            article.flags().iter().filter(|flag| flag.kind().name() == kind).any(|flag| covers(&flag))
        };
        let judged = article.spun_probability().is_some_and(|probability| probability > 0.5);
        let seen = flags.iter().filter(|flag| found(flag.kind(), flag.quote())).count();
        let lost = flags.iter().filter(|flag| flag.kind() == "fragment" && !found(flag.kind(), flag.quote()));
        let mut complaints: Vec<String> =
            lost.map(|flag| format!("no flag on the fragment {:?}", flag.quote())).collect();
        complaints.extend(
            (case.expectations().spun() == Some(true) && !judged)
                .then(|| format!("spun by {:?}", article.spun_probability())),
        );
        // The listed ones are a sample: others are flagged too, and good English in its place is not.
        complaints.extend((seen * 3 < flags.len()).then(|| format!("only {seen} of {} flags", flags.len())));
        complaints
    });
}

#[test]
fn bodies_and_trails_are_as_reviewed() {
    for case in cases() {
        let cleaned = run(&case);
        let removed = cleaned.article.removed().iter().map(|removed| {
            let quote: String = fold(cleaned.document.quote(removed.span())).chars().take(60).collect();
            format!("{} ({}): {quote}\n", removed.filter(), reason(removed.reason()))
        });
        let text = format!("{}\n\n--- removed\n{}", cleaned.article.body(), removed.collect::<String>());
        insta::assert_snapshot!(case.id(), text);
    }
}

/// Probabilities move with every training; what they decide is what is reviewed.
fn reason(reason: &unspun::Reason) -> String {
    match reason {
        unspun::Reason::Probability(_) => "p".to_owned(),
        other => other.to_string(),
    }
}
