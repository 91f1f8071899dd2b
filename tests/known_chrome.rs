//! Lists of known lines of page furniture: given by the user, and learned from pages.
#![cfg(feature = "cli")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("known-chrome-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn unspun(folder: &PathBuf, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_unspun")).args(args).current_dir(folder).output().unwrap()
}

const STORY: &str =
    "The ferry to the islands will run again from Monday, the port said, and the first boat leaves at noon.";

#[test]
fn a_list_applies_to_html_and_to_text() {
    let folder = folder("both");
    fs::write(folder.join("site.chrome"), "# ours\nAn evening paper since 1921, they say.\n").unwrap();
    let line = "AN EVENING PAPER since 1921, they  say.";
    fs::write(folder.join("page.html"), format!("<article><p>{STORY}</p><p>{line}</p><p>{STORY} Or so.</p></article>"))
        .unwrap();
    fs::write(folder.join("page.txt"), format!("{STORY}\n\n{line}\n\n{STORY} Or so.\n")).unwrap();
    for page in ["page.html", "page.txt"] {
        let without = unspun(&folder, &["clean", page]);
        assert!(String::from_utf8_lossy(&without.stdout).contains("EVENING"), "{page}: {without:?}");
        let with = unspun(&folder, &["clean", "--chrome-list", "site.chrome", page]);
        let text = String::from_utf8_lossy(&with.stdout);
        assert!(text.contains("first boat") && !text.contains("EVENING"), "{page}: {text}");
    }
}

#[test]
fn a_bad_list_is_named_with_its_line() {
    let folder = folder("bad");
    fs::write(folder.join("bad.chrome"), "Share\n***\n").unwrap();
    fs::write(folder.join("page.txt"), STORY).unwrap();
    let output = unspun(&folder, &["clean", "--chrome-list", "bad.chrome", "page.txt"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("bad.chrome:2: "), "{said}");
    let output = unspun(&folder, &["clean", "--chrome-list", "missing.chrome", "page.txt"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing.chrome: "));
}

#[test]
fn lines_are_learned_by_site_and_used() {
    let folder = folder("learn");
    let record = |site: &str, n: usize, line: &str| {
        let text = format!("{line}\n\nStory {n}: {STORY}\n\nThat was number {n} of the year.\n");
        serde_json::json!({"id": n, "url": format!("https://www.{site}/{n}"), "text": text}).to_string() + "\n"
    };
    let pages = |site: &str, count: usize, line: &str| (0..count).map(|n| record(site, n, line)).collect::<String>();
    let input = pages("a.example", 6, "From the tower at Tarrow Point") + &pages("b.example", 3, "Only three of these");
    fs::write(folder.join("in.jsonl"), input).unwrap();
    let learned = unspun(&folder, &["learn-chrome", "in.jsonl", "-o", "site.chrome"]);
    assert!(learned.status.success(), "{learned:?}");
    let list = fs::read_to_string(folder.join("site.chrome")).unwrap();
    let lines: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines, ["from the tower at tarrow point"]);
    let one = unspun(&folder, &["learn-chrome", "-j", "1", "in.jsonl"]);
    assert_eq!(String::from_utf8_lossy(&one.stdout), list);
    let cleaned = unspun(&folder, &["clean", "--chrome-list", "site.chrome", "in.jsonl"]);
    let text = String::from_utf8_lossy(&cleaned.stdout).into_owned();
    assert!(text.contains("Story 3") && !text.contains("tower at Tarrow"), "{text}");
}

#[test]
fn pages_without_addresses_are_one_site() {
    let folder = folder("pages");
    for n in 0..5 {
        fs::write(
            folder.join(format!("{n}.html")),
            format!("<p>Member of the Coast Group</p><p>Page {n}. {STORY}</p>"),
        )
        .unwrap();
    }
    let learned = unspun(&folder, &["learn-chrome", "."]);
    let list = String::from_utf8_lossy(&learned.stdout).into_owned();
    assert!(list.ends_with("\nmember of the coast group\n") && learned.stderr.is_empty(), "{learned:?}");
    let strict = unspun(&folder, &["learn-chrome", "--min-pages", "6", "."]);
    assert_eq!(String::from_utf8_lossy(&strict.stdout).lines().count(), 1);
    let said = String::from_utf8_lossy(&strict.stderr).into_owned();
    assert!(said.contains("nothing learned from 5 pages") && said.contains("at least 6"), "{said}");
    for jobs in ["1", "3"] {
        assert_eq!(String::from_utf8_lossy(&unspun(&folder, &["learn-chrome", "-j", jobs, "."]).stdout), list);
    }
    assert_eq!(unspun(&folder, &["learn-chrome", "--min-share", "2", "."]).status.code(), Some(2));
}
