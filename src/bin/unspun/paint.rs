//! Colours of a terminal, or none.

use std::io::IsTerminal;
use unspun::Grade;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Default, clap::ValueEnum)]
pub enum Color {
    /// In a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

/// How a stretch of text looks: the parameters of an SGR sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style(&'static str);

impl Style {
    pub const PLAIN: Style = Style("");
    pub const BOLD: Style = Style("1");
    pub const DIM: Style = Style("2");
    pub const GOOD: Style = Style("32");
    pub const FAIR: Style = Style("33");
    pub const POOR: Style = Style("31");
    pub const FLAG: Style = Style("4;33");
    pub const ORIGINAL: Style = Style("35");
    pub const CUT: Style = Style("2;9");

    /// The colour of the filter that stands at this place in the table.
    pub fn filter(place: usize) -> Style {
        const COLORS: [&str; 8] = ["36", "34", "35", "32", "33", "31", "96", "95"];
        Style(COLORS[place % COLORS.len()])
    }

    /// Of a value of 0 to 1, 1 being good; the bounds are those of the verdicts.
    pub fn grade(value: f32) -> Style {
        match Grade::of(value) {
            Grade::Good => Style::GOOD,
            Grade::Usable => Style::FAIR,
            _ => Style::POOR,
        }
    }
}

/// Paints, or does not.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    on: bool,
}

impl Paint {
    /// For standard output, or another stream that colours would reach.
    pub fn new(color: Color, stream: &impl IsTerminal) -> Self {
        let on = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                !refused && !dumb && stream.is_terminal()
            }
        };
        Paint { on }
    }

    pub fn is_on(self) -> bool {
        self.on
    }

    pub fn text(self, style: Style, text: &str) -> String {
        if !self.on || style == Style::PLAIN {
            return text.to_owned();
        }
        format!("\x1b[{}m{text}\x1b[0m", style.0)
    }

    /// What switches from one style to another.
    pub fn switch(self, from: Style, to: Style) -> String {
        match (from, to) {
            _ if !self.on || from == to => String::new(),
            (_, Style::PLAIN) => "\x1b[0m".to_owned(),
            (Style::PLAIN, to) => format!("\x1b[{}m", to.0),
            (_, to) => format!("\x1b[0;{}m", to.0),
        }
    }
}
