//! One wording of a rule: how it is read and how it is held against the words of a block.

use super::error::Problem;
use super::words::{Hash, Word, Words, pair};

/// Blocks of up to this many words are short: only they can be chrome as a whole.
pub(super) const SHORT: usize = 48;
/// Most wordings that the choices of one rule may make.
const MOST_WORDINGS: usize = 256;

/// One element of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// This word; with `colon`, a colon must follow.
    Word { hash: Hash, colon: bool },
    /// `*`: one word or more.
    Any,
}

impl Step {
    fn is(self, word: &Word) -> bool {
        match self {
            Step::Word { hash, colon } => hash == word.hash && (!colon || word.after.colon),
            Step::Any => true,
        }
    }
}

/// Reads a wording such as `Share (this/) (post/page)` into every wording it stands for.
pub(super) fn read(text: &str) -> Result<Vec<Vec<Step>>, Problem> {
    let mut wordings = vec![Vec::new()];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let (choices, after) = after.split_once(')').ok_or(Problem::BadChoice)?;
        extend(&mut wordings, &[before])?;
        extend(&mut wordings, &choices.split('/').collect::<Vec<_>>())?;
        rest = after;
    }
    extend(&mut wordings, &[rest])?;
    wordings.iter().try_for_each(|wording| check(wording))?;
    Ok(wordings)
}

/// Continues every wording with every choice.
fn extend(wordings: &mut Vec<Vec<Step>>, choices: &[&str]) -> Result<(), Problem> {
    if choices.iter().any(|choice| choice.contains(['(', ')'])) {
        return Err(Problem::BadChoice);
    }
    if wordings.len() * choices.len() > MOST_WORDINGS {
        return Err(Problem::TooManyWordings(MOST_WORDINGS));
    }
    let old = std::mem::take(wordings);
    let choices: Vec<Vec<Step>> = choices.iter().map(|choice| steps(choice)).collect();
    for choice in &choices {
        wordings.extend(old.iter().map(|wording| [&wording[..], choice].concat()));
    }
    Ok(())
}

/// The steps of a piece of text without choices.
fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for (index, piece) in text.split('*').enumerate() {
        if index > 0 {
            steps.push(Step::Any);
        }
        let numbers = piece.replace('#', "0");
        steps.extend(Words::new(&numbers).map(|word| Step::Word { hash: word.hash, colon: word.after.colon }));
    }
    steps
}

fn check(wording: &[Step]) -> Result<(), Problem> {
    match wording {
        [] => Err(Problem::NoWords),
        [Step::Any, .., Step::Any] | [Step::Any] => Err(Problem::NoAnchor),
        _ if wording.len() > SHORT => Err(Problem::TooLong(SHORT)),
        _ => Ok(()),
    }
}

/// What a wording is looked up by: its first word, and that with the second if both are fixed.
pub(super) fn front_key(wording: &[Step]) -> Option<(Hash, Hash)> {
    key(wording.first(), wording.get(1))
}

/// The same from behind: its last word, and that with the one before it.
pub(super) fn back_key(wording: &[Step]) -> Option<(Hash, Hash)> {
    let mut steps = wording.iter().rev();
    key(steps.next(), steps.next())
}

fn key(outer: Option<&Step>, inner: Option<&Step>) -> Option<(Hash, Hash)> {
    match (outer, inner) {
        (Some(Step::Word { hash: outer, .. }), Some(Step::Word { hash: inner, .. })) => {
            Some((*outer, pair(*outer, *inner)))
        }
        (Some(Step::Word { hash, .. }), _) => Some((*hash, *hash)),
        _ => None,
    }
}

/// Whether a wording without `*` is how `words` begin.
pub(super) fn begins(wording: &[Step], words: &[Word]) -> bool {
    wording.len() <= words.len() && wording.iter().zip(words).all(|(step, word)| step.is(word))
}

/// Whether a wording is all of `words`; with `open`, whether it is how they begin.
pub(super) fn covers(wording: &[Step], words: &[Word], open: bool) -> bool {
    let (mut step, mut word) = (0, 0);
    let mut retry = None;
    while word < words.len() {
        match wording.get(step) {
            None if open => return true,
            Some(Step::Any) => {
                retry = Some((step + 1, word + 1));
                (step, word) = (step + 1, word + 1);
            }
            Some(fixed) if fixed.is(&words[word]) => (step, word) = (step + 1, word + 1),
            // The latest `*` takes one word more.
            _ => match retry {
                Some((after, taken)) => {
                    retry = Some((after, taken + 1));
                    (step, word) = (after, taken + 1);
                }
                None => return false,
            },
        }
    }
    step == wording.len() && word == words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(pattern: &str, text: &str) -> bool {
        let words: Vec<Word> = Words::new(text).collect();
        read(pattern).expect(pattern).iter().any(|wording| covers(wording, &words, false))
    }

    #[test]
    fn a_star_is_one_word_or_more() {
        assert!(covered("The post * appeared first on *", "The post A b c appeared first on D e."));
        assert!(covered("a * c * d", "a b c c b d"));
        assert!(!covered("More from *", "More from"));
        assert!(!covered("a * c * d", "a b c d"));
        assert!(!covered("a * d", "a b d e"));
    }

    #[test]
    fn a_number_sign_is_any_number() {
        assert!(covered("# comments", "1,204 Comments"));
        assert!(covered("# comments", "(3) comments"));
        assert!(!covered("# comments", "Many comments"));
    }

    #[test]
    fn choices_make_every_wording() {
        assert_eq!(read("Share (this/) (post/page/)").map(|all| all.len()), Ok(6));
        assert!(covered("Share (this/) (post/page/)", "Share page"));
        assert!(covered("Share (this/) (post/page/)", "Share"));
        assert!(!covered("Share (this/) (post/page/)", "Share that"));
    }

    #[test]
    fn what_cannot_be_a_wording_is_refused() {
        assert_eq!(read("→"), Err(Problem::NoWords));
        assert_eq!(read("* and *"), Err(Problem::NoAnchor));
        assert_eq!(read("Share (this"), Err(Problem::BadChoice));
        assert_eq!(read("Share this)"), Err(Problem::BadChoice));
        assert_eq!(read(&"(a/b) ".repeat(9)), Err(Problem::TooManyWordings(MOST_WORDINGS)));
        assert_eq!(read(&"word ".repeat(SHORT + 1)), Err(Problem::TooLong(SHORT)));
    }
}
