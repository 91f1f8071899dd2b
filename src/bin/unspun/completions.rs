//! `unspun completions`: what a shell needs to complete the command line.

use crate::args::Args;
use crate::failure::Failure;
use clap::CommandFactory;
use clap_complete::{Shell, generate};
use std::io::Write;

/// Write the completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  unspun completions bash > /etc/bash_completion.d/unspun")]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Writes them to standard output.
pub fn run(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(args.shell, &mut Args::command(), "unspun", &mut script);
    std::io::stdout().lock().write_all(&script).map_err(|error| Failure::write("standard output", &error))
}
