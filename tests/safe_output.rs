//! What others wrote (pages, ids, names of files) can neither steer a terminal nor send a file elsewhere.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A colour, a window title, a C1 sequence, a change of direction.
const EVIL: &str = "evil\u{1b}[31m\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}gpj";
const PAGE: &str = "<h1>The ferry\u{9b}2J \u{202e}sails</h1><p>The ferry\u{1b}[2J will run\u{9b}31m again from Monday, \
    the port\u{202e} said, after three weeks in which nothing sailed.</p>";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("safe-output").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(folder: &Path, program: &str, args: &[&str], stdin: &str) -> Option<Output> {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder).env("TERM", "xterm").env_remove("NO_COLOR");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().ok()?;
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    Some(child.wait_with_output().unwrap())
}

fn unspun(folder: &Path, args: &[&str], stdin: &str) -> Output {
    run(folder, env!("CARGO_BIN_EXE_unspun"), args, stdin).expect("the command")
}

/// What a terminal would obey, if there is such a thing; our own colours are taken out.
fn obeyed(text: &str) -> Option<char> {
    let ours = ["\u{1b}[33m", "\u{1b}[31m", "\u{1b}[2m", "\u{1b}[0m"];
    let text = ours.iter().fold(text.replace("\r\n", "\n"), |text, sequence| text.replace(sequence, ""));
    let bidi = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().find(|c| (c.is_control() && !"\n\t".contains(*c)) || bidi(*c))
}

#[test]
fn messages_are_harmless_whatever_files_and_records_are_called() {
    let folder = folder("messages");
    // Linux allows every byte in a name but two.
    fs::write(folder.join(format!("{EVIL}.bin")), [0; 99]).unwrap();
    let name = format!("{EVIL}.bin");
    let record = format!("{}\n", serde_json::json!({"id": EVIL, "html": 3}));
    let cases: [(&[&str], &str); 7] = [
        (&["clean", "-f", "text", &name], ""),
        (&["clean", "-f", "text", "--color", "always", "--verbose", &name], ""),
        (&["clean", "-i", "jsonl", "-f", "text", "-o", "out/"], &record),
        (&["clean", EVIL], ""),
        (&["inspect", EVIL], ""),
        (&["bench", EVIL], ""),
        (&["clean", "-", "--chrome-list", EVIL], "x"),
    ];
    for (args, stdin) in cases {
        let told = String::from_utf8(unspun(&folder, args, stdin).stderr).unwrap();
        assert!(told.contains("evil") && told.contains("gpj"), "{told:?}");
        assert_eq!(obeyed(&told), None, "{args:?}: {told:?}");
    }
}

#[test]
fn articles_are_harmless_in_a_terminal_and_whole_elsewhere() {
    let folder = folder("terminal");
    fs::write(folder.join("page.html"), PAGE).unwrap();
    let command = env!("CARGO_BIN_EXE_unspun");
    assert!(obeyed(&String::from_utf8(unspun(&folder, &["clean", "page.html"], "").stdout).unwrap()).is_some());
    for args in
        ["clean page.html", "clean -f markdown page.html", "clean -f json page.html", "inspect --color never page.html"]
    {
        // The program `script` runs a command in a terminal of its own.
        let Some(output) = run(&folder, "script", &["-qec", &format!("'{command}' {args}"), "/dev/null"], "") else {
            println!("skipped: no `script` here to make a terminal");
            return;
        };
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.contains("again from Monday"), "{args}: {shown:?}");
        // The keyboard's end, not ours, is echoed.
        assert_eq!(obeyed(&shown.replace("^D\u{8}\u{8}", "")), None, "{args}: {shown:?}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    let victim = folder.join("victim");
    fs::write(&victim, "untouched").unwrap();
    fs::create_dir_all(folder.join("out/in")).unwrap();
    let record = "{\"id\":\"a\",\"text\":\"The bakery on the corner opens at five in the morning.\"}\n";
    fs::write(folder.join("in.jsonl"), record).unwrap();
    let clean = || unspun(&folder, &["clean", "in.jsonl", "-f", "text", "-o", "out/"], "");

    symlink(&victim, folder.join("out/in/00000001-a.txt")).unwrap();
    assert_eq!(clean().status.code(), Some(0));
    assert!(!folder.join("out/in/00000001-a.txt").is_symlink(), "the article is a file, the link is gone");

    for (args, part) in [
        (["clean", "in.jsonl", "-f", "text", "-o", "out/"], "out/in/00000001-a.txt.part"),
        (["clean", "in.jsonl", "-f", "jsonl", "-o", "out/"], "out/in.jsonl.part"),
        (["clean", "in.jsonl", "-f", "jsonl", "-o", "one.jsonl"], "one.jsonl.part"),
    ] {
        symlink(&victim, folder.join(part)).unwrap();
        let output = unspun(&folder, &args, "");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains(".part is a link; delete it"), "{told}");
        fs::remove_file(folder.join(part)).unwrap();
    }
    assert_eq!(fs::read_to_string(&victim).unwrap(), "untouched");
}
