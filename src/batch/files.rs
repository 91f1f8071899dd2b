//! Folders and files of pages.

use super::error::RecordError;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Endings of the files that are taken from a folder.
const ENDINGS: [&str; 4] = ["html", "htm", "txt", "jsonl"];

/// All files below a folder that end in `.html`, `.htm`, `.txt` or `.jsonl`, sorted; links to folders are not followed.
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
            let path = entry.path();
            match entry.file_type().map_err(named)? {
                kind if kind.is_dir() => folders.push(path),
                _ if has_ending(&path) => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    Ok(files)
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// The bytes of a page file, of which no more than `limit` + 1 are read: enough for the library to refuse it.
///
/// # Errors
/// [`RecordError::Unreadable`].
pub fn read_page(path: &Path, limit: usize) -> Result<Vec<u8>, RecordError> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(RecordError::Unreadable)?;
    file.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes).map_err(RecordError::Unreadable)?;
    Ok(bytes)
}
