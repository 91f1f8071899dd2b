//! The JSON Lines engine, from outside.
#![cfg(feature = "batch")]

use serde_json::{Value, json};
use std::io::{BufReader, Read, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use unspun::batch::{self, Counts, Format, Options, Outcome};
use unspun::{Cleaner, Document, Edits, Filter, Limits, Pipeline};

const PROSE: &str = "The ferry will run again from Monday, the port said, after three weeks in which nothing sailed.";

fn run_with(input: &[u8], cleaner: &Cleaner, options: &Options) -> (Vec<Value>, Counts) {
    let mut output = Vec::new();
    let counts = batch::run(input, &mut output, cleaner, options).unwrap();
    let text = String::from_utf8(output).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    (text.split_terminator('\n').map(|line| serde_json::from_str(line).expect(line)).collect(), counts)
}

fn run(input: impl AsRef<[u8]>) -> Vec<Value> {
    run_with(input.as_ref(), &Cleaner::new(), &Options::default()).0
}

fn error_of(line: impl AsRef<[u8]>) -> (Value, String) {
    let mut records = run(line);
    assert_eq!(records.len(), 1);
    let fields: Vec<_> = records[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["id", "error"]);
    let mut record = records.remove(0);
    assert!(!record["error"]["message"].as_str().unwrap().is_empty());
    (record["id"].take(), record["error"]["kind"].as_str().unwrap().to_owned())
}

#[test]
fn a_record_has_the_names_of_the_contract_in_their_order() {
    let input = json!({"id": "a", "html": format!("<h1>Ferry</h1><p>{PROSE}</p>"), "url": "https://example.org/"});
    let record = run(input.to_string()).remove(0);
    let names: Vec<_> = record.as_object().unwrap().keys().map(String::as_str).collect();
    let contract = ["id", "title", "text", "language", "score", "quality", "spun_probability", "flags"];
    assert_eq!(names[..contract.len()], contract);
    assert_eq!(record["text"], PROSE);
    assert_eq!(record["title"], "Ferry");
    assert!((0.0..=1.0).contains(&record["score"].as_f64().unwrap()));
}

#[test]
fn further_fields_pass_through_untouched_and_in_order() {
    let line = r#"{"zeta":[1, {"x" : null}],"text":"Short.","big":123456789012345678901234567890,"id":4.50,"half":"\ud83d","alpha":1e5,"score":"theirs","error":"theirs"}"#;
    let mut output = Vec::new();
    batch::run(line.as_bytes(), &mut output, &Cleaner::new(), &Options::default()).unwrap();
    let output = String::from_utf8(output).unwrap();
    assert!(output.starts_with(r#"{"id":4.50,"title":"#), "{output}");
    let rest = r#","zeta":[1, {"x" : null}],"big":123456789012345678901234567890,"half":"\ud83d","alpha":1e5}"#;
    assert!(output.ends_with(&format!("{rest}\n")), "{output}");
    assert!(!output.contains("theirs"), "a name of the record is ours");
}

#[test]
fn of_html_and_text_html_counts_and_null_is_nothing() {
    let both = json!({"id": 1, "html": format!("<p>{PROSE}</p>"), "text": "Something else entirely."});
    assert_eq!(run(both.to_string())[0]["text"], PROSE);
    let null = json!({"id": 1, "html": null, "text": PROSE, "url": null});
    assert_eq!(run(null.to_string())[0]["text"], PROSE);
}

#[test]
fn a_bad_record_says_so_with_its_id() {
    let cases: [(&[u8], Value, &str); 12] = [
        (b"nonsense", json!(null), "invalid_json"),
        (b"{\"id\":\"cut\",\"html\":\"<p>never clos", json!("cut"), "invalid_json"),
        (b"{\"id\":5,\"text\":\"\\ud83d alone\"}", json!(5), "invalid_json"),
        (b"[1,2]", json!(null), "wrong_type"),
        (b"{\"id\":6,\"text\":[\"no\"]}", json!(6), "wrong_type"),
        (b"{\"id\":7,\"text\":\"yes\",\"url\":8}", json!(7), "wrong_type"),
        (b"{\"id\":{\"part\":9}}", json!({"part": 9}), "missing_field"),
        (b"{}", json!(null), "missing_field"),
        (b"{\"id\":\"x\",\"text\":\"\xff\xfe\"}", json!("x"), "invalid_utf8"),
        (b"\n", json!(null), "empty_line"),
        (b"   \r\n", json!(null), "empty_line"),
        (b"{\"id\":1,\"text\":\"two\"} {\"id\":2}", json!(1), "invalid_json"),
    ];
    for (line, id, kind) in cases {
        assert_eq!(error_of(line), (id, kind.to_owned()), "{}", String::from_utf8_lossy(line));
    }
}

#[test]
fn errors_stand_in_their_place_and_are_counted() {
    let good = |id: u32| json!({"id": id, "text": PROSE}).to_string();
    let input = format!("{}\nbroken\n\n{}\r\n{{\"id\":3}}\n{}", good(1), good(2), good(4));
    let (records, counts) = run_with(input.as_bytes(), &Cleaner::new(), &Options::default());
    let ids: Vec<_> = records.iter().map(|record| record["id"].as_u64()).collect();
    assert_eq!(ids, [Some(1), None, None, Some(2), Some(3), Some(4)]);
    let failed: Vec<_> = records.iter().map(|record| record.get("error").is_some()).collect();
    assert_eq!(failed, [false, true, true, false, true, false]);
    assert_eq!((counts.total(), counts.failed()), (6, 3));
    let kinds: Vec<_> = counts.errors().iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    assert_eq!(kinds, [("empty_line", 1), ("invalid_json", 1), ("missing_field", 1)]);
}

#[test]
fn no_input_gives_no_output() {
    assert!(run("").is_empty());
}

#[test]
fn odd_characters_do_not_split_lines() {
    let text = format!("{PROSE} \u{2028}\u{2029}\u{85} 🚢👩‍👩‍👧 e\u{301}.");
    let records = run(format!("{}\n", json!({"id": "u\u{2028}", "text": text, "note": "a\u{2028}b"})));
    assert_eq!(records.len(), 1);
    assert_eq!((&records[0]["id"], &records[0]["note"]), (&json!("u\u{2028}"), &json!("a\u{2028}b")));
    assert!(records[0]["text"].as_str().unwrap().contains("🚢👩‍👩‍👧 e\u{301}."));
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_record() {
    assert_eq!(run(format!("\u{feff}{}", json!({"id": 1, "text": PROSE})))[0]["text"], PROSE);
}

#[test]
fn removed_spans_are_slices_of_the_source() {
    let html = "<nav><a href='/'>Home</a> <a href='/ä'>Ärger</a></nav><h1>Ferry</h1><p>Now</p>";
    let input = json!({"id": 1, "html": html}).to_string();
    let pipeline = Pipeline::new().then(DropFirst);
    let cleaner = Cleaner::builder().pipeline(pipeline).build();
    let record = run_with(input.as_bytes(), &cleaner, &Options::default().removed(true)).0.remove(0);
    let source = record["source_text"].as_str().unwrap();
    let removed = &record["removed"][0];
    let at = |name: &str| removed[name].as_u64().unwrap() as usize;
    assert!(source[at("start")..at("end")].starts_with("Home"));
    assert_eq!((&removed["filter"], &removed["reason"]), (&json!("drop-first"), &json!("first")));
    let without = run_with(input.as_bytes(), &cleaner, &Options::default()).0.remove(0);
    assert!(without.get("removed").is_none() && without.get("source_text").is_none());
}

#[derive(Debug)]
struct DropFirst;

impl Filter for DropFirst {
    fn name(&self) -> &'static str {
        "drop-first"
    }

    fn apply(&self, _: &Document, edits: &mut Edits) {
        edits.drop(0, "first");
    }
}

#[derive(Debug)]
struct Panics;

impl Filter for Panics {
    fn name(&self) -> &'static str {
        "panics"
    }

    fn apply(&self, doc: &Document, _: &mut Edits) {
        assert!(!doc.text().contains("boom"), "met a boom");
    }
}

#[test]
fn a_panic_costs_one_record() {
    let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Panics)).build();
    let input = ["fine", "boom", "fine"].map(|text| json!({"id": text, "text": text}).to_string()).join("\n");
    let (records, counts) = run_with(input.as_bytes(), &cleaner, &Options::default().jobs(2));
    assert_eq!(records.iter().map(|record| &record["id"]).collect::<Vec<_>>(), ["fine", "boom", "fine"]);
    assert_eq!(records[1]["error"]["kind"], "panic");
    assert!(records[1]["error"]["message"].as_str().unwrap().contains("met a boom"));
    assert_eq!(counts.failed(), 1);
}

#[test]
fn what_the_library_refuses_is_an_error_record() {
    let cleaner = Cleaner::builder().limits(Limits::default().max_bytes(100)).build();
    let input = json!({"id": "long", "html": "x".repeat(101)}).to_string();
    let records = run_with(input.as_bytes(), &cleaner, &Options::default()).0;
    assert_eq!((&records[0]["id"], &records[0]["error"]["kind"]), (&json!("long"), &json!("too_large")));
}

/// Gives `len` bytes of one endless line, then a second line; never holds them.
fn huge(len: u64, next: &str) -> impl Read {
    let head = br#"{"id":"huge","text":""#.as_slice();
    head.chain(std::io::repeat(b'x').take(len)).chain(std::io::Cursor::new(format!("\"}}\n{next}")))
}

#[test]
fn a_huge_line_is_passed_over_and_the_next_one_is_read() {
    let next = json!({"id": "next", "text": PROSE}).to_string();
    let mut output = Vec::new();
    let options = Options::default().max_line_bytes(1 << 20).jobs(1);
    batch::run(BufReader::new(huge(300 << 20, &next)), &mut output, &Cleaner::new(), &options).unwrap();
    let text = String::from_utf8(output).unwrap();
    let records: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&records[0]["id"], &records[0]["error"]["kind"]), (&json!("huge"), &json!("line_too_long")));
    assert_eq!((records.len(), &records[1]["text"]), (2, &json!(PROSE)));
}

/// A thousand records, one in seven of them broken.
fn many() -> String {
    let line = |n: u32| match n % 7 {
        3 => format!("{{\"id\":{n},"),
        _ => json!({"id": n, "text": format!("Ship {n} sails. {PROSE}"), "n": n}).to_string(),
    };
    (0..1_000).map(|n| line(n) + "\n").collect()
}

#[test]
fn the_output_is_the_same_for_any_number_of_jobs() {
    let input = many();
    let output = |jobs: usize| {
        let mut output = Vec::new();
        batch::run(input.as_bytes(), &mut output, &Cleaner::new(), &Options::default().jobs(jobs)).unwrap();
        output
    };
    let one = output(1);
    let ids: Vec<u64> = String::from_utf8_lossy(&one)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, (0..1_000).collect::<Vec<_>>());
    assert!(one == output(2), "2 jobs differ from 1");
    assert!(one == output(7), "7 jobs differ from 1");
}

/// Reads what the other end sends, message by message; ends when the sender is gone.
struct Pipe(Receiver<Vec<u8>>, Vec<u8>);

impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.1.is_empty() {
            self.1 = self.0.recv().unwrap_or_default();
        }
        let len = into.len().min(self.1.len());
        into[..len].copy_from_slice(&self.1[..len]);
        self.1.drain(..len);
        Ok(len)
    }
}

/// Passes on what is flushed, and nothing before.
struct Flushed(Sender<Vec<u8>>, Vec<u8>);

impl Write for Flushed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.1.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if !self.1.is_empty() {
            self.0.send(std::mem::take(&mut self.1)).map_err(std::io::Error::other)?;
        }
        Ok(())
    }
}

#[test]
fn every_answer_comes_before_the_next_question() {
    let (ask, questions) = channel();
    let (answer, answers) = channel();
    let engine = std::thread::spawn(move || {
        let reader = BufReader::new(Pipe(questions, Vec::new()));
        batch::run(reader, Flushed(answer, Vec::new()), &Cleaner::new(), &Options::default().jobs(3)).unwrap()
    });
    for n in 0..200 {
        ask.send(format!("{}\n", json!({"id": n, "text": "Short."})).into_bytes()).unwrap();
        let line = answers.recv_timeout(Duration::from_secs(20)).expect("an answer without a further question");
        assert!(line.starts_with(format!("{{\"id\":{n},").as_bytes()));
        assert!(line.ends_with(b"\n"));
    }
    drop(ask);
    assert_eq!(engine.join().unwrap().total(), 200);
}

#[test]
fn a_reader_that_drips_gets_every_record_whole() {
    /// Gives three bytes at a time.
    struct Drip<'i>(&'i [u8]);
    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let len = self.0.len().min(into.len()).min(3);
            into[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }
    let input: String = (0..10_000).map(|n| format!("{{\"id\":{n},\"text\":\"\"}}\n")).collect();
    let mut output = Vec::new();
    let reader = BufReader::with_capacity(16, Drip(input.as_bytes()));
    batch::run(reader, &mut output, &Cleaner::new(), &Options::default()).unwrap();
    let text = String::from_utf8(output).unwrap();
    assert_eq!(text.lines().count(), 10_000);
    assert!(text.lines().enumerate().all(|(n, line)| line.starts_with(&format!("{{\"id\":{n},\"title\":"))));
}

#[test]
fn input_and_output_that_fail_are_told_apart() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("disk gone"))
        }
    }
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let line = json!({"id": 1, "text": PROSE}).to_string() + "\n";
    let mut output = Vec::new();
    let reader = BufReader::new(line.as_bytes().chain(Broken));
    let read = batch::run(reader, &mut output, &Cleaner::new(), &Options::default());
    assert!(matches!(read, Err(batch::Error::Read(_))), "{read:?}");
    assert!(output.ends_with(b"\n"), "what came before the failure is answered");
    let written = batch::run(many().as_bytes(), Broken, &Cleaner::new(), &Options::default());
    assert!(matches!(written, Err(batch::Error::Write(_))), "{written:?}");
}

/// Records of an archive, each a response.
fn archive(pages: impl Iterator<Item = String>) -> Vec<u8> {
    let record = |(n, page): (usize, String)| {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        let head =
            format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <{n}>\r\nContent-Length: {}", http.len());
        format!("{head}\r\n\r\n{http}\r\n\r\n").into_bytes()
    };
    pages.enumerate().flat_map(record).collect()
}

#[test]
fn an_archive_is_cleaned_like_lines() {
    let input = archive((0..50).map(|n| format!("<h1>Ship {n}</h1><p>{PROSE}</p>")));
    let options = Options::default().format(Format::Warc);
    let (records, counts) = run_with(&input, &Cleaner::new(), &options.clone().jobs(3));
    assert_eq!((records.len(), counts.kept()), (50, 50));
    assert!((0..50).all(|n| records[n]["id"] == format!("<{n}>") && records[n]["title"] == format!("Ship {n}")));
    assert!(records.iter().all(|record| record["text"] == PROSE));
    let (records, _) = run_with(&input, &Cleaner::new(), &options.max_line_bytes(60));
    assert_eq!((records.len(), &records[9]["error"]["kind"]), (50, &json!("record_too_long")));
}

#[test]
fn damage_anywhere_in_an_archive_costs_no_more_than_its_record() {
    let good = archive((0..5).map(|n| format!("<h1>Ship {n}</h1><p>{PROSE}</p>")));
    let options = Options::default().format(Format::Warc).jobs(1);
    let cleaner = Cleaner::builder().pipeline(Pipeline::new()).build();
    for at in (0..good.len()).step_by(3) {
        let mut broken = good.clone();
        broken[at] = b'\n';
        let (records, counts) = run_with(&broken, &cleaner, &options);
        assert!(counts.kept() >= 3 && records.len() <= 7, "byte {at}: {counts:?}");
        run_with(&good[..at], &cleaner, &options);
    }
}

#[test]
fn counts_tell_which_filter_removed_how_much() {
    let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(DropFirst)).build();
    let input = format!("{}\n", json!({"id": 1, "html": "<p>Away</p><p>Stays here.</p>"})).repeat(3);
    let (_, counts) = run_with(input.as_bytes(), &cleaner, &Options::default());
    assert_eq!(counts.removed().iter().collect::<Vec<_>>(), [(&"drop-first".to_owned(), &12)]);
}

#[test]
fn articles_come_in_order_and_may_be_left_early() {
    let ids =
        |answers: batch::Articles| -> Vec<String> { answers.map(|answer| answer.unwrap().id().to_owned()).collect() };
    let input = many().into_bytes();
    let articles = |options| batch::articles(std::io::Cursor::new(input.clone()), Arc::new(Cleaner::new()), options);
    let all = ids(articles(Options::default().jobs(2)));
    assert_eq!(all, (0..1_000).map(|n| n.to_string()).collect::<Vec<_>>());
    let first = articles(Options::default()).next().unwrap().unwrap();
    assert!(matches!(first.into_outcome(), Outcome::Kept(article) if article.body().contains(PROSE)));
}

#[test]
fn a_stream_that_breaks_ends_the_articles_with_an_error() {
    let torn = b"{\"id\":1,\"text\":\"Short.\"}\n".chain(BufReader::new(Torn));
    let answers: Vec<_> = batch::articles(torn, Arc::new(Cleaner::new()), Options::default()).collect();
    assert!(matches!(&answers[..], [Ok(_), Err(batch::Error::Read(_))]), "{answers:?}");
}

/// A stream that breaks at once.
struct Torn;

impl Read for Torn {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("torn"))
    }
}

#[test]
fn a_record_that_takes_too_long_is_an_error_record() {
    /// Takes its time.
    #[derive(Debug)]
    struct Slow;
    impl Filter for Slow {
        fn name(&self) -> &'static str {
            "slow"
        }
        fn apply(&self, doc: &Document, _: &mut Edits) {
            let slow = doc.text().contains("slow");
            std::thread::sleep(Duration::from_millis(if slow { 300 } else { 0 }));
        }
    }
    let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Slow)).build();
    let input = ["fast", "slow", "fast"].map(|text| json!({"id": text, "text": text}).to_string()).join("\n");
    let (records, _) = run_with(input.as_bytes(), &cleaner, &Options::default().timeout(Duration::from_millis(200)));
    let kinds: Vec<_> = records.iter().map(|record| record["error"]["kind"].as_str()).collect();
    assert_eq!(kinds, [None, Some("timeout"), None]);
}

#[test]
fn dropped_articles_are_counted_and_not_written() {
    let options = Options::default().drop_if(|cleaned| {
        let body = cleaned.article.body();
        body.contains("boom").then(|| "loud".to_owned())
    });
    let input = ["fine", "boom", "fine"].map(|text| json!({"id": text, "text": text}).to_string()).join("\n");
    let (records, counts) = run_with(input.as_bytes(), &Cleaner::builder().pipeline(Pipeline::new()).build(), &options);
    assert_eq!(records.iter().map(|record| &record["id"]).collect::<Vec<_>>(), ["fine", "fine"]);
    assert_eq!((counts.total(), counts.kept(), counts.dropped()["loud"]), (3, 2, 1));
}
