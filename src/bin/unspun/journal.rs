//! What is done already, kept beside the output: one line of JSON for each finished input. A run that was killed leaves
//! it, and `--resume` goes on behind it.

use crate::output::named;
use serde_json::{Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use unspun::batch::Counts;

/// A finished input.
#[derive(Debug, Clone)]
pub struct Done {
    pub input: String,
    /// What tells this state of the file from any other.
    pub stamp: String,
    /// Bytes of the output behind it, where all inputs share one.
    pub written: u64,
    pub counts: Counts,
}

/// The file of completion markers.
pub struct Journal {
    file: File,
    path: PathBuf,
}

impl Journal {
    /// Begins anew; `settings` tells all that the output depends on.
    pub fn begin(path: &Path, settings: &str) -> io::Result<Self> {
        let begin = || {
            let mut file = OpenOptions::new().create(true).write(true).truncate(true).open(path)?;
            file.write_all(line(&json!({ "settings": settings })).as_bytes())?;
            Ok(file)
        };
        Ok(Journal { file: begin().map_err(|error| named(path, &error))?, path: path.to_owned() })
    }

    /// Marks an input as done. A line is written at once, so that it is there or it is not.
    pub fn mark(&mut self, done: &Done) -> io::Result<()> {
        let counts = done.counts.to_json();
        let marker = json!({"input": done.input, "stamp": done.stamp, "written": done.written, "counts": counts});
        self.file.write_all(line(&marker).as_bytes()).map_err(|error| named(&self.path, &error))
    }

    /// Takes the file away: the output is complete.
    pub fn remove(self) -> io::Result<()> {
        fs::remove_file(&self.path).map_err(|error| named(&self.path, &error))
    }
}

/// What an earlier run has done; nothing if there is no journal. An error if it ran with other settings.
pub fn earlier(path: &Path, settings: &str) -> Result<Vec<Done>, String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    // A line without its end was being written when the run was killed.
    let mut lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    let Some(head) = lines.next() else { return Ok(Vec::new()) };
    let head: Value = serde_json::from_str(head).unwrap_or_default();
    match head["settings"].as_str() {
        Some(same) if same == settings => Ok(lines.map_while(marker).collect()),
        _ => Err(format!("{} is of a run with other options or another version", path.display())),
    }
}

fn marker(line: &str) -> Option<Done> {
    let marker: Value = serde_json::from_str(line).ok()?;
    Some(Done {
        input: marker["input"].as_str()?.to_owned(),
        stamp: marker["stamp"].as_str()?.to_owned(),
        written: marker["written"].as_u64()?,
        counts: Counts::from_json(marker["counts"].as_str()?)?,
    })
}

fn line(value: &Value) -> String {
    format!("{value}\n")
}
