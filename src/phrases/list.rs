//! Reads the text of a phrase list into rules and examples.

use super::error::{PhraseError, Problem};
use super::pattern::Pattern;
use super::{Kinds, Place};

/// One rule: its wordings, and where it stands.
#[derive(Debug)]
pub(super) struct Rule<'t> {
    pub reason: &'t str,
    pub line: usize,
    pub kinds: Kinds,
    pub wordings: Vec<Pattern>,
}

/// A block that a rule is tried on.
#[derive(Debug)]
pub(super) struct Example<'t> {
    pub text: &'t str,
    pub line: usize,
    /// Index of the rule it stands under.
    pub rule: usize,
    pub must_match: bool,
}

/// A phrase list as it is written.
#[derive(Debug, Default)]
pub(super) struct List<'t> {
    pub rules: Vec<Rule<'t>>,
    pub examples: Vec<Example<'t>>,
    reason: Option<&'t str>,
}

impl<'t> List<'t> {
    /// Reads a whole list; the error names the first line that is wrong.
    pub fn read(name: &str, text: &'t str) -> Result<Self, PhraseError> {
        let mut list = Self::default();
        for (index, line) in text.lines().enumerate() {
            list.take(index + 1, line.trim()).map_err(|problem| PhraseError::new(name, index + 1, problem))?;
        }
        Ok(list)
    }

    fn take(&mut self, number: usize, line: &'t str) -> Result<(), Problem> {
        match line.chars().next() {
            None | Some('#') => Ok(()),
            Some('[') => self.section(line),
            Some('+') => self.example(number, &line[1..], true),
            Some('-') => self.example(number, &line[1..], false),
            Some(_) => self.rule(number, line),
        }
    }

    fn section(&mut self, line: &'t str) -> Result<(), Problem> {
        let name = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')).unwrap_or_default();
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(kebab) {
            return Err(Problem::BadSection);
        }
        self.reason = Some(name);
        Ok(())
    }

    fn example(&mut self, line: usize, text: &'t str, must_match: bool) -> Result<(), Problem> {
        let rule = self.rules.len().checked_sub(1).ok_or(Problem::NoRule)?;
        self.examples.push(Example { text: text.trim(), line, rule, must_match });
        Ok(())
    }

    fn rule(&mut self, line: usize, text: &'t str) -> Result<(), Problem> {
        let reason = self.reason.ok_or(Problem::NoSection)?;
        let (kinds, text) = text.split_once(char::is_whitespace).ok_or(Problem::NoWords)?;
        let kinds = read_kinds(kinds)?;
        let wordings = text.split('|').map(Pattern::read).collect::<Result<Vec<_>, _>>()?;
        wordings.iter().try_for_each(|wording| fit(wording, kinds))?;
        self.rules.push(Rule { reason, line, kinds, wordings });
        Ok(())
    }
}

fn read_kinds(text: &str) -> Result<Kinds, Problem> {
    let kind = |word| Place::from_name(word).ok_or_else(|| Problem::UnknownKind(String::from(word)));
    text.split(',').map(kind).collect()
}

/// Checks that a wording can be found as these kinds.
fn fit(wording: &Pattern, kinds: Kinds) -> Result<(), Problem> {
    let whole = kinds.has(Place::Whole) || kinds.has(Place::End);
    let open = wording.is_open_in_front();
    match wording.is_wild() {
        true if !whole && !kinds.has(Place::Starts) => Err(Problem::MisplacedWildcard),
        true if !whole && open => Err(Problem::OpenStart),
        _ => Ok(()),
    }
}
