//! The reliability diagram, as SVG.

use super::measure::{Figures, Reliability};
use std::fmt::Write;

const SIZE: f64 = 320.0;
const MARGIN: f64 = 44.0;

/// What `extraction` said against what was true; the area of a dot is its share of the pages.
pub(super) fn reliability(figures: &Figures) -> String {
    let full = SIZE + 2.0 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {full} {full}\" width=\"{full}\" height=\"{full}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{full}\" height=\"{full}\" fill=\"#fff\"/>\n"
    );
    for tenth in 0..=5 {
        let share = f64::from(tenth) / 5.0;
        let (x, y) = at(share, share);
        let far = MARGIN + SIZE;
        let _ = writeln!(out, "<path d=\"M{x} {MARGIN}V{far}M{MARGIN} {y}H{far}\" stroke=\"#ddd\"/>");
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{share}</text>", far + 16.0);
        let _ = writeln!(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{share}</text>", MARGIN - 6.0, y + 4.0);
    }
    let ((x0, y0), (x1, y1)) = (at(0.0, 0.0), at(1.0, 1.0));
    let _ = writeln!(out, "<path d=\"M{x0} {y0}L{x1} {y1}\" stroke=\"#888\" stroke-dasharray=\"4\"/>");
    dots(&figures.html, "#1f6f8b", &mut out);
    dots(&figures.text, "#d1742f", &mut out);
    let labels = [
        (MARGIN + SIZE / 2.0, full - 8.0, "#000", "extraction, as said"),
        (MARGIN + 70.0, MARGIN - 24.0, "#000", "true mean word F1 (upwards)"),
        (MARGIN + 34.0, MARGIN + 18.0, "#1f6f8b", "● HTML"),
        (MARGIN + 34.0, MARGIN + 36.0, "#d1742f", "● text"),
    ];
    for (x, y, color, text) in labels {
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\" fill=\"{color}\" text-anchor=\"middle\">{text}</text>");
    }
    out.push_str("</svg>\n");
    out
}

/// Where a point of the diagram lies on the sheet.
fn at(said: f64, true_f1: f64) -> (f64, f64) {
    (MARGIN + said * SIZE, MARGIN + (1.0 - true_f1) * SIZE)
}

fn dots(table: &Reliability, color: &str, out: &mut String) {
    let all: usize = table.bins.iter().map(|bin| bin.0).sum();
    for (pages, said, true_f1) in table.bins.iter().filter(|bin| bin.0 > 0) {
        let (x, y) = at(*said, *true_f1);
        let radius = 3.0 + 22.0 * (*pages as f64 / all.max(1) as f64).sqrt();
        let _ = writeln!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{color}\" fill-opacity=\"0.35\" stroke=\"{color}\">\
             <title>{pages} pages</title></circle>"
        );
    }
}
