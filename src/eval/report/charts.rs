//! The plots of the page.

use super::plot::{Plot, Scale};
use super::{pages, ranked};
use crate::eval::leaderboard::{Entry, Facet, Leaderboard, Outcome};
use crate::render::html::escape;
use std::fmt::Write;

/// Widths of drawings.
const WIDE: f64 = 600.0;
const NARROW: f64 = 460.0;
/// Points of a calibration curve, at most.
const BINS: usize = 8;

/// A contender's colour: by its place in the board.
pub(super) fn class(board: &Leaderboard, entry: &Entry) -> String {
    let at = board.entries().iter().position(|other| other.name() == entry.name());
    format!("c{}", at.unwrap_or_default())
}

/// Word F1 with its interval against pages in a second.
pub(super) fn speed(board: &Leaderboard, facet: &Facet) -> String {
    let found = ranked(board, facet).into_iter().filter_map(|entry| {
        let figure = board.figure_in(entry, facet, "word-f1")?;
        Some((entry, board.speed_in(entry, facet).pages_per_second(), figure))
    });
    let found: Vec<_> = found.collect();
    let x = Scale::decades(found.iter().map(|(_, speed, _)| *speed));
    let y = Scale::shares(found.iter().map(|(.., figure)| figure.value()));
    let mut plot =
        Plot::new(WIDE, "word F1 against pages per second", (x, "pages per second of processor time"), (y, "word F1"));
    for (entry, speed, figure) in found {
        let class = class(board, entry);
        let note = format!("{}: {:.3} at {speed:.0} pages/s", entry.name(), figure.value());
        plot.interval(&class, speed, figure.low(), figure.high());
        plot.point(&class, (speed, figure.value()), 5.0, &note);
        plot.label(&class, (speed, figure.value()), entry.name());
    }
    plot.finish()
}

/// Left end and step of the rows of kinds.
const KINDS: (f64, f64) = (130.0, 30.0);

/// Word F1 by kind of page: a row a kind, a point a contender.
pub(super) fn kinds(board: &Leaderboard) -> String {
    let mut kinds: Vec<(&Facet, &str)> = Vec::new();
    for facet in board.facets() {
        if let Facet::Kind(kind) = facet {
            kinds.push((facet, kind));
        }
    }
    kinds.sort_by_key(|(facet, _)| std::cmp::Reverse(pages(board, facet)));
    let height = KINDS.1 * kinds.len() as f64 + 46.0;
    let mut svg =
        format!("<svg viewBox=\"0 0 {NARROW} {height}\" role=\"img\" aria-label=\"word F1 by kind of page\">\n");
    for tick in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        let (at, floor) = (kind_x(tick), height - 36.0);
        let _ = write!(svg, "<path class=\"grid\" d=\"M{at:.1} 6V{floor}\"/>");
        let _ = writeln!(
            svg,
            "<text class=\"tick\" x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{tick:.1}</text>",
            floor + 16.0
        );
    }
    let middle = kind_x(0.5);
    let _ = writeln!(
        svg,
        "<text class=\"axis\" x=\"{middle:.1}\" y=\"{}\" text-anchor=\"middle\">word F1</text>",
        height - 4.0
    );
    for (at, (facet, kind)) in kinds.into_iter().enumerate() {
        kind_row(board, facet, kind, 20.0 + KINDS.1 * at as f64, &mut svg);
    }
    svg + "</svg>\n"
}

fn kind_x(value: f64) -> f64 {
    KINDS.0 + value * (NARROW - KINDS.0 - 20.0)
}

fn kind_row(board: &Leaderboard, facet: &Facet, kind: &str, y: f64, svg: &mut String) {
    let (left, end) = (KINDS.0, kind_x(1.0));
    let _ = write!(svg, "<path class=\"grid\" d=\"M{left} {y}H{end}\"/>");
    let _ = write!(svg, "<text class=\"row\" x=\"{}\" y=\"{}\" text-anchor=\"end\">", left - 12.0, y + 4.0);
    escape(svg, kind);
    let _ = writeln!(svg, " <tspan class=\"tick\">({})</tspan></text>", pages(board, facet));
    // The best last, so that it is on top.
    for entry in ranked(board, facet).into_iter().rev() {
        let value = board.figure_in(entry, facet, "word-f1").map_or(0.0, |figure| figure.value());
        let (class, x) = (class(board, entry), kind_x(value));
        let _ = write!(svg, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y}\" r=\"5\"><title>");
        escape(svg, &format!("{}, {kind}: {value:.3}", entry.name()));
        svg.push_str("</title></circle>\n");
    }
}

/// What the scores promise against what came: pages by score, in bins of equal size.
pub(super) fn calibration(board: &Leaderboard) -> Option<String> {
    let whole = Scale::Linear { low: 0.0, high: 1.0 };
    let mut plot = Plot::new(NARROW, "word F1 against score", (whole, "score"), (whole, "mean word F1"));
    plot.line("ideal", &[(0.0, 0.0), (1.0, 1.0)]);
    let mut some = false;
    for entry in board.entries() {
        let bins = bins(board, entry);
        let Some(&(x, y, _)) = bins.last() else { continue };
        let class = class(board, entry);
        plot.line(&class, &bins.iter().map(|(score, f1, _)| (*score, *f1)).collect::<Vec<_>>());
        for (score, f1, count) in bins {
            plot.point(
                &class,
                (score, f1),
                4.0,
                &format!("{}: score {score:.2}, word F1 {f1:.2}, {count} pages", entry.name()),
            );
        }
        plot.label(&class, (x, y), entry.name());
        some = true;
    }
    some.then(|| plot.finish())
}

/// Mean score, mean word F1 and size of each bin.
fn bins(board: &Leaderboard, entry: &Entry) -> Vec<(f64, f64, usize)> {
    let judged = |(case, outcome): (&crate::eval::Case, &Outcome)| {
        let spun = case.expectations().spun() == Some(true);
        Some((outcome.answer().ok()?.score.filter(|_| !spun)?, outcome.value("word-f1")?))
    };
    let pages = board.corpus().cases().iter().zip(entry.outcomes());
    let mut pages: Vec<(f64, f64)> = pages.filter_map(judged).collect();
    pages.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let mean =
        |pages: &[(f64, f64)], of: fn(&(f64, f64)) -> f64| pages.iter().map(of).sum::<f64>() / pages.len() as f64;
    let bin = |pages: &[(f64, f64)]| (mean(pages, |page| page.0), mean(pages, |page| page.1), pages.len());
    pages.chunks(pages.len().div_ceil(BINS).max(1)).map(bin).collect()
}

/// Precision against recall of flags, by the confidence asked for.
pub(super) fn flags(board: &Leaderboard) -> Option<String> {
    let whole = Scale::Linear { low: 0.0, high: 1.0 };
    let mut plot =
        Plot::new(NARROW, "precision against recall of flags", (whole, "recall"), (whole, "precision (lower bound)"));
    let mut some = false;
    for entry in board.entries() {
        let curve = curve(entry);
        let Some(&(recall, precision, _)) = curve.last() else { continue };
        let class = class(board, entry);
        plot.line(&class, &curve.iter().map(|(recall, precision, _)| (*recall, *precision)).collect::<Vec<_>>());
        for (recall, precision, least) in &curve {
            let note =
                format!("{}: confidence from {least:.2}: recall {recall:.2}, precision {precision:.2}", entry.name());
            plot.point(&class, (*recall, *precision), 3.5, &note);
        }
        plot.label(&class, (recall, precision), entry.name());
        some = true;
    }
    some.then(|| plot.finish())
}

/// Recall, precision and the confidence asked for, from the surest flags alone to all of them.
fn curve(entry: &Entry) -> Vec<(f64, f64, f64)> {
    let flags: Vec<(f64, bool)> =
        entry.outcomes().iter().flat_map(|outcome| outcome.spans().flags.iter().copied()).collect();
    let listed: Vec<Option<f64>> =
        entry.outcomes().iter().flat_map(|outcome| outcome.spans().listed.iter().copied()).collect();
    let point = |step: u32| {
        let least = 0.95 - 0.05 * f64::from(step);
        let raised = flags.iter().filter(|(confidence, _)| *confidence >= least).count();
        let right = flags.iter().filter(|(confidence, right)| *right && *confidence >= least).count();
        let found = listed.iter().flatten().filter(|confidence| **confidence >= least).count();
        (raised > 0 && !listed.is_empty())
            .then(|| (found as f64 / listed.len() as f64, right as f64 / raised as f64, least))
    };
    let mut curve: Vec<_> = (0..20).filter_map(point).collect();
    curve.dedup_by(|one, other| (one.0, one.1) == (other.0, other.1));
    curve
}
