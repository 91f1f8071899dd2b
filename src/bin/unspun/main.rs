//! The command `unspun`: pages and records in, articles out.

mod args;
mod clean;
mod failure;
mod filters;
mod input;
mod inspect;
mod output;
mod spun;
#[cfg(feature = "train")]
mod train;

use args::{Args, Verb};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match Args::parse().verb {
        Verb::Clean(args) => clean::run(&args),
        Verb::Inspect(args) => inspect::run(&args),
        Verb::Filters => filters::run(),
        #[cfg(feature = "train")]
        Verb::Train(args) => train::run(&args),
    };
    done.map_or_else(Failure::report, |()| ExitCode::SUCCESS)
}
