//! Whether a corpus keeps its format.

mod gold;
mod source;
mod spans;

use super::corpus::sheet::Sheet;
use super::error::EvalError;
use super::judged::fold;
use super::{corpus, judged};
use crate::parse;
use gold::Letters;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// What is wrong with a case, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    case: String,
    file: String,
    line: usize,
    message: String,
}

impl Complaint {
    /// The case's folder.
    pub fn case(&self) -> &str {
        &self.case
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}:{}: {}", self.case, self.file, self.line, self.message)
    }
}

const FILES: [&str; 5] = ["gold.txt", "page.html", "page.txt", "source.toml", "spans.toml"];

/// Checks a corpus in this project's layout: gold text stands in its page word by word and in order, what must stay or be
/// flagged stands in the gold text and what must go does not, titles stand in their pages, every key is known and holds what
/// it should, every case is in one split and every site in one only.
///
/// Returns the number of cases, and all complaints in their order.
///
/// # Errors
/// [`EvalError::Read`] and [`EvalError::NoPages`] for the folder itself.
pub fn check(folder: &Path) -> Result<(usize, Vec<Complaint>), EvalError> {
    let folders: Vec<PathBuf> = corpus::list(folder)?.into_iter().filter(|path| path.is_dir()).collect();
    if folders.is_empty() {
        return Err(EvalError::NoPages(folder.to_owned()));
    }
    let mut found = Found::default();
    let mut sites = BTreeMap::new();
    for folder in &folders {
        found.case = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        found.check(folder, &mut sites)?;
    }
    Ok((folders.len(), found.complaints))
}

/// Each site's split, and the case that said so.
type Sites = BTreeMap<String, (String, String)>;

/// What was found wrong so far.
#[derive(Default)]
struct Found {
    case: String,
    complaints: Vec<Complaint>,
}

impl Found {
    fn say(&mut self, file: &str, line: usize, message: impl Into<String>) {
        let (case, file, message) = (self.case.clone(), file.to_owned(), message.into());
        self.complaints.push(Complaint { case, file, line, message });
    }

    /// What a file says of a key, unless it is of the wrong type.
    fn hear<T: Default>(&mut self, file: &str, said: Result<T, EvalError>) -> T {
        said.unwrap_or_else(|error| {
            let (line, message) = match error {
                EvalError::Format { line, message, .. } => (line, message),
                other => (1, other.to_string()),
            };
            self.say(file, line, message);
            T::default()
        })
    }

    fn check(&mut self, folder: &Path, sites: &mut Sites) -> Result<(), EvalError> {
        self.files(folder)?;
        let case = self.read(folder);
        if let Some(sheet) = self.sheet(folder, "source.toml") {
            source::check(self, &sheet, sites);
        }
        if let Some(sheet) = self.sheet(folder, "spans.toml") {
            spans::check(self, &sheet, &case);
        }
        gold::check(self, &case);
        Ok(())
    }

    fn files(&mut self, folder: &Path) -> Result<(), EvalError> {
        for path in corpus::list(folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !FILES.contains(&name.as_str()) {
                self.say(&name, 1, format!("not part of a case: {}", FILES.join(", ")));
            }
        }
        if folder.join("page.html").is_file() == folder.join("page.txt").is_file() {
            self.say("page.html", 1, "a case has one page: page.html or page.txt");
        }
        Ok(())
    }

    fn sheet(&mut self, folder: &Path, file: &str) -> Option<Sheet> {
        let sheet = Sheet::read(&folder.join(file)).map(Some);
        self.hear(file, sheet)
    }

    fn read(&mut self, folder: &Path) -> CaseTexts {
        let html = folder.join("page.html").is_file();
        let page = fs::read(folder.join(if html { "page.html" } else { "page.txt" })).unwrap_or_default();
        let page = match parse::decode(&page, None) {
            Ok(page) => page.into_owned(),
            Err(error) => {
                self.say(if html { "page.html" } else { "page.txt" }, 1, error.to_string());
                String::new()
            }
        };
        let gold = self.hear("gold.txt", corpus::read_text(&folder.join("gold.txt")));
        CaseTexts {
            letters: if html { Letters::of_html(&page) } else { Letters::of_text(&page) },
            folded: fold(&gold),
            gold,
        }
    }
}

/// The texts of a case.
struct CaseTexts {
    letters: Letters,
    gold: String,
    /// The gold text as snippets are looked for in it.
    folded: String,
}

impl CaseTexts {
    fn gold_holds(&self, snippet: &str) -> bool {
        self.folded.contains(&judged::fold(snippet))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case that is right in every way.
    const RIGHT: [(&str, &str); 4] = [
        (
            "page.html",
            "<title>Ferry runs again</title><nav>Home</nav><p>The fer<b>ry</b> runs &amp; runs.</p><p>It was laid up.</p>",
        ),
        ("gold.txt", "The ferry runs & runs.\n\nIt was laid up."),
        (
            "spans.toml",
            "title = \"Ferry runs again\"\nlanguage = \"en\"\nspun = true\nmust_go = [\n  { text = \"Home\" },\n]\n\
             must_stay = [ \"laid up\" ]\nflags = [ { kind = \"fragment\", quote = \"runs\" } ]\n",
        ),
        (
            "source.toml",
            "kind = \"news\"\nsite = \"Herald\"\nsplit = \"dev\"\ntheme = \"own\"\nnote = \"n\"\nauthor = \"unspun contributors\"\n\
             licence = \"MIT OR Apache-2.0\"\n",
        ),
    ];

    /// Complaints about the case with one file changed.
    fn complaints(file: &str, from: &str, to: &str) -> Vec<String> {
        let folder = std::env::temp_dir().join(format!(
            "unspun-check-{}-{:x}",
            std::process::id(),
            judged::hash(&(file, from, to))
        ));
        let case = folder.join("a-case");
        fs::create_dir_all(&case).expect("a folder");
        for (name, text) in RIGHT {
            let text = if name == file { text.replacen(from, to, 1) } else { text.to_owned() };
            fs::write(case.join(name), text).expect("a file");
        }
        let (cases, complaints) = check(&folder).expect("readable");
        fs::remove_dir_all(&folder).expect("ours");
        assert_eq!(cases, 1);
        complaints.iter().map(Complaint::to_string).collect()
    }

    #[test]
    fn a_right_case_has_no_complaint() {
        assert_eq!(complaints("gold.txt", "", ""), [""; 0]);
    }

    #[test]
    fn every_complaint_names_its_line() {
        for (file, from, to, wanted) in [
            ("gold.txt", "laid up", "laid down", "a-case/gold.txt:3: not in the page at its place: \"down\""),
            (
                "gold.txt",
                "The ferry runs & runs.\n\n",
                "",
                "a-case/spans.toml:8: flags: not in the gold text: \"runs\"",
            ),
            ("spans.toml", "laid up", "laid by", "a-case/spans.toml:7: must_stay: not in the gold text: \"laid by\""),
            ("spans.toml", "Home", "ferry runs", "a-case/spans.toml:5: must_go: in the gold text: \"ferry runs\""),
            ("spans.toml", "Home", "House", "a-case/spans.toml:5: must_go: not in the page: \"House\""),
            ("spans.toml", "runs again", "sails", "a-case/spans.toml:1: title: not in the page: \"Ferry sails\""),
            (
                "spans.toml",
                "fragment",
                "error",
                "a-case/spans.toml:8: flags: no kind \"error\"; known: spun-synonym, fragment",
            ),
            ("spans.toml", "spun = true", "spin = true", "a-case/spans.toml:3: unknown key \"spin\""),
            ("spans.toml", "true", "\"yes\"", "a-case/spans.toml:3: spun must be true or false"),
            ("spans.toml", "]", "", "a-case/spans.toml:"),
            ("source.toml", "split = \"dev\"\n", "", "a-case/source.toml:1: no split"),
            (
                "source.toml",
                "split = \"dev\"\n",
                "split = \"dev\"\nsecond_reading = \"maybe\"\n",
                "a-case/source.toml:4: neither \"agrees\" nor",
            ),
            (
                "source.toml",
                "\"dev\"",
                "\"train\"",
                "a-case/source.toml:3: split is \"dev\" or \"test\", not \"train\"",
            ),
        ] {
            let found = complaints(file, from, to);
            assert!(found.iter().any(|complaint| complaint.starts_with(wanted)), "{wanted}\n{found:#?}");
        }
    }
}
