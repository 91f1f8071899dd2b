//! Where articles go.

use crate::failure::Failure;
use crate::harmless::harmless;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Standard output, or a file that appears under its name when it is complete.
pub struct Output {
    writer: BufWriter<Box<dyn Write + Send>>,
    /// The unfinished file and its name to be.
    file: Option<(PathBuf, PathBuf)>,
    terminal: bool,
    name: String,
}

impl Output {
    /// Standard output.
    pub fn stdout() -> Self {
        let (stdout, name) = (io::stdout(), "standard output".to_owned());
        let terminal = stdout.is_terminal();
        Output { writer: BufWriter::new(Box::new(stdout)), file: None, terminal, name }
    }

    /// A new file; the folders above it are not made.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        Output::open(path, 0)
    }

    /// A file of which so many bytes were written by an earlier run.
    pub fn open(path: &Path, written: u64) -> Result<Self, Failure> {
        let name = path.display().to_string();
        // A device or a pipe is written to as it is.
        let regular = fs::metadata(path).map_or(true, |known| known.is_file());
        let place = if regular { unfinished(path) } else { path.to_owned() };
        let open = || {
            if regular {
                no_link(&place)?;
            }
            let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(&place)?;
            if regular {
                file.set_len(written)?;
                file.seek(SeekFrom::Start(written))?;
            }
            Ok(file)
        };
        let file: File = open().map_err(|error| Failure::write(&name, &error))?;
        let terminal = file.is_terminal();
        let named = regular.then(|| (place, path.to_owned()));
        Ok(Output { writer: BufWriter::with_capacity(64 << 10, Box::new(file)), file: named, terminal, name })
    }

    /// Writes all of it at once.
    pub fn write(mut self, text: &str) -> Result<(), Failure> {
        let written = self.writer.write_all(text.as_bytes());
        written.map_err(|error| Failure::write(&self.name, &error))?;
        self.finish()
    }

    /// Writes lines of text that others wrote; a terminal gets nothing that it would obey.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        let text = if self.terminal { &harmless(text) } else { text };
        writeln!(self.writer, "{text}")
    }

    /// Its name, as a user knows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// To write to.
    pub fn writer(&mut self) -> &mut (dyn Write + Send) {
        &mut self.writer
    }

    /// Bytes of the unfinished file, all that was written included.
    pub fn written(&mut self) -> io::Result<u64> {
        self.writer.flush()?;
        self.file.as_ref().map_or(Ok(0), |(unfinished, _)| Ok(fs::metadata(unfinished)?.len()))
    }

    /// Writes what is left and gives the file its name.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.complete().map_err(|error| Failure::write(&self.name, &error))
    }

    /// The same, for those who name the file themselves.
    pub fn complete(&mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.file.take().map_or(Ok(()), |(unfinished, path)| fs::rename(unfinished, path))
    }
}

/// Writes a small file that appears when it is complete, and the folders above it.
pub fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let write = || {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        no_link(&unfinished(path))?;
        fs::write(unfinished(path), text)?;
        fs::rename(unfinished(path), path)
    };
    write().map_err(|error| named(path, &error))
}

/// Nothing is written through a link that somebody left in the place of an unfinished file.
fn no_link(unfinished: &Path) -> io::Result<()> {
    match unfinished.is_symlink() {
        true => Err(io::Error::other(format!("{} is a link; delete it", unfinished.display()))),
        false => Ok(()),
    }
}

/// An error that tells which file it is about.
pub fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The same place, so that giving it its name is one step.
pub fn unfinished(path: &Path) -> PathBuf {
    beside(path, ".part")
}

/// A file beside another, with a longer name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}
