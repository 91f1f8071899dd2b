//! The leaderboard as JSON.

use crate::eval::bootstrap::Figure;
use crate::eval::leaderboard::{Entry, Facet, Leaderboard, Speed};
use crate::eval::metrics::{Better, METRICS};
use serde_json::{Map, Value, json};

/// The leaderboard as one JSON object: `corpus`, `metrics`, and for each contender `figures` by part of the corpus, `pages` with
/// the word F1 of each, or its `error`, and `speed` and
/// `peak_memory`, which alone change from run to run.
pub fn json(board: &Leaderboard) -> Value {
    let metrics = METRICS.iter().map(|metric| {
        let better = if metric.better() == Better::Higher { "higher" } else { "lower" };
        (metric.name().to_owned(), json!({"title": metric.title(), "about": metric.about(), "better": better}))
    });
    json!({
        "corpus": board.corpus().name(),
        "pages": board.corpus().cases().len(),
        "metrics": metrics.collect::<Map<_, _>>(),
        "contenders": board.entries().iter().map(|entry| contender(board, entry)).collect::<Vec<_>>(),
    })
}

fn contender(board: &Leaderboard, entry: &Entry) -> Value {
    let figures = board.facets().iter().map(|facet| (facet.to_string(), self::figures(board, entry, facet)));
    let pages = board.corpus().cases().iter().zip(entry.outcomes()).map(|(case, outcome)| {
        let page = match outcome.answer() {
            Ok(_) => json!({"word-f1": outcome.value("word-f1").map(rounded)}),
            Err(error) => json!({"word-f1": outcome.value("word-f1").map(rounded), "error": error}),
        };
        (case.id().to_owned(), page)
    });
    json!({
        "name": entry.name(),
        "failed": entry.failures(),
        "figures": figures.collect::<Map<_, _>>(),
        "pages": pages.collect::<Map<_, _>>(),
        "speed": speed(board.speed_in(entry, &Facet::All)),
        "peak_memory": entry.peak_memory(),
    })
}

/// The figures of a contender on a part of the corpus, by metric.
pub(super) fn figures(board: &Leaderboard, entry: &Entry, facet: &Facet) -> Value {
    let figure = |figure: Figure| {
        json!({
            "value": rounded(figure.value()),
            "low": rounded(figure.low()),
            "high": rounded(figure.high()),
            "pages": figure.pages(),
        })
    };
    let known = METRICS.iter().filter_map(|metric| {
        let found = board.figure_in(entry, facet, metric.name())?;
        Some((metric.name().to_owned(), figure(found)))
    });
    Value::Object(known.collect())
}

pub(super) fn speed(speed: Speed) -> Value {
    json!({
        "pages_per_second": rounded(speed.pages_per_second()),
        "megabytes_per_second": rounded(speed.megabytes_per_second()),
    })
}

/// Four decimals.
fn rounded(value: f64) -> Value {
    ((value * 1e4).round() / 1e4).into()
}
