//! The command on archives, packed files and folders.
#![cfg(feature = "cli")]

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PROSE: &str = "The ferry will run again from Monday, the port said, after three weeks in which nothing sailed.";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn record(kind: &str, id: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{id}>\r\nWARC-Target-URI: https://example.org/{id}\r\n\
         WARC-Date: 2026-02-03T04:05:06Z\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn response(id: &str, head: &str, body: &[u8]) -> Vec<u8> {
    record("response", id, &[format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat())
}

fn page(text: &str) -> String {
    format!("<html><head><title>Ferry</title></head><body><h1>Ferry</h1><p>{text}</p></body></html>")
}

/// An archive in which every kind of record stands.
fn archive() -> Vec<Vec<u8>> {
    let french = page("Le bac reprendra lundi, a déclaré le port, après trois semaines où rien n'a navigué du tout.");
    let latin: Vec<u8> = french.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let plain = page(PROSE);
    let chunked = format!("5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", &plain[..5], plain.len() - 5, &plain[5..]);
    vec![
        record("warcinfo", "info", b"software: a crawler\r\n"),
        record("request", "ask", b"GET / HTTP/1.1\r\n\r\n"),
        response("plain", "200 OK\r\nContent-Type: text/html", plain.as_bytes()),
        response("latin", "200 OK\r\nContent-Type: text/html; charset=ISO-8859-1", &latin),
        response("chunked", "200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html", chunked.as_bytes()),
        response("packed", "200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html", &gzip(plain.as_bytes())),
        response("gone", "404 Not Found\r\nContent-Type: text/html", b"<h1>Gone</h1>"),
        response("logo", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        record("response", "torn", b"HTTP/1.1 200"),
        b"noise between records\r\n".to_vec(),
        response("last", "200 OK", plain.as_bytes()),
    ]
}

fn wet() -> Vec<u8> {
    let text = |id: &str, text: &str| record("conversion", id, text.as_bytes());
    [record("warcinfo", "info", b"x"), text("one", PROSE), text("two", &format!("LEAVE A REPLY\n\n{PROSE}\n"))].concat()
}

/// An empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("archives").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn run_in(folder: &Path, args: &[&str], stdin: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
    command.args(args).current_dir(folder).env_remove("NO_COLOR");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A command that does not read its input may have ended.
            let _ = input.write_all(stdin);
        });
        child.wait_with_output().unwrap()
    })
}

fn records(output: &Output) -> Vec<Value> {
    let text = str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// All files below a folder, by their path in it.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = unspun::batch::files_in(folder).unwrap();
    let name = |path: &PathBuf| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn responses_become_records_with_their_address() {
    let folder = folder("warc");
    let members: Vec<u8> = archive().iter().flat_map(|record| gzip(record)).collect();
    write(&folder, "crawl.warc.gz", &members);
    let output = run_in(&folder, &["clean", "crawl.warc.gz", "--stats", "stats.json"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let records = records(&output);
    let what = |record: &Value| {
        let kind = record["error"]["kind"].as_str().or(record["title"].as_str());
        (record["id"].as_str().unwrap_or("-").to_owned(), kind.unwrap_or_default().to_owned())
    };
    let expected = [
        ("<plain>", "Ferry"),
        ("<latin>", "Ferry"),
        ("<chunked>", "Ferry"),
        ("<packed>", "Ferry"),
        ("<torn>", "invalid_http"),
        ("-", "invalid_warc"),
        ("<last>", "Ferry"),
    ];
    let expected = expected.map(|(id, kind)| (id.to_owned(), kind.to_owned()));
    assert_eq!(records.iter().map(what).collect::<Vec<_>>(), expected);
    assert!(records[1]["text"].as_str().unwrap().contains("a déclaré le port"));
    assert_eq!(records[2]["text"], PROSE);
    assert_eq!(records[0]["url"], "https://example.org/plain");
    assert_eq!(records[0]["warc_date"], "2026-02-03T04:05:06Z");
    let offset = archive()[..9].iter().map(Vec::len).sum::<usize>().to_string();
    assert!(records[5]["error"]["message"].as_str().unwrap().contains(&offset));
    let stats: Value = serde_json::from_slice(&fs::read(folder.join("stats.json")).unwrap()).unwrap();
    assert_eq!((&stats["total"], &stats["kept"]), (&json!(7), &json!(5)));
    assert_eq!(stats["errors"], json!({"invalid_http": 1, "invalid_warc": 1}));
    assert_eq!(stats["skipped"], json!({"content_type": 1, "http_status": 1}));
}

#[test]
fn packed_or_not_and_named_or_not_gives_the_same() {
    let folder = folder("packed");
    let warc = archive().concat();
    let expected = run_in(&folder, &["clean", "-i", "warc"], &warc).stdout;
    assert!(expected.starts_with(b"{\"id\":\"<plain>\""));
    for (name, bytes) in [("a.warc", warc.clone()), ("b.warc.gz", gzip(&warc)), ("c.warc.zst", zstd(&warc))] {
        write(&folder, name, &bytes);
        assert!(run_in(&folder, &["clean", name], b"").stdout == expected, "{name}");
        assert!(run_in(&folder, &["clean"], &bytes).stdout == expected, "{name} from standard input");
    }
    let wet = run_in(&folder, &["clean"], &zstd(&wet()));
    let texts: Vec<_> = records(&wet).into_iter().map(|record| record["text"].clone()).collect();
    assert_eq!(texts, [PROSE, PROSE]);
    let lines = format!("{}\n", json!({"id": 1, "text": PROSE}));
    assert_eq!(records(&run_in(&folder, &["clean"], &gzip(lines.as_bytes())))[0]["text"], PROSE);
    write(&folder, "page.html.gz", &gzip(page(PROSE).as_bytes()));
    assert!(String::from_utf8_lossy(&run_in(&folder, &["clean", "page.html.gz"], b"").stdout).contains(PROSE));
}

#[test]
fn the_fields_of_records_may_have_other_names() {
    let folder = folder("fields");
    let args =
        ["clean", "-i", "jsonl", "--html-field", "body", "--text-field", "plain", "--id-field", "doc"].as_slice();
    let input = format!(
        "{}\n{}\n{}\n{{\"doc\":4,\"body\":\"<p>cut o\n",
        json!({"doc": "a", "body": format!("<p>{PROSE}</p>"), "html": "kept", "id": "theirs"}),
        json!({"doc": 2, "plain": PROSE, "text": "not this"}),
        json!({"doc": 3, "html": "not this"})
    );
    let records = records(&run_in(&folder, args, input.as_bytes()));
    assert_eq!((&records[0]["id"], &records[0]["text"]), (&json!("a"), &json!(PROSE)));
    assert_eq!((&records[0]["html"], records[0].get("body"), records[0].get("doc")), (&json!("kept"), None, None));
    assert_eq!((&records[1]["id"], &records[1]["text"]), (&json!(2), &json!(PROSE)));
    assert_eq!(records[2]["error"]["kind"], "missing_field");
    assert!(records[2]["error"]["message"].as_str().unwrap().contains("\"body\" or \"plain\""));
    assert_eq!((&records[3]["id"], &records[3]["error"]["kind"]), (&json!(4), &json!("invalid_json")));
}

#[test]
fn a_folder_mirrors_the_input() {
    let folder = folder("mirror");
    write(&folder, "in/a.html", page(PROSE).as_bytes());
    write(&folder, "in/deep/b.htm.gz", &gzip(page(PROSE).as_bytes()));
    write(&folder, "in/deep/b.txt", PROSE.as_bytes());
    write(&folder, "in/crawl.warc", &archive().concat());
    write(&folder, "in/logo.svg", b"<svg/>");
    let output = run_in(&folder, &["clean", "in", "-o", "out/"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let names: Vec<_> = tree(&folder.join("out")).into_keys().collect();
    assert_eq!(names, [".unspun-done", "a.jsonl", "crawl.jsonl", "deep/b.htm.gz.jsonl", "deep/b.txt.jsonl"]);
    // What would overwrite an input or another output is refused before anything is written.
    let own = run_in(&folder, &["clean", "in", "-f", "html", "-i", "html", "-o", "in"], b"");
    assert_eq!(own.status.code(), Some(2));
    assert!(stderr(&own).contains("in/a.html would be overwritten"), "{}", stderr(&own));
    let same = run_in(&folder, &["clean", "in/a.html", "in/../in/a.html", "-o", "both/"], b"");
    assert_eq!(same.status.code(), Some(2));
    assert!(stderr(&same).contains("would both become") && !folder.join("both").exists(), "{}", stderr(&same));
    // Into text, records that fail have no file; the command says so.
    let output = run_in(&folder, &["clean", "in", "-f", "markdown", "-o", "md/"], b"");
    assert_eq!(output.status.code(), Some(1));
    let told = "in/crawl.warc: record 5 (id <torn>): the response is no HTTP";
    assert!(stderr(&output).contains(told) && stderr(&output).contains("2 of 10 pages failed"), "{}", stderr(&output));
    let files = tree(&folder.join("md"));
    assert!(String::from_utf8_lossy(&files["crawl/00000001-plain.md"]).contains(PROSE));
    assert!(
        files.contains_key("deep/b.txt.md")
            && files.contains_key("a.md")
            && files.contains_key("crawl/00000009-last.md")
    );
}

#[test]
fn no_record_is_written_outside_of_the_folder() {
    let folder = folder("ids");
    let (long, wide) = ("long".repeat(99), "ß".repeat(9_000));
    let ids = [
        "../../up",
        "/etc/x",
        "..",
        ".",
        "",
        "a/b",
        "a\\b",
        "a\u{0}b",
        "C:x",
        "same",
        "same",
        &long,
        &wide,
        "CON",
        "nul.txt",
        "com1",
        "x. ",
        "~root",
        "-rf",
        "$HOME",
        "a\nb",
        "\u{202e}gpj.exe",
        "..\u{2215}up",
    ];
    let lines: String = ids.iter().map(|id| format!("{}\n", json!({"id": id, "text": PROSE}))).collect();
    write(&folder, "in.jsonl", lines.as_bytes());
    let output = run_in(&folder, &["clean", "in.jsonl", "-f", "text", "-o", "out/x/"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let files = tree(&folder);
    assert_eq!(files.keys().filter(|name| name.starts_with("out/x/in/0")).count(), ids.len());
    assert_eq!(files.len(), ids.len() + 2, "the input and the journal: {:?}", files.keys());
}

#[test]
fn patterns_choose_the_files() {
    let folder = folder("globs");
    for name in ["a.html", "b.php", "deep/c.html", "deep/d.txt"] {
        write(&folder, &format!("in/{name}"), page(PROSE).as_bytes());
    }
    let ids = |args: &[&str]| -> Vec<String> {
        let output = run_in(&folder, &[&["clean", "-f", "jsonl"], args].concat(), b"");
        records(&output).iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["in"]), ["in/a.html", "in/deep/c.html", "in/deep/d.txt"]);
    assert_eq!(ids(&["in", "--glob", "*.php"]), ["in/b.php"]);
    assert_eq!(ids(&["in", "-g", "!*.txt", "-g", "deep/*"]), ["in/deep/c.html"]);
    assert_eq!(ids(&["in/**/*.html"]), ["in/a.html", "in/deep/c.html"]);
    let none = run_in(&folder, &["clean", "in/*.pdf"], b"");
    assert_eq!(none.status.code(), Some(3));
    assert!(stderr(&none).contains("in/*.pdf: no file matches"), "{}", stderr(&none));
}

#[test]
fn a_damaged_archive_is_named_and_its_output_not_finished() {
    let folder = folder("damaged");
    let whole = gzip(format!("{}\n", json!({"id": 1, "text": PROSE})).repeat(2_000).as_bytes());
    write(&folder, "cut.jsonl.gz", &whole[..whole.len() - 20]);
    let output = run_in(&folder, &["clean", "cut.jsonl.gz", "-o", "out.jsonl"], b"");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("cannot read cut.jsonl.gz") && stderr(&output).contains("fetch it again"));
    assert!(!folder.join("out.jsonl").exists());
}

#[test]
fn a_record_has_its_time() {
    let folder = folder("time");
    let input = format!("{}\n", json!({"id": 1, "html": page(PROSE)}));
    let late = records(&run_in(&folder, &["clean", "--timeout-ms", "0"], input.as_bytes())).remove(0);
    assert_eq!((&late["id"], &late["error"]["kind"]), (&json!(1), &json!("timeout")));
    let early = records(&run_in(&folder, &["clean", "--timeout-ms", "60000"], input.as_bytes())).remove(0);
    assert_eq!(early["text"], PROSE);
}

#[test]
fn the_command_minds_its_manners() {
    let folder = folder("manners");
    let said = |args: &[&str]| {
        let output = run_in(&folder, &[&["clean", "-i", "jsonl"], args].concat(), b"{}\n");
        (stderr(&output), output.stdout)
    };
    let (plain, records) = said(&[]);
    assert!(plain.starts_with("unspun: 1 of 1 records failed"), "{plain}");
    let (colored, same) = said(&["--color", "always"]);
    assert!(colored.starts_with("\x1b[33munspun:\x1b[0m 1 of 1") && same == records, "{colored}");
    assert_eq!(said(&["--quiet"]).0, "");
    assert!(said(&["--verbose"]).0.contains("1 records so far"));
    assert!(said(&["--progress", "always"]).0.contains("\r\x1b[K"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run_in(&folder, &["completions", shell], b"").stdout;
        assert!(String::from_utf8_lossy(&script).contains("max-line-bytes"), "{shell}");
    }
    assert!(run_in(&folder, &["man"], b"").stdout.starts_with(b".ie"));
    assert!(String::from_utf8_lossy(&run_in(&folder, &["man", "clean"], b"").stdout).contains("resume"));
    assert_eq!(run_in(&folder, &["man", "fly"], b"").status.code(), Some(2));
}
