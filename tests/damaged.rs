//! Data files that were damaged on their way: each gives a typed error that says where and what to do, or what can still be
//! read; never a panic, and no more memory than the limits allow.
#![cfg(feature = "cli")]

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use unspun::batch::{self, Format, Options, Unpacked};
use unspun::eval::{self, Corpus};
use unspun::filters::BlockModel;
use unspun::{ChromeList, Cleaner, PhraseBook};

const PROSE: &str = "The ferry will run again from Monday, the port said, after three weeks in which nothing sailed.";

/// The bytes cut short, and with one bit turned over, at every so many places.
fn damages(bytes: &[u8], step: usize) -> impl Iterator<Item = (usize, Vec<u8>)> {
    (0..bytes.len()).step_by(step).flat_map(|at| {
        let mut turned = bytes.to_vec();
        turned[at] ^= 1 << (at % 8);
        [(at, bytes[..at].to_vec()), (at, turned)]
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// A file system's place for the files of a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn damaged_weights_are_refused() {
    let weights = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/src/model/weights.bin")).unwrap();
    assert!(BlockModel::from_bytes(&weights).is_ok());
    let told = |bytes: &[u8]| BlockModel::from_bytes(bytes).err().map(|error| error.to_string());
    let places = [1, 4, 17, 18, weights.len() - 1].into_iter().chain((20..weights.len()).step_by(9_973));
    for at in places {
        let cut = told(&weights[..at]).unwrap_or_else(|| panic!("cut at {at}"));
        let mut turned = weights.clone();
        turned[at] ^= 1 << (at % 8);
        let turned = told(&turned).unwrap_or_else(|| panic!("turned at {at}"));
        for error in [cut, turned] {
            assert!(
                ["give one", "copy the file", "train again"].iter().any(|way| error.contains(way)),
                "{at}: {error}"
            );
        }
    }
}

#[test]
fn damaged_lists_name_the_line() {
    let phrases = "# mine\n[share]\nwhole,tail  Share (this/) (page/) | Share on *\n  + SHARE THIS PAGE »\n  - The share of it rose\n";
    let known = "# footer\nMember of the Coast Press Group\n\u{2022} ÜBER UNS\n";
    let file = folder("lists").join("known.chrome");
    let mut refused = [0, 0];
    for (_, bytes) in damages(phrases.as_bytes(), 1) {
        if let Err(error) = PhraseBook::parse("mine", &String::from_utf8_lossy(&bytes)) {
            assert!((1..=6).contains(&error.line()) && error.to_string().starts_with("mine:"), "{error}");
            refused[0] += 1;
        }
    }
    for (_, bytes) in damages(known.as_bytes(), 1) {
        fs::write(&file, &bytes).unwrap();
        if let Err(error) = ChromeList::read(&file) {
            let error = error.to_string();
            assert!((1..=4).any(|line| error.starts_with(&format!("{}:{line}: ", file.display()))), "{error}");
            assert!(error.contains("convert") || error.contains("delete it"), "{error}");
            refused[1] += 1;
        }
    }
    assert!(refused.iter().all(|count| *count > 5), "{refused:?}");
}

#[test]
fn a_damaged_corpus_names_the_file() {
    let folder = folder("corpus");
    let case = folder.join("case");
    fs::create_dir_all(&case).unwrap();
    let files: [(&str, &[u8]); 4] = [
        ("page.txt", PROSE.as_bytes()),
        ("gold.txt", "Die Fähre fährt.".as_bytes()),
        ("source.toml", b"site = \"none\"\nsplit = \"dev\"\n"),
        (
            "spans.toml",
            b"language = \"en\"\nspun = false\nmust_go = [\n  { text = \"Home\", filter = \"byline\" },\n]\n",
        ),
    ];
    files.iter().for_each(|(name, bytes)| fs::write(case.join(name), bytes).unwrap());
    for (name, whole) in &files[1..] {
        let mut refused = 0;
        for (at, bytes) in damages(whole, 1) {
            fs::write(case.join(name), bytes).unwrap();
            // Looking for complaints reads every file of the case, too.
            for error in [Corpus::open(&folder).err(), eval::check(&folder).err()].into_iter().flatten() {
                assert!(error.to_string().contains(name), "{at}: {error}");
                refused += 1;
            }
        }
        assert!(refused > 0, "{name}");
        fs::write(case.join(name), whole).unwrap();
    }
    assert!(Corpus::open(&folder).is_ok());
}

#[test]
fn damaged_pages_of_a_corpus_and_bombs_among_them_are_errors() {
    let folder = folder("wcxb");
    for name in ["html", "ground-truth"] {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    let (page, truth) = (folder.join("html/1.html.gz"), folder.join("ground-truth/1.json"));
    let json = br#"{"url": "https://example.org/1", "ground_truth": {"main_content": "One."}}"#;
    let whole = gzip(format!("<p>{PROSE}</p>").as_bytes());
    fs::write(&page, &whole).unwrap();
    for (at, bytes) in damages(json, 1) {
        fs::write(&truth, bytes).unwrap();
        if let Err(error) = Corpus::open(&folder) {
            assert!(error.to_string().contains("1.json:"), "{at}: {error}");
        }
    }
    fs::write(&truth, br#"{"ground_trut": {}}"#).unwrap();
    assert!(Corpus::open(&folder).unwrap_err().to_string().contains("fetch the corpus again"));
    fs::write(&truth, json).unwrap();
    let read = |bytes: &[u8]| {
        fs::write(&page, bytes).unwrap();
        Corpus::open(&folder).unwrap().cases()[0].page().map_err(|error| error.to_string())
    };
    let right = read(&whole).unwrap();
    for (at, bytes) in damages(&whole, 1) {
        match read(&bytes) {
            Ok(page) => assert_eq!(page, right, "{at}"),
            Err(error) => assert!(error.contains("1.html.gz"), "{at}: {error}"),
        }
    }
    let error = read(&gzip(&vec![0; 1 << 20]).repeat(65)).unwrap_err();
    assert!(error.contains("1.html.gz") && error.contains("more than 67108864 bytes; take the page out"), "{error}");
}

fn archive() -> Vec<u8> {
    let record = |kind: &str, content: &str| {
        let head =
            format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{kind}>\r\nContent-Length: {}", content.len());
        format!("{head}\r\n\r\n{content}\r\n\r\n")
    };
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{PROSE}</p>");
    (record("warcinfo", "x: y") + &record("response", &http) + &record("conversion", PROSE)).into_bytes()
}

/// The lines that come of a stream, and what ended it before its time.
fn run(bytes: &[u8], options: &Options) -> (Vec<u8>, Option<String>) {
    let mut out = Vec::new();
    let options = options.clone().jobs(1);
    let ended = Unpacked::new(bytes)
        .map_err(batch::Error::Read)
        .and_then(|reader| batch::run(reader, &mut out, &Cleaner::new(), &options));
    (out, ended.err().map(|error| error.to_string()))
}

#[test]
fn damaged_archives_are_read_as_far_as_they_go() {
    let whole = archive();
    let options = Options::default().format(Format::Warc);
    let (right, _) = run(&whole, &options);
    assert_eq!(right.iter().filter(|byte| **byte == b'\n').count(), 2);
    for (at, bytes) in damages(&whole, 7) {
        let (out, ended) = run(&bytes, &options);
        assert_eq!(ended, None, "{at}: nothing ends the reading of a plain archive");
        for line in str::from_utf8(&out).unwrap().lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            let Some(message) = record["error"]["message"].as_str() else { continue };
            let told = ["bytes from its start", "the response is no HTTP", "raise max-line-bytes"];
            assert!(told.iter().any(|part| message.contains(part)), "{at}: {message}");
        }
    }
    for packed in [gzip(&whole), zstd(&whole)] {
        for (at, bytes) in damages(&packed, 3) {
            let (out, ended) = run(&bytes, &options);
            let told = ended.is_some_and(|ended| ended.contains(" bytes from its start, unpacked: "));
            // Without its first bytes it is no packed stream, and so no archive.
            let strange = String::from_utf8_lossy(&out).contains("\"invalid_warc\"");
            assert!(at == 0 || told || strange || out == right, "{at}: {}", String::from_utf8_lossy(&out));
        }
    }
}

/// A Zstandard frame of so many bytes: four of its own stand for 128 KiB of one sign.
fn zstd_bomb(bytes: usize) -> Vec<u8> {
    const BLOCK: usize = 128 << 10;
    let block = |last: bool| (((BLOCK as u32) << 3) | 2 | u32::from(last)).to_le_bytes()[..3].to_vec();
    // One segment of no told length, a window of 128 KiB.
    let mut frame = b"\x28\xb5\x2f\xfd\x00\x38".to_vec();
    for left in (0..bytes / BLOCK).rev() {
        frame.extend(block(left == 0));
        frame.push(b'x');
    }
    frame
}

#[test]
fn a_window_larger_than_memory_is_refused() {
    let (_, ended) = run(b"\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00x", &Options::default());
    let ended = ended.expect("an error");
    assert!(ended.contains("0 bytes from its start, unpacked: the Zstandard stream is damaged"), "{ended}");
}

/// The most memory that the command took for a stream, in MB, and its first line. Linux alone tells.
fn memory(args: &[&str], stream: &[u8]) -> Option<(usize, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
    command.arg("clean").args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    let told = std::thread::scope(|scope| {
        // It stays open until the answer is there: while the child waits for more, its memory can be looked at.
        let input = scope.spawn(move || input.write_all(stream).map(|()| input));
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok();
        drop(input.join());
        let peak = status?.lines().find_map(|line| line.strip_prefix("VmHWM:").map(str::to_owned))?;
        Some((peak.trim().trim_end_matches(" kB").parse::<usize>().ok()? / 1_000, line))
    });
    child.wait().unwrap();
    told
}

#[test]
fn bombs_take_no_more_memory_than_the_limit() {
    let response = |encoding: &str, body: &[u8]| {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Type: text/html\r\n\r\n");
        let length = http.len() + body.len();
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{http}");
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    };
    let (zeros, frame) = (gzip(&vec![b'x'; 1 << 20]).repeat(100), zstd_bomb(100 << 20));
    let streams: [(&str, Vec<u8>, &str); 4] = [
        ("jsonl", [gzip(b"{\"id\":1,\"text\":\""), zeros.clone(), gzip(b"\"}\n")].concat(), "line_too_long"),
        ("jsonl", [zstd(b"{\"id\":1,\"text\":\""), frame.clone(), zstd(b"\"}\n")].concat(), "line_too_long"),
        ("warc", response("gzip", &zeros), "record_too_long"),
        ("warc", response("zstd", &frame), "record_too_long"),
    ];
    for (format, stream, kind) in streams {
        let Some((peak, line)) = memory(&["-i", format, "--max-line-bytes", "1000000"], &stream) else {
            println!("skipped: this system does not tell how much memory a program took");
            return;
        };
        assert!(line.contains(kind), "{line}");
        assert!(peak < 60, "{format}, {kind}: {peak} MB for 100 MB");
    }
}
