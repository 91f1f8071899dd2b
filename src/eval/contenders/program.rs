//! Any command as a contender: it reads JSON Lines and answers line by line.

use crate::document::Input;
use crate::eval::contender::{Answer, AnswerFlag, Contender, PageView};
use crate::judgement::SpunJudgement;
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// After so many failed starts without one answer, it is not started again.
const STARTS: usize = 3;
/// What is kept of the last words on standard error.
const LAST_WORDS: usize = 400;

/// A command as a contender.
///
/// It is started once, by the shell. For each page it is given one line, `{"id", "html" or "text", "url"?}`, and has to answer
/// with one line, at once: `{"id", "text"}`, and where it knows them `title`, `score` (0 to 1), `flags` (`[{"kind", "quote",
/// "confidence"?}]`) and `spun_probability`; without the last a text with any flag counts as judged spun. `{"id", "error"}`
/// is an answer, too: a failed page. Lines without the page's id are passed over. If the command ends, or says nothing for a minute, that page has failed, and the command is
/// started again for the next one. `unspun clean -i jsonl` keeps this protocol.
#[derive(Debug)]
pub struct Program {
    name: String,
    command: String,
    patience: Duration,
    running: Option<Running>,
    answered: bool,
    failed_starts: usize,
    peak: Option<u64>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    lines: Sender<String>,
    answers: Receiver<String>,
    last_words: Receiver<String>,
}

impl Program {
    /// A command line, and its name in tables.
    pub fn new(name: impl Into<String>, command: impl Into<String>) -> Self {
        Program {
            name: name.into(),
            command: command.into(),
            patience: PATIENCE,
            running: None,
            answered: false,
            failed_starts: 0,
            peak: None,
        }
    }

    /// How long a page may take; a minute if never said.
    pub fn patience(self, patience: Duration) -> Self {
        Program { patience, ..self }
    }

    fn ask(&mut self, page: &PageView<'_>) -> Result<Answer, String> {
        if self.running.is_none() {
            self.running = Some(Running::start(&self.command).map_err(|error| error.to_string())?);
        }
        let Some(running) = &self.running else { return Err("it did not start".to_owned()) };
        // If the command is gone, its silence tells.
        let _ = running.lines.send(line(page));
        let Some(answer) = running.answer(page.id(), self.patience) else { return Err(self.silence()) };
        self.answered = true;
        answer
    }

    /// Why there was no answer.
    fn silence(&mut self) -> String {
        self.failed_starts += usize::from(!self.answered);
        let Some(mut running) = self.running.take() else { return "it did not start".to_owned() };
        // Its output may end a moment before itself.
        thread::sleep(Duration::from_millis(20));
        match running.child.try_wait() {
            Ok(Some(status)) => format!("the command ended ({status}) {}", running.last_words()).trim_end().to_owned(),
            _ => format!("no answer within {} s", self.patience.as_secs_f32()),
        }
    }
}

impl Contender for Program {
    fn name(&self) -> &str {
        &self.name
    }

    fn clean(&mut self, page: &PageView<'_>) -> Result<Answer, String> {
        if self.failed_starts >= STARTS {
            return Err("the command does not start".to_owned());
        }
        let answer = self.ask(page);
        let peak = self.running.as_ref().and_then(|running| process::peak_memory(running.child.id()));
        self.peak = self.peak.max(peak);
        answer
    }

    fn peak_memory(&self) -> Option<u64> {
        self.peak
    }

    fn processor_time(&self) -> Option<Duration> {
        process::processor_time(self.running.as_ref()?.child.id())
    }
}

impl Running {
    fn start(command: &str) -> io::Result<Self> {
        let mut child = shell(command).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (lines, to_write) = channel();
        let (answers_in, answers) = channel();
        let (words_in, last_words) = channel();
        if let Some(stdin) = child.stdin.take() {
            thread::spawn(move || write_lines(stdin, &to_write));
        }
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || read_lines(stdout, &answers_in));
        }
        if let Some(stderr) = child.stderr.take() {
            thread::spawn(move || words_in.send(tail(stderr)));
        }
        Ok(Running { child, lines, answers, last_words })
    }

    /// The answer to a page; lines that are none are passed over, as libraries print what they like.
    fn answer(&self, id: &str, patience: Duration) -> Option<Result<Answer, String>> {
        let deadline = Instant::now() + patience;
        loop {
            let line = self.answers.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok()?;
            let record = serde_json::from_str::<Value>(&line).unwrap_or_default();
            if record["id"].as_str() == Some(id) {
                return Some(read(&record));
            }
        }
    }

    /// The last line that it wrote to standard error.
    fn last_words(&self) -> String {
        let words = self.last_words.recv_timeout(Duration::from_millis(200)).unwrap_or_default();
        words.trim_end().lines().next_back().unwrap_or_default().to_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn write_lines(mut stdin: ChildStdin, lines: &Receiver<String>) {
    while let Ok(line) = lines.recv() {
        if stdin.write_all(line.as_bytes()).and_then(|()| stdin.flush()).is_err() {
            return;
        }
    }
}

fn read_lines(stdout: ChildStdout, answers: &Sender<String>) {
    for line in BufReader::new(stdout).split(b'\n') {
        let Ok(line) = line else { return };
        if answers.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
            return;
        }
    }
}

/// The end of what comes.
fn tail(mut stderr: impl Read) -> String {
    let (mut kept, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(read @ 1..) = stderr.read(&mut chunk) {
        kept.extend_from_slice(&chunk[..read]);
        kept.drain(..kept.len().saturating_sub(LAST_WORDS));
    }
    String::from_utf8_lossy(&kept).into_owned()
}

fn line(page: &PageView<'_>) -> String {
    let field = if page.input() == Input::Html { "html" } else { "text" };
    let mut record = json!({"id": page.id(), field: page.content()});
    if let Some(url) = page.url() {
        record["url"] = url.into();
    }
    format!("{record}\n")
}

fn read(record: &Value) -> Result<Answer, String> {
    if let Some(error) = record.get("error").filter(|error| !error.is_null()) {
        return Err(error["message"].as_str().or(error.as_str()).unwrap_or("an error").to_owned());
    }
    let flags: Vec<AnswerFlag> = record["flags"].as_array().into_iter().flatten().map(flag).collect();
    let spun = record["spun_probability"].as_f64().map(|probability| probability > f64::from(SpunJudgement::SPUN));
    Ok(Answer {
        text: record["text"].as_str().unwrap_or_default().to_owned(),
        title: record["title"].as_str().map(str::to_owned),
        score: record["score"].as_f64(),
        spun: spun.or((!flags.is_empty()).then_some(true)),
        flags,
    })
}

fn flag(flag: &Value) -> AnswerFlag {
    let text = |key: &str| flag[key].as_str().unwrap_or_default();
    AnswerFlag::new(text("kind"), text("quote"), flag["confidence"].as_f64().unwrap_or(1.0))
}

/// The command in a process group of its own, so that all of it can be ended.
#[cfg(unix)]
fn shell(command: &str) -> Command {
    use std::os::unix::process::CommandExt;
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).process_group(0);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.args(["/C", command]);
    shell
}

/// Ends a command with all that it started.
fn end(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// What the system tells of a process and everything below it: nothing, but on Linux.
mod process {
    use std::fs;
    use std::time::Duration;

    /// Bytes of resident memory, at most.
    pub fn peak_memory(pid: u32) -> Option<u64> {
        sum(pid, |pid| {
            let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
            let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            Some(1024 * kilobytes.split_whitespace().next()?.parse::<u64>().ok()?)
        })
    }

    /// Time on a processor, of all threads. What runs at this moment is counted when it is put to sleep.
    pub fn processor_time(pid: u32) -> Option<Duration> {
        let threads = |pid: u32| {
            let threads = fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten();
            let time = |path| fs::read_to_string(path).ok()?.split_whitespace().next()?.parse::<u64>().ok();
            threads.map(|thread| time(thread.path().join("schedstat"))).sum()
        };
        sum(pid, threads).map(Duration::from_nanos)
    }

    fn sum(pid: u32, of: impl Fn(u32) -> Option<u64>) -> Option<u64> {
        let (mut total, mut left) = (None, vec![pid]);
        while let Some(pid) = left.pop() {
            total = of(pid).map(|own| own + total.unwrap_or(0)).or(total);
            let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
            left.extend(children.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        }
        total
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn ask(command: &str, patience: Duration) -> Vec<Result<Answer, String>> {
        let mut program = Program::new("it", command).patience(patience);
        let page = |id| PageView::new(id, "<p>one</p>", Input::Html, None);
        ["1", "2"].map(|id| program.clean(&page(id))).into()
    }

    #[test]
    fn answers_are_read_with_all_that_they_say() {
        let command = r#"while read -r line; do n=$((n+1)); echo '{"id":"'$n'","text":"one","title":"T","score":0.5,"flags":[{"kind":"fragment","quote":"one"}]}'; done"#;
        let flag = AnswerFlag::new("fragment", "one", 1.0);
        let whole = Answer::new("one").title("T").score(0.5).spun(true).flags(vec![flag]);
        assert_eq!(ask(command, PATIENCE), [Ok(whole.clone()), Ok(whole)]);
    }

    #[test]
    fn a_crash_costs_its_page_and_no_other() {
        let command = r#"read -r line; case $line in *'"id":"1"'*) echo dead >&2; exit 7;; esac; echo '{"id":"2","text":"two"}'; read -r line"#;
        let answers = ask(command, PATIENCE);
        assert!(answers[0].as_ref().is_err_and(|why| why.contains('7') && why.contains("dead")), "{answers:?}");
        assert_eq!(answers[1], Ok(Answer::new("two")));
    }

    #[test]
    fn silence_and_nonsense_are_failures() {
        assert!(ask("sleep 60", Duration::from_millis(50))[0].as_ref().is_err_and(|why| why.contains("no answer")));
        let nonsense =
            ask("echo nonsense; echo '{\"id\":\"0\",\"text\":\"\"}'; cat >/dev/null", Duration::from_millis(200));
        assert!(nonsense.iter().all(Result::is_err));
        assert!(ask("no-such-command-here", PATIENCE).iter().all(Result::is_err));
    }
}
