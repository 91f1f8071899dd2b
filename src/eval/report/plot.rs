//! A pair of axes as inline SVG.

use crate::render::html::escape;
use std::fmt::Write;

/// Height of the drawing and the room around the axes.
const HEIGHT: f64 = 380.0;
const LEFT: f64 = 52.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 46.0;
/// Room on the right for names.
const RIGHT: f64 = 136.0;
/// Height of a name.
const LINE: f64 = 14.0;

/// Values along an axis.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scale {
    Linear {
        low: f64,
        high: f64,
    },
    /// By powers of ten.
    Log {
        low: f64,
        high: f64,
    },
}

impl Scale {
    /// Whole decades around all values.
    pub fn decades(values: impl Iterator<Item = f64> + Clone) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min).clamp(1e-3, 1e9).log10().floor();
        let high = values.fold(0.0, f64::max).clamp(1e-3, 1e9).log10().ceil();
        Scale::Log { low: 10f64.powf(low), high: 10f64.powf(high.max(low + 1.0)) }
    }

    /// From a tenth below the least value up to 1.
    pub fn shares(values: impl Iterator<Item = f64>) -> Self {
        let least = values.fold(1.0, f64::min);
        Scale::Linear { low: ((least * 10.0).floor() / 10.0).clamp(0.0, 0.9), high: 1.0 }
    }

    /// Where a value is, 0 to 1.
    fn place(self, value: f64) -> f64 {
        let share = match self {
            Scale::Linear { low, high } => (value - low) / (high - low),
            Scale::Log { low, high } => (value.max(low) / low).log10() / (high / low).log10(),
        };
        share.clamp(0.0, 1.0)
    }

    /// Where to draw lines, with their labels.
    fn ticks(self) -> Vec<(f64, String)> {
        match self {
            Scale::Linear { low, high } => {
                let step = if high - low > 0.5 {
                    0.2
                } else if high - low > 0.2 {
                    0.1
                } else {
                    0.05
                };
                let count = ((high - low) / step).round() as usize;
                (0..=count).map(|at| low + at as f64 * step).map(|value| (value, format!("{value:.2}"))).collect()
            }
            Scale::Log { low, high } => {
                let (first, last) = (low.log10().round() as i32, high.log10().round() as i32);
                let label = |power: i32| match power {
                    ..0 => format!("{:.*}", power.unsigned_abs() as usize, 10f64.powi(power)),
                    0..=3 => format!("{:.0}", 10f64.powi(power)),
                    4 | 5 => format!("{:.0}k", 10f64.powi(power - 3)),
                    _ => format!("{:.0}M", 10f64.powi(power - 6)),
                };
                (first..=last).map(|power| (10f64.powi(power), label(power))).collect()
            }
        }
    }
}

/// A drawing in the making.
pub(super) struct Plot {
    svg: String,
    width: f64,
    x: Scale,
    y: Scale,
    labels: Vec<Label>,
}

/// A name, and the point that it belongs to.
struct Label {
    class: String,
    name: String,
    from: (f64, f64),
}

impl Plot {
    /// Axes with their names.
    pub fn new(width: f64, label: &str, (x, x_name): (Scale, &str), (y, y_name): (Scale, &str)) -> Self {
        let mut plot = Plot { svg: String::new(), width, x, y, labels: Vec::new() };
        let height = HEIGHT;
        plot.write(format_args!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">\n"));
        for (value, tick) in x.ticks() {
            let (at, floor) = (plot.x(value), height - BOTTOM);
            plot.write(format_args!("<path class=\"grid\" d=\"M{at:.1} {TOP}V{floor}\"/>"));
            plot.write(format_args!(
                "<text class=\"tick\" x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{tick}</text>\n",
                floor + 17.0
            ));
        }
        for (value, tick) in y.ticks() {
            let (at, end) = (plot.y(value), width - RIGHT);
            plot.write(format_args!("<path class=\"grid\" d=\"M{LEFT} {at:.1}H{end}\"/>"));
            plot.write(format_args!(
                "<text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>\n",
                LEFT - 8.0,
                at + 4.0
            ));
        }
        let middle = (LEFT + width - RIGHT) / 2.0;
        plot.write(format_args!(
            "<text class=\"axis\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{x_name}</text>",
            height - 8.0
        ));
        let middle = (TOP + height - BOTTOM) / 2.0;
        plot.write(format_args!("<text class=\"axis\" transform=\"translate(13 {middle}) rotate(-90)\" text-anchor=\"middle\">{y_name}</text>\n"));
        plot
    }

    fn write(&mut self, piece: std::fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = self.svg.write_fmt(piece);
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + self.x.place(value) * (self.width - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        HEIGHT - BOTTOM - self.y.place(value) * (HEIGHT - TOP - BOTTOM)
    }

    /// A point of a contender's colour, with what it says when pointed at.
    pub fn point(&mut self, class: &str, (x, y): (f64, f64), radius: f64, note: &str) {
        let (x, y) = (self.x(x), self.y(y));
        self.write(format_args!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"><title>"));
        escape(&mut self.svg, note);
        self.write(format_args!("</title></circle>\n"));
    }

    /// A vertical line between two values.
    pub fn interval(&mut self, class: &str, x: f64, low: f64, high: f64) {
        let (x, low, high) = (self.x(x), self.y(low), self.y(high));
        self.write(format_args!("<path class=\"{class}\" d=\"M{x:.1} {low:.1}V{high:.1}\"/>"));
    }

    /// Lines from point to point.
    pub fn line(&mut self, class: &str, points: &[(f64, f64)]) {
        let path: String = points.iter().map(|&(x, y)| format!("L{:.1} {:.1}", self.x(x), self.y(y))).collect();
        self.write(format_args!("<path class=\"{class}\" d=\"M{}\"/>", path.trim_start_matches('L')));
    }

    /// A name for a point: it stands in the right margin, with a thin line to it.
    pub fn label(&mut self, class: &str, (x, y): (f64, f64), name: &str) {
        self.labels.push(Label { class: class.to_owned(), name: name.to_owned(), from: (self.x(x), self.y(y)) });
    }

    /// Draws the names, by height, so far apart that each can be read.
    fn labels(&mut self) {
        let mut labels = std::mem::take(&mut self.labels);
        labels.sort_by(|one, other| one.from.1.total_cmp(&other.from.1));
        let last = labels.len().saturating_sub(1) as f64;
        let (mut next, at) = (TOP, self.width - RIGHT + 16.0);
        for (number, Label { class, name, from: (x, y) }) in labels.into_iter().enumerate() {
            // Those below need their room, too.
            let lowest = HEIGHT - BOTTOM - LINE * (last - number as f64);
            let place = y.clamp(next, lowest.max(next));
            next = place + LINE;
            self.write(format_args!(
                "<path class=\"{class} lead\" d=\"M{x:.1} {y:.1}L{} {place:.1}H{at}\"/>",
                at - 8.0
            ));
            self.write(format_args!("<text class=\"name {class}\" x=\"{}\" y=\"{:.1}\">", at + 3.0, place + 4.0));
            escape(&mut self.svg, &name);
            self.write(format_args!("</text>\n"));
        }
    }

    /// The finished drawing.
    pub fn finish(mut self) -> String {
        self.labels();
        self.svg.push_str("</svg>\n");
        self.svg
    }
}
