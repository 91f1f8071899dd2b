//! The command `unspun`: pages and records in, articles out.

mod args;
mod bench;
mod chrome;
mod clean;
mod completions;
mod destination;
mod failure;
mod filters;
mod find;
mod folder;
mod gate;
mod harmless;
mod input;
mod inspect;
mod journal;
mod learn_chrome;
mod ledger;
mod man;
mod manners;
mod output;
mod paint;
mod progress;
mod scale;
mod spun;
#[cfg(feature = "train")]
mod train;

use args::{Args, Verb};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Args { verb, manners } = Args::parse();
    let done = match verb {
        Verb::Clean(args) => clean::run(&args, &manners),
        Verb::Inspect(args) => inspect::run(&args, &manners),
        Verb::Bench(args) => bench::run(&args),
        Verb::Filters => filters::run(),
        Verb::LearnChrome(args) => learn_chrome::run(&args, &manners),
        Verb::Completions(args) => completions::run(&args),
        Verb::Man(args) => man::run(&args),
        #[cfg(feature = "train")]
        Verb::Train(args) => train::run(&args),
    };
    done.map_or_else(|failure| failure.report(&manners), |()| ExitCode::SUCCESS)
}
