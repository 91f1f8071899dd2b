//! Sets of cases, in four layouts.

mod folder;
mod ours;
mod scrapinghub;
pub(super) mod sheet;
pub(crate) mod wcxb;

use super::case::{Case, Split};
use super::error::EvalError;
use super::flatten::Flattening;
use crate::document::Input;
use crate::error::line_at;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages with gold text.
#[derive(Debug, Clone)]
pub struct Corpus {
    name: String,
    cases: Vec<Case>,
}

impl Corpus {
    /// A corpus of these cases.
    pub fn new(name: impl Into<String>, cases: Vec<Case>) -> Self {
        Corpus { name: name.into(), cases }
    }

    /// Reads a folder, whose layout is found out:
    ///
    /// | layout | known by |
    /// |---|---|
    /// | this project's (see `corpus/README.md`) | folders with a `gold.txt` each |
    /// | WCXB (Foley 2026) | `ground-truth/ID.json` beside `html/ID.html.gz` |
    /// | ScrapingHub's article-extraction-benchmark | `ground-truth.json` beside `html/ID.html.gz` |
    /// | plain | `NAME.html` or `NAME.txt` beside `NAME.gold.txt` |
    ///
    /// # Errors
    /// [`EvalError`] for whatever cannot be read, and for a folder without a page.
    pub fn open(folder: &Path) -> Result<Self, EvalError> {
        let cases = if folder.join("ground-truth").is_dir() {
            wcxb::read(folder)?
        } else if folder.join("ground-truth.json").is_file() {
            scrapinghub::read(folder)?
        } else {
            let paths = list(folder)?;
            if paths.iter().any(|path| path.join("gold.txt").is_file()) {
                ours::read(&paths)?
            } else {
                folder::read(&paths)?
            }
        };
        let name =
            folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into());
        if cases.is_empty() { Err(EvalError::NoPages(folder.to_owned())) } else { Ok(Corpus { name, cases }) }
    }

    /// Only the cases of one split.
    pub fn split(mut self, split: Split) -> Self {
        self.cases.retain(|case| case.split() == Some(split));
        Corpus { name: format!("{}, {split} split", self.name), ..self }
    }

    /// Only the cases that come as HTML, or as text.
    pub fn only(mut self, input: Input) -> Self {
        self.cases.retain(|case| case.input() == input);
        self
    }

    /// The HTML pages as flat text; those that are text already are left out.
    pub fn flattened(self, how: Flattening) -> Self {
        let Corpus { name, mut cases } = self.only(Input::Html);
        cases.iter_mut().for_each(|case| case.flattening = Some(how));
        Corpus { name: format!("{name}, flattened ({})", how.name()), cases }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The cases, by id.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }
}

/// What is in a folder, sorted.
pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, EvalError> {
    let entries = fs::read_dir(folder).map_err(|error| EvalError::read(folder, error))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}

pub(super) fn read_text(path: &Path) -> Result<String, EvalError> {
    let bytes = fs::read(path).map_err(|error| EvalError::read(path, error))?;
    String::from_utf8(bytes).map_err(|error| {
        let line = line_at(error.as_bytes(), error.utf8_error().valid_up_to());
        EvalError::format(path, line, "not UTF-8; convert the file")
    })
}

fn read_json(path: &Path) -> Result<serde_json::Value, EvalError> {
    let text = read_text(path)?;
    serde_json::from_str(&text).map_err(|error| EvalError::format(path, error.line(), error.to_string()))
}

/// File name without its last ending.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// A folder of files, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn of(name: &str, files: &[(&str, &str)]) -> Self {
            let folder = std::env::temp_dir().join(format!("unspun-corpus-{}-{name}", std::process::id()));
            for (file, text) in files {
                let path = folder.join(file);
                fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
                let mut bytes = text.as_bytes().to_vec();
                if file.ends_with(".gz") {
                    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
                    gzip.write_all(&bytes).expect("in memory");
                    bytes = gzip.finish().expect("in memory");
                }
                fs::write(path, bytes).expect("a file");
            }
            Folder(folder)
        }

        fn only_case(&self) -> Case {
            let corpus = Corpus::open(&self.0).expect("a corpus");
            assert_eq!(corpus.cases().len(), 1);
            corpus.cases()[0].clone()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn our_layout() {
        let folder = Folder::of(
            "ours",
            &[
                ("a/page.txt", "Home\nOne."),
                ("a/gold.txt", "One."),
                ("a/source.toml", "site = \"none\"\nsplit = \"test\""),
                (
                    "a/spans.toml",
                    "language = \"en\"\nspun = true\nscore_min = 0.5\nmust_go = [ { text = \"Home\", filter = \"byline\" } ]",
                ),
            ],
        );
        let case = folder.only_case();
        assert_eq!((case.id(), case.input(), case.site(), case.split()), ("a", Input::Text, None, Some(Split::Test)));
        let expectations = case.expectations();
        assert_eq!((expectations.spun(), expectations.score_bounds()), (Some(true), (0.5, 1.0)));
        assert_eq!(expectations.must_go()[0].filter(), Some("byline"));
        assert_eq!(Corpus::open(&folder.0).unwrap().split(Split::Dev).cases().len(), 0);
    }

    #[test]
    fn the_layout_of_wcxb() {
        let truth = r#"{"url": "https://example.org/1", "_internal": {"page_type": {"primary": "category"}},
            "ground_truth": {"title": "T", "main_content": "One.", "with": ["One"], "without": ["Home"]}}"#;
        let folder =
            Folder::of("wcxb", &[("ground-truth/1.json", truth), ("html/1.html.gz", "<nav>Home</nav><p>One.</p>")]);
        let case = folder.only_case();
        assert_eq!((case.page().unwrap().as_str(), case.gold()), ("<nav>Home</nav><p>One.</p>", "One."));
        assert_eq!((case.url(), case.expectations().page_kind()), (Some("https://example.org/1"), Some("collection")));
        let flat = Corpus::open(&folder.0).unwrap().flattened(Flattening::Block);
        assert_eq!((flat.cases()[0].page().unwrap().as_str(), flat.cases()[0].input()), ("Home\nOne.\n", Input::Text));
    }

    #[test]
    fn the_layout_of_scrapinghub() {
        let truth = r#"{"b": {"articleBody": "One.", "url": ""}, "without-page": {}}"#;
        let folder = Folder::of("scrapinghub", &[("ground-truth.json", truth), ("html/b.html.gz", "<p>One.</p>")]);
        let case = folder.only_case();
        assert_eq!((case.id(), case.gold(), case.input(), case.url()), ("b", "One.", Input::Html, None));
    }

    #[test]
    fn plain_folders_and_folders_with_nothing() {
        let folder =
            Folder::of("plain", &[("a.html", "<p>One.</p>"), ("a.gold.txt", "One."), ("b.txt", "no gold text")]);
        assert_eq!(folder.only_case().id(), "a");
        let empty = Folder::of("empty", &[("readme", "")]);
        assert!(matches!(Corpus::open(&empty.0), Err(EvalError::NoPages(_))));
        let broken = Folder::of("broken", &[("ground-truth.json", "{\n\"a\": ")]);
        assert!(matches!(Corpus::open(&broken.0), Err(EvalError::Format { line: 2, .. })));
    }
}
