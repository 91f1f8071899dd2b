//! Which files an argument of the command line means.

use crate::failure::Failure;
use glob::{MatchOptions, Pattern};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use unspun::batch;

/// Endings of the files that are taken from a folder unless patterns say otherwise, packed ones included.
const ENDINGS: [&str; 9] = ["html", "htm", "xhtml", "txt", "text", "jsonl", "ndjson", "warc", "wet"];

/// A file, and its name below the argument that means it.
pub struct Found {
    pub path: PathBuf,
    pub below: PathBuf,
}

/// The files that a path means: itself, all that are below it, or all that match it.
pub fn find(path: &Path, globs: &[String]) -> Result<Vec<Found>, Failure> {
    let failed = |error: io::Error| Failure::read(&path.display().to_string(), &error);
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => {
            let wanted = wanted(globs)?;
            let files = batch::files_in(path).map_err(failed)?.into_iter();
            Ok(files.filter_map(|file| below(file, path)).filter(|found| wanted(&found.below)).collect())
        }
        Err(_) if path.to_str().is_some_and(is_pattern) => matching(path),
        Err(error) => Err(failed(error)),
        Ok(_) => Ok(vec![Found { path: path.to_owned(), below: path.file_name().unwrap_or_default().into() }]),
    }
}

/// Only `**` goes over several folders.
const AS_IN_A_SHELL: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

/// Whether a text is a pattern.
fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

fn pattern_of(text: &str) -> Result<Pattern, Failure> {
    let explain = |error: glob::PatternError| format!("{text} is no pattern: {} (at {})", error.msg, error.pos);
    Pattern::new(text).map_err(|error| Failure::Usage(explain(error)))
}

/// The files that match a pattern.
fn matching(pattern: &Path) -> Result<Vec<Found>, Failure> {
    let plain = |part: &Component<'_>| !part.as_os_str().to_str().is_some_and(is_pattern);
    let base: PathBuf = pattern.components().take_while(plain).collect();
    let folder = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
    let name = pattern.display().to_string();
    let files = batch::files_in(folder).map_err(|error| Failure::read(&name, &error))?;
    let rest = pattern.strip_prefix(&base).unwrap_or(pattern).to_string_lossy().into_owned();
    let rest = pattern_of(&rest)?;
    let found: Vec<_> = files
        .into_iter()
        .filter_map(|file| below(file, folder))
        .filter(|found| rest.matches_with(&found.below.to_string_lossy(), AS_IN_A_SHELL))
        .map(|found| Found { path: base.join(&found.below), ..found })
        .collect();
    match found.is_empty() {
        true => Err(Failure::read(&name, &io::Error::new(io::ErrorKind::NotFound, "no file matches"))),
        false => Ok(found),
    }
}

fn below(path: PathBuf, folder: &Path) -> Option<Found> {
    let below = path.strip_prefix(folder).ok()?.to_owned();
    Some(Found { path, below })
}

/// Which files of a folder are taken: those that match a pattern and none that begins with `!`. A pattern without a
/// slash goes by the file's name.
fn wanted(globs: &[String]) -> Result<impl Fn(&Path) -> bool, Failure> {
    let (not, only): (Vec<_>, Vec<_>) = globs.iter().partition(|glob| glob.starts_with('!'));
    let parse = |glob: &String| {
        let pattern = glob.trim_start_matches('!');
        Ok((pattern_of(pattern)?, pattern.contains('/')))
    };
    let parse_all = |globs: Vec<&String>| globs.into_iter().map(parse).collect::<Result<Vec<_>, Failure>>();
    let (not, only) = (parse_all(not)?, parse_all(only)?);
    Ok(move |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let below = path.to_string_lossy();
        let matches =
            |(glob, whole): &(Pattern, bool)| glob.matches_with(if *whole { &below } else { &name }, AS_IN_A_SHELL);
        let taken = if only.is_empty() { has_ending(path) } else { only.iter().any(matches) };
        taken && !not.iter().any(matches)
    })
}

fn has_ending(path: &Path) -> bool {
    let path = unpacked(path);
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// The name that a file has without its packing.
pub fn unpacked(path: &Path) -> PathBuf {
    let packed =
        path.extension().is_some_and(|ending| ["gz", "zst"].iter().any(|one| ending.eq_ignore_ascii_case(one)));
    if packed { path.with_extension("") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_patterns_choose_files() {
        let chosen = |globs: &[&str], path: &str| {
            let globs: Vec<_> = globs.iter().map(|glob| (*glob).to_owned()).collect();
            wanted(&globs).is_ok_and(|wanted| wanted(Path::new(path)))
        };
        assert!(chosen(&[], "a/b.HTML") && chosen(&[], "x.warc.wet.gz") && chosen(&[], "x.jsonl.zst"));
        assert!(!chosen(&[], "logo.svg") && !chosen(&[], "logo.svg.gz") && !chosen(&[], "html"));
        assert!(chosen(&["*.php"], "a/b.php") && !chosen(&["*.php"], "a/b.html"));
        assert!(chosen(&["a/*.php"], "a/b.php") && !chosen(&["a/*.php"], "c/b.php"));
        assert!(chosen(&["!index.*"], "a/b.html") && !chosen(&["!index.*"], "a/index.html"));
    }
    #[test]
    fn stars_stay_in_their_folder_and_broken_patterns_are_errors() {
        let matches = |pattern: &str, path: &str| pattern_of(pattern).unwrap().matches_with(path, AS_IN_A_SHELL);
        assert!(matches("*.html", "a.html") && !matches("*.html", "a/b.html"));
        assert!(matches("**/*.html", "a.html") && matches("**/*.html", "a/b/.c.html"));
        let broken = pattern_of("pages/[ab").err().map(|error| error.to_string()).unwrap_or_default();
        assert!(broken.starts_with("pages/[ab is no pattern: "), "{broken}");
    }
}
