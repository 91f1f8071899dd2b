//! What can be wrong with a phrase list.

/// A phrase list that cannot be read: which list, which line, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{list}:{line}: {problem}")]
pub struct PhraseError {
    list: String,
    line: usize,
    problem: Problem,
}

impl PhraseError {
    pub(super) fn new(list: &str, line: usize, problem: Problem) -> Self {
        Self { list: list.to_owned(), line, problem }
    }

    /// The name the list was given.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// The line of the list, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error("a section is written as [share], in small letters, digits and hyphens")]
    BadSection,
    #[error("a rule stands before the first section; put a line such as [share] above it")]
    NoSection,
    #[error("an example stands before the first rule; put it under the rule it is for")]
    NoRule,
    #[error("`{0}` is no kind of rule; use whole, end, starts, teaser, head or tail, several with commas between them")]
    UnknownKind(String),
    #[error("the rule has no words; write them after its kind")]
    NoWords,
    #[error("a wording may not both begin and end with `*`; give it a fixed word at one end")]
    NoAnchor,
    #[error("`*` has no place in a rule that only cuts; add whole or starts, or write the words out")]
    MisplacedWildcard,
    #[error("a starts rule may not begin with `*`; give it a fixed first word")]
    OpenStart,
    #[error("a choice is written as (one/other), closed, and not inside another choice")]
    BadChoice,
    #[error("the wording is longer than {0} words; shorten it")]
    TooLong(usize),
    #[error("the example `{0}` should match this rule and does not; change the rule or the example")]
    Missed(String),
    #[error("the example `{0}` is matched by line {1} instead; change one of them")]
    Other(String, usize),
    #[error("the example `{0}` should not match, but line {1} matches it; narrow that rule")]
    Hit(String, usize),
}
