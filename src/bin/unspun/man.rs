//! `unspun man`: the manual.

use crate::args::Args;
use crate::failure::Failure;
use clap::CommandFactory;
use clap_mangen::Man;
use std::io::{self, Write};

/// Write the manual page of the command, or of one of its verbs
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  unspun man clean > unspun-clean.1 && man ./unspun-clean.1")]
pub struct ManArgs {
    /// The verb [default: the command itself]
    verb: Option<String>,
}

/// Writes it to standard output.
pub fn run(args: &ManArgs) -> Result<(), Failure> {
    let mut command = Args::command();
    // Verbs take over what all have in common, and know their full name.
    command.build();
    let page = match &args.verb {
        None => command,
        Some(verb) => command.find_subcommand(verb).cloned().ok_or_else(|| unknown(verb))?,
    };
    let title = page.get_display_name().unwrap_or("unspun").to_uppercase();
    let mut manual = Vec::new();
    let written: io::Result<()> = Man::new(page).title(title).render(&mut manual);
    written
        .and_then(|()| io::stdout().lock().write_all(&manual))
        .map_err(|error| Failure::write("standard output", &error))
}

fn unknown(verb: &str) -> Failure {
    Failure::Usage(format!("there is no verb {verb:?}"))
}
