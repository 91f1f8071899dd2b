//! What is good enough, and what becomes of the rest: the command, run as users run it.
#![cfg(feature = "cli")]

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const MENU: &str = "{\"id\":1,\"text\":\"The bakery on the corner opens at five in the morning.\",\"shelf\":\"B\"}\n";

/// A record that passes all rules.
fn article() -> String {
    let places = ["harbour", "school", "library", "market", "bridge", "station", "museum", "garden", "theatre", "mill"];
    let text: Vec<String> = places
        .iter()
        .enumerate()
        .map(|(n, place)| {
            format!(
                "The {place} was closed in May, and the council wants to open it again with {n} new rooms that the \
                     people of the {place} quarter have asked for since the {n}th year of the plan."
            )
        })
        .collect();
    serde_json::json!({"id": 2, "text": text.join("\n\n")}).to_string() + "\n"
}

fn run(args: &[&str], stdin: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
    let pipes = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().expect("the command starts");
    // A usage error ends the command before it reads.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(bytes).lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn place(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("unspun-gate-{}-{name}", std::process::id()))
}

#[test]
fn a_dropped_record_keeps_its_line() {
    let output = run(
        &["clean", "-i", "jsonl", "--require", "gopher-quality,c4"],
        &(MENU.to_owned() + &article() + "nonsense\n"),
    );
    assert_eq!(output.status.code(), Some(0));
    let lines = lines(&output.stdout);
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["id"], &lines[0]["dropped"]), (&1.into(), &"gopher_short_doc".into()));
    assert_eq!((lines[0].get("text"), &lines[0]["shelf"]), (None, &"B".into()));
    assert!(lines[0]["score"].is_f64() && lines[0]["verdict"].is_string());
    assert!(lines[1].get("dropped").is_none() && lines[1]["text"].is_string());
    assert_eq!(lines[2]["error"]["kind"], "invalid_json");
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 of 3 articles dropped (1 gopher_short_doc)"));
}

#[test]
fn a_file_takes_what_is_dropped_with_the_reason() {
    let file = place("dropped.jsonl");
    let path = file.display().to_string();
    let output = run(
        &["clean", "-i", "jsonl", "--require", "gopher-quality", "--signals", "--dropped", &path],
        &(MENU.to_owned() + &article()),
    );
    let dropped = lines(&fs::read(&file).expect("the file"));
    fs::remove_file(&file).expect("it can go");
    let kept = lines(&output.stdout);
    assert_eq!((kept.len(), &kept[0]["id"]), (1, &2.into()));
    assert!(kept[0]["signals"]["gopher_words"].as_f64() > Some(100.0));
    assert_eq!(dropped.len(), 1);
    assert_eq!(
        (&dropped[0]["reason"], &dropped[0]["text"]),
        (&"gopher_short_doc".into(), &"The bakery on the corner opens at five in the morning.".into())
    );
    assert_eq!(dropped[0]["signals"]["gopher_words"], 11.0);
}

#[test]
fn a_least_score_drops_what_is_below() {
    let output = run(&["clean", "-i", "jsonl", "--min-score", "1"], &(MENU.to_owned() + "{\"id\":3,\"text\":\"\"}\n"));
    let reasons: Vec<Value> = lines(&output.stdout).iter().map(|line| line["dropped"].clone()).collect();
    assert_eq!(reasons, ["low_score", "empty"]);
    let page =
        run(&["clean", "-f", "text", "--min-score", "1"], "The bakery on the corner opens at five in the morning.");
    assert_eq!((page.status.code(), page.stdout.len()), (Some(0), 0));
    let kept = run(&["clean", "-i", "jsonl", "--min-score", "0"], MENU);
    assert_eq!(lines(&kept.stdout)[0]["text"], "The bakery on the corner opens at five in the morning.");
}

#[test]
fn wrong_bars_are_wrong_usage() {
    for args in [["--min-score", "80"], ["--require", "goffer"]] {
        let output = run(&[&["clean"], &args[..]].concat(), "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
    let output = run(&["clean", "--require", "goffer"], "");
    assert!(String::from_utf8_lossy(&output.stderr).contains("fineweb"));
}
