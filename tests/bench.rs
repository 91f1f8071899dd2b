//! `unspun bench`, run as users run it.
#![cfg(feature = "cli")]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with a corpus of two pages in the plain layout, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("unspun-bench-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let story = "The ferry will run again from Monday, the port said, after three weeks in which nothing sailed.";
        fs::write(folder.join("ferry.txt"), format!("Home\n{story}\nShare")).expect("a page");
        fs::write(folder.join("ferry.gold.txt"), story).expect("its gold text");
        fs::write(folder.join("page.html"), format!("<title>Ferry</title><nav>Home</nav><p>{story}</p>"))
            .expect("a page");
        fs::write(folder.join("page.gold.txt"), story).expect("its gold text");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn bench(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_unspun")).arg("bench").arg(folder).args(args).output().expect("runs")
}

/// The figures, without what changes from run to run.
fn figures(folder: &Path, args: &[&str]) -> Value {
    let output = bench(folder, &[args, &["--json", "-"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut board: Value = serde_json::from_slice(&output.stdout).expect("JSON alone");
    for contender in board["contenders"].as_array_mut().expect("contenders") {
        contender["speed"].take();
        contender["peak_memory"].take();
    }
    board
}

#[test]
fn presets_and_baselines_run_and_the_numbers_stay() {
    let folder = Folder::new("twice");
    let board = figures(&folder.0, &[]);
    let names: Vec<&str> =
        board["contenders"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    let all = ["unspun", "unspun-article", "do-nothing", "c4-lines", "refinedweb-lines", "justext-rules"];
    assert_eq!(names, all);
    assert_eq!(board["contenders"][0]["figures"]["all"]["word-f1"]["value"], 1.0);
    assert_eq!(board, figures(&folder.0, &[]));
}

#[test]
fn any_command_can_be_entered_and_what_crashes_is_told_and_scored() {
    let folder = Folder::new("with");
    let this = env!("CARGO_BIN_EXE_unspun");
    let again = format!("again={this} clean -i jsonl");
    let args = ["--with", &again, "--with", "dead=exit 7", "--only", "again", "--only", "dead"];
    let board = figures(&folder.0, &args);
    assert_eq!(board["contenders"][0]["figures"]["input HTML"]["word-f1"]["value"], 1.0);
    assert_eq!(board["contenders"][1]["figures"]["all"]["word-f1"]["value"], 0.0);
    let output = bench(&folder.0, &args);
    let (table, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(table.contains("| again     | 1.000 (1.000–1.000) |") && table.contains("| dead      | 0.000"), "{table}");
    assert!(told.contains("dead: no answer to 2 of 2 pages"), "{told}");
}

#[test]
fn pages_of_html_can_be_given_as_text_and_a_page_is_written() {
    let folder = Folder::new("html");
    let report = folder.0.join("report.html");
    let output =
        bench(&folder.0, &["--flatten", "strings", "--only", "do-nothing", "--html", report.to_str().unwrap()]);
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("flattened (strings): all (1 page)"));
    assert!(fs::read_to_string(report).expect("a page").contains("Content-Security-Policy"));
}

#[test]
fn mistakes_are_told_with_what_would_be_right() {
    let folder = Folder::new("wrong");
    for (args, code, told) in [
        (&["--with", "nameless"][..], 2, "give NAME=COMMAND"),
        (&["--with", "do-nothing=cat"], 2, "that name is taken"),
        (&["--only", "nobody"], 2, "there are unspun, unspun-article, do-nothing"),
        (&["--split", "test"], 2, "no page is left"),
        (&["--split", "train"], 2, "split is \"dev\" or \"test\""),
    ] {
        let output = bench(&folder.0, args);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(code) && stderr.contains(told), "{args:?}: {stderr}");
    }
    assert_eq!(bench(Path::new("no-such-folder"), &[]).status.code(), Some(3));
}

#[test]
fn a_broken_case_fails_the_check() {
    let folder = Folder::new("check");
    let case = folder.0.join("cases/a-case");
    fs::create_dir_all(&case).expect("a folder");
    fs::write(case.join("page.txt"), "one two").expect("a page");
    fs::write(case.join("gold.txt"), "one three").expect("gold text");
    let output = bench(&folder.0.join("cases"), &["--check"]);
    let complaints = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(complaints.contains("a-case/gold.txt:1: not in the page at its place: \"three\""), "{complaints}");
    assert!(complaints.contains("a-case/spans.toml:1: cannot read"), "{complaints}");
}
