//! Where articles go.

use crate::failure::Failure;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Standard output, or a file that appears under its name when it is complete.
pub struct Output {
    writer: Box<dyn Write + Send>,
    /// The unfinished file and its name to be.
    file: Option<(PathBuf, PathBuf)>,
    name: String,
}

impl Output {
    /// Opens it; standard output if no path is given.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output { writer: Box::new(io::stdout()), file: None, name: "standard output".to_owned() });
        };
        let name = path.display().to_string();
        // A device or a pipe is written to as it is.
        let regular = fs::metadata(path).map_or(true, |known| known.is_file());
        let place = if regular { unfinished(path) } else { path.to_owned() };
        let file = File::create(&place).map_err(|error| Failure::write(&name, &error))?;
        let file_to_be = regular.then(|| (place, path.to_owned()));
        Ok(Output { writer: Box::new(BufWriter::new(file)), file: file_to_be, name })
    }

    /// Its name, as a user knows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// To write to.
    pub fn writer(&mut self) -> &mut (dyn Write + Send) {
        &mut *self.writer
    }

    /// Writes what is left and gives the file its name.
    pub fn finish(mut self) -> Result<(), Failure> {
        let named = self.file.take();
        let rename = || named.map_or(Ok(()), |(unfinished, path)| fs::rename(unfinished, path));
        self.writer.flush().and_then(|()| rename()).map_err(|error| Failure::write(&self.name, &error))
    }
}

/// The same place, so that giving it its name is one step.
fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}
