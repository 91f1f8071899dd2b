//! Title, authors, dates and addresses: gathered while the tree is walked once, decided at the end.

mod author;
mod best;
mod calendars;
mod collector;
mod dates;
mod dom;
mod entities;
mod json_ld;
mod signature;
mod title;
mod visible;

pub(crate) use collector::Collector;
use dates::Day;

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    modified: Option<String>,
    site_name: Option<String>,
    language: Option<String>,
    canonical_url: Option<String>,
    description: Option<String>,
    kinds: Vec<String>,
    paid: bool,
}

impl Metadata {
    /// The title without the site's name.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Author names in the page's order.
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    /// The day of publication, `yyyy-mm-dd`.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// The day of the last change, `yyyy-mm-dd`.
    pub fn modified(&self) -> Option<&str> {
        self.modified.as_deref()
    }

    /// The name of the site.
    pub fn site_name(&self) -> Option<&str> {
        self.site_name.as_deref()
    }

    /// The declared language tag, as written (`en-GB`).
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The canonical address.
    pub fn canonical_url(&self) -> Option<&str> {
        self.canonical_url.as_deref()
    }

    /// The page's own summary.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Hints of the page type: `og:type` and the JSON-LD types.
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// Whether the page says (`isAccessibleForFree`) that its text is not free to read.
    pub fn is_paid(&self) -> bool {
        self.paid
    }

    /// Metadata of flattened text: a byline and a date among the given first lines. Whether 4/5/2024 is an American date is
    /// asked only where it matters.
    pub(crate) fn from_text(lines: &[&str], is_american: impl Fn() -> bool) -> Self {
        let mut metadata = Self::default();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.len() <= 160) {
            if metadata.authors.is_empty() {
                metadata.authors = author::of_line(line);
            }
            // "By" may stand on a line of its own, where links were cut out of their line.
            if let Some(name) =
                lines.get(at + 1).filter(|_| metadata.authors.is_empty() && author::is_opener(line.trim()))
            {
                metadata.authors = author::from_byline(&format!("{} {}", line.trim(), name.trim()));
            }
            if metadata.date.is_none() {
                let day = Day::find(line, true).zip(Day::find(line, false));
                let chosen = day.map(|(one, other)| if one == other || is_american() { one } else { other });
                metadata.date = chosen.map(|day| day.to_string());
            }
        }
        let before = |at: usize| at.checked_sub(1).map_or("", |before| lines[before].trim());
        let bare = |at: &usize| signature::is_bare_name(before(*at), lines[*at].trim(), &lines[at + 1..]);
        if metadata.authors.is_empty()
            && let Some(at) = (0..lines.len()).find(bare)
        {
            metadata.authors = author::from_value(signature::without_glued_opener(lines[at].trim()));
        }
        metadata
    }
}

/// Words of a line that holds a date, beside those of the date; `None` without a date.
pub(crate) fn words_beside_date(line: &str) -> Option<usize> {
    dates::Day::find(line, true)?;
    let number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let others = crate::words::split(line).filter(|word| !number(word) && !dates::is_month(&word.to_lowercase()));
    // Of ideographs, some three make a word.
    let (signs, words): (Vec<_>, Vec<_>) = others.partition(|word| word.chars().all(crate::words::is_ideograph));
    Some(words.len() + signs.len() / 3)
}

/// Whether a line reads like a byline: "By …", "Von …", "… 기자".
pub(crate) fn is_byline(line: &str) -> bool {
    author::strip_opener(line.trim()).is_some()
        || signature::of_line(line).is_some()
        || author::before_role(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::Metadata;

    #[test]
    fn flat_text_has_a_byline_and_a_date() {
        let read = |lines: &[&str], american| Metadata::from_text(lines, || american);
        let metadata = read(
            &["Otters return to the river", "By Ann Lee", "Updated 3 May 2024", "The first otters in years were seen."],
            true,
        );
        assert_eq!(metadata.authors(), ["Ann Lee"]);
        assert_eq!(metadata.date(), Some("2024-05-03"));
        assert_eq!(read(&["By the river there is a mill."], true).authors().len(), 0);
        assert_eq!(read(&["02/09/2025"], true).date(), Some("2025-02-09"));
        assert_eq!(read(&["02/09/2025"], false).date(), Some("2025-09-02"));
    }
}
