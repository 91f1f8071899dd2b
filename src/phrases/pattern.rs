//! One wording of a rule, choices included: how it is read and how it is held against the words of a block.

use super::error::Problem;
use super::words::{Hash, NUMBER, Word, Words};

/// Blocks of up to this many words are short: only they can be chrome as a whole.
pub(super) const SHORT: usize = 48;

/// One element of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// This word; with `colon`, a colon must follow.
    Word { hash: Hash, colon: bool },
    /// `*`: one word or more.
    Any,
}

impl Step {
    /// The word itself, if it is a fixed one.
    fn word(&self) -> Option<Hash> {
        match self {
            Self::Word { hash, .. } => Some(*hash),
            Self::Any => None,
        }
    }

    fn is(self, word: &Word) -> bool {
        match self {
            Self::Word { hash, colon } => hash == word.hash && (!colon || word.after.colon),
            Self::Any => true,
        }
    }
}

/// A wording such as `Share (this/) (post/page)`: what may stand at each place, one after the other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    places: Vec<Vec<Vec<Step>>>,
}

/// The word a pattern begins (or ends) with and the one that follows inward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Only this word.
    One(Hash),
    /// This word, then any.
    Open(Hash),
    /// These two.
    Two(Hash, Hash),
}

impl Pattern {
    pub fn read(text: &str) -> Result<Self, Problem> {
        let mut pattern = Self { places: Vec::new() };
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('(') {
            let (choices, after) = after.split_once(')').ok_or(Problem::BadChoice)?;
            pattern.push(&[before])?;
            pattern.push(&choices.split('/').collect::<Vec<_>>())?;
            rest = after;
        }
        pattern.push(&[rest])?;
        pattern.check()?;
        Ok(pattern)
    }

    /// Adds what may stand next: one of these texts.
    fn push(&mut self, choices: &[&str]) -> Result<(), Problem> {
        if choices.iter().any(|choice| choice.contains(['(', ')'])) {
            return Err(Problem::BadChoice);
        }
        if choices.first().is_some_and(|first| first.trim_start().starts_with(':')) {
            self.demand_colon();
        }
        let place: Vec<Vec<Step>> = choices.iter().map(|choice| steps(choice)).collect();
        if place.iter().any(|choice| !choice.is_empty()) {
            self.places.push(place);
        }
        Ok(())
    }

    /// The words that come last so far must have a colon after them.
    fn demand_colon(&mut self) {
        for choice in self.places.last_mut().into_iter().flatten() {
            if let Some(Step::Word { colon, .. }) = choice.last_mut() {
                *colon = true;
            }
        }
    }

    fn check(&self) -> Result<(), Problem> {
        let longest: usize = self.places.iter().map(|place| place.iter().map(Vec::len).max().unwrap_or(0)).sum();
        if self.places.iter().all(|place| place.iter().any(Vec::is_empty)) {
            return Err(Problem::NoWords);
        }
        if self.front_edges().is_none() && self.back_edges().is_none() {
            return Err(Problem::NoAnchor);
        }
        if longest > SHORT { Err(Problem::TooLong(SHORT)) } else { Ok(()) }
    }

    /// Whether there is a `*` in it.
    pub fn is_wild(&self) -> bool {
        self.places.iter().flatten().flatten().any(|step| *step == Step::Any)
    }

    /// How it may begin; `None` if with any word.
    pub fn front_edges(&self) -> Option<Vec<Edge>> {
        edges(self.places.iter(), |choice, index| choice.get(index))
    }

    /// How it may end, from the last word inward; `None` if with any word.
    pub fn back_edges(&self) -> Option<Vec<Edge>> {
        edges(self.places.iter().rev(), |choice, index| choice.iter().rev().nth(index))
    }

    /// The numbers of words with which it covers the beginning of `words`.
    pub fn lengths(&self, words: &[Word]) -> Lengths {
        let mut reached = Lengths(1);
        for place in &self.places {
            let ends = place.iter().map(|choice| reached.after(choice, words).0);
            reached = Lengths(ends.fold(0, |all, ends| all | ends));
            if reached.is_empty() {
                break;
            }
        }
        reached
    }
}

/// A set of numbers of words, each up to 63.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lengths(u64);

impl Lengths {
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn has(self, length: usize) -> bool {
        length < 64 && self.0 & (1 << length) != 0
    }

    /// From the greatest to the least.
    pub fn descending(self) -> impl Iterator<Item = usize> {
        (0..64).rev().filter(move |&length| self.has(length))
    }

    fn after(mut self, choice: &[Step], words: &[Word]) -> Self {
        for step in choice {
            self = self.step(*step, words);
        }
        self
    }

    fn step(self, step: Step, words: &[Word]) -> Self {
        let mut left = self.0;
        let mut reached = 0;
        while left != 0 {
            let from = left.trailing_zeros() as usize;
            left &= left - 1;
            match words.get(from) {
                // From the first place on, every further word may belong to the `*`.
                Some(_) if step == Step::Any => return Self(up_to(words.len()) & !up_to(from)),
                Some(word) if step.is(word) => reached |= 1 << (from + 1),
                _ => {}
            }
        }
        Self(reached)
    }
}

/// The lengths from 0 to `length`, as bits.
fn up_to(length: usize) -> u64 {
    u64::MAX >> (63 - length.min(63))
}

/// The steps of a text without choices.
fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for (index, piece) in text.split('*').enumerate() {
        if index > 0 {
            steps.push(Step::Any);
        }
        for (index, piece) in piece.split('#').enumerate() {
            if index > 0 {
                steps.push(Step::Word { hash: NUMBER, colon: false });
            }
            steps.extend(Words::new(piece).map(|word| Step::Word { hash: word.hash, colon: word.after.colon }));
        }
    }
    steps
}

/// Follows the places from one side until every way has shown two words.
fn edges<'p>(
    places: impl Iterator<Item = &'p Vec<Vec<Step>>>,
    nth: impl Fn(&'p [Step], usize) -> Option<&'p Step>,
) -> Option<Vec<Edge>> {
    let mut done = Vec::new();
    // Ways so far: no word yet (`None`), or one.
    let mut open = vec![None];
    for place in places {
        for way in std::mem::take(&mut open) {
            for choice in place {
                match (way, nth(choice, 0), nth(choice, 1)) {
                    (_, None, _) => open.push(way),
                    (None, Some(first), second) => match (first.word()?, second) {
                        (first, None) => open.push(Some(first)),
                        (first, Some(second)) => {
                            done.push(second.word().map_or(Edge::Open(first), |second| Edge::Two(first, second)))
                        }
                    },
                    (Some(first), Some(second), _) => {
                        done.push(second.word().map_or(Edge::Open(first), |second| Edge::Two(first, second)))
                    }
                }
            }
        }
        open.dedup();
    }
    done.extend(open.into_iter().flatten().map(Edge::One));
    Some(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(pattern: &str, text: &str) -> bool {
        let words: Vec<Word> = Words::new(text).collect();
        Pattern::read(pattern).expect(pattern).lengths(&words).has(words.len())
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
    fn a_choice_is_one_of_its_texts() {
        let pattern = "Share (this/) (blog post/page/)";
        for text in ["Share", "Share this", "share page", "Share this blog post"] {
            assert!(covered(pattern, text), "{text}");
        }
        for text in ["Share that", "Share this blog", "this page", "Share page this"] {
            assert!(!covered(pattern, text), "{text}");
        }
    }

    #[test]
    fn a_colon_counts_where_it_is_written() {
        assert!(covered("(Tags/Filed under): *", "Filed under: rivers"));
        assert!(!covered("(Tags/Filed under): *", "Filed under rivers"));
    }

    #[test]
    fn the_edges_are_all_ways_to_begin_and_end() {
        let [a, b, c, d] = ["a", "b", "c", "d"].map(|text| Words::new(text).next().expect("a word").hash);
        let pattern = Pattern::read("(a/) b (c d/)").expect("a pattern");
        assert_eq!(pattern.front_edges(), Some(vec![Edge::Two(a, b), Edge::Two(b, c), Edge::One(b)]));
        assert_eq!(pattern.back_edges(), Some(vec![Edge::Two(d, c), Edge::Two(b, a), Edge::One(b)]));
        assert_eq!(Pattern::read("a *").expect("a pattern").front_edges(), Some(vec![Edge::Open(a)]));
    }

    #[test]
    fn what_cannot_be_a_wording_is_refused() {
        assert_eq!(Pattern::read("→"), Err(Problem::NoWords));
        assert_eq!(Pattern::read("(this/)"), Err(Problem::NoWords));
        assert_eq!(Pattern::read("* and *"), Err(Problem::NoAnchor));
        assert_eq!(Pattern::read("Share (this"), Err(Problem::BadChoice));
        assert_eq!(Pattern::read("Share this)"), Err(Problem::BadChoice));
        assert_eq!(Pattern::read(&"word ".repeat(SHORT + 1)), Err(Problem::TooLong(SHORT)));
    }
}
