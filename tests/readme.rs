//! The README tells the truth: its commands run, and print what it says they print.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command, Output};

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    std::fs::read_to_string(path).expect("the README is part of the repository")
}

fn run(arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_unspun"))
        .args(arguments.split_whitespace())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the command starts")
}

/// Commands on files of the corpus, without `$ unspun`.
fn commands(readme: &str) -> Vec<&str> {
    let lines = readme.lines().filter_map(|line| line.strip_prefix("$ unspun "));
    lines.filter(|line| !line.contains(['<', '>']) && !line.contains(" page.html")).collect()
}

#[test]
fn every_command_on_the_corpus_runs() {
    let readme = readme();
    let commands = commands(&readme);
    assert!(commands.len() >= 3, "{commands:?}");
    for command in commands {
        let output = run(command);
        assert!(output.status.success() && !output.stdout.is_empty(), "{command}: {output:?}");
    }
}

#[test]
fn printed_output_is_what_the_command_prints() {
    let readme = readme();
    let mut blocks = readme.split("```console\n$ unspun ").skip(1).filter_map(|block| {
        let (command, output) = block.split_once("```")?.0.split_once('\n')?;
        (!output.is_empty() && !output.starts_with('$')).then_some((command, output))
    });
    let (command, shown) = blocks.next().expect("one command with its output");
    let printed = String::from_utf8(run(command).stdout).expect("text");
    assert_eq!(shown.trim_end(), printed.trim_end(), "$ unspun {command}");
}
