//! The command, run as users run it.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

const PAGE: &str = "<html><head><title>Ferry sails again</title></head><body><h1>Ferry sails again</h1>\
    <p>The ferry will run again from Monday, the port said, after three weeks in which nothing sailed.</p>\
    <p>Its two engines were taken out and mended in the yard, which took longer than anybody had hoped.</p></body></html>";
const PLAIN: &str = "The bakery on the corner opens at five, and the first loaves are gone before the sun is up.\n";
const RECORDS: &str = "{\"id\":1,\"text\":\"The bakery on the corner opens at five in the morning.\",\"shelf\":\"B\"}\n\
    {\"id\":2}\n";

/// A command line, what goes in, and what must come out.
struct Case {
    args: &'static [&'static str],
    stdin: &'static [u8],
    code: i32,
    stdout: &'static [&'static str],
    stderr: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        args: &["clean", "page.html"],
        stdin: b"",
        code: 0,
        stdout: &["Ferry sails again\n\nThe ferry will run", "had hoped.\n"],
        stderr: &[],
    },
    Case { args: &["clean"], stdin: PAGE.as_bytes(), code: 0, stdout: &["The ferry will run"], stderr: &[] },
    Case { args: &["clean", "-"], stdin: PLAIN.as_bytes(), code: 0, stdout: &["The bakery"], stderr: &[] },
    Case {
        args: &["clean", "-i", "html", "-f", "json", "page.html"],
        stdin: b"",
        code: 0,
        stdout: &["{\"id\":\"page.html\",\"title\":\"Ferry sails again\",\"text\":\"The ferry", "\"flags\":[", "}\n"],
        stderr: &[],
    },
    Case {
        args: &["clean", "-f", "json", "--removed", "page.html"],
        stdin: b"",
        code: 0,
        stdout: &["\"removed\":[", "\"source_text\":\"Ferry sails again"],
        stderr: &[],
    },
    Case { args: &["clean", "-f", "markdown", "page.html"], stdin: b"", code: 0, stdout: &["The ferry"], stderr: &[] },
    Case { args: &["clean", "-f", "html", "page.html"], stdin: b"", code: 0, stdout: &["The ferry"], stderr: &[] },
    Case {
        args: &["clean", "-f", "json", "--url", "https://example.org/2024/05/17/ferry", "page.html"],
        stdin: b"",
        code: 0,
        stdout: &["\"date\":\"2024-05-17\""],
        stderr: &[],
    },
    Case {
        args: &["clean", "-i", "jsonl", "-f", "jsonl"],
        stdin: RECORDS.as_bytes(),
        code: 0,
        stdout: &["{\"id\":1,\"title\":", "\"shelf\":\"B\"}\n", "{\"id\":2,\"error\":{\"kind\":\"missing_field\""],
        stderr: &["1 of 2 records failed (1 missing_field)"],
    },
    // Records are known by their first bytes, and a name is enough, too.
    Case { args: &["clean"], stdin: RECORDS.as_bytes(), code: 0, stdout: &["{\"id\":1,\"title\":"], stderr: &["1 of 2"] },
    Case { args: &["clean", "records.jsonl"], stdin: b"", code: 0, stdout: &["\"id\":2"], stderr: &["1 of 2"] },
    Case {
        args: &["clean", "-i", "jsonl", "--max-line-bytes", "100"],
        stdin: b"{\"id\":\"long\",\"text\":\"                                                                                    \"}\n{}\n",
        code: 0,
        stdout: &["{\"id\":\"long\",\"error\":{\"kind\":\"line_too_long\"", "{\"id\":null,"],
        stderr: &["2 of 2"],
    },
    // Several inputs and folders give records; a folder is read in order of its names.
    Case {
        args: &["clean", "page.html", "plain.txt"],
        stdin: b"",
        code: 0,
        stdout: &["{\"id\":\"page.html\"", "{\"id\":\"plain.txt\""],
        stderr: &[],
    },
    Case {
        args: &["clean", "site"],
        stdin: b"",
        code: 0,
        stdout: &["a.html\"", "deep", "b.txt\"", "c.htm\"", "{\"id\":\"in z\""],
        stderr: &[],
    },
    Case {
        args: &["clean", "-f", "text", "page.html", "plain.txt"],
        stdin: b"",
        code: 0,
        stdout: &["had hoped.\n\nThe bakery"],
        stderr: &[],
    },
    // Pages that fail: a record where there are records, else a message and exit code 1.
    Case {
        args: &["clean", "page.html", "picture.bin"],
        stdin: b"",
        code: 0,
        stdout: &["{\"id\":\"page.html\",\"title\"", "{\"id\":\"picture.bin\",\"error\":{\"kind\":\"binary\""],
        stderr: &["1 of 2 records failed (1 binary)"],
    },
    Case {
        args: &["clean", "-f", "text", "picture.bin", "page.html"],
        stdin: b"",
        code: 1,
        stdout: &["Ferry sails again\n\nThe ferry"],
        stderr: &["unspun: picture.bin: input looks binary", "1 of 2 pages failed"],
    },
    Case { args: &["clean"], stdin: b"", code: 0, stdout: &[], stderr: &[] },
    Case { args: &["clean", "-i", "jsonl"], stdin: b"", code: 0, stdout: &[], stderr: &[] },
    // Wrong usage.
    Case { args: &[], stdin: b"", code: 2, stdout: &[], stderr: &["Usage: unspun [OPTIONS] <COMMAND>"] },
    Case { args: &["clean", "-f", "pdf"], stdin: b"", code: 2, stdout: &[], stderr: &["pdf", "markdown"] },
    Case {
        args: &["clean", "--without", "no-such-filter", "page.html"],
        stdin: b"",
        code: 2,
        stdout: &[],
        stderr: &["\"no-such-filter\"", "chrome-phrases", "--help"],
    },
    Case {
        args: &["clean", "-f", "text", "records.jsonl"],
        stdin: b"",
        code: 2,
        stdout: &[],
        stderr: &["records.jsonl: records stay records; use -f jsonl"],
    },
    // What the format has no place for is not passed over in silence.
    Case { args: &["clean", "--removed", "page.html"], stdin: b"", code: 2, stdout: &[], stderr: &["--removed", "-f json"] },
    Case {
        args: &["clean", "-f", "markdown", "--signals", "page.html"],
        stdin: b"",
        code: 2,
        stdout: &[],
        stderr: &["--signals", "-f json"],
    },
    Case { args: &["clean", "--links", "page.html"], stdin: b"", code: 2, stdout: &[], stderr: &["--links", "-f markdown"] },
    // Input and output that fail.
    Case {
        args: &["clean", "page.html", "missing.html"],
        stdin: b"",
        code: 3,
        stdout: &[],
        stderr: &["unspun: cannot read missing.html:", "check the path"],
    },
    Case {
        args: &["clean", "page.html", "-o", "no/such/folder/out.txt"],
        stdin: b"",
        code: 3,
        stdout: &[],
        stderr: &["unspun: cannot write no/such/folder/out.txt:"],
    },
    Case { args: &["filters"], stdin: b"", code: 0, stdout: &["chrome-phrases", "standard", "\n"], stderr: &[] },
    Case { args: &["--version"], stdin: b"", code: 0, stdout: &[env!("CARGO_PKG_VERSION")], stderr: &[] },
    Case { args: &["--help"], stdin: b"", code: 0, stdout: &["clean", "filters", "Exit codes:"], stderr: &[] },
    Case { args: &["clean", "--help"], stdin: b"", code: 0, stdout: &["--max-line-bytes", "Examples:"], stderr: &[] },
];

/// A folder with the files of the cases, made once.
fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli");
        fs::create_dir_all(folder.join("site/deep")).unwrap();
        let files: [(&str, &[u8]); 9] = [
            ("page.html", PAGE.as_bytes()),
            ("plain.txt", PLAIN.as_bytes()),
            ("records.jsonl", RECORDS.as_bytes()),
            ("picture.bin", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"),
            ("site/a.html", PAGE.as_bytes()),
            ("site/deep/b.txt", PLAIN.as_bytes()),
            ("site/deep/c.htm", PAGE.as_bytes()),
            ("site/deep/logo.svg", b"<svg/>"),
            ("site/z.jsonl", b"{\"id\":\"in z\",\"text\":\"Short.\"}\n"),
        ];
        for (name, content) in files {
            fs::write(folder.join(name), content).unwrap();
        }
        folder
    })
}

fn spawn(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
    command.args(args).current_dir(folder());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn run(args: &[&str], stdin: &[u8]) -> Output {
    let mut child = spawn(args);
    let mut input = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A command that does not read its input may have ended.
            let _ = input.write_all(stdin);
        });
        child.wait_with_output().unwrap()
    })
}

/// Whether the pieces stand in the text, one after the other; silence is asked for by no piece at all.
fn holds(text: &str, pieces: &[&str]) -> bool {
    let mut rest = text;
    let next = |piece: &&str| rest.find(*piece).map(|at| rest = &rest[at + piece.len()..]).is_some();
    if pieces.is_empty() { text.trim().is_empty() } else { pieces.iter().all(next) }
}

#[test]
fn the_command_does_what_it_says() {
    for case in CASES {
        let output = run(case.args, case.stdin);
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let told = format!("unspun {}\nstdout: {stdout}\nstderr: {stderr}", case.args.join(" "));
        assert_eq!(output.status.code(), Some(case.code), "{told}");
        assert!(holds(&stdout, case.stdout), "stdout lacks {:?}\n{told}", case.stdout);
        assert!(holds(&stderr, case.stderr), "stderr lacks {:?}\n{told}", case.stderr);
    }
}

#[test]
fn a_spun_page_is_unspun_when_asked_and_the_record_says_so() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/spun-council-bus-depot/page.html");
    let record = |args: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&run(&[&["clean", "-f", "json", page], args].concat(), b"").stdout).unwrap()
    };
    let (plain, unspun) = (record(&[]), record(&["--unspin"]));
    assert_eq!((&plain["spun_judgement"], &plain["unspun"]), (&"judged".into(), &serde_json::Value::Null));
    let replaced: Vec<_> =
        unspun["flags"].as_array().unwrap().iter().filter(|flag| !flag["replaced"].is_null()).collect();
    assert!(!replaced.is_empty() && unspun["unspun"] == true && unspun["replacements"] == replaced.len());
    for flag in replaced {
        assert!(flag["quote"].as_str().unwrap().ends_with(flag["suggestion"].as_str().unwrap()), "{flag}");
        assert!(plain["text"].as_str().unwrap().contains(flag["replaced"].as_str().unwrap()), "{flag}");
    }
}

#[test]
fn a_filter_that_is_left_out_does_nothing() {
    let page = format!("{PAGE}<p>Leave a Reply</p><p>Your email address will not be published.</p>");
    let removed = |args: &[&str]| {
        let output = run(&[&["clean", "-i", "html", "-f", "json", "--removed"], args].concat(), page.as_bytes());
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["removed"].to_string()
    };
    let all = removed(&[]);
    let names: Vec<_> = unspun::preset::standard().names();
    let Some(name) = names.iter().find(|name| all.contains(&format!("\"{name}\""))) else {
        panic!("nothing was removed: {all}")
    };
    assert!(!removed(&["--without", name]).contains(&format!("\"{name}\"")));
}

#[test]
fn a_file_appears_when_it_is_complete() {
    let out = folder().join("out.jsonl");
    let _ = fs::remove_file(&out);
    let mut child = spawn(&["clean", "-i", "jsonl", "-o", "out.jsonl"]);
    let mut input = child.stdin.take().unwrap();
    input.write_all(RECORDS.as_bytes()).unwrap();
    assert!(!out.exists());
    drop(input);
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    assert_eq!(fs::read_to_string(&out).unwrap().lines().count(), 2);
    assert!(!folder().join("out.jsonl.part").exists());
}

#[test]
fn a_file_may_be_cleaned_in_its_own_place() {
    fs::write(folder().join("own.txt"), PLAIN).unwrap();
    assert_eq!(run(&["clean", "own.txt", "-o", "own.txt"], b"").status.code(), Some(0));
    assert!(fs::read_to_string(folder().join("own.txt")).unwrap().starts_with("The bakery"));
}

#[test]
fn an_answer_does_not_wait_for_the_next_record() {
    let mut child = spawn(&["clean", "-i", "jsonl"]);
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 0..3 {
        writeln!(input, "{{\"id\":{n},\"text\":\"Short.\"}}").unwrap();
        assert!(answers.next().unwrap().unwrap().starts_with(&format!("{{\"id\":{n},")));
    }
    drop(input);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut child = spawn(&["clean", "-i", "jsonl"]);
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    writeln!(input, "{{\"id\":0,\"text\":\"Short.\"}}").unwrap();
    answers.read_line(&mut String::new()).unwrap();
    drop(answers);
    while writeln!(input, "{{\"id\":1,\"text\":\"Short.\"}}").is_ok() {}
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn inspect_is_as_wide_as_it_is_told() {
    let widest = |args: &[&str], columns: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
        command.args(["inspect", "--color", "never", "page.html"]).args(args).current_dir(folder());
        let output = command.env("COLUMNS", columns).output().unwrap();
        String::from_utf8_lossy(&output.stdout).lines().map(|line| line.chars().count()).max().unwrap()
    };
    assert!((51..=60).contains(&widest(&[], "60")), "the environment");
    assert!((61..=80).contains(&widest(&["--width", "80"], "60")), "the option before it");
    for columns in ["", "0", "wide"] {
        assert!((81..=100).contains(&widest(&[], columns)), "neither: {columns}");
    }
}
