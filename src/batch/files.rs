//! Folders and files of pages.

use super::compressed::Unpacked;
use super::error::RecordError;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// All files below a folder, sorted; links to folders are not followed.
///
/// # Errors
/// When a folder can't be read; the error's text names it.
pub fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
        for entry in fs::read_dir(&folder).map_err(named)? {
            let entry = entry.map_err(named)?;
            let is_folder = entry.file_type().map_err(named)?.is_dir();
            (if is_folder { &mut folders } else { &mut files }).push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// The bytes of a page file, [unpacked](Unpacked), of which no more than `limit` + 1 are read: enough for the library to
/// refuse it.
///
/// # Errors
/// [`RecordError::Unreadable`].
pub fn read_page(path: &Path, limit: usize) -> Result<Vec<u8>, RecordError> {
    let read = || {
        let mut bytes = Vec::new();
        let file = Unpacked::new(BufReader::new(File::open(path)?))?;
        file.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(RecordError::Unreadable)
}
