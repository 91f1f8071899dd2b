//! Tables of text, which are Markdown, too.

use super::{inputs, pages, ranked};
use crate::eval::leaderboard::{Entry, Facet, Leaderboard};
use crate::eval::metrics::{METRICS, Metric};
use crate::render::trace::counted;

/// Metrics of the first table; the others stand in the second, with the speed.
const BODY: usize = 9;

/// The leaderboard as tables: of HTML pages and of text pages, one about bodies and one about the rest each.
pub fn table(board: &Leaderboard) -> String {
    let of_part = |facet: &&Facet| {
        let title = format!("{}: {} ({})\n\n", board.corpus().name(), facet, counted(pages(board, facet), "page"));
        let entries = ranked(board, facet);
        let (body, rest) = METRICS.split_at(BODY);
        let bodies = grid(&quality(board, facet, &entries, body));
        let mut rest = quality(board, facet, &entries, rest);
        speed(board, facet, &entries, &mut rest);
        format!("{title}{bodies}\n{}", grid(&rest))
    };
    inputs(board).iter().map(of_part).collect::<Vec<_>>().join("\n")
}

/// Word F1 by parts of the corpus, a column each; `wanted` says which.
pub fn breakdown(board: &Leaderboard, wanted: impl Fn(&Facet) -> bool) -> String {
    let facets: Vec<&Facet> = board.facets().iter().filter(|facet| wanted(facet)).collect();
    let name = |facet: &&Facet| facet.to_string().split_once(' ').map_or("all".to_owned(), |(_, name)| name.to_owned());
    let mut rows = vec![std::iter::once("word F1".to_owned()).chain(facets.iter().map(name)).collect::<Vec<_>>()];
    for entry in ranked(board, &Facet::All) {
        let value = |facet: &&Facet| number(board.figure_in(entry, facet, "word-f1").map(|figure| figure.value()), 3);
        rows.push(std::iter::once(entry.name().to_owned()).chain(facets.iter().map(value)).collect());
    }
    let count = |facet: &&Facet| pages(board, facet).to_string();
    rows.push(std::iter::once("pages".to_owned()).chain(facets.iter().map(count)).collect());
    grid(&rows)
}

fn quality(board: &Leaderboard, facet: &Facet, entries: &[&Entry], metrics: &[Metric]) -> Vec<Vec<String>> {
    let head = metrics.iter().map(|metric| metric.title().to_owned());
    let mut rows = vec![std::iter::once("contender".to_owned()).chain(head).collect::<Vec<_>>()];
    for entry in entries {
        let cell = |metric: &Metric| match board.figure_in(entry, facet, metric.name()) {
            Some(figure) if metric.name() == "word-f1" => {
                format!("{:.3} ({:.3}–{:.3})", figure.value(), figure.low(), figure.high())
            }
            figure => number(figure.map(|figure| figure.value()), 3),
        };
        rows.push(std::iter::once(entry.name().to_owned()).chain(metrics.iter().map(cell)).collect());
    }
    rows
}

/// Adds what changes from run to run, and the failures.
fn speed(board: &Leaderboard, facet: &Facet, entries: &[&Entry], rows: &mut [Vec<String>]) {
    rows[0].extend(["pages/s", "MB/s", "peak MB", "failed"].map(str::to_owned));
    for (entry, row) in entries.iter().zip(&mut rows[1..]) {
        let speed = board.speed_in(entry, facet);
        row.push(number(Some(speed.pages_per_second()), 0));
        row.push(number(Some(speed.megabytes_per_second()), 1));
        row.push(number(entry.peak_memory().map(|bytes| bytes as f64 / 1e6), 0));
        row.push(entry.failures().to_string());
    }
}

fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.decimals$}"))
}

/// Rows between bars, columns padded to their widest cell; names to the left, numbers to the right.
fn grid(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0).max(3);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cell = |(column, (text, width)): (usize, (&String, &usize))| match column {
            0 => format!("| {text:<width$} "),
            _ => format!("| {text:>width$} "),
        };
        row.iter().zip(&widths).enumerate().map(cell).collect::<String>() + "|\n"
    };
    let rule = |(column, width): (usize, &usize)| match column {
        0 => format!("|{}", "-".repeat(width + 2)),
        _ => format!("|{}:", "-".repeat(width + 1)),
    };
    let rule = widths.iter().enumerate().map(rule).collect::<String>() + "|\n";
    rows.iter().enumerate().map(|(at, row)| line(row) + if at == 0 { &rule } else { "" }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Answer, Case, Corpus, from_fn};

    #[test]
    fn the_best_stands_first_and_what_is_unknown_is_a_dash() {
        let corpus = Corpus::new("tiny", vec![Case::text("a", "one two", "one two")]);
        let mut contenders =
            [from_fn("silent", |_| Ok(Answer::default())), from_fn("whole", |page| Ok(Answer::new(page.content())))];
        let board = Leaderboard::run(&corpus, &mut contenders, &mut |_| {}).expect("pages in memory");
        let text = table(&board);
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows[0], "tiny: all (1 page)");
        assert!(rows[2].starts_with("| contender |") && rows[3].starts_with("|-----------|--"), "{text}");
        assert!(rows[4].starts_with("| whole     | 1.000 (1.000–1.000) |"), "{text}");
        assert!(rows[5].starts_with("| silent    | 0.000 (0.000–0.000) |") && rows[5].ends_with("– |"), "{text}");
        assert!(breakdown(&board, |facet| matches!(facet, Facet::Language(_))).contains("| whole   |   1.000 |"));
    }
}
