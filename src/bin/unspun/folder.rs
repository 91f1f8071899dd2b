//! A folder of articles that mirrors the input.

use crate::args::OutputFormat;
use crate::failure::Failure;
use crate::find::unpacked;
use crate::input::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Longest name that is made of an id, in bytes; file systems allow 255.
const LONGEST_NAME: usize = 120;

/// The folder, and the place of each source's articles in it.
pub struct Folder {
    root: PathBuf,
    ending: &'static str,
    /// Names without their ending that more than one source would have.
    shared: BTreeSet<PathBuf>,
}

impl Folder {
    /// Plans it; an error if two sources would have one place, or one would be overwritten.
    pub fn plan(root: &Path, format: OutputFormat, sources: &[Source]) -> Result<Self, Failure> {
        let mut stems = BTreeMap::<PathBuf, u32>::new();
        for source in sources {
            *stems.entry(stem(source.below())).or_default() += 1;
        }
        let shared = stems.into_iter().filter(|(_, count)| *count > 1).map(|(stem, _)| stem).collect();
        let folder = Folder { root: root.to_owned(), ending: format.ending(), shared };
        let mut places = BTreeMap::new();
        for source in sources {
            let (name, place) = (source.name(), folder.place(source));
            if source.is_at(&place) {
                return Err(Failure::Usage(format!("{name} would be overwritten; choose another folder with -o")));
            }
            if let Some(other) = places.insert(place.clone(), name.clone()) {
                let place = place.display();
                return Err(Failure::Usage(format!(
                    "{other} and {name} would both become {place}; clean them into different folders"
                )));
            }
        }
        Ok(folder)
    }

    /// The file for a source's articles. Those that would share a name keep the ending of the input, too.
    pub fn place(&self, source: &Source) -> PathBuf {
        let stem = stem(source.below());
        let name = if self.shared.contains(&stem) { source.below() } else { &stem };
        self.root.join(with_ending(name, self.ending))
    }

    /// The file for one of a source's records, in a folder of its own: its number and what of its id is fit for a name.
    pub fn place_of_record(&self, source: &Source, number: u64, id: &str) -> PathBuf {
        let folder = self.place(source).with_extension("");
        folder.join(format!("{number:08}-{}.{}", safe(id), self.ending))
    }
}

/// A path without the endings that say what it holds.
fn stem(path: &Path) -> PathBuf {
    let path = unpacked(path).with_extension("");
    let is_archive = path.extension().is_some_and(|ending| ending == "warc");
    if is_archive { path.with_extension("") } else { path }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// What of an id is fit for the name of a file on any system: it can't leave the folder.
fn safe(id: &str) -> String {
    let id: String = id.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    let end = id.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= LONGEST_NAME).last();
    id[..end.unwrap_or(0)].trim_matches(['.', '_']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leaves_the_folder() {
        for id in ["../../etc/passwd", "/etc/passwd", "..", "a/../../b", "C:\\x", "\0", "", "~root", "..\\..\\x"] {
            let name = safe(id);
            assert!(!name.contains(['/', '\\', ':', '\0', '~']) && !name.starts_with('.'), "{id}: {name}");
        }
        assert_eq!(safe("<urn:uuid:8d7c>"), "urn_uuid_8d7c");
        assert_eq!(safe("Größe 7"), "Größe_7");
        assert!(safe(&"ß".repeat(500)).len() <= LONGEST_NAME);
    }

    #[test]
    fn a_stem_has_lost_what_says_how_it_was_packed() {
        let stems = ["a/b.html", "a/b.warc.gz", "a/b.warc.wet.gz", "a/b.jsonl.zst", "a/b"];
        assert!(stems.iter().all(|path| stem(Path::new(path)) == Path::new("a/b")));
    }
}
