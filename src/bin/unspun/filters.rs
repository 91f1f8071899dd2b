//! `unspun filters`: which filters there are, in running order, and which preset runs them.

use crate::failure::Failure;
use std::io::Write;
use unspun::{Pipeline, preset};

/// Writes the list to standard output.
pub fn run() -> Result<(), Failure> {
    let written = std::io::stdout().lock().write_all(list().as_bytes());
    written.map_err(|error| Failure::write("standard output", &error))
}

/// One filter a line: those of the default preset as they run, then the others.
fn list() -> String {
    let presets = [("standard", preset::standard()), ("article", preset::article())];
    let mut names = presets[0].1.names();
    names.extend(
        unspun::filters::all().iter().map(|filter| filter.name()).filter(|name| !presets[0].1.names().contains(name)),
    );
    let width = names.iter().map(|name| name.len()).max().unwrap_or_default();
    let row = |name: &str| {
        let runs = |(label, preset): &(&'static str, Pipeline)| preset.names().contains(&name).then_some(*label);
        let labels: Vec<_> = presets.iter().filter_map(runs).collect();
        format!("{name:width$}  {}", labels.join(", ")).trim_end().to_owned() + "\n"
    };
    names.into_iter().map(row).collect()
}
