//! A run that is killed and gone on with ends with the files of a run that was left alone.
#![cfg(feature = "cli")]

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Shards and pages.
fn input(test: &str) -> PathBuf {
    let folder = scratch(&format!("{test}-input"));
    let sentence = "The ferry will run again from Monday, the port said, after weeks in which nothing sailed. ";
    for shard in 0..6 {
        let record = |n: u32| match n % 9 {
            5 => "nonsense\n".to_owned(),
            _ => format!("{}\n", json!({"id": n, "text": sentence.repeat(1 + (n % 5) as usize), "shard": shard})),
        };
        let lines: String = (0..15).map(record).collect();
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(lines.as_bytes()).unwrap();
        fs::write(folder.join(format!("{shard}.jsonl.gz")), packed.finish().unwrap()).unwrap();
        for page in 0..2 {
            let html = format!("<h1>Ferry {page}</h1><p>{}</p><nav><a href=/>Home</a></nav>", sentence.repeat(4));
            fs::write(folder.join(format!("{shard}-{page}.html")), html).unwrap();
        }
    }
    folder
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("resume").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn command(input: &Path, folder: &Path, to: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unspun"));
    command.arg("clean").arg(input).args(["-o", to, "--stats", "stats.json", "--jobs", "2"]).args(more);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn finish(mut command: Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = unspun::batch::files_in(folder).unwrap();
    files.into_iter().map(|path| (path.strip_prefix(folder).unwrap().to_owned(), fs::read(path).unwrap())).collect()
}

/// Kills a run at each of many moments, and goes on with it.
fn killed_and_gone_on_with(name: &str, moments: u32, to: &str, more: &[&str]) {
    let input = input(name);
    let alone = scratch(&format!("{name}-alone"));
    let start = Instant::now();
    finish(command(&input, &alone, to, more));
    let took = start.elapsed();
    let expected = tree(&alone);
    // Marsaglia's xorshift: any moments will do, as long as they are spread and the same every time.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut unfinished = 0;
    for kill in 0..moments {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let folder = scratch(&format!("{name}-{kill}"));
        let mut child = command(&input, &folder, to, more).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(state % (took.as_micros() as u64).max(1)));
        child.kill().unwrap();
        child.wait().unwrap();
        unfinished += u32::from(tree(&folder) != expected);
        finish(command(&input, &folder, to, &[more, &["--resume"]].concat()));
        let files = tree(&folder);
        assert!(files == expected, "kill {kill}: {:?}, not {:?}", files.keys(), expected.keys());
        fs::remove_dir_all(folder).unwrap();
    }
    assert!(unfinished > 0, "no kill came in time");
}

#[test]
fn into_one_file() {
    killed_and_gone_on_with("file", 20, "out.jsonl", &[]);
}

#[test]
fn with_inputs_named_twice() {
    let again = Path::new(env!("CARGO_TARGET_TMPDIR")).join("resume/twice-input");
    killed_and_gone_on_with("twice", 10, "out.jsonl", &[again.to_str().unwrap()]);
}

#[test]
fn into_a_folder_of_records() {
    killed_and_gone_on_with("folder", 20, "out/", &[]);
}

#[test]
fn into_a_file_for_each_record() {
    killed_and_gone_on_with("files", 5, "out/", &["-f", "json"]);
}

#[test]
fn what_is_done_is_not_done_again_unless_it_has_to_be() {
    let input = input("again");
    let folder = scratch("again");
    finish(command(&input, &folder, "out/", &[]));
    let written = |name: &str| fs::metadata(folder.join("out").join(name)).unwrap().modified().unwrap();
    let [first, second, third] = ["0.jsonl", "1.jsonl", "2.jsonl"].map(written);
    fs::write(input.join("1.jsonl.gz"), "{\"id\":\"changed\",\"text\":\"Short.\"}\n").unwrap();
    let of_same_size = " ".repeat(fs::metadata(input.join("2.jsonl.gz")).unwrap().len() as usize);
    fs::write(input.join("2.jsonl.gz"), of_same_size).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    finish(command(&input, &folder, "out/", &["--resume"]));
    assert_eq!(written("0.jsonl"), first);
    assert_ne!(written("1.jsonl"), second, "its input is another one now");
    assert_ne!(written("2.jsonl"), third, "of the same size, but another one");
    let other = command(&input, &folder, "out/", &["--resume", "--unspin"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&other.stderr).contains("with other options"));
}

#[test]
fn a_list_that_changed_is_another_run() {
    let input = input("lists");
    let folder = scratch("lists");
    let run = |list: &str, more: &[&str]| {
        fs::write(folder.join("site.chrome"), list).unwrap();
        command(&input, &folder, "out/", &[&["--chrome-list", "site.chrome"], more].concat()).output().unwrap()
    };
    assert!(run("Our team\n", &[]).status.success());
    assert!(run("Our team\n", &["--resume"]).status.success());
    let other = run("Our clubs\n", &["--resume"]);
    assert!(String::from_utf8_lossy(&other.stderr).contains("with other options"));
}

#[test]
fn a_complete_file_is_left_alone_and_standard_input_cannot_be_resumed() {
    let input = input("complete");
    let folder = scratch("complete");
    finish(command(&input, &folder, "out.jsonl", &[]));
    fs::write(folder.join("out.jsonl"), "mine now").unwrap();
    let output = finish(command(&input, &folder, "out.jsonl", &["--resume"]));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing is left to do"));
    assert_eq!(fs::read(folder.join("out.jsonl")).unwrap(), b"mine now");
    let stdin = command(Path::new("-"), &folder, "other.jsonl", &["--resume"]).output().unwrap();
    assert_eq!(stdin.status.code(), Some(2));
}
