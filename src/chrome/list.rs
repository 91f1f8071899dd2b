//! A list of known lines of furniture: its format, and how a line matches.

use crate::chars;
use crate::error::line_at;
use crate::fnv::{SEED_64, add_64};
use std::collections::BTreeSet;
use std::path::Path;

/// Longer lines, in bytes, are refused: a list names lines, not articles.
const LONGEST: usize = 4_096;

/// Lines that are known to be page furniture, one a line of a file; empty lines, and lines that start with `#`, are comments.
///
/// A block matches if *all* of it says one of the lines. In text input a block can hold several lines of the source
/// (pieces of a sentence, joined again); each of these matches by itself, too. Case does not count, nor how much white
/// space stands between words, nor a bullet (`*`, `-`, `•`) in front. Part of a line never matches.
///
/// ```
/// use unspun::{ChromeList, Cleaner};
/// let list = ChromeList::parse("site.chrome", "# the footer\nMember of the Coast Press Group\n")?;
/// let cleaner = Cleaner::builder().chrome_list(list).build();
/// let article = cleaner.clean_text(
///     "The harbour will be closed for a week from Monday, the council said on Friday.\n\nMEMBER of the  Coast Press Group");
/// assert_eq!(article.body(), "The harbour will be closed for a week from Monday, the council said on Friday.");
/// # Ok::<(), unspun::ChromeListError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChromeList {
    lines: BTreeSet<String>,
}

/// A list that cannot be used: which file, which line, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChromeListError {
    /// The file could not be read.
    #[error("{file}: {error}; check the path and its permissions")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// A line holds no letter or digit, so that no block could match it.
    #[error("{file}:{line}: no letter or digit in the line; delete it, or start it with # if it is a comment")]
    NoWord {
        /// The name that the list was given.
        file: String,
        /// Counted from 1.
        line: usize,
    },
    /// A line is longer than any line of furniture.
    #[error("{file}:{line}: {bytes} bytes in one line; write one known line a line, at most 4096 bytes")]
    TooLong {
        /// The name that the list was given.
        file: String,
        /// Counted from 1.
        line: usize,
        /// Its length.
        bytes: usize,
    },
    /// A line is not UTF-8.
    #[error("{file}:{line}: not UTF-8; convert the list")]
    NotUtf8 {
        /// The name that the list was given.
        file: String,
        /// Counted from 1.
        line: usize,
    },
}

impl ChromeList {
    /// Reads a list; `file` names it in errors.
    ///
    /// # Errors
    /// [`ChromeListError`], with the file and the line.
    pub fn parse(file: &str, text: &str) -> Result<Self, ChromeListError> {
        let mut lines = BTreeSet::new();
        for (at, line) in text.lines().enumerate() {
            let (file, line, at) = (|| file.to_owned(), line.trim_matches(is_space), at + 1);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.len() > LONGEST {
                return Err(ChromeListError::TooLong { file: file(), line: at, bytes: line.len() });
            }
            if !line.contains(chars::is_alphanumeric) {
                return Err(ChromeListError::NoWord { file: file(), line: at });
            }
            lines.insert(folded(line));
        }
        Ok(ChromeList { lines })
    }

    /// Reads a list from a file.
    ///
    /// # Errors
    /// [`ChromeListError`], with the file and the line.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ChromeListError> {
        let file = path.as_ref().display().to_string();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return Err(ChromeListError::Unreadable { file, error }),
        };
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => {
                let line = line_at(&bytes, error.valid_up_to());
                return Err(ChromeListError::NotUtf8 { file, line });
            }
        };
        Self::parse(&file, text)
    }

    /// Both lists' lines.
    pub fn merge(mut self, other: ChromeList) -> Self {
        self.lines.extend(other.lines);
        self
    }

    /// The lines, folded to small letters and single spaces, in alphabetical order.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }

    /// As a file that [`parse`](ChromeList::parse) reads back.
    pub fn to_text(&self) -> String {
        // A bullet keeps what starts like a comment from being one.
        let line = |line: &String| if line.starts_with('#') { format!("* {line}\n") } else { format!("{line}\n") };
        self.lines.iter().map(line).collect()
    }

    /// A number that tells this list from others, the same in every version and on every machine: FNV-1a of
    /// [`to_text`](ChromeList::to_text).
    pub fn fingerprint(&self) -> u64 {
        self.to_text().bytes().fold(SEED_64, add_64)
    }

    /// Whether it holds no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether this is one of the lines, but for case, white space and a bullet.
    pub fn contains(&self, line: &str) -> bool {
        line.len() <= 2 * LONGEST && !self.is_empty() && self.lines.contains(&folded(line))
    }

    pub(super) fn of(lines: impl IntoIterator<Item = String>) -> Self {
        ChromeList { lines: lines.into_iter().collect() }
    }
}

/// White space, or a byte order mark, which stands inside where files were put one behind the other.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Without case, extra white space and a bullet in front.
pub(super) fn folded(line: &str) -> String {
    let bullet = |word: &&str| matches!(*word, "*" | "-" | "+" | "•" | "·");
    let mut out = String::with_capacity(line.len());
    for word in line.split(is_space).filter(|word| !word.is_empty()).skip_while(bullet) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_match_and_parts_do_not() {
        let list = ChromeList::parse("list", "\u{feff}# comment\n\n  Follow us on  Zwitscher \r\nÜBER UNS\n").unwrap();
        assert_eq!(list.lines().collect::<Vec<_>>(), ["follow us on zwitscher", "über uns"]);
        assert!(list.contains("FOLLOW  us\ton zwitscher") && list.contains("* Über uns"));
        assert!(!list.contains("Follow us on Zwitscher today") && !list.contains("Follow us"));
    }

    #[test]
    fn what_is_written_reads_back() {
        let list = ChromeList::parse("list", "* #harbour\n- - Menu\n").unwrap();
        assert_eq!(list.to_text(), "* #harbour\nmenu\n");
        assert_eq!(ChromeList::parse("list", &list.to_text()).unwrap(), list);
    }

    #[test]
    fn lists_with_byte_order_marks_can_be_put_together() {
        let list = ChromeList::parse("list", "Menu\n\u{feff}# the footer\n* \u{feff}#harbour\n").unwrap();
        assert_eq!(list.to_text(), "* #harbour\nmenu\n");
        assert_eq!(ChromeList::parse("list", &list.to_text()).unwrap(), list);
    }

    #[test]
    fn errors_name_the_file_and_the_line() {
        let error = |text: &str| ChromeList::parse("my.chrome", text).unwrap_err().to_string();
        assert!(error("Share\n---\n").starts_with("my.chrome:2: no letter"), "{}", error("Share\n---\n"));
        assert!(error(&"x".repeat(5_000)).starts_with("my.chrome:1: 5000 bytes"));
        let missing = ChromeList::read("no/such.chrome").unwrap_err().to_string();
        assert!(missing.starts_with("no/such.chrome: "), "{missing}");
    }
}
