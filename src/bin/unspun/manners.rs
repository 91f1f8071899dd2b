//! How the command behaves in a terminal: colours, and how much it says.

use crate::harmless::harmless;
use crate::paint::{Color, Paint, Style};
use crate::progress;
use std::io::{Write, stderr};

/// What every verb knows.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Terminal")]
pub struct Manners {
    /// Colours; NO_COLOR in the environment switches them off, too.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", global = true)]
    pub color: Color,

    /// Say nothing on standard error but what ends the command.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say what is done, input by input.
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

impl Manners {
    /// What a user should know.
    pub fn warn(&self, message: &str) {
        if !self.quiet {
            self.say(Style::FAIR, message);
        }
    }

    /// What only a curious user wants to know.
    pub fn note(&self, message: &str) {
        if self.verbose {
            self.say(Style::DIM, message);
        }
    }

    /// What ends the command.
    pub fn fail(&self, message: &str) {
        self.say(Style::POOR, message);
    }

    /// Messages name files and records, whose names are not ours.
    fn say(&self, style: Style, message: &str) {
        let name = Paint::new(self.color, &stderr()).text(style, "unspun:");
        // Nobody may be listening, which is no reason to fail.
        let _ = writeln!(stderr(), "{}{name} {}", progress::wipe(), harmless(message));
    }
}
