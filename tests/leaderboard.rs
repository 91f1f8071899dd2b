//! The scores of the default preset on the bundled corpus do not fall by more than their noise.
//!
//! `tests/leaderboard.json` holds the figures as reviewed, each with its 95 % interval over pages. After a change that is
//! meant, or new cases, write it anew: `UNSPUN_REVIEWED=1 cargo test --features eval --test leaderboard`.
#![cfg(feature = "eval")]

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use unspun::Cleaner;
use unspun::eval::{Better, Corpus, Facet, Leaderboard, METRICS, Metric, from_cleaner};

const PARTS: [(&str, Facet); 3] =
    [("all", Facet::All), ("input HTML", Facet::Input("HTML")), ("input text", Facet::Input("text"))];

/// The figures by part of the corpus and metric.
fn figures() -> Value {
    let corpus = Corpus::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
        .expect("the corpus is part of the repository");
    let mut contenders = [from_cleaner("unspun", Cleaner::new())];
    let board = Leaderboard::run(&corpus, &mut contenders, &mut |_| {}).expect("readable pages");
    let entry = &board.entries()[0];
    let parts = PARTS.map(|(name, part)| {
        let figure = |metric: &'static Metric| {
            let figure = board.figure_in(entry, &part, metric.name())?;
            let [value, low, high] =
                [figure.value(), figure.low(), figure.high()].map(|value| (value * 1e4).round() / 1e4);
            Some((metric.name().to_owned(), json!({"value": value, "low": low, "high": high})))
        };
        (name.to_owned(), Value::Object(METRICS.iter().filter_map(figure).collect()))
    });
    Value::Object(parts.into_iter().collect())
}

/// What fell below the reviewed interval.
fn falls(reviewed: &Value, now: &Value) -> Vec<String> {
    let pairs = PARTS.iter().flat_map(|(part, _)| METRICS.iter().map(move |metric| (part, metric)));
    let fall = |(part, metric): (&&str, &Metric)| {
        let (old, new) = (&reviewed[part][metric.name()], now[part][metric.name()]["value"].as_f64());
        let end = old[if metric.better() == Better::Higher { "low" } else { "high" }].as_f64()?;
        let fell = new.is_none_or(|new| if metric.better() == Better::Higher { new < end } else { new > end });
        fell.then(|| {
            format!("{part}, {}: {new:?}, was {}, {} to {}", metric.name(), old["value"], old["low"], old["high"])
        })
    };
    pairs.filter_map(fall).collect()
}

#[test]
fn no_score_falls_by_more_than_its_noise() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/leaderboard.json");
    let now = figures();
    if std::env::var_os("UNSPUN_REVIEWED").is_some() {
        fs::write(&path, format!("{now:#}\n")).expect("written");
    }
    let reviewed = serde_json::from_str(&fs::read_to_string(&path).expect("reviewed figures")).expect("JSON");
    let falls = falls(&reviewed, &now);
    assert!(falls.is_empty(), "{}", falls.join("\n"));
}

#[test]
fn a_fall_is_told_and_noise_is_not() {
    let figures = |value: f64| {
        json!({"all": {"word-f1": {"value": value, "low": value - 0.01, "high": value + 0.01},
            "lossy": {"value": 0.1, "low": 0.05, "high": 0.15}}})
    };
    assert!(falls(&figures(0.95), &figures(0.945)).is_empty());
    assert_eq!(falls(&figures(0.95), &figures(0.93)).len(), 1);
    let mut worse = figures(0.95);
    worse["all"]["lossy"]["value"] = 0.2.into();
    assert_eq!(falls(&figures(0.95), &worse).len(), 1);
    worse["all"]["lossy"] = Value::Null;
    assert_eq!(falls(&figures(0.95), &worse).len(), 1, "a figure that is gone has fallen");
}
